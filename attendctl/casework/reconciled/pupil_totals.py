"""Another tool's totals pupil by pupil: whose differ from ours, and which rule makes them what they are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from attendctl.casework.reconciled.counting import OURS, Counting
from attendctl.casework.reconciled.variants import Usable, pairs
from attendctl.measures.rule_variants import StatedTotal, Weights, pupil_sums_of, variants_that_match
from attendctl.measures.stated_totals import StatedPupil, StatedTotals

PupilKey = tuple[int, int]
"""School and pupil."""

_REGISTER = """
SELECT p.school_id, p.pupil_id, p.upn, p.mis_id, p.admission_number, p.surname, p.forename, s.name, v.on_roll
FROM register_pupil AS p
INNER JOIN variant_pupil AS v ON p.school_id = v.school_id AND p.pupil_id = v.pupil_id
LEFT JOIN school AS s ON p.school_id = s.school_id
ORDER BY s.name, strip_accents(lower(p.surname)), strip_accents(lower(p.forename)), p.upn, p.pupil_id
"""
_NOTHING = Weights(0, 0, 0, 0)


@dataclass(frozen=True)
class RegisterPupil:
    """A pupil of the register as the list names it; ``identity`` is what a message may say."""

    key: PupilKey
    school: str
    upn: str | None
    mis_id: str | None
    admission_number: str | None
    surname: str | None
    forename: str | None
    on_roll: bool

    @property
    def identity(self) -> str:
        """The UPN, or the school's own number."""
        return self.upn or self.admission_number or self.mis_id or f"pupil {self.key[1]}"


@dataclass(frozen=True)
class DifferingPupil:
    """A pupil whose stated totals are not ours."""

    pupil: RegisterPupil
    stated: StatedPupil
    ours: Weights


@dataclass(frozen=True)
class ExplainedGroup:
    """Pupils whose stated totals are just what these differences make of the register."""

    differences: tuple[Usable, ...]
    pupils: tuple[DifferingPupil, ...]


@dataclass(frozen=True)
class TotalsReconciliation:
    """A file of totals beside the register.

    Attributes:
        in_both: pupils of the file that the register has.
        agreeing: those of them with our totals.
        groups: the others, by what explains them: the rule that explains most pupils first.
        unexplained: those that no rule and no two explain.
        not_in_register: rows of the file without a pupil in the register.
        not_in_file: pupils with a possible session that the file does not have.
    """

    file: str
    in_both: int
    agreeing: int
    groups: tuple[ExplainedGroup, ...]
    unexplained: tuple[DifferingPupil, ...]
    not_in_register: tuple[StatedPupil, ...]
    not_in_file: tuple[RegisterPupil, ...]
    stated_sums: Mapping[str, int | None]
    our_sums: Weights


def reconcile_totals(counting: Counting, totals: StatedTotals) -> TotalsReconciliation:
    """Compare the totals of each pupil, and find the rule or the two rules that explain what differs.

    Args:
        counting: the register, ready.
        totals: the file.
    """
    register = [
        RegisterPupil(
            (school_id, pupil_id), school or "", upn, mis_id, number, surname, forename, bool(on_roll)
        )
        for school_id, pupil_id, upn, mis_id, number, surname, forename, school, on_roll in (
            counting.connection.execute(_REGISTER).fetchall()
        )
    ]
    ours = pupil_sums_of(counting.connection, counting.variant(OURS, ()), counting.slots)
    found, strangers = _matched(register, totals.pupils)
    differing = [
        DifferingPupil(pupil, found[pupil.key], ours.get(pupil.key, _NOTHING))
        for pupil in register
        if pupil.key in found and not _agrees(found[pupil.key], ours.get(pupil.key, _NOTHING))
    ]
    groups, unexplained = _explained(counting, differing)
    return TotalsReconciliation(
        totals.file,
        len(found),
        len(found) - len(differing),
        tuple(groups),
        tuple(unexplained),
        tuple(strangers),
        tuple(
            pupil
            for pupil in register
            if pupil.key not in found and ours.get(pupil.key, _NOTHING).possible > 0
        ),
        {name: _sum_of(totals.pupils, name) for name in Weights._fields},
        Weights._make(sum(cells) for cells in zip(_NOTHING, *ours.values(), strict=True)),
    )


def _agrees(stated: StatedPupil, ours: Weights) -> bool:
    return all(getattr(stated, name) in (None, getattr(ours, name)) for name in Weights._fields)


def _sum_of(pupils: Sequence[StatedPupil], name: str) -> int | None:
    cells = [getattr(pupil, name) for pupil in pupils]
    return None if any(cell is None for cell in cells) else sum(cells)


def _matched(
    register: Iterable[RegisterPupil], stated: Iterable[StatedPupil]
) -> tuple[dict[PupilKey, StatedPupil], list[StatedPupil]]:
    """Find each row's pupil by UPN, else MIS id, else admission number, else by a name that only one has."""
    by_word: dict[tuple[str, str], set[PupilKey]] = {}
    upns: dict[PupilKey | None, str | None] = {}
    for pupil in register:
        upns[pupil.key] = pupil.upn
        for word in _words(pupil):
            by_word.setdefault(word, set()).add(pupil.key)
    found: dict[PupilKey, StatedPupil] = {}
    strangers = []
    for row in stated:
        key = next(
            (next(iter(keys)) for word in _words(row) if len(keys := by_word.get(word, set())) == 1), None
        )
        other_child = row.upn and key in upns and upns[key] not in (None, row.upn)
        if key is None or key in found or other_child:
            strangers.append(row)
        else:
            found[key] = row
    return found, strangers


def _words(pupil: RegisterPupil | StatedPupil) -> list[tuple[str, str]]:
    words = [
        ("upn", pupil.upn),
        ("mis_id", pupil.mis_id),
        ("admission_number", pupil.admission_number.lstrip("0") if pupil.admission_number else None),
    ]
    if pupil.surname and pupil.forename:
        words.append(("name", " ".join(f"{pupil.surname}, {pupil.forename}".split()).casefold()))
    return [(kind, word) for kind, word in words if word]


def _explained(
    counting: Counting, differing: Sequence[DifferingPupil]
) -> tuple[list[ExplainedGroup], list[DifferingPupil]]:
    """Give every pupil to the rule that explains most of them; to two rules only where no one rule does."""
    usable = [one for one in counting.usable if one.difference.is_of_sums]
    waiting = {one.pupil.key: one for one in differing}
    groups: list[ExplainedGroup] = []
    singles: list[tuple[Usable, ...]] = [(one,) for one in usable]
    for combinations in (singles, [*pairs(usable)]):
        if not waiting:
            break
        stated = [
            StatedTotal(*key, *(getattr(one.stated, name) for name in Weights._fields))
            for key, one in waiting.items()
        ]
        variants = [counting.variant(number, each) for number, each in enumerate(combinations)]
        fitting = variants_that_match(counting.connection, stated, variants, counting.slots)
        while counted := Counter(number for key in fitting if key in waiting for number in fitting[key]):
            best = max(counted, key=lambda number: (counted[number], -number))
            keys = [key for key in waiting if best in fitting.get(key, [])]
            groups.append(ExplainedGroup(tuple(combinations[best]), tuple(waiting.pop(key) for key in keys)))
    return groups, list(waiting.values())
