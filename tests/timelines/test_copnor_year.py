"""Copnor's policy through a school year: what comes up on which Friday, worked out by hand from the document.

Bands: green from 96.0, amber 90.0 to 95.9 (its hole closed), red below. Nothing goes by a percentage on fewer
than 20 sessions: Friday 19 September, after week 2, is the first that counts. Its letters to all parents, and
certificates, are written on the Fridays on which the officer names them.
"""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest

from attendctl.casework.decision import Outcome
from tests.timelines.school_of_one import (
    FRIDAYS,
    SCHOOL_DAYS,
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

# The register shows on Friday 9 January that the autumn term is over, and on 17 April the spring term.
BY_HAND = {
    friday(15): "termly-green",
    friday(16): "termly-amber",
    friday(17): "termly-red",
    friday(18): "certificate-100-term",
    friday(26): "termly-green",
    friday(27): "certificate-100-term",
}
# Every Friday up to the February half term, those on which something happens later, and the last.
PLAYED = [*FRIDAYS[:20], friday(26), friday(27), friday(29), friday(38)]
GREEN_TWICE = [("2026-01-09", "termly-green"), ("2026-04-17", "termly-green")]
ALL_THERE = [
    ("2026-01-09", "termly-green"),
    ("2026-01-30", "certificate-100-term"),
    ("2026-04-17", "termly-green"),
    ("2026-04-24", "certificate-100-term"),
]


def each_day(steps: str, *days: str) -> list[tuple[str, str]]:
    return [(one, step) for one in days for step in steps.split()]


PATHS: dict[str, tuple[OnePupil, list[tuple[str, str]]]] = {
    "never absent": (OnePupil(), ALL_THERE),
    # 8 of 40: 80.0 all year. Sessions of illness: the eighth of a term on the Monday of its fourth week, the
    # twelfth of the year on Monday 13 October, the thirtieth on 5 January. Four school weeks from the contact
    # are over on 17 October, 8 of 40 missed; from the formal meeting on 21 November. Five school days from
    # the officer's contact of 17 October: 24 October.
    "below 90, no improvement": (
        OnePupil(every_week([2] * 38)),
        [
            *each_day("contact-below-90 contact-at-risk persistent-absence", "2025-09-19"),
            *each_day("illness-teacher-told medical-1", "2025-10-03"),
            *each_day("formal-meeting officer-contact", "2025-10-17"),
            ("2025-10-24", "medical-2"),
            ("2025-11-21", "formal-support"),
            ("2026-01-09", "return-15-days"),
            ("2026-01-23", "termly-red"),
            *each_day("illness-teacher-told medical-1", "2026-01-30", "2026-05-08"),
        ],
    ),
    # 4 of 20, and nothing since: no formal meeting. 4 of 150 in January.
    "below 90, improves": (
        OnePupil(every_week([2, 2])),
        [
            *each_day("contact-below-90 contact-at-risk persistent-absence", "2025-09-19"),
            *GREEN_TWICE,
            ("2026-04-24", "certificate-100-term"),
        ],
    ),
    # A call on Wednesday 17 September, before it came up: 3 of 20 on the Friday. It is contact and talk with
    # the parents, and four school weeks run from it: 15 October. By the Friday 9 of 44 are missed since.
    # Sessions 8 and 12 are on 29 September (week 4) and 13 October.
    "below 90, contact logged before": (
        OnePupil(
            every_week({1: 1} | dict.fromkeys(range(2, 7), 2) | {3: 3}),
            diary=[Entry(day("2025-09-17"), "call", "reached")],
        ),
        [
            *each_day("illness-teacher-told medical-1", "2025-10-03"),
            *each_day("formal-meeting officer-contact", "2025-10-17"),
            ("2025-10-24", "medical-2"),
            ("2026-01-16", "termly-amber"),  # 12 of 160
            ("2026-04-24", "certificate-100-term"),
        ],
    ),
    # Half: 10 of 20. Nothing since: 10 of 160 in January, 10 of 260 in April.
    "severe": (
        OnePupil(every_week([5, 5])),
        [
            *each_day("contact-below-90 severe-absence severe-social-care", "2025-09-19"),
            *each_day("illness-teacher-told medical-1 contact-at-risk persistent-absence", "2025-09-19"),
            ("2026-01-16", "termly-amber"),
            ("2026-04-17", "termly-green"),
            ("2026-04-24", "certificate-100-term"),
        ],
    ),
    # The eighth of the autumn on Monday 8 December, of the spring on Tuesday 27 January.
    # The twelfth of the year on Tuesday 13 January: contact on Friday 16, medical 2 five school days later.
    "illness, eight sessions in each of two terms": (
        OnePupil(every_week({10: 2, 11: 2, 12: 2, 13: 2, 16: 4, 18: 4})),
        [
            *each_day("illness-teacher-told medical-1", "2025-12-12"),
            ("2026-01-16", "officer-contact"),
            ("2026-01-16", "termly-amber"),  # 12 of 160: 92.5
            ("2026-01-23", "medical-2"),
            *each_day("illness-teacher-told medical-1", "2026-01-30"),
        ],
    ),
    # From Monday 8 December; the fifth day is Friday 12 December. 10 of 130: 92.3. The evidence came.
    "ill five days, evidence comes": (
        OnePupil(away("2025-12-08", 5), diary=[Entry(day("2025-12-17"), "evidence", "accepted")]),
        [
            *each_day("evidence illness-teacher-told medical-1 long-absence-contact", "2025-12-12"),
            ("2026-01-16", "termly-amber"),  # 10 of 160: 93.8
            ("2026-04-17", "termly-green"),
            ("2026-04-24", "certificate-100-term"),
        ],
    ),
    # Five school days after the letter: 19 December. That it is wanted is no evidence.
    "ill five days, evidence does not come": (
        OnePupil(away("2025-12-08", 5), diary=[Entry(day("2025-12-17"), "evidence", "wanted")]),
        [
            *each_day("evidence illness-teacher-told medical-1 long-absence-contact", "2025-12-12"),
            ("2025-12-19", "evidence-missing"),
            ("2026-01-16", "termly-amber"),
            ("2026-04-17", "termly-green"),
            ("2026-04-24", "certificate-100-term"),
        ],
    ),
    "ill five days, evidence comes late": (
        OnePupil(away("2025-12-08", 5), diary=[Entry(day("2026-01-06"), "evidence", "late")]),
        [
            *each_day("evidence illness-teacher-told medical-1 long-absence-contact", "2025-12-12"),
            ("2025-12-19", "evidence-missing"),
            ("2026-01-09", "late-reason"),
            ("2026-01-16", "termly-amber"),
            ("2026-04-17", "termly-green"),
            ("2026-04-24", "certificate-100-term"),
        ],
    ),
    # Held back are the letters and the call; the teacher is told. The hold ends with Friday 12 December. A
    # week later the pupil is back, the letters are due, and there is no long absence to keep contact in.
    "ill five days, on hold": (
        OnePupil(
            away("2025-12-08", 5),
            diary=[Entry(day("2025-12-05"), "hold", until=day("2025-12-12"), note="bereavement")],
        ),
        [
            ("2025-12-12", "evidence (held back)"),
            ("2025-12-12", "illness-teacher-told"),
            ("2025-12-12", "medical-1 (held back)"),
            ("2025-12-12", "long-absence-contact (held back)"),
            *each_day("evidence medical-1", "2025-12-19"),
            ("2026-01-09", "evidence-missing"),
            ("2026-01-16", "termly-amber"),
            ("2026-04-17", "termly-green"),
            ("2026-04-24", "certificate-100-term"),
        ],
    ),
    # Twelve sessions on Friday 9 January (12 of 150: 92.0). Calls are not answered:
    # the contact stays to be made, and medical 2 follows the first attempt all the same, five school days on.
    "the officer reaches nobody": (
        OnePupil(
            every_week({11: 3, 12: 3, 13: 2, 14: 2, 15: 2}, code="M"),
            diary=[Entry(day(on), "call", "no-answer") for on in ("2026-01-09", "2026-01-14")],
            left_undone={"officer-contact"},
        ),
        [
            ("2026-01-09", "officer-contact"),
            ("2026-01-16", "medical-2"),
            ("2026-01-16", "termly-amber"),
        ],
    ),
    # 10 of 80: 87.5. Thirty school days from 7 November are up on 19 December, and one day was missed since;
    # thirty more on 13 February, with a session missed on the 2nd. The twelfth session is on 24 November.
    "ten unauthorised, no improvement": (
        OnePupil(
            away("2025-11-03", 5, "O") | away("2025-11-24", 1, "O") | {day("2026-02-02"): "U \\"},
        ),
        [
            *each_day("contact-below-90 long-absence-contact contact-at-risk", "2025-11-07"),
            *each_day("penalty-warning penalty-considered persistent-absence", "2025-11-07"),
            ("2025-11-28", "officer-contact"),
            ("2025-12-05", "medical-2"),
            ("2025-12-19", "penalty-after-30-days"),
            ("2026-01-16", "termly-amber"),
            ("2026-02-13", "prosecution"),
        ],
    ),
    "ten unauthorised, improvement": (
        OnePupil(away("2025-11-03", 5, "O")),
        [
            *each_day("contact-below-90 long-absence-contact contact-at-risk", "2025-11-07"),
            *each_day("penalty-warning penalty-considered persistent-absence", "2025-11-07"),
            ("2026-01-16", "termly-amber"),
            ("2026-04-17", "termly-green"),
            ("2026-04-24", "certificate-100-term"),
        ],
    ),
    # Monday to Thursday: the fourth is on 11 December. 4 of 130: 96.9.
    "four unauthorised lates": (
        OnePupil(dict.fromkeys(SCHOOL_DAYS[60:64], "U \\")),
        [("2025-12-12", "punctuality"), *GREEN_TWICE, ("2026-04-24", "certificate-100-term")],
    ),
    # Refused, and taken on Thursday and Friday; a day of illness is added, and no evidence of it comes.
    "refused leave taken, and a day added": (
        OnePupil(
            away("2025-11-20", 2, "G") | away("2025-11-24", 1),
            diary=[
                Entry(day("2025-11-07"), "leave", "refused", until=day("2025-11-21")),
                Entry(day("2025-11-25"), "leave", "added-days", until=day("2025-11-24")),
            ],
        ),
        [
            ("2025-11-07", "leave-refused"),
            ("2025-11-21", "refused-leave-taken"),
            ("2025-11-28", "added-days-evidence"),
            ("2025-12-05", "added-days-unauthorised"),
            *GREEN_TWICE,  # 6 of 150: exactly 96.0
            ("2026-04-24", "certificate-100-term"),
        ],
    ),
    "a day added, evidence comes": (
        OnePupil(
            away("2025-11-24", 1),
            diary=[
                Entry(day("2025-11-07"), "leave", "refused-added-days", until=day("2025-11-21")),
                Entry(day("2025-11-25"), "leave", "added-days", until=day("2025-11-24")),
                Entry(day("2025-12-02"), "evidence", "received", step="added-days-evidence"),
            ],
        ),
        [
            ("2025-11-07", "leave-refused-added-days"),
            ("2025-11-28", "added-days-evidence"),
            *GREEN_TWICE,
            ("2026-04-24", "certificate-100-term"),
        ],
    ),
    # The plan's letter on 7 November; twenty school days later, the week of 1 December ends: 5 December.
    "a plan": (
        OnePupil(diary=[Entry(day("2025-11-05"), "plan", until=day("2025-12-19"))]),
        [("2025-11-07", "attendance-plan"), ("2025-12-05", "plan-review"), *ALL_THERE],
    ),
    "events": (
        OnePupil(
            diary=[
                Entry(day("2025-11-05"), "event", "bullying"),
                Entry(day("2025-11-12"), "event", "not-collected"),
                Entry(day("2025-11-19"), "event", "query"),
                Entry(day("2025-11-26"), "event", "query"),
                Entry(day("2025-12-03"), "event", "deletion"),
            ]
        ),
        [
            ("2025-11-07", "bullying"),
            ("2025-11-14", "not-collected"),
            *each_day("query-answered", "2025-11-21", "2025-11-28"),
            ("2025-12-05", "deletion-return"),
            *ALL_THERE,
        ],
    ),
    # The last day is Friday 10 October, in week 5; the review would end on the 17th.
    "a leaver": (
        OnePupil(every_week([2] * 5), last_day=friday(5)),
        [
            *each_day("contact-below-90 contact-at-risk persistent-absence", "2025-09-19"),
            *each_day("illness-teacher-told medical-1", "2025-10-03"),
            ("2025-10-17", "formal-meeting (held back)"),
            ("2026-01-23", "termly-red (held back)"),
        ],
    ),
}  # fmt: skip
TOO_FEW = {
    "below 90, contact logged before",
    "below 90, no improvement",
    "below 90, improves",
    "severe",
    "a leaver",
}


@cache
def the_year() -> dict[str, list[CameUp]]:
    pupils = {name: pupil for name, (pupil, _) in PATHS.items()}
    return SchoolYearByHand("copnor", pupils).play(PLAYED, by_hand=BY_HAND)


def from_week_2(path: str) -> list[CameUp]:
    return [one for one in the_year()[path] if one.on > friday(1)]


@pytest.mark.parametrize("path", PATHS)
def test_a_year_of_fridays(path: str) -> None:
    assert in_short(from_week_2(path)) == PATHS[path][1]


@pytest.mark.parametrize("path", PATHS)
def test_ten_sessions_are_too_few_to_judge_by(path: str) -> None:
    """What goes by a percentage is held back on 12 September, whatever it is."""
    week_1 = [one for one in the_year()[path] if one.on == friday(1)]
    assert {one.outcome for one in week_1} == ({Outcome.HELD_BACK} if path in TOO_FEW else set())
    assert all("10 possible so far, and the policy waits for 20" in one.why for one in week_1)


@pytest.mark.parametrize(
    ("path", "on", "step", "due_on", "why"),
    [
        ("below 90, no improvement", "2025-09-19", "contact-below-90", "2025-09-19", "80.0% (16 of 20"),
        ("below 90, no improvement", "2025-10-03", "medical-1", "2025-09-29", "in the autumn term 2025"),
        ("below 90, no improvement", "2026-01-30", "medical-1", "2026-01-26", "in the spring term 2026"),
        ("below 90, no improvement", "2025-10-17", "formal-meeting", "2025-10-17", "80.0% (32 of 40"),
        ("below 90, no improvement", "2025-10-17", "officer-contact", "2025-10-13", "The 12th was on"),
        ("below 90, no improvement", "2025-10-24", "medical-2", "2025-10-24", "done on 17 October 2025"),
        ("below 90, no improvement", "2026-01-23", "termly-red", "2025-12-19", "the red band"),
        ("below 90, contact logged before", "2025-10-17", "formal-meeting", "2025-10-15", "35 of 44"),
        ("severe", "2025-09-19", "severe-absence", "2025-09-19", "10 of 20 sessions are missed"),
        ("ill five days, evidence comes", "2025-12-12", "evidence", "2025-12-12", "5 school days in"),
        ("ill five days, evidence does not come", "2025-12-19", "evidence-missing", "2025-12-19", "evid"),
        ("ten unauthorised, no improvement", "2025-12-19", "penalty-after-30-days", "2025-12-19", "2 sess"),
        ("ten unauthorised, no improvement", "2026-02-13", "prosecution", "2026-02-13", "1 session of"),
        ("four unauthorised lates", "2025-12-12", "punctuality", "2025-12-11", "4 sessions"),
        ("never absent", "2026-01-30", "certificate-100-term", "2025-12-19", "100.0% (140 of 140 sessions)"),
        ("ill five days, on hold", "2025-12-12", "evidence", None, "12 December 2025: bereavement"),
        ("a leaver", "2025-10-17", "formal-meeting", None, "The pupil has left"),
    ],
)  # fmt: skip
def test_reason_and_day(path: str, on: str, step: str, due_on: str | None, why: str) -> None:
    (one,) = [one for one in the_year()[path] if one.on == day(on) and one.step == step]
    assert why in one.why
    assert one.outcome is (Outcome.DUE if due_on else Outcome.HELD_BACK)
    assert one.due_on == (date.fromisoformat(due_on) if due_on else None)
