"""The time of a notice to improve: its last day, and how many school days and sessions it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from attendctl.calendar import monday_of
from attendctl.casework.leave_days import SchoolCalendar
from attendctl.policies.in_words_parts import counted

SCHOOL_WEEKS = "school weeks"
_WEEK = timedelta(weeks=1)
_DAY = timedelta(days=1)
_DAYS_OF_A_WEEK = 7


@dataclass(frozen=True)
class ImprovementTime:
    """The time to improve, both days included.

    ``sessions`` are those of a full timetable. ``act_from`` is the first day on which a penalty notice
    may follow before the end; None where the code of conduct names none. ``beyond`` is the last day
    that the register shows, if the time goes beyond it.
    """

    first: date
    last: date
    weeks: int
    weeks_are: str
    school_days: int
    sessions: int
    act_from: date | None
    beyond: date | None

    @property
    def in_words(self) -> str:
        """How long it is, as a letter says it."""
        unit = self.weeks_are.removesuffix("s")
        return counted(self.weeks, unit)


def improvement_time(
    first: date, weeks: int, *, weeks_are: str, act_after_weeks: int | None, calendar: SchoolCalendar
) -> ImprovementTime:
    """Work out the time to improve.

    Weeks run to the day before the same weekday. School weeks leave out weeks without a school day: time
    that begins on a Monday ends with the last school day of its last school week.

    Args:
        first: its first day; in a week without school the time begins with the next school week.
        weeks: how many.
        weeks_are: ``school weeks`` or ``weeks``, as the code of conduct has it.
        act_after_weeks: after how many of them a penalty notice may follow; None for no such bound.
        calendar: by the register, then by the days stated as closed.

    >>> november = SchoolCalendar({}, closed=frozenset())
    >>> time = improvement_time(date(2025, 11, 3), 6, weeks_are="school weeks", act_after_weeks=3,
    ...                         calendar=november)
    >>> time.last.isoformat(), time.school_days, time.sessions, time.act_from.isoformat()
    ('2025-12-12', 30, 60, '2025-11-24')
    """
    last = _last_day(first, weeks, weeks_are, calendar)
    days = list(calendar.days(first, last))
    after = None if act_after_weeks is None else _last_day(first, act_after_weeks, weeks_are, calendar)
    return ImprovementTime(
        first,
        last,
        weeks,
        weeks_are,
        school_days=len(days),
        sessions=sum(calendar.sessions_on(day) for day in days),
        act_from=None if after is None else next(calendar.days(after + _DAY, date.max)),
        beyond=calendar.last_known if last > calendar.last_known else None,
    )


def _last_day(first: date, weeks: int, weeks_are: str, calendar: SchoolCalendar) -> date:
    if weeks_are != SCHOOL_WEEKS:
        return first + weeks * _WEEK - _DAY
    coming = _school_weeks(first, calendar)
    begins = next(coming)
    in_the_week = first.weekday() if monday_of(first) == begins else 0
    mondays = [begins, *(next(coming) for _ in range(weeks))]
    if in_the_week:
        return mondays[weeks] + timedelta(days=in_the_week - 1)
    return max(_school_days(mondays[weeks - 1], calendar))


def _school_weeks(first: date, calendar: SchoolCalendar) -> Iterator[date]:
    """Give the Mondays of the school weeks from the week of a day on, if school is left in that week."""
    monday = monday_of(first)
    while True:
        if any(day >= first for day in _school_days(monday, calendar)):
            yield monday
        monday += _WEEK


def _school_days(monday: date, calendar: SchoolCalendar) -> list[date]:
    days = (monday + number * _DAY for number in range(_DAYS_OF_A_WEEK))
    return [day for day in days if calendar.sessions_on(day)]
