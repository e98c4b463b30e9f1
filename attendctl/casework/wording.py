"""Dates, sessions and percentages as plain words, for reasons and letters alike."""

from __future__ import annotations

from datetime import date

from attendctl.rates import percent_in_words as percent_in_words

_MONTHS = "January February March April May June July August September October November December"
_SESSIONS_IN_A_DAY = 2


def date_in_words(day: date) -> str:
    """Write a day as a letter does.

    >>> date_in_words(date(2025, 11, 7))
    '7 November 2025'
    """
    return f"{day.day} {_MONTHS.split()[day.month - 1]} {day.year}"


def sessions_in_words(sessions: int) -> str:
    """Write sessions with the school days they make.

    >>> [sessions_in_words(n) for n in (0, 1, 2, 3)]
    ['no sessions', '1 session (half a day)', '2 sessions (1 day)', '3 sessions (1½ days)']
    """
    if sessions == 0:
        return "no sessions"
    if sessions == 1:
        return "1 session (half a day)"
    return f"{sessions:,} sessions ({days_in_words(sessions)})"


def days_in_words(sessions: int) -> str:
    """Write sessions as school days alone.

    >>> [days_in_words(n) for n in (0, 1, 2, 3)]
    ['0 days', 'half a day', '1 day', '1½ days']
    """
    if sessions == 1:
        return "half a day"
    return "1 day" if sessions == _SESSIONS_IN_A_DAY else f"{days_as_number(sessions)} days"


def days_as_number(sessions: int) -> str:
    """Write sessions as a number of school days, for a table.

    >>> [days_as_number(n) for n in (0, 1, 2, 3)]
    ['0', '½', '1', '1½']
    """
    days, half = divmod(sessions, _SESSIONS_IN_A_DAY)
    return ("" if half and not days else f"{days:,}") + ("½" if half else "")
