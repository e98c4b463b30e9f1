"""Lists of pupils in words: their period, how many are on them, marks, and what stands beside illness."""

from __future__ import annotations

from datetime import date
from typing import Any

from attendctl.casework.wording import date_in_words

NOT_FOR_DISPLAY = "Not for display: names of pupils"


def marks_text(marks: list[dict[str, Any]]) -> str:
    """Write marks as a register has them: half day and code; of several days, with the date.

    >>> mark = {"date": "2025-11-07", "session": "AM", "code": "L", "minutes_late": 12, "comment": None}
    >>> marks_text([mark, mark | {"session": "PM", "code": "I", "minutes_late": None}])
    'AM L (12 min), PM I'
    """
    several = len({mark["date"] for mark in marks}) > 1
    return ", ".join(
        (f"{mark['date']} " if several else "")
        + f"{mark['session']} {mark['code']}"
        + (f" ({mark['minutes_late']} min)" if mark["minutes_late"] else "")
        for mark in marks
    )


def comments_text(marks: list[dict[str, Any]]) -> str:
    """Return what the register says of marks, each text once."""
    return "; ".join(dict.fromkeys(mark["comment"] for mark in marks if mark["comment"]))


def percent_text(percent: float | None) -> str:
    """Return a number of the contract with one decimal as it is printed; an en dash for None.

    >>> percent_text(95.0), percent_text(None)
    ('95.0', '–')
    """
    return "–" if percent is None else f"{percent:.1f}"


def period_text(contract: dict[str, Any]) -> str:
    """Say what the lists are of, in words: a day, or a name with its first and last day counted."""
    period = contract["period"]
    first, last = (date_in_words(date.fromisoformat(period[end])) for end in ("from", "to"))
    if period["kind"] == "day":
        return first
    days = f"{first} to {last}"
    if period["kind"] == "range":
        return days
    proposed = "" if period["is_stated"] else "; days proposed from the register"
    return f"{period['name']} ({days}{proposed})"


def count_text(made: dict[str, Any]) -> str:
    """Say how many are on a list, of how many, and how many have left.

    >>> count_text({"count": 2, "among": 30, "leavers_left_out": 1})
    '2 of 30 pupils, 1 more has left'
    """
    pupils = f"{made['count']} of {made['among']} pupil{'' if made['among'] == 1 else 's'}"
    left = made["leavers_left_out"]
    return pupils + (f", {left} more {'has' if left == 1 else 'have'} left" if left else "")


def without_text(one: dict[str, Any]) -> str:
    """Say why a school has no lists."""
    if one["why"] == "no such period":
        return f"{one['school']} has no such period."
    periods = ", ".join(period.replace("_", " ") for period in one["lists_every"]) or "none"
    return f"{one['school']}: the policy {one['policy']} asks for no such list; it has lists of: {periods}."


def kinds_text(illness: dict[str, Any]) -> str:
    """Say what the kinds of absence stand beside."""
    weeks = illness["beside_school_weeks"]
    return f"sessions by code, beside those of the last {weeks} whole school weeks before"


def rising_text(illness: dict[str, Any]) -> str:
    """Say which classes are called rising."""
    weeks, looked_at = illness["recent_school_weeks"], illness["classes_looked_at"]
    return (
        f"classes in which more illnesses began in the last {weeks} school weeks than luck would bring, of "
        f"{looked_at} that could be judged; attendctl patterns says how"
    )
