"""The marks that lists of pupils are of: absence, lateness and named codes in some days of each school."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, materialise
from attendctl.measures.reported_period import REPORTED_PERIOD, ReportedPeriod

LISTED_CODE = {"school_id": "SMALLINT", "code": "VARCHAR"}


class ListedMark(NamedTuple):
    """One mark. ``is_absent`` is no mark of coming after the register closed: that is ``is_late``."""

    school_id: int
    pupil_id: int
    date: date
    session: int  # 0 morning, 1 afternoon
    code: str
    minutes_late: int | None
    comment: str | None
    is_absent: bool
    is_late: bool


def listed_marks(
    connection: duckdb.DuckDBPyConnection,
    periods: Iterable[ReportedPeriod],
    codes: Iterable[tuple[int, str]] = (),
) -> list[ListedMark]:
    """Return the marks of absence, of lateness and of some codes, by school, pupil, day and half day.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        periods: the days of each school, first and last included; a school without any has no marks.
        codes: of a school each, beside absence and lateness.
    """
    fill_table(connection, "listed_period", REPORTED_PERIOD, periods)
    fill_table(connection, "listed_code", LISTED_CODE, sorted(set(codes)))
    materialise(connection, "listed_mark")
    rows = connection.execute("SELECT * FROM listed_mark ORDER BY school_id, pupil_id, date, session")
    return [ListedMark._make(row) for row in rows.fetchall()]
