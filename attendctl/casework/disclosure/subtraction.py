"""What adding and subtracting printed sums can single out, found by elimination.

Every printed sum is over a set of pupils. Whatever is worked out of such sums is again a weighted sum over
pupils; it is about one or two of them where their weight is 1 and everybody else's is 0. Elimination finds
every such sum there is, across all the tables: a total less its parts, and pupil premium less free meals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence, Set
from itertools import combinations

_PRIME = (1 << 61) - 1
"""Weights are counted modulo a prime: exact for the small fractions that sums of sets lead to."""

Places = tuple[int, ...]


class PrintedSums:
    """Sums over sets of pupils, reduced to the rows that everything worked out of them is made of.

    >>> everybody, boys, girls = {1, 2, 3, 4, 5}, {1, 2, 3}, {4, 5}
    >>> PrintedSums([everybody, boys]).small_sets(2)  # all less boys: two girls
    [(0, 1)]
    >>> free_meals, premium = {1, 2, 3}, {1, 2, 3, 4}
    >>> PrintedSums([free_meals, premium]).small_sets(2)
    [(0, 1)]
    >>> PrintedSums([{1, 2, 3}, {3, 4, 5}]).small_sets(2)
    []
    """

    def __init__(self, sets: Sequence[Set[Hashable]]) -> None:
        """Take the pupils of each printed sum."""
        self._of_pupil: dict[Hashable, int] = {}  # the sets a pupil is in, a bit each
        for place, members in enumerate(sets):
            for pupil in members:
                self._of_pupil[pupil] = self._of_pupil.get(pupil, 0) | 1 << place
        alike = self._alike = Counter(self._of_pupil.values())
        # the many first: what leads a row is then seldom a pupil who has no like
        self._columns = sorted(alike, key=lambda which: (-alike[which], which))
        self._many = [alike[which] for which in self._columns]
        self._rows = _eliminated(
            [[which >> place & 1 for which in self._columns] for place in range(len(sets))], len(alike)
        )

    def small_sets(self, largest: int) -> list[Places]:
        """Return, for each set of at most so many pupils whose sum follows, the places of the sums used."""
        candidates = [row for row in self._rows if self._many[_lead(row)] <= largest]
        found: list[Places] = []
        for number in range(1, largest + 1):
            for together in combinations(candidates, number):
                added = [sum(weights) % _PRIME for weights in zip(*together, strict=True)]
                if self._is_small_set(added, largest):
                    found.append(self._used(added))
        return found

    def follows_from(self, wanted: Set[Hashable]) -> Places | None:
        """Return the places of the sums that the sum over a set follows from; None where it does not.

        >>> PrintedSums([{1, 2, 3, 4, 5, 6}, {1, 2, 3}]).follows_from({4, 5, 6})
        (0, 1)
        >>> PrintedSums([{1, 2, 3, 4, 5, 6}, {1, 2, 3}]).follows_from({3, 4, 5}) is None
        True
        """
        counted = Counter(self._of_pupil.get(pupil, 0) for pupil in wanted)
        if counted != Counter({which: self._alike[which] for which in counted}):
            return None  # pupils whom no printed sum tells apart are not all in it
        weights = [int(which in counted) for which in self._columns]
        added = [0] * (len(self._columns) + self._sums)
        for row in self._rows:
            if weights[_lead(row)]:
                added = [(one + other) % _PRIME for one, other in zip(added, row, strict=True)]
        return self._used(added) if added[: len(weights)] == weights else None

    @property
    def _sums(self) -> int:
        return len(self._rows[0]) - len(self._columns) if self._rows else 0

    def _used(self, added: list[int]) -> Places:
        return tuple(place for place, weight in enumerate(added[len(self._columns) :]) if weight)

    def _is_small_set(self, added: list[int], largest: int) -> bool:
        pupils = 0
        for weight, number in zip(added, self._many, strict=False):
            if weight > 1:
                return False
            pupils += weight * number
            if pupils > largest:
                return False
        return pupils > 0


def _eliminated(rows: list[list[int]], columns: int) -> list[list[int]]:
    """Return the reduced rows, each with the weights of the sums that it is made of after its columns."""
    left = [[*row, *(int(place == own) for own in range(len(rows)))] for place, row in enumerate(rows)]
    done: list[list[int]] = []
    for column in range(columns):
        leading = next((row for row in left if row[column]), None)
        if leading is None:
            continue
        left.remove(leading)
        inverse = pow(leading[column], -1, _PRIME)
        leading = [weight * inverse % _PRIME for weight in leading]
        left = [_without(row, leading, column) for row in left]
        done = [*(_without(row, leading, column) for row in done), leading]
        if not left:
            break
    return done


def _without(row: list[int], leading: list[int], column: int) -> list[int]:
    times = row[column]
    if not times:
        return row
    return [(weight - times * other) % _PRIME for weight, other in zip(row, leading, strict=True)]


def _lead(row: list[int]) -> int:
    return next(column for column, weight in enumerate(row) if weight)
