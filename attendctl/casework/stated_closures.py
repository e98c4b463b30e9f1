"""The days that ``attendctl.toml`` states as no school days, for looking ahead of the register."""

from __future__ import annotations

from datetime import date, timedelta

from attendctl.calendar import monday_of
from attendctl.settings import CalendarSettings

_DAYS_IN_A_WEEK = 7


def stated_closures(calendar: CalendarSettings) -> frozenset[date]:
    """Return every day that ``[calendar]`` states as closed.

    >>> closed = stated_closures(CalendarSettings(october_half_term=date(2025, 10, 29)))
    >>> min(closed), max(closed)
    (datetime.date(2025, 10, 27), datetime.date(2025, 11, 2))
    """
    days: set[date] = set()
    if calendar.october_half_term is not None:
        monday = monday_of(calendar.october_half_term)
        days |= {monday + timedelta(days=number) for number in range(_DAYS_IN_A_WEEK)}
    return frozenset(days)
