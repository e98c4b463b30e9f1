"""Whether the sum of withheld numbers leaves each of them open: whole numbers, within what a reader knows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Unprinted(NamedTuple):
    """A withheld number, and the least and the most that a reader may take it for."""

    number: int
    least: int
    most: float  # infinite where nothing bounds it


def is_left_open(withheld: Sequence[Unprinted]) -> bool:
    """Say whether every withheld number has at least two values that fit their sum.

    Args:
        withheld: the withheld numbers of one column of one table; their sum is taken to be known, as
            the total less what is printed.

    >>> is_left_open([Unprinted(1, 1, 2), Unprinted(2, 1, 2)])
    True
    >>> is_left_open([Unprinted(1, 1, 2), Unprinted(1, 1, 2)])  # together 2: one each
    False
    """
    total = sum(one.number for one in withheld)
    least = sum(one.least for one in withheld)
    most = sum(one.most for one in withheld)
    return all(
        max(one.least, total - (most - one.most)) < min(one.most, total - (least - one.least))
        for one in withheld
    )
