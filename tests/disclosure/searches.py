"""Plain search: every whole number in place of the withheld ones that adds up."""

from __future__ import annotations

from collections.abc import Iterator


def sums_to(total: int, ranges: list[range]) -> Iterator[tuple[int, ...]]:
    """Every way to make a total with one number of each range."""
    if not ranges:
        if total == 0:
            yield ()
        return
    for number in ranges[0]:
        if number <= total:
            for rest in sums_to(total - number, ranges[1:]):
                yield (number, *rest)


def values_left(total: int, ranges: list[range]) -> list[set[int]]:
    found: list[set[int]] = [set() for _ in ranges]
    for numbers in sums_to(total, ranges):
        for place, number in enumerate(numbers):
            found[place].add(number)
    return found
