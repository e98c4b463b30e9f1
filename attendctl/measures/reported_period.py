"""The sums of a term, a half term or any other days, to stand beside those of the year.

The days may begin in an earlier academic year than they end in: the marks owed are then
found year by year, as each is judged at its own end.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.measures.engine import fill_table, materialise

REPORTED_PERIOD = {"school_id": "SMALLINT", "from_day": "DATE", "to_day": "DATE"}
MISSING_MARK = {"school_id": "SMALLINT", "pupil_id": "INTEGER", "date": "DATE", "session": "UTINYINT"}
NO_PUPIL_PERIOD = {
    "school_id": "SMALLINT",
    "pupil_id": "INTEGER",
    "possible": "INTEGER",
    "attended": "INTEGER",
    "authorised": "INTEGER",
    "unauthorised": "INTEGER",
    "late": "INTEGER",
    "late_after_close": "INTEGER",
    "minutes_late": "INTEGER",
    "last_mark": "DATE",
    "missing": "INTEGER",
}


class ReportedPeriod(NamedTuple):
    """The days of one school that are reported on, first and last included."""

    school_id: int
    from_day: date
    to_day: date


def count_year(
    connection: duckdb.DuckDBPyConnection, year_from: date, as_of: date, *, week_from: date
) -> None:
    """Count an academic year: every pupil's sums, who joined or left, and the marks owed.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        year_from: its 1 September.
        as_of: the last day counted, included.
        week_from: the Monday of the week of ``as_of``.
    """
    materialise(connection, "pupil_sum", year_from=year_from, as_of=as_of, week_from=week_from)
    materialise(connection, "pupil_status", year_from=year_from, as_of=as_of)
    materialise(connection, "missing_mark", year_from=year_from, as_of=as_of)


def keep_earlier_missing_marks(
    connection: duckdb.DuckDBPyConnection, reported: Sequence[ReportedPeriod], *, year_from: date
) -> None:
    """Find the marks owed in the academic years before one, back to the first that the period touches.

    They stand as the table ``earlier_missing_mark``. The tables of ``count_year`` are of another year
    after this: count yours afterwards.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        reported: the period of each school; none finds nothing.
        year_from: the 1 September of the year that is counted by itself.
    """
    fill_table(connection, "earlier_missing_mark", MISSING_MARK, [])
    first = min((academic_year_start(one.from_day) for one in reported), default=year_from)
    if first < year_from:
        (first_row,) = connection.execute("SELECT min(date) FROM school_session").fetchone() or (None,)
        first = max(first, academic_year_start(first_row)) if first_row else year_from
    while first < year_from:
        following = first.replace(year=first.year + 1)
        last = following - timedelta(days=1)
        count_year(connection, first, last, week_from=last)
        connection.execute(
            "INSERT INTO earlier_missing_mark SELECT school_id, pupil_id, date, session FROM missing_mark"
        )
        first = following


def count_reported_period(connection: duckdb.DuckDBPyConnection, reported: Sequence[ReportedPeriod]) -> None:
    """Count every pupil's sessions in the period of the school, as the table ``pupil_period``.

    Args:
        connection: after ``keep_earlier_missing_marks`` and ``count_year``.
        reported: the period of each school; none costs no pass over the register.
    """
    fill_table(connection, "reported_period", REPORTED_PERIOD, reported)
    if reported:
        materialise(connection, "period_missing_mark")
        materialise(connection, "pupil_period")
    else:
        fill_table(connection, "period_missing_mark", MISSING_MARK, [])
        fill_table(connection, "pupil_period", NO_PUPIL_PERIOD, [])
