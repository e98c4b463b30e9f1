"""Mark strings: a week, or a longer run of days, in one cell.

Two grammars: packed, one character a session, and separated by commas (since
codes of two characters came in 2024). Decided for each cell. A place in the
string is a session: nothing is trimmed before places are counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from attendctl.exports.values.marks import COUNCIL_CHARACTERS

SESSIONS_A_DAY = 2
WEEKDAYS_LENGTH, WEEK_LENGTH = 10, 14
LONGEST = 1_000
"""Most places of a string. Every day of a school year has 732."""

_SATURDAY = 5
_NOT_IN_SCHOOL = frozenset({"#", "-", "_", "", " "})


@dataclass(frozen=True)
class StringMark:
    """One place of a mark string: days after the start, session (0 AM, 1 PM), and the mark's text."""

    days_after_start: int
    session: int
    mark: str


def places(text: str) -> list[str]:
    """Return the marks of a string in their places, blanks included.

    >>> places("/\\\\L ")
    ['/', '\\\\', 'L', ' ']
    >>> places("/,,C1,")
    ['/', '', 'C1', '']
    """
    text = text.strip("\r\n")
    if "," in text:
        return [item.strip() for item in text.split(",")]
    return [COUNCIL_CHARACTERS.get(character, character) for character in text]


def marks_in(text: str) -> Iterator[StringMark]:
    """Yield every place: session ``2 × day + (AM 0, PM 1)`` from the start date.

    >>> [(m.days_after_start, m.session, m.mark) for m in marks_in("/\\\\L")]
    [(0, 0, '/'), (0, 1, '\\\\'), (1, 0, 'L')]
    """
    for place, mark in enumerate(places(text)):
        yield StringMark(place // SESSIONS_A_DAY, place % SESSIONS_A_DAY, mark)


def is_partial_week(text: str) -> bool:
    """Say whether a string of less than two weeks is neither 10 nor 14 sessions long.

    Two weeks and more are a term's string, which may end on any day.

    >>> is_partial_week("/" * 10), is_partial_week("/" * 7), is_partial_week("/" * 16)
    (False, True, True)
    """
    count = len(places(text))
    return count < 2 * WEEK_LENGTH and count not in (WEEKDAYS_LENGTH, WEEK_LENGTH)


def fault_of(text: str, start: date) -> str | None:
    """Say why a string cannot be laid out from its start date, or None.

    Ten marks are Monday to Friday, so they must start on a Monday; a longer run
    that puts attendance on both Saturdays and Sundays left its weekends out.

    >>> fault_of("/" * 10, date(2025, 9, 7))
    'holds 10 marks, Monday to Friday, but its week starts on a Sunday'
    """
    items = places(text)
    if len(items) > LONGEST:
        return f"holds {len(items)} marks, more than a year has"
    if len(items) == WEEKDAYS_LENGTH and start.weekday() != 0:
        return f"holds 10 marks, Monday to Friday, but its week starts on a {start:%A}"
    if len(items) > WEEK_LENGTH:
        weekend_days = {
            (start + timedelta(days=place // SESSIONS_A_DAY)).weekday()
            for place, mark in enumerate(items)
            if mark not in _NOT_IN_SCHOOL
        }
        if {_SATURDAY, _SATURDAY + 1} <= weekend_days:
            return (
                "puts attendance on Saturdays and Sundays, so it leaves weekends out: export one row a week"
            )
    return None
