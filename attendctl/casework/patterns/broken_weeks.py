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
        for first, moves in enumerate(_spell_moves(weeks, length)):
            into = laid[first + length + 1]
            for seen, ways in states[first].items():
                broken, after = moves[seen]
                into[after] = into.get(after, 0) + (ways << (bits * broken))
        _go_to_school(laid, weeks, bits)
        states = laid
    return unpacked(sum(states[days].values()) + sum(states[days + 1].values()), bits)


_States = list[dict[int, int]]  # by days used: the ways, by what the week has seen so far
_Move = tuple[int, int]  # how many weeks were broken on the way, and what the week has seen after it


def _states(days: int) -> _States:
    """Return, by the number of days used, no way yet. The last place is for a spell that ends the days."""
    return [{} for _ in range(days + 2)]


def _go_to_school(states: _States, weeks: tuple[int, ...], bits: int) -> None:
    """Add to every state those that come of days at school before it."""
    for day, moves in enumerate(_school_moves(weeks)):
        into = states[day + 1]
        for seen, ways in states[day].items():
            broken, after = moves[seen]
            into[after] = into.get(after, 0) + (ways << (bits * broken))


@lru_cache(maxsize=256)
def _spell_moves(weeks: tuple[int, ...], length: int) -> list[list[_Move]]:
    """Return by first day, and by what its week has seen, where a spell and the day after it lead."""
    return [
        [_walk(weeks, first, [_AWAY] * length + [_AT_SCHOOL], seen) for seen in range(_BROKEN + 1)]
        for first in range(len(weeks) - length + 1)
    ]


@lru_cache(maxsize=64)
def _school_moves(weeks: tuple[int, ...]) -> list[list[_Move]]:
    """Return by day, and by what its week has seen, where a day at school leads."""
    return [
        [_walk(weeks, day, [_AT_SCHOOL], seen) for seen in range(_BROKEN + 1)] for day in range(len(weeks))
    ]


def _walk(weeks: tuple[int, ...], first: int, days: Sequence[int], seen: int) -> _Move:
    """Go through some days, as far as there are any, and count the weeks that end broken."""
    broken = 0
    for day, what in enumerate(days[: len(weeks) - first], first):
        seen |= what
        if day + 1 == len(weeks) or weeks[day + 1] != weeks[day]:
            broken += seen == _BROKEN
            seen = 0
    return broken, seen
