"""The two figures a school is judged by, exactly, as one way of counting makes them of its sums."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Literal

from attendctl.casework.reconciled.differences import Mean, Persistent, Rounding
from attendctl.casework.reconciled.variants import Usable
from attendctl.measures.rule_variants import Share, VariantSum
from attendctl.rates import percent_in_tenths

FigureName = Literal["attendance", "persistent"]
_TEN_THOUSANDTH = Decimal("0.0001")


@dataclass(frozen=True)
class Asked:
    """A percentage as another tool prints it: ``units`` of its last digit. 94.3 is 943 with one decimal."""

    units: int
    decimals: int

    @classmethod
    def of(cls, percent: Decimal) -> Asked:
        """Return a percentage with as many decimals as it was written with.

        >>> Asked.of(Decimal("94.30"))
        Asked(units=9430, decimals=2)
        """
        decimals = max(-int(percent.as_tuple().exponent), 0)
        return cls(int(percent.scaleb(decimals)), decimals)

    @property
    def percent(self) -> Decimal:
        """The percentage as it was written."""
        return Decimal(self.units).scaleb(-self.decimals)

    def units_of(self, exact: Fraction, rounding: Rounding | None) -> int:
        """Return an exact share in units of the last digit; None rounds half up.

        >>> [Asked(963, 1).units_of(Fraction(77, 80), way) for way in (None, "half even", "down", "up")]
        [963, 962, 962, 963]
        """
        scaled = 100 * exact * int(10**self.decimals)
        if rounding == "down":
            return scaled.numerator // scaled.denominator
        if rounding == "up":
            return -(-scaled.numerator // scaled.denominator)
        if rounding == "half even":
            return round(scaled)
        return (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)


@dataclass(frozen=True)
class Figures:
    """Attendance, and the share of pupils persistently absent; None where nothing was possible.

    ``attendance`` may be a mean of percentages; the sums stand beside it all the same.
    """

    sums: VariantSum
    attendance: Fraction | None
    pupils_persistent: int
    pupils_counted: int
    rounding: Rounding | None = None

    @property
    def persistent(self) -> Fraction | None:
        """Persistently absent pupils as a share of those counted."""
        return Fraction(self.pupils_persistent, self.pupils_counted) if self.pupils_counted else None

    def exact(self, name: FigureName) -> Fraction | None:
        """Return a figure by its name."""
        return self.attendance if name == "attendance" else self.persistent

    def off_by(self, name: FigureName, asked: Asked) -> int | None:
        """Return by how many units of its last digit a figure is more than the one asked about."""
        exact = self.exact(name)
        return None if exact is None else asked.units_of(exact, self.rounding) - asked.units


def figures_of(
    sums: VariantSum, differences: Iterable[Usable], weeks: list[Share], pupils: list[Share]
) -> Figures:
    """Return the figures of one way of counting.

    Args:
        sums: of the variant of the same differences.
        differences: those that say what is made of the sums; others are passed over.
        weeks: the variant's sums by week, where a mean of weeks is asked for.
        pupils: by pupil, likewise.
    """
    attendance = Fraction(sums.attended, sums.possible) if sums.possible else None
    rounding: Rounding | None = None
    decided: Persistent | None = None
    of = None
    for one in differences:
        change = one.difference
        rounding = change.rounding or rounding
        decided = change.persistent or decided
        of = change.persistent_of or of
        if change.mean is not None:
            attendance = _mean(change.mean, pupils if change.mean == "pupils" else weeks)
    persistent = {
        None: (sums.persistent, sums.roll_persistent),
        "below": (sums.below, sums.roll_below),
        "printed below": (sums.printed_below, sums.roll_printed_below),
        "printed at or below": (sums.printed_at_or_below, sums.roll_printed_at_or_below),
    }[decided]
    counted = {None: sums.pupils_with_sessions, "on roll": sums.roll_with_sessions, "all": sums.pupils}[of]
    return Figures(sums, attendance, persistent[of == "on roll"], counted, rounding)


def _mean(mean: Mean, shares: Iterable[Share]) -> Fraction | None:
    total, count = Fraction(0), 0
    for share in shares:
        if mean == "printed weeks":
            each = Fraction(percent_in_tenths(share.attended, share.possible) or 0, 1000)
        else:
            each = Fraction(share.attended, share.possible)
        total += each * share.times
        count += share.times
    return total / count if count else None


def to_four_decimals(exact: Fraction | None) -> str | None:
    """Return a share as a percentage to four decimals, half up: enough to see what rounding did.

    >>> to_four_decimals(Fraction(2, 3))
    '66.6667'
    """
    if exact is None:
        return None
    hundredfold = 100 * exact
    value = Decimal(hundredfold.numerator) / Decimal(hundredfold.denominator)
    return str(value.quantize(_TEN_THOUSANDTH, ROUND_HALF_UP))
