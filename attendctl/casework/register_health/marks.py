"""Marks that are missing, unsettled, or can hardly be right."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.register_health.finding import Finding, Session, by_pupil
from attendctl.casework.stated_closures import stated_closures
from attendctl.casework.steps.measured_rules import settle_rules
from attendctl.measures.attendance import Period, missing_mark_rows
from attendctl.measures.engine import fill_table, materialise
from attendctl.measures.unsettled import unsettled_marks
from attendctl.policies import load_policy
from attendctl.rules.register_health import RegisterHealth
from attendctl.settings import CalendarSettings

_WHERE_NONE_IS_WRITTEN = "national"
_ODD = "SELECT kind, school_id, pupil_id, date, session, code FROM odd_mark ORDER BY ALL"
_POSSIBLE = """
SELECT school_id, date, session FROM school_session
WHERE possible > 0 AND date BETWEEN $1 AND $2 ORDER BY ALL
"""


def missing_marks(connection: duckdb.DuckDBPyConnection, period: Period) -> list[Finding]:
    """Return the marks owed in the year so far. After ``measure_attendance``."""
    rows = missing_mark_rows(connection, since=period.year_from)
    return by_pupil(
        "missing", ((school, pupil, Session.of(day, half)) for school, pupil, day, half, _, _ in rows)
    )


def marks_to_settle(
    connection: duckdb.DuckDBPyConnection, schools: Sequence[ChosenSchool], period: Period
) -> list[Finding]:
    """Return the marks that wait for their reason longer than the school's policy, else the law, allows."""
    national = load_policy(_WHERE_NONE_IS_WRITTEN)
    rules = {one.school_id: settle_rules(one.policy) or settle_rules(national) for one in schools}
    marks = unsettled_marks(connection, rules, from_day=period.year_from, as_of=period.as_of)
    return by_pupil(
        "unsettled",
        (
            (one.school_id, one.pupil_id, Session.of(one.date, one.session, one.code))
            for one in marks
            if one.due_on is not None
        ),
    )


def odd_marks(connection: duckdb.DuckDBPyConnection, rule: RegisterHealth, period: Period) -> list[Finding]:
    """Return the marks that hardly can be right: see ``measures/odd_mark.sql``."""
    codes = [(code, "trip") for code in rule.trip_codes] + [(code, "closed") for code in rule.closed_codes]
    fill_table(connection, "health_code", {"code": "VARCHAR", "kind": "VARCHAR"}, codes)
    materialise(
        connection,
        "odd_mark",
        year_from=period.year_from,
        as_of=period.as_of,
        trip_pupils=rule.trip_pupils,
        open_part=rule.open_of_class.part,
        open_of=rule.open_of_class.of,
        few_part=rule.few_in_session.part,
        few_of=rule.few_in_session.of,
    )
    by_kind: dict[str, list[tuple[int, int, Session]]] = {}
    for kind, school_id, pupil_id, day, half, code in connection.execute(_ODD).fetchall():
        by_kind.setdefault(kind, []).append((school_id, pupil_id, Session.of(day, half, code)))
    return [finding for kind, rows in by_kind.items() for finding in by_pupil(kind, rows)]


def marks_on_closed_days(
    connection: duckdb.DuckDBPyConnection, calendar: CalendarSettings, period: Period
) -> list[Finding]:
    """Return the sessions with marks on days that ``[calendar]`` states as closed, a finding a school."""
    closed = stated_closures(calendar)
    found: Mapping[int, list[Session]] = _sessions_on(connection, closed, period)
    return [
        Finding("closed-day", school_id, sessions=tuple(sessions))
        for school_id, sessions in sorted(found.items())
    ]


def _sessions_on(
    connection: duckdb.DuckDBPyConnection, days: frozenset[date], period: Period
) -> dict[int, list[Session]]:
    found: dict[int, list[Session]] = {}
    for school_id, day, half in connection.execute(_POSSIBLE, [period.year_from, period.as_of]).fetchall():
        if day in days:
            found.setdefault(school_id, []).append(Session.of(day, half))
    return found
