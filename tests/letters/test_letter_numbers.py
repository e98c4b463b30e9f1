"""A letter never contradicts its rule: at every edge of every band, one session either side."""

from __future__ import annotations

import re

import pytest

from attendctl.casework.standing import Sessions
from attendctl.policies import load_policy
from attendctl.rates import percent_text
from tests.letters.example_letters import markdown

FIRST_LETTERS = {
    "greenhill": {"yellow": "1a", "amber": "2a", "red": "3a"},
    "national": {"amber": "1a", "red": "2a"},
}


def at_edges() -> list[tuple[str, str, str, Sessions]]:
    """Return sessions of 2,000 at, just above and just below where each band begins and ends."""
    cases = []
    for name, letters in FIRST_LETTERS.items():
        policy = load_policy(name)
        for colour, letter in letters.items():
            band = policy.band_named(colour)
            assert band is not None
            for edge in policy.range_of(band):
                for attended in range(2 * edge - 2, 2 * edge + 3):  # 2,000 sessions: half a tenth each
                    year = Sessions(2000, max(0, min(2000, 2000 - attended)), 0)
                    if policy.band_of(year.tenths) == band:
                        cases.append((name, letter, colour, year))
    return cases


@pytest.mark.parametrize(("policy", "letter", "colour", "year"), at_edges())
def test_the_printed_percentage_lies_in_the_printed_range(
    policy: str, letter: str, colour: str, year: Sessions
) -> None:
    text = markdown(policy, letter, year)
    printed = float(percent_text(year.attended, year.possible))
    assert f"**{printed}%**" in text
    for low, high in re.findall(r"between ([\d.]+)% and ([\d.]+)%", text):
        assert float(low) <= printed <= float(high)
    for high in re.findall(r"([\d.]+)% or below", text):
        assert printed <= float(high)
    assert not re.search(r"(below|under|less than) [\d.]+%", text)
    if "persistent absence" in text:
        assert 10 * year.absent >= year.possible


def test_twenty_of_two_hundred_and_one_prints_as_ninety_and_is_not_persistent_absence() -> None:
    # 181 of 201 is 90.05 per cent: printed 90.0, red, and in law not yet one in ten
    text = markdown("greenhill", "3a", Sessions(201, 20, 0))
    assert "**90.0%**" in text
    assert "persistent" not in text
    assert "90% or below" in text


def test_twenty_of_two_hundred_is_persistent_absence() -> None:
    text = markdown("national", "2a", Sessions(200, 20, 0))
    assert "1 in every 10 sessions or more" in text


# (authorised, unauthorised, what is missed, authorised and unauthorised days in the table)
WORDS = [
    (1, 0, "1 session (half a day)", "½", "0"),
    (2, 0, "2 sessions (1 day)", "1", "0"),
    (2, 1, "3 sessions (1½ days)", "1", "½"),
    (3, 1, "4 sessions (2 days)", "1½", "½"),
]


@pytest.mark.parametrize(("authorised", "unauthorised", "missed", "agreed", "not_agreed"), WORDS)
def test_sessions_and_days_in_words(
    authorised: int, unauthorised: int, missed: str, agreed: str, not_agreed: str
) -> None:
    # whatever the band: the words are the same in every letter
    year = Sessions(40, authorised, unauthorised)
    policy = load_policy("greenhill")
    band = policy.band_of(year.tenths)
    assert band is not None
    letter = {"green": "1a", "yellow": "1a", "amber": "2a", "red": "3a"}[band.name]
    text = markdown("greenhill", letter, year)
    assert f"**{missed}**" in text
    assert f"(authorised) | {authorised} | {agreed} |" in text
    assert f"(unauthorised) | {unauthorised} | {not_agreed} |" in text


def test_fines_are_named_only_where_some_absence_is_unauthorised() -> None:
    assert "penalty notice" not in markdown("greenhill", "2a", Sessions(90, 7, 0))
    assert "penalty notice" in markdown("greenhill", "2a", Sessions(90, 6, 1))


def test_a_first_letter_of_concern_never_names_a_fine() -> None:
    for policy in ("greenhill", "national"):
        assert "fine" not in markdown(policy, "1a", Sessions(90, 0, 5)).replace("define", "")
