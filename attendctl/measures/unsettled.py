"""Marks that should have been settled by now, such as a reason not yet known.

Days are counted in the school's own days: a mark of the Friday before a
holiday has five school days on the Friday after it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, materialise
from attendctl.measures.rule_names import refuse_doubled_rules

Day = date  # a field of rows below is called date

SETTLE_RULE = {
    "school_id": "SMALLINT",
    "rule": "VARCHAR",
    "code": "VARCHAR",
    "after_school_days": "INTEGER",
}


@dataclass(frozen=True)
class SettleRule:
    """Which codes may not stand for more school days after the mark's; ``rule`` is a name, once a school."""

    rule: str
    codes: Collection[str]
    after_school_days: int


class UnsettledMark(NamedTuple):
    """One mark that still carries the code.

    ``school_days_since`` does not count the day of the mark. ``due_on`` is the
    school day on which they became more than the rule allows, None until then.
    """

    school_id: int
    rule: str
    pupil_id: int
    date: date
    session: int  # 0 morning, 1 afternoon
    code: str
    school_days_since: int
    due_on: Day | None


def unsettled_marks(
    connection: duckdb.DuckDBPyConnection,
    rules: Mapping[int, Sequence[SettleRule]],
    *,
    from_day: date,
    as_of: date,
    due_only: bool = False,
) -> list[UnsettledMark]:
    """Find the marks that still carry a code of a rule of their school.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        rules: by school id.
        from_day: marks of this day and later.
        as_of: marks up to this day, and school days counted up to it, included.
        due_only: leave out marks that may stand a while longer.

    Returns:
        By school, rule, day, session and pupil. The rows stand as the table
        ``unsettled_mark`` too.

    Raises:
        ValueError: two rules of one school have one name.
    """
    refuse_doubled_rules({school: [rule.rule for rule in of_school] for school, of_school in rules.items()})
    fill_table(
        connection,
        "settle_rule",
        SETTLE_RULE,
        [
            (school, rule.rule, code, rule.after_school_days)
            for school, of_school in rules.items()
            for rule in of_school
            for code in sorted(set(rule.codes))
        ],
    )
    materialise(connection, "unsettled_mark", from_day=from_day, as_of=as_of)
    only = "WHERE due_on IS NOT NULL" if due_only else ""
    rows = connection.execute(
        f"SELECT * FROM unsettled_mark {only} ORDER BY school_id, rule, date, session, pupil_id"
    )
    return [UnsettledMark._make(row) for row in rows.fetchall()]
