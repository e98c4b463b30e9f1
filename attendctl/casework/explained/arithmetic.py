"""Percentages before rounding, and how many sessions move one: exact, in whole sessions."""

from __future__ import annotations

from collections.abc import Callable
from decimal import ROUND_DOWN, Decimal
from fractions import Fraction

from attendctl.casework.standing import Sessions
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT, percent_in_tenths

_PLACES = Decimal("0.0001")


def percent_before_rounding(part: int, whole: int) -> str:
    """Write a percentage before rounding; what goes beyond four decimals is cut off, not rounded.

    >>> percent_before_rounding(77, 80), percent_before_rounding(19, 20), percent_before_rounding(1, 3)
    ('96.25', '95', '33.3333…')
    >>> percent_before_rounding(0, 0)
    '–'
    """
    if whole == 0:
        return "–"
    exact = Fraction(100 * part, whole)
    cut = (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(_PLACES, rounding=ROUND_DOWN)
    text = f"{cut:f}".rstrip("0").rstrip(".")
    return text if Fraction(cut) == exact else f"{cut:f}…"


def may_be_missed(so_far: Sessions, lowest: int) -> int | None:
    """Return how many sessions from now on may be missed in a row to stay at a percentage or above.

    Args:
        so_far: the sessions counted up to now.
        lowest: the percentage in tenths, compared after rounding half up.

    Returns:
        None where no number of sessions leads below it (``lowest`` is 0); -1 where it is below now.

    >>> may_be_missed(Sessions(100, 3, 0), lowest=960)    # 97 of 101 is 96.04, 97 of 102 is 95.1
    1
    >>> may_be_missed(Sessions(100, 5, 0), lowest=960), may_be_missed(Sessions(100, 5, 0), lowest=0)
    (-1, None)
    """
    if lowest <= 0:
        return None
    least = least_number(lambda n: _tenths(so_far.attended, so_far.possible + n) < lowest)
    return least - 1


def full_sessions_until(so_far: Sessions, lowest: int) -> int:
    """Return how many sessions in a row must be attended to come to a percentage or above; 0 if it is there.

    >>> full_sessions_until(Sessions(100, 5, 0), lowest=960)    # 118 of 123 is 95.9, 119 of 124 is 96.0
    24
    >>> full_sessions_until(Sessions(100, 4, 0), lowest=960)
    0
    """
    return least_number(lambda n: _tenths(so_far.attended + n, so_far.possible + n) >= lowest)


def least_number(is_reached: Callable[[int], bool]) -> int:
    """Return the least whole number, 0 or more, from which on something holds.

    >>> least_number(lambda n: n * n >= 50)
    8
    """
    high = 1
    while not is_reached(high):
        high *= 2
    low = -1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if is_reached(middle) else (middle, high)
    return high


def _tenths(attended: int, possible: int) -> int:
    tenths = percent_in_tenths(attended, possible)
    return TENTHS_IN_ONE_HUNDRED_PERCENT if tenths is None else tenths
