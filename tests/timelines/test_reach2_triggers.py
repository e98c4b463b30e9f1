"""What REAch2's marks, days and events make due, day by day: worked out by hand from the document.

Each school day from Monday 15 to Friday 26 September is played, then every Friday until 19 December.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from tests.timelines.school_of_one import (
    FRIDAYS,
    SCHOOL_DAYS,
    CameUp,
    Entry,
    OnePupil,
    SchoolYearByHand,
    away,
    day,
    friday,
    in_short,
)

DAYS = SCHOOL_DAYS[5:15] + FRIDAYS[3:14]
UNEXPLAINED = {"first-day-call", "reason-sought", "home-visit", "n-unsettled"}
# What the ladder has for the same absences is in the table of the ladder.
LADDER = {
    *("green", "green-conversation", "green-call", "yellow", "yellow-contact", "yellow-monitoring"),
    *(
        "yellow-communication",
        "meeting",
        "congratulation",
        "amber-meeting",
        "amber-check-in",
        "amber-contact",
    ),
    *("amber-improvement", "red", "red-check-in", "red-legal", "red-impact"),
    *("persistent-absence-meeting", "persistent-absence-referral"),
    *("severe-absence-report", "severe-absence-safeguarding", "severe-absence-social-care"),
}


def happened(on: str, outcome: str) -> Entry:
    return Entry(day(on), "event", outcome)


PATHS: dict[str, tuple[OnePupil, list[tuple[str, str]]]] = {
    # Nobody says why, and the register is never settled: the sixth school day after the 15th is too late.
    "three days of N": (
        OnePupil(away("2025-09-15", 3, "N"), left_undone={"n-unsettled"}),
        [
            ("2025-09-15", "first-day-call"),
            ("2025-09-16", "reason-sought"),
            ("2025-09-17", "reason-sought"),
            ("2025-09-17", "home-visit"),
            ("2025-09-23", "n-unsettled"),
        ],
    ),
    # The call of the first day reached somebody; the next day there still is no reason.
    "a call that was answered": (
        OnePupil(
            away("2025-09-15", 2, "N"),
            diary=[Entry(day("2025-09-15"), "call", "reached")],
            left_undone={"n-unsettled"},
        ),
        [("2025-09-16", "reason-sought"), ("2025-09-23", "n-unsettled")],
    ),
    # A call that nobody answered is no contact, nor is a visit where nobody was in; but it is the visit.
    "no answer, nobody in": (
        OnePupil(
            away("2025-09-15", 4, "N"),
            diary=[
                Entry(day("2025-09-15"), "call", "no-answer"),
                Entry(day("2025-09-17"), "visit", "nobody-in"),
            ],
            left_undone={"n-unsettled"},
        ),
        [
            ("2025-09-15", "first-day-call"),
            ("2025-09-16", "reason-sought"),
            ("2025-09-17", "reason-sought"),
            ("2025-09-18", "reason-sought"),
            ("2025-09-23", "n-unsettled"),
        ],
    ),
    # Letters wait during a hold. The search for a child of whom nobody knows does not.
    "a hold does not stop the search": (
        OnePupil(
            away("2025-09-15", 3, "N"),
            diary=[Entry(day("2025-09-12"), "hold", until=day("2025-10-24"), note="bereavement")],
            left_undone={"n-unsettled"},
        ),
        [
            ("2025-09-15", "first-day-call"),
            ("2025-09-16", "reason-sought"),
            ("2025-09-17", "reason-sought"),
            ("2025-09-17", "home-visit"),
            ("2025-09-23", "n-unsettled"),
        ],
    ),
    # Two spells of one day: a call each.
    "away twice": (
        OnePupil(away("2025-09-15", 1, "N") | away("2025-09-18", 1, "N"), left_undone={"n-unsettled"}),
        [("2025-09-15", "first-day-call"), ("2025-09-18", "first-day-call"), ("2025-09-23", "n-unsettled")],
    ),
    # Ten sessions on Friday 26 September, the tenth in the afternoon.
    "ten unauthorised sessions": (
        OnePupil(away("2025-09-22", 5, "O")),
        [("2025-09-26", "penalty-considered")],
    ),
    "truancy, three times": (
        OnePupil(
            diary=[
                happened("2025-09-22", "truancy-suspected"),
                happened("2025-09-23", "truancy"),
                happened("2025-09-25", "truancy"),
                happened("2025-10-08", "truancy"),
            ]
        ),
        [
            ("2025-09-22", "truancy-suspected"),
            ("2025-09-23", "truancy-warning"),
            ("2025-09-25", "truancy-repeated"),
            ("2025-10-10", "truancy-repeated"),
        ],
    ),
    # The fifth day is Friday 7 November, the tenth 14 November, the twentieth 28 November.
    "away without leave from 3 November": (
        OnePupil(
            away("2025-11-03", 35, "O"),
            diary=[Entry(friday(13), "referral", "not-found"), happened("2025-12-15", "deletion")],
        ),
        [
            ("2025-11-07", "penalty-considered"),
            ("2025-11-14", "return-10-days"),
            ("2025-11-28", "missing-20-days"),
            ("2025-12-12", "deletion-decision"),
            ("2025-12-19", "deletion-return"),
        ],
    ),
    # Two spells of ten days, a week apart, and one of nine: a return for each of the first two.
    "away for ten days twice": (
        OnePupil(away("2025-10-06", 10, "O") | away("2025-11-03", 10, "G") | away("2025-11-24", 9, "U")),
        [
            ("2025-10-10", "penalty-considered"),
            ("2025-10-17", "return-10-days"),
            ("2025-11-14", "return-10-days"),
        ],
    ),
    # Illness is neither; its thirtieth session is on Friday 21 November.
    "ill for fifteen days": (OnePupil(away("2025-11-03", 15)), [("2025-11-21", "return-15-days")]),
    # Leave to Friday 10 October, granted on the 1st; not back on the tenth school day after, 24 October. Ten
    # days without leave are up on the same day, and five on 17 October.
    "not back after leave": (
        OnePupil(
            away("2025-10-06", 5, "C") | away("2025-10-13", 10, "O"),
            diary=[Entry(day("2025-10-01"), "leave", "granted", until=day("2025-10-10"))],
        ),
        [
            ("2025-10-03", "leave-granted"),
            ("2025-10-17", "penalty-considered"),
            ("2025-10-24", "not-returned-10-days"),
            ("2025-10-24", "return-10-days"),
        ],
    ),
    "leave refused, and asked for again": (
        OnePupil(
            diary=[
                Entry(day("2025-09-16"), "leave", "refused", until=day("2025-09-26")),
                Entry(day("2025-09-24"), "leave", "refused", until=day("2025-10-03")),
            ]
        ),
        [("2025-09-16", "leave-refused"), ("2025-09-24", "leave-refused")],
    ),
    # Each half term with a C2 mark in it, once.
    "part-time timetable": (
        OnePupil({day(on): "C2 \\" for on in ("2025-09-15", "2025-09-18", "2025-11-10")}),
        [("2025-09-15", "part-time-review"), ("2025-11-14", "part-time-review")],
    ),
    "contract, lunch, lunch withdrawn": (
        OnePupil(
            diary=[
                Entry(day("2025-09-17"), "contract", until=day("2025-12-19")),
                happened("2025-09-22", "lunch-request"),
                happened("2025-09-25", "lunch-withdrawn"),
            ]
        ),
        [
            ("2025-09-17", "attendance-contract"),
            ("2025-09-22", "lunch-request"),
            ("2025-09-25", "lunch-withdrawn"),
        ],
    ),
    # Asked of many at once, nothing is due without an event.
    "always there": (OnePupil(), []),
}  # fmt: skip


@cache
def the_autumn() -> dict[str, list[CameUp]]:
    pupils = {name: pupil for name, (pupil, _) in PATHS.items()}
    return SchoolYearByHand("reach2", pupils).play(DAYS)


@pytest.mark.parametrize("path", PATHS)
def test_an_autumn(path: str) -> None:
    assert in_short(one for one in the_autumn()[path] if one.step not in LADDER) == PATHS[path][1]


@pytest.mark.parametrize(
    ("path", "on", "step", "due_on", "why"),
    [
        ("three days of N", "2025-09-17", "home-visit", "2025-09-17", "3 school days in a row (N)"),
        ("three days of N", "2025-09-23", "n-unsettled", "2025-09-23", "2 marks are still N"),
        ("ten unauthorised sessions", "2025-09-26", "penalty-considered", "2025-09-26", "10 sessions"),
        ("truancy, three times", "2025-10-10", "truancy-repeated", "2025-10-08", "event, truancy"),
        ("away without leave from 3 November", "2025-11-28", "missing-20-days", "2025-11-28", "The 20th was"),
        ("away without leave from 3 November", "2025-12-19", "deletion-return", "2025-12-15", "deletion"),
        ("ill for fifteen days", "2025-11-21", "return-15-days", "2025-11-21", "30 sessions (15 days) (I)"),
        ("not back after leave", "2025-10-24", "not-returned-10-days", "2025-10-24", "ended on 10 October"),
        ("part-time timetable", "2025-11-14", "part-time-review", "2025-11-10", "in the second half of"),
    ],
)  # fmt: skip
def test_reason_and_day(path: str, on: str, step: str, due_on: str, why: str) -> None:
    (one,) = [one for one in the_autumn()[path] if one.on == day(on) and one.step == step]
    assert why in one.why
    assert one.due_on == date.fromisoformat(due_on)


def test_a_spell_corrected_at_its_start_is_returned_once() -> None:
    """Ten days from 3 to 14 November are returned; then the first is found to be a day at school."""
    year = SchoolYearByHand("reach2", {"Ada": OnePupil(away("2025-11-03", 15, "O"))})
    assert ("2025-11-14", "return-10-days") in in_short(year.play([friday(9)])["Ada"])
    year.correct("Ada", day("2025-11-03"), "/ \\")
    later = year.play([day("2025-11-17"), friday(10)])["Ada"]
    assert in_short(later, about={"return-10-days"}) == []


def test_a_mark_of_n_given_a_reason_comes_off_the_list() -> None:
    year = SchoolYearByHand("reach2", {"Ada": OnePupil({day("2025-09-15"): "/ N"}, left_undone=UNEXPLAINED)})
    assert in_short(year.play([day("2025-09-23")])["Ada"], about=UNEXPLAINED) == [
        ("2025-09-23", "n-unsettled")
    ]
    year.correct("Ada", day("2025-09-15"), "/ I")
    assert in_short(year.play([day("2025-09-24")])["Ada"], about=UNEXPLAINED) == []


def test_an_event_that_was_logged_by_mistake_is_no_first_time() -> None:
    year = SchoolYearByHand("reach2", {"Ada": OnePupil()})
    year.log("Ada", happened("2025-09-22", "truancy"))
    year.connection.execute("UPDATE case_entry_all SET withdrawn_by = 2 WHERE entry_id = 1")
    year.log("Ada", happened("2025-09-23", "truancy"))
    assert in_short(year.play([day("2025-09-24")])["Ada"]) == [("2025-09-24", "truancy-warning")]
