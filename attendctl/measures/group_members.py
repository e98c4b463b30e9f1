"""Which pupils are in which group: what disclosure control must know and no page ever shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from attendctl.measures.attendance import GROUPINGS
from attendctl.measures.engine import rows_of

_COLUMNS = {by: by.replace("-", "_") for by in GROUPINGS if by != "school"}


@dataclass(frozen=True)
class GroupMember:
    """A pupil of the year: its groups by what pupils are grouped by, and whether it counts in shares."""

    school_id: int
    pupil_id: int
    year_possible: int
    period_possible: int
    week_possible: int
    persistent: bool
    severe: bool
    groups: Mapping[str, str]


def group_members(connection: duckdb.DuckDBPyConnection) -> list[GroupMember]:
    """Return every pupil of the year and of the period reported on.

    Args:
        connection: after ``attendctl.measures.attendance.measure_attendance``.
    """
    found = [_member(row) for row in rows_of(connection, "pupil_group")]
    return sorted(found, key=lambda member: (member.school_id, member.pupil_id))


def _member(row: dict[str, Any]) -> GroupMember:
    groups = {by: row[column] for by, column in _COLUMNS.items()}
    return GroupMember(
        row["school_id"],
        row["pupil_id"],
        row["year_possible"],
        row["period_possible"],
        row["week_possible"],
        row["persistent"],
        row["severe"],
        groups,
    )
