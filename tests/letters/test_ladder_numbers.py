"""Every number of the ladders, one below, at and one above; and what else decides on a letter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from attendctl.casework.decision import LADDER, Decision, Outcome, SchoolYear
from attendctl.casework.october_half_term import october_half_term_is_over_from
from attendctl.casework.standing import Sessions, WrittenLetter
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.judge import judge
from attendctl.casework.steps.review import review_is_due_on
from attendctl.policies import load_policy, shipped_policies
from tests.letters.example_letters import PUPIL

AUTUMN = [date(2025, 9, 8) + timedelta(weeks=n) for n in range(15) if n != 7]  # half term on 27 October
DECEMBER = date(2025, 12, 5)


def letter(name: str, written_on: date = date(2025, 10, 3), policy: str = "greenhill") -> WrittenLetter:
    return WrittenLetter(7, policy, name, f"R-{name}", written_on)


def decide(policy: str, year: Sessions, *written: WrittenLetter, **more: Any) -> Decision:
    rules = load_policy(policy)
    half_term = october_half_term_is_over_from(AUTUMN, rules.october_half_term, as_of=DECEMBER)
    school_year = SchoolYear(more.pop("as_of", DECEMBER), AUTUMN, half_term, more.pop("by_hand", None))
    pupil = replace(PUPIL, year=year, **more.pop("pupil", {}))
    facts = PupilFacts(
        pupil,
        is_severely_absent=more.pop("severe", False),
        written=written,
        since={f"{pupil.pupil_id}|{key}": sums for key, sums in more.pop("since", {}).items()},
    )
    return next(
        one
        for one in judge(facts, rules, school_year)
        if one.step is None or (one.step.kind in LADDER and one.step.letter)
    )


@pytest.mark.parametrize(
    ("policy", "earlier", "now", "year", "target"),
    # the year's sessions keep the pupil in the band; the target is the lower edge of the band above
    [
        ("greenhill", "1a", "1b", Sessions(200, 10, 0), 960),
        ("greenhill", "2a", "2b", Sessions(200, 16, 0), 930),
        ("national", "1a", "1b", Sessions(200, 16, 0), 950),
        ("national", "2a", "2b", Sessions(200, 30, 0), 901),
    ],
)
def test_no_improvement_is_less_than_the_target(
    policy: str, earlier: str, now: str, year: Sessions, target: int
) -> None:
    for tenths, outcome in (
        (target - 1, Outcome.DUE),
        (target, Outcome.NOT_DUE),
        (target + 1, Outcome.NOT_DUE),
    ):
        since = {f"R-{earlier}": Sessions(1000, 1000 - tenths, 0)}
        decision = decide(policy, year, letter(earlier, policy=policy), since=since)
        assert (decision.letter, decision.outcome) == (now, outcome), tenths


@pytest.mark.parametrize(
    ("policy", "possible", "outcome"),
    [
        ("national", 19, "held back"),
        ("national", 20, "due"),
        ("national", 21, "due"),
        ("greenhill", 39, "held back"),
        ("greenhill", 40, "due"),
        ("greenhill", 41, "due"),
    ],
)
def test_sessions_are_enough_from_the_policys_minimum_on(policy: str, possible: int, outcome: str) -> None:
    decision = decide(policy, Sessions(possible, 10, 0))
    assert decision.outcome.value == outcome


# The week of 27 October is the half term; school goes on on Monday 3 November.
@pytest.mark.parametrize(
    ("day", "outcome"), [(date(2025, 11, 2), "held back"), (date(2025, 11, 3), "due"), (DECEMBER, "due")]
)
def test_the_day_greenhills_first_letter_may_go(day: date, outcome: str) -> None:
    assert decide("greenhill", Sessions(100, 5, 0), as_of=day).outcome.value == outcome


def test_a_letter_written_is_not_written_again() -> None:
    assert decide("greenhill", Sessions(100, 20, 0), letter("3a")).outcome is Outcome.NOT_DUE
    both = letter("2a"), letter("2b", date(2025, 11, 7))
    assert decide("greenhill", Sessions(200, 16, 0), *both).outcome is Outcome.NOT_DUE


def test_falling_into_the_next_band_gives_its_first_letter_and_not_the_follow_up() -> None:
    decision = decide("greenhill", Sessions(200, 16, 0), letter("1a"))
    assert (decision.letter, decision.outcome) == ("2a", Outcome.DUE)
    assert [one.letter for one in decision.previous] == ["1a"]


@pytest.mark.parametrize("earlier", ["2a", "3a"])
def test_coming_up_from_a_worse_band_brings_no_gentler_letter(earlier: str) -> None:
    decision = decide("greenhill", Sessions(200, 10, 0), letter(earlier))
    assert (decision.letter, decision.outcome) == ("1a", Outcome.NOT_DUE)
    assert f"Letter {earlier} of 3 October 2025 was for a lower band" in decision.why


def test_severe_absence_comes_before_the_band_and_after_it_nothing_gentler() -> None:
    severe = decide("national", Sessions(100, 50, 0), letter("2a", policy="national"), severe=True)
    assert (severe.letter, severe.outcome) == ("3a", Outcome.DUE)
    better = decide("national", Sessions(100, 40, 0), letter("3a", policy="national"))
    assert (better.letter, better.outcome) == ("2a", Outcome.NOT_DUE)


def test_nothing_possible_is_nothing_to_decide() -> None:
    rules = load_policy("national")
    pupil = replace(PUPIL, year=Sessions(0, 0, 0))
    year = SchoolYear(DECEMBER, AUTUMN, None)
    assert judge(PupilFacts(pupil), rules, year) == []


def test_two_weeks_of_half_term_are_one() -> None:
    weeks = [week for week in AUTUMN if week not in (date(2025, 10, 20), date(2025, 11, 3))]
    limits = load_policy("greenhill").october_half_term
    found = october_half_term_is_over_from(weeks, limits, as_of=DECEMBER)
    assert found == date(2025, 11, 10)


def test_a_closed_week_in_september_is_no_half_term() -> None:
    weeks = [week for week in AUTUMN if week != date(2025, 9, 22)]
    limits = load_policy("greenhill").october_half_term
    assert october_half_term_is_over_from(weeks, limits, as_of=DECEMBER) == date(2025, 11, 3)


def test_the_configuration_wins_over_the_register() -> None:
    limits = load_policy("greenhill").october_half_term
    stated = date(2025, 10, 22)
    found = october_half_term_is_over_from(AUTUMN, limits, as_of=DECEMBER, stated=stated)
    assert found == date(2025, 10, 27)
    last_year = date(2024, 10, 30)  # of another year: says nothing about this one
    found = october_half_term_is_over_from(AUTUMN, limits, as_of=DECEMBER, stated=last_year)
    assert found == date(2025, 11, 3)


def test_a_school_without_a_break_does_not_wait_for_ever() -> None:
    weeks = [date(2025, 9, 8) + timedelta(weeks=n) for n in range(15)]
    limits = load_policy("greenhill").october_half_term
    assert october_half_term_is_over_from(weeks, limits, as_of=date(2025, 11, 20)) is None
    over = october_half_term_is_over_from(weeks, limits, as_of=DECEMBER)
    assert over is not None
    assert over <= DECEMBER


@pytest.mark.parametrize(
    ("written_on", "due"),
    [
        (date(2025, 10, 20), date(2025, 11, 24)),  # Monday; weeks of 3, 10, 17, 24 November
        (date(2025, 10, 24), date(2025, 11, 28)),  # Friday
        (date(2025, 10, 25), date(2025, 11, 28)),  # Saturday counts as its Friday
        (date(2025, 10, 29), date(2025, 11, 26)),  # Wednesday of the half term
        (date(2025, 12, 5), None),  # the register does not reach so far
    ],
)
def test_a_review_period_of_four_school_weeks(written_on: date, due: date | None) -> None:
    assert review_is_due_on(written_on, AUTUMN, weeks=4) == due


@pytest.mark.parametrize("policy", shipped_policies())
@pytest.mark.parametrize("missed", [3, 7, 9, 20, 60])
def test_nothing_is_due_twice(policy: str, missed: int) -> None:
    year = SchoolYear(DECEMBER, AUTUMN, date(2025, 11, 3), None)
    pupil = replace(PUPIL, year=Sessions(100, missed, 2))
    facts = PupilFacts(pupil, is_severely_absent=missed >= 50, is_persistently_absent=missed >= 10)
    steps = [one.step.name for one in judge(facts, load_policy(policy), year) if one.step]
    assert sorted(steps) == sorted(set(steps))
