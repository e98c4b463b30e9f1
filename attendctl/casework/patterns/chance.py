"""The chance of a count by luck, exact: every way it could have come, counted in whole numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb


@dataclass(frozen=True, slots=True)
class Luck:
    """What luck alone makes of one count.

    ``chance`` is of the count that was seen, or of more; ``least`` of the largest that could have
    been seen at all, whatever happened; ``expected`` is the mean.
    """

    expected: Fraction
    chance: Fraction
    least: Fraction


def luck_of(ways: Sequence[int], seen: int) -> Luck:
    """Return the luck of a count.

    Args:
        ways: at place ``n`` the number of equally likely ways in which the count is ``n``.
        seen: the count.

    >>> luck_of([1, 2, 1], 2)    # both of two coins
    Luck(expected=Fraction(1, 1), chance=Fraction(1, 4), least=Fraction(1, 4))
    """
    every = sum(ways)
    largest = max(count for count, number in enumerate(ways) if number)
    return Luck(
        Fraction(sum(count * number for count, number in enumerate(ways)), every),
        Fraction(sum(ways[seen:]), every),
        Fraction(ways[largest], every),
    )


def ways_to_draw(*, of: int, marked: int, drawn: int) -> list[int]:
    """Return in how many ways a draw without putting back has 0, 1, 2 … marked ones.

    Args:
        of: how many there are.
        marked: how many of them are marked.
        drawn: how many are drawn.

    >>> ways_to_draw(of=4, marked=2, drawn=2)
    [1, 4, 1]
    """
    return [comb(marked, count) * comb(of - marked, drawn - count) for count in range(min(marked, drawn) + 1)]


def ways_together(parts: Sequence[Sequence[int]]) -> list[int]:
    """Return the ways of a sum of counts that have nothing to do with each other.

    Args:
        parts: of each, every value it takes, equally likely, one entry a way.

    >>> ways_together([[0, 1], [0, 1]])    # two coins
    [1, 2, 1]
    """
    ways = [1]
    for values in parts:
        longer = [0] * (len(ways) + max(values))
        for value in values:
            for count, number in enumerate(ways):
                longer[count + value] += number
        ways = longer
    return ways
