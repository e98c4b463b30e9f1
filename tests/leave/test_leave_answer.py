"""The days, sessions and effect of leave, worked out by hand on the register of ``register_by_hand``.

Ten school weeks up to Friday 21 November 2025: 100 sessions. A pupil who misses one session in every
second week has missed 5: 95 of 100.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from attendctl.casework.leave import LeaveAnswer, answer_leave
from attendctl.casework.leave_rules import LeaveRequest
from attendctl.casework.standing import Sessions
from attendctl.errors import NotFound, WrongUsage
from attendctl.settings import CalendarSettings, SchoolSettings, Settings
from tests.letters.register_by_hand import Pupil, register

UPN = "A999000000001"
FRIDAY = date(2025, 11, 21)
ASKED = date(2025, 11, 14)


def every_second_week(week: int) -> int:
    return 1 if week % 2 == 0 else 0


def answer(
    first: date,
    last: date,
    *,
    kind: Any = "holiday",
    policy: str = "greenhill",
    code: str = "I",
    calendar: dict[str, Any] | None = None,
    as_of: date | None = None,
    asked_on: date = ASKED,
    today: date = FRIDAY,
    weeks: int = 10,
    **known: Any,
) -> LeaveAnswer:
    connection = register([Pupil(UPN, every_second_week, code=code)], weeks=weeks)
    settings = Settings(
        school=[SchoolSettings(name="Hillside School", urn="999002", policy=policy)],
        calendar=CalendarSettings(**(calendar or {})),
    )
    request = LeaveRequest(kind, first, last, asked_on, **known)
    return answer_leave(connection, settings, UPN, request, today=today, as_of=as_of)


def test_three_days_ahead_of_the_register() -> None:
    # Monday 1 to Wednesday 3 December: 6 sessions; 95 of 106 is 89.62, red; 10 × 11 = 110 is at least 106.
    # A year of 380 sessions has 280 left: 369 of 380 is 97.1 with the leave, 375 of 380 without.
    found = answer(date(2025, 12, 1), date(2025, 12, 3))
    assert found.days.school_days == (date(2025, 12, 1), date(2025, 12, 2), date(2025, 12, 3))
    assert found.days.sessions == 6
    effect = found.effect
    assert (effect.before, effect.after) == (Sessions(100, 5, 0), Sessions(106, 5, 6))
    assert str(effect.after) == "89.6% (95 of 106 sessions)"
    assert (effect.band_before, effect.band_after, effect.band_at_the_end) == ("yellow", "red", "green")
    assert (effect.persistent_before, effect.persistent_after, effect.persistent_at_the_end) == (
        False,
        True,
        False,
    )
    assert effect.left == 280
    assert effect.end_with == Sessions(380, 5, 6)
    assert effect.end_without == Sessions(380, 5, 0)


def test_one_session_less_is_not_persistent_absence() -> None:
    # Thursday and Friday: 4 sessions; 9 of 104: 90 is less than 104
    effect = answer(date(2025, 12, 4), date(2025, 12, 5)).effect
    assert effect.after == Sessions(104, 5, 4)
    assert not effect.persistent_after


def test_the_weekend_and_stated_holidays_are_no_school_days() -> None:
    # Friday 28 November to Tuesday 2 December, the Monday closed: Friday and Tuesday
    found = answer(date(2025, 11, 28), date(2025, 12, 2), calendar={"closed_days": [date(2025, 12, 1)]})
    assert found.days.school_days == (date(2025, 11, 28), date(2025, 12, 2))
    assert found.days.sessions == 4


def test_a_half_term_of_the_register_is_no_school() -> None:
    # Friday 24 October to Monday 3 November, asked for on 17 October and judged by the marks up to then
    first, last, then = date(2025, 10, 24), date(2025, 11, 3), date(2025, 10, 17)
    found = answer(first, last, as_of=then, asked_on=then)
    assert found.days.school_days == (first, last)
    # six weeks: 60 sessions, 3 missed
    assert found.effect.after == Sessions(64, 3, 4)


def test_days_that_are_over_count_as_they_are_marked() -> None:
    # Monday 17 November AM is missed already (I), PM and Tuesday were attended: 3 more, 92 of 100
    found = answer(date(2025, 11, 17), date(2025, 11, 18), asked_on=date(2025, 11, 20))
    assert found.days.sessions == 4
    assert (found.days.present, found.days.authorised, found.days.ahead) == (3, 1, 0)
    assert found.effect.after == Sessions(100, 5, 3)
    assert found.rule is not None
    assert found.rule.name == "asked-too-late"
    assert found.effect.end_with == Sessions(380, 5, 3)


def test_granted_leave_is_authorised_absence() -> None:
    effect = answer(date(2025, 12, 1), date(2025, 12, 1), kind="religious").effect
    assert effect.after == Sessions(102, 7, 0)


def test_the_penalty_window_ends_with_the_week_of_the_last_day() -> None:
    # The ten school weeks up to that of 1 December begin on 22 September (24 November counts by the
    # calendar). O is marked in the weeks 4, 6, 8 and 10; week 2 lies before. 4 and 6 make 10.
    window = answer(date(2025, 12, 1), date(2025, 12, 3), code="O").effect.window
    assert window is not None
    assert (window.weeks[0], window.weeks[-1], len(window.weeks)) == (
        date(2025, 9, 22),
        date(2025, 12, 1),
        10,
    )
    assert (window.already, window.added, window.threshold, window.is_reached) == (4, 6, 10, True)


def test_one_session_short_of_the_threshold() -> None:
    # Monday 24 and Tuesday 25 November: the window begins on 15 September, with the weeks 2, 4, 6, 8, 10
    window = answer(date(2025, 11, 24), date(2025, 11, 25), code="O").effect.window
    assert window is not None
    assert (window.weeks[0], window.already, window.added, window.is_reached) == (
        date(2025, 9, 15),
        5,
        4,
        False,
    )


def test_illness_is_nothing_to_the_penalty_window() -> None:
    window = answer(date(2025, 12, 1), date(2025, 12, 3)).effect.window
    assert window is not None
    assert (window.already, window.added) == (0, 6)


def test_the_days_asked_after_leave() -> None:
    # Greenhill: back within five school days of Friday 28 November: Friday 5 December
    found = answer(date(2025, 11, 27), date(2025, 11, 28), kind="wedding", exceptional=True)
    assert (found.return_by, found.evidence_by) == (date(2025, 12, 5), None)
    assert (found.answer, found.code_if_granted, found.code_if_refused) == ("head_decides", "C", "O")
    # Copnor: evidence within five school days of the return on Monday 1 December: Monday 8 December
    found = answer(date(2025, 11, 27), date(2025, 11, 28), policy="copnor")
    assert (found.return_by, found.evidence_by) == (None, date(2025, 12, 8))


def test_assessment_weeks_are_those_of_the_calendar() -> None:
    weeks = {"assessment_weeks": [date(2025, 12, 1)]}
    days = (date(2025, 12, 1), date(2025, 12, 1))
    found = answer(*days, policy="reach2", exceptional=True, calendar=weeks)
    assert found.rule is not None
    assert found.rule.name == "assessment"
    found = answer(*days, policy="reach2", exceptional=True)
    assert found.rule is not None
    assert found.rule.name == "exceptional"


def test_the_summer_term_of_the_calendar_says_how_much_is_left() -> None:
    terms = [
        {"name": "autumn", "from": date(2025, 9, 8), "to": date(2025, 12, 19)},
        {"name": "spring", "from": date(2026, 1, 5), "to": date(2026, 3, 27)},
        {"name": "summer", "from": date(2026, 4, 13), "to": date(2026, 7, 17)},
    ]
    # after 21 November: 4 weeks to Christmas, 12 in spring, 14 in summer: 30 weeks of ten sessions
    found = answer(date(2025, 12, 1), date(2025, 12, 1), calendar={"terms": terms})
    assert found.effect.left == 300


def test_leave_in_the_next_academic_year_begins_anew() -> None:
    # Tuesday 1 September 2026, asked in March: nothing is counted before it
    found = answer(
        date(2026, 9, 1), date(2026, 9, 1), weeks=25, today=date(2026, 3, 27), asked_on=date(2026, 3, 2)
    )
    assert (found.effect.before, found.effect.after) == (Sessions(0, 0, 0), Sessions(2, 0, 2))
    assert (found.effect.band_before, found.effect.left) == (None, 380)


@pytest.mark.parametrize(
    ("first", "last", "message", "remedy"),
    [
        (date(2025, 12, 3), date(2025, 12, 1), "--to 2025-12-01 is before --from 2025-12-03", "first day"),
        (date(2025, 11, 29), date(2025, 11, 30), "No school day lies between", "[calendar]"),
        (date(2025, 10, 27), date(2025, 10, 31), "No school day lies between", "[calendar]"),
        (date(2026, 8, 31), date(2026, 9, 1), "two academic years", "each year by itself"),
        (date(2025, 7, 7), date(2025, 7, 8), "academic year before", "--as-of"),
    ],
)
def test_days_that_cannot_be_are_refused(first: date, last: date, message: str, remedy: str) -> None:
    with pytest.raises(WrongUsage) as refused:
        answer(first, last)
    assert message in refused.value.message
    assert remedy in refused.value.remedy


def test_a_pupil_nobody_knows_is_not_found() -> None:
    connection = register([Pupil(UPN, every_second_week)], weeks=10)
    request = LeaveRequest("holiday", FRIDAY, FRIDAY, ASKED)
    with pytest.raises(NotFound):
        answer_leave(connection, Settings(), "B999000000009", request, today=FRIDAY)


def test_a_mark_entered_ahead_does_not_close_the_days_before_it() -> None:
    # leave of another pupil is in the register for Friday 12 December: 1 to 3 December are school days still
    connection = register([Pupil(UPN, every_second_week), Pupil("A999000000002", lambda week: 0)], weeks=10)
    connection.execute(
        "INSERT INTO mark (school_id, pupil_id, date, session, code) VALUES (1, 2, '2025-12-12', 0, 'C')"
    )
    settings = Settings(school=[SchoolSettings(name="Hillside School", urn="999002", policy="greenhill")])
    request = LeaveRequest("holiday", date(2025, 12, 1), date(2025, 12, 3), ASKED)
    found = answer_leave(connection, settings, UPN, request, today=FRIDAY)
    assert (found.days.sessions, found.effect.left) == (6, 280)
