"""Greenhill's levels through a school year: what comes up on which Friday, beside and with letters 1a to 3a.

Levels: green from 96.0, yellow 93.0 to 95.9, amber 90.1 to 92.9, red to 90.0. Nothing is judged on fewer than
40 sessions: Friday 3 October, after week 4, is the first that counts. Yellow waits for the October half term:
Friday 7 November, after week 8. A review is four school weeks and asks for the lower edge of the level above;
that an improvement has lasted is looked at after twenty school days more. Who comes up from a worse level is
spared its letter; talks, meetings and plans of the better level are due.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from attendctl.casework.decision import Outcome
from tests.timelines.school_of_one import (
    FRIDAYS,
    CameUp,
    Entry,
    OnePupil,
    SchoolYearByHand,
    day,
    due_on,
    every_week,
    friday,
    in_short,
)

FEW, WAITS, LEFT = "Too few sessions to judge by", "waits for the October half term", "The pupil has left"
PLANS = {"attendance-plan", "plan-review"}  # every plan is written down and looked at again: a test below

AMBER_3_OCT = [
    ("2025-10-03", "2a"),
    ("2025-10-03", "meeting-amber"),
    ("2025-10-03", "plan-amber"),
    ("2025-10-03", "outside-help-amber"),
]
RED = ["3a", "welfare-officer", "meeting-red", "plan-red", "evidence-red"]
RED_3_OCT = [("2025-10-03", step) for step in RED]
YELLOW_7_NOV = [("2025-11-07", "1a"), ("2025-11-07", "conversation-yellow")]

# The lists are of what came due; what is held back has a test of its own.
PATHS: dict[str, tuple[OnePupil, list[tuple[str, str]]]] = {
    "never absent": (OnePupil(), []),
    # One in every third week: 96.7 whenever it is missed, better between.
    "always green": (OnePupil(every_week(dict.fromkeys(range(3, 39, 3), 1))), []),
    # 4 of 80 on 7 November: 95.0. 5 December: 3 of 40 missed since 1a, 92.5, and 96.0 was asked for. From
    # then on more than one in twenty-five is missed since 1a on every Friday: never better.
    "yellow, no improvement": (
        OnePupil(every_week(dict.fromkeys([*range(2, 39, 2), 9], 1))),
        [*YELLOW_7_NOV, ("2025-12-05", "1b"), ("2025-12-12", "meeting-yellow")],
    ),
    # The parents come on 10 December, before anybody asks again: the meeting names no step.
    "yellow, the meeting is held": (
        OnePupil(
            every_week(dict.fromkeys([*range(2, 39, 2), 9], 1)),
            diary=[Entry(day("2025-12-10"), "meeting", "held")],
        ),
        [*YELLOW_7_NOV, ("2025-12-05", "1b")],
    ),
    # They do not come: the meeting stays to be done.
    "yellow, the meeting is missed": (
        OnePupil(
            every_week(dict.fromkeys([*range(2, 39, 2), 9], 1)),
            diary=[Entry(day("2025-12-10"), "meeting", "missed")],
        ),
        [*YELLOW_7_NOV, ("2025-12-05", "1b"), ("2025-12-12", "meeting-yellow")],
    ),
    # Nothing is missed in weeks 9 to 12. Twenty school days after 5 December: weeks 13 to 16.
    "yellow, improves": (
        OnePupil(every_week({2: 1, 4: 1, 6: 1, 8: 1})),
        [*YELLOW_7_NOV, ("2025-12-05", "improved-after-1a"), ("2026-01-16", "lasting-after-1a")],
    ),
    # 3 of 40 on 3 October: 92.5. Then one a week: 7 November, 4 of 40 missed since 2a, 90.0; 93.0 was asked
    # for. n - 1 of 10n on the Friday of week n: 90.3 to 92.0, amber all year. The thirtieth session of
    # illness is on Monday 18 May: 15 days.
    "amber, no improvement": (
        OnePupil(every_week({4: 3} | dict.fromkeys(range(5, 39), 1))),
        [
            *AMBER_3_OCT,
            ("2025-11-07", "2b"),
            ("2025-11-14", "welfare-after-2b"),
            ("2025-11-14", "evidence-amber"),
            ("2026-05-22", "return-15-days"),
        ],
    ),
    # 3 of 70 on 24 October: 95.7, yellow, and before the half term. 3 of 80 on 7 November: 96.3, green.
    "amber, improves": (
        OnePupil(every_week({4: 3})),
        [*AMBER_3_OCT, ("2025-11-07", "improved-after-2a"), ("2025-12-05", "lasting-after-2a")],
    ),
    # 8 of 40: 80.0. 7 November: 8 of 40 missed since 3a. The thirtieth session of illness: Monday 5 January.
    "red, no improvement": (
        OnePupil(every_week([2] * 38)),
        [
            *RED_3_OCT,
            ("2025-10-03", "authority-alerted"),
            ("2025-10-03", "authority-panel"),
            ("2025-11-07", "formal-support"),
            ("2026-01-09", "return-15-days"),
        ],
    ),
    # 8 of 80 on 7 November: 90.0, red. 8 of 90 on 14 November: 91.1. 8 of 120 on 5 December: 93.3. No letter
    # 2a, no 1a: they come up.
    "red, improves": (
        OnePupil(every_week([2] * 4)),
        [
            *RED_3_OCT,
            ("2025-10-03", "authority-alerted"),
            ("2025-10-03", "authority-panel"),
            ("2025-11-07", "improved-after-3a"),
            ("2025-11-14", "meeting-amber"),
            ("2025-11-14", "plan-amber"),
            ("2025-11-14", "outside-help-amber"),
            ("2025-12-05", "conversation-yellow"),
            ("2025-12-05", "lasting-after-3a"),
        ],
    ),
    # Green until 7 November, 10 of 90 on 14 November: 88.9. One level's steps, not those of the two between.
    # 10 of 110 on 28 November: 90.9; 10 of 150 on 9 January: 93.3. Twenty days after 12 December: 23 January.
    "from green to red in a week": (
        OnePupil(every_week({9: 10})),
        [
            *[("2025-11-14", step) for step in RED],
            ("2025-11-14", "authority-alerted"),
            ("2025-11-28", "meeting-amber"),
            ("2025-11-28", "plan-amber"),
            ("2025-11-28", "outside-help-amber"),
            ("2025-12-12", "improved-after-3a"),
            ("2026-01-09", "conversation-yellow"),
            ("2026-01-23", "lasting-after-3a"),
        ],
    ),
    # 20 of 40 missed, exactly half. The thirtieth session of illness is in the morning of 15 October. 10 of
    # 40 missed since 3a on 7 November, the last day.
    "severe, then leaves": (
        OnePupil(every_week([5] * 6), last_day=friday(8)),
        [
            *RED_3_OCT,
            ("2025-10-03", "severe-absence"),
            ("2025-10-03", "authority-alerted"),
            ("2025-10-03", "authority-panel"),
            ("2025-10-17", "return-15-days"),
            ("2025-11-07", "formal-support"),
        ],
    ),
    # 3 of 70 on 24 October, the last day: 95.7, yellow. A leaver when the half term is over.
    "a leaver": (OnePupil(every_week({2: 1, 4: 1, 6: 1}), last_day=friday(7)), []),
    # The hold spares the family what is asked of them; the school's own decisions go on. Both its ends count:
    # 10 October is spared. Four school weeks from 17 October end on 21 November.
    "a hold": (
        OnePupil(
            every_week({4: 3} | dict.fromkeys(range(5, 39), 1)),
            diary=[Entry(day("2025-09-29"), "hold", until=day("2025-10-10"), note="bereavement")],
        ),
        [
            ("2025-10-03", "outside-help-amber"),
            ("2025-10-17", "2a"),
            ("2025-10-17", "meeting-amber"),
            ("2025-10-17", "plan-amber"),
            ("2025-11-21", "2b"),
            ("2025-11-28", "welfare-after-2b"),
            ("2025-11-28", "evidence-amber"),
            ("2026-05-22", "return-15-days"),
        ],
    ),
}


@cache
def the_year() -> dict[str, list[CameUp]]:
    pupils = {name: pupil for name, (pupil, _) in PATHS.items()}
    return SchoolYearByHand("greenhill", pupils).play(FRIDAYS)


@pytest.mark.parametrize("path", PATHS)
def test_a_year_of_fridays(path: str) -> None:
    came_up = [one for one in the_year()[path] if one.outcome is Outcome.DUE and one.step not in PLANS]
    assert in_short(came_up) == PATHS[path][1]


@pytest.mark.parametrize(
    ("path", "on", "step", "due", "why"),
    [
        # 3 of 36 on Wednesday 1 October would be amber too, but 40 sessions were possible on Friday only.
        ("amber, improves", "2025-10-03", "2a", "2025-10-03", "92.5% (37 of 40 sessions)"),
        ("amber, no improvement", "2025-11-07", "2b", "2025-11-07", "90.0% (36 of 40 sessions); 93%"),
        ("amber, no improvement", "2025-11-14", "evidence-amber", "2025-11-07", "2b was done on 7 November"),
        ("amber, improves", "2025-11-07", "improved-after-2a", "2025-11-07", "100.0% (40 of 40 sessions)"),
        ("amber, improves", "2025-12-05", "lasting-after-2a", "2025-12-05", "20 school days ago or more"),
        ("yellow, improves", "2025-11-07", "1a", "2025-11-03", "95.0% (76 of 80 sessions)"),
        ("yellow, no improvement", "2025-12-05", "1b", "2025-12-05", "92.5% (37 of 40 sessions); 96%"),
        ("yellow, no improvement", "2025-12-12", "meeting-yellow", "2025-12-05", "1b was done on 5 December"),
        ("red, no improvement", "2025-10-03", "authority-panel", "2025-10-03", "That is below 85%"),
        ("red, no improvement", "2025-11-07", "formal-support", "2025-11-07", "90.1% was asked for"),
        ("red, no improvement", "2026-01-09", "return-15-days", "2026-01-05", "The 30th was on 5 January"),
        # On Thursday 13 November it was 8 of 88.
        ("from green to red in a week", "2025-11-14", "authority-alerted", "2025-11-14", "10 of 90 sessions"),
        ("severe, then leaves", "2025-10-03", "severe-absence", "2025-10-03", "20 of 40 sessions are missed"),
        ("a hold", "2025-10-03", "2a", None, "On hold until 10 October 2025: bereavement"),
        ("a hold", "2025-09-19", "2a", None, "-"),
    ],
)
def test_reason_and_day(path: str, on: str, step: str, due: str | None, why: str) -> None:
    found = [one for one in the_year()[path] if one.on == day(on) and one.step == step]
    if why == "-":
        assert found == []
        return
    (one,) = found
    assert why in one.why
    assert one.due_on == (date.fromisoformat(due) if due else None)
    assert one.outcome is (Outcome.DUE if due else Outcome.HELD_BACK)


def test_what_is_held_back_and_why() -> None:
    """Nobody does anything; what a pupil's list says on a Friday, by hand."""
    year = SchoolYearByHand(
        "greenhill",
        {
            "yellow": OnePupil(every_week({2: 1, 4: 1, 6: 1})),  # 1 of 20, 2 of 40 and 3 of 70: yellow
            "leaves": OnePupil(every_week({2: 1, 4: 1, 6: 1}), last_day=friday(7)),
            "amber": OnePupil(every_week({3: 2})),  # 2 of 30: 93.3; on Wednesday 24 September 2 of 26: 92.3
        },
    )

    def said(on: date) -> set[tuple[str, str, str]]:
        return {
            (name, one.step.name, next(reason for reason in (FEW, WAITS, LEFT) if reason in one.why))
            for name, one in year.judge(on)
            if one.outcome is Outcome.HELD_BACK and one.step
        }

    assert said(friday(2)) == {
        (name, step, FEW) for name in ("yellow", "leaves") for step in ("1a", "conversation-yellow")
    }
    assert {one for one in said(day("2025-09-24")) if one[0] == "amber"} == {
        ("amber", step, FEW) for step in ("2a", "meeting-amber", "plan-amber", "outside-help-amber")
    }
    assert said(friday(7)) == {
        (name, step, WAITS) for name in ("yellow", "leaves") for step in ("1a", "conversation-yellow")
    }
    assert said(friday(8)) == {("leaves", step, LEFT) for step in ("1a", "conversation-yellow")}


@pytest.mark.parametrize(
    ("by_hand", "on", "steps"),
    [
        (None, "2025-10-24", set()),  # the Friday before the half term
        ("1a", "2025-10-24", {"1a"}),  # "or earlier": by the officer's hand, and only what is named
        (None, "2025-11-03", {"1a", "conversation-yellow"}),  # the first school day after it
        (None, "2025-11-04", {"1a", "conversation-yellow"}),
    ],
)
def test_yellow_waits_for_the_half_term(by_hand: str | None, on: str, steps: set[str]) -> None:
    yellow = OnePupil(every_week({2: 1, 4: 1, 6: 1}))  # 3 of 70, 3 of 72 and 3 of 74: 95.7, 95.8 and 95.9
    found = due_on("greenhill", {"Ada": yellow}, day(on), letter_by_hand=by_hand)["Ada"]
    assert found - {"hero-of-the-week"} == steps


def test_every_plan_is_written_down_and_looked_at_again() -> None:
    """Agreed on 3 October, on paper on 10 October, looked at twenty school days after: 14 November."""
    came_up = the_year()["amber, improves"]
    assert in_short(came_up, about=PLANS)[:6] == [
        ("2025-10-10", "attendance-plan"),
        ("2025-11-14", "plan-review"),  # weeks 6, 7, 8 and 9
        ("2025-11-21", "attendance-plan"),  # what was agreed in the review is a plan too
        ("2025-12-19", "plan-review"),  # weeks 11 to 14
        ("2026-01-09", "attendance-plan"),
        ("2026-02-06", "plan-review"),  # weeks 16 to 19
    ]


def test_corrected_down_and_up_again_nothing_comes_twice() -> None:
    year = SchoolYearByHand("greenhill", {"Ada": OnePupil(every_week([2] * 4))})
    first = {"3a", "authority-alerted", "authority-panel", "welfare-officer"}
    assert first <= {step for _, step in in_short(year.play([friday(4)])["Ada"])}
    for monday in ("2025-09-08", "2025-09-15", "2025-09-22"):
        year.correct("Ada", day(monday), "/ \\")  # 2 of 40: 95.0
    assert in_short(year.play([friday(5)])["Ada"], about=first) == []
    for monday in ("2025-09-08", "2025-09-15", "2025-09-22"):
        year.correct("Ada", day(monday), "I")
    assert in_short(year.play([friday(6)])["Ada"], about=first) == []
