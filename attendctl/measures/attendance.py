"""Attendance of every pupil and group over an academic year and one of its weeks.

The sums are made in SQL (``pupil_sum.sql``, ``pupil_status.sql``, ``missing_mark.sql``,
``pupil_year.sql``, ``group_year.sql``), in one pass over the register.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.measures.engine import Parameter, materialise, rows_of
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
       y.before_attended, y.before_possible, y.persistent_absence, y.severe_absence,
       y.status, y.first_mark, y.last_mark
FROM pupil_year AS y
LEFT JOIN register_pupil AS p ON y.school_id = p.school_id AND y.pupil_id = p.pupil_id
LEFT JOIN school AS s ON y.school_id = s.school_id
ORDER BY s.name, strip_accents(lower(p.surname)), strip_accents(lower(p.forename)), p.upn, y.pupil_id
"""

MISSING_MARKS = """
SELECT m.school_id, m.pupil_id, m.date, m.session, p.upn, s.name AS school
FROM missing_mark AS m
LEFT JOIN register_pupil AS p ON m.school_id = p.school_id AND m.pupil_id = p.pupil_id
LEFT JOIN school AS s ON m.school_id = s.school_id
WHERE m.date >= $since
ORDER BY m.date, m.session, s.name, p.upn, m.pupil_id
"""


class PupilRow(NamedTuple):
    """One pupil as ``pupil_year.sql`` has it; ``before_*`` is the year up to the week of as_of."""

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


def measure_attendance(connection: duckdb.DuckDBPyConnection, period: Period) -> None:
    """Count the sessions of every pupil who has a row in the register in the period.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        period: the days counted.
    """
    days: dict[str, Parameter] = {"year_from": period.year_from, "as_of": period.as_of}
    week: dict[str, Parameter] = {"week_from": period.week_from}
    materialise(connection, "pupil_sum", **days, **week)
    materialise(connection, "pupil_status", **days)
    materialise(connection, "missing_mark", **days)
    materialise(
        connection,
        "pupil_year",
        **week,
        **_threshold("persistent", persistent_absence(), period.as_of),
        **_threshold("severe", severe_absence(), period.as_of),
    )


def pupil_rows(connection: duckdb.DuckDBPyConnection) -> list[PupilRow]:
    """Return one row a pupil, by school, surname and forename. After ``measure_attendance``."""
    who, sums = 8, len(Sums._fields)
    after_week, after_year = who + sums, who + 2 * sums
    return [
        PupilRow._make(
            (
                *row[:who],
                Sums._make(row[who:after_week]),
                Sums._make(row[after_week:after_year]),
                *row[after_year:],
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
    connection: duckdb.DuckDBPyConnection, *, since: date
) -> list[tuple[int, int, date, int, str | None, str | None]]:
    """Return the marks owed from a day on: school id, pupil id, date, session, UPN, school. Oldest first."""
    return connection.execute(MISSING_MARKS, {"since": since}).fetchall()


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
