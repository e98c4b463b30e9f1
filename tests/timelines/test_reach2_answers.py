"""What the case log settles under REAch2's policy, and what it does not: each pupil on Friday 19 September.

1 of 20 missed, on Monday 15 September, is 95.0: yellow since Thursday 18 September (17 of 18: 94.4; on
Wednesday 15 of 16: 93.8). 4 of 20 missed, two a week, is red and persistent absence from the first day.
"""

from __future__ import annotations

from functools import cache

import pytest

from tests.timelines.school_of_one import Entry, OnePupil, day, due_on, every_week, friday

YELLOW, RED = every_week({2: 1}), every_week([2, 2])
ALL_OF_YELLOW = {"yellow", "yellow-contact", "yellow-monitoring"}
MEETING = "persistent-absence-meeting"


def on(text: str, kind: str, outcome: str | None = None, step: str | None = None) -> Entry:
    return Entry(day(text), kind, outcome, step)


CASES: dict[str, tuple[OnePupil, set[str]]] = {
    "nothing logged": (OnePupil(YELLOW), ALL_OF_YELLOW),
    "a call that was answered": (
        OnePupil(YELLOW, diary=[on("2025-09-18", "call", "reached")]),
        {"yellow", "yellow-monitoring"},
    ),
    "a call before the band was reached": (
        OnePupil(YELLOW, diary=[on("2025-09-17", "call", "reached")]),
        ALL_OF_YELLOW,
    ),
    "a call that nobody answered": (
        OnePupil(YELLOW, diary=[on("2025-09-18", "call", "no-answer")]),
        ALL_OF_YELLOW,
    ),
    "a visit with nobody in": (
        OnePupil(YELLOW, diary=[on("2025-09-18", "visit", "nobody-in")]),
        ALL_OF_YELLOW,
    ),
    "a call for another step": (
        OnePupil(YELLOW, diary=[on("2025-09-18", "call", "reached", "green-call")]),
        ALL_OF_YELLOW,
    ),
    "monitoring has begun": (
        OnePupil(YELLOW, diary=[on("2025-09-19", "monitoring")]),
        {"yellow", "yellow-contact"},
    ),
    "persistently absent": (OnePupil(RED), {"red", MEETING}),
    "a meeting is arranged": (
        OnePupil(RED, diary=[on("2025-09-18", "meeting", "arranged")]),
        {"red", MEETING},
    ),
    "a meeting was missed": (
        OnePupil(RED, diary=[on("2025-09-18", "meeting", "missed", MEETING)]),
        {"red", MEETING},  # and nothing about the meeting of the yellow band
    ),
    "a meeting was held": (OnePupil(RED, diary=[on("2025-09-18", "meeting", "held")]), {"red"}),
    "a letter is not settled by a talk": (
        OnePupil(RED, diary=[on("2025-09-18", "conversation")]),
        {"red", MEETING},
    ),
}  # fmt: skip


@cache
def found() -> dict[str, set[str]]:
    return due_on("reach2", {name: pupil for name, (pupil, _) in CASES.items()}, friday(2))


@pytest.mark.parametrize("case", CASES)
def test_what_is_still_due(case: str) -> None:
    kept_up = {"red-check-in"}  # a talk of its own, every week
    assert found()[case] - kept_up == CASES[case][1]


def test_a_talk_is_the_check_in_of_the_week() -> None:
    assert "red-check-in" in found()["persistently absent"]
    assert "red-check-in" not in found()["a letter is not settled by a talk"]
    assert "red-check-in" not in found()["a meeting was held"]
