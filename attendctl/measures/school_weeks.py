"""Which days and weeks were school, as the register says: never from a calendar.

A school day, and a school week (Monday to Sunday), has at least one session
that was possible for at least one pupil of that school.

Source: DfE, Working together to improve school attendance (2024), the national
framework for penalty notices: a school week has at least one school session.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.calendar import Week
from attendctl.measures.engine import materialise

SCHOOL_DAYS = (
    "SELECT DISTINCT date, school_id FROM school_session WHERE possible > 0 ORDER BY date, school_id"
)


@dataclass(frozen=True)
class SchoolDays:
    """The school days of the register, oldest first; of several schools, those of any.

    >>> days = SchoolDays((date(2025, 10, 24), date(2025, 11, 3)))
    >>> [str(week) for week in days.weeks()]
    ['2025-W43', '2025-W45']
    """

    days: tuple[date, ...]

    def last(self, *, upto: date) -> date | None:
        """Return the last school day on or before a day, or None."""
        return max((day for day in self.days if day <= upto), default=None)

    def last_in(self, week: Week, *, upto: date) -> date | None:
        """Return the last school day of a week on or before a day, or None: no school by then."""
        day = self.last(upto=min(upto, week.sunday))
        return day if day is not None and day >= week.monday else None

    def weeks(self, *, upto: date = date.max) -> list[Week]:
        """Return the school weeks that have a school day on or before a day, oldest first."""
        return sorted({Week.containing(day) for day in self.days if day <= upto})


def read_school_days(
    connection: duckdb.DuckDBPyConnection, *, only: Collection[int] | None = None
) -> SchoolDays:
    """Find the school days of the schools asked about.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        only: the days of these schools; None for those of every school that was prepared.
    """
    materialise(connection, "school_session")
    rows = connection.execute(SCHOOL_DAYS).fetchall()
    return SchoolDays(tuple(sorted({day for day, school in rows if only is None or school in only})))


def read_school_days_by_school(connection: duckdb.DuckDBPyConnection) -> dict[int, SchoolDays]:
    """Return the school days of every school that has one, by its id. After ``read_school_days``."""
    found: dict[int, list[date]] = {}
    for day, school_id in connection.execute(SCHOOL_DAYS).fetchall():
        found.setdefault(school_id, []).append(day)
    return {school_id: SchoolDays(tuple(days)) for school_id, days in found.items()}
