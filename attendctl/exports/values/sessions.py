"""Session and period cells: the two statutory sessions, or a lesson."""

from __future__ import annotations

import re
from enum import Enum

from attendctl.exports.values.cells import stated
from attendctl.ledger.incoming import AM, PM


class NotASession(Enum):
    """Why a cell is neither AM nor PM."""

    LESSON = "lesson"
    BLANK = "blank"
    UNKNOWN = "unknown"


_WORDS = {"am": AM, "a.m.": AM, "morning": AM, "pm": PM, "p.m.": PM, "afternoon": PM}
_AROUND = re.compile(
    r"\b(?:registration|reg|register|session|roll ?call|mark|statutory|period|the)\b|[^a-z.\s]", re.IGNORECASE
)
_LESSON = re.compile(
    r"(?:(?:mon|tue|wed|thu|fri)[a-z]*\W*)?(?:(?:period|per|lesson|les|p|l)\W*\d+\w*|\d+[a-z]?)"
    r"|break.*|lunch.*|tutor.*|form.*|assembly.*|after ?school.*|enrichment.*|detention.*|breakfast.*",
    re.IGNORECASE,
)
_NUMBERED = {"1": AM, "2": PM}


def read_session(text: str | None, *, of_periods: bool) -> int | NotASession:
    """Return 0 for the morning session, 1 for the afternoon, or why it is neither.

    Args:
        text: the cell.
        of_periods: the column lists timetable periods (Bromcom's
            ``PeriodDisplayName``, Arbor's ``PERIOD``): whatever is not a
            registration is a lesson, and ``1`` is the first lesson. In a
            column of sessions ``1`` is the morning.

    >>> [read_session(text, of_periods=False) for text in ("AM", "pm", "AM Registration", "Morning", "2")]
    [0, 1, 0, 0, 1]
    >>> read_session("Period 3", of_periods=True), read_session("Session X", of_periods=False)
    (<NotASession.LESSON: 'lesson'>, <NotASession.UNKNOWN: 'unknown'>)
    """
    cell = stated(text)
    if cell is None:
        return NotASession.BLANK
    word = " ".join(_AROUND.sub(" ", cell).split()).casefold()
    if word in _WORDS and not re.search(r"\d", cell):
        return _WORDS[word]
    number = re.sub(r"^session\s*", "", cell, flags=re.IGNORECASE).removesuffix(".0")
    if number in _NUMBERED and (not of_periods or number != cell.removesuffix(".0")):
        return _NUMBERED[number]
    if of_periods or _LESSON.fullmatch(cell):
        return NotASession.LESSON
    return NotASession.UNKNOWN


def is_lesson_number(text: str | None) -> bool:
    """Say whether a cell is a bare number above 2: then 1 and 2 beside it are lessons too, not AM and PM.

    >>> is_lesson_number("2"), is_lesson_number("3"), is_lesson_number("5.0")
    (False, True, True)
    """
    cell = (stated(text) or "").removesuffix(".0")
    return cell.isdecimal() and cell not in _NUMBERED
