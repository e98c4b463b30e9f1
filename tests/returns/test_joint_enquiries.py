"""Pupils whom school and authority look for: twenty days, not back after leave, missing education."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date

import pytest

from tests.returns.days_of_school import LAST, Child, away, log, returns_on, said, school_days, school_of

TWENTY, AFTER_LEAVE, MISSING = "deletion_unauthorised_absence", "deletion_not_returned", "missing_education"
UPN = "A999000000001"


def last_days(number: int, code: str = "O") -> dict[date, Sequence[str]]:
    """Away on the last so many days of the register."""
    return away(school_days(date(2026, 2, 23), 25)[-number], number, code)


@pytest.mark.parametrize(("days", "number"), [(19, 0), (20, 1), (21, 1)])
def test_twenty_days_and_still_away(days: int, number: int) -> None:
    found = returns_on(school_of(Child(UPN, last_days(days))), LAST)
    assert len(said(found.due, TWENTY)) == number
    assert len(said(found.due, "unauthorised_absence")) == 1


def test_who_is_back_or_off_the_roll_is_not_looked_for() -> None:
    back = Child(UPN, away(date(2026, 1, 5), 20, "O"))
    left = Child(UPN, last_days(20), stated={"leaving_date": date(2026, 3, 27)})
    for child in (back, left):
        found = returns_on(school_of(child), LAST)
        assert (said(found.due, TWENTY), len(said(found.due, "unauthorised_absence"))) == ([], 1)


def granted(until: date) -> dict[str, object]:
    return {"outcome": "granted", "until": until}


@pytest.mark.parametrize(("days", "number"), [(9, 0), (10, 1), (11, 1)])
def test_not_back_ten_days_after_the_leave_ended(days: int, number: int) -> None:
    away_days = last_days(days)
    leave = [day for day in school_days(date(2026, 2, 23), 25) if day < min(away_days)][-3:]
    connection = school_of(Child(UPN, away(leave[0], 3, "C") | away_days))
    log(connection, "leave", date(2026, 2, 1), **granted(leave[-1]))
    found = returns_on(connection, LAST)
    assert said(found.due, AFTER_LEAVE) == [(UPN, min(away_days), LAST, days)] * number
    if number:
        line = next(one for one in found.due if one.duty.name == AFTER_LEAVE)
        assert (line.due_on, line.step) == (sorted(away_days)[9], "not-returned-10-days")


def test_who_came_back_first_or_is_ill_or_had_no_leave_is_not_looked_for() -> None:
    days = sorted(last_days(12))
    back_for_a_day = {day: mark for day, mark in last_days(12).items() if day != days[0]}
    for marks in (back_for_a_day, last_days(12, "I")):
        connection = school_of(Child(UPN, marks))
        before = [day for day in school_days(date(2026, 2, 23), 25) if day < days[0]][-1]
        log(connection, "leave", date(2026, 2, 1), **granted(before))
        assert said(returns_on(connection, LAST).due, AFTER_LEAVE) == []
    connection = school_of(Child(UPN, last_days(12)))
    log(connection, "leave", date(2026, 2, 1), **{**granted(before), "outcome": "refused"})
    assert said(returns_on(connection, LAST).due, AFTER_LEAVE) == []


def test_who_was_not_found_and_has_not_been_back_is_missing() -> None:
    connection = school_of(Child(UPN, last_days(5)))
    log(connection, "referral", date(2026, 3, 24), outcome="not-found")
    assert [one[0] for one in said(returns_on(connection, LAST).due, MISSING)] == [UPN]
    connection.execute(
        "UPDATE mark SET code = '/' WHERE pupil_id = 2 AND date = '2026-03-26' AND session = 1"
    )
    assert said(returns_on(connection, LAST).due, MISSING) == []


@pytest.mark.parametrize(
    ("last", "stated", "is_missing"),
    [
        (date(2026, 3, 20), {}, True),
        (date(2026, 3, 23), {}, False),  # in the latest week
        (date(2026, 3, 20), {"leaving_date": date(2026, 3, 20)}, False),
        (date(2026, 3, 20), {"class": "6B"}, False),  # the whole class ends there: the export is short
        (date(2025, 7, 22), {}, False),  # of the year before
    ],
)
def test_marks_that_end_without_a_leaving_date(
    last: date, stated: dict[str, object], is_missing: bool
) -> None:
    found = returns_on(school_of(Child(UPN, last=last, stated=stated)), LAST)
    assert said(found.due, MISSING) == [(UPN, last, last, 0)] * is_missing


@pytest.mark.parametrize(
    ("day", "code", "missing"),
    [(date(2026, 3, 16), "/", False), (date(2026, 3, 16), "Z", True), (date(2026, 3, 13), "/", True)],
)
def test_who_went_on_to_another_school_of_the_ledger_is_not_missing(
    day: date, code: str, missing: bool
) -> None:
    connection = school_of(Child(UPN, last=date(2026, 3, 13)))
    connection.execute(
        "INSERT INTO mark BY NAME SELECT 2 AS school_id, 2 AS pupil_id, $1::DATE AS date, 0 AS session, "
        "$2 AS code",
        [day, code],
    )
    assert bool(said(returns_on(connection, LAST).due, MISSING)) is missing


def test_an_enquiry_that_was_made_is_not_due_again() -> None:
    connection = school_of(Child(UPN, last_days(20)))
    days = {"duty": TWENTY, "spell": "2026-03-02", "to": "2026-03-27", "counted": "in a row"}
    log(connection, "referral", LAST, outcome="made", step="missing-20-days", details=json.dumps(days))
    found = returns_on(connection, LAST)
    assert (said(found.due, TWENTY), len(said(found.made, TWENTY))) == ([], 1)
    assert len(said(found.due, "unauthorised_absence")) == 1


def test_an_enquiry_logged_by_its_step_is_not_due_again() -> None:
    connection = school_of(Child(UPN, last_days(20)))
    log(connection, "referral", LAST, outcome="not-found", step="missing-20-days")
    assert len(said(returns_on(connection, LAST).due, TWENTY)) == 1
    log(connection, "referral", LAST, outcome="made", step="missing-20-days")
    assert said(returns_on(connection, LAST).due, TWENTY) == []
