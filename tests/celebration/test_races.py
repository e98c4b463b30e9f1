"""Races: exact fractions, ties, who competes; and which classes' figures are withheld."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from attendctl.casework.celebration.percentages import withheld
from attendctl.casework.celebration.races import Contestant, race, races_of
from attendctl.policies import load_policy
from attendctl.policies.celebration import Award
from attendctl.rules.key_stages import KeyStage, key_stages
from attendctl.rules.small_numbers import small_numbers

ON = date(2025, 11, 7)
STAGES = key_stages().in_force(ON)
SMALL = small_numbers().in_force(ON)
KS1, KS2 = (stage for stage in STAGES.stages if stage.name in ("KS1", "KS2"))
AWARDS = {award.name: award for name in ("greenhill", "copnor") for award in load_policy(name).awards}
STAR, CUP = AWARDS["class-star"], AWARDS["house-cup"]
QUICK = settings(
    max_examples=60,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],  # another test may have the machine
)


def competing(award: Award, *placed: tuple[KeyStage | None, Contestant]) -> tuple[list[str], list[str]]:
    races, left = races_of(award, placed, STAGES, SMALL)
    return (
        [f"{one.stage.name if one.stage else ''} {[winner.name for winner in one.winners]}" for one in races],
        [f"{one.names} {one.why}" for one in left],
    )


def test_figures_that_print_alike_are_no_tie() -> None:
    """2879 of 3000 is 95.966…, 2878 of 2999 is 95.965…: both print as 96.0."""
    one, other = Contestant("1A", 30, 2879, 3000), Contestant("1B", 30, 2878, 2999)
    found = race(STAR, KS1, [other, one])
    assert found is not None
    assert [(winner.name, winner.attendance_tenths) for winner in found.winners] == [("1A", 960)]


def test_a_class_without_a_session_is_not_in_the_race() -> None:
    there = [Contestant("1A", 9, 80, 90), Contestant("1B", 9, 70, 90)]
    found = race(STAR, KS1, [*there, Contestant("1C", 0, 0, 0)])
    assert found is not None
    assert found.contestants == 2
    assert race(STAR, KS1, [there[0], Contestant("1C", 0, 0, 0)]) is None


def test_each_key_stage_has_its_race_and_nobody_races_alone() -> None:
    a, b, c, d = (
        Contestant(name, 9, attended, 90) for name, attended in zip("abcd", (80, 85, 90, 70), strict=True)
    )
    assert competing(STAR, (KS1, a), (KS1, b), (KS2, c), (KS2, d)) == (["KS1 ['b']", "KS2 ['c']"], [])
    assert competing(STAR, (KS1, a), (KS2, c), (KS2, d)) == (["KS2 ['c']"], ["('a',) alone"])
    sixth_form = competing(STAR, (KS1, a), (KS1, b), (None, c), (None, d))
    assert sixth_form == (["KS1 ['b']"], ["('c', 'd') no key stage"])


def test_a_cup_of_named_key_stages_is_for_those_alone() -> None:
    early = STAGES.stages[0]
    a, b = Contestant("Oak", 9, 80, 90), Contestant("Elm", 9, 85, 90)
    assert competing(CUP, (early, a), (early, b), (KS1, a), (KS1, b)) == (["KS1 ['Elm']"], [])


@pytest.mark.parametrize(("pupils", "competes"), [(2, False), (3, True)])
def test_two_pupils_are_too_few_to_compete_and_three_are_enough(pupils: int, competes: bool) -> None:
    few = Contestant("2C", pupils, 20, 20)
    rest = [(KS1, Contestant("1A", 9, 80, 90)), (KS1, Contestant("1B", 9, 85, 90))]
    won, left = competing(STAR, *rest, (KS1, few))
    assert won == [f"KS1 ['{'2C' if competes else '1B'}']"]
    assert left == ([] if competes else ["('2C',) small"])


@QUICK
@given(
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 40)), min_size=2, max_size=6),
)
def test_nobody_is_ahead_of_a_winner_and_all_who_are_level_have_won(sums: list[tuple[int, int]]) -> None:
    contestants = [
        Contestant(str(place), 9, min(pair), max(pair)) for place, pair in enumerate(sums)
    ]  # attended and possible
    found = race(STAR, KS1, contestants)
    assert found is not None
    winners = {winner.name for winner in found.winners}
    for one, other in product(contestants, repeat=2):
        if one.name in winners:
            assert other.attended * one.possible <= one.attended * other.possible
            level = other.attended * one.possible == one.attended * other.possible
            assert level is (other.name in winners)


@pytest.mark.parametrize(
    ("pupils", "winners", "hidden"),
    [
        ({"1A": 28, "2A": 27}, [], ""),
        ({"1A": 28, "2A": 2, "3A": 27}, [], "2A 3A"),  # 55 pupils less 28: the two would be left
        ({"1A": 28, "2A": 2, "3A": 27}, ["3A"], "1A 2A"),  # the winner's figure is nearly known
        ({"1A": 28, "2A": 2, "3A": 27}, ["1A", "3A"], "1A 2A 3A"),
        ({"1A": 28, "2A": 2, "3A": 1}, [], "2A 3A"),  # three pupils together
        ({"1A": 28, "2A": 27, "not stated": 5}, [], "not stated"),
        ({"1A": 28, "2A": 27, "not stated": 1}, [], "2A not stated"),
    ],
)
def test_no_more_is_withheld_than_subtraction_asks_for(
    pupils: dict[str, int], winners: list[str], hidden: str
) -> None:
    assert " ".join(sorted(withheld(pupils, SMALL, winners=winners))) == hidden


@QUICK
@given(
    st.dictionaries(st.sampled_from(["1A", "2B", "3C", "4D", "5E", "not stated"]), st.integers(1, 30)),
    st.sets(st.sampled_from(["1A", "2B", "3C", "4D"])),
)
def test_what_is_withheld_cannot_be_had_by_subtraction(pupils: dict[str, int], winners: set[str]) -> None:
    """The pupils whose figures are withheld are none, all, or more than a small number together."""
    hidden = withheld(pupils, SMALL, winners=winners & set(pupils))
    together = sum(pupils[name] for name in hidden)
    assert together == 0 or together > 2 or hidden == set(pupils)
    for name, count in pupils.items():
        assert name in hidden or count > 2
    if any(count > 2 for name, count in pupils.items() if name in hidden and name != "not stated"):
        small = [name for name, count in pupils.items() if count <= 2 or name == "not stated"]
        assert 0 < sum(pupils[name] for name in small) <= 2  # for no other reason
