"""The groups of pupils on the page, of all its schools together."""

from __future__ import annotations

from collections.abc import Sequence

from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.report_lines import AttendanceReport, GroupLine
from attendctl.casework.web_page.page_lines import GroupOfPupils
from attendctl.casework.web_page.session_totals import total
from attendctl.casework.web_page.withheld_parts import WhatIsWithheld

GROUPS = ("year", "sex", "sen", "pp", "fsm", "eal", "lac", "social-worker")
"""What pupils are grouped by, of ``attendctl.measures.attendance.GROUPINGS``."""


def groups_of_page(report: AttendanceReport, withheld: WhatIsWithheld) -> tuple[GroupOfPupils, ...]:
    """Return every group, in the order of ``GROUPS``; what no pupil has stated makes no group.

    Args:
        report: grouped by ``GROUPS``; its lines are of one school each.
        withheld: what of them is not shown.
    """
    found: dict[tuple[str, str], list[GroupLine]] = {}
    for line in report.groups:
        found.setdefault((line.by, line.name), []).append(line)
    stated = {by for by, name in found if name != NOT_STATED}
    lines = [
        _group(by, name, parts)._replace(withheld=withheld((None, by, name)))
        for (by, name), parts in found.items()
        if by in stated
    ]
    return tuple(sorted(lines, key=lambda line: (GROUPS.index(line.by), natural_order(line.name))))


def not_stated(groups: Sequence[GroupOfPupils]) -> list[str]:
    """Return what the registers state of no pupil at all."""
    return [by for by in GROUPS if by not in {group.by for group in groups}]


def _group(by: str, name: str, parts: Sequence[GroupLine]) -> GroupOfPupils:
    period = [sums for one in parts if (sums := one.week or one.period) is not None]
    return GroupOfPupils(
        by,
        name,
        sum(one.pupils for one in parts),
        sum(one.pupils_with_sessions for one in parts),
        sum(one.pupils_persistent for one in parts),
        sum(one.pupils_severe for one in parts),
        total(period) if period else None,
        total(one.year for one in parts),
    )
