"""Days and weekdays as short words on an axis."""

from __future__ import annotations

from datetime import date

_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def short_day(day: date) -> str:
    """Write a day as an axis of one school year does, without its year.

    >>> short_day(date(2025, 11, 3))
    '3 Nov'
    """
    return f"{day.day} {_MONTHS[day.month - 1]}"
