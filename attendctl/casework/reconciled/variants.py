"""Each rule by which another tool may count, and each two of them, as something that can be counted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from attendctl.casework.reconciled.differences import CountAs, Difference
from attendctl.measures.rule_variants import Variant, Weights
from attendctl.measures.variant_register import CodeKind
from attendctl.rules.attendance_codes import AttendanceCodes, session_code_rows

_COUNTED: Mapping[CountAs, Weights] = {
    "attended": Weights(1, 1, 0, 0),
    "authorised": Weights(1, 0, 1, 0),
    "unauthorised": Weights(1, 0, 0, 1),
    "possible": Weights(1, 0, 0, 0),
    "nothing": Weights(0, 0, 0, 0),
}
MISSING_KIND = 0
"""The kind of a mark that is owed; kinds of codes begin after it."""


@dataclass(frozen=True)
class Usable:
    """A difference as it applies to this register: the rule it belongs to, and the day it means, if any."""

    rule: str
    ours: str
    source: str
    difference: Difference
    day: date | None = None


@dataclass(frozen=True)
class Kinds:
    """Codes by what they count as in every variant, and which differences change them."""

    codes: tuple[CodeKind, ...]
    ours: Mapping[int, Weights]
    changed_by: Mapping[int, frozenset[str]]  # by kind: keys of differences


def code_kinds(codes: AttendanceCodes, differences: Iterable[Difference]) -> Kinds:
    """Sort the codes of all days into kinds: what counts alike in every variant has one number."""
    selecting = [one for one in differences if one.selects_sessions]
    blank = frozenset(one.key for one in selecting if one.missing_marks)
    numbers: dict[tuple[Weights, frozenset[str]], int] = {(_COUNTED["nothing"], blank): MISSING_KIND}
    rows: list[CodeKind] = []
    # The columns of session_code, as session_code_rows lists them.
    for code, valid_from, valid_until, _, statistical_class, *flags in session_code_rows(codes):
        possible, attended, authorised, unauthorised, _, _, is_missing, _ = flags
        if is_missing:
            continue  # those that are owed are counted by themselves
        weights = Weights(*(int(str(flag)) for flag in (possible, attended, authorised, unauthorised)))
        keys = frozenset(
            one.key for one in selecting if code in one.codes or one.code_class == statistical_class
        )
        number = numbers.setdefault((weights, keys), len(numbers))
        assert isinstance(valid_from, date)
        assert isinstance(valid_until, date)
        rows.append(CodeKind(str(code), valid_from, valid_until, number))
    return Kinds(
        tuple(rows),
        {number: weights for (weights, _), number in numbers.items()},
        {number: keys for (_, keys), number in numbers.items()},
    )


def variant_of(
    number: int, differences: Sequence[Usable], kinds: Kinds, *, from_day: date, to_day: date
) -> Variant:
    """Return our way of counting with some differences; those that change no sums change nothing here.

    Args:
        number: the variant's, once only.
        differences: none for ours.
        kinds: of ``code_kinds``.
        from_day: the first day that we count.
        to_day: the last.
    """
    weights = dict(kinds.ours)
    for one in differences:
        counted = one.difference.count_as
        if counted is not None:
            changed = (kind for kind, keys in kinds.changed_by.items() if one.difference.key in keys)
            weights |= dict.fromkeys(changed, _COUNTED[counted])
    first = next((one.day for one in differences if one.difference.from_day and one.day), from_day)
    last = next((one.day for one in differences if one.difference.to_day and one.day), to_day)
    return Variant(
        number,
        first,
        last,
        weights,
        only_on_roll=any(one.difference.pupils == "on roll" for one in differences),
        only_compulsory_age=any(one.difference.age == "compulsory" for one in differences),
        only_statistics=any(one.difference.age == "statistics" for one in differences),
    )


def pairs(usable: Sequence[Usable]) -> list[tuple[Usable, Usable]]:
    """Return every two differences of two rules, in their order.

    >>> pairs([])
    []
    """
    return [(one, other) for one, other in combinations(usable, 2) if one.rule != other.rule]
