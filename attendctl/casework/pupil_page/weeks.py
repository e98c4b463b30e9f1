"""A pupil's year week by week, and by weekday and half day: plain sums of the sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from attendctl.calendar import Week
from attendctl.casework.pupil_page.sessions import HALVES, PupilSession, add_up
from attendctl.measures.sums import Sums

SCHOOL_WEEKDAYS = 5
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class DayOfPage:
    """One school day: its sessions by half day, 0 AM and 1 PM; a half without school is not there."""

    date: date
    sessions: Mapping[int, PupilSession]


@dataclass(frozen=True)
class WeekOfPage:
    """One week with its days, its own sums, and those from the start of the academic year to its end."""

    week: Week
    days: tuple[DayOfPage, ...]
    sums: Sums
    year: Sums

    @property
    def last_day(self) -> date:
        """The last of its days that is counted."""
        return self.days[-1].date


@dataclass(frozen=True)
class WeekdayOfPage:
    """One weekday of the year: the sums of its mornings, of its afternoons, and of both."""

    name: str
    halves: tuple[Sums, Sums]
    day: Sums


def weeks_of(sessions: Sequence[PupilSession]) -> tuple[WeekOfPage, ...]:
    """Return the weeks that have a session, oldest first, with sums that go on.

    Args:
        sessions: of one academic year, oldest first.
    """
    found = []
    so_far: list[PupilSession] = []
    for week, of_week in groupby(sessions, key=lambda one: Week.containing(one.date)):
        listed = list(of_week)
        so_far += listed
        days = tuple(
            DayOfPage(day, {one.session: one for one in of_day})
            for day, of_day in groupby(listed, key=lambda one: one.date)
        )
        found.append(WeekOfPage(week, days, add_up(listed), add_up(so_far)))
    return tuple(found)


def weekdays_of(sessions: Sequence[PupilSession]) -> tuple[WeekdayOfPage, ...]:
    """Return Monday to Friday, and a day of the weekend on which there was school."""
    found = []
    for number, name in enumerate(_WEEKDAYS):
        of_day = [one for one in sessions if one.date.weekday() == number]
        if number < SCHOOL_WEEKDAYS or of_day:
            morning, afternoon = (
                add_up(one for one in of_day if one.session == half) for half in range(len(HALVES))
            )
            found.append(WeekdayOfPage(name, (morning, afternoon), add_up(of_day)))
    return tuple(found)
