"""The days of every pupil, counted once for the measures that go by days: spells, and stays in a band."""

from __future__ import annotations

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
