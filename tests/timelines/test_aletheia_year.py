"""Aletheia's bands and triggers through a school year, one invented pupil a path; dates worked out by hand.

Asked on every Friday to week 17, every fourth from week 19 on, and each school day from 10 to 28 November.
The Friday of week n has 10n possible
sessions: week 2 is that of 15 September, week 4 of 29 September, week 6 of 13 October, week 9 of 10 November.
Above 96.0 green, from 90.0 amber, below red: in a band all its steps are due at once, once a year.
A row is: the day it came up, the step, and the day it came due.
"""

from __future__ import annotations

from datetime import date

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
    every_week,
)

DAYS = sorted(
    {*FRIDAYS[:17], *FRIDAYS[18::4]}
    | {one for one in SCHOOL_DAYS if date(2025, 11, 10) <= one <= date(2025, 11, 28)}
)
AMBER = ("concern", "investigate", "meeting", "penalty-or-early-help")
RED = ("liaison-officer", "inclusion-referral")
OF_A_BAND = {*AMBER, *RED, "persistent-absence-meeting", "persistent-absence-meetings", "severe-absence"}
NOV = {n: date(2025, 11, n) for n in range(10, 29)}
TIME_TO_IMPROVE = Entry(NOV[14], "notice-to-improve", "offered", until=date(2025, 12, 12))
Row = tuple[str, str, str]


def on_its_day(*rows: tuple[str, str]) -> list[Row]:
    return [(on, step, on) for on, step in rows]


def late_on(*days: str) -> dict[date, str]:
    return {date.fromisoformat(one): "L \\" for one in days}


BANDS: dict[str, tuple[OnePupil, list[Row]]] = {
    # 1 of 20 on 19 September: 95.0. Later weeks are amber or green (96.7 in week 3): nothing comes twice.
    "amber": (
        OnePupil(every_week(dict.fromkeys(range(2, 39, 2), 1))),
        on_its_day(*(("2025-09-19", step) for step in AMBER)),
    ),
    # 4 of 34 on Tuesday 30 September: 88.2, and more than a tenth. Nothing unauthorised: no liaison officer.
    # 10 of 100 on 21 November: 90.0 is amber, and 10% missed is persistent absence still.
    "from green to red, ill": (
        OnePupil(every_week({4: 10})),
        [
            ("2025-10-03", "persistent-absence-meeting", "2025-09-30"),
            ("2025-11-17", "persistent-absence-meetings", "2025-11-17"),
            *on_its_day(*(("2025-11-21", step) for step in AMBER)),
        ],
    ),
    # The thirtieth school day in red, from 30 September on: 4, 9, 14, 19, 24, 29, Monday 17 November.
    "red, unauthorised": (
        OnePupil(every_week({4: 10} | dict.fromkeys(range(5, 12), 2), "O"), last_day=date(2025, 11, 28)),
        [
            ("2025-10-03", "persistent-absence-meeting", "2025-09-30"),
            *(("2025-10-03", step, "2025-09-30") for step in RED),
            ("2025-10-03", "absence-goes-on", "2025-10-03"),
            ("2025-10-03", "penalty-considered", "2025-10-03"),
            ("2025-11-17", "persistent-absence-meetings", "2025-11-17"),
        ],
    ),
    # 10 of 20 on 19 September. The thirtieth school day in red is 17 October; the thirtieth session of
    # illness, five a week, Wednesday morning, 15 October.
    "half of every week": (
        OnePupil(every_week(dict.fromkeys(range(1, 7), 5)), last_day=date(2025, 10, 17)),
        [
            *on_its_day(
                ("2025-09-19", "persistent-absence-meeting"),
                ("2025-09-19", "severe-absence"),
                ("2025-10-17", "persistent-absence-meetings"),
            ),
            ("2025-10-17", "return-15-days", "2025-10-15"),
        ],
    ),
    "never absent": (OnePupil(), []),
}
TRIGGERS: dict[str, tuple[OnePupil, list[Row]]] = {
    # A call that nobody answers on the 12th: visit. Fifth day the 14th, with the tenth unauthorised session.
    # More than five school days after the 10th: the 18th.
    "no word for a week": (
        OnePupil(away("2025-11-10", 5, "N"), [Entry(NOV[12], "call", "no-answer")], ["n-unsettled"]),
        on_its_day(
            ("2025-11-10", "first-day-call"),
            ("2025-11-11", "daily-call"),
            ("2025-11-12", "daily-call"),
            ("2025-11-12", "home-visit"),
            ("2025-11-13", "daily-call"),
            ("2025-11-14", "daily-call"),
            ("2025-11-14", "absence-goes-on"),
            ("2025-11-14", "penalty-considered"),
            ("2025-11-18", "n-unsettled"),
        ),
    ),
    "evidence": (
        OnePupil(
            away("2025-11-10", 3),
            [Entry(NOV[12], "evidence", "wanted"), Entry(NOV[19], "evidence", "not-accepted")],
        ),
        on_its_day(("2025-11-12", "evidence"), ("2025-11-19", "illness-not-accepted")),
    ),
    # Five in the first half of the term, six in the second, on Monday 17 November; six in the next term,
    # on Monday 12 January.
    "late": (
        OnePupil(
            late_on(*(f"2025-10-{n}" for n in range(20, 25)))
            | late_on(*(f"2025-11-{n}" for n in (10, 11, 12, 13, 14, 17)))
            | late_on(*(f"2026-01-{n:02}" for n in (5, 6, 7, 8, 9, 12)))
        ),
        [
            ("2025-11-17", "persistent-lateness", "2025-11-17"),
            ("2026-01-16", "persistent-lateness", "2026-01-12"),
        ],
    ),
    # Ten school days to Friday the 21st; back on Monday the 24th.
    "back after a long illness": (
        OnePupil(away("2025-11-10", 10)),
        on_its_day(("2025-11-24", "back-after-long-absence")),
    ),
    # Away 20 days to 5 December. Ten on the 21st. Back after leave that ended on the 7th: never.
    "gone": (
        OnePupil(
            away("2025-11-10", 20, "O"),
            [Entry(date(2025, 11, 3), "leave", "granted", until=date(2025, 11, 7))],
            ["missing-20-days"],
        ),
        [
            ("2025-11-07", "leave-granted", "2025-11-03"),
            *on_its_day(
                ("2025-11-14", "absence-goes-on"),
                ("2025-11-14", "penalty-considered"),
                ("2025-11-21", "not-returned-10-days"),
                ("2025-11-21", "return-10-days"),
                ("2025-12-05", "missing-20-days"),
            ),
            ("2025-12-12", "back-after-long-absence", "2025-12-08"),
        ],
    ),
    # Four weeks from Friday the 14th: its last day is 12 December. On 1 December there is an O.
    "notice to improve, not kept": (
        OnePupil(every_week({12: 1}, "O"), [TIME_TO_IMPROVE]),
        [
            *on_its_day(("2025-11-14", "notice-to-improve"), ("2025-12-12", "notice-to-improve-over")),
            ("2025-12-05", "notice-to-improve-early", "2025-12-01"),
        ],
    ),
    "notice to improve, kept": (
        OnePupil(every_week({8: 1}, "O"), [TIME_TO_IMPROVE]),
        on_its_day(("2025-11-14", "notice-to-improve"), ("2025-12-12", "notice-to-improve-over")),
    ),
    "contract, and leave refused on a hold": (
        OnePupil(
            {},
            [
                Entry(NOV[10], "contract"),
                Entry(NOV[11], "hold", until=NOV[14], note="bereavement"),
                Entry(NOV[12], "leave", "refused", until=NOV[12]),
            ],
        ),
        [("2025-11-10", "attendance-contract", "2025-11-10"), ("2025-11-17", "leave-refused", "2025-11-12")],
    ),
}
PATHS = BANDS | TRIGGERS


@pytest.fixture(scope="module")
def year() -> dict[str, list[CameUp]]:
    return SchoolYearByHand("aletheia", {name: pupil for name, (pupil, _) in PATHS.items()}).play(DAYS)


@pytest.mark.parametrize("path", PATHS)
def test_each_step_comes_up_once_on_its_day(year: dict[str, list[CameUp]], path: str) -> None:
    due = [
        (str(one.on), one.step, str(one.due_on))
        for one in year[path]
        if one.outcome is Outcome.DUE and (path in BANDS or one.step not in OF_A_BAND)
    ]
    assert sorted(due) == sorted(PATHS[path][1])


@pytest.mark.parametrize(
    ("path", "step", "words"),
    [
        ("amber", "concern", "95.0% (19 of 20 sessions): the amber band, 90% to 96%"),
        ("from green to red, ill", "persistent-absence-meeting", "10 of 40 sessions are missed"),
        ("red, unauthorised", "penalty-considered", "reached on 3 October 2025"),
        ("half of every week", "severe-absence", "10 of 20 sessions are missed: severe absence"),
        ("no word for a week", "home-visit", "Logged on 12 November 2025: call, no-answer"),
        ("late", "persistent-lateness", "in the second half of the autumn term 2025"),
        ("gone", "not-returned-10-days", "Granted leave ended on 7 November 2025"),
        ("notice to improve, not kept", "notice-to-improve-over", "12 December 2025"),
    ],
)
def test_the_reason_says_what_it_rests_on(
    year: dict[str, list[CameUp]], path: str, step: str, words: str
) -> None:
    assert words in next(one.why for one in year[path] if one.step == step and one.outcome is Outcome.DUE)


def test_the_refusal_is_held_back_while_the_hold_lasts(year: dict[str, list[CameUp]]) -> None:
    (held,) = [
        one
        for one in year["contract, and leave refused on a hold"]
        if one.outcome is Outcome.HELD_BACK and one.step == "leave-refused"
    ]
    assert held.on == NOV[12]
    assert "On hold until 14 November 2025: bereavement" in held.why


def test_a_count_corrected_down_and_up_again_does_not_fire_twice() -> None:
    """The sixth late of the half term on 17 November; on the 18th it is five, on the 19th six again."""
    days = (NOV[10], NOV[11], NOV[12], NOV[13], NOV[14], NOV[17])
    year = SchoolYearByHand("aletheia", {"late": OnePupil(late_on(*map(str, days)))})
    assert [one.step for one in year.play([NOV[17]])["late"]] == ["persistent-lateness"]
    year.correct("late", NOV[17], "/ \\")
    assert year.play([NOV[18]])["late"] == []
    year.correct("late", NOV[17], "L \\")
    assert year.play([NOV[19], NOV[20]])["late"] == []


def test_a_home_visit_that_nobody_made_is_off_the_list_once_the_pupil_is_back() -> None:
    """No word on 10 November and nobody answers the call; at school again on the 11th."""
    pupil = OnePupil(
        away("2025-11-10", 1, "N"),
        [Entry(NOV[10], "contact", "no-answer")],
        ["first-day-call", "home-visit"],
    )
    year = SchoolYearByHand("aletheia", {"one": pupil})
    on_the_list = [
        {one.step.name for _, one in year.judge(day) if one.step and one.outcome is Outcome.DUE}
        for day in (NOV[10], NOV[11])
    ]
    assert on_the_list == [{"first-day-call", "home-visit"}, set()]
