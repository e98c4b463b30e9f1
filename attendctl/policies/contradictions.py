"""What a policy file may not say even when every key is right: each check is a function in a list."""

from __future__ import annotations

from collections.abc import Iterator

from attendctl.policies.policy import Policy
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT

Fault = tuple[str, str, str]
"""The key, what is wrong with it, and what to do."""


def percentages_in_no_band(policy: Policy) -> list[int]:
    """Return every percentage (in tenths) that the document's own bands leave out.

    >>> from attendctl.policies import load_policy
    >>> percentages_in_no_band(load_policy("greenhill"))
    [900]
    """
    covered = {tenths for band in policy.bands for tenths in range(band.lowest, band.highest + 1)}
    return [tenths for tenths in range(TENTHS_IN_ONE_HUNDRED_PERCENT + 1) if tenths not in covered]


def contradictions_in(policy: Policy) -> list[Fault]:
    """Return every fault of a policy, in the order an officer would mend them."""
    return [fault for check in _CHECKS for fault in check(policy)]


def _bands_that_are_upside_down_or_overlap(policy: Policy) -> Iterator[Fault]:
    for place, band in enumerate(policy.bands, start=1):
        if band.lowest > band.highest:
            yield (
                f"band {place}",
                f"{band.name} goes from {_percent(band.lowest)} to {_percent(band.highest)}.",
                "Write the lower end as from_percent and the upper as to_percent.",
            )
        if place > 1 and policy.bands[place - 2].lowest <= band.highest:
            yield (
                f"band {place}.to_percent",
                f"{band.name} reaches {_percent(band.highest)}, which {policy.bands[place - 2].name} "
                f"(from {_percent(policy.bands[place - 2].lowest)}) holds or lies below.",
                "State the bands best first, and each percentage in one band only.",
            )
        if band.name in {other.name for other in policy.bands[: place - 1]}:
            yield f"band {place}.name", f"{band.name} names two bands.", "Give each band its own name."


def _holes_without_a_reason(policy: Policy) -> Iterator[Fault]:
    holes = set(percentages_in_no_band(policy))
    for place, hole in enumerate(policy.holes, start=1):
        closed = set(range(hole.lowest, hole.highest + 1))
        if not closed or not closed <= holes:
            yield (
                f"hole {place}",
                f"{_percent(hole.lowest)} to {_percent(hole.highest)} is in a band or closed already.",
                "Take the [[hole]] out, or correct its ends.",
            )
        if policy.band_named(hole.we_use_band) is None:
            yield f"hole {place}.we_use_band", f"there is no band {hole.we_use_band!r}.", _bands_there(policy)
        holes -= closed
    if holes:
        yield (
            "band",
            f"{_percent(min(holes))} is in no band.",
            "Say in a [[hole]] which band is used for it, and why.",
        )


def _steps_that_cannot_be(policy: Policy) -> Iterator[Fault]:
    earlier: set[str] = set()
    for place, step in enumerate(policy.steps, start=1):
        key = f"step {place}"
        if step.letter in earlier:
            yield f"{key}.letter", f"{step.letter} is there twice.", "Give each letter one step."
        if step.kind == "severe_absence":
            if step.band or step.follows or step.review_school_weeks:
                yield (
                    f"{key}.kind",
                    f"{step.letter} is for severe absence, whatever the band.",
                    "Take out band, follows and review_school_weeks.",
                )
        elif step.band is None or policy.band_named(step.band) is None:
            yield f"{key}.band", f"there is no band {step.band!r}.", _bands_there(policy)
        if step.kind == "no_improvement":
            if step.follows not in earlier:
                yield (
                    f"{key}.follows",
                    f"{step.letter} follows {step.follows!r}, which is no earlier step.",
                    "Name a letter whose [[step]] stands above this one.",
                )
            if step.review_school_weeks is None:
                yield (
                    f"{key}.review_school_weeks",
                    f"{step.letter} has no review period.",
                    "Say how many school weeks must pass since the letter it follows.",
                )
        elif step.follows or step.review_school_weeks:
            yield (
                f"{key}.follows",
                f"{step.letter} is a {step.kind} letter, which follows none.",
                'Take follows and review_school_weeks out, or write kind = "no_improvement".',
            )
        earlier.add(step.letter)


def _bands_there(policy: Policy) -> str:
    return f"The bands are: {', '.join(band.name for band in policy.bands)}."


def _percent(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


_CHECKS = (_bands_that_are_upside_down_or_overlap, _holes_without_a_reason, _steps_that_cannot_be)
