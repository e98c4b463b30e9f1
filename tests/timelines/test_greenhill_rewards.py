"""Greenhill's celebrations and termly reports, by hand: written when named, once, and while they are news.

The autumn term has 140 sessions, the spring term 110, the summer term 130. The terms are stated, so that a
term has ended on its last day.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from attendctl.casework.decision import Outcome
from attendctl.settings import CalendarSettings
from tests.timelines.school_of_one import (
    STATED_TERMS,
    Codes,
    Entry,
    OnePupil,
    SchoolYearByHand,
    away,
    day,
    due_on,
    friday,
    missed,
)

AUTUMN, SPRING, SUMMER = "2025-09-08", "2026-01-05", "2026-04-13"
CHRISTMAS, EASTER, JULY = friday(14), friday(25), friday(38)
METALS = {"notable-bronze", "notable-silver", "notable-gold"}
REWARDS = METALS | {"certificate-100-term", "certificate-100-year", "most-improved"}

FIVE_AND_FIVE = missed(AUTUMN, 5) | missed(SPRING, 5)  # 96.4 and 95.5
FIVE_AND_FOUR = missed(AUTUMN, 5) | missed(SPRING, 4)  # 96.4 and 96.4

# Name: marks, the day looked at, and the rewards due on it.
CASES: dict[str, tuple[Codes, date, set[str]]] = {
    "5 of 140, 96.4": (missed(AUTUMN, 5), CHRISTMAS, {"notable-bronze"}),
    "6 of 140, 95.7": (missed(AUTUMN, 6), CHRISTMAS, set()),
    "none of 140": ({}, CHRISTMAS, {"notable-bronze", "certificate-100-term"}),
    "1 of 140, 99.3": (missed(AUTUMN, 1), CHRISTMAS, {"notable-bronze"}),
    "a visit is attendance": (away(AUTUMN, 1, "V"), CHRISTMAS, {"notable-bronze", "certificate-100-term"}),
    "late every day": (away(AUTUMN, 70, "L"), CHRISTMAS, {"notable-bronze", "certificate-100-term"}),
    "late after the register": (away(AUTUMN, 1, "U"), CHRISTMAS, {"notable-bronze"}),
    "the term runs one day more": ({}, day("2025-12-18"), set()),
    # The second time: whoever missed the first has bronze now.
    "96.4 twice": (FIVE_AND_FOUR, EASTER, {"notable-silver"}),
    "96.4, then 95.5": (FIVE_AND_FIVE, EASTER, set()),
    "95.7, then 96.4: bronze, and better": (
        missed(AUTUMN, 6) | missed(SPRING, 4),
        EASTER,
        {"notable-bronze", "most-improved"},
    ),
    # 5 of 130 is 96.2, 6 of 130 is 95.4.
    "three times": (FIVE_AND_FOUR | missed(SUMMER, 5), JULY, {"notable-gold"}),
    "twice, not the third time": (FIVE_AND_FOUR | missed(SUMMER, 6), JULY, set()),
    "the second time in July": (FIVE_AND_FIVE | missed(SUMMER, 5), JULY, {"notable-silver", "most-improved"}),
    "all year": ({}, JULY, {"notable-gold", "certificate-100-term", "certificate-100-year"}),
    "all year but once": (
        missed(SPRING, 1),
        JULY,
        {"notable-gold", "certificate-100-term", "most-improved"},
    ),
    # 5 of 140 is 27 of 28; 4 of 110 is less: 53 of 55.
    "better by less than a tenth": (
        missed(AUTUMN, 4) | missed(SPRING, 3),
        EASTER,
        {"notable-silver", "most-improved"},
    ),
}


@cache
def found(on: date) -> dict[str, set[str]]:
    """Everybody is the only pupil of a class."""
    pupils = {name: OnePupil(codes) for name, (codes, looked_at, _) in CASES.items() if looked_at == on}
    return due_on("greenhill", pupils, on, calendar=STATED_TERMS)


@pytest.mark.parametrize("name", CASES)
def test_below_at_and_above(name: str) -> None:
    _, on, expected = CASES[name]
    assert found(on)[name] & REWARDS == expected


@pytest.mark.parametrize(
    ("codes", "on", "due"),
    [
        ({}, "2025-09-18", {"week of 2025-09-08"}),  # the week before; this one runs until Friday
        ({}, "2025-09-19", {"week of 2025-09-15"}),
        (missed("2025-09-15", 1), "2025-09-19", set()),
        (missed("2025-09-08", 1), "2025-09-19", {"week of 2025-09-15"}),
        (missed("2025-09-15", 1, "L"), "2025-09-19", set()),  # here, and not on time
        (missed("2025-09-15", 1, "V"), "2025-09-19", {"week of 2025-09-15"}),
        (away("2025-09-15", 1, "Y1"), "2025-09-19", {"week of 2025-09-15"}),  # no session was possible
        (away("2025-09-15", 5, "Y1"), "2025-09-19", set()),  # nor any of the week
    ],
)
def test_hero_of_the_week(codes: Codes, on: str, due: set[str]) -> None:
    # Somebody else is there every week, so that it is a week of school.
    year = SchoolYearByHand("greenhill", {"Ada": OnePupil(codes), "Ben": OnePupil()})
    heroes = {
        one.occasion
        for name, one in year.judge(day(on))
        if name == "Ada" and one.step and one.step.name == "hero-of-the-week" and one.outcome is Outcome.DUE
    }
    assert heroes == due


@pytest.mark.parametrize("calendar", [STATED_TERMS, None])
def test_a_termly_report_is_written_when_named_and_once(calendar: CalendarSettings | None) -> None:
    """Everybody gets one, whatever the percentage. Unstated, a term ends when the register shows the next."""
    year = SchoolYearByHand("greenhill", {"Ada": OnePupil(missed(AUTUMN, 50))}, calendar=calendar)
    first = friday(14) if calendar else friday(15)
    looked_at = [friday(13), friday(14), friday(15), friday(16)]
    came_up = year.play(looked_at, by_hand=dict.fromkeys(looked_at, "termly-report"))["Ada"]
    reports = [one for one in came_up if one.step == "termly-report"]
    assert [(one.on, one.occasion, one.due_on) for one in reports] == [
        (first, "autumn term 2025", date(2025, 12, 19))
    ]
    assert "64.3% (90 of 140 sessions)" in reports[0].why


@pytest.mark.parametrize(
    ("on", "by_hand", "due"),
    [
        (friday(18), None, True),  # the fourth school week after Christmas
        (day("2026-02-02"), None, False),  # the fifth has begun
        (day("2026-02-02"), "termly-report", True),  # the officer may all the same
    ],
)
def test_how_long_it_is_news(on: date, by_hand: str | None, due: bool) -> None:
    names = due_on("greenhill", {"Ada": OnePupil()}, on, letter_by_hand=by_hand)["Ada"]
    assert ("termly-report" in names) is due
    assert ("notable-bronze" in names) is (due and by_hand is None)


def test_a_hold_and_a_leaver_get_no_certificate() -> None:
    pupils = {
        "on hold": OnePupil(diary=[Entry(day("2025-12-01"), "hold", note="bereavement")]),
        "left": OnePupil(last_day=friday(12)),
        "there": OnePupil(),
    }
    found = due_on("greenhill", pupils, CHRISTMAS, calendar=STATED_TERMS)
    assert {name for name, steps in found.items() if "certificate-100-term" in steps} == {"there"}


def test_the_most_improved_of_a_class_and_all_who_share_the_place() -> None:
    """Autumn and spring: 14 of 140 and 0 of 110, twice; 7 of 140 and 0; 0 and 0; 0 and 11."""
    pupils = {
        "from 90 to 100": OnePupil(missed(AUTUMN, 14)),
        "from 90 to 100 as well": OnePupil(missed("2025-11-03", 14)),
        "from 95 to 100": OnePupil(missed(AUTUMN, 7)),
        "100 all along": OnePupil(),
        "from 100 to 90": OnePupil(missed(SPRING, 11)),
    }
    year = SchoolYearByHand("greenhill", pupils, calendar=STATED_TERMS)
    year.connection.execute("UPDATE pupil SET class = '4K'")
    assert {
        name
        for name, one in year.judge(EASTER)
        if one.step and one.step.name == "most-improved" and one.outcome is Outcome.DUE
    } == {"from 90 to 100", "from 90 to 100 as well"}
