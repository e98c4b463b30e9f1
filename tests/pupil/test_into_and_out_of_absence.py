"""How many sessions lead into persistent or severe absence, and out of it: by hand, and one by one."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendctl.casework.explained.law import explain_law
from attendctl.casework.standing import Sessions
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence

TODAY = date(2025, 11, 7)
PERSISTENT, SEVERE = persistent_absence().in_force(TODAY), severe_absence().in_force(TODAY)
SIXTY_FOUR = persistent_absence().in_force(date(2010, 3, 1))  # a fixed number until 2015


def missed_one_by_one(rule: AbsenceThreshold, absent: int, possible: int) -> int:
    """Add one missed session at a time until a tenth (or a half) is missed: the plain loop."""
    number = 0
    while possible == 0 or absent * rule.of < possible * rule.missed:
        absent, possible, number = absent + 1, possible + 1, number + 1
    return number


def attended_one_by_one(rule: AbsenceThreshold, absent: int, possible: int) -> int:
    """Add one attended session at a time until less than a tenth (or a half) is missed."""
    number = 0
    while possible and absent * rule.of >= possible * rule.missed:
        possible, number = possible + 1, number + 1
    return number


# absent of possible -> sessions in a row until persistent absence
@pytest.mark.parametrize(
    ("absent", "possible", "until"),
    [
        (10, 200, 12),  # 22 of 212 is 10.4%; 21 of 211, with eleven, is 9.95% and prints as 10.0
        (0, 90, 10),  # 10 of 100
        (0, 91, 11),  # 10 of 101 is 9.9%, 11 of 102 is 10.8%
        (20, 201, 1),  # 9.95% now
        (37, 380, 2),  # 38 of 381 is 9.97%; 39 of 382 is 10.2%
        (0, 0, 1),  # nothing was possible: the first session missed is all of them
        (20, 200, 0),
        (38, 380, 0),
        (200, 200, 0),
    ],
)
def test_sessions_until_persistent_absence(absent: int, possible: int, until: int) -> None:
    assert PERSISTENT.missed_until_reached(absent=absent, possible=possible) == until


def test_eleven_are_not_enough_where_twelve_are() -> None:
    assert not PERSISTENT.is_reached(absent=10 + 11, possible=200 + 11)
    assert PERSISTENT.is_reached(absent=10 + 12, possible=200 + 12)


# absent of possible -> full sessions in a row until it is persistent absence no more
@pytest.mark.parametrize(
    ("absent", "possible", "until"),
    [
        (30, 200, 101),  # 30 of 300 is 10.0% still; 30 of 301 is not
        (38, 380, 1),  # 38 of 381
        (20, 200, 1),
        (1, 1, 10),  # 1 of 10 is a tenth, 1 of 11 is not
        (200, 200, 1801),
        (19, 200, 0),
        (0, 0, 0),
    ],
)
def test_full_sessions_to_leave_persistent_absence(absent: int, possible: int, until: int) -> None:
    assert PERSISTENT.attended_until_left(absent=absent, possible=possible) == until


@pytest.mark.parametrize(
    ("absent", "possible", "into", "out_of"),
    [
        (50, 200, 100, 0),  # 150 of 300
        (99, 200, 2, 0),  # 100 of 201 is 49.8%, 101 of 202 is a half
        (100, 200, 0, 1),  # exactly a half is severe
        (150, 200, 0, 101),
        (0, 0, 1, 0),
    ],
)
def test_severe_absence_begins_at_exactly_a_half(absent: int, possible: int, into: int, out_of: int) -> None:
    assert SEVERE.missed_until_reached(absent=absent, possible=possible) == into
    assert SEVERE.attended_until_left(absent=absent, possible=possible) == out_of


def test_a_fixed_number_is_counted_up_to_and_never_left() -> None:
    assert SIXTY_FOUR.missed_until_reached(absent=63, possible=200) == 1
    assert SIXTY_FOUR.missed_until_reached(absent=64, possible=200) == 0
    assert SIXTY_FOUR.attended_until_left(absent=63, possible=200) == 0
    assert SIXTY_FOUR.attended_until_left(absent=64, possible=200) is None


@st.composite
def sessions_of_a_pupil(draw: st.DrawFn) -> tuple[int, int]:
    possible = draw(st.integers(0, 400))
    return draw(st.integers(0, possible)), possible


@settings(max_examples=300, deadline=None)
@given(sessions_of_a_pupil())
def test_the_formulas_say_what_the_plain_loops_say(sessions: tuple[int, int]) -> None:
    absent, possible = sessions
    for rule in (PERSISTENT, SEVERE):
        into = rule.missed_until_reached(absent=absent, possible=possible)
        assert into == missed_one_by_one(rule, absent, possible)
        out_of = rule.attended_until_left(absent=absent, possible=possible)
        assert out_of == attended_one_by_one(rule, absent, possible)


@settings(max_examples=100, deadline=None)
@given(sessions_of_a_pupil(), st.integers(1, 19), st.integers(2, 20))
def test_the_formulas_hold_for_any_share(sessions: tuple[int, int], missed: int, of: int) -> None:
    missed %= of
    if not missed:
        return
    rule = PERSISTENT.model_copy(update={"missed": missed, "of": of})
    absent, possible = sessions
    into = rule.missed_until_reached(absent=absent, possible=possible)
    assert into == missed_one_by_one(rule, absent, possible)
    out_of = rule.attended_until_left(absent=absent, possible=possible)
    assert out_of == attended_one_by_one(rule, absent, possible)


@settings(max_examples=100, deadline=None)
@given(sessions_of_a_pupil())
def test_an_explanation_says_the_same_numbers(sessions: tuple[int, int]) -> None:
    absent, possible = sessions
    for law in explain_law(Sessions(possible, absent, 0), on=TODAY):
        into = missed_one_by_one(law.threshold, absent, possible)
        assert law.missed_until == (None if law.is_reached else into)
        out_of = attended_one_by_one(law.threshold, absent, possible)
        assert law.attended_until == (out_of if law.is_reached else None)
