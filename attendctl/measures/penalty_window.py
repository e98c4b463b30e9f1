"""Sessions in a window of consecutive school weeks, as the penalty threshold counts them.

A school week has at least one session that was possible at that school, so a
holiday is no part of the window, whatever its length. Of a pupil who moved, each
week goes by the calendar of the school the pupil was at.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, materialise
from attendctl.rules.compulsory_age import compulsory_age_from, compulsory_age_until
from attendctl.rules.reader import NoRuleInForce

_CODE = {"school_id": "SMALLINT", "code": "VARCHAR", "unexplained": "INTEGER"}
_AGE = {"date_of_birth": "DATE", "from_day": "DATE", "to_day": "DATE"}
_CITED = {"pupil_id": "INTEGER", "date": "DATE", "session": "INTEGER"}

CitedPlace = tuple[int, date, int]
"""Pupil, day and session (0 in the morning, 1 in the afternoon) of a session that is used."""


@dataclass(frozen=True)
class WindowRule:
    """So many sessions with some codes, in so many consecutive school weeks.

    ``codes`` are by school id: those of the school at which the pupil is now are counted.
    ``unexplained_codes`` are those that may yet become another. Sessions before ``from_day``
    are not counted.
    """

    codes: Mapping[int, Collection[str]]
    sessions: int
    school_weeks: int
    unexplained_codes: Collection[str] = ()
    from_day: date = date.min


class WindowCount(NamedTuple):
    """One pupil: sessions in the latest window, and when the rule's number was first reached.

    ``school_id`` is the school at which the pupil is now. ``sessions`` and ``unexplained`` leave out
    what a standing notice cites, ``with_cited`` does not; ``firm_reached_on`` leaves out the
    unexplained, ``of_age_reached_on`` those when the pupil was not of compulsory school age.
    """

    school_id: int
    pupil_id: int
    sessions: int
    unexplained: int
    with_cited: int
    reached_on: date | None
    firm_reached_on: date | None
    of_age_reached_on: date | None


class WindowSession(NamedTuple):
    """One session that counts, with the school that marked it and the number of the pupil's school week."""

    pupil_id: int
    school_id: int
    monday: date
    week: int
    date: date
    session: int
    code: str
    is_in_window: bool
    is_cited: bool
    is_under_age: bool


def window_counts(
    connection: duckdb.DuckDBPyConnection,
    rule: WindowRule,
    *,
    reached_from: date,
    as_of: date,
    cited: Iterable[CitedPlace] = (),
) -> list[WindowCount]:
    """Count every pupil's sessions in the windows of a rule.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        rule: pupils of schools of which it has no codes are not counted.
        reached_from: the first day that may be ``reached_on``. Windows reach
            back before it.
        as_of: the last day counted, included. The latest window ends with its
            week, or with the last school week before it.
        cited: sessions that are not counted again.

    Returns:
        By school and pupil: everyone with a session in the latest window, cited or not, or
        a ``reached_on``, which is the first day on which the window that
        ends with its week held as many sessions as the rule says. The rows, and
        those of pupils whose sessions all lie further back, stand as the table
        ``penalty_window`` too.
    """
    fill_table(
        connection,
        "threshold_code",
        _CODE,
        [
            (school, code, int(code in rule.unexplained_codes))
            for school, codes in rule.codes.items()
            for code in sorted(set(codes))
        ],
    )
    fill_table(connection, "cited_session", _CITED, sorted(set(cited)))
    births = connection.execute("SELECT DISTINCT date_of_birth FROM register_pupil ORDER BY 1").fetchall()
    ages = ((born, span) for (born,) in births if (span := _days_of_compulsory_age(born)) is not None)
    fill_table(connection, "school_age", _AGE, [(born, *span) for born, span in ages])
    materialise(connection, "open_week", as_of=as_of)
    materialise(connection, "mover_week", as_of=as_of)
    materialise(connection, "threshold_session", from_day=rule.from_day, as_of=as_of)
    materialise(
        connection,
        "penalty_window",
        sessions=rule.sessions,
        school_weeks=rule.school_weeks,
        reached_from=reached_from,
        as_of=as_of,
    )
    rows = connection.execute(
        "SELECT * FROM penalty_window WHERE with_cited > 0 OR reached_on IS NOT NULL"
        " ORDER BY school_id, pupil_id"
    )
    return [WindowCount._make(row) for row in rows.fetchall()]


def _days_of_compulsory_age(born: date | None) -> tuple[date, date] | None:
    try:
        return None if born is None else (compulsory_age_from(born), compulsory_age_until(born))
    except NoRuleInForce:
        return None


def window_sessions(
    connection: duckdb.DuckDBPyConnection, rule: WindowRule, *, pupils: Collection[int] | None = None
) -> list[WindowSession]:
    """Return the sessions that count, of every pupil or of some, by pupil, day and session.

    Args:
        connection: after ``window_counts``.
        rule: that was counted.
        pupils: only these; None for all that ``window_counts`` returned.
    """
    rows = connection.execute(
        "SELECT t.pupil_id, t.school_id, t.monday, t.week, t.date, t.session, t.code,"
        " t.last_week - t.week < $weeks, t.cited = 1, t.under_age = 1 FROM threshold_session AS t"
        " JOIN penalty_window AS p USING (pupil_id)"
        " WHERE (p.with_cited > 0 OR p.reached_on IS NOT NULL)"
        " AND ($pupils IS NULL OR t.pupil_id IN (SELECT unnest($pupils::INTEGER[])))"
        " ORDER BY t.pupil_id, t.date, t.session",
        {"pupils": None if pupils is None else sorted(pupils), "weeks": rule.school_weeks},
    )
    return [WindowSession._make(row) for row in rows.fetchall()]


def window_weeks(
    connection: duckdb.DuckDBPyConnection, school_id: int, *, school_weeks: int, as_of: date
) -> list[date]:
    """Return the Mondays of the latest window of a school, oldest first: fewer if it has had fewer weeks.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        school_id: the school.
        school_weeks: how many weeks the window has.
        as_of: the window ends with its week, or with the last school week before it.
    """
    rows = connection.execute(
        "SELECT DISTINCT monday FROM school_session WHERE school_id = $school AND possible > 0"
        " AND date <= $as_of ORDER BY monday DESC LIMIT $weeks",
        {"school": school_id, "as_of": as_of, "weeks": school_weeks},
    )
    return sorted(monday for (monday,) in rows.fetchall())


def mover_weeks(connection: duckdb.DuckDBPyConnection) -> dict[int, list[date]]:
    """Return the Mondays of the school weeks of each pupil who was at several schools, oldest first.

    Args:
        connection: after ``window_counts``.
    """
    weeks: dict[int, list[date]] = {}
    for pupil, monday in connection.execute(
        "SELECT pupil_id, monday FROM mover_week ORDER BY pupil_id, monday"
    ).fetchall():
        weeks.setdefault(pupil, []).append(monday)
    return weeks
