"""Groups of every school, and the same groups of all schools: sums of whole numbers, never of percentages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import add
from typing import Any

import duckdb

from attendctl.casework.attendance_report import natural_order
from attendctl.casework.report_lines import GroupLine
from attendctl.casework.reporting_period import PeriodKind
from attendctl.measures.attendance import group_rows
from attendctl.measures.sums import Sums

BY = ("year", "class", "sen", "pp", "fsm", "eal", "lac", "social-worker", "sex")
"""What pupils are grouped by, in the workbook's order."""

_WITHIN_A_SCHOOL = "class"  # two schools' classes of one name have nothing in common


def read_groups(
    connection: duckdb.DuckDBPyConnection, names: Mapping[int, str], kind: PeriodKind
) -> tuple[GroupLine, ...]:
    """Return the groups of each school; of several schools, first those of all of them.

    Args:
        connection: after ``attendctl.measures.attendance.measure_attendance``.
        names: of the schools, by id, in the order of the report.
        kind: of the report's period.
    """
    lines: list[GroupLine] = []
    for by in BY:
        of_schools = [
            group_line(by, row, names[row["school_id"]], kind)
            for row in sorted(group_rows(connection, by), key=lambda row: natural_order(row["name"]))
        ]
        if len(names) > 1 and by != _WITHIN_A_SCHOOL:
            grouped: dict[str, list[GroupLine]] = {}
            for line in of_schools:
                grouped.setdefault(line.name, []).append(line)
            lines += [added_up(of_name, by, name) for name, of_name in grouped.items()]
        for school in names.values():
            lines += [line for line in of_schools if line.school == school]
    return tuple(lines)


def group_line(by: str, row: Mapping[str, Any], school: str | None, kind: PeriodKind) -> GroupLine:
    """Return a row of ``attendctl.measures.attendance.group_rows`` as a line."""
    return GroupLine(
        by=by,
        name=row["name"],
        school=school,
        pupils=row["pupils"],
        pupils_with_sessions=row["pupils_with_sessions"],
        pupils_persistent=row["pupils_persistent"],
        pupils_severe=row["pupils_severe"],
        week=Sums.of_row(row, "week") if kind == "week" else None,
        year=Sums.of_row(row, "year"),
        period=Sums.of_row(row, "period") if kind not in ("week", "year") else None,
    )


def added_up(lines: Iterable[GroupLine], by: str, name: str) -> GroupLine:
    """Return the sums of the same group of several schools."""
    parts = list(lines)
    return GroupLine(
        by=by,
        name=name,
        school=None,
        pupils=sum(line.pupils for line in parts),
        pupils_with_sessions=sum(line.pupils_with_sessions for line in parts),
        pupils_persistent=sum(line.pupils_persistent for line in parts),
        pupils_severe=sum(line.pupils_severe for line in parts),
        week=_sum(line.week for line in parts),
        year=added_up_sums(line.year for line in parts),
        period=_sum(line.period for line in parts),
    )


def added_up_sums(sums: Iterable[Sums]) -> Sums:
    """Return the sums of sums.

    >>> added_up_sums([Sums(10, 9, 1, 0, 0, 0, 0, 0), Sums(10, 8, 1, 1, 1, 0, 0, 5)]).attendance_percent
    85.0
    """
    total = NOTHING
    for one in sums:
        total = Sums(*map(add, total, one))
    return total


def _sum(sums: Iterable[Sums | None]) -> Sums | None:
    """Add sums up; None where one is None, as in a report without that period."""
    parts = list(sums)
    stated = [one for one in parts if one is not None]
    return added_up_sums(stated) if len(stated) == len(parts) else None


NOTHING = Sums(*[0] * len(Sums._fields))
"""The sums of no session at all."""
