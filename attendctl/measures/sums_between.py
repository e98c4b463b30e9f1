"""Sums of one pupil's sessions between two days: what a letter, a target or a review was judged by."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, rows_of
from attendctl.rates import percent_in_tenths

JUDGED_THEN = {
    "reference": "VARCHAR",
    "school_id": "SMALLINT",
    "pupil_id": "INTEGER",
    "from_day": "DATE",
    "to_day": "DATE",
}


@dataclass(frozen=True)
class Between:
    """Whose sessions, from which day to which, both included. ``reference`` is the caller's, once only."""

    reference: str
    school_id: int
    pupil_id: int
    from_day: date
    to_day: date


class SumsThen(NamedTuple):
    """Sessions between the two days; zeros where there were none.

    >>> SumsThen(possible=20, attended=17, authorised=1, unauthorised=2, late=0, late_after_close=0).absent
    3
    """

    possible: int
    attended: int
    authorised: int
    unauthorised: int
    late: int  # L, before the register closed: attended
    late_after_close: int  # U, after it closed: unauthorised

    @property
    def absent(self) -> int:
        """Sessions of absence, authorised and unauthorised."""
        return self.authorised + self.unauthorised

    @property
    def attendance_tenths(self) -> int | None:
        """Attendance in tenths of a percent, rounded half up; None where nothing was possible."""
        return percent_in_tenths(self.attended, self.possible)


def sums_between(connection: duckdb.DuckDBPyConnection, periods: Iterable[Between]) -> dict[str, SumsThen]:
    """Return the sums of each period by its reference, all counted in one pass over the register.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        periods: each with a reference of its own.

    Raises:
        ValueError: two periods have one reference.
    """
    asked = list(periods)
    if len({period.reference for period in asked}) < len(asked):
        raise ValueError("two periods have one reference")
    fill_table(
        connection,
        "judged_then",
        JUDGED_THEN,
        [(one.reference, one.school_id, one.pupil_id, one.from_day, one.to_day) for one in asked],
    )
    return {row.pop("reference"): SumsThen(**row) for row in rows_of(connection, "standing_then")}
