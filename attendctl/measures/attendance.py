"""Attendance of every pupil and group over an academic year and one of its weeks.

The sums are made in SQL (``pupil_sum.sql``, ``pupil_status.sql``, ``missing_mark.sql``,
``pupil_year.sql``, ``group_year.sql``), in one pass over the register. A term or any other
period beside the year takes a second pass: see ``attendctl.measures.reported_period``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.measures.engine import Parameter, materialise, rows_of
from attendctl.measures.reported_period import (
    ReportedPeriod,
    count_reported_period,
    count_year,
    keep_earlier_missing_marks,
)
from attendctl.measures.sums import Sums
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence
from attendctl.rules.reader import NoRuleInForce, Rule

GROUPINGS = ("year", "class", "house", "sex", "sen", "pp", "fsm", "eal", "lac", "social-worker", "school")
"""What pupils can be grouped by, as ``--by`` writes it."""

# In the order of PupilRow: 25,000 pupils are read as they come, not looked up by name.
PUPILS = f"""
SELECT s.name, y.school_id, y.pupil_id, p.upn, p.surname, p.forename, p.year_group, p.class,
       {", ".join(f"y.week_{name}" for name in Sums._fields)},
       {", ".join(f"y.year_{name}" for name in Sums._fields)},
       {", ".join(f"y.period_{name}" for name in Sums._fields)},
       y.before_attended, y.before_possible, y.persistent_absence, y.severe_absence,
       y.status, y.first_mark, y.last_mark
FROM pupil_year AS y
LEFT JOIN register_pupil AS p ON y.school_id = p.school_id AND y.pupil_id = p.pupil_id
LEFT JOIN school AS s ON y.school_id = s.school_id
ORDER BY s.name, strip_accents(lower(p.surname)), strip_accents(lower(p.forename)), p.upn, y.pupil_id
"""

MISSING_MARKS = """
SELECT m.school_id, m.pupil_id, m.date, m.session, p.upn, s.name AS school
FROM {table} AS m
LEFT JOIN register_pupil AS p ON m.school_id = p.school_id AND m.pupil_id = p.pupil_id
LEFT JOIN school AS s ON m.school_id = s.school_id
WHERE m.date >= $since
ORDER BY m.date, m.session, s.name, p.upn, m.pupil_id
"""


class PupilRow(NamedTuple):
    """One pupil as ``pupil_year.sql`` has it; ``before_*`` is the year up to the week of as_of.

    ``period`` is of the period reported on, zeros without one.
    """

    school: str
    school_id: int
    pupil_id: int
    upn: str | None
    surname: str | None
    forename: str | None
    year_group: str | None
    class_name: str | None
    week: Sums
    year: Sums
    period: Sums
    before_attended: int
    before_possible: int
    persistent_absence: bool | None
    severe_absence: bool | None
    status: Literal["joiner", "leaver"] | None
    first_mark: date | None
    last_mark: date | None


@dataclass(frozen=True)
class Period:
    """The days that are counted: from 1 September of the academic year to ``as_of``, both included.

    >>> Period(date(2025, 11, 5)).year_from, Period(date(2025, 11, 5)).week_from
    (datetime.date(2025, 9, 1), datetime.date(2025, 11, 3))
    """

    as_of: date

    @property
    def year_from(self) -> date:
        """The first day of the academic year."""
        return academic_year_start(self.as_of)

    @property
    def week_from(self) -> date:
        """The Monday of the week of ``as_of``."""
        return monday_of(self.as_of)


def measure_attendance(
    connection: duckdb.DuckDBPyConnection, period: Period, *, reported: Sequence[ReportedPeriod] = ()
) -> None:
    """Count the sessions of every pupil who has a row in the register in the year, or in the period reported.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        period: the days counted: a year up to a day.
        reported: the days of a term or other period to be counted beside the year, one a school.
    """
    keep_earlier_missing_marks(connection, reported, year_from=period.year_from)
    count_year(connection, period.year_from, period.as_of, week_from=period.week_from)
    count_reported_period(connection, reported)
    materialise(
        connection,
        "pupil_year",
        week_from=period.week_from,
        **_threshold("persistent", persistent_absence(), period.as_of),
        **_threshold("severe", severe_absence(), period.as_of),
    )


def pupil_rows(connection: duckdb.DuckDBPyConnection) -> list[PupilRow]:
    """Return one row a pupil, by school, surname and forename. After ``measure_attendance``."""
    who, sums = 8, len(Sums._fields)
    after_week, after_year, after_period = (who + sums * number for number in (1, 2, 3))
    return [
        PupilRow._make(
            (
                *row[:who],
                Sums._make(row[who:after_week]),
                Sums._make(row[after_week:after_year]),
                Sums._make(row[after_year:after_period]),
                *row[after_period:],
            )
        )
        for row in connection.execute(PUPILS).fetchall()
    ]


def group_rows(connection: duckdb.DuckDBPyConnection, by: str) -> list[dict[str, Any]]:
    """Return one row a group.

    Args:
        connection: after ``measure_attendance``.
        by: one of GROUPINGS, or ``everyone`` for one row in all.
    """
    return rows_of(connection, "group_year", by=by)


def school_week_rows(connection: duckdb.DuckDBPyConnection, period: Period) -> list[dict[str, Any]]:
    """Return one row a school and school week of the period: its Monday and the sums of all pupils.

    Args:
        connection: after ``measure_attendance`` of the same period; ``pupil_week``
            then also holds every pupil's sums of every week.
        period: the days counted.
    """
    materialise(connection, "pupil_week", year_from=period.year_from, as_of=period.as_of)
    rows = rows_of(connection, "school_week")
    return sorted(rows, key=lambda row: (row["school_id"], row["monday"]))


def missing_mark_rows(
    connection: duckdb.DuckDBPyConnection, *, since: date | None
) -> list[tuple[int, int, date, int, str | None, str | None]]:
    """Return the marks owed: school id, pupil id, date, session, UPN, school. Oldest first.

    Args:
        connection: after ``measure_attendance``.
        since: those of the year from this day on, included; None: those of the period reported on.
    """
    table = "period_missing_mark" if since is None else "missing_mark"
    return connection.execute(MISSING_MARKS.format(table=table), {"since": since or date.min}).fetchall()


def _threshold(name: str, rule: Rule[AbsenceThreshold], on: date) -> dict[str, Parameter]:
    """Return a rule's numbers as parameters; without a rule on that day, nothing is judged by it."""
    try:
        value = rule.in_force(on)
    except NoRuleInForce:
        return {f"{name}_missed": None, f"{name}_of": None, f"{name}_fixed": None}
    return {
        f"{name}_missed": value.missed,
        f"{name}_of": value.of,
        f"{name}_fixed": value.fixed_sessions,
    }
