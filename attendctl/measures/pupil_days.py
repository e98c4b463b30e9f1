"""The days of every pupil, counted once for the measures that go by days: spells, and stays in a band."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.measures.engine import materialise


def count_pupil_days(connection: duckdb.DuckDBPyConnection, *, from_day: date, as_of: date) -> None:
    """Count the possible sessions of every pupil day by day.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        from_day: the first day looked at: 1 September of the academic year of
            ``as_of`` or earlier. A spell is cut there, so for spells give a day
            well before any that matters: one may have begun before the holidays.
        as_of: the last day looked at, included.

    Raises:
        ValueError: the academic year would not be whole.
    """
    year_from = academic_year_start(as_of)
    if from_day > year_from:
        raise ValueError(f"the days must be counted from {year_from} or earlier, not from {from_day}")
    materialise(connection, "pupil_day", from_day=from_day, as_of=as_of, year_from=year_from)


def first_days_with(
    connection: duckdb.DuckDBPyConnection, sessions: Mapping[int, int], *, as_of: date
) -> dict[tuple[int, int], date]:
    """Return, by school and pupil, the day on which so many sessions of the year had been possible.

    Args:
        connection: after ``count_pupil_days`` of the same ``as_of``.
        sessions: how many, by school id.
        as_of: the day judged; its academic year is counted.

    Returns:
        Nobody who has fewer.
    """
    found: dict[tuple[int, int], date] = {}
    for school_id, minimum in sessions.items():
        rows = connection.execute(
            "SELECT pupil_id, MIN(date) FROM pupil_day WHERE school_id = $school AND date >= $september "
            "AND year_possible >= $minimum GROUP BY pupil_id",
            {"school": school_id, "september": academic_year_start(as_of), "minimum": minimum},
        )
        found |= {(school_id, pupil_id): day for pupil_id, day in rows.fetchall()}
    return found
