"""Absence in the period by reason: no reason stands alone that is about one or two pupils."""

from __future__ import annotations

from collections.abc import Sequence

from attendctl.casework.disclosure.gather import Kind, gather_small
from attendctl.casework.governors.paper_lines import Column, ReasonLine
from attendctl.measures.pupil_codes import PupilCode
from attendctl.rules.small_numbers import SmallNumbers

_CLASSES = ("authorised", "unauthorised")
_OTHER = "Other reasons, each of very few pupils"


def reasons_of(
    codes: Sequence[PupilCode], period: Column, rule: SmallNumbers
) -> tuple[ReasonLine, ...] | None:
    """Return the reasons, authorised first, the commonest first, what is put together last.

    Args:
        codes: of the period, pupil by pupil.
        period: the headline of the period, where the sums of authorised and of unauthorised absence and of
            late arrivals after the register closed are printed too.
        rule: says which numbers are small.

    Returns:
        None where authorised and unauthorised absence are withheld themselves.
    """
    if "authorised" not in period.measures:
        return None
    lines: list[ReasonLine] = []
    for statistical_class in _CLASSES:
        found = _by_meaning(codes, statistical_class)
        is_printed_above = "late_after_close" in period.measures
        kinds = [
            Kind(
                meaning,
                sum(getattr(one, statistical_class) for one in of),
                {one.pupil for one in of},
                is_fixed=is_printed_above and any(one.late_after_close for one in of),
            )
            for meaning, of in found.items()
        ]
        kinds.sort(key=lambda kind: (-kind.number, kind.name))
        gathered = gather_small(kinds, rule, other=_OTHER, every=f"all {statistical_class} absence together")
        if gathered is None:
            return None
        lines += [
            ReasonLine(
                kind.name,
                tuple(sorted({one.code for one in found.get(kind.name, ())})),
                statistical_class,
                kind.number,
            )
            for kind in gathered
        ]
    return tuple(lines)


def _by_meaning(codes: Sequence[PupilCode], statistical_class: str) -> dict[str, list[PupilCode]]:
    found: dict[str, list[PupilCode]] = {}
    for one in codes:
        if getattr(one, statistical_class):
            found.setdefault(one.meaning, []).append(one)
    return found
