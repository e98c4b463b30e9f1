"""Which school days and sessions a leave covers: by the register as far as it goes, then by the calendar."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from attendctl.casework.agreed_target import SESSIONS_A_DAY
from attendctl.casework.explained.marks import ExplainedMark
from attendctl.errors import WrongUsage

_SATURDAY = 5
_OPEN = """
SELECT date, count(*) FROM school_session
WHERE school_id = $1 AND possible > 0 AND date <= $2
GROUP BY date ORDER BY date
"""


@dataclass(frozen=True)
class SchoolCalendar:
    """The sessions of each school day of the register, and the days after it that are stated as closed.

    After the last school day of the register every weekday that is not stated as
    closed counts as a school day of two sessions.
    """

    sessions: Mapping[date, int]
    closed: Collection[date]

    @property
    def last_known(self) -> date:
        """The last school day that the register holds."""
        return max(self.sessions, default=date.min)

    def sessions_on(self, day: date) -> int:
        """Return the sessions of a day: 0, 1 or 2."""
        if day <= self.last_known:
            return self.sessions.get(day, 0)
        return 0 if day.weekday() >= _SATURDAY or day in self.closed else SESSIONS_A_DAY

    def days(self, from_day: date, to_day: date) -> Iterator[date]:
        """Give the school days between two days, both included."""
        day = from_day
        while day <= to_day:
            if self.sessions_on(day):
                yield day
            day += timedelta(days=1)

    def nth_after(self, day: date, number: int) -> date:
        """Return the so-manyth school day after a day, which is not counted.

        >>> friday = date(2025, 11, 7)
        >>> SchoolCalendar({friday: 2}, {date(2025, 11, 10)}).nth_after(friday, 2)
        datetime.date(2025, 11, 12)
        """
        while number > 0:
            day += timedelta(days=1)
            number -= self.sessions_on(day) > 0
        return day


@dataclass(frozen=True)
class LeaveDays:
    """What a leave covers: the pupil's school days, its sessions, and how many the register already has.

    ``present``, ``authorised`` and ``unauthorised`` are of the sessions of the leave up to the
    day judged, as they are marked; ``ahead`` are those after it.
    """

    from_day: date
    to_day: date
    school_days: tuple[date, ...]
    ahead: int
    present: int = 0
    authorised: int = 0
    unauthorised: int = 0

    @property
    def sessions(self) -> int:
        """All sessions of the leave."""
        return self.ahead + self.present + self.authorised + self.unauthorised


def read_school_calendar(
    connection: duckdb.DuckDBPyConnection, school_id: int, closed: Collection[date], *, upto: date = date.max
) -> SchoolCalendar:
    """Read the school days of one school.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        school_id: the school's.
        closed: days that are stated as no school days.
        upto: the last day that the register can show, included. Marks after it were entered ahead, for
            leave say: the days before them without marks are not closed.
    """
    return SchoolCalendar(dict(connection.execute(_OPEN, [school_id, upto]).fetchall()), closed)


def days_of_leave(
    calendar: SchoolCalendar,
    marks: Collection[ExplainedMark],
    *,
    from_day: date,
    to_day: date,
    as_of: date,
) -> LeaveDays:
    """Return what a leave covers.

    Args:
        calendar: of the pupil's school.
        marks: of the pupil; those after ``as_of`` are not looked at.
        from_day: the first day of the leave, included.
        to_day: its last day, included.
        as_of: the last day judged by marks.

    Raises:
        WrongUsage: the last day is before the first, or no school day lies between.
    """
    if to_day < from_day:
        raise WrongUsage(
            f"--to {to_day} is before --from {from_day}.", remedy="Give the first day as --from."
        )
    past = [mark for mark in marks if from_day <= mark.day <= min(to_day, as_of) and mark.is_possible]
    marked = {mark.day for mark in marks if mark.day <= as_of}
    ahead = [day for day in calendar.days(from_day, to_day) if day > as_of or day not in marked]
    school_days = tuple(sorted({mark.day for mark in past} | set(ahead)))
    if not school_days:
        raise WrongUsage(
            f"No school day lies between {from_day} and {to_day}: there is nothing to ask leave for.",
            remedy="Check the days, and the holidays under [calendar] in attendctl.toml.",
        )
    authorised = sum(mark.counts_as == "authorised" for mark in past)
    unauthorised = sum(mark.counts_as == "unauthorised" for mark in past)
    return LeaveDays(
        from_day,
        to_day,
        school_days,
        ahead=sum(calendar.sessions_on(day) for day in ahead),
        present=len(past) - authorised - unauthorised,
        authorised=authorised,
        unauthorised=unauthorised,
    )
