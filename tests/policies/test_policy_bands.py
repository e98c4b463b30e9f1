"""The bands of both policies at every number: one tenth below, at, one tenth above."""

from __future__ import annotations

import pytest

from attendctl.policies import load_policy, shipped_policies
from attendctl.policies.scales import percentages_in_no_band
from attendctl.rates import percent_in_tenths

# Worked from the documents by hand: (tenths of a percent, band).
GREENHILL = [
    (1000, "green"), (961, "green"), (960, "green"), (959, "yellow"),
    (931, "yellow"), (930, "yellow"), (929, "amber"),
    (902, "amber"), (901, "amber"), (900, "red"), (899, "red"), (898, "red"), (0, "red"),
]  # fmt: skip
NATIONAL = [
    (1000, "green"), (951, "green"), (950, "green"), (949, "amber"),
    (902, "amber"), (901, "amber"), (900, "red"), (899, "red"), (0, "red"),
]  # fmt: skip


@pytest.mark.parametrize(("tenths", "band"), GREENHILL)
def test_greenhill_band(tenths: int, band: str) -> None:
    found = load_policy("greenhill").band_of(tenths)
    assert found is not None
    assert found.name == band


@pytest.mark.parametrize(("tenths", "band"), NATIONAL)
def test_national_band(tenths: int, band: str) -> None:
    found = load_policy("national").band_of(tenths)
    assert found is not None
    assert found.name == band


@pytest.mark.parametrize("name", shipped_policies())
def test_every_percentage_is_in_exactly_one_band(name: str) -> None:
    policy = load_policy(name)
    for tenths in range(1001):
        held = [band.name for band in policy.bands if band.lowest <= tenths <= band.highest]
        closed = [
            closing.we_use_band
            for closing in policy.closings
            if closing.scale == "attendance" and closing.lowest <= tenths <= closing.highest
        ]
        assert len(closed) == (0 if len(held) == 1 else 1)
        found = policy.band_of(tenths)
        assert found is not None
        assert [found.name] == (closed or held)


@pytest.mark.parametrize("name", shipped_policies())
def test_every_hole_in_the_bands_is_recorded_with_a_reason(name: str) -> None:
    policy = load_policy(name)
    recorded = {
        tenths
        for hole in policy.holes
        if hole.scale == "attendance"
        if hole.because.strip() and hole.document_says.strip()
        for tenths in range(hole.lowest, hole.highest + 1)
    }
    assert set(percentages_in_no_band(policy)) == recorded


def test_nothing_possible_is_no_band() -> None:
    assert load_policy("national").band_of(percent_in_tenths(0, 0)) is None


def test_just_below_ninety_prints_as_ninety_and_is_red_in_both() -> None:
    # 89.96 per cent and 90.04 per cent both print as 90.0
    for attended in (8996, 9004):
        tenths = percent_in_tenths(attended, 10000)
        assert tenths == 900
        for name in ("national", "greenhill"):
            band = load_policy(name).band_of(tenths)
            assert band is not None
            assert band.name == "red"


# What a review asks for: the lower edge of the band above, worked by hand.
@pytest.mark.parametrize(
    ("name", "letter", "target"),
    [
        ("national", "1b", 950),
        ("national", "2b", 901),
        ("greenhill", "1b", 960),
        ("greenhill", "2b", 930),
    ],
)
def test_target_of_a_review(name: str, letter: str, target: int) -> None:
    policy = load_policy(name)
    step = policy.step_for(letter)
    assert step is not None
    assert policy.target_of(step) == target


@pytest.mark.parametrize("name", shipped_policies())
def test_a_policy_says_who_what_when_and_where_it_stands(name: str) -> None:
    policy = load_policy(name)
    assert policy.key == name
    assert policy.title
    assert policy.version
    assert policy.effective_from
    for step in policy.steps:
        assert step.title
        assert step.led_by
        assert step.source.section
        if name in ("national", "greenhill") and step.kind == "no_improvement" and step.review_school_weeks:
            assert step.source.ours  # no document of these two gives a period: the file must say so


def test_the_letters_of_the_ladder_come_first_in_both_policies() -> None:
    for name in ("national", "greenhill"):
        assert load_policy(name).letters[:5] == ("1a", "1b", "2a", "2b", "3a")
