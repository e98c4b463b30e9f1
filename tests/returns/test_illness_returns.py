"""The sickness return: fifteen school days of I, in a row or in all, since September; and looking ahead."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import pytest

from tests.returns.days_of_school import (
    LAST,
    Child,
    Marks,
    away,
    log,
    returns_on,
    said,
    school_days,
    school_of,
)

DUTY = "illness"
UPN = "A999000000001"
MONDAY = date(2025, 11, 3)  # fifteen school days from it end on Friday 21 November
FRIDAY = date(2025, 11, 21)
SPRING = date(2026, 1, 5)  # fifteen school days from it end on Friday 23 January


def with_one_half(marks: Marks, day: date) -> dict[date, Sequence[str]]:
    """The same marks, and ill on one morning."""
    return {**marks, day: ("I", "/")}


@pytest.mark.parametrize(("days", "number"), [(14, 0), (15, 1), (16, 1)])
def test_in_a_row_fifteen_days_are_one_return(days: int, number: int) -> None:
    found = returns_on(school_of(Child(UPN, away(MONDAY, days, "I"))), LAST)
    last = school_days(MONDAY, days)[-1]
    assert said(found.due, DUTY) == [(UPN, MONDAY, last, days)] * number
    if number:
        (line,) = found.due
        assert (line.due_on, line.absence.counted, line.step) == (FRIDAY, "in a row", "return-15-days")


def test_in_all_fourteen_and_a_half_days_are_none_and_the_half_day_more_makes_fifteen() -> None:
    # 3 to 14 November is ten days; 5 to 8 January four more; 19 January a morning
    marks = with_one_half(away(MONDAY, 10, "I") | away(SPRING, 4, "I"), date(2026, 1, 19))
    found = returns_on(school_of(Child(UPN, marks)), LAST)
    assert said(found.due, DUTY) == []
    assert said(found.proposed, DUTY) == [(UPN, MONDAY, date(2026, 1, 19), 14.5)]
    marks[date(2026, 2, 2)] = ("/", "I")
    (line,) = returns_on(school_of(Child(UPN, marks)), LAST).due
    assert (line.due_on, line.absence.counted, line.absence.half_days) == (date(2026, 2, 2), "in all", 30)
    assert (line.absence.first_day, line.absence.last_day) == (MONDAY, date(2026, 2, 2))


def test_other_absence_is_no_illness() -> None:
    found = returns_on(school_of(Child(UPN, away(MONDAY, 15, "I", "M"))), LAST)
    assert (found.due, found.proposed) == ((), ())


def test_illness_is_counted_anew_from_september() -> None:
    # fourteen days up to Tuesday 22 July, then fourteen from Wednesday 3 September
    marks = away(date(2025, 7, 3), 28, "I")
    assert min(marks) < date(2025, 7, 23) < date(2025, 9, 3) < max(marks)
    assert [day for day in marks if day.month == 7] == school_days(date(2025, 7, 3), 14)
    found = returns_on(school_of(Child(UPN, marks)), LAST)
    assert (said(found.due, DUTY), said(found.proposed, DUTY)) == (
        [],
        [(UPN, date(2025, 9, 3), date(2025, 9, 22), 14)],
    )
    assert said(returns_on(school_of(Child(UPN, away(date(2025, 7, 3), 29, "I"))), LAST).due, DUTY) == [
        (UPN, date(2025, 9, 3), date(2025, 9, 23), 15)
    ]


def returned(first: date, last: date, counted: str, **more: object) -> dict[str, object]:
    details = {"duty": DUTY, "spell": first.isoformat(), "to": last.isoformat(), "counted": counted, **more}
    return {"step": "return-15-days", "details": json.dumps(details)}


def test_each_spell_of_fifteen_days_is_a_return_of_its_own() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 15, "I") | away(SPRING, 15, "I")))
    second = (UPN, SPRING, date(2026, 1, 23), 15.0)
    assert said(returns_on(connection, LAST).due, DUTY) == [(UPN, MONDAY, FRIDAY, 15), second]
    log(connection, "return", FRIDAY, **returned(MONDAY, FRIDAY, "in a row"))
    found = returns_on(connection, LAST)
    assert said(found.due, DUTY) == [second]
    assert found.no_longer_supported == ()


def test_of_one_spell_one_return_is_made_though_days_in_all_and_in_a_row_reach_the_number() -> None:
    # five days in September: on the tenth day of the spell in November they are fifteen in all
    marks = away(date(2025, 9, 8), 5, "I") | away(MONDAY, 20, "I")
    connection = school_of(Child(UPN, marks))
    (line,) = returns_on(connection, LAST).due
    assert (line.due_on, line.absence.half_days) == (date(2025, 11, 14), 50)
    assert (line.absence.spell_from, line.absence.spell_to) == (MONDAY, date(2025, 11, 28))
    tenth = date(2025, 11, 14)
    log(connection, "return", tenth, **returned(MONDAY, tenth, "in all"))
    assert returns_on(connection, LAST).due == ()


def test_after_the_return_for_days_in_all_only_a_spell_of_fifteen_days_is_another() -> None:
    marks = away(date(2025, 9, 8), 10, "I") | away(MONDAY, 5, "I") | away(SPRING, 14, "I")
    connection = school_of(Child(UPN, marks))
    (line,) = returns_on(connection, LAST).due
    assert (line.due_on, line.absence.spell_from) == (date(2025, 11, 7), MONDAY)
    log(connection, "return", date(2025, 11, 10), **returned(MONDAY, date(2025, 11, 7), "in all"))
    assert returns_on(connection, LAST).due == ()
    connection.execute("UPDATE mark SET code = 'I' WHERE pupil_id = 2 AND date = '2026-01-23'")
    assert said(returns_on(connection, LAST).due, DUTY) == [(UPN, SPRING, date(2026, 1, 23), 15)]


@pytest.mark.parametrize(("days", "number"), [(4, 0), (5, 1), (6, 1)])
def test_a_running_illness_is_proposed_from_the_fifth_day_on(days: int, number: int) -> None:
    ends = date(2026, 3, 27)
    first = [day for day in school_days(date(2026, 3, 2), 20) if day <= ends][-days]
    found = returns_on(school_of(Child(UPN, away(first, days, "I"))), LAST)
    assert said(found.proposed, DUTY) == [(UPN, first, ends, days)] * number
    assert found.due == ()


def test_an_illness_that_is_over_is_not_proposed_for_its_days_in_a_row() -> None:
    assert returns_on(school_of(Child(UPN, away(MONDAY, 9, "I"))), LAST).proposed == ()


@pytest.mark.parametrize(("half_days", "number"), [(19, 0), (20, 1), (21, 1)])
def test_days_in_all_are_proposed_from_the_tenth_on(half_days: int, number: int) -> None:
    marks = away(MONDAY, half_days // 2, "I")
    if half_days % 2:
        marks = with_one_half(marks, SPRING)
    found = returns_on(school_of(Child(UPN, marks)), LAST)
    assert [one.absence.half_days for one in found.proposed] == [half_days] * number


def test_who_has_left_or_is_under_age_is_not_asked_about() -> None:
    marks = away(date(2026, 3, 16), 10, "I")
    for child in (
        Child(UPN, marks, stated={"leaving_date": date(2026, 3, 27)}),
        Child(UPN, marks, born=date(2021, 4, 1)),
    ):
        assert returns_on(school_of(child), LAST).proposed == ()


def answer(first: date, last: date, counted: str = "in a row") -> dict[str, object]:
    return {**returned(first, last, counted), "step": None}


def test_what_is_expected_is_due_from_the_day_it_was_said() -> None:
    connection = school_of(Child(UPN, away(date(2026, 3, 18), 8, "I")))
    fifth = date(2026, 3, 24)
    log(connection, "return-expected", fifth, outcome="expected", **answer(date(2026, 3, 18), fifth))
    found = returns_on(connection, LAST)
    (line,) = found.due
    assert (line.due_on, line.absence.reached_on, line.absence.half_days) == (fifth, None, 16)
    assert (line.absence.first_day, line.absence.last_day) == (date(2026, 3, 18), LAST)
    assert found.proposed == ()
    made = returned(date(2026, 3, 18), LAST, "in a row", expectation=1)
    log(connection, "return", LAST, **made)
    assert returns_on(connection, LAST).due == ()


def test_what_was_returned_as_expected_in_all_is_not_due_again_when_it_is_reached_in_all() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 10, "I") | away(SPRING, 5, "I")))
    tenth = date(2025, 11, 14)
    log(connection, "return", tenth, **returned(MONDAY, tenth, "in all", expectation=1))
    assert returns_on(connection, LAST).due == ()


def test_an_illness_that_was_expected_and_is_reached_is_one_return() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 15, "I")))
    for day in (date(2025, 11, 7), date(2025, 11, 10)):
        log(connection, "return-expected", day, outcome="expected", **answer(MONDAY, day))
    assert [one.due_on for one in returns_on(connection, date(2025, 11, 12)).due] == [date(2025, 11, 10)]
    assert [one.due_on for one in returns_on(connection, LAST).due] == [FRIDAY]


def test_who_is_back_before_the_day_stays_due_and_the_return_is_no_mistake() -> None:
    # the ground was there when it was said; the officer takes it back with attendctl case withdraw
    connection = school_of(Child(UPN, away(MONDAY, 6, "I")))
    fifth = date(2025, 11, 7)
    log(connection, "return-expected", fifth, outcome="expected", **answer(MONDAY, fifth))
    assert len(returns_on(connection, LAST).due) == 1
    log(connection, "return", fifth, **returned(MONDAY, fifth, "in a row", expectation=1))
    found = returns_on(connection, LAST)
    assert (found.due, found.no_longer_supported) == ((), ())
    connection.execute("UPDATE mark SET code = '/' WHERE pupil_id = 2")
    assert [one.sessions_now for one in returns_on(connection, LAST).no_longer_supported] == [0]


def test_what_is_not_expected_is_not_asked_again_but_due_when_it_is_reached() -> None:
    connection = school_of(Child(UPN, away(date(2026, 3, 9), 15, "I")))
    fifth = date(2026, 3, 13)
    log(connection, "return-expected", fifth, outcome="not-expected", **answer(date(2026, 3, 9), fifth))
    found = returns_on(connection, date(2026, 3, 26))
    assert (found.due, found.proposed) == ((), ())
    assert said(found.not_expected, DUTY) == [(UPN, date(2026, 3, 9), date(2026, 3, 26), 14)]
    assert said(returns_on(connection, LAST).due, DUTY) == [(UPN, date(2026, 3, 9), LAST, 15)]


def test_the_next_illness_is_asked_about_anew() -> None:
    marks = away(MONDAY, 5, "I") | away(date(2026, 3, 23), 5, "I")
    connection = school_of(Child(UPN, marks))
    log(
        connection,
        "return-expected",
        date(2025, 11, 7),
        outcome="not-expected",
        **answer(MONDAY, date(2025, 11, 7)),
    )
    assert said(returns_on(connection, LAST).proposed, DUTY) == [(UPN, MONDAY, LAST, 10)]


def test_a_no_about_days_in_all_is_about_that_illness_and_not_the_next() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 10, "I") | away(date(2026, 3, 2), 2, "I")))
    tenth = date(2025, 11, 14)
    no = {"outcome": "not-expected", **answer(MONDAY, tenth, "in all")}
    log(connection, "return-expected", tenth, **no)
    found = returns_on(connection, date(2026, 2, 27))
    assert (found.proposed, len(found.not_expected)) == ((), 1)
    assert said(returns_on(connection, LAST).proposed, DUTY) == [(UPN, MONDAY, date(2026, 3, 3), 12)]


def test_the_latest_word_counts() -> None:
    connection = school_of(Child(UPN, away(date(2026, 3, 9), 10, "I")))
    said_of = answer(date(2026, 3, 9), date(2026, 3, 13))
    log(connection, "return-expected", date(2026, 3, 13), outcome="not-expected", **said_of)
    log(connection, "return-expected", date(2026, 3, 18), outcome="expected", **said_of)
    assert [one.due_on for one in returns_on(connection, LAST).due] == [date(2026, 3, 18)]
    log(connection, "return-expected", date(2026, 3, 19), outcome="not-expected", **said_of)
    assert returns_on(connection, LAST).due == ()


def test_days_in_all_that_a_correction_takes_below_the_number_are_listed() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 10, "I") | away(SPRING, 5, "I")))
    log(connection, "return", date(2026, 1, 12), **returned(SPRING, date(2026, 1, 9), "in all"))
    assert returns_on(connection, LAST).no_longer_supported == ()
    connection.execute(
        "UPDATE mark SET code = 'C' WHERE pupil_id = 2 AND date = '2025-11-03' AND session = 0"
    )
    assert [one.sessions_now for one in returns_on(connection, LAST).no_longer_supported] == [29]


def test_before_the_regulations_of_2024_there_was_no_such_return() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 15, "I")))
    connection.execute("UPDATE mark SET date = date - INTERVAL 2 YEAR")
    assert DUTY not in returns_on(connection, date(2024, 3, 27)).duties
    assert returns_on(connection, date(2024, 3, 27)).due == ()
