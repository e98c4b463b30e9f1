"""Which rule explains the difference between our figures and another tool's, or which two rules do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from attendctl.casework.reconciled.counting import Counting, sums_key
from attendctl.casework.reconciled.figures import Asked, FigureName, Figures, figures_of
from attendctl.casework.reconciled.variants import Usable, pairs
from attendctl.measures.rule_variants import Share, pupil_shares, week_shares

Verdict = Literal["same", "one rule", "two rules", "none"]


@dataclass(frozen=True)
class Tried:
    """Our way of counting with one or two differences; ``off_by`` is in units of the last digit asked about.

    Of a figure that is not asked about there is no ``off_by``; None where nothing was possible.
    """

    differences: tuple[Usable, ...]
    figures: Figures
    off_by: Mapping[FigureName, int | None]

    @property
    def explains(self) -> bool:
        """Whether it gives every figure asked about, to the last digit."""
        return all(off == 0 for off in self.off_by.values())

    @property
    def distance(self) -> int | None:
        """All that is missing, in units of the last digits; None where a figure has no value."""
        if any(off is None for off in self.off_by.values()):
            return None
        return sum(abs(off) for off in self.off_by.values() if off is not None)


@dataclass(frozen=True)
class Reconciliation:
    """What was asked, what we count, and what every other way of counting gives.

    Attributes:
        singles: one difference each, in the order of the rules.
        explaining_pairs: two differences that explain together what neither does alone.
        pairs_tried: how many pairs were tried.
    """

    counting: Counting
    asked: Mapping[FigureName, Asked]
    ours: Tried
    singles: tuple[Tried, ...]
    explaining_pairs: tuple[Tried, ...]
    pairs_tried: int

    @property
    def verdict(self) -> Verdict:
        """Whether there is a difference at all, and whether one rule or only two explain it."""
        if self.ours.explains:
            return "same"
        if any(one.explains for one in self.singles):
            return "one rule"
        return "two rules" if self.explaining_pairs else "none"

    @property
    def explained_by(self) -> tuple[Tried, ...]:
        """Every way of counting that gives the figures: with one difference first. None if ours does."""
        if self.ours.explains:
            return ()
        return (*(one for one in self.singles if one.explains), *self.explaining_pairs)

    @property
    def near(self) -> tuple[Tried, ...]:
        """One difference that comes nearer than we do and does not explain it, the nearest first."""
        limit = self.ours.distance
        nearer = [
            one
            for one in self.singles
            if one.distance and not self.ours.explains and (limit is None or one.distance < limit)
        ]
        return tuple(sorted(nearer, key=lambda one: one.distance or 0))

    @property
    def apart(self) -> Mapping[FigureName, tuple[Tried, ...]]:
        """Where nothing gives all figures: which one difference gives each by itself."""
        if self.explained_by or self.ours.explains or len(self.asked) < 2:
            return {}
        return {
            name: tuple(one for one in self.singles if one.off_by[name] == 0)
            for name in self.asked
            if self.ours.off_by[name] != 0
        }


def reconcile(counting: Counting, asked: Mapping[FigureName, Asked]) -> Reconciliation:
    """Try every rule by which tools differ, and every two of them.

    Args:
        counting: the register, ready.
        asked: the figures of the other tool, at least one.
    """
    two = pairs(counting.usable)
    # A mean needs the sums week by week and pupil by pupil, and only of what it is paired with.
    averaged = [(), *((one,) for one in counting.usable if one.difference.is_of_sums)]
    counting.count(two)
    weeks = _shares(counting, averaged, by="week")
    pupils = _shares(counting, averaged, by="pupil")

    def tried(differences: Sequence[Usable]) -> Tried:
        key = sums_key(differences)
        found = figures_of(counting.sums[key], differences, weeks.get(key, []), pupils.get(key, []))
        return Tried(
            tuple(differences), found, {name: found.off_by(name, figure) for name, figure in asked.items()}
        )

    ours = tried(())
    singles = tuple(tried((one,)) for one in counting.usable)
    alone = {one.differences[0].difference.key for one in singles if one.explains}
    explaining = tuple(
        each
        for one, other in two
        if not ours.explains
        and not alone & {one.difference.key, other.difference.key}
        and (each := tried((one, other))).explains
    )
    return Reconciliation(counting, asked, ours, singles, explaining, len(two))


def _shares(
    counting: Counting, combinations: Sequence[Sequence[Usable]], *, by: Literal["week", "pupil"]
) -> Mapping[frozenset[str], list[Share]]:
    variants = [counting.variant(number, one) for number, one in enumerate(combinations)]
    shares_of = week_shares if by == "week" else pupil_shares
    found = shares_of(counting.connection, variants, counting.slots)
    return {sums_key(one): found.get(number, []) for number, one in enumerate(combinations)}
