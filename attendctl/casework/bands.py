"""Which band a pupil is in by the school's policy, and whether things get better or worse."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from attendctl.rates import percent_in_tenths

if TYPE_CHECKING:
    from attendctl.policies.policy import Policy

Trend = Literal["better", "same", "worse"]


class BandFinder:
    """One policy's bands, asked for many pupils.

    >>> from attendctl.policies import load_policy
    >>> finder = BandFinder(load_policy("national"))
    >>> finder.band(attended=901, possible=1000), finder.band(attended=900, possible=1000)
    ('amber', 'red')
    """

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._by_tenths = lru_cache(maxsize=None)(self._name)

    def band(self, *, attended: int, possible: int) -> str | None:
        """Return the name of the band of a percentage rounded half up; None where nothing was possible."""
        tenths = percent_in_tenths(attended, possible)
        return None if tenths is None else self._by_tenths(tenths)

    def _name(self, tenths: int) -> str | None:
        band = self.policy.band_of(tenths)
        return band.name if band else None


def trend(
    *, attended_before: int, possible_before: int, attended_now: int, possible_now: int
) -> Trend | None:
    """Compare two cumulative rates exactly, before any rounding.

    Args:
        attended_before: sessions attended to the end of the school week before.
        possible_before: sessions possible to the end of the school week before.
        attended_now: sessions attended to the day judged.
        possible_now: sessions possible to the day judged.

    Returns:
        None where either rate does not exist.

    >>> trend(attended_before=19, possible_before=20, attended_now=29, possible_now=30)
    'better'
    """
    if not possible_before or not possible_now:
        return None
    difference = attended_now * possible_before - attended_before * possible_now
    if difference == 0:
        return "same"
    return "better" if difference > 0 else "worse"
