"""The bands of REAch2 and Copnor at every number of the documents: one tenth below, at, one tenth above."""

from __future__ import annotations

import pytest

from attendctl.policies import load_policy
from attendctl.policies.scales import percentages_in_no_band, percentages_in_two_bands

# Worked from the documents by hand: (tenths of a percent, band).
REACH2 = [
    (1000, "purple"), (971, "purple"), (970, "purple"), (969, "green"), (968, "green"),
    (956, "green"), (955, "green"), (954, "yellow"), (953, "yellow"),
    (941, "yellow"), (940, "yellow"), (939, "amber"), (938, "amber"),
    (926, "amber"), (925, "amber"), (924, "red"), (923, "red"), (0, "red"),
]  # fmt: skip
COPNOR = [
    (1000, "green"), (961, "green"), (960, "green"), (959, "amber"), (958, "amber"),
    (911, "amber"), (910, "amber"), (909, "amber"), (908, "amber"),
    (901, "amber"), (900, "amber"), (899, "red"), (898, "red"), (0, "red"),
]  # fmt: skip

# REAch2's second scale is of a cohort's persistent absence rate: more is worse.
REACH2_COHORTS = [
    (0, "purple"), (79, "purple"), (80, "purple"), (81, "green"), (82, "green"),
    (99, "green"), (100, "green"), (101, "yellow"), (102, "yellow"),
    (119, "yellow"), (120, "yellow"), (121, "amber"), (122, "amber"),
    (139, "amber"), (140, "amber"), (141, "red"), (142, "red"),
    (148, "red"), (149, "red"), (150, "red"), (151, "red"), (1000, "red"),
]  # fmt: skip


@pytest.mark.parametrize(("tenths", "band"), REACH2)
def test_reach2_band(tenths: int, band: str) -> None:
    found = load_policy("reach2").band_of(tenths)
    assert found is not None
    assert found.name == band


@pytest.mark.parametrize(("tenths", "band"), COPNOR)
def test_copnor_band(tenths: int, band: str) -> None:
    found = load_policy("copnor").band_of(tenths)
    assert found is not None
    assert found.name == band


@pytest.mark.parametrize(("tenths", "band"), REACH2_COHORTS)
def test_reach2_cohort_band(tenths: int, band: str) -> None:
    assert load_policy("reach2").cohort_band_of(tenths) == band


def test_the_one_hole_of_reach2_is_in_its_scale_of_cohorts() -> None:
    reach2 = load_policy("reach2")
    assert percentages_in_no_band(reach2) == []
    assert percentages_in_two_bands(reach2) == []
    assert percentages_in_no_band(reach2, "cohort") == list(range(141, 150))
    assert percentages_in_two_bands(reach2, "cohort") == []


def test_copnor_leaves_out_ten_tenths_and_names_one_twice() -> None:
    copnor = load_policy("copnor")
    assert percentages_in_no_band(copnor) == list(range(900, 910))
    assert percentages_in_two_bands(copnor) == [960]


# What a review asks for: the lower edge of the band above, or the step's own target. By hand.
@pytest.mark.parametrize(
    ("policy", "step", "target"),
    [
        ("reach2", "meeting", 955),
        ("reach2", "congratulation", 955),
        ("reach2", "amber-improvement", 940),
        ("reach2", "red-legal", 925),
        ("reach2", "persistent-absence-referral", 901),
        ("copnor", "formal-meeting", 900),
        ("copnor", "formal-support", 900),
    ],
)
def test_target_of_a_review(policy: str, step: str, target: int) -> None:
    held = load_policy(policy)
    found = held.step_for(step)
    assert found is not None
    assert held.target_of(found) == target


# The whole of each band with its hole and its overlap closed.
@pytest.mark.parametrize(
    ("policy", "band", "edges"),
    [
        ("reach2", "red", (0, 924)),
        ("reach2", "purple", (970, 1000)),
        ("copnor", "green", (960, 1000)),
        ("copnor", "amber", (900, 959)),
        ("copnor", "red", (0, 899)),
    ],
)
def test_edges_of_a_band_when_holes_and_overlaps_are_closed(
    policy: str, band: str, edges: tuple[int, int]
) -> None:
    held = load_policy(policy)
    found = held.band_named(band)
    assert found is not None
    assert held.range_of(found) == edges


def test_letters_of_both_policies() -> None:
    assert set(load_policy("reach2").letters) == {
        *("green", "yellow", "meeting", "congratulation", "amber-meeting", "red", "truancy-warning"),
        *("attendance-contract", "leave-granted", "leave-refused"),
    }
    assert set(load_policy("copnor").letters) == {
        *("termly-green", "termly-amber", "termly-red", "evidence", "medical-1", "medical-2", "punctuality"),
        *("formal-meeting", "attendance-plan", "certificate-100-term", "certificate-100-year"),
        *("leave-granted", "leave-refused", "leave-refused-added-days"),
    }
