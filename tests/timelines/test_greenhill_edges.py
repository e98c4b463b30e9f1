"""Greenhill's numbers, each one below, at and one above: what the register alone makes due, by hand.

Ten sessions a week: Friday of week n has 10n possible ones, the Monday after it two more.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache

import pytest

from attendctl.casework.decision import Outcome
from tests.timelines.school_of_one import (
    SCHOOL_DAYS,
    Codes,
    Entry,
    OnePupil,
    SchoolYearByHand,
    away,
    day,
    due_on,
    every_week,
    friday,
    missed,
)

START = "2025-09-08"
IN_AMBER = {"meeting-amber", "plan-amber", "outside-help-amber"}
IN_RED = {"welfare-officer", "meeting-red", "plan-red", "evidence-red"}
KEPT_IN_TOUCH = {"long-term-absence", "twice-weekly-call", "fortnightly-visit"}
WED_W13, THU_W13, TUE_W31, WED_W33 = "2025-12-10", "2025-12-11", "2026-05-19", "2026-06-10"


def ill(sessions: int) -> Codes:
    return missed(START, sessions)


# Name: marks, day, the steps that are due, and those that are not.
PERCENTAGES: dict[str, tuple[Codes, date, set[str], set[str]]] = {
    "8 of 200, 96.0": (ill(8), friday(20), set(), {"conversation-yellow", "1a"}),
    "9 of 220, 95.9": (ill(9), friday(22), {"conversation-yellow", "1a"}, IN_AMBER),
    "7 of 100, 93.0": (ill(7), friday(10), {"conversation-yellow", "1a"}, IN_AMBER),
    "9 of 128, 92.97 and so 93.0": (ill(9), day(THU_W13), {"conversation-yellow", "1a"}, IN_AMBER),
    "10 of 140, 92.9": (ill(10), friday(14), IN_AMBER | {"2a"}, {"conversation-yellow", "1a"}),
    "30 of 304, 90.1": (ill(30), day(TUE_W31), IN_AMBER | {"2a"}, IN_RED | {"authority-alerted"}),
    "36 of 360, 90.0": (ill(36), friday(36), IN_RED | {"3a", "authority-alerted"}, IN_AMBER),
    "3 of 40": (ill(3), friday(4), IN_AMBER, {"authority-alerted"}),
    "4 of 40, missing a tenth": (ill(4), friday(4), {"authority-alerted"}, {"authority-panel"}),
    "5 of 40": (ill(5), friday(4), {"authority-alerted"}, {"authority-panel"}),
    "18 of 120, 85.0": (ill(18), friday(12), IN_RED, {"authority-panel"}),
    "49 of 326, 84.97 and so 85.0": (ill(49), day(WED_W33), IN_RED, {"authority-panel"}),
    "19 of 126, 84.9": (ill(19), day(WED_W13), {"authority-panel"}, {"severe-absence"}),
    "19 of 40": (ill(19), friday(4), {"authority-panel"}, {"severe-absence"}),
    "20 of 40, missing half": (ill(20), friday(4), IN_RED | {"severe-absence"}, set()),
    "21 of 40": (ill(21), friday(4), {"severe-absence"}, set()),
    "38 sessions are too few": (ill(21), day("2025-10-02"), set(), IN_RED | {"3a", "severe-absence"}),
    "42 sessions are enough": (ill(21), day("2025-10-06"), IN_RED | {"3a", "severe-absence"}, set()),
}

COUNTS: dict[str, tuple[Codes, date, set[str], set[str]]] = {
    "29 sessions of illness": (ill(29), friday(3), set(), {"return-15-days"}),
    "30 sessions of illness": (ill(30), friday(3), {"return-15-days"}, set()),
    "31 sessions of illness": (ill(31), friday(4), {"return-15-days"}, set()),
    "30 sessions, not in a row": (every_week([6] * 5), friday(5), {"return-15-days"}, {"long-term-absence"}),
    "15 days at the doctor's": (
        away(START, 15, "M"),
        friday(3),
        {"long-term-absence"},
        {"return-15-days"},
    ),
    "9 unauthorised in one week": (missed(START, 9, "O"), friday(1), set(), {"penalty-considered"}),
    "10 unauthorised in one week": (missed(START, 10, "O"), friday(1), {"penalty-considered"}, set()),
    "11 unauthorised": (missed(START, 11, "O"), friday(2), {"penalty-considered"}, set()),
    "10 in ten weeks": (every_week([1] * 10, "U"), friday(10), {"penalty-considered"}, set()),
    "10 in eleven": (every_week([1] * 5 + [0] + [1] * 5, "U"), friday(11), set(), {"penalty-considered"}),
    "10 sessions of illness": (ill(10), friday(1), set(), {"penalty-considered", "return-10-days"}),
    "a holiday of a day": (away(START, 1, "G"), day(START), {"holiday-referral"}, set()),
    "a day of leave refused": (away(START, 1, "O"), day(START), set(), {"holiday-referral"}),
    "four school weeks ago": (away(START, 1, "G"), friday(4), {"holiday-referral"}, set()),
    "a fifth week has begun": (away(START, 1, "G"), day("2025-10-06"), set(), {"holiday-referral"}),
    "N today": (away(START, 1, "N"), day(START), {"first-day-call"}, {"n-unsettled"}),
    "N yesterday": (away(START, 1, "N"), day("2025-09-09"), set(), {"first-day-call", "n-unsettled"}),
    "N, five school days after": (away(START, 1, "N"), day("2025-09-15"), set(), {"n-unsettled"}),
    "N, six school days after": (away(START, 1, "N"), day("2025-09-16"), {"n-unsettled"}, set()),
    "N, seven school days after": (missed(START, 1, "N"), day("2025-09-17"), {"n-unsettled"}, set()),
}

# Day 9 is 18 September, day 10 the 19th, day 14 the 25th, day 15 the 26th, day 19 is 2 October, day 20
# the 3rd.
IN_A_ROW: dict[str, tuple[Codes, date, set[str], set[str]]] = {
    "14 days": (away(START, 14), day("2025-09-25"), set(), KEPT_IN_TOUCH),
    "15 days": (away(START, 15), friday(3), KEPT_IN_TOUCH, set()),
    "16 days": (away(START, 16), day("2025-09-29"), KEPT_IN_TOUCH, set()),
    "14 days and back": (away(START, 14), friday(3), set(), {"reintegration-meeting"}),
    "15 days and still away": (away(START, 15), friday(3), set(), {"reintegration-meeting"}),
    "15 days and back": (
        away(START, 15),
        day("2025-09-29"),
        {"reintegration-meeting"},
        KEPT_IN_TOUCH,
    ),
    "back, in the fourth week": (away(START, 15), friday(6), {"reintegration-meeting"}, set()),
    "back, in the fifth": (away(START, 15), day("2025-10-20"), set(), {"reintegration-meeting"}),
    "broken by one session": (
        away(START, 16) | {day("2025-09-16"): "I /"},
        day("2025-09-29"),
        set(),
        {"long-term-absence"},
    ),
    "a day at another school is stepped over": (
        away(START, 16) | {day("2025-09-16"): "D"},
        day("2025-09-29"),
        {"long-term-absence"},
        set(),
    ),
    "9 days without leave": (away(START, 9, "O"), day("2025-09-18"), set(), {"return-10-days"}),
    "10 days without leave": (away(START, 10, "O"), friday(2), {"return-10-days"}, {"missing-20-days"}),
    "10 days of two codes": (
        away(START, 5, "G") | away("2025-09-15", 5, "N"),
        friday(2),
        {"return-10-days"},
        set(),
    ),
    "11 days, and back": (away(START, 11, "O"), friday(4), {"return-10-days"}, set()),
    "10 days, one of them ill": (away(START, 10, "O") | away(START, 1), friday(2), set(), {"return-10-days"}),
    "19 days without leave": (away(START, 19, "O"), day("2025-10-02"), set(), {"missing-20-days"}),
    "20 days without leave": (away(START, 20, "O"), friday(4), {"missing-20-days"}, set()),
    "21 days without leave": (away(START, 21, "O"), day("2025-10-06"), {"missing-20-days"}, set()),
}
CASES = PERCENTAGES | COUNTS | IN_A_ROW


@cache
def found_on() -> dict[str, set[str]]:
    by_day: dict[date, dict[str, OnePupil]] = defaultdict(dict)
    for name, (codes, on, _, _) in CASES.items():
        by_day[on][name] = OnePupil(codes)
    return {
        name: steps
        for on, pupils in by_day.items()
        for name, steps in due_on("greenhill", pupils, on).items()
    }


@pytest.mark.parametrize("name", CASES)
def test_below_at_and_above(name: str) -> None:
    _, _, due, not_due = CASES[name]
    assert found_on()[name] & (due | not_due) == due


# Leave was granted from Monday 29 September to Friday 3 October.
LEAVE = Entry(day("2025-09-22"), "leave", "granted", until=friday(4))
REFUSED = Entry(day("2025-09-22"), "leave", "refused", until=friday(4))


@pytest.mark.parametrize(
    ("entry", "days_late", "on", "due"),
    [
        (LEAVE, 4, "2025-10-09", set()),
        (LEAVE, 4, "2025-10-10", set()),  # back on the fifth day
        (LEAVE, 5, "2025-10-10", {"place-at-risk"}),
        (LEAVE, 6, "2025-10-13", {"place-at-risk"}),
        (LEAVE, 9, "2025-10-16", {"place-at-risk"}),
        (LEAVE, 10, "2025-10-17", {"place-at-risk", "not-returned-10-days"}),
        (LEAVE, 11, "2025-10-20", {"place-at-risk", "not-returned-10-days"}),
        (LEAVE, 10, "2025-10-20", set()),  # back after ten days
        (REFUSED, 11, "2025-10-20", set()),
    ],
)
def test_not_back_after_leave(entry: Entry, days_late: int, on: str, due: set[str]) -> None:
    pupil = OnePupil(away("2025-09-29", 5, "C") | away("2025-10-06", days_late, "I"), diary=[entry])
    found = due_on("greenhill", {"Ada": pupil}, day(on))["Ada"]
    assert found & {"place-at-risk", "not-returned-10-days"} == due


@pytest.mark.parametrize(
    ("done", "step", "due_from"),
    # Four school weeks from 3 October are weeks 5, 6, 7 and 8; so are twenty school days.
    [
        ("attendance-plan", "plan-review", "2025-11-07"),
        ("attendance-contract", "contract-review", "2025-11-07"),
        ("3a", "formal-support", "2025-11-07"),
        ("1b", "meeting-yellow", "2025-10-03"),
        ("2b", "welfare-after-2b", "2025-10-03"),
        ("2b", "evidence-amber", "2025-10-03"),
    ],
)
def test_days_after_a_letter(done: str, step: str, due_from: str) -> None:
    for shift in (-1, 0, 1):
        on = SCHOOL_DAYS[SCHOOL_DAYS.index(day(due_from)) + shift]
        year = SchoolYearByHand("greenhill", {"Ada": OnePupil(every_week([2] * 9))})
        if on >= friday(4):
            year.write("Ada", done, friday(4))
        due = {one.step.name for _, one in year.judge(on) if one.step and one.outcome is Outcome.DUE}
        assert (step in due) is (shift >= 0)


@pytest.mark.parametrize("after", ["1a", "2a", "3a"])
@pytest.mark.parametrize(("on", "due"), [("2025-11-06", False), ("2025-11-07", True), ("2025-11-10", True)])
def test_has_it_lasted_twenty_school_days(after: str, on: str, due: bool) -> None:
    praised = Entry(friday(4), "contact", "reached", step=f"improved-after-{after}")
    found = due_on("greenhill", {"Ada": OnePupil(diary=[praised])}, day(on))["Ada"]
    assert (f"lasting-after-{after}" in found) is due


# The letter was written on Friday 3 October, after week 4: the sessions since are those from week 5 on.
@pytest.mark.parametrize(
    ("letter", "missed_since", "on", "improved"),
    [
        ("1a", 8, friday(24), True),  # 8 of 200: 96.0
        ("1a", 9, friday(26), False),  # 9 of 220: 95.9
        ("2a", 7, friday(14), True),  # 7 of 100: 93.0
        ("2a", 10, friday(18), False),  # 10 of 140: 92.9
        ("3a", 30, day("2026-06-23"), True),  # 30 of 304, Tuesday of week 35: 90.1
        ("3a", 10, friday(14), False),  # 10 of 100: 90.0
        ("1a", 0, day("2025-11-06"), False),  # 38 sessions since, and the four weeks end tomorrow
        ("1a", 0, day("2025-11-07"), True),
        ("1a", 0, day("2025-11-10"), True),
    ],
)
def test_what_is_improvement(letter: str, missed_since: int, on: date, improved: bool) -> None:
    year = SchoolYearByHand("greenhill", {"Ada": OnePupil(missed("2025-10-06", missed_since))})
    year.write("Ada", letter, friday(4))
    due = {one.step.name for _, one in year.judge(on) if one.step and one.outcome is Outcome.DUE}
    assert (f"improved-after-{letter}" in due) is improved
