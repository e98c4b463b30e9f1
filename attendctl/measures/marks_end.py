"""Pupils whose marks end before the register does, and who are not said to have left."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.measures.engine import materialise


class MarksEnd(NamedTuple):
    """The first and the last day of the academic year on which the register has a pupil."""

    school_id: int
    pupil_id: int
    first_day: date
    last_day: date


def marks_that_end(connection: duckdb.DuckDBPyConnection, *, as_of: date) -> list[MarksEnd]:
    """Find the pupils who are in no row of their school's latest week, while their class is.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``; has the relation ``mark``.
        as_of: the last day looked at, included; its academic year is looked at.

    Returns:
        By school and pupil. Nobody with a leaving date, nor who has gone on to another school of the ledger.
    """
    materialise(connection, "marks_end", year_from=academic_year_start(as_of), as_of=as_of)
    rows = connection.execute("SELECT * FROM marks_end ORDER BY school_id, pupil_id")
    return [MarksEnd._make(row) for row in rows.fetchall()]
