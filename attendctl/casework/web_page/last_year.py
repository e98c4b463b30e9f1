"""The same days of the year before: the school weeks of the same numbers, up to the same weekday.

Holidays move from year to year, so the ninth school week is put beside the ninth. A register that
does not reach back to the beginning of the year before has no ninth week to compare with.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from attendctl.calendar import Week, monday_of
from attendctl.measures.session_sums import SessionSum

SessionsBySchool = Mapping[int, Sequence[SessionSum]]

_SAME_WEEK_A_YEAR_EARLIER = timedelta(weeks=52)
_BEGINS_WITHIN = timedelta(weeks=2)
"""One school year begins so much earlier or later than the next at most: a register that begins
later than that was begun in the middle of its year."""


@dataclass(frozen=True)
class SameWeeks:
    """The school days of one school, this year's up to the last day counted and those of the year before."""

    now: Sequence[date]
    then: Sequence[date]

    @cached_property
    def is_held(self) -> bool:
        """Whether the register holds the year before from its beginning.

        >>> SameWeeks([date(2025, 9, 3)], [date(2024, 9, 4)]).is_held
        True
        >>> SameWeeks([date(2025, 9, 3)], [date(2025, 1, 6)]).is_held
        False
        """
        if not self.now or not self.then:
            return False
        began, began_then = monday_of(min(self.now)), monday_of(min(self.then))
        return abs(began - _SAME_WEEK_A_YEAR_EARLIER - began_then) <= _BEGINS_WITHIN

    def week(self, monday: date) -> date | None:
        """Return the Monday of the school week of the same number; None where it is not held.

        >>> SameWeeks([date(2025, 9, 3), date(2025, 9, 8)], [date(2024, 9, 4)]).week(date(2025, 9, 1))
        datetime.date(2024, 9, 2)
        """
        now, then = self._weeks
        if not self.is_held or monday not in now:
            return None
        place = now.index(monday)
        return then[place] if place < len(then) else None

    @cached_property
    def _weeks(self) -> tuple[list[date], list[date]]:
        return _mondays(self.now), _mondays(self.then)

    def days(self, first: date, last: date) -> tuple[date, date] | None:
        """Return the days of the year before that stand for school days of this one, both included.

        Whole weeks stand for whole weeks; the latest week goes as far as the same weekday.

        Args:
            first: a school day of this year.
            last: the same, not earlier.

        >>> now = [date(2025, 9, 3), date(2025, 9, 4), date(2025, 9, 8), date(2025, 9, 9)]
        >>> weeks = SameWeeks(now, [date(2024, 9, 2), date(2024, 9, 16)])
        >>> [str(day) for day in weeks.days(date(2025, 9, 3), date(2025, 9, 9))]
        ['2024-09-02', '2024-09-17']
        """
        from_week, to_week = self.week(monday_of(first)), self.week(monday_of(last))
        if from_week is None or to_week is None:
            return None
        week, begun = Week.containing(last), Week.containing(first)
        if not any(begun.monday <= day < first for day in self.now):
            first = begun.monday
        if max(self.now) > week.sunday and not any(last < day <= week.sunday for day in self.now):
            last = week.sunday
        return from_week + (first - begun.monday), to_week + (last - week.monday)

    def days_of(self, sessions: Sequence[SessionSum]) -> tuple[date, date] | None:
        """Return the same as ``days`` for the first and the last day of some sessions of the school."""
        days = [one.date for one in sessions]
        return self.days(min(days), max(days)) if days else None


def same_weeks_of(year: SessionsBySchool, year_before: SessionsBySchool) -> dict[int, SameWeeks]:
    """Return each school's school days, this year's and those of the year before.

    Args:
        year: the sessions of the year, up to the last day counted.
        year_before: every session of the year before.
    """
    return {
        school_id: SameWeeks(_days(sessions), _days(year_before.get(school_id, ())))
        for school_id, sessions in year.items()
    }


def sessions_then(
    sessions: Iterable[SessionSum], year_before: SessionsBySchool, same_weeks: Mapping[int, SameWeeks]
) -> list[SessionSum]:
    """Return the sessions of the year before that stand for some of this year.

    Args:
        sessions: of any schools, this year.
        year_before: every session of the year before.
        same_weeks: of each school.

    Returns:
        None of them unless every school has its own: a trust is not compared with a part of itself.
    """
    found: list[SessionSum] = []
    for school_id, mine in by_school(sessions).items():
        days = same_weeks[school_id].days_of(mine) if school_id in same_weeks else None
        then = [one for one in year_before.get(school_id, ()) if days and days[0] <= one.date <= days[1]]
        if not then:
            return []
        found += then
    return found


def by_school(sessions: Iterable[SessionSum]) -> dict[int, list[SessionSum]]:
    """Return sessions by their school."""
    found: dict[int, list[SessionSum]] = {}
    for one in sessions:
        found.setdefault(one.school_id, []).append(one)
    return found


def _days(sessions: Iterable[SessionSum]) -> list[date]:
    return sorted({one.date for one in sessions})


def _mondays(days: Iterable[date]) -> list[date]:
    return sorted({monday_of(day) for day in days})
