"""The bands of Cheetwood and Aletheia at each of their numbers: one tenth below, at, one tenth above."""

from __future__ import annotations

import pytest

from attendctl.policies import load_policy
from attendctl.policies.scales import percentages_in_no_band, percentages_in_two_bands
from attendctl.rates import percent_in_tenths

# Worked from the documents by hand: (tenths of a percent, band).
CHEETWOOD = [
    (1000, "green"), (971, "green"), (970, "green"), (969, "amber-green"), (968, "amber-green"),
    (941, "amber-green"), (940, "amber-green"), (939, "amber-green"),  # the appendix would begin here
    (932, "amber-green"), (931, "amber-green"), (930, "red-amber"), (929, "red-amber"),
    (911, "red-amber"), (910, "red-amber"), (909, "red-amber"),  # and here
    (902, "red-amber"), (901, "red-amber"), (900, "red"), (899, "red"), (898, "red"), (0, "red"),
]  # fmt: skip
ALETHEIA = [
    (1000, "green"), (962, "green"), (961, "green"), (960, "amber"), (959, "amber"),
    (901, "amber"), (900, "amber"), (899, "red"), (898, "red"), (0, "red"),
]  # fmt: skip
EDGES = [("cheetwood", *edge) for edge in CHEETWOOD] + [("aletheia", *edge) for edge in ALETHEIA]


@pytest.mark.parametrize(("policy", "tenths", "band"), EDGES)
def test_band_at_and_beside_each_number(policy: str, tenths: int, band: str) -> None:
    found = load_policy(policy).band_of(tenths)
    assert found is not None
    assert found.name == band


# (policy, percentages the document itself leaves out, percentages it names twice)
@pytest.mark.parametrize(
    ("policy", "in_none", "in_two"),
    [("cheetwood", [900], []), ("aletheia", [], []), ("greenhill", [900], [])],
)
def test_what_the_document_leaves_out(policy: str, in_none: list[int], in_two: list[int]) -> None:
    assert percentages_in_no_band(load_policy(policy)) == in_none
    assert percentages_in_two_bands(load_policy(policy)) == in_two


# 380 sessions are a year: (policy, attended, tenths as printed, band)
@pytest.mark.parametrize(
    ("policy", "attended", "tenths", "band"),
    [
        ("cheetwood", 369, 971, "green"),
        ("cheetwood", 368, 968, "amber-green"),
        ("cheetwood", 354, 932, "amber-green"),
        ("cheetwood", 353, 929, "red-amber"),
        ("cheetwood", 343, 903, "red-amber"),
        ("cheetwood", 342, 900, "red"),
        ("aletheia", 366, 963, "green"),
        ("aletheia", 365, 961, "green"),
        ("aletheia", 364, 958, "amber"),
        ("aletheia", 342, 900, "amber"),
        ("aletheia", 341, 897, "red"),
    ],
)
def test_one_session_more_or_less_in_a_year(policy: str, attended: int, tenths: int, band: str) -> None:
    assert percent_in_tenths(attended, 380) == tenths
    found = load_policy(policy).band_of(tenths)
    assert found is not None
    assert found.name == band


# What a review asks for: the lower edge of the band above, worked by hand.
@pytest.mark.parametrize(
    ("policy", "step", "target"),
    [
        ("cheetwood", "concern-amber-green", 970),
        ("cheetwood", "meeting-amber-green", 970),
        ("cheetwood", "concern-red-amber", 931),
        ("cheetwood", "panel", 931),
        ("greenhill", "formal-support", 901),
        ("greenhill", "improved-after-1a", 960),
        ("greenhill", "improved-after-2a", 930),
        ("greenhill", "improved-after-3a", 901),
    ],
)
def test_target_of_a_review(policy: str, step: str, target: int) -> None:
    held = load_policy(policy)
    found = held.step_for(step)
    assert found is not None
    assert held.target_of(found) == target


# The letters of each document, by the names of their templates.
@pytest.mark.parametrize(
    ("policy", "letters"),
    [
        (
            "cheetwood",
            "concern-amber-green meeting-amber-green concern-red-amber meeting-red-amber panel no-contact "
            "certificate-green-term certificate-green-year certificate-100-year attendance-contract "
            "leave-granted leave-refused",
        ),
        (
            "aletheia",
            "concern illness-not-accepted evidence notice-to-improve attendance-contract leave-granted "
            "leave-refused",
        ),
        (
            "greenhill",
            "1a 1b 2a 2b 3a attendance-plan attendance-contract termly-report hero-of-the-week "
            "certificate-100-term certificate-100-year notable-bronze notable-silver notable-gold "
            "most-improved leave-granted leave-refused",
        ),
        ("national", "1a 1b 2a 2b 3a attendance-plan attendance-contract leave-granted leave-refused"),
    ],
)
def test_the_letters_of_a_policy(policy: str, letters: str) -> None:
    assert set(load_policy(policy).letters) == set(letters.split())
