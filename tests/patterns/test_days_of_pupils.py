"""The days that patterns are looked for in, from a register: what is away, what is late, what is no day."""

from __future__ import annotations

from datetime import date

from attendctl.casework.patterns.levels import pattern_levels
from attendctl.casework.patterns.pupil_record import (
    DayOfPupil,
    prepare_days,
    pupils_by_school,
    records_of_school,
)
from attendctl.measures.engine import prepare_register
from attendctl.rules.attendance_codes import load_attendance_codes
from tests.measures.register_tables import AM, RegisterTables, weekdays

DAYS = weekdays(date(2025, 9, 1), 10)


def records_of(register: RegisterTables, *, to_day: date = DAYS[-1]) -> dict[int, list[DayOfPupil]]:
    connection = register.connection()
    prepare_register(connection)
    prepare_days(connection, pattern_levels().illness_codes, from_day=DAYS[0], to_day=to_day)
    pupils = pupils_by_school(connection)[1]
    return {
        record.who.pupil_id: list(record.days)
        for record in records_of_school(connection, 1, pupils, to_day=to_day)
    }


def test_each_kind_of_day_by_hand() -> None:
    register = RegisterTables()
    register.days(1, DAYS, "/\\" + "II" + "M\\" + "/O" + "U\\" + "L\\" + "##" + "-\\" + "CI" + "/\\")
    days = records_of(register)[1]
    assert [day.date for day in days] == [*DAYS[:6], *DAYS[7:]]  # the closed day is none of the pupil's
    assert [(day.away_am, day.away_pm) for day in days] == [
        (None, None),
        ("I", "I"),
        ("M", None),
        (None, "O"),
        (None, None),  # late after the register closed: an absence in the statistics, and the pupil came
        (None, None),
        (None, None),
        ("C", "I"),
        (None, None),
    ]
    assert [day.late for day in days] == [0, 0, 0, 0, 1, 1, 0, 0, 0]
    assert [day.ill for day in days] == [0, 1, 0, 0, 0, 0, 0, 1, 0]
    assert [(day.possible_am, day.possible_pm) for day in days][6] == (0, 1)  # nobody took the register


def test_a_session_that_was_not_possible_is_no_half_of_the_day() -> None:
    register = RegisterTables()
    register.days(1, DAYS[5:], "D\\" * 5)
    assert {(day.possible_am, day.possible_pm, day.came) for day in records_of(register)[1]} == {(0, 1, True)}


def test_who_left_is_not_looked_at() -> None:
    register = RegisterTables(pupils={(1, 3): {"leaving_date": DAYS[-1]}})
    register.days(1, DAYS, "/\\" * 10)
    register.days(2, DAYS[:5], "/\\" * 5)  # no row in the last week
    register.days(3, DAYS, "/\\" * 10)
    assert set(records_of(register)) == {1}
    assert set(records_of(register, to_day=DAYS[4])) == {1, 2, 3}


def test_days_after_the_last_are_not_read() -> None:
    register = RegisterTables()
    register.days(1, DAYS, "/\\" * 10)
    assert [day.date for day in records_of(register, to_day=DAYS[3])[1]] == DAYS[:4]


def test_the_codes_of_illness_are_codes() -> None:
    codes = load_attendance_codes()
    assert all(codes.is_known(code) for code in pattern_levels().illness_codes)
    assert AM == 0
