"""When a review period is over, counted in the school's own weeks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date, timedelta

from attendctl.calendar import monday_of

_FRIDAY = 4


def review_is_due_on(written_on: date, school_weeks: Sequence[date], *, weeks: int) -> date | None:
    """Return the day a review period ends: same weekday, so many school weeks later.

    Args:
        written_on: the day of the letter. One of a weekend counts as its Friday.
        school_weeks: Mondays of the school's weeks known so far, each once, oldest first.
        weeks: school weeks to wait. Holidays do not count.

    Returns:
        None while the register does not hold that many school weeks yet.

    >>> from datetime import date
    >>> weeks = [date(2025, 10, 20), date(2025, 11, 3), date(2025, 11, 10)]  # half term on the 27th
    >>> review_is_due_on(date(2025, 10, 15), weeks, weeks=2)
    datetime.date(2025, 11, 5)
    >>> review_is_due_on(date(2025, 10, 15), weeks, weeks=4) is None
    True
    """
    place = bisect_right(school_weeks, monday_of(written_on)) + weeks - 1
    if place >= len(school_weeks):
        return None
    return school_weeks[place] + timedelta(days=min(written_on.weekday(), _FRIDAY))


def school_days_after(day: date, school_days: Sequence[date], *, days: int) -> date | None:
    """Return the so-manyth school day after a day, which is not counted; None while it is not known.

    ``school_days`` are each there once, oldest first.

    >>> from datetime import date
    >>> known = [date(2025, 10, 23), date(2025, 10, 24), date(2025, 11, 3)]
    >>> school_days_after(date(2025, 10, 23), known, days=2)
    datetime.date(2025, 11, 3)
    >>> school_days_after(date(2025, 10, 23), known, days=3) is None
    True
    """
    if days == 0:
        return day
    place = bisect_right(school_days, day) + days - 1
    return school_days[place] if place < len(school_days) else None
