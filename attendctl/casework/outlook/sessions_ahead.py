"""The sessions still to come for one pupil, day by day, and what was assumed to count them.

The days are those of ``SchoolCalendar``: the register as far as it goes, then every weekday that is
not stated as closed. Where ``[calendar]`` does not state the summer term, no more are counted than a
school year has left, and none from the day on which the summer holidays have certainly come.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.leave_days import SchoolCalendar, read_school_calendar
from attendctl.casework.leave_effect import sessions_left
from attendctl.casework.stated_closures import stated_closures
from attendctl.casework.wording import date_in_words
from attendctl.policies.in_words_parts import counted
from attendctl.rules.reader import NoRuleInForce
from attendctl.rules.school_terms import school_term_limits
from attendctl.rules.school_year import school_year
from attendctl.settings import CalendarSettings

_DAY = timedelta(days=1)
_LEAVERS_HAVE_NONE = "The pupil has left: no session is still to come."
_ALL_POSSIBLE = "Every session to come is taken as possible for this pupil."


@dataclass(frozen=True)
class SessionsAhead:
    """School days to come with their sessions (1 or 2 each), oldest first, and the assumptions in words.

    ``has_left``: there are none, because the pupil has left.
    """

    days: tuple[tuple[date, int], ...]
    assumed: tuple[str, ...] = ()
    has_left: bool = False

    @property
    def sessions(self) -> int:
        """All sessions to come."""
        return sum(sessions for _, sessions in self.days)

    def day_of(self, number: int) -> date | None:
        """Return the day of the so-manyth session to come; None where there are not so many.

        >>> monday = date(2025, 11, 10)
        >>> ahead = SessionsAhead(((monday, 2), (monday + timedelta(days=1), 1)))
        >>> [str(ahead.day_of(number)) for number in (1, 3, 4)]
        ['2025-11-10', '2025-11-11', 'None']
        """
        for day, sessions in self.days:
            number -= sessions
            if number <= 0:
                return day
        return None

    def next_week(self, after: date) -> tuple[tuple[date, int], ...]:
        """Return the school days of the first school week that begins after a day; empty if there is none."""
        whole = [one for one in self.days if monday_of(one[0]) > after]
        weeks = groupby(whole, key=lambda one: monday_of(one[0]))
        return next((tuple(days) for _, days in weeks), ())


@dataclass(frozen=True)
class SchoolAhead:
    """A school's calendar from a day on. ``left`` is the most sessions that its academic year still has."""

    calendar: SchoolCalendar
    as_of: date
    left: int
    last_day: date  # of the academic year, as stated or worked out
    is_stated: bool

    def of_pupil(
        self, *, until: date, leaves_on: date | None, has_left: bool, not_possible: int
    ) -> SessionsAhead:
        """Return the sessions to come for one pupil.

        Args:
            until: the last day counted, included.
            leaves_on: the pupil's leaving date, the last day on roll, as far as it is known.
            has_left: whether the pupil has left by ``as_of``.
            not_possible: sessions of the school so far that were not possible for this pupil.
        """
        if has_left:
            return SessionsAhead((), (_LEAVERS_HAVE_NONE,), has_left=True)
        assumed = [*self._of_the_school(), _ALL_POSSIBLE]
        if not_possible:
            were = "was" if not_possible == 1 else "were"
            assumed.append(
                f"So far {not_possible} of the school's sessions {were} not possible for this pupil: "
                "not all of those to come may be either."
            )
        if leaves_on is not None and leaves_on < until:
            assumed.append(f"The pupil leaves on {date_in_words(leaves_on)}: no session after it is counted.")
            until = leaves_on
        return SessionsAhead(tuple(self._days(until)), tuple(assumed))

    def _days(self, until: date) -> Iterator[tuple[date, int]]:
        left = self.left
        for day in self.calendar.days(self.as_of + _DAY, until):
            sessions = min(self.calendar.sessions_on(day), left)
            if sessions:
                yield day, sessions
            left -= sessions

    def _of_the_school(self) -> Iterator[str]:
        known, year = self.calendar.last_known, school_year_sessions(self.as_of)
        yield (
            f"The register shows the school days up to {date_in_words(known)}; after it every weekday that "
            "[calendar] does not state as closed is taken for a school day of two sessions."
        )
        if not self.is_stated:
            most = f", and at most the {self.left} that a school year of {year} has left" if year else ""
            last = date_in_words(self.last_day)
            yield f"[calendar] states no summer term: no session after {last} is counted{most}."
        unmarked = sum(self.calendar.sessions_on(day) for day in self.calendar.days(known + _DAY, self.as_of))
        if unmarked:
            yield (
                f"{counted(unmarked, 'session')} from {date_in_words(known + _DAY)} to "
                f"{date_in_words(self.as_of)} without marks are not counted at all."
            )


def read_school_ahead(
    connection: duckdb.DuckDBPyConnection,
    school_id: int,
    stated: CalendarSettings,
    *,
    as_of: date,
    today: date,
) -> SchoolAhead:
    """Return what a school has still to come in the academic year of a day.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        school_id: the school's.
        stated: the ``[calendar]`` of ``attendctl.toml``.
        as_of: the last day counted already.
        today: up to it the register may show school days after ``as_of``.
    """
    is_stated, last_day = _end_of_year(stated, as_of)
    september = academic_year_start(as_of)
    next_september = september.replace(year=september.year + 1)
    after = {last_day + timedelta(days=n) for n in range(1, (next_september - last_day).days)}
    closed = stated_closures(stated) | after
    calendar = read_school_calendar(connection, school_id, closed, upto=max(as_of, today))
    left = sessions_left(calendar, stated, as_of=as_of, in_year_of=as_of)
    return SchoolAhead(calendar, as_of, left, last_day, is_stated)


def school_year_sessions(on: date) -> int | None:
    """Return the sessions of a school year by law; None before there was a rule."""
    try:
        return school_year().in_force(on).sessions
    except NoRuleInForce:
        return None


def _end_of_year(stated: CalendarSettings, as_of: date) -> tuple[bool, date]:
    """Return whether the last day of an academic year is stated, and the day: else that before the summer."""
    september = academic_year_start(as_of)
    for term in stated.terms:
        if (term.name, term.academic_year) == ("summer", september.year):
            return True, term.to_day
    try:
        holidays, _ = school_term_limits().in_force(as_of).summer.in_year(september.year)
    except NoRuleInForce:
        return False, september.replace(year=september.year + 1) - _DAY
    return False, holidays - _DAY
