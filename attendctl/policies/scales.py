"""Where a policy's bands leave a percentage out, or name it twice."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from attendctl.policies.bands import Scale
from attendctl.policies.policy import Policy
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT


class Range(Protocol):
    """A named range from a lowest to a highest percentage, both included, in tenths."""

    @property
    def name(self) -> str: ...
    @property
    def lowest(self) -> int: ...
    @property
    def highest(self) -> int: ...


def ranges_of(policy: Policy, scale: Scale) -> Sequence[Range]:
    """Return the bands of attendance, or of a cohort's persistent absence rate."""
    return policy.bands if scale == "attendance" else policy.cohort_bands


def percentages_in_no_band(policy: Policy, scale: Scale = "attendance") -> list[int]:
    """Return every percentage (in tenths) that the document's own bands leave out.

    >>> from attendctl.policies import load_policy
    >>> percentages_in_no_band(load_policy("greenhill"))
    [900]
    """
    ranges = ranges_of(policy, scale)
    return [tenths for tenths in _everything(ranges) if not _times(ranges, tenths)]


def percentages_in_two_bands(policy: Policy, scale: Scale = "attendance") -> list[int]:
    """Return every percentage (in tenths) that the document's own bands name more than once.

    >>> from attendctl.policies import load_policy
    >>> percentages_in_two_bands(load_policy("greenhill"))
    []
    """
    ranges = ranges_of(policy, scale)
    return [tenths for tenths in _everything(ranges) if _times(ranges, tenths) > 1]


def runs_of(percentages: Sequence[int]) -> list[tuple[int, int]]:
    """Return unbroken runs of tenths as (first, last), both included.

    >>> runs_of([900, 901, 902, 960])
    [(900, 902), (960, 960)]
    """
    runs: list[tuple[int, int]] = []
    for tenths in percentages:
        if runs and runs[-1][1] == tenths - 1:
            runs[-1] = (runs[-1][0], tenths)
        else:
            runs.append((tenths, tenths))
    return runs


def _everything(ranges: Sequence[Range]) -> range:
    return range(TENTHS_IN_ONE_HUNDRED_PERCENT + 1) if ranges else range(0)


def _times(ranges: Sequence[Range], tenths: int) -> int:
    return sum(one.lowest <= tenths <= one.highest for one in ranges)
