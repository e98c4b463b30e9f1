"""Before and after a step, by hand: a school of amber pupils, some of whom had a letter."""

from __future__ import annotations

from datetime import date, timedelta

import duckdb
import pytest

from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.patterns.before_after import StepCompared, compare_steps, window_of
from attendctl.casework.patterns.steps_taken import StepTaken
from attendctl.measures.engine import prepare_register
from attendctl.settings import Settings
from tests.measures.register_tables import RegisterTables, weekdays

MONDAY = date(2025, 9, 1)
WEEKS = [MONDAY + timedelta(weeks=week) for week in range(8)]
DAYS = weekdays(MONDAY, 40)
STEP_ON = WEEKS[3] + timedelta(days=2)
AMBER = "II" + "/\\" * 9  # 18 of 20 sessions in two weeks


def school() -> duckdb.DuckDBPyConnection:
    """Two weeks with a day of illness for 1, 2 and 3, none for 4; then another in week 2 for all of these."""
    register = RegisterTables()
    for pupil in (1, 2, 3):
        two_weeks = AMBER + "/\\" * 5 + "/\\" * 5
        after = {1: "/\\" * 20, 2: "OO" + "/\\" * 19, 3: "II" * 2 + "/\\" * 18}[pupil]
        register.days(pupil, DAYS, two_weeks + after)
    register.days(4, DAYS, "/\\" * 40)
    register.days(5, DAYS[:20], AMBER + "/\\" * 10)  # left before the weeks after
    connection = register.connection()
    prepare_register(connection)
    return connection


def compared(steps: list[StepTaken], *, as_of: date, weeks: int = 2) -> tuple[list[StepCompared], int]:
    connection = school()
    schools = choose_schools(connection, Settings(), None)
    return compare_steps(connection, schools, {1: WEEKS}, steps, weeks=weeks, from_day=MONDAY, as_of=as_of)


def test_one_letter_by_hand() -> None:
    steps = [StepTaken(STEP_ON, 1, 1, "letter 1a"), StepTaken(STEP_ON, 1, 2, "letter 1a")]
    found, too_few = compared(steps, as_of=DAYS[-1])
    assert too_few == 0
    (one,) = found
    # 28 of 30 sessions until the week of the letter for 1, 2 and 3: one band; 4 is in another
    assert (one.step, set(one.with_step.pupils), set(one.without.pupils)) == (
        "letter 1a",
        {(1, 1), (1, 2)},
        {(1, 3)},
    )
    # weeks 1 and 2 before, weeks 4 and 5 after, 20 sessions each; the week of the letter is in neither
    assert one.with_step.before == [40, 40]
    assert one.with_step.after == [38, 40]
    assert (one.without.before, one.without.after) == ([20, 20], [16, 20])
    assert (one.with_step.change_in_tenths, one.without.change_in_tenths) == (-50, -200)
    assert one.is_enough(1)
    assert not one.is_enough(2)


def test_who_had_the_same_step_in_those_weeks_is_not_compared_with() -> None:
    later = STEP_ON + timedelta(weeks=2)
    steps = [StepTaken(STEP_ON, 1, 1, "letter 1a"), StepTaken(later, 1, 3, "letter 1a")]
    found, _ = compared(steps, as_of=DAYS[-1])
    assert set(found[0].without.pupils) == {(1, 2), (1, 3)} - {(1, 3)}


def test_another_step_does_not_take_a_pupil_out_of_the_comparison() -> None:
    steps = [StepTaken(STEP_ON, 1, 1, "letter 1a"), StepTaken(STEP_ON, 1, 3, "meeting")]
    found, _ = compared(steps, as_of=DAYS[-1])
    by_step = {one.step: set(one.without.pupils) for one in found}
    assert by_step == {"letter 1a": {(1, 2), (1, 3)}, "meeting": {(1, 1), (1, 2)}}


@pytest.mark.parametrize(
    ("as_of", "is_there"),
    [(WEEKS[5] + timedelta(days=3), False), (WEEKS[5] + timedelta(days=4), True)],
)
def test_the_last_week_after_must_be_over(as_of: date, is_there: bool) -> None:
    assert (window_of(1, WEEKS, STEP_ON, weeks=2, as_of=as_of) is not None) is is_there


@pytest.mark.parametrize(("weeks", "is_there"), [(3, True), (4, False)])
def test_there_must_be_enough_weeks_before(weeks: int, is_there: bool) -> None:
    found = window_of(1, WEEKS, STEP_ON, weeks=weeks, as_of=date(2026, 1, 1))
    assert (found is not None) is is_there


def test_steps_with_too_few_weeks_are_counted() -> None:
    steps = [StepTaken(WEEKS[7], 1, 1, "letter 1a"), StepTaken(STEP_ON, 1, 2, "letter 1a")]
    found, too_few = compared(steps, as_of=DAYS[-1])
    assert (len(found), too_few) == (1, 1)


def test_weeks_are_school_weeks() -> None:
    with_holiday = [week for week in WEEKS if week not in (WEEKS[2], WEEKS[5])]
    found = window_of(1, with_holiday, STEP_ON, weeks=2, as_of=date(2026, 1, 1))
    assert found is not None
    assert found.before == (WEEKS[0], WEEKS[1] + timedelta(days=6))
    assert found.after == (WEEKS[4], WEEKS[6] + timedelta(days=6))
