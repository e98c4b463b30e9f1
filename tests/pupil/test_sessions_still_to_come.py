"""How many sessions are still to come: by the terms stated, by the register, else by the law of the year."""

from __future__ import annotations

from datetime import date

import pytest

from attendctl.errors import NotFound, WrongUsage
from tests.pupil.year_of_one import FRIDAY, TO_COME, outlook_of, ten_of_200


def test_by_the_terms_stated_up_to_the_end_of_the_summer_term() -> None:
    found = outlook_of(ten_of_200)
    assert (found.as_of, found.until) == (FRIDAY, date(2026, 7, 17))
    assert (found.ahead.sessions, len(found.ahead.days)) == (TO_COME, 89)
    assert found.ahead.days[0] == (date(2026, 2, 23), 2), "the week of 16 February is half term"


@pytest.mark.parametrize(
    ("until", "sessions"),
    [
        (date(2026, 2, 14), 0),
        (date(2026, 2, 22), 0),
        (date(2026, 2, 23), 2),
        (date(2026, 3, 27), 50),
        (date(2026, 4, 12), 50),
        (date(2026, 5, 4), 50 + 30),  # the first Monday of May is stated as closed
        (date(2026, 7, 17), TO_COME),
        (date(2026, 8, 31), TO_COME),
    ],
)
def test_the_day_looked_ahead_to_is_included(until: date, sessions: int) -> None:
    found = outlook_of(ten_of_200, until=until)
    assert (found.until, found.ahead.sessions) == (until, sessions)


@pytest.mark.parametrize("until", [date(2026, 9, 1), FRIDAY, date(2026, 2, 12), date(2027, 7, 17)])
def test_a_day_outside_the_rest_of_the_year_is_one_message(until: date) -> None:
    with pytest.raises(WrongUsage, match=f"--until {until} is not a day of this academic year"):
        outlook_of(ten_of_200, until=until)


def test_without_a_summer_term_no_more_than_the_law_leaves_of_the_year() -> None:
    # 380 less 200; there are 240 weekday sessions and more up to 31 July
    found = outlook_of(ten_of_200, calendar={})
    assert (found.until, found.ahead.sessions) == (date(2026, 7, 31), 180)
    said = " ".join(found.ahead.assumed)
    assert "no session after 31 July 2026 is counted, and at most the 180 that a school year of 380" in said


def test_without_a_summer_term_none_in_august() -> None:
    # after fifteen weeks more of register, 380 - 250 = 130 are left; from 20 July there are 20 up to 31 July
    found = outlook_of(ten_of_200, calendar={}, as_of=date(2026, 7, 17), until=date(2026, 8, 31), weeks=25)
    assert found.ahead.sessions == 20
    assert found.ahead.days[-1][0] == date(2026, 7, 31)


def test_where_the_register_goes_on_it_says_which_days_were_school() -> None:
    # nothing is stated, and half term, the week of 16 February, is a week without marks: five weeks of ten
    seen = outlook_of(
        ten_of_200, calendar={}, as_of=FRIDAY, until=date(2026, 3, 27), weeks=25, today=date(2026, 3, 27)
    )
    assert seen.ahead.sessions == 50
    unseen = outlook_of(ten_of_200, calendar={}, until=date(2026, 3, 27))
    assert unseen.ahead.sessions == 60


def test_a_mark_entered_ahead_is_no_school_day() -> None:
    # leave for 1 June is in the register already: the days before it are still to come
    found = outlook_of(ten_of_200, entered_ahead=date(2026, 6, 1))
    assert (found.as_of, found.ahead.sessions) == (FRIDAY, TO_COME)


def test_days_without_marks_before_the_day_judged_are_said() -> None:
    # Monday 23 February to Tuesday 3 March: seven days
    found = outlook_of(ten_of_200, as_of=date(2026, 3, 3))
    assert found.ahead.sessions == TO_COME - 14
    assert any("14 sessions from 14 February 2026 to 3 March 2026" in text for text in found.ahead.assumed)


def test_when_the_year_is_over_nothing_is_to_come() -> None:
    found = outlook_of(ten_of_200, as_of=date(2026, 8, 31))
    assert (found.until, found.ahead.sessions, found.week_off) == (date(2026, 8, 31), 0, None)
    assert found.best == found.now
    assert found.bands == ()


def test_for_a_leaver_nothing_is_to_come_and_it_is_said() -> None:
    found = outlook_of(ten_of_200, last_week=10)
    assert found.has_left
    assert (found.ahead.sessions, found.week_off, found.bands) == (0, None, ())
    assert found.ahead.assumed == ("The pupil has left: no session is still to come.",)
    assert {(one.missed_until, one.attended_until, one.on) for one in found.thresholds} == {
        (None, None, None)
    }


@pytest.mark.parametrize(
    ("leaving_date", "has_left", "sessions"),
    [
        (FRIDAY, True, 0),
        (date(2026, 2, 14), False, 0),
        (date(2026, 3, 13), False, 30),  # three weeks, the last day included
        (date(2026, 7, 17), False, TO_COME),
        (date(2026, 8, 31), False, TO_COME),
    ],
)
def test_a_leaving_date_ends_what_is_to_come(leaving_date: date, has_left: bool, sessions: int) -> None:
    found = outlook_of(ten_of_200, leaving_date=leaving_date)
    assert (found.has_left, found.ahead.sessions) == (has_left, sessions)


def test_sessions_that_were_not_possible_are_said() -> None:
    # ten sessions at another school
    found = outlook_of(ten_of_200, code="D")
    assert found.row.year.possible == 190
    assert any("So far 10 of the school's sessions were not possible" in text for text in found.ahead.assumed)
    assert not any("not possible" in text for text in outlook_of(ten_of_200).ahead.assumed)


def test_a_year_without_marks_of_the_pupil_is_not_found() -> None:
    with pytest.raises(NotFound, match=r"no mark of A999000000001 from 2026-09-01 to 2026-09-04"):
        outlook_of(ten_of_200, as_of=date(2026, 9, 4))
