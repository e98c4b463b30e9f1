"""When a mark is owed, at the edges: the first real mark, the last row, and whether the school was open."""

from __future__ import annotations

from datetime import date

import pytest

from attendctl.measures.attendance import Period, measure_attendance, missing_mark_rows
from attendctl.measures.engine import prepare_register
from attendctl.measures.school_weeks import read_school_days
from tests.measures.register_tables import RegisterTables, weekdays

WEEK = weekdays(date(2025, 11, 3), 5)
NEXT_WEEKS = weekdays(date(2025, 11, 10), 10)


def owed(codes: str, *, others: str = "/\\" * 5, days: list[date] = WEEK) -> list[str]:
    """Return the sessions owed by a pupil with these marks, beside one who has ``others``."""
    register = RegisterTables()
    register.days(1, days, others)
    register.days(2, days, codes)
    connection = register.connection()
    prepare_register(connection)
    read_school_days(connection)
    measure_attendance(connection, Period(days[-1]))
    return [
        f"{day:%a} {'PM' if session else 'AM'}"
        for _, pupil, day, session, _, _ in missing_mark_rows(connection, since=date.min)
        if pupil == 2
    ]


@pytest.mark.parametrize(
    ("codes", "expected"),
    [
        ("/\\/\\/\\/\\/\\", []),
        ("/ /\\/\\/\\/\\", ["Mon PM"]),  # the afternoon of the first day
        (" \\/\\/\\/\\/\\", []),  # no row before the first mark
        ("/\\/\\/\\/\\ \\", ["Fri AM"]),  # the morning of the last day
        ("/\\/\\/\\/\\/ ", []),  # after the last row
        ("/-/\\/\\/\\/\\", ["Mon PM"]),
        ("-\\/\\/\\/\\/\\", ["Mon AM"]),  # on the register from the school's first week on
        ("--/\\/\\/\\/\\", ["Mon AM", "Mon PM"]),
        ("ZZ##/-/\\/\\", ["Wed PM"]),
        ("X-X/-/-/-/", ["Mon PM", "Wed AM", "Thu AM", "Fri AM"]),
        ("/\\/\\  /\\--", ["Wed AM", "Wed PM", "Fri AM", "Fri PM"]),
        ("-" * 10, [f"{day} {half}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri") for half in ("AM", "PM")]),
    ],
)
def test_mark_is_owed_for_an_empty_row_and_for_a_gap_between_rows(codes: str, expected: list[str]) -> None:
    assert owed(codes) == expected


def test_nothing_is_owed_for_a_session_when_nobody_could_attend() -> None:
    assert owed("/\\  /\\/\\/\\", others="/\\##/\\/\\/\\") == []
    assert owed("/\\  /\\/\\/\\", others="/\\#\\/\\/\\/\\") == ["Tue PM"]


def test_week_in_which_the_pupil_has_no_row_is_not_owed() -> None:
    days = [*WEEK, *NEXT_WEEKS]
    assert owed("/\\" * 5 + "  " * 5 + "/\\" * 5, others="/\\" * 15, days=days) == []
    assert len(owed("/\\" * 5 + "/ " + "  " * 4 + "/\\" * 5, others="/\\" * 15, days=days)) == 9


def test_empty_row_of_one_who_joined_later_is_owed_from_the_first_real_mark_on() -> None:
    days = [*WEEK, *NEXT_WEEKS]
    joined = "--" * 5 + "---\\/-/\\/\\" + "/\\" * 5  # the first real mark is on the second Tuesday afternoon
    assert owed(joined, others="/\\" * 15, days=days) == ["Wed PM"]


def test_empty_row_of_one_who_left_is_owed_up_to_the_last_real_mark() -> None:
    days = [*WEEK, *NEXT_WEEKS]
    left = "/-/\\/\\/---" + " " * 20  # the last real mark is on Thursday morning
    assert owed(left, others="/\\" * 15, days=days) == ["Mon PM"]
    still_there = "/-/\\/\\/---" + "  " * 5 + "--" * 5
    assert len(owed(still_there, others="/\\" * 15, days=days)) == 14


SUMMER = weekdays(date(2025, 7, 14), 5)
AUTUMN = weekdays(date(2025, 9, 1), 5)  # the school's first week of the year; 1 September is a Monday
LATER = weekdays(date(2025, 9, 8), 5)


@pytest.mark.parametrize(
    ("july", "september", "expected"),
    [
        ("/\\" * 5, "/\\" * 5, []),
        ("/\\" * 5, " \\" + "/\\" * 4, ["Mon AM"]),  # the very first half day of the year
        ("/\\" * 5, "  /\\/\\/\\/\\", ["Mon AM", "Mon PM"]),
        ("/\\" * 5, "/ /\\/\\/\\/\\", ["Mon PM"]),
        ("/\\" * 5, " \\/\\/\\/\\/ ", ["Mon AM"]),  # Friday afternoon is after the last row
        ("        / ", " \\" + "/\\" * 4, ["Mon AM"]),  # one real mark, Friday morning, is enough
        ("        Z-", " \\" + "/\\" * 4, []),  # a row that shows nobody on roll is none
        (" " * 10, " \\" + "/\\" * 4, []),  # the first mark ever is on Monday afternoon
        (" " * 10, "  -\\/\\/\\/\\", ["Tue AM"]),  # an empty row; Monday is before the first mark ever
        ("/\\" * 5, " -/\\      ", ["Mon PM", "Mon AM"]),
    ],
)
def test_the_first_session_of_a_year_is_owed_by_who_was_there_before(
    july: str, september: str, expected: list[str]
) -> None:
    found = owed(july + september, others="/\\" * 10, days=[*SUMMER, *AUTUMN])
    assert sorted(found) == sorted(expected)


def test_who_came_back_after_the_first_week_owes_nothing_before_the_first_mark_of_the_year() -> None:
    came_back = "/\\" * 5 + " " * 10 + "    /\\/\\/\\"
    assert owed(came_back, others="/\\" * 15, days=[*SUMMER, *AUTUMN, *LATER]) == []
