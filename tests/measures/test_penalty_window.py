"""The penalty threshold's window of school weeks: the published cases, and its edges."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attendctl.measures.engine import prepare_register
from attendctl.measures.penalty_window import WindowCount, WindowRule, window_counts, window_weeks
from attendctl.measures.school_weeks import read_school_days
from attendctl.rules.penalty_threshold import penalty_threshold
from tests.measures.register_tables import Mark, RegisterTables

THRESHOLD = penalty_threshold().in_force(date(2025, 11, 7))
ALL_YEAR = [date(2025, 9, 1) + timedelta(weeks=week) for week in range(12)]
WITH_HALF_TERM = [monday for monday in ALL_YEAR if monday != date(2025, 10, 27)]
OVER_SUMMER = [
    *[date(2025, 6, 16) + timedelta(weeks=week) for week in range(5)],  # to 14 July
    *[date(2025, 9, 1) + timedelta(weeks=week) for week in range(8)],
]


def window_of(
    mondays: list[date],
    absences: dict[int, str],
    *,
    as_of: date | None = None,
    reached_from: date | None = None,
) -> WindowCount | None:
    """Return the count of a pupil with absences in some school weeks, numbered from 1, from Monday on."""
    register = RegisterTables()
    for number, monday in enumerate(mondays, 1):
        for at in range(10):
            day, session = monday + timedelta(days=at // 2), at % 2
            codes = absences.get(number, "")
            register.marks.append(Mark(1, day, session, "/\\"[session]))
            register.marks.append(Mark(2, day, session, codes[at] if at < len(codes) else "/\\"[session]))
    connection = register.connection()
    prepare_register(connection)
    read_school_days(connection)
    rule = WindowRule({1: THRESHOLD.codes}, THRESHOLD.sessions, THRESHOLD.school_weeks)
    found = window_counts(
        connection,
        rule,
        reached_from=reached_from or mondays[0],
        as_of=as_of or mondays[-1] + timedelta(days=6),
    )
    return next((row for row in found if row.pupil_id == 2), None)


@pytest.mark.parametrize(
    ("mondays", "absences", "reached_on"),
    [
        (ALL_YEAR, {1: "GGGGGGGGGG"}, date(2025, 9, 5)),
        (ALL_YEAR, {2: "GGGG", 6: "UUUUUU"}, date(2025, 10, 8)),
        (ALL_YEAR, {1: "OOOOOO", 2: "O", 3: "U", 4: "N", 5: "G"}, date(2025, 9, 29)),
        (OVER_SUMMER, {5: "OO", 10: "OOOOOOOO"}, date(2025, 10, 2)),
        (ALL_YEAR, {1: "OOOOOO", 10: "OOOO"}, date(2025, 11, 4)),
        (ALL_YEAR, {1: "OU", 3: "GO", 5: "UO", 7: "GG", 9: "OO"}, date(2025, 10, 27)),
        (ALL_YEAR, {1: "OOOOO", 10: "OOOO"}, None),  # nine
        (ALL_YEAR, {1: "O", 11: "OOOOOOOOO"}, None),  # eleven weeks
        (WITH_HALF_TERM, {1: "O", 10: "OOOOOOOOO"}, date(2025, 11, 14)),  # 70 days and more, but ten weeks
        (WITH_HALF_TERM, {1: "O", 11: "OOOOOOOOO"}, None),
        (ALL_YEAR, {1: "IIIIIIIIII", 2: "OOOOOOOOO"}, None),
        (ALL_YEAR, {1: "OOOOOOOOOOO"}, date(2025, 9, 5)),
    ],
)
def test_threshold_is_reached_on_the_day_of_the_tenth_session(
    mondays: list[date], absences: dict[int, str], reached_on: date | None
) -> None:
    found = window_of(mondays, absences)
    assert (found.reached_on if found else None) == reached_on


def test_half_day_on_which_it_is_reached_does_not_change_the_day() -> None:
    morning = window_of(ALL_YEAR, {1: "OOOOOOOO", 2: "/\\O\\O"})
    afternoon = window_of(ALL_YEAR, {1: "OOOOOOOO", 2: "/\\O\\/O"})
    assert morning is not None
    assert afternoon is not None
    assert morning.reached_on == afternoon.reached_on == date(2025, 9, 10)


@pytest.mark.parametrize(
    ("as_of", "sessions"),
    [
        (date(2025, 9, 1), 1),
        (date(2025, 9, 7), 4),
        (date(2025, 11, 9), 5),  # the tenth school week
        (date(2025, 11, 10), 1),  # the eleventh: the first has fallen out
        (date(2025, 11, 30), 1),  # a week without school is no week of the window
    ],
)
def test_sessions_in_the_window_that_ends_now(as_of: date, sessions: int) -> None:
    days = {1: "O/O\\O/O", 10: "O"}
    found = window_of(ALL_YEAR, days, as_of=as_of)
    assert found is not None
    assert found.sessions == sessions


def test_window_full_before_the_days_asked_about_still_holds_on_the_first_of_them() -> None:
    summer = {4: "OOOOO", 5: "OOOOO"}  # in July
    asked = {"reached_from": date(2025, 9, 1)}
    assert (found := window_of(OVER_SUMMER, summer, **asked)) is not None
    assert found.reached_on == date(2025, 9, 1)
    spread = {1: "OOOOO", 2: "OOOOO"}
    assert (found := window_of(OVER_SUMMER, spread, as_of=date(2025, 10, 5), **asked)) is not None
    assert found.reached_on == date(2025, 9, 1)
    tenth_week, eleventh_week = date(2025, 9, 29), date(2025, 10, 6)
    assert (found := window_of(OVER_SUMMER, spread, reached_from=tenth_week)) is not None
    assert found.reached_on == tenth_week
    assert window_of(OVER_SUMMER, spread, reached_from=eleventh_week) is None


def test_week_with_one_possible_session_is_a_school_week() -> None:
    register = RegisterTables()
    mondays = [date(2025, 9, 1) + timedelta(weeks=week) for week in range(11)]
    for monday in mondays:
        register.marks.append(Mark(1, monday + timedelta(days=4), 1, "\\"))
        register.marks.append(Mark(1, monday, 0, "#"))
    register.marks.append(Mark(1, date(2025, 11, 17), 0, "#"))  # a training day and nothing else
    register.marks.append(Mark(2, mondays[0] + timedelta(days=4), 1, "O"))
    connection = register.connection()
    prepare_register(connection)
    read_school_days(connection)
    as_of = date(2025, 11, 23)
    assert window_weeks(connection, 1, school_weeks=10, as_of=as_of) == mondays[1:]
    assert window_weeks(connection, 1, school_weeks=12, as_of=as_of) == mondays
    rule = WindowRule({1: ["O"]}, 1, 10)
    by_ten = window_counts(connection, rule, reached_from=mondays[0], as_of=as_of)
    assert [(row.sessions, row.reached_on) for row in by_ten] == [(0, date(2025, 9, 5))]


def test_sessions_before_the_first_day_of_the_rule_are_not_counted() -> None:
    register = RegisterTables()
    for at in range(10):
        day, session = date(2024, 8, 15) + timedelta(days=at // 2), at % 2
        register.marks.append(Mark(2, day, session, "O"))
    connection = register.connection()
    prepare_register(connection)
    read_school_days(connection)
    counted = {}
    for first in (date.min, date(2024, 8, 15), date(2024, 8, 16), THRESHOLD.valid_from):
        rule = WindowRule({1: ["O"]}, 10, 10, from_day=first)
        found = window_counts(connection, rule, reached_from=date(2024, 8, 1), as_of=date(2024, 8, 31))
        counted[first] = [(row.sessions, row.reached_on is not None) for row in found]
    assert list(counted.values()) == [[(10, True)], [(10, True)], [(8, False)], [(2, False)]]
