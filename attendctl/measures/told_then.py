"""What the register said of some days at an earlier time, beside what it says of them now.

Which marks were *corrected* is told from sessions that the register had already been told of then. A
session it was told of later, such as a Friday that came in on Monday, is no correction: it counts as it
stands now on both sides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.measures.engine import fill_table, materialise, rows_of

TOLD_SESSION = {"school_id": "SMALLINT", "date": "DATE", "session": "UTINYINT"}
_LAST_DAYS = "SELECT school_id, max(date) FROM told_session GROUP BY school_id ORDER BY school_id"


@dataclass(frozen=True)
class ToldThen:
    """Sessions as the register had them then.

    Attributes:
        told_up_to: by school, the last day of which it had been told something; a school of which it
            had been told nothing is not in it.
        sessions: attended and possible by school and pupil; a pupil without a row is not in it.
    """

    told_up_to: Mapping[int, date]
    sessions: Mapping[tuple[int, int], tuple[int, int]]


def told_then(
    then: duckdb.DuckDBPyConnection,
    now: duckdb.DuckDBPyConnection,
    *,
    from_day: date,
    to_day: date,
    pupils_now: Mapping[int, int] | None = None,
) -> ToldThen:
    """Return every pupil's sums as the register had them then.

    Args:
        then: after ``attendctl.measures.engine.prepare_register``, on the ledger as it was known then.
        now: the same, on the ledger as it is known now. The table ``told_session`` is left on it.
        from_day: the first day counted.
        to_day: the last day counted, included.
        pupils_now: which pupil somebody known by another id then is now: two records have since been joined.
    """
    days = {"from_day": from_day, "to_day": to_day}
    materialise(then, "told_session", **days)
    told_up_to = dict(then.execute(_LAST_DAYS).fetchall())
    sessions: dict[tuple[int, int], tuple[int, int]] = {}
    for (school, id_then), (attended, possible) in _sums(then, days, untold=0).items():
        pupil = school, (pupils_now or {}).get(id_then, id_then)
        attended_too, possible_too = sessions.get(pupil, (0, 0))
        sessions[pupil] = attended_too + attended, possible_too + possible
    fill_table(now, "told_session", TOLD_SESSION, then.execute("SELECT * FROM told_session").fetchall())
    for pupil, (attended, possible) in _sums(now, days, untold=1).items():
        attended_then, possible_then = sessions.get(pupil, (0, 0))
        sessions[pupil] = attended_then + attended, possible_then + possible
    return ToldThen(told_up_to, sessions)


def last_days_told(connection: duckdb.DuckDBPyConnection, *, from_day: date, to_day: date) -> dict[int, date]:
    """Return the last day of which the register has been told something, by school.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        from_day: the first day looked at.
        to_day: the last day looked at, included.
    """
    materialise(connection, "told_session", from_day=from_day, to_day=to_day)
    return dict(connection.execute(_LAST_DAYS).fetchall())


def _sums(
    connection: duckdb.DuckDBPyConnection, days: Mapping[str, date], *, untold: int
) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (row["school_id"], row["pupil_id"]): (row["attended"], row["possible"])
        for row in rows_of(connection, "told_sum", untold=untold, **days)
    }
