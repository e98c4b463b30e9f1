"""When the sessions of the window leave it, and how many more before that would reach the threshold."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from attendctl.casework.penalties.penalty_row import Countdown
from attendctl.settings import CalendarSettings

_WEEK = timedelta(weeks=1)
_FRIDAY = timedelta(days=4)
_SCHOOL_DAYS_OF_A_WEEK = [timedelta(days=number) for number in range(5)]


def countdown(
    weeks_of_sessions: Sequence[date],
    window: Sequence[date],
    *,
    sessions: int,
    school_weeks: int,
    calendar: CalendarSettings,
    closed: Collection[date],
) -> Countdown | None:
    """Return how long the sessions of a window stay in it, or None where it holds none.

    The weeks to come are those not stated as closed in ``[calendar]``: the register cannot show them.

    Args:
        weeks_of_sessions: the Monday of each session that counts, a Monday for each.
        window: the Mondays of the window, oldest first, not more than ``school_weeks``.
        sessions: of the threshold.
        school_weeks: of the window.
        calendar: the terms as far as stated.
        closed: every day stated as closed.

    >>> mondays = [date(2025, 2, 24) + timedelta(weeks=number) for number in range(8)]
    >>> found = countdown([mondays[0]] * 3, mondays, sessions=10, school_weeks=10,
    ...                   calendar=CalendarSettings(), closed=())
    >>> found.more, found.until.isoformat(), found.drop_on.isoformat(), found.drop
    (7, '2025-05-02', '2025-05-05', 3)
    """
    if not weeks_of_sessions:
        return None
    oldest = min(weeks_of_sessions)
    weeks_left = school_weeks - (len(window) - list(window).index(oldest))
    coming = _school_weeks_after(window[-1], closed)
    ahead = [next(coming) for _ in range(weeks_left + 1)]
    last_week = ahead[-2] if weeks_left else window[-1]
    return Countdown(
        more=max(0, sessions - len(weeks_of_sessions)),
        until=last_week + _FRIDAY,
        drop_on=ahead[-1],
        drop=sum(monday == oldest for monday in weeks_of_sessions),
        weeks_assumed=not all(_is_in_a_stated_term(monday, calendar) for monday in ahead),
    )


def _school_weeks_after(monday: date, closed: Collection[date]) -> Iterator[date]:
    while True:
        monday += _WEEK
        if any(monday + day not in closed for day in _SCHOOL_DAYS_OF_A_WEEK):
            yield monday


def _is_in_a_stated_term(monday: date, calendar: CalendarSettings) -> bool:
    return any(term.from_day <= monday + _FRIDAY and monday <= term.to_day for term in calendar.terms)
