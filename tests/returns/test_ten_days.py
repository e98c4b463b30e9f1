"""The return of absence without leave: ten school days in a row of G, N, O or U, a new one for each spell."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import pytest

from tests.returns.days_of_school import (
    LAST,
    SCHOOL_DAYS,
    Child,
    away,
    log,
    returns_on,
    said,
    school_days,
    school_of,
)

DUTY = "unauthorised_absence"
UPN = "A999000000001"
MONDAY = date(2025, 11, 10)  # ten school days from it end on Friday 21 November
FRIDAY = date(2025, 11, 21)


def days_returned(child: Child, as_of: date = LAST) -> list[tuple[str | None, date, date, float]]:
    return said(returns_on(school_of(child), as_of).due, DUTY)


def test_nine_days_are_no_return() -> None:
    assert days_returned(Child(UPN, away(MONDAY, 9, "O"))) == []


def test_ten_days_are_a_return_from_the_tenth_on() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 10, "O")))
    found = returns_on(connection, LAST)
    assert said(found.due, DUTY) == [(UPN, MONDAY, FRIDAY, 10)]
    (line,) = found.due
    assert (line.due_on, line.absence.is_open, line.step) == (FRIDAY, False, "return-10-days")
    assert line.codes == (("O", 20),)
    assert returns_on(connection, date(2025, 11, 20)).due == ()
    assert said(returns_on(connection, FRIDAY).due, DUTY) == [(UPN, MONDAY, FRIDAY, 10)]


def test_eleven_days_are_one_return_due_since_the_tenth() -> None:
    found = returns_on(school_of(Child(UPN, away(MONDAY, 11, "O"))), LAST)
    assert said(found.due, DUTY) == [(UPN, MONDAY, date(2025, 11, 24), 11)]
    assert found.due[0].due_on == FRIDAY


def test_every_one_of_the_four_codes_counts_and_each_cause_is_said() -> None:
    # 10 November G, 11 N, 12 O, 13 U, and so on: three days of G and N, two of O and U
    (line,) = returns_on(school_of(Child(UPN, away(MONDAY, 10, "G", "N", "O", "U"))), LAST).due
    assert line.codes == (("G", 6), ("N", 6), ("O", 4), ("U", 4))


@pytest.mark.parametrize("code", ["I", "C", "M", "B", "V", "L"])
def test_a_day_with_leave_or_at_school_ends_the_spell(code: str) -> None:
    marks = away(MONDAY, 11, "O")
    marks[date(2025, 11, 17)] = (code, code)
    assert days_returned(Child(UPN, marks)) == []


@pytest.mark.parametrize("half", [0, 1])
def test_one_session_at_school_ends_the_spell(half: int) -> None:
    marks: dict[date, Sequence[str]] = dict(away(MONDAY, 10, "O"))
    marks[date(2025, 11, 17)] = ("/", "O") if half == 0 else ("O", "/")
    assert days_returned(Child(UPN, marks)) == []


@pytest.mark.parametrize("code", ["D", "Y1", "Y4", "X", "#", "-"])
def test_a_day_that_was_not_possible_is_stepped_over(code: str) -> None:
    # eleven days from Monday 10 November; Monday 17 counts for nothing: the tenth is Monday 24
    marks = away(MONDAY, 11, "O")
    marks[date(2025, 11, 17)] = (code, code)
    found = returns_on(school_of(Child(UPN, marks)), LAST)
    assert said(found.due, DUTY) == [(UPN, MONDAY, date(2025, 11, 24), 10)]
    assert found.due[0].due_on == date(2025, 11, 24)


def test_a_day_of_one_possible_session_is_a_day() -> None:
    marks = away(MONDAY, 10, "O")
    marks[FRIDAY] = ("O", "Y4")
    assert days_returned(Child(UPN, marks)) == [(UPN, MONDAY, FRIDAY, 10)]


def test_a_half_term_neither_ends_nor_lengthens_a_spell() -> None:
    # Monday 20 to Friday 24 October, then Monday 3 to Friday 7 November
    assert days_returned(Child(UPN, away(date(2025, 10, 20), 10, "O"))) == [
        (UPN, date(2025, 10, 20), date(2025, 11, 7), 10)
    ]


def test_a_spell_goes_on_over_the_summer_into_the_next_year() -> None:
    # five days from Wednesday 16 July to Tuesday 22 July; five from Wednesday 3 to Tuesday 9 September
    found = returns_on(school_of(Child(UPN, away(date(2025, 7, 16), 10, "O"))), LAST)
    assert said(found.due, DUTY) == [(UPN, date(2025, 7, 16), date(2025, 9, 9), 10)]
    assert found.due[0].due_on == date(2025, 9, 9)


def test_a_spell_of_the_last_month_before_the_summer_is_not_forgotten() -> None:
    # Tuesday 1 to Monday 14 July: the return of July may be outstanding
    assert days_returned(Child(UPN, away(date(2025, 7, 1), 10, "O"))) == [
        (UPN, date(2025, 7, 1), date(2025, 7, 14), 10)
    ]
    # Monday 16 to Friday 27 June is of an earlier month
    assert days_returned(Child(UPN, away(date(2025, 6, 16), 10, "O"))) == []


def returned(first: date, last: date, days: int) -> dict[str, str]:
    said = {"duty": DUTY, "spell": first.isoformat(), "to": last.isoformat(), "counted": "in a row"}
    return {"step": "return-10-days", "details": json.dumps(said | {"school_days": days, "file": "r.xlsx"})}


def test_a_new_spell_is_a_new_return() -> None:
    marks = away(MONDAY, 10, "O") | away(date(2026, 1, 5), 10, "G")
    connection = school_of(Child(UPN, marks))
    second = (UPN, date(2026, 1, 5), date(2026, 1, 16), 10.0)
    assert said(returns_on(connection, LAST).due, DUTY) == [(UPN, MONDAY, FRIDAY, 10), second]
    log(connection, "return", date(2025, 11, 24), **returned(MONDAY, FRIDAY, 10))
    found = returns_on(connection, LAST)
    assert said(found.due, DUTY) == [second]
    assert said(found.made, DUTY) == [(UPN, MONDAY, FRIDAY, 10)]


def test_a_spell_that_goes_on_after_its_return_is_not_due_again() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 18, "O")))
    log(connection, "return", FRIDAY, **returned(MONDAY, FRIDAY, 10))
    assert said(returns_on(connection, LAST).due, DUTY) == []


def test_a_return_logged_by_hand_answers_the_spell_before_it_and_no_other() -> None:
    marks = away(MONDAY, 10, "O") | away(date(2026, 1, 5), 10, "G")
    connection = school_of(Child(UPN, marks))
    log(connection, "return", date(2026, 1, 19), step="return-10-days")
    assert said(returns_on(connection, LAST).due, DUTY) == [(UPN, MONDAY, FRIDAY, 10)]
    log(connection, "return", date(2025, 11, 24))
    assert said(returns_on(connection, LAST).due, DUTY) == []


def test_a_return_of_another_kind_answers_nothing() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 10, "O")))
    log(connection, "return", FRIDAY, step="deletion-return")
    log(connection, "referral", FRIDAY, outcome="made")
    assert len(returns_on(connection, LAST).due) == 1


@pytest.mark.parametrize(
    ("born", "due_on"),
    [
        # five on 31 December 2020 + 5: of age that very day
        (date(2020, 12, 31), date(2026, 1, 16)),
        (date(2021, 1, 1), None),  # of age on 31 March 2026
        (None, date(2026, 1, 16)),
    ],
)
def test_only_pupils_of_compulsory_school_age(born: date | None, due_on: date | None) -> None:
    found = returns_on(school_of(Child(UPN, away(date(2026, 1, 5), 10, "O"), born=born)), LAST)
    assert [one.due_on for one in found.due] == [due_on] * (due_on is not None)
    assert [one.pupil.upn for one in found.not_of_age] == [UPN] * (due_on is None)


def test_who_comes_of_age_in_the_spell_is_due_from_that_day() -> None:
    # reached on Friday 12 December, still away on 19 December and on 5 January; of age on 31 December
    child = Child(UPN, away(date(2025, 12, 1), 16, "O"), born=date(2020, 12, 1))
    (line,) = returns_on(school_of(child), LAST).due
    assert (line.absence.reached_on, line.due_on) == (date(2025, 12, 12), date(2025, 12, 31))


def test_who_is_past_compulsory_school_age_is_left_out() -> None:
    # sixteen on 4 May 2025: until Friday 27 June 2025; ten days end on Monday 14 July
    child = Child(UPN, away(date(2025, 7, 1), 10, "O"), born=date(2009, 5, 4))
    found = returns_on(school_of(child), date(2025, 7, 22))
    assert (found.due, [one.pupil.upn for one in found.not_of_age]) == ((), [UPN])


def test_a_correction_after_the_return_is_listed() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 10, "O")))
    log(connection, "return", FRIDAY, **returned(MONDAY, FRIDAY, 10))
    assert returns_on(connection, LAST).no_longer_supported == ()
    connection.execute("UPDATE mark SET code = 'I' WHERE pupil_id = 2 AND date = '2025-11-17'")
    found = returns_on(connection, LAST)
    (undone,) = found.no_longer_supported
    assert (undone.pupil.upn, undone.made.on, undone.sessions_now) == (UPN, FRIDAY, 18)
    assert (found.due, found.made) == ((), ())


def test_a_correction_of_its_first_day_leaves_a_longer_spell_the_same() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 12, "O")))
    log(connection, "return", FRIDAY, **returned(MONDAY, FRIDAY, 10))
    connection.execute("UPDATE mark SET code = 'M' WHERE pupil_id = 2 AND date = '2025-11-10'")
    found = returns_on(connection, LAST)
    assert (found.due, found.no_longer_supported) == ((), ())


def test_the_months_without_a_return_are_said_with_how_many_reached_it() -> None:
    connection = school_of(Child(UPN, away(MONDAY, 10, "O")))
    log(connection, "return", date(2025, 10, 1), pupil_id=1, step="return-10-days")
    found = returns_on(connection, date(2025, 12, 30))
    (last,) = [one for one in found.last_made if one.duty.name == DUTY]
    assert last.on == date(2025, 10, 1)
    assert [(one.first_day, one.reached) for one in last.months_without] == [
        (date(2025, 9, 1), 0),
        (date(2025, 11, 1), 1),
    ]
    # December is over on its last day
    (last,) = [one for one in returns_on(connection, date(2025, 12, 31)).last_made if one.duty.name == DUTY]
    assert last.months_without[-1].first_day == date(2025, 12, 1)


def test_the_hand_written_days_are_as_they_are_said() -> None:
    assert school_days(MONDAY, 10)[-1] == FRIDAY
    assert SCHOOL_DAYS[-1] == LAST
    assert school_days(date(2025, 7, 16), 6)[-1] == date(2025, 9, 3)
