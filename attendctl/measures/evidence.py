"""The very sessions behind a count: day, half day and code."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import NamedTuple

import duckdb

SESSIONS = """
SELECT school_id, pupil_id, date, session, code
FROM register_mark
WHERE pupil_id IN (SELECT unnest($pupils::INTEGER[]))
  AND date BETWEEN $from_day AND $to_day
  AND ($codes IS NULL OR list_contains($codes::VARCHAR[], code))
ORDER BY school_id, pupil_id, date, session
"""


class MarkedSession(NamedTuple):
    """One mark of the register."""

    school_id: int
    pupil_id: int
    date: date
    session: int  # 0 morning, 1 afternoon
    code: str


def sessions_of(
    connection: duckdb.DuckDBPyConnection,
    pupil_ids: Collection[int],
    codes: Collection[str] | None,
    from_day: date,
    to_day: date,
) -> list[MarkedSession]:
    """Return the marks of some pupils, oldest first within school and pupil.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        pupil_ids: whose marks; all of them are read in one pass.
        codes: only these; None means every mark.
        from_day: the first day, included.
        to_day: the last day, included.
    """
    rows = connection.execute(
        SESSIONS,
        {
            "pupils": sorted(set(pupil_ids)),
            "codes": None if codes is None else sorted(set(codes)),
            "from_day": from_day,
            "to_day": to_day,
        },
    )
    return [MarkedSession._make(row) for row in rows.fetchall()]
