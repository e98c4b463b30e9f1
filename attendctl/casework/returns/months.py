"""When the last return of each duty was made, and which calendar months passed without one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class MonthWithout:
    """A calendar month with school that is over, in which no return was made.

    ``reached``: of how many pupils the number was reached in it.
    """

    first_day: date
    reached: int


def months_without(
    school_days: Iterable[date],
    made_on: Iterable[date],
    reached_on: Sequence[date],
    *,
    from_day: date,
    upto: date,
) -> list[MonthWithout]:
    """Return the calendar months without a return, oldest first.

    Args:
        school_days: of one school.
        made_on: the days on which a return of the duty was made.
        reached_on: the days on which a pupil reached its number.
        from_day: months are looked at from the one of this day on.
        upto: a month counts when its last day is on or before this day.

    >>> october, november = date(2025, 10, 6), date(2025, 11, 3)
    >>> months_without([october, november], [], [october], from_day=date(2025, 9, 1), upto=date(2025, 11, 29))
    [MonthWithout(first_day=datetime.date(2025, 10, 1), reached=1)]
    """
    with_return = {_month(day) for day in made_on}
    months = sorted({_month(day) for day in school_days if day >= from_day} - with_return)
    reached = [_month(day) for day in reached_on]
    return [MonthWithout(month, reached.count(month)) for month in months if _last_day(month) <= upto]


def _month(day: date) -> date:
    return day.replace(day=1)


def _last_day(month: date) -> date:
    a_month_later = _month(month + timedelta(days=31))
    return a_month_later - timedelta(days=1)
