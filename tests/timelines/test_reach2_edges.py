"""Every number of REAch2's steps: one below, at, and one above. Nobody did anything but what is said."""

from __future__ import annotations

from functools import cache

import pytest

from attendctl.casework.decision import Outcome
from tests.timelines.school_of_one import (
    SCHOOL_DAYS,
    Entry,
    OnePupil,
    SchoolYearByHand,
    away,
    day,
    due_on,
    friday,
    missed,
    share,
)

LADDER = {"green", "yellow", "amber-meeting", "red"}
SEVERE = {"severe-absence-report", "severe-absence-safeguarding", "severe-absence-social-care"}


@cache
def on_24_october(step_of: str) -> dict[str, set[str]]:
    pupils = {name: OnePupil(share(*sessions)) for name, (sessions, _) in BY_SHARE[step_of].items()}
    return due_on("reach2", pupils, friday(7))


# Of so many possible sessions so many are missed: (missed, possible), and what is due of those asked about.
BY_SHARE: dict[str, dict[str, tuple[tuple[int, int], set[str]]]] = {
    "bands": {
        "97.1 is purple": ((1, 34), set()),  # 97.06
        "97.0 is purple": ((1, 33), set()),  # 96.97
        "96.9 is green": ((1, 32), {"green"}),  # 96.88
        "95.6 is green": ((2, 45), {"green"}),  # 95.56
        "95.5 is green": ((1, 22), {"green"}),  # 95.45, rounded half up
        "95.4 is yellow": ((3, 65), {"yellow"}),  # 95.38
        "94.1 is yellow": ((3, 51), {"yellow"}),  # 94.12
        "94.0 is yellow": ((3, 50), {"yellow"}),
        "93.9 is amber": ((3, 49), {"amber-meeting"}),  # 93.88
        "92.6 is amber": ((2, 27), {"amber-meeting"}),  # 92.59
        "92.5 is amber": ((3, 40), {"amber-meeting"}),
        "92.4 is red": ((5, 66), {"red"}),  # 92.42
    },
    "the law's shares": {
        "3 of 31 is not persistent": ((3, 31), {"red"}),
        "3 of 30 is persistent": ((3, 30), {"red", "persistent-absence-meeting"}),
        "3 of 29 is persistent": ((3, 29), {"red", "persistent-absence-meeting"}),
        "15 of 31 is not severe": ((15, 31), {"red", "persistent-absence-meeting"}),
        "15 of 30 is severe": ((15, 30), {"red", "persistent-absence-meeting"} | SEVERE),
        "15 of 29 is severe": ((15, 29), {"red", "persistent-absence-meeting"} | SEVERE),
    },
    "too few to judge by": {
        "19 possible": ((2, 19), set()),
        "20 possible": ((2, 20), {"red", "persistent-absence-meeting"}),
        "21 possible": ((3, 21), {"red", "persistent-absence-meeting"}),
    },
}


@pytest.mark.parametrize(("of", "case"), [(of, case) for of, cases in BY_SHARE.items() for case in cases])
def test_a_share_of_sessions(of: str, case: str) -> None:
    asked = LADDER | SEVERE | {"persistent-absence-meeting"}
    assert on_24_october(of)[case] & asked == BY_SHARE[of][case][1]


# Every spell ends on the day judged, Friday 21 November: (school days, code), and what is due.
BY_DAYS: dict[str, tuple[int, str, set[str]]] = {
    "no day of N": (0, "N", set()),
    "1 day of N": (1, "N", {"first-day-call"}),
    "2 days of N": (2, "N", {"first-day-call", "reason-sought"}),
    "3 days of N": (3, "N", {"first-day-call", "reason-sought", "home-visit"}),
    "4 days of N": (4, "N", {"first-day-call", "reason-sought", "home-visit"}),
    "9 days of O": (9, "O", {"penalty-considered"}),
    "10 days of O": (10, "O", {"penalty-considered", "return-10-days"}),
    "11 days of O": (11, "O", {"penalty-considered", "return-10-days"}),
    "19 days of O": (19, "O", {"penalty-considered", "return-10-days"}),
    "20 days of O": (20, "O", {"penalty-considered", "return-10-days", "missing-20-days"}),
    "21 days of O": (21, "O", {"penalty-considered", "return-10-days", "missing-20-days"}),
    "20 days of illness": (20, "I", {"return-15-days"}),
}
BY_SESSIONS: dict[str, tuple[int, str, set[str]]] = {
    "9 sessions of O": (9, "O", set()),
    "10 sessions of O": (10, "O", {"penalty-considered"}),
    "11 sessions of O": (11, "O", {"penalty-considered"}),
    "29 sessions of I": (29, "I", set()),
    "30 sessions of I": (30, "I", {"return-15-days"}),
    "31 sessions of I": (31, "I", {"return-15-days"}),
    "no session of C2": (0, "C2", set()),
    "1 session of C2": (1, "C2", {"part-time-review"}),
    "2 sessions of C2": (2, "C2", {"part-time-review"}),
}  # fmt: skip
COUNTED = {"first-day-call", "reason-sought", "home-visit", "return-10-days", "return-15-days"} | {
    *("missing-20-days", "penalty-considered", "part-time-review")
}


@cache
def on_21_november() -> dict[str, set[str]]:
    last = SCHOOL_DAYS.index(friday(10))
    pupils = {
        name: OnePupil(away(SCHOOL_DAYS[last - days + 1].isoformat(), days, code))
        for name, (days, code, _) in BY_DAYS.items()
    }
    # from Monday 3 November, the first day of the half term, on
    pupils |= {
        name: OnePupil(missed("2025-11-03", number, code)) for name, (number, code, _) in BY_SESSIONS.items()
    }
    return due_on("reach2", pupils, friday(10))


@pytest.mark.parametrize("case", [*BY_DAYS, *BY_SESSIONS])
def test_days_in_a_row_and_sessions_counted(case: str) -> None:
    assert on_21_november()[case] & COUNTED == (BY_DAYS | BY_SESSIONS)[case][2]


def test_a_mark_of_n_is_settled_within_a_week() -> None:
    """Five school days after Monday 15 September is Monday 22 September: on the sixth it is overdue."""
    pupils = {date: OnePupil({day(date): "/ N"}) for date in ("2025-09-12", "2025-09-15", "2025-09-16")}
    due = due_on("reach2", pupils, day("2025-09-23"))
    assert {date for date, steps in due.items() if "n-unsettled" in steps} == {"2025-09-12", "2025-09-15"}


# Kept up every so many school days, judged on Thursday 20 November: (band, step, last done on, due again?).
# Each pupil is in the band on all those days: red from the first day; amber from 7 November (6 of 80) to
# 20 November (6 of 98); yellow from 23 October (4 of 68), with one more missed on 11 November (5 of 84).
EVERY = [
    ("red", "red-check-in", "2025-11-12", True),
    ("red", "red-check-in", "2025-11-13", True),  # five school days ago
    ("red", "red-check-in", "2025-11-14", False),
    ("red", "red-impact", "2025-10-15", True),
    ("red", "red-impact", "2025-10-16", True),  # twenty: the half term does not count
    ("red", "red-impact", "2025-10-17", False),
    ("amber", "amber-check-in", "2025-11-12", True),
    ("amber", "amber-check-in", "2025-11-13", True),
    ("amber", "amber-check-in", "2025-11-14", False),
    ("amber", "amber-contact", "2025-11-14", True),
    ("amber", "amber-contact", "2025-11-17", True),  # three
    ("amber", "amber-contact", "2025-11-18", False),
    ("yellow", "yellow-communication", "2025-11-05", True),
    ("yellow", "yellow-communication", "2025-11-06", True),  # ten
    ("yellow", "yellow-communication", "2025-11-07", False),
]
MISSED = {
    "red": missed("2025-09-08", 20),
    "amber": missed("2025-09-08", 6),
    "yellow": missed("2025-09-08", 4) | missed("2025-11-11", 1),
}


@cache
def on_20_november() -> dict[str, set[str]]:
    pupils = {
        f"{step} {last}": OnePupil(MISSED[band], diary=[Entry(day(last), "step", step=step)])
        for band, step, last, _ in EVERY
    }
    return due_on("reach2", pupils, day("2025-11-20"))


@pytest.mark.parametrize(("band", "step", "last", "is_due"), EVERY)
def test_kept_up_every_so_many_school_days(band: str, step: str, last: str, is_due: bool) -> None:
    assert (step in on_20_november()[f"{step} {last}"]) is is_due


# What was done on Friday 19 September, after 20 sessions, and since then (missed, possible); judged on Friday
# 5 December, after any review of four weeks: which of the steps of the review are due.
SINCE: dict[str, tuple[str, int, tuple[int, int], set[str]]] = {
    "yellow, 95.4 since": ("yellow", 1, (3, 65), {"meeting"}),  # 95.38; 4 of 85 in all is 95.3
    "yellow, 95.5 since": ("yellow", 1, (3, 66), {"congratulation"}),  # 95.45; 4 of 86 in all is 95.3
    "yellow, 95.6 since": ("yellow", 1, (3, 68), {"congratulation"}),  # 95.59; 4 of 88 in all is 95.5, green
    "amber, 93.9 since": ("amber-meeting", 1, (3, 49), set()),
    "amber, 94.0 since": ("amber-meeting", 1, (3, 50), {"amber-improvement"}),
    "amber, 94.1 since": ("amber-meeting", 1, (3, 51), {"amber-improvement"}),
    "red, 92.4 since": ("red", 10, (5, 66), {"red-legal"}),
    "red, 92.5 since": ("red", 10, (3, 40), set()),
    "red, 92.6 since": ("red", 10, (2, 27), set()),
    "persistent, 90.0 since": ("persistent-absence-meeting", 5, (3, 30), {"persistent-absence-referral"}),
    "persistent, 90.1 since": ("persistent-absence-meeting", 5, (7, 71), set()),  # 90.14
    "persistent, 90.2 since": ("persistent-absence-meeting", 5, (4, 41), set()),  # 90.24
}
OF_A_REVIEW = {"meeting", "congratulation", "amber-improvement", "red-legal", "persistent-absence-referral"}


@cache
def on_5_december() -> dict[str, set[str]]:
    pupils = {
        name: OnePupil(
            missed("2025-09-08", absent) | share(*since, after=10),
            diary=[Entry(friday(2), "step", step=done)],
        )
        for name, (done, absent, since, _) in SINCE.items()
    }
    return due_on("reach2", pupils, friday(12))


@pytest.mark.parametrize("case", SINCE)
def test_target_of_a_review(case: str) -> None:
    assert on_5_december()[case] & OF_A_REVIEW == SINCE[case][3]


@pytest.mark.parametrize(
    ("on", "is_over"), [("2025-11-04", False), ("2025-11-05", True), ("2025-11-06", True)]
)
def test_a_review_is_four_school_weeks(on: str, is_over: bool) -> None:
    """From Wednesday 1 October, with the half term between: the weeks of 6, 13, 20 October and 3 November."""
    year = SchoolYearByHand(
        "reach2",
        {
            "meeting": OnePupil(missed("2025-10-02", 4)),  # 4 of 72 or 74 missed, all since: yellow
            "congratulation": OnePupil(missed("2025-09-08", 3)),
            "amber-improvement": OnePupil(missed("2025-09-08", 3)),
            "red-legal": OnePupil(missed("2025-10-02", 12)),
            "persistent-absence-referral": OnePupil(missed("2025-10-02", 12)),
        },
    )
    for name, done in (
        ("meeting", "yellow"),
        ("congratulation", "yellow"),
        ("amber-improvement", "amber-meeting"),
        ("red-legal", "red"),
        ("persistent-absence-referral", "persistent-absence-meeting"),
    ):
        year.log(name, Entry(day("2025-10-01"), "step", step=done))
    found = [
        (name, one.step.name)
        for name, one in year.judge(day(on))
        if one.outcome is Outcome.DUE and one.step and one.step.name in OF_A_REVIEW
    ]
    assert sorted(found) == ([(name, name) for name in sorted(year.pupils)] if is_over else [])


@pytest.mark.parametrize(
    ("on", "is_due"), [("2025-10-23", False), ("2025-10-24", True), ("2025-11-03", True)]
)
def test_not_back_ten_school_days_after_leave(on: str, is_due: bool) -> None:
    """Leave ends on Friday 10 October; the tenth school day after it is Friday 24 October."""
    leave = Entry(day("2025-10-01"), "leave", "granted", until=day("2025-10-10"))
    pupils = {
        "still away": OnePupil(away("2025-10-06", 5, "C") | away("2025-10-13", 11, "O"), diary=[leave]),
        "back on the tenth day": OnePupil(
            away("2025-10-06", 5, "C") | away("2025-10-13", 9, "O"), diary=[leave]
        ),
        "back after leave, then ill": OnePupil(
            away("2025-10-06", 5, "C") | away("2025-10-14", 10, "I"), diary=[leave]
        ),
    }
    due = due_on("reach2", pupils, day(on))
    assert {name for name in due if "not-returned-10-days" in due[name]} == (
        {"still away"} if is_due else set()
    )


@pytest.mark.parametrize(("week", "is_due"), [(11, True), (12, True), (13, False)])
def test_a_return_not_made_stays_on_the_list_for_four_school_weeks(week: int, is_due: bool) -> None:
    """Ten days from 3 to 14 November, in week 9: weeks 9, 10, 11 and 12."""
    due = due_on("reach2", {"back": OnePupil(away("2025-11-03", 10, "O"))}, friday(week))
    assert ("return-10-days" in due["back"]) is is_due
