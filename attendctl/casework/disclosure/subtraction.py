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


def small_sets_singled_out(sets: Sequence[Set[Hashable]], largest: int) -> list[tuple[int, ...]]:
    """Find the sums of small sets that follow from sums over sets.

    Args:
        sets: the pupils of each printed sum.
        largest: the largest number of pupils that is small.

    Returns:
        For each small set found, the places of the sums that give it. Nothing where no small set follows.

    >>> everybody, boys, girls = {1, 2, 3, 4, 5}, {1, 2, 3}, {4, 5}
    >>> small_sets_singled_out([everybody, boys], 2)  # all less boys: two girls
    [(0, 1)]
    >>> free_meals, premium = {1, 2, 3}, {1, 2, 3, 4}
    >>> small_sets_singled_out([free_meals, premium], 2)
    [(0, 1)]
    >>> small_sets_singled_out([{1, 2, 3}, {3, 4, 5}], 2)
    []
    """
    alike = _alike(sets)
    columns = sorted(alike, key=lambda which: (-alike[which], which))  # the large first: they lead the rows
    many = [alike[which] for which in columns]
    rows = _eliminated(
        [[which >> place & 1 for which in columns] for place in range(len(sets))], len(columns)
    )
    candidates = [row for row in rows if many[_lead(row)] <= largest]
    found: list[tuple[int, ...]] = []
    for number in range(1, largest + 1):
        for together in combinations(candidates, number):
            added = [sum(weights) % _PRIME for weights in zip(*together, strict=True)]
            weights, used = added[: len(columns)], added[len(columns) :]
            if _is_small_set(weights, many, largest):
                found.append(tuple(place for place, weight in enumerate(used) if weight))
    return found


def _alike(sets: Sequence[Set[Hashable]]) -> Counter[int]:
    """Count the pupils by the sets they are in, written as one number with a bit a set."""
    of_pupil: dict[Hashable, int] = {}
    for place, members in enumerate(sets):
        for pupil in members:
            of_pupil[pupil] = of_pupil.get(pupil, 0) | 1 << place
    return Counter(of_pupil.values())


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


def _is_small_set(weights: list[int], many: list[int], largest: int) -> bool:
    pupils = 0
    for weight, number in zip(weights, many, strict=True):
        if weight > 1:
            return False
        pupils += weight * number
        if pupils > largest:
            return False
    return pupils > 0
