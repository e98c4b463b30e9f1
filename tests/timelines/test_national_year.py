"""The statutory guidance alone through a school year: what comes up on which Friday, worked out by hand.

Bands: green from 95.0, amber 90.1 to 94.9, red to 90.0. Nothing is judged on fewer than 20 sessions: Friday
19 September, after week 2, is the first that counts. A review is four school weeks and asks for the lower
edge of the band above. Severe absence has a letter of its own, 3a, instead of the letters of red.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from functools import cache

import pytest

from attendctl.casework.decision import Outcome
from tests.timelines.school_of_one import (
    FRIDAYS,
    CameUp,
    Codes,
    Entry,
    OnePupil,
    SchoolYearByHand,
    away,
    day,
    due_on,
    every_week,
    friday,
    in_short,
    missed,
)

START = "2025-09-08"
PLANS = {"attendance-plan", "plan-review"}  # as for Greenhill: on paper a week later, looked at again
RED_19_SEP = [("2025-09-19", step) for step in ("2a", "meeting-red", "plan-red", "partners")]

PATHS: dict[str, tuple[OnePupil, list[tuple[str, str]]]] = {
    "never absent": (OnePupil(), []),
    # 2 of 30 on 26 September: 93.3. Then one in every week of even number: 2 of 40 missed since 1a on
    # 24 October: 95.0, which was asked for.
    "amber, better": (
        OnePupil(every_week({3: 2, 4: 1, 6: 1})),
        [("2025-09-26", "1a"), ("2025-09-26", "conversation-amber")],
    ),
    # One every week from week 4 on: 4 of 40 missed since 1a on 24 October; 5 of 60 .. 37 of 380: amber. The
    # thirtieth session of illness: 2 in week 3, one in each of the weeks 4 to 31.
    "amber, no improvement": (
        OnePupil(every_week({3: 2} | dict.fromkeys(range(4, 39), 1))),
        [
            ("2025-09-26", "1a"),
            ("2025-09-26", "conversation-amber"),
            ("2025-10-24", "1b"),
            ("2026-05-22", "return-15-days"),
        ],
    ),
    # 4 of 20: 80.0. 8 of 40 missed since 2a on 17 October. The thirtieth on Monday 5 January.
    "red, no improvement": (
        OnePupil(every_week([2] * 38)),
        [*RED_19_SEP, ("2025-10-17", "2b"), ("2026-01-09", "return-15-days")],
    ),
    # 4 of 40 on 3 October: 90.0, red; 4 of 50: amber from 10 October, and no 1a on the way up. 4 of 80 on
    # 7 November: 95.0.
    "red, improves": (
        OnePupil(every_week([2, 2])),
        [*RED_19_SEP, ("2025-10-10", "conversation-amber")],
    ),
    # 10 of 20: severe. Fifteen days of illness: five a week, the thirtieth in week 6.
    "severe": (
        OnePupil(every_week([5] * 6), last_day=friday(8)),
        [
            ("2025-09-19", "meeting-red"),
            ("2025-09-19", "plan-red"),
            ("2025-09-19", "3a"),
            ("2025-09-19", "partners"),
            ("2025-10-17", "return-15-days"),
        ],
    ),
    # Green on 10 October, 10 of 60 on 17 October: 83.3, red; nothing of amber. 10 of 110 on 28 November:
    # 90.9. Amber until 10 of 200 is 95.0 on 13 February.
    "from green to red in a week": (
        OnePupil(every_week({6: 10})),
        [
            *[("2025-10-17", step) for step in ("2a", "meeting-red", "plan-red", "partners")],
            ("2025-11-28", "conversation-amber"),
        ],
    ),
    # Both ends of the hold count. The partners are the school's own decision.
    "a hold": (
        OnePupil(
            every_week([2] * 38),
            diary=[Entry(day("2025-09-15"), "hold", until=friday(3), note="bereavement")],
        ),
        [
            ("2025-09-19", "partners"),
            *[("2025-10-03", step) for step in ("2a", "meeting-red", "plan-red")],
            ("2025-11-07", "2b"),
            ("2026-01-09", "return-15-days"),
        ],
    ),
    # 2 of 10 missed in the first week: judged when two weeks are full, and a leaver by then.
    "a leaver": (OnePupil(every_week([2]), last_day=friday(1)), []),
    # The meeting was held before anybody asked for it, the plan refused.
    "red, met already": (
        OnePupil(
            every_week([2, 2]),
            diary=[
                Entry(day("2025-09-17"), "meeting", "held"),
                Entry(day("2025-09-17"), "plan", "refused"),
            ],
        ),
        [*[one for one in RED_19_SEP if one[1] != "meeting-red"], ("2025-10-10", "conversation-amber")],
    ),
}


@cache
def the_year() -> dict[str, list[CameUp]]:
    pupils = {name: pupil for name, (pupil, _) in PATHS.items()}
    return SchoolYearByHand("national", pupils).play(FRIDAYS[:32])


@pytest.mark.parametrize("path", PATHS)
def test_a_year_of_fridays(path: str) -> None:
    came_up = [one for one in the_year()[path] if one.outcome is Outcome.DUE and one.step not in PLANS]
    assert in_short(came_up) == PATHS[path][1]


@pytest.mark.parametrize(
    ("path", "on", "step", "due", "why"),
    [
        ("red, no improvement", "2025-09-12", "2a", None, "10 possible so far, and the policy waits for 20"),
        ("red, no improvement", "2025-09-19", "2a", "2025-09-19", "80.0% (16 of 20 sessions)"),
        ("red, no improvement", "2025-09-19", "partners", "2025-09-19", "4 of 20 sessions are missed"),
        ("red, no improvement", "2025-10-17", "2b", "2025-10-17", "80.0% (32 of 40 sessions); 90.1%"),
        ("amber, no improvement", "2025-10-24", "1b", "2025-10-24", "90.0% (36 of 40 sessions); 95%"),
        ("severe", "2025-09-19", "3a", "2025-09-19", "10 of 20 sessions are missed"),
        ("a hold", "2025-09-19", "2a", None, "until 26 September 2025: bereavement"),
    ],
)
def test_reason_and_day(path: str, on: str, step: str, due: str | None, why: str) -> None:
    (one,) = [one for one in the_year()[path] if one.on == day(on) and one.step == step]
    assert why in one.why
    assert one.due_on == (date.fromisoformat(due) if due else None)


def test_every_plan_is_on_paper_and_looked_at_again() -> None:
    """Agreed on 19 September, on paper on the 26th; twenty school days later it is 24 October."""
    assert in_short(the_year()["red, improves"], about=PLANS)[:3] == [
        ("2025-09-26", "attendance-plan"),
        ("2025-10-24", "plan-review"),
        ("2025-11-07", "attendance-plan"),
    ]


IN_RED = {"2a", "meeting-red", "plan-red"}
IN_AMBER = {"1a", "conversation-amber"}
AWAY = {"return-10-days", "missing-20-days"}

# Name: marks, day, the steps that are due, and those that are not.
CASES: dict[str, tuple[Codes, date, set[str], set[str]]] = {
    "2 of 40, 95.0": (missed(START, 2), friday(4), set(), IN_AMBER),
    "9 of 178, 94.9": (missed(START, 9), day("2026-01-29"), IN_AMBER, IN_RED),
    "11 of 218, 94.95 and so 95.0": (missed(START, 11), day("2026-03-05"), set(), IN_AMBER),
    "30 of 304, 90.1": (missed(START, 30), day("2026-05-19"), IN_AMBER, IN_RED | {"partners"}),
    "36 of 360, 90.0": (missed(START, 36), friday(36), IN_RED | {"partners"}, IN_AMBER),
    "1 of 20": (missed(START, 1), friday(2), set(), {"partners"}),
    "2 of 20, missing a tenth": (missed(START, 2), friday(2), IN_RED | {"partners"}, IN_AMBER),
    "3 of 20": (missed(START, 3), friday(2), {"partners"}, {"3a"}),
    "9 of 20": (missed(START, 9), friday(2), {"2a"}, {"3a"}),
    "10 of 20, missing half": (missed(START, 10), friday(2), {"3a", "meeting-red"}, {"2a"}),
    "11 of 20": (missed(START, 11), friday(2), {"3a"}, {"2a"}),
    "18 sessions are too few": (missed(START, 9), day("2025-09-18"), set(), IN_RED | {"3a", "partners"}),
    "22 sessions are enough": (missed(START, 4), day("2025-09-22"), IN_RED | {"partners"}, {"3a"}),
    "29 sessions of illness": (missed(START, 29), friday(3), set(), {"return-15-days"}),
    "30 sessions of illness": (missed(START, 30), friday(3), {"return-15-days"}, AWAY),
    "31 sessions of illness": (missed(START, 31), friday(4), {"return-15-days"}, AWAY),
    "9 days without leave": (away(START, 9, "O"), day("2025-09-18"), set(), AWAY),
    "10 days without leave": (away(START, 10, "O"), friday(2), {"return-10-days"}, {"missing-20-days"}),
    "11 days without leave": (away(START, 11, "O"), day("2025-09-22"), {"return-10-days"}, set()),
    "19 days without leave": (away(START, 19, "O"), day("2025-10-02"), set(), {"missing-20-days"}),
    "20 days without leave": (away(START, 20, "O"), friday(4), {"missing-20-days"}, set()),
    "21 days without leave": (away(START, 21, "O"), day("2025-10-06"), {"missing-20-days"}, set()),
    "9 sessions without leave": (missed(START, 9, "O"), friday(1), set(), {"penalty-considered"}),
    "10 sessions without leave": (missed(START, 10, "O"), friday(1), {"penalty-considered"}, set()),
    "11 sessions without leave": (missed(START, 11, "O"), friday(2), {"penalty-considered"}, set()),
    "10 in ten weeks": (every_week([1] * 10, "G"), friday(10), {"penalty-considered"}, set()),
    "10 in eleven": (every_week([1] * 9 + [0, 1], "G"), friday(11), set(), {"penalty-considered"}),
    "N today": (away(START, 1, "N"), day(START), {"first-day-call"}, {"n-unsettled"}),
    "N yesterday": (away(START, 1, "N"), day("2025-09-09"), set(), {"first-day-call"}),
    "N, five school days after": (away(START, 1, "N"), day("2025-09-15"), set(), {"n-unsettled"}),
    "N, six school days after": (away(START, 1, "N"), day("2025-09-16"), {"n-unsettled"}, set()),
    "N, seven school days after": (away(START, 1, "N"), day("2025-09-17"), {"n-unsettled"}, set()),
}


@cache
def found_on() -> dict[str, set[str]]:
    by_day: dict[date, dict[str, OnePupil]] = defaultdict(dict)
    for name, (codes, on, _, _) in CASES.items():
        by_day[on][name] = OnePupil(codes)
    return {
        name: steps for on, pupils in by_day.items() for name, steps in due_on("national", pupils, on).items()
    }


@pytest.mark.parametrize("name", CASES)
def test_below_at_and_above(name: str) -> None:
    _, _, due, not_due = CASES[name]
    assert found_on()[name] & (due | not_due) == due


LEAVE = Entry(day("2025-09-22"), "leave", "granted", until=friday(4))


@pytest.mark.parametrize(
    ("days_late", "on", "due"),
    [
        (9, "2025-10-16", False),
        (9, "2025-10-17", False),  # back on the tenth day
        (10, "2025-10-17", True),
        (11, "2025-10-20", True),
    ],
)
def test_ten_school_days_after_leave(days_late: int, on: str, due: bool) -> None:
    pupil = OnePupil(away("2025-09-29", 5, "C") | away("2025-10-06", days_late), diary=[LEAVE])
    assert ("not-returned-10-days" in due_on("national", {"Ada": pupil}, day(on))["Ada"]) is due


@pytest.mark.parametrize(("on", "due"), [("2025-10-24", False), ("2025-11-03", True), ("2025-11-04", True)])
def test_a_plan_is_looked_at_after_twenty_school_days(on: str, due: bool) -> None:
    """On paper on Monday 29 September: nineteen school days later it is 24 October, twenty 3 November."""
    year = SchoolYearByHand("national", {"Ada": OnePupil()})
    year.judge(day("2025-09-29"))
    year.write("Ada", "attendance-plan", day("2025-09-29"))
    found = {one.step.name for _, one in year.judge(day(on)) if one.step and one.outcome is Outcome.DUE}
    assert ("plan-review" in found) is due


@pytest.mark.parametrize(
    ("kind", "outcome", "letter"),
    [
        ("contract", None, "attendance-contract"),
        ("plan", None, "attendance-plan"),
        ("leave", "granted", "leave-granted"),
        ("leave", "refused", "leave-refused"),
    ],
)
def test_what_is_logged_is_written_once(kind: str, outcome: str | None, letter: str) -> None:
    diary = [Entry(day("2025-09-10"), kind, outcome, until=day("2025-09-11"))]
    came_up = SchoolYearByHand("national", {"Ada": OnePupil(diary=diary)}).play(
        [day("2025-09-09"), day("2025-09-10"), day("2025-09-11")]
    )["Ada"]
    assert in_short(came_up) == [("2025-09-10", letter)]
