"""In how many ways a pupil's spells make 0, 1, 2 … broken weeks: weeks with days away and days at school."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from attendctl.casework.patterns.placed_spells import unpacked, ways_in_all

_AWAY, _AT_SCHOOL, _BROKEN = 1, 2, 3  # what a week has seen so far; broken is both


def broken_weeks(weeks: Sequence[int], is_away: Sequence[bool]) -> int:
    """Count the weeks with at least one day away and at least one at school.

    Args:
        weeks: of each day of the pupil, its week.
        is_away: of each day.

    >>> broken_weeks([1, 1, 2, 2, 3, 3], [True, False, True, True, False, False])
    1
    """
    both = set(zip(weeks, is_away, strict=True))
    return sum((week, True) in both and (week, False) in both for week in set(weeks))


@lru_cache(maxsize=512)
def ways_by_broken_weeks(weeks: tuple[int, ...], lengths: tuple[int, ...]) -> tuple[int, ...]:
    """Return in how many ways the spells break 0, 1, 2 … weeks, laid as ``placed_spells`` lays them.

    Args:
        weeks: of each day of the pupil, its week, in order.
        lengths: days of each spell, in order.

    >>> ways_by_broken_weeks((1, 1, 2, 2), (2,))    # a whole week twice, and once the middle of both
    (2, 0, 1)
    """
    days = len(weeks)
    bits = ways_in_all(days, lengths).bit_length() + 1
    states = _states(days)
    states[0][0] = 1
    _go_to_school(states, weeks, bits)
    for length in lengths:
        laid = _states(days)
        for first in range(days - length + 1):
            for seen, ways in states[first].items():
                _lay(laid, first, length, seen, ways, weeks, bits)
        _go_to_school(laid, weeks, bits)
        states = laid
    total = sum(states[days].values()) + sum(states[days + 1].values())
    return unpacked(total, bits)


_States = list[dict[int, int]]


def _states(days: int) -> _States:
    """Return, by the number of days used, no way yet. The last place is for a spell that ends the days."""
    return [{} for _ in range(days + 2)]


def _lay(
    laid: _States, first: int, length: int, seen: int, ways: int, weeks: tuple[int, ...], bits: int
) -> None:
    """Lay one spell from a day on, with the day at school after it."""
    broken = 0
    upto = first + length
    for day in range(first, min(upto + 1, len(weeks))):
        seen |= _AWAY if day < upto else _AT_SCHOOL
        if _ends_week(weeks, day):
            broken += seen == _BROKEN
            seen = 0
    into = laid[upto + 1]
    into[seen] = into.get(seen, 0) + (ways << (bits * broken))


def _go_to_school(states: _States, weeks: tuple[int, ...], bits: int) -> None:
    """Add to every state those that come of days at school before it."""
    for day in range(len(weeks)):
        into = states[day + 1]
        for seen, ways in states[day].items():
            after = seen | _AT_SCHOOL
            moved = ways
            if _ends_week(weeks, day):
                moved = ways << bits if after == _BROKEN else ways
                after = 0
            into[after] = into.get(after, 0) + moved


def _ends_week(weeks: tuple[int, ...], day: int) -> bool:
    return day + 1 == len(weeks) or weeks[day + 1] != weeks[day]
