"""Every way that spells can lie in a pupil's days, written out one by one: the slow and plain count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations


def every_way(days: int, lengths: Sequence[int]) -> Iterator[list[bool]]:
    """Give each way to lay the spells in order, a day at school between two, as days away or not."""
    for starts in combinations(range(days), len(lengths)):
        away = [False] * days
        free_from = 0
        for start, length in zip(starts, lengths, strict=True):
            if start < free_from or start + length > days:
                break
            away[start : start + length] = [True] * length
            free_from = start + length + 1
        else:
            yield away


def runs(away: Sequence[bool]) -> list[tuple[int, int]]:
    """Return the first day and the days of each unbroken run."""
    found = []
    for place, is_away in enumerate(away):
        if is_away and (place == 0 or not away[place - 1]):
            end = place
            while end < len(away) and away[end]:
                end += 1
            found.append((place, end - place))
    return found


def ways_by_count(
    days: int, lengths: Sequence[int], count: Callable[[Sequence[bool]], int]
) -> tuple[int, ...]:
    """Return in how many ways the count is 0, 1, 2 …"""
    found = Counter(count(away) for away in every_way(days, lengths))
    return tuple(found[number] for number in range(max(found, default=-1) + 1))
