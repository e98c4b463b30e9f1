"""Long and unexplained absence, leave, plans and penalties under Greenhill's policy, worked out by hand.

One autumn, looked at on the days below: what is due comes up on its own day, or on the next of them.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from attendctl.casework.decision import Outcome
from tests.timelines.school_of_one import (
    CameUp,
    Entry,
    OnePupil,
    SchoolYearByHand,
    away,
    day,
    every_week,
    friday,
    in_short,
)

DAYS = {
    9: [8, 9, 10, 15, 16, 17, 19, 22, 26, 29, 30],
    10: [2, 3, 6, 8, 9, 10, 14, 16, 17, 20, 24],
    11: [3, 7],
}
LOOKED_AT = [date(2025, month, number) for month, numbers in DAYS.items() for number in numbers]

LONG = {
    *("long-term-absence", "twice-weekly-call", "fortnightly-visit"),
    *("reintegration-meeting", "return-15-days"),
}
BY_LAW = {"return-10-days", "missing-20-days", "long-term-absence", "penalty-considered", "return-15-days"}
LEAVE = {"leave-granted", "leave-refused", "place-at-risk", "not-returned-10-days"}
PLANS = {"attendance-plan", "attendance-contract", "plan-review", "contract-review"}
WORDLESS = {"first-day-call", "n-unsettled", "missing-education"}
NO_WORD = away("2025-09-08", 3, "N")

# By path: the pupil, the steps looked at, and when each comes up.
PATHS: dict[str, tuple[OnePupil, set[str], list[tuple[str, str]]]] = {
    # Day 15 is Friday 26 September, and so is the thirtieth session. From then on a call every second school
    # day from the last, a visit every tenth. Back on 20 October.
    "six weeks of illness": (
        OnePupil(away("2025-09-08", 30)),
        LONG,
        [
            ("2025-09-26", "return-15-days"),
            ("2025-09-26", "long-term-absence"),
            ("2025-09-26", "twice-weekly-call"),
            ("2025-09-26", "fortnightly-visit"),
            ("2025-09-30", "twice-weekly-call"),
            ("2025-10-02", "twice-weekly-call"),
            ("2025-10-06", "twice-weekly-call"),
            ("2025-10-08", "twice-weekly-call"),
            ("2025-10-10", "twice-weekly-call"),
            ("2025-10-10", "fortnightly-visit"),
            ("2025-10-14", "twice-weekly-call"),
            ("2025-10-16", "twice-weekly-call"),
            ("2025-10-20", "reintegration-meeting"),
        ],
    ),
    # A call that reaches somebody counts, one that nobody answers does not; a visit is contact as well, and
    # two school days after that of 6 October is the 8th. Ten school days after it nobody is away any more.
    "the officer's own calls": (
        OnePupil(
            away("2025-09-08", 24),
            diary=[
                Entry(day("2025-09-29"), "call", "reached"),
                Entry(day("2025-10-01"), "call", "no-answer"),
                Entry(day("2025-10-06"), "visit", "seen"),
            ],
        ),
        {"twice-weekly-call", "fortnightly-visit"},
        [
            ("2025-09-26", "twice-weekly-call"),
            ("2025-09-26", "fortnightly-visit"),
            ("2025-10-02", "twice-weekly-call"),  # due on 1 October
            ("2025-10-08", "twice-weekly-call"),
        ],
    ),
    # The hold spares the family the call. That somebody sees the child, and the authority, go on.
    "a hold": (
        OnePupil(
            away("2025-09-08", 16),
            diary=[Entry(day("2025-09-22"), "hold", until=day("2025-09-29"), note="bereavement")],
        ),
        LONG,
        [
            ("2025-09-26", "return-15-days"),
            ("2025-09-26", "long-term-absence"),
            ("2025-09-26", "twice-weekly-call (held back)"),
            ("2025-09-26", "fortnightly-visit"),
            ("2025-09-30", "reintegration-meeting"),
        ],
    ),
    # N on 8 and 9 September and on the 22nd. 16 September is the sixth school day after the 8th.
    "no word from home": (
        OnePupil(
            away("2025-09-08", 2, "N") | away("2025-09-22", 1, "N"),
            left_undone={"n-unsettled"},
            last_day=day("2025-09-26"),
        ),
        WORDLESS,
        [
            ("2025-09-08", "first-day-call"),
            ("2025-09-16", "n-unsettled"),
            ("2025-09-22", "first-day-call"),
            ("2025-09-29", "n-unsettled (held back)"),  # left: no row in week 4
        ],
    ),
    "nobody at the door": (
        OnePupil(NO_WORD, diary=[Entry(day("2025-09-09"), "visit", "nobody-in")]),
        {"missing-education"},
        [("2025-09-09", "missing-education")],
    ),
    "seen at the door": (
        OnePupil(NO_WORD, diary=[Entry(day("2025-09-09"), "visit", "seen")]),
        {"missing-education"},
        [],
    ),
    # Away from 15 September: the tenth session is on the 19th, day 10 on the 26th, day 15 on 3 October, day
    # 20 on 10 October.
    "22 days without leave": (
        OnePupil(away("2025-09-15", 22, "O")),
        BY_LAW,
        [
            ("2025-09-19", "penalty-considered"),
            ("2025-09-26", "return-10-days"),
            ("2025-10-03", "long-term-absence"),
            ("2025-10-10", "missing-20-days"),
        ],
    ),
    # Two sessions a week: the tenth on Monday 6 October. Sixteen by November, and considered once.
    "two sessions a week without leave": (
        OnePupil(every_week([2] * 8, "O")),
        BY_LAW,
        [("2025-10-06", "penalty-considered")],
    ),
    "two holidays": (
        OnePupil(away("2025-10-06", 2, "G") | away("2025-11-03", 1, "G")),
        {"holiday-referral"},
        [("2025-10-06", "holiday-referral"), ("2025-11-03", "holiday-referral")],
    ),
    # Leave to Friday 3 October; ill from Monday on. Five school days later is the 10th, ten the 17th.
    "not back after leave": (
        OnePupil(
            away("2025-09-29", 5, "C") | away("2025-10-06", 12),
            diary=[Entry(day("2025-09-22"), "leave", "granted", until=friday(4))],
        ),
        LEAVE,
        [
            ("2025-09-22", "leave-granted"),
            ("2025-10-10", "place-at-risk"),
            ("2025-10-17", "not-returned-10-days"),
        ],
    ),
    "three answers": (
        OnePupil(
            diary=[
                Entry(day("2025-09-10"), "leave", "refused", until=day("2025-09-12")),
                Entry(day("2025-09-17"), "leave", "granted", until=day("2025-09-18")),
                Entry(day("2025-09-17"), "leave", "refused", until=day("2025-09-19")),
            ]
        ),
        LEAVE,
        [
            ("2025-09-10", "leave-refused"),
            ("2025-09-17", "leave-granted"),
            ("2025-09-17", "leave-refused"),
        ],
    ),
    # Twenty school days after Wednesday 10 September are over on 8 October.
    "a plan and a contract": (
        OnePupil(diary=[Entry(day("2025-09-10"), "contract"), Entry(day("2025-09-10"), "plan")]),
        PLANS,
        [
            ("2025-09-10", "attendance-contract"),
            ("2025-09-10", "attendance-plan"),
            ("2025-10-08", "plan-review"),
            ("2025-10-08", "contract-review"),
            ("2025-10-09", "attendance-contract"),  # what was agreed again is on paper again
            ("2025-10-09", "attendance-plan"),
        ],
    ),
}


@cache
def the_autumn() -> dict[str, list[CameUp]]:
    pupils = {name: pupil for name, (pupil, _, _) in PATHS.items()}
    pupils["a festival"] = OnePupil(away("2025-09-23", 1, "R"))
    return SchoolYearByHand("greenhill", pupils).play(LOOKED_AT)


@pytest.mark.parametrize("path", PATHS)
def test_an_autumn(path: str) -> None:
    _, about, expected = PATHS[path]
    assert in_short(the_autumn()[path], about=about) == expected


def test_one_day_of_religious_observance_makes_nothing_due() -> None:
    assert [one for one in the_autumn()["a festival"] if one.outcome is Outcome.DUE] == []


@pytest.mark.parametrize(
    ("path", "on", "step", "due_on", "why"),
    [
        ("six weeks of illness", "2025-10-02", "twice-weekly-call", "2025-10-02", "last was on 30 September"),
        ("the officer's own calls", "2025-10-02", "twice-weekly-call", "2025-10-01", "on 29 September 2025"),
        ("a hold", "2025-09-26", "twice-weekly-call", None, "until 29 September 2025: bereavement"),
        ("no word from home", "2025-09-16", "n-unsettled", "2025-09-16", "2 marks are still N"),
        (
            "two sessions a week without leave",
            "2025-10-06",
            "penalty-considered",
            "2025-10-06",
            "10 sessions",
        ),
        ("two holidays", "2025-11-03", "holiday-referral", "2025-11-03", "from 3 November 2025"),
        (
            "not back after leave",
            "2025-10-10",
            "place-at-risk",
            "2025-10-10",
            "still away 5 school days later",
        ),
        ("three answers", "2025-09-17", "leave-granted", "2025-09-17", "leave, granted (entry"),
        ("a plan and a contract", "2025-10-08", "plan-review", "2025-10-08", "20 school days ago or more"),
    ],
)
def test_reason_and_day(path: str, on: str, step: str, due_on: str | None, why: str) -> None:
    (one,) = [one for one in the_autumn()[path] if one.on == day(on) and one.step == step]
    assert why in one.why
    assert one.due_on == (date.fromisoformat(due_on) if due_on else None)


def test_each_answer_is_about_its_own_entry() -> None:
    occasions = [one.occasion for one in the_autumn()["three answers"] if one.step in LEAVE]
    assert len(set(occasions)) == 3


def test_a_reason_found_settles_an_n() -> None:
    year = SchoolYearByHand("greenhill", {"Ada": OnePupil(away("2025-09-08", 1, "N"))})

    def due(on: str) -> set[str]:
        return {one.step.name for _, one in year.judge(day(on)) if one.step and one.outcome is Outcome.DUE}

    assert "n-unsettled" in due("2025-09-16")
    year.log("Ada", Entry(day("2025-09-16"), "call", "reached"))  # the register is what settles it
    assert "n-unsettled" in due("2025-09-17")
    year.correct("Ada", day("2025-09-08"), "I")
    assert "n-unsettled" not in due("2025-09-18")
