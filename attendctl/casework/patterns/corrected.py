"""How a chance looks among all the patterns that were tried: Holm's correction, exact."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from fractions import Fraction

from attendctl.casework.patterns.chance import Luck


def could_show(lucks: Sequence[Luck], level: Fraction) -> list[bool]:
    """Say of each pattern whether it could have been told from luck at all.

    Where even the largest count that could have come is not rare enough, the pattern was not tried:
    nothing that happened could have made it one. Which these are is known before any count is
    looked at, so leaving them out is fair.

    Source: R. E. Tarone, A modified Bonferroni method for discrete data, Biometrics 46 (1990).

    Args:
        lucks: of the patterns.
        level: the largest share of runs without a pattern that may report one.
    """
    leasts = sorted(luck.least for luck in lucks)
    tried = next(
        (tried for tried in range(1, len(leasts) + 1) if bisect_right(leasts, level / tried) <= tried), 0
    )
    return [tried > 0 and luck.least <= level / tried for luck in lucks]


def chances_among_all(chances: Sequence[Fraction]) -> list[Fraction]:
    """Return each chance corrected for the number of patterns tried, in the order given.

    The smallest of n is multiplied by n, the next by n - 1, and so on; none is below the one before
    it, and none above 1. A pattern is told from luck where the result is at most the level.

    Source: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of
    Statistics 6 (1979).

    >>> chances_among_all([Fraction(1, 10), Fraction(1, 100), Fraction(3, 5)])
    [Fraction(1, 5), Fraction(3, 100), Fraction(3, 5)]
    """
    corrected = [Fraction(1)] * len(chances)
    highest = Fraction(0)
    order = sorted(range(len(chances)), key=chances.__getitem__)
    for rank, place in enumerate(order):
        highest = max(highest, min(Fraction(1), (len(chances) - rank) * chances[place]))
        corrected[place] = highest
    return corrected
