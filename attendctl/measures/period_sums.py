"""Sums of every pupil of a school in one period after another: weeks, half terms, terms."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, materialise

COUNTED_PERIOD = {"period": "VARCHAR", "school_id": "SMALLINT", "from_day": "DATE", "to_day": "DATE"}
COLUMNS = "period, school_id, pupil_id, possible, attended, authorised, unauthorised, late"


class CountedPeriod(NamedTuple):
    """A period of a school, first and last day included. ``period`` is the caller's name, once a school."""

    period: str
    school_id: int
    from_day: date
    to_day: date


class PeriodSum(NamedTuple):
    """One pupil's sessions in one period; ``late`` is L, before the register closed."""

    period: str
    school_id: int
    pupil_id: int
    possible: int
    attended: int
    authorised: int
    unauthorised: int
    late: int


def period_sums(connection: duckdb.DuckDBPyConnection, periods: Iterable[CountedPeriod]) -> list[PeriodSum]:
    """Return the sums of every pupil with a mark in a period, all periods in one pass over the register.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        periods: of any schools.
    """
    asked = list(periods)
    if not asked:
        return []
    fill_table(connection, "counted_period", COUNTED_PERIOD, asked)
    materialise(connection, "period_sum")
    rows = connection.execute(f"SELECT {COLUMNS} FROM period_sum ORDER BY period, school_id, pupil_id")
    return [PeriodSum._make(row) for row in rows.fetchall()]
