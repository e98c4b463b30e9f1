"""Dates as schools use them: academic years and Monday-to-Sunday weeks.

Only the shape of the calendar is here. Which weeks are *school weeks* is never
known from the calendar: the register says it (``attendctl.measures``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from attendctl.errors import WrongUsage

FIRST_MONTH_OF_ACADEMIC_YEAR = 9
_ISO_WEEK = re.compile(r"(\d{4})-?W(\d{1,2})", re.IGNORECASE)


def academic_year_start(day: date) -> date:
    """Return the 1 September on or before a day.

    >>> academic_year_start(date(2025, 8, 31)), academic_year_start(date(2025, 9, 1))
    (datetime.date(2024, 9, 1), datetime.date(2025, 9, 1))
    """
    year = day.year if day.month >= FIRST_MONTH_OF_ACADEMIC_YEAR else day.year - 1
    return date(year, FIRST_MONTH_OF_ACADEMIC_YEAR, 1)


def monday_of(day: date) -> date:
    """Return the Monday of the week a day lies in.

    >>> monday_of(date(2025, 11, 9))
    datetime.date(2025, 11, 3)
    """
    return day - timedelta(days=day.weekday())


@dataclass(frozen=True, order=True)
class Week:
    """One calendar week, Monday to Sunday, both included.

    >>> str(Week.containing(date(2025, 11, 5)))
    '2025-W45'
    """

    monday: date

    @classmethod
    def containing(cls, day: date) -> Week:
        """Return the week a day lies in."""
        return cls(monday_of(day))

    @classmethod
    def parse(cls, text: str) -> Week:
        """Read ``2025-W45`` or any date of the week, ``2025-11-05``.

        Raises:
            WrongUsage: the text is neither.

        >>> Week.parse("2025-W45") == Week.parse("2025-11-09")
        True
        """
        match = _ISO_WEEK.fullmatch(text.strip())
        try:
            if match:
                return cls(date.fromisocalendar(int(match[1]), int(match[2]), 1))
            return cls.containing(date.fromisoformat(text.strip()))
        except ValueError:
            raise WrongUsage(
                f"--week {text!r} is not a week.",
                remedy="Write a week as 2025-W45, or any date in it as 2025-11-05.",
            ) from None

    @property
    def sunday(self) -> date:
        """The last day of the week."""
        return self.monday + timedelta(days=6)

    def __str__(self) -> str:
        year, number, _ = self.monday.isocalendar()
        return f"{year}-W{number:02}"
