"""Groups of pupils, of all the schools of the paper together, without what is withheld."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.disclosure.lines import Withheld
from attendctl.casework.governors.paper_lines import GroupFigures, PupilCount
from attendctl.casework.report_lines import AttendanceReport, GroupLine
from attendctl.measures.sums import Sums
from attendctl.rates import percent_in_tenths

GROUPS = ("year", "sex", "sen", "pp", "fsm", "eal", "lac", "social-worker")
"""What pupils are grouped by, of ``attendctl.measures.attendance.GROUPINGS``. Classes are too small."""


def groups_of(report: AttendanceReport, withheld: Withheld) -> tuple[GroupFigures, ...]:
    """Return every group in the order of ``GROUPS``; of several schools, these first.

    Args:
        report: grouped by ``GROUPS``.
        withheld: of ``withheld_groups`` with the groups of all schools together.

    Returns:
        What no register states of any pupil makes no group.
    """
    found: dict[tuple[str, str], list[GroupLine]] = {}
    for line in report.groups:
        found.setdefault((line.by, line.name), []).append(line)
    stated = {by for by, name in found if name != NOT_STATED}
    lines = [_group(by, name, parts, withheld) for (by, name), parts in found.items() if by in stated]
    schools = [
        _figures("school", one.name, [one], withheld, (one.name, None, None))
        for one in report.school_totals
        if report.is_of_several_schools
    ]
    ordered = sorted(lines, key=lambda line: (GROUPS.index(line.by), natural_order(line.name)))
    return (*schools, *(line for line in ordered if line.is_withheld or line.pupils))


def not_stated(groups: Sequence[GroupFigures]) -> tuple[str, ...]:
    """Return what the registers state of no pupil at all."""
    return tuple(by for by in GROUPS if by not in {group.by for group in groups})


def _group(by: str, name: str, parts: Sequence[GroupLine], withheld: Withheld) -> GroupFigures:
    return _figures(by, name, parts, withheld, (None, by, name))


def _figures(
    by: str,
    name: str,
    parts: Sequence[GroupLine],
    withheld: Withheld,
    key: tuple[str | None, str | None, str | None],
) -> GroupFigures:
    if withheld.line(key):
        return GroupFigures(by, name, is_withheld=True)
    pupils = sum(one.pupils_with_sessions for one in parts)
    counts = {
        "persistent": sum(one.pupils_persistent for one in parts),
        "severe": sum(one.pupils_severe for one in parts),
    }
    printed = {
        count: PupilCount(None, None) if withheld.count(key, count) else PupilCount(number, pupils)
        for count, number in counts.items()
    }
    return GroupFigures(
        by,
        name,
        is_withheld=False,
        pupils=pupils,
        period_tenths=_tenths(one.period for one in parts),
        year_tenths=_tenths(one.year for one in parts),
        **printed,
    )


def _tenths(parts: Iterable[Sums | None]) -> int | None:
    there = [one for one in parts if one is not None]
    return percent_in_tenths(sum(one.attended for one in there), sum(one.possible for one in there))
