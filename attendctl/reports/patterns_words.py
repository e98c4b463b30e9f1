"""A pattern in words: what was counted, what luck would bring, and whether it could be luck."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from attendctl.casework.patterns.tried import Tried

_HALVES = {"AM": "mornings", "PM": "afternoons"}

_COUNTED: dict[str, Callable[[Tried], str]] = {
    "weekday": lambda one: f"{one.seen} of {one.of} days away on a {one.what}",
    "half-day": lambda one: f"{one.seen} of {one.of} half days away were {_HALVES.get(one.what, '')}",
    "beside-holiday": lambda one: f"{one.seen} of {one.of} absences beside a holiday",
    "beside-closed-day": lambda one: f"{one.seen} of {one.of} absences beside a single closed day",
    "broken-weeks": lambda one: f"{one.seen} of {one.of} weeks broken by an absence",
    "short-spells": lambda one: f"{one.seen} of {one.of} absences were short",
    "late-weekday": lambda one: f"late on {one.of} days, {one.seen} of them a {one.what}",
    "siblings": lambda one: f"{one.seen} of {one.of} absences at the same time as the sibling's",
    "class-weekday": lambda one: f"{one.seen} of the class's {one.of} days away on a {one.what}",
    "class-illness": lambda one: (
        f"{one.seen} of the class's {one.of} illnesses began in the last school weeks"
    ),
}


def pattern_text(one: Tried, *, tried: int, could_be_luck: bool) -> str:
    """Say a pattern in one sentence, as an officer reads it. It accuses nobody.

    Args:
        one: the pattern.
        tried: how many patterns the run looked at.
        could_be_luck: whether, among so many, luck may have made it.
    """
    return (
        f"{_COUNTED[one.kind](one)}; {expected_text(one.luck.expected)} expected; "
        f"by luck {once_in_text(one.luck.chance)}; "
        f"among {tried:,} patterns looked at it could still be luck: {'yes' if could_be_luck else 'no'}"
    )


def expected_text(expected: Fraction) -> str:
    """Write an expected count with one decimal, rounded half up.

    >>> expected_text(Fraction(7, 5)), expected_text(Fraction(1, 100))
    ('1.4', 'fewer than 0.1')
    """
    tenths = (20 * expected.numerator + expected.denominator) // (2 * expected.denominator)
    return f"{tenths // 10}.{tenths % 10}" if tenths else "fewer than 0.1"


def once_in(chance: Fraction) -> int:
    """Return in how many times a thing of this chance happens once, rounded down.

    >>> once_in(Fraction(2, 4601))
    2300
    """
    return chance.denominator // chance.numerator


def once_in_text(chance: Fraction) -> str:
    """Write a chance as an officer says it, two figures of it, never rarer than it is.

    >>> once_in_text(Fraction(1, 2345)), once_in_text(Fraction(2, 3))
    ('once in 2,300', 'more often than not')
    """
    times = once_in(chance)
    if times < 2:
        return "more often than not"
    step = 10 ** max(0, len(str(times)) - 2)
    rounded = times // step * step
    return f"once in {rounded:,}" if rounded < _MILLION else f"less than once in {_MILLION:,}"


_MILLION = 1_000_000
