"""Chance that falls the same way on every machine and every Python.

Only ``Random.random()`` is promised to give the same sequence for ever, so
nothing else of that module is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Dice:
    """A seeded source of chance.

    >>> Dice(1).between(1, 6) == Dice(1).between(1, 6)
    True
    """

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)

    def between(self, lowest: int, highest: int) -> int:
        """Return a whole number, both ends included."""
        return lowest + int(self._random.random() * (highest - lowest + 1))

    def happens(self, in_a_thousand: int) -> bool:
        """Return True so many times in a thousand."""
        return self.between(1, 1000) <= in_a_thousand

    def pick(self, items: Sequence[Item]) -> Item:
        """Return one of the items."""
        return items[self.between(0, len(items) - 1)]

    def shuffled(self, items: Sequence[Item]) -> list[Item]:
        """Return the items in a new order."""
        left = list(items)
        return [left.pop(self.between(0, len(left) - 1)) for _ in items]

    def weighted(self, weights: dict[Item, int]) -> Item:
        """Return one key, each as likely as its weight."""
        point = self.between(1, sum(weights.values()))
        for item, weight in weights.items():
            point -= weight
            if point <= 0:
                return item
        raise AssertionError("weights add up to less than their sum")
