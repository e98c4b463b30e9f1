"""Registers in which nothing but luck is at work: of many, at most the level may report any pattern."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from attendctl.casework.patterns.pupil_record import PupilRecord
from tests.patterns.days_by_hand import LEVELS, MONDAY, pupil, search, weekdays

REGISTERS = 60
DAYS = weekdays(14, without=(7,))
ILLNESSES = (1, 1, 1, 2, 2, 3, 4, 7)  # calendar days


def shuffled(dice: Random, number: int) -> PupilRecord:
    """Return a pupil whose days away are drawn like cards, some pupils' more than others'."""
    away = sorted(dice.sample(DAYS, dice.choice((0, 2, 4, 8, 12, 16))))
    halves = {day: dice.choice(("II", "I/", "/I")) for day in away}
    late = dice.sample(DAYS, dice.choice((0, 3, 7)))
    return pupil(number, DAYS, halves, late=late, class_name=f"{number % 3}A")


def falling_ill(dice: Random, number: int) -> PupilRecord:
    """Return a pupil who falls ill on any day, Saturdays too, and for whom the weekend hides a part of it."""
    often = dice.choice((0.01, 0.03, 0.06))
    ill: set[date] = set()
    for day in range(-14, 14 * 7):
        if dice.random() < often:
            first = MONDAY + timedelta(days=day)
            ill |= {first + timedelta(days=more) for more in range(dice.choice(ILLNESSES))}
    return pupil(number, DAYS, [day for day in DAYS if day in ill], class_name=f"{number % 3}A")


@pytest.mark.parametrize("kind", [shuffled, falling_ill])
@pytest.mark.parametrize("seed", [2025, 2026])
def test_at_most_the_level_of_registers_without_a_pattern_report_any(kind: object, seed: int) -> None:
    assert callable(kind)
    dice = Random(seed)
    homes = {(1, number): frozenset([("at home", str(number // 2))]) for number in range(30)}
    reported = sum(
        bool(search([kind(dice, number) for number in range(30)], DAYS, homes).found)
        for _ in range(REGISTERS)
    )
    assert reported <= LEVELS.level * REGISTERS


@pytest.mark.soak
@pytest.mark.parametrize("kind", [shuffled, falling_ill])
def test_at_most_the_level_of_many_registers_report_any(kind: object) -> None:
    assert callable(kind)
    dice = Random(7)
    homes = {(1, number): frozenset([("at home", str(number // 2))]) for number in range(120)}
    reported = sum(
        bool(search([kind(dice, number) for number in range(120)], DAYS, homes).found) for _ in range(600)
    )
    assert reported <= LEVELS.level * 600


def test_early_in_the_year_nothing_is_said() -> None:
    days = weekdays(3)
    dice = Random(1)
    records = [pupil(number, days, dice.sample(days, 2)) for number in range(30)]
    judgement = search(records, days)
    assert judgement.found == ()
    assert judgement.could_be_luck == ()
