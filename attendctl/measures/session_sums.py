"""What a whole school's register adds up to: by day and half day, and by code.

For pages that are looked at: the weeks of a trend, weekdays, mornings and afternoons, reasons of absence.
"""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import rows_of


class SessionSum(NamedTuple):
    """One session of a school: the marks of all its pupils added up. ``session`` is 0 for AM, 1 for PM.

    ``late`` is L, before the register closed; ``late_after_close`` is U.
    """

    school_id: int
    date: date
    session: int
    possible: int
    attended: int
    authorised: int
    unauthorised: int
    late: int
    late_after_close: int


class CodeSum(NamedTuple):
    """How often a code stands in a school's register, and what its sessions count as."""

    school_id: int
    code: str
    meaning: str
    statistical_class: str
    sessions: int
    possible: int
    attended: int
    authorised: int
    unauthorised: int


def session_sums(connection: duckdb.DuckDBPyConnection, from_day: date, to_day: date) -> list[SessionSum]:
    """Return the sums of every session in which something was possible, by school, day and half day.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        from_day: the first day.
        to_day: the last day, included.
    """
    rows = rows_of(connection, "session_sum", from_day=from_day, to_day=to_day)
    return sorted(SessionSum(**row) for row in rows if row["possible"])


def code_sums(connection: duckdb.DuckDBPyConnection, from_day: date, to_day: date) -> list[CodeSum]:
    """Return how often every code stands in the register between two days, by school and code.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        from_day: the first day.
        to_day: the last day, included.
    """
    return sorted(CodeSum(**row) for row in rows_of(connection, "code_sum", from_day=from_day, to_day=to_day))
