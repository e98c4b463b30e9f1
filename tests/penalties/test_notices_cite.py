"""Which sessions a notice rests on: the window in which the threshold was met, for this parent."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendctl.casework.notices.citing import (
    as_cited,
    fits_one_window,
    free_for,
    last_met,
)
from attendctl.casework.notices.sessions_said import names_only, sessions_named, sessions_told
from attendctl.casework.penalties.penalty_row import CountedSession
from attendctl.errors import WrongUsage
from attendctl.rules.penalty_threshold import penalty_threshold
from tests.penalties.notices_by_hand import FATHER, MOTHER, counted, notice

LAW = penalty_threshold().in_force(date(2025, 11, 7))
WEEK = timedelta(weeks=1)
FIRST = date(2025, 9, 1)


def days_from(monday: date, sessions: int, code: str = "O") -> list[CountedSession]:
    """So many sessions in a row, two a day, from a Monday on: not more than ten."""
    return [counted(monday + timedelta(days=n // 2), n % 2, code) for n in range(sessions)]


def met_on(sessions: Sequence[CountedSession], window_from: date = FIRST) -> date | None:
    met = last_met(sessions, LAW, window_from=window_from)
    return met.on if met else None


@pytest.mark.parametrize(("number", "expected"), [(9, None), (10, date(2025, 9, 5))])
def test_ten_sessions_meet_it_and_nine_do_not(number: int, expected: date | None) -> None:
    assert met_on(days_from(FIRST, number)) == expected


def test_one_and_nine_in_the_tenth_week_meet_it() -> None:
    sessions = [counted(FIRST), *days_from(FIRST + 9 * WEEK, 9)]
    assert met_on(sessions) == FIRST + 9 * WEEK + timedelta(days=4)


def test_one_and_nine_in_the_eleventh_week_do_not() -> None:
    assert met_on([counted(FIRST), *days_from(FIRST + 10 * WEEK, 9)], FIRST + WEEK) is None


def test_a_whole_holiday_goes_into_one_notice() -> None:
    holiday = days_from(FIRST, 10, "G") + days_from(FIRST + WEEK, 10, "G")
    met = last_met(holiday, LAW, window_from=FIRST)
    assert met is not None
    assert (met.on, len(met.sessions)) == (date(2025, 9, 5), 20)


def test_the_window_that_ends_with_the_day_judged_comes_first() -> None:
    old, new = days_from(FIRST, 10), days_from(FIRST + 12 * WEEK, 10)
    met = last_met([*old, *new], LAW, window_from=FIRST + 4 * WEEK)
    assert met is not None
    assert list(met.sessions) == new


def test_without_enough_now_it_is_the_latest_window_that_had() -> None:
    old, older = days_from(FIRST, 10), days_from(FIRST - 20 * WEEK, 10)
    met = last_met([*older, *old], LAW, window_from=FIRST + 20 * WEEK)
    assert met is not None
    assert list(met.sessions) == old


def test_what_came_after_the_decision_is_cited_and_does_not_meet_it() -> None:
    before, after = days_from(FIRST, 10), days_from(FIRST + 3 * WEEK, 4)
    met = last_met([*before, *after], LAW, window_from=FIRST, decided_on=FIRST + WEEK)
    assert met is not None
    assert (met.on, list(met.sessions)) == (date(2025, 9, 5), [*before, *after])
    assert last_met([*before[:9], *after], LAW, window_from=FIRST, decided_on=FIRST + WEEK) is None


def test_after_a_notice_no_older_window_is_gone_back_to() -> None:
    older = days_from(FIRST, 10)
    cited_up_to = FIRST + 12 * WEEK
    assert last_met(older, LAW, window_from=FIRST, newer_than=cited_up_to) is None
    newer = days_from(FIRST + 13 * WEEK, 10)
    met = last_met([*older, *newer], LAW, window_from=FIRST + 4 * WEEK, newer_than=cited_up_to)
    assert met is not None
    assert list(met.sessions) == newer


def test_sessions_before_a_notice_that_it_does_not_cite_stay_countable() -> None:
    before, after = days_from(FIRST + 10 * WEEK, 4), days_from(FIRST + 14 * WEEK, 6)
    met = last_met([*before, *after], LAW, window_from=FIRST + 5 * WEEK, newer_than=FIRST + 11 * WEEK)
    assert met is not None
    assert list(met.sessions) == [*before, *after]


def test_a_session_is_used_for_the_parent_of_the_notice_alone() -> None:
    sessions = days_from(FIRST, 4)
    cited = [(one.date.isoformat(), one.half, one.code) for one in as_cited(sessions[:2])]
    issued = notice(date(2025, 10, 1), parent=MOTHER, sessions=cited)
    assert free_for(MOTHER, sessions, [issued]) == sessions[2:]
    assert free_for(FATHER, sessions, [issued]) == sessions
    withdrawn = notice(
        date(2025, 10, 1), parent=MOTHER, sessions=cited, became=[("withdrawn", date(2025, 10, 2))]
    )
    assert free_for(MOTHER, sessions, [withdrawn]) == sessions


def test_sessions_named_are_found_whole_days_too() -> None:
    sessions = days_from(FIRST, 4)
    named = sessions_named("2025-09-02, 2025-09-01:pm,2025-09-01:PM", sessions, pupil="A1")
    assert [(one.date.day, one.half) for one in named] == [(1, "PM"), (2, "AM"), (2, "PM")]


@pytest.mark.parametrize("text", ["2025-09-03", "2025-09-31:AM", "2025-09-01:noon", "yesterday"])
def test_what_is_no_counted_session_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage, match="--sessions"):
        sessions_named(text, days_from(FIRST, 4), pupil="A1")


@pytest.mark.parametrize("text", ["2025-09-01", "2025-09-01:AM"])
def test_a_session_from_elsewhere_needs_half_and_code(text: str) -> None:
    with pytest.raises(WrongUsage, match="its half and its code"):
        sessions_told(text)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("auto", True),
        ("2025-09-01", True),
        ("2025-09-01:AM,2025-09-01:PM", True),
        ("2025-09-01:AM", False),
        ("2025-09-01,2025-09-02:AM", False),
    ],
)
def test_a_list_that_names_the_same_sessions_is_the_same(text: str, same: bool) -> None:
    assert names_only(text, {(date(2025, 9, 1), 0), (date(2025, 9, 1), 1)}) is same


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 4), st.integers(0, 1)), unique=True))
def test_it_is_met_just_where_a_plain_loop_finds_ten_in_ten_weeks(
    places: list[tuple[int, int, int]],
) -> None:
    sessions = [
        counted(FIRST + week * WEEK + timedelta(days=day), half) for week, day, half in sorted(places)
    ]
    fullest = 0
    for last_week in range(41):
        inside = 0
        for week, _, _ in places:
            if last_week - 9 <= week <= last_week:
                inside += 1
        fullest = max(fullest, inside)
    met = last_met(sessions, LAW, window_from=FIRST + 31 * WEEK)
    assert (met is not None) is (fullest >= 10)
    if met is not None:
        assert len(met.sessions) >= 10
        assert fits_one_window(met.sessions, LAW)
        assert met.sessions[9].date == met.on
