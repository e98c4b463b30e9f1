"""Counting sessions by rules: how many marks of some codes a pupil has between two days.

"More than three unauthorised lates", "eight sessions of illness in one term",
"twelve sessions absent in the year": the numbers and codes come from the policy.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, materialise
from attendctl.measures.rule_names import refuse_doubled_rules

COUNTING_RULE = {
    "school_id": "SMALLINT",
    "rule": "VARCHAR",
    "code": "VARCHAR",
    "from_day": "DATE",
    "to_day": "DATE",
    "at_least": "INTEGER",
}


@dataclass(frozen=True)
class CountRule:
    """Which sessions are counted, and how many make it due.

    ``rule`` is a name of the caller's, once a school: the same count over two
    terms is two rules. ``from_day`` and ``to_day`` are both included;
    ``at_least`` is in sessions (half days).
    """

    rule: str
    codes: Collection[str]
    from_day: date
    to_day: date
    at_least: int


class SessionCount(NamedTuple):
    """What one pupil has by one rule; ``reached_on`` is None while there are fewer than ``at_least``."""

    school_id: int
    rule: str
    pupil_id: int
    sessions: int
    reached_on: date | None
    first_day: date
    last_day: date


def session_counts(
    connection: duckdb.DuckDBPyConnection,
    rules: Mapping[int, Sequence[CountRule]],
    *,
    reached_only: bool = False,
) -> list[SessionCount]:
    """Count the sessions of every pupil by every rule of the pupil's school.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        rules: by school id.
        reached_only: leave out who has fewer sessions than the rule asks for.

    Returns:
        By school, rule and pupil; nobody with none of the sessions. The rows
        stand as the table ``counted_session`` too.

    Raises:
        ValueError: two rules of one school have one name.
    """
    refuse_doubled_rules({school: [rule.rule for rule in of_school] for school, of_school in rules.items()})
    fill_table(
        connection,
        "counting_rule",
        COUNTING_RULE,
        [
            (school, rule.rule, code, rule.from_day, rule.to_day, rule.at_least)
            for school, of_school in rules.items()
            for rule in of_school
            for code in sorted(set(rule.codes))
        ],
    )
    materialise(connection, "counted_session")
    only = "WHERE reached_on IS NOT NULL" if reached_only else ""
    rows = connection.execute(f"SELECT * FROM counted_session {only} ORDER BY school_id, rule, pupil_id")
    return [SessionCount._make(row) for row in rows.fetchall()]
