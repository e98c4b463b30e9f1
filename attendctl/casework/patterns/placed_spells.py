"""In how many ways a pupil's spells of absence could have fallen, and how many of them show a pattern.

Luck is taken to lay the spells, with the lengths and in the order they had, anywhere in
the pupil's own days, with at least one day at school between two. Every such way is
equally likely. So a spell stays whole: a week of illness has one Friday wherever it falls,
and says nothing about Fridays.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from math import comb

Spell = tuple[int, int]
"""The first day of a spell as a place among the pupil's days, from 0, and its days."""


def spells_in(is_away: Sequence[bool]) -> list[Spell]:
    """Return the unbroken runs of days away.

    >>> spells_in([True, False, True, True])
    [(0, 1), (2, 2)]
    """
    found: list[Spell] = []
    for place, away in enumerate(is_away):
        if away and place and is_away[place - 1]:
            first, days = found[-1]
            found[-1] = (first, days + 1)
        elif away:
            found.append((place, 1))
    return found


@lru_cache(maxsize=4096)
def ways_by_days(marked: bytes, lengths: tuple[int, ...]) -> tuple[int, ...]:
    """Return in how many ways the spells have 0, 1, 2 … days among the marked ones.

    Args:
        marked: one byte a day of the pupil, 1 for a marked day.
        lengths: days of each spell, in order.

    >>> ways_by_days(bytes([1, 0, 0]), (1,))
    (2, 1)
    """
    upto = list(accumulate(marked, initial=0))
    return _ways(len(marked), lengths, [[b - a for a, b in zip(upto, upto[n:])] for n in lengths])  # noqa: B905


@lru_cache(maxsize=4096)
def ways_by_spells(marked: bytes, lengths: tuple[int, ...]) -> tuple[int, ...]:
    """Return in how many ways 0, 1, 2 … of the spells touch a marked day.

    Args:
        marked: one byte a day of the pupil, 1 for a marked day.
        lengths: days of each spell, in order.

    >>> ways_by_spells(bytes([1, 1, 0, 0]), (2,))    # the first two days, the middle two, the last two
    (1, 2)
    """
    upto = list(accumulate(marked, initial=0))
    return _ways(len(marked), lengths, [[int(b > a) for a, b in zip(upto, upto[n:])] for n in lengths])  # noqa: B905


def ways_in_all(days: int, lengths: Sequence[int]) -> int:
    """Return in how many ways spells can lie in so many days.

    >>> ways_in_all(4, [1, 2])
    1
    """
    free = days + 1 - sum(lengths)
    return comb(free, len(lengths)) if free >= 0 else 0


def _ways(days: int, lengths: Sequence[int], counts: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Count the ways by what they count, one spell after another.

    Every spell takes the day at school after it along; one such day is added at the end for the
    last. A list of numbers by count is kept as one large number of so many bits an entry: a shift
    adds to the count.

    Args:
        days: of the pupil.
        lengths: of the spells.
        counts: of each spell what it counts, by the place of its first day.
    """
    bits = ways_in_all(days, lengths).bit_length() + 1
    before = [1] * (days + 2)  # by the number of days used: one way to lay no spell
    for length, count in zip(lengths, counts, strict=True):
        after = [0] * (days + 2)
        for used in range(length + 1, days + 2):
            first = used - length - 1
            after[used] = after[used - 1] + (before[first] << (bits * count[first]))
        before = after
    return unpacked(before[days + 1], bits)


def unpacked(number: int, bits: int) -> tuple[int, ...]:
    """Return the numbers that one large number holds, so many bits each, the first in its lowest bits.

    >>> unpacked(0b11_01, 2)
    (1, 3)
    """
    mask = (1 << bits) - 1
    found = []
    while number:
        found.append(number & mask)
        number >>= bits
    return tuple(found)
