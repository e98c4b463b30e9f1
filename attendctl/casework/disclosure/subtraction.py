"""What adding and subtracting printed sums can single out, found by elimination.

Every printed sum is over a set of pupils. Whatever is worked out of such sums is again a weighted sum over
pupils; it is about one or two of them where their weight is 1 and everybody else's is 0. Elimination finds
every such sum there is, across all the tables: a total less its parts, and pupil premium less free meals.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

_PRIME = (1 << 61) - 1
"""Weights are counted modulo a prime: exact for the small fractions that sums of sets lead to."""

Places = tuple[int, ...]


@dataclass
class _Row:
    """A sum worked out of others: the weight of each kind of pupils, and of each printed sum used."""

    lead: int
    weights: dict[int, int]
    used: dict[int, int]

    def less(self, other: _Row, times: int) -> None:
        """Subtract another row so many times."""
        for mine, its in ((self.weights, other.weights), (self.used, other.used)):
            for place, weight in its.items():
                left = (mine.get(place, 0) - times * weight) % _PRIME
                if left:
                    mine[place] = left
                else:
                    mine.pop(place, None)


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
        self._alike = Counter(self._of_pupil.values())
        # the many first: what leads a row is then seldom a pupil who has no like
        kinds = sorted(self._alike, key=lambda which: (-self._alike[which], which))
        self._column = {which: column for column, which in enumerate(kinds)}
        self._many = [self._alike[which] for which in kinds]
        rows = [_Row(-1, {}, {place: 1}) for place in range(len(sets))]
        for column, which in enumerate(kinds):
            for place in _bits(which):
                rows[place].weights[column] = 1
        self._rows = _eliminated(rows, len(kinds))

    def small_sets(self, largest: int) -> list[Places]:
        """Return, for each set of at most so many pupils whose sum follows, the places of the sums used."""
        candidates = [row for row in self._rows if self._many[row.lead] <= largest]
        marks = {id(row): self._mark(row) for row in candidates}
        found = []
        for number in range(1, largest + 1):
            for together in combinations(candidates, number):
                # the leads are as many pupils as may be, so that all else must add up to nothing
                if number == largest and sum(marks[id(row)] for row in together) % _PRIME:
                    continue
                added = _added(together)
                if self._is_small_set(added.weights, largest):
                    found.append(tuple(sorted(added.used)))
        return found

    def follows_from(self, wanted: Set[Hashable]) -> Places | None:
        """Return the places of the sums that the sum over a set follows from; None where it does not.

        >>> PrintedSums([{1, 2, 3, 4, 5, 6}, {1, 2, 3}]).follows_from({4, 5, 6})
        (0, 1)
        >>> PrintedSums([{1, 2, 3, 4, 5, 6}, {1, 2, 3}]).follows_from({3, 4, 5}) is None
        True
        """
        counted = Counter(self._of_pupil.get(pupil, 0) for pupil in wanted)
        if any(number != self._alike.get(which) for which, number in counted.items()):
            return None  # pupils whom no printed sum tells apart are not all in it
        weights = {self._column[which]: 1 for which in counted}
        added = _added([row for row in self._rows if row.lead in weights])
        return tuple(sorted(added.used)) if added.weights == weights else None

    def _mark(self, row: _Row) -> int:
        """Return a number made of all but the lead; such numbers add up as the rows do."""
        rest = (
            weight * pow(_BASE, column + 1, _PRIME)
            for column, weight in row.weights.items()
            if column != row.lead
        )
        return sum(rest) % _PRIME

    def _is_small_set(self, weights: dict[int, int], largest: int) -> bool:
        return (
            len(weights) <= largest
            and all(weight == 1 for weight in weights.values())
            and 0 < sum(self._many[column] for column in weights) <= largest
        )


_BASE = 0x1D8A3F5E9C7B2641 % _PRIME
"""Any large number: that two different rows have the same mark by it is out of the question."""


def _eliminated(left: list[_Row], columns: int) -> list[_Row]:
    """Return the reduced rows: each has a lead of its own, in which no other row has a weight."""
    done: list[_Row] = []
    for column in range(columns):
        with_it = [row for row in left if column in row.weights]
        if not with_it:
            continue
        leading = min(with_it, key=lambda row: len(row.weights))  # the emptiest fills the others least
        left = [row for row in left if row is not leading and row.weights]
        leading.lead = column
        by = pow(leading.weights[column], -1, _PRIME)
        leading.weights = {place: weight * by % _PRIME for place, weight in leading.weights.items()}
        leading.used = {place: weight * by % _PRIME for place, weight in leading.used.items()}
        for row in (*left, *done):
            if column in row.weights:
                row.less(leading, row.weights[column])
        done.append(leading)
    return done


def _added(rows: Sequence[_Row]) -> _Row:
    total = _Row(-1, {}, {})
    for row in rows:
        total.less(row, -1)
    return total


def _bits(number: int) -> Iterator[int]:
    place = 0
    while number:
        if number & 1:
            yield place
        number >>= 1
        place += 1
