"""Every number of Copnor's steps: one below, at, and one above. Nobody did anything but what is said."""

from __future__ import annotations

from functools import cache

import pytest

from tests.timelines.school_of_one import (
    SCHOOL_DAYS,
    Entry,
    OnePupil,
    away,
    day,
    due_on,
    friday,
    missed,
    share,
)

# Of so many possible sessions so many are missed: (missed, possible), judged on Friday 7 November.
BY_SHARE: dict[str, tuple[tuple[int, int], set[str]]] = {
    "90.0 is amber, at risk, and persistent in law": ((4, 40), {"contact-at-risk", "persistent-absence"}),
    "89.9 is red": ((7, 69), {"contact-below-90", "contact-at-risk", "persistent-absence"}),  # 89.86
    "90.1 is at risk": ((7, 71), {"contact-at-risk"}),  # 90.14, and 7 of 71 is less than a tenth
    "90.9 is at risk": ((6, 66), {"contact-at-risk"}),  # 90.91
    "91.0 is not at risk": ((6, 67), set()),  # 91.04
    "91.1 is not at risk": ((4, 45), set()),
    "15 of 31 is not severe": ((15, 31), {"contact-below-90", "contact-at-risk", "persistent-absence"}),
    "15 of 30 is severe": (
        (15, 30),
        {
            *("contact-below-90", "contact-at-risk", "persistent-absence"),
            *("severe-absence", "severe-social-care"),
        },
    ),
    "15 of 29 is severe": (
        (15, 29),
        {
            *("contact-below-90", "contact-at-risk", "persistent-absence"),
            *("severe-absence", "severe-social-care"),
        },
    ),
    "19 possible are too few": ((4, 19), set()),
    "20 possible are enough": ((4, 20), {"contact-below-90", "contact-at-risk", "persistent-absence"}),
    "21 possible are enough": ((4, 21), {"contact-below-90", "contact-at-risk", "persistent-absence"}),
}
BY_PERCENTAGE = {
    *("contact-below-90", "contact-at-risk", "persistent-absence", "severe-absence", "severe-social-care"),
}

# So many sessions of a code in a row from Monday 3 November on, judged on Friday 28 November, after the last;
# and what is due of what goes by a count.
BY_SESSIONS: dict[str, tuple[int, str, set[str]]] = {
    "7 of illness": (7, "I", set()),
    "8 of illness": (8, "I", {"illness-teacher-told", "medical-1"}),
    "9 of illness": (9, "I", {"illness-teacher-told", "medical-1"}),
    "29 of illness": (29, "I", {"illness-teacher-told", "medical-1", "officer-contact"}),
    "30 of illness": (30, "I", {"illness-teacher-told", "medical-1", "officer-contact", "return-15-days"}),
    "31 of illness": (31, "I", {"illness-teacher-told", "medical-1", "officer-contact", "return-15-days"}),
    "11 of any absence": (11, "M", set()),
    "12 of any absence": (12, "M", {"officer-contact"}),
    "13 of any absence": (13, "M", {"officer-contact"}),
    "9 unauthorised": (9, "O", set()),
    "10 unauthorised": (10, "O", {"penalty-warning", "penalty-considered"}),
    "11 unauthorised": (11, "G", {"penalty-warning", "penalty-considered"}),
    "3 lates": (3, "U", set()),
    "4 lates": (4, "U", {"punctuality"}),
    "5 lates": (5, "U", {"punctuality"}),
}  # fmt: skip
COUNTED = {
    *("illness-teacher-told", "medical-1", "officer-contact", "return-15-days", "penalty-warning"),
    *("penalty-considered", "punctuality"),
}

# So many days of a code, the last of them on Friday 28 November.
BY_DAYS: dict[str, tuple[int, str, set[str]]] = {
    "1 day of N": (1, "N", {"first-day-contact"}),
    "2 days of N": (2, "N", {"first-day-contact", "reason-sought"}),
    "3 days of N": (3, "N", {"first-day-contact", "reason-sought", "unexplained-visit"}),
    "4 days of N": (4, "N", {"first-day-contact", "reason-sought", "unexplained-visit"}),
    "4 days of illness": (4, "I", set()),
    "5 days of illness": (5, "I", {"evidence", "long-absence-contact"}),
    "6 days of illness": (6, "I", {"evidence", "long-absence-contact"}),
    "1 day of refused leave": (1, "G", {"refused-leave-taken"}),
    "2 days of refused leave": (2, "G", {"refused-leave-taken"}),
    "9 days unauthorised": (9, "O", {"long-absence-contact"}),
    "10 days unauthorised": (10, "O", {"long-absence-contact", "return-10-days"}),
    "11 days unauthorised": (11, "O", {"long-absence-contact", "return-10-days"}),
    "19 days unauthorised": (19, "U", {"long-absence-contact", "return-10-days"}),
    "20 days unauthorised": (20, "U", {"long-absence-contact", "return-10-days", "missing-20-days"}),
    "21 days unauthorised": (21, "U", {"long-absence-contact", "return-10-days", "missing-20-days"}),
}  # fmt: skip
IN_A_ROW = {
    *("first-day-contact", "reason-sought", "unexplained-visit", "evidence", "long-absence-contact"),
    *("refused-leave-taken", "return-10-days", "missing-20-days"),
}


@cache
def by_share() -> dict[str, set[str]]:
    return due_on("copnor", {name: OnePupil(share(*of)) for name, (of, _) in BY_SHARE.items()}, friday(8))


@pytest.mark.parametrize("case", BY_SHARE)
def test_a_share_of_sessions(case: str) -> None:
    assert by_share()[case] & BY_PERCENTAGE == BY_SHARE[case][1]


@cache
def counted() -> dict[str, set[str]]:
    pupils = {
        name: OnePupil(missed("2025-11-03", sessions, code))
        for name, (sessions, code, _) in BY_SESSIONS.items()
    }
    return due_on("copnor", pupils, friday(11))


@pytest.mark.parametrize("case", BY_SESSIONS)
def test_sessions_counted(case: str) -> None:
    assert counted()[case] & COUNTED == BY_SESSIONS[case][2]


@cache
def in_a_row() -> dict[str, set[str]]:
    last = SCHOOL_DAYS.index(friday(11))
    pupils = {
        name: OnePupil(away(SCHOOL_DAYS[last + 1 - days].isoformat(), days, code))
        for name, (days, code, _) in BY_DAYS.items()
    }
    return due_on("copnor", pupils, friday(11))


@pytest.mark.parametrize("case", BY_DAYS)
def test_days_in_a_row(case: str) -> None:
    assert in_a_row()[case] & IN_A_ROW == BY_DAYS[case][2]


# School days after what is followed, judged on Friday 21 November: (done on, step done, what follows, due?).
# Five school days before is Friday 14 November, twenty is Friday 17 October (five weeks, one without school),
# thirty is Friday 3 October.
AFTER = [
    ("2025-11-13", "evidence", "evidence-missing", True),
    ("2025-11-14", "evidence", "evidence-missing", True),
    ("2025-11-17", "evidence", "evidence-missing", False),
    ("2025-11-13", "officer-contact", "medical-2", True),
    ("2025-11-14", "officer-contact", "medical-2", True),
    ("2025-11-17", "officer-contact", "medical-2", False),
    ("2025-11-13", "added-days-evidence", "added-days-unauthorised", True),
    ("2025-11-14", "added-days-evidence", "added-days-unauthorised", True),
    ("2025-11-17", "added-days-evidence", "added-days-unauthorised", False),
    ("2025-10-16", "attendance-plan", "plan-review", True),
    ("2025-10-17", "attendance-plan", "plan-review", True),
    ("2025-10-20", "attendance-plan", "plan-review", False),
    ("2025-10-02", "penalty-warning", "penalty-after-30-days", True),
    ("2025-10-03", "penalty-warning", "penalty-after-30-days", True),
    ("2025-10-06", "penalty-warning", "penalty-after-30-days", False),
    ("2025-10-02", "penalty-after-30-days", "prosecution", True),
    ("2025-10-03", "penalty-after-30-days", "prosecution", True),
    ("2025-10-06", "penalty-after-30-days", "prosecution", False),
    # four school weeks: from Friday 17 October, the weeks of 20 October, 3, 10 and 17 November
    ("2025-10-16", "contact-below-90", "formal-meeting", True),
    ("2025-10-17", "contact-below-90", "formal-meeting", True),
    ("2025-10-20", "contact-below-90", "formal-meeting", False),
    ("2025-10-16", "formal-meeting", "formal-support", True),
    ("2025-10-17", "formal-meeting", "formal-support", True),
    ("2025-10-20", "formal-meeting", "formal-support", False),
    # every five school days in a long absence, from its fifth day on
    ("2025-11-13", "long-absence-contact", "long-absence-contact", True),
    ("2025-11-14", "long-absence-contact", "long-absence-contact", True),
    ("2025-11-17", "long-absence-contact", "long-absence-contact", False),
]


@cache
def after() -> dict[str, set[str]]:
    pupils = {}
    for on, done, step in [row[:3] for row in AFTER]:
        code = "I" if step == "long-absence-contact" else "O"  # away since 3 November, all fifteen days
        pupils[f"{step} {on}"] = OnePupil(
            away("2025-11-03", 15, code), diary=[Entry(day(on), "step", step=done)]
        )
    return due_on("copnor", pupils, friday(10))


@pytest.mark.parametrize(("on", "done", "step", "is_due"), AFTER)
def test_so_long_after(on: str, done: str, step: str, is_due: bool) -> None:
    assert (step in after()[f"{step} {on}"]) is is_due


# Since the contact, or the formal meeting, of Friday 19 September, judged on Friday 5 December.
@pytest.mark.parametrize("done", ["contact-below-90", "formal-meeting"])
def test_what_a_review_asks_for(done: str) -> None:
    follows = {"contact-below-90": "formal-meeting", "formal-meeting": "formal-support"}[done]
    since = {"89.9": (7, 69), "90.0": (7, 70), "90.1": (7, 71)}
    pupils = {
        name: OnePupil(
            away("2025-09-08", 5) | share(*of, after=10), diary=[Entry(friday(2), "step", step=done)]
        )
        for name, of in since.items()
    }
    due = due_on("copnor", pupils, friday(12))
    assert {name for name, steps in due.items() if follows in steps} == {"89.9"}


def test_unauthorised_absence_since_a_warning() -> None:
    """No session, one, two since Friday 3 October; any is no improvement, thirty school days on."""
    pupils = {
        str(number): OnePupil(
            missed("2025-10-06", number, "O"), diary=[Entry(friday(4), "step", step="penalty-warning")]
        )
        for number in (0, 1, 2)
    }
    due = due_on("copnor", pupils, friday(10))
    assert {name for name, steps in due.items() if "penalty-after-30-days" in steps} == {"1", "2"}


@pytest.mark.parametrize(
    ("on", "is_due"), [("2025-10-23", False), ("2025-10-24", True), ("2025-11-03", True)]
)
def test_not_back_ten_school_days_after_leave(on: str, is_due: bool) -> None:
    """Leave ends on Friday 10 October; the tenth school day after it is Friday 24 October."""
    leave = Entry(day("2025-10-01"), "leave", "granted", until=day("2025-10-10"))
    pupils = {
        "still away": OnePupil(away("2025-10-06", 5, "C") | away("2025-10-13", 11, "O"), diary=[leave]),
        "back": OnePupil(away("2025-10-06", 5, "C") | away("2025-10-13", 9, "O"), diary=[leave]),
    }
    due = due_on("copnor", pupils, day(on))
    assert {name for name in due if "not-returned-10-days" in due[name]} == (
        {"still away"} if is_due else set()
    )


def test_a_mark_of_n_is_settled_within_five_school_days() -> None:
    """Five school days after Monday 15 September is Monday 22 September: on the sixth it is overdue."""
    pupils = {date: OnePupil({day(date): "N \\"}) for date in ("2025-09-12", "2025-09-15", "2025-09-16")}
    due = due_on("copnor", pupils, day("2025-09-23"))
    assert {date for date, steps in due.items() if "n-unsettled" in steps} == {"2025-09-12", "2025-09-15"}


@pytest.mark.parametrize(("week", "is_due"), [(17, True), (18, True), (19, False)])
def test_evidence_may_be_asked_for_up_to_four_school_weeks_after(week: int, is_due: bool) -> None:
    """Five days from 5 January, in week 15: weeks 15, 16, 17 and 18."""
    due = due_on("copnor", {"back": OnePupil(away("2026-01-05", 5))}, friday(week))
    assert ("evidence" in due["back"]) is is_due
