"""REAch2's ladder through a school year: what comes up on which Friday, worked out by hand from the document.

Bands: purple from 97.0, green 95.5 to 96.9, yellow 94.0 to 95.4, amber 92.5 to 93.9, red to 92.4. Nothing is
judged on fewer than 20 sessions: Friday 19 September, after week 2, is the first that counts. A monitoring
period is four school weeks; its target is the lower edge of the band above. Who comes up from a worse band is
spared its letter; the talks and the monitoring that the document has for every child of the band are due.
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
    away,
    day,
    every_week,
    friday,
    in_short,
    missed,
)

# Kept up for weeks: each has a test of its own below.
KEPT_UP = {"red-check-in", "red-impact", "amber-check-in", "amber-contact", "yellow-communication"}

# Every Friday up to Easter, one in April on which something happens, and the last of the year.
PLAYED = [*FRIDAYS[:25], friday(27), friday(38)]

ONE_IN_TWENTY = {2: 1, 4: 1, 6: 1}  # 95.0 after weeks 2, 4 and 6
YELLOW_19_SEP = [
    ("2025-09-19", "yellow"),
    ("2025-09-19", "yellow-contact"),
    ("2025-09-19", "yellow-monitoring"),
]
GREEN_26_SEP = [("2025-09-26", "green-conversation"), ("2025-09-26", "green-call")]
RED_HELD_BACK = [("2025-09-12", "red (held back)"), ("2025-09-12", "persistent-absence-meeting (held back)")]
SEVERE = ["severe-absence-report", "severe-absence-safeguarding", "severe-absence-social-care"]

PATHS: dict[str, tuple[OnePupil, list[tuple[str, str]]]] = {
    "never absent": (OnePupil(), []),
    # 1 of 30 missed on 26 September: 96.7. Green again every third week, and nothing more: once a year.
    "green": (
        OnePupil(every_week(dict.fromkeys(range(3, 39, 3), 1))),
        [("2025-09-26", "green-conversation"), ("2025-09-26", "green-call"), ("2025-09-26", "green")],
    ),
    # 1 of 20 on 19 September: 95.0. The weeks of 22 and 29 September, 6 and 13 October: 2 of 40 missed,
    # 95.0, below 95.5, and 3 of 60 on 17 October: still yellow. From then on one in every odd week: on no
    # Friday from 21 November on better than 95.0 since the meeting letter, and always yellow.
    "yellow, no improvement, and none after the meeting": (
        OnePupil(every_week(ONE_IN_TWENTY | dict.fromkeys(range(7, 39, 2), 1))),
        [*YELLOW_19_SEP, *GREEN_26_SEP, ("2025-10-17", "meeting")],
    ),
    # One in every even week. The review since the meeting letter ends on 21 November: 2 of 40 missed. It is
    # watched on: 2 of 50 on 28 November is 96.0.
    "yellow, target met a week after the review": (
        OnePupil(every_week(dict.fromkeys(range(2, 39, 2), 1))),
        [*YELLOW_19_SEP, *GREEN_26_SEP, ("2025-10-17", "meeting"), ("2025-11-28", "congratulation")],
    ),
    # Nothing missed from 22 September to 17 October. On the way up no green letter.
    "yellow, target met": (
        OnePupil(every_week({2: 1})),
        [*YELLOW_19_SEP, *GREEN_26_SEP, ("2025-10-17", "congratulation")],
    ),
    # Since the meeting letter of 17 October nothing is missed in weeks 7, 8, 9 and 10: 21 November.
    "yellow, meeting, target met": (
        OnePupil(every_week(ONE_IN_TWENTY)),
        [*YELLOW_19_SEP, *GREEN_26_SEP, ("2025-10-17", "meeting"), ("2025-11-21", "congratulation")],
    ),
    # The meeting is held on 24 October, and its targets run from then: weeks 8, 9, 10 and 11, 28 November.
    "yellow, meeting held, target met": (
        OnePupil(
            every_week(ONE_IN_TWENTY), diary=[Entry(day("2025-10-24"), "meeting", "held", step="meeting")]
        ),
        [*YELLOW_19_SEP, *GREEN_26_SEP, ("2025-10-17", "meeting"), ("2025-11-28", "congratulation")],
    ),
    "yellow, meeting missed": (
        OnePupil(
            every_week(ONE_IN_TWENTY), diary=[Entry(day("2025-10-24"), "meeting", "missed", step="meeting")]
        ),
        [
            *YELLOW_19_SEP,
            *GREEN_26_SEP,
            ("2025-10-17", "meeting"),
            ("2025-10-24", "meeting-missed"),
            ("2025-11-21", "congratulation"),
        ],
    ),
    # Logged without a step: it is about the meeting, which is the latest thing done.
    "yellow, meeting refused": (
        OnePupil(every_week(ONE_IN_TWENTY), diary=[Entry(day("2025-10-24"), "meeting", "refused")]),
        [
            *YELLOW_19_SEP,
            *GREEN_26_SEP,
            ("2025-10-17", "meeting"),
            ("2025-10-24", "meeting-refused"),
            ("2025-11-21", "congratulation"),
        ],
    ),
    # 5 of 70 on 24 October: 92.9. Review on 28 November: 2 of 40 missed since, 95.0; 94.0 was asked for.
    # 5 December: 7 of 120, 94.2: yellow, and no yellow letter on the way up. 16 January: 7 of 160, 95.6.
    "amber, improves": (
        OnePupil(missed("2025-10-20", 5) | missed("2025-11-10", 1) | missed("2025-11-19", 1)),
        [
            ("2025-10-24", "amber-meeting"),
            ("2025-11-28", "amber-improvement"),
            ("2025-12-05", "yellow-contact"),
            ("2025-12-05", "yellow-monitoring"),
            ("2026-01-16", "green-conversation"),
            ("2026-01-16", "green-call"),
        ],
    ),
    # The same with one more missed on 26 November: 3 of 40 since the letter on 28 November, 92.5, and no
    # celebration. It is watched on: 3 of 50 on 5 December is 94.0. 19 December: 8 of 140, 94.3. 30 January:
    # 8 of 180, 95.6.
    "amber, improves late": (
        OnePupil(
            missed("2025-10-20", 5)
            | missed("2025-11-10", 1)
            | missed("2025-11-19", 1)
            | missed("2025-11-26", 1)
        ),
        [
            ("2025-10-24", "amber-meeting"),
            ("2025-12-05", "amber-improvement"),
            ("2025-12-19", "yellow-contact"),
            ("2025-12-19", "yellow-monitoring"),
            ("2026-01-30", "green-conversation"),
            ("2026-01-30", "green-call"),
        ],
    ),
    # 4 of 20. Both reviews end on 17 October: 8 of 40 missed since, 80.0; 92.5 and 90.1 were asked for.
    # The thirtieth session of illness is on Monday 5 January, in week 15.
    "red, no improvement": (
        OnePupil(every_week([2] * 38)),
        [
            *RED_HELD_BACK,
            ("2025-09-19", "red"),
            ("2025-09-19", "persistent-absence-meeting"),
            ("2025-10-17", "red-legal"),
            ("2025-10-17", "persistent-absence-referral"),
            ("2026-01-09", "return-15-days"),
        ],
    ),
    # Nothing missed since: amber on 17 October; 4 of 70 on 24 October, 94.3; 4 of 90 on 14 November, 95.6.
    "red, improves": (
        OnePupil(every_week([2, 2])),
        [
            *RED_HELD_BACK,
            ("2025-09-19", "red"),
            ("2025-09-19", "persistent-absence-meeting"),
            ("2025-10-24", "yellow-contact"),
            ("2025-10-24", "yellow-monitoring"),
            ("2025-11-14", "green-conversation"),
            ("2025-11-14", "green-call"),
        ],
    ),
    # Purple until 10 October: 10 of 50, 80.0. The steps of one stage, not of the three it fell through. Later
    # 10 of 170 on 23 January, 94.1; 10 of 220 on 6 March, 95.5.
    "from purple to red in a week": (
        OnePupil(every_week({5: 10})),
        [
            ("2025-10-10", "red"),
            ("2025-10-10", "persistent-absence-meeting"),
            ("2026-01-23", "yellow-contact"),
            ("2026-01-23", "yellow-monitoring"),
            ("2026-03-06", "green-conversation"),
            ("2026-03-06", "green-call"),
        ],
    ),
    # 1 of 20, 95.0; 3 of 30 on 26 September, 90.0: straight to red, and no amber letter. Nothing is missed
    # from then on: no step follows red. On 17 October 2 of 40 were missed since the yellow letter and it is 3
    # of 60, yellow again, but on the way up: no meeting. 24 October: 2 of 50 since, 96.0; 3 of 70, 95.7.
    "from yellow to red": (
        OnePupil(every_week({2: 1, 3: 2})),
        [
            *YELLOW_19_SEP,
            ("2025-09-26", "red"),
            ("2025-09-26", "persistent-absence-meeting"),
            ("2025-10-24", "green-conversation"),
            ("2025-10-24", "green-call"),
            ("2025-10-24", "congratulation"),
        ],
    ),
    # 10 of 20 missed, exactly half.
    "severe": (
        OnePupil(every_week([5] * 6)),
        [
            ("2025-09-12", "red (held back)"),
            *[("2025-09-12", f"{step} (held back)") for step in SEVERE],
            ("2025-09-12", "persistent-absence-meeting (held back)"),
            ("2025-09-19", "red"),
            *[("2025-09-19", step) for step in SEVERE],
            ("2025-09-19", "persistent-absence-meeting"),
            ("2025-10-17", "red-legal"),
            ("2025-10-17", "persistent-absence-referral"),
            ("2025-10-17", "return-15-days"),  # 5 a week: the thirtieth on 15 October
        ],
    ),
    # 1 of 20, letter; the last day is Friday 10 October. 3 of 50 missed: 94.0, yellow.
    "a leaver": (
        OnePupil(every_week({2: 1, 4: 1, 5: 1}), last_day=friday(5)),
        [*YELLOW_19_SEP, *GREEN_26_SEP, ("2025-10-17", "meeting (held back)")],
    ),
    # Both ends of a hold count: 10 October is held back, 17 October is not.
    "a hold": (
        OnePupil(
            every_week([2] * 6),
            diary=[Entry(day("2025-09-15"), "hold", until=day("2025-10-10"), note="bereavement")],
        ),
        [
            *RED_HELD_BACK,
            ("2025-09-19", "red (held back)"),
            ("2025-09-19", "persistent-absence-meeting (held back)"),
            ("2025-10-17", "red"),
            ("2025-10-17", "persistent-absence-meeting"),
            # Four school weeks from 17 October nothing was missed since: no red-legal, no referral.
            # 13 February: 12 of 200, 94.0. 24 April: 12 of 270, 95.6.
            ("2026-02-13", "yellow-contact"),
            ("2026-02-13", "yellow-monitoring"),
            ("2026-04-24", "green-conversation"),
            ("2026-04-24", "green-call"),
        ],
    ),
}  # fmt: skip


@cache
def the_year() -> dict[str, list[CameUp]]:
    pupils = {name: pupil for name, (pupil, _) in PATHS.items()}
    return SchoolYearByHand("reach2", pupils).play(PLAYED)


@pytest.mark.parametrize("path", PATHS)
def test_a_year_of_fridays(path: str) -> None:
    came_up = [one for one in the_year()[path] if one.step not in KEPT_UP]
    assert in_short(came_up) == PATHS[path][1]


@pytest.mark.parametrize(
    ("path", "on", "step", "due_on", "why"),
    [
        # 1 of 20 on Thursday 18 September is 17 of 18, 94.4; but 20 sessions were possible on Friday only.
        ("yellow, target met", "2025-09-19", "yellow", "2025-09-19", "95.0% (19 of 20 sessions)"),
        ("yellow, target met", "2025-10-17", "congratulation", "2025-10-17", "100.0% (40 of 40 sessions)"),
        ("yellow, meeting, target met", "2025-10-17", "meeting", "2025-10-17", "95.0% (38 of 40 sessions)"),
        # Wednesday 22 October is 61 of 66: 92.4; Thursday is 63 of 68: 92.6, amber.
        ("amber, improves", "2025-10-24", "amber-meeting", "2025-10-23", "92.9% (65 of 70 sessions)"),
        ("amber, improves", "2025-11-28", "amber-improvement", "2025-11-28", "95.0% (38 of 40 sessions)"),
        ("amber, improves late", "2025-12-05", "amber-improvement", "2025-11-28", "94.0% (47 of 50"),
        ("red, no improvement", "2025-09-12", "red", None, "10 possible so far, and the policy waits for 20"),
        ("red, no improvement", "2025-09-12", "red-check-in", None, "the policy waits for 20"),
        ("red, no improvement", "2025-09-19", "red-check-in", "2025-09-19", "none since 8 September 2025"),
        ("red, no improvement", "2025-09-26", "red-check-in", "2025-09-26", "last was on 19 September"),
        ("amber, improves", "2025-11-07", "amber-check-in", "2025-11-05", "none since 23 October 2025"),
        ("amber, improves", "2025-11-07", "amber-contact", "2025-11-03", "none since 23 October 2025"),
        ("amber, improves", "2025-12-19", "yellow-communication", "2025-12-16", "none since 3 December 2025"),
        ("red, no improvement", "2025-10-17", "red-legal", "2025-10-17", "92.5% was asked for"),
        ("red, no improvement", "2025-10-17", "persistent-absence-referral", "2025-10-17", "90.1% was"),
        ("red, no improvement", "2026-01-09", "return-15-days", "2026-01-05", "The 30th was on"),
        # Tuesday 7 October is 40 of 44: 90.9.
        ("from purple to red in a week", "2025-10-10", "red", "2025-10-07", "80.0% (40 of 50 sessions)"),
        ("severe", "2025-09-19", "severe-absence-report", "2025-09-19", "10 of 20 sessions are missed"),
        ("a leaver", "2025-10-17", "meeting", None, "The pupil has left"),
        ("a hold", "2025-09-19", "red", None, "until 10 October 2025: bereavement"),
    ],
)  # fmt: skip
def test_reason_and_day(path: str, on: str, step: str, due_on: str | None, why: str) -> None:
    (one,) = [one for one in the_year()[path] if one.on == day(on) and one.step == step]
    assert why in one.why
    assert one.outcome is (Outcome.DUE if due_on else Outcome.HELD_BACK)
    assert one.due_on == (date.fromisoformat(due_on) if due_on else None)


def test_what_is_kept_up_in_red() -> None:
    """In red from 8 September: a check-in every five school days, a look at what works every twenty."""
    came_up = the_year()["red, no improvement"]
    weekly = in_short(came_up, about={"red-check-in"})
    assert weekly[0] == ("2025-09-12", "red-check-in (held back)")  # ten sessions are too few to judge by
    assert weekly[1:] == [(one.isoformat(), "red-check-in") for one in PLAYED[1:]]
    # 3 October is the twentieth school day; then every fourth Friday of school, as far as they are played.
    assert [one for one, _ in in_short(came_up, about={"red-impact"})] == [
        friday(week).isoformat() for week in (4, 8, 12, 16, 20, 24, 38)
    ]


def test_what_is_kept_up_in_amber_and_yellow() -> None:
    """In amber from 23 October to 2 December, in yellow from 3 December until 95.5 is reached in week 16."""
    assert in_short(the_year()["amber, improves"], about=KEPT_UP) == [
        ("2025-11-07", "amber-check-in"),  # the fifth day is 5 November
        ("2025-11-07", "amber-contact"),  # the third day is 3 November
        ("2025-11-14", "amber-check-in"),
        ("2025-11-14", "amber-contact"),
        ("2025-11-21", "amber-check-in"),
        ("2025-11-21", "amber-contact"),
        ("2025-11-28", "amber-check-in"),
        ("2025-11-28", "amber-contact"),
        ("2025-12-19", "yellow-communication"),  # the tenth day is 16 December
    ]


def test_a_register_corrected_down_and_up_again_writes_no_second_letter() -> None:
    year = SchoolYearByHand("reach2", {"Ada": OnePupil(away("2025-09-19", 1))})
    assert ("2025-09-19", "red") in in_short(year.play([friday(2)])["Ada"])  # 2 of 20: 90.0
    year.correct("Ada", friday(2), "/ \\")
    assert in_short(year.play([friday(3)])["Ada"]) == []
    year.correct("Ada", friday(2), "I")
    assert in_short(year.play([friday(4)])["Ada"], about={"red", "amber-meeting", "yellow"}) == []
