"""Sums of sessions: the one shape in which attendance is counted, for a pupil, a group or a school."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from attendctl.rates import percent, percent_in_tenths


class Sums(NamedTuple):
    """Sessions (half days) counted over some days, and minutes late.

    ``missing`` sessions are neither possible nor absent: their mark is owed.

    >>> week = Sums(10, 8, 1, 1, 0, 1, 0, 12)
    >>> week.absent, week.attendance_percent
    (2, 80.0)
    """

    possible: int
    attended: int
    authorised: int
    unauthorised: int
    late: int  # L, before the register closed: attended
    late_after_close: int  # U, after it closed: unauthorised
    missing: int
    minutes_late: int

    @classmethod
    def of_row(cls, row: Mapping[str, Any], prefix: str) -> Sums:
        """Take the columns ``prefix_possible`` … ``prefix_minutes_late`` of a row."""
        return cls(*(row[f"{prefix}_{name}"] for name in cls._fields))

    @property
    def absent(self) -> int:
        """Sessions of absence, authorised and unauthorised."""
        return self.authorised + self.unauthorised

    @property
    def attendance_tenths(self) -> int | None:
        """Attendance in tenths of a percent, rounded half up; None where nothing was possible."""
        return percent_in_tenths(self.attended, self.possible)

    @property
    def attendance_percent(self) -> float | None:
        """Attendance to one decimal, as outputs print it; None where nothing was possible."""
        return percent(self.attended, self.possible)
