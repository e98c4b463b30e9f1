"""Sessions in a window of consecutive school weeks, as the penalty threshold counts them.

A school week has at least one session that was possible at that school, so a
holiday is no part of the window, whatever its length.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, materialise
from attendctl.measures.rule_names import refuse_doubled_rules

WINDOW_RULE = {
    "school_id": "SMALLINT",
    "rule": "VARCHAR",
    "code": "VARCHAR",
    "sessions": "INTEGER",
    "school_weeks": "INTEGER",
    "from_day": "DATE",
}


@dataclass(frozen=True)
class WindowRule:
    """So many sessions with some codes, in so many consecutive school weeks.

    ``rule`` is a name, once a school. Sessions before ``from_day`` are not counted.
    """

    rule: str
    codes: Collection[str]
    sessions: int
    school_weeks: int
    from_day: date = date.min


class WindowCount(NamedTuple):
    """One pupil by one rule: sessions in the latest window, and when the rule's number was first reached."""

    school_id: int
    rule: str
    pupil_id: int
    sessions: int
    reached_on: date | None


def window_counts(
    connection: duckdb.DuckDBPyConnection,
    rules: Mapping[int, Sequence[WindowRule]],
    *,
    reached_from: date,
    as_of: date,
) -> list[WindowCount]:
    """Count every pupil's sessions in the windows of the rules of the pupil's school.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        rules: by school id.
        reached_from: the first day that may be ``reached_on``. Windows reach
            back before it.
        as_of: the last day counted, included. The latest window ends with its
            week, or with the last school week before it.

    Returns:
        By school, rule and pupil: everyone with a session in the latest window or
        a ``reached_on``, which is the first day on which the window that
        ends with its week held as many sessions as the rule says. The rows, and
        those of pupils whose sessions all lie further back, stand as the table
        ``rolling_window`` too.

    Raises:
        ValueError: two rules of one school have one name.
    """
    refuse_doubled_rules({school: [rule.rule for rule in of_school] for school, of_school in rules.items()})
    fill_table(
        connection,
        "window_rule",
        WINDOW_RULE,
        [
            (school, rule.rule, code, rule.sessions, rule.school_weeks, rule.from_day)
            for school, of_school in rules.items()
            for rule in of_school
            for code in sorted(set(rule.codes))
        ],
    )
    materialise(connection, "rolling_window", reached_from=reached_from, as_of=as_of)
    rows = connection.execute(
        "SELECT * FROM rolling_window WHERE sessions > 0 OR reached_on IS NOT NULL"
        " ORDER BY school_id, rule, pupil_id"
    )
    return [WindowCount._make(row) for row in rows.fetchall()]


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
