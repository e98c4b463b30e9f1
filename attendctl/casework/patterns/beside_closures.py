"""The school days beside a time without school: holidays, and single closed days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

_SATURDAY = 5


@dataclass(frozen=True)
class BesideClosures:
    """School days directly before or after weekdays without school."""

    holidays: frozenset[date]  # beside a closure of a school week or more
    closed_days: frozenset[date]  # beside a shorter one: bank holiday, training day, snow


def days_beside_closures(school_days: Sequence[date], *, holiday_weekdays: int) -> BesideClosures:
    """Find the days beside every gap that the register shows.

    Before its first and after its last day the register shows none.

    Args:
        school_days: of one school, oldest first.
        holiday_weekdays: how many weekdays without school make a holiday.

    >>> friday, after_half_term = date(2025, 10, 24), date(2025, 11, 3)
    >>> found = days_beside_closures([friday, after_half_term], holiday_weekdays=5)
    >>> sorted(found.holidays) == [friday, after_half_term], len(found.closed_days)
    (True, 0)
    """
    holidays: set[date] = set()
    closed: set[date] = set()
    for before, after in pairwise(school_days):
        weekdays = _weekdays_between(before, after)
        if weekdays:
            (holidays if weekdays >= holiday_weekdays else closed).update((before, after))
    return BesideClosures(frozenset(holidays), frozenset(closed - holidays))


def _weekdays_between(before: date, after: date) -> int:
    """Count the days from Monday to Friday between two days, neither included."""
    between = (before + timedelta(days=number) for number in range(1, (after - before).days))
    return sum(day.weekday() < _SATURDAY for day in between)
