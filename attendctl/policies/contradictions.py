"""What a policy file may not say even when every key is right: each check is a function in a list.

What the document itself leaves open is no fault of the file, as long as the file
says how it was closed: see ``attendctl.policies.scales``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import get_args

from attendctl.policies.bands import Band, Closing, Overtaken, Scale
from attendctl.policies.celebration import Award, LeftOut
from attendctl.policies.celebration_faults import awards_that_cannot_be
from attendctl.policies.duties import Allowance, CaseGroup, Duty, Routine
from attendctl.policies.leave import LeaveRule
from attendctl.policies.list_faults import lists_that_cannot_be
from attendctl.policies.policy import Policy
from attendctl.policies.scales import (
    Range,
    percentages_in_no_band,
    percentages_in_two_bands,
    ranges_of,
    runs_of,
)
from attendctl.policies.step_faults import steps_that_cannot_be

Fault = tuple[str, str, str]
"""The key, what is wrong with it, and what to do."""

_Named = LeaveRule | Routine | CaseGroup | Allowance | Duty | Overtaken | Award | LeftOut


def contradictions_in(policy: Policy) -> list[Fault]:
    """Return every fault of a policy, in the order an officer would mend them."""
    return [fault for check in _CHECKS for fault in check(policy)]


def _bands_that_are_upside_down_or_out_of_order(policy: Policy) -> Iterator[Fault]:
    named: set[str] = set()
    before: Band | None = None
    for place, band in enumerate(policy.bands, start=1):
        if band.lowest > band.highest:
            yield (
                f"band {place}",
                f"{band.name} goes from {_percent(band.lowest)} to {_percent(band.highest)}.",
                "Write the lower end as from_percent and the upper as to_percent.",
            )
        if before is not None and before.lowest <= band.lowest:
            yield (
                f"band {place}.from_percent",
                f"{band.name} starts at {_percent(band.lowest)}, and {before.name} above it "
                f"at {_percent(before.lowest)}.",
                "State the bands best first.",
            )
        if band.name in named:
            yield f"band {place}.name", f"{band.name} names two bands.", "Give each band its own name."
        named.add(band.name)
        before = band
    for place, restated in enumerate(policy.restated_bands, start=1):
        if restated.band not in named:
            yield f"restated_band {place}.band", f"there is no band {restated.band!r}.", _bands_there(policy)


def _holes_and_overlaps_without_a_reason(policy: Policy) -> Iterator[Fault]:
    for scale in get_args(Scale):
        bands = ranges_of(policy, scale)
        holes = [(place, hole) for place, hole in enumerate(policy.holes, 1) if hole.scale == scale]
        overlaps = [(place, one) for place, one in enumerate(policy.overlaps, 1) if one.scale == scale]
        yield from _closed("hole", holes, percentages_in_no_band(policy, scale), bands)
        yield from _closed("overlap", overlaps, percentages_in_two_bands(policy, scale), bands)


_LEFT_OPEN = {
    "hole": ("is in no band", "Say in a [[hole]] which band is used for it, and why."),
    "overlap": (
        "is in two bands",
        "State each percentage in one band only, or say in an [[overlap]] which band is used, and why.",
    ),
}


def _closed(
    what: str,
    closed: Sequence[tuple[int, Closing]],
    found: list[int],
    bands: Sequence[Range],
) -> Iterator[Fault]:
    open_still = set(found)
    names = [band.name for band in bands]
    for place, one in closed:
        percentages = set(range(one.lowest, one.highest + 1))
        if not percentages or not percentages <= open_still:
            yield (
                f"{what} {place}",
                f"{_percent(one.lowest)} to {_percent(one.highest)} is no {what}, or closed already.",
                f"Take the [[{what}]] out, or correct its ends.",
            )
        if one.we_use_band not in names:
            yield (
                f"{what} {place}.we_use_band",
                f"there is no band {one.we_use_band!r}.",
                f"The bands are: {', '.join(names)}.",
            )
        open_still -= percentages
    which, remedy = _LEFT_OPEN[what]
    for first, last in runs_of(sorted(open_still)):
        percentages_left = _percent(first) if first == last else f"{_percent(first)} to {_percent(last)}"
        yield _band_of(bands, first, what), f"{percentages_left} {which}.", remedy


def _band_of(bands: Sequence[Range], tenths: int, what: str) -> str:
    key = "band" if isinstance(bands[0], Band) else "cohort_band"
    places = [place for place, band in enumerate(bands, 1) if band.lowest <= tenths <= band.highest]
    return f"{key} {places[-1]}.to_percent" if what == "overlap" and places else key


def _names_said_twice(policy: Policy) -> Iterator[Fault]:
    tables: dict[str, Sequence[_Named]] = {
        "leave_rule": policy.leave_rules,
        "routine": policy.routines,
        "case_group": policy.case_groups,
        "allowance": policy.allowances,
        "duty": policy.duties,
        "overtaken": policy.overtaken,
        "award": policy.awards,
        "left_out": policy.left_out,
    }
    for table, rows in tables.items():
        seen: set[str] = set()
        for place, row in enumerate(rows, start=1):
            if row.name in seen:
                yield f"{table} {place}.name", f"{row.name} is there twice.", "Give each its own name."
            seen.add(row.name)
    for place, group in enumerate(policy.case_groups, start=1):
        if group.band is not None and policy.band_named(group.band) is None:
            yield f"case_group {place}.band", f"there is no band {group.band!r}.", _bands_there(policy)


def _bands_there(policy: Policy) -> str:
    return f"The bands are: {', '.join(band.name for band in policy.bands)}."


def _percent(tenths: int) -> str:
    return f"{tenths // 10}.{tenths % 10}"


_CHECKS = (
    _bands_that_are_upside_down_or_out_of_order,
    _holes_and_overlaps_without_a_reason,
    steps_that_cannot_be,
    lists_that_cannot_be,
    _names_said_twice,
    awards_that_cannot_be,
)
