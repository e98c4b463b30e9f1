"""Every number of Cheetwood's and Aletheia's steps: one below, at and one above, on Monday 24 November 2025.

That day is the 51st school day, the first of week 11: 102 sessions are possible, and one less for each "#".
Each row is one pupil: the codes, what was done before, the step that is looked at, and whether it is due.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

import pytest

from attendctl.casework.decision import Outcome
from tests.timelines.school_of_one import (
    SCHOOL_DAYS,
    STATED_TERMS,
    Codes,
    Entry,
    OnePupil,
    SchoolYearByHand,
    away,
    due_on,
    every_week,
)

TODAY = date(2025, 11, 24)


def days_ago(days: int) -> date:
    return SCHOOL_DAYS[SCHOOL_DAYS.index(TODAY) - days]


def last(days: int, code: str) -> Codes:
    """The last so many school days, today included."""
    return away(days_ago(days - 1).isoformat(), days, code)


def sessions(number: int, code: str = "I", *, closed: int = 0) -> Codes:
    """So many sessions missed from week 3 on, and none possible for so many from 8 September on."""
    missed = every_week(dict.fromkeys(range(3, 3 + number // 10), 10), code)
    missed |= every_week({3 + number // 10: number % 10}, code)
    shut = away("2025-09-08", closed // 2, "#")
    if closed % 2:
        shut[SCHOOL_DAYS[closed // 2]] = "# \\"
    return shut | missed


@dataclass
class Row:
    what: str
    step: str
    is_due: bool
    codes: Codes = field(default_factory=dict)
    diary: tuple[Entry, ...] = ()
    letter: tuple[str, date] | None = None


CONCERN_20_OCTOBER = "concern-amber-green", date(2025, 10, 20)
CONCERN_8_SEPTEMBER = "concern-amber-green", date(2025, 9, 8)
MEETING_8_SEPTEMBER = "meeting-red-amber", date(2025, 9, 8)


def three(what: str, step: str, *rows: tuple[bool, Codes]) -> list[Row]:
    return [Row(f"{what} {n}", step, is_due, codes) for n, (is_due, codes) in enumerate(rows)]


def in_a_row(step: str, code: str, days: int) -> list[Row]:
    near = (days - 1, days, days + 1)
    return three(f"{days} days {code}", step, *((n >= days, last(n, code)) for n in near))


def after(step: str, earlier: str, kind: str, days: int, codes: Codes) -> list[Row]:
    return [
        Row(
            f"{step} {n} days after",
            step,
            n >= days,
            codes,
            (Entry(days_ago(n), kind, step=earlier),) if kind != "letter" else (),
            (earlier, days_ago(n)) if kind == "letter" else None,
        )
        for n in (days - 1, days, days + 1)
    ]


def review(step: str, earlier: str, kind: str, days: list[date], codes: Codes) -> list[Row]:
    """A review over tomorrow, today and on the school day before."""
    return [
        Row(
            f"{step} since {on}",
            step,
            is_due,
            codes,
            (Entry(on, kind, step=earlier),) if kind != "letter" else (),
            (earlier, on) if kind == "letter" else None,
        )
        for on, is_due in zip(days, (False, True, True), strict=True)
    ]


# Four school weeks to today: weeks 8 to 11.
FOUR_WEEKS = [date(2025, 10, 21), date(2025, 10, 20), date(2025, 10, 17)]
AMBER_GREEN = every_week({2: 1, 8: 1, 9: 1, 10: 2})  # 5 of 102: 95.1
RED_AMBER = every_week({2: 3, 8: 2, 9: 2, 10: 2})  # 9 of 102: 91.2
ONE_O = every_week({2: 3, 8: 2, 9: 2}) | every_week({10: 2}, "O")

BY_LAW = [
    *in_a_row("return-10-days", "O", 10),
    *in_a_row("missing-20-days", "O", 20),
    *in_a_row("first-day-call", "N", 1)[1:],
    Row("no N", "first-day-call", False),
    *three("illness", "return-15-days", *((n >= 30, sessions(n)) for n in (29, 30, 31))),
    *three("penalty", "penalty-considered", *((n >= 10, sessions(n, "O")) for n in (9, 10, 11))),
    # Week 2 to 11 are ten school weeks, week 1 to 11 eleven.
    Row("ten weeks", "penalty-considered", True, every_week({2: 8, 11: 2}, "O")),
    Row("eleven weeks", "penalty-considered", False, every_week({1: 8, 11: 2}, "O")),
    *(
        Row(f"N {n} days ago", "n-unsettled", n > 5, {days_ago(n): "N \\"})
        for n in (4, 5, 6, 7)
    ),
    *(
        Row(
            f"leave that ended {n} days ago",
            "not-returned-10-days",
            n >= 10,
            {**last(n, "O"), days_ago(n): "C"},
            (Entry(days_ago(n), "leave", "granted", until=days_ago(n)),),
        )
        for n in (9, 10, 11)
    ),
    # 102 sessions: 51 are half of them.
    *three("severe", "severe-absence", *((n >= 51, sessions(n)) for n in (50, 51, 52))),
]  # fmt: skip
CHEETWOOD = [
    *BY_LAW,
    # 3 of 100 missed is 97.0, 3 of 98 is 96.9; 7 of 102 is 93.1, 7 of 100 is 93.0; 10 of 101 is 90.1, 10 of
    # 100 is 90.0.
    Row("97.0", "conversation-amber-green", False, sessions(3, closed=2)),
    Row("96.9", "conversation-amber-green", True, sessions(3, closed=4)),
    Row("93.1", "conversation-amber-green", True, sessions(7)),
    Row("93.0 is not amber-green", "conversation-amber-green", False, sessions(7, closed=2)),
    Row("93.0", "governor-meeting", True, sessions(7, closed=2)),
    Row("90.1", "governor-meeting", True, sessions(10, closed=1)),
    Row("90.0 is not red-amber", "governor-meeting", False, sessions(10, closed=2)),
    Row("90.0", "group-red", True, sessions(10, closed=2)),
    Row("90.1 is not red", "group-red", False, sessions(10, closed=1)),
    *in_a_row("second-day-call", "N", 2),
    *in_a_row("home-visit", "N", 3),
    *after("missing-education", "no-contact", "letter", 2, last(5, "N")),
    *after("panel-missed-visit-2", "panel-missed-visit-1", "visit", 5, {}),
    *after("referral-after-visits", "panel-missed-visit-2", "visit", 5, {}),
    *after("monitoring-over-amber-green", "monitoring-amber-green", "monitoring", 15, sessions(1, "O")),
    *after("monitoring-over-red-amber", "monitoring-red-amber", "monitoring", 15, sessions(1, "O")),
    *after("contract-review", "attendance-contract", "letter", 20, {}),
    Row(
        "monitoring, but no absence is unauthorised any more",
        "monitoring-over-amber-green",
        False,
        sessions(1),
        (Entry(days_ago(15), "monitoring", step="monitoring-amber-green"),),
    ),
    # A visit on the third day of an absence is no visit after a panel.
    Row(
        "an ordinary visit", "panel-missed-visit-2", False, {}, (Entry(days_ago(6), "visit", "seen"),)
    ),
    *review("concern-amber-green", "conversation-amber-green", "conversation", FOUR_WEEKS, AMBER_GREEN),
    *review("meeting-amber-green", "concern-amber-green", "letter", FOUR_WEEKS, AMBER_GREEN),
    *review("concern-red-amber", "governor-meeting", "meeting", FOUR_WEEKS, RED_AMBER),
    *review("meeting-red-amber", "concern-red-amber", "letter", FOUR_WEEKS, RED_AMBER),
    *review("panel", "meeting-red-amber", "letter", FOUR_WEEKS, RED_AMBER),
    *review("legal-action", "panel", "letter", FOUR_WEEKS, ONE_O),
    Row("no O since the panel", "legal-action", False, RED_AMBER, (), ("panel", FOUR_WEEKS[1])),
    # Since Monday 20 October 48 sessions were possible: 1 missed is 97.9, 2 are 95.8. Of 100 since
    # 8 September 3 missed are 97.0, 4 are 96.0; 7 missed are 93.0.
    Row("97.9 since", "meeting-amber-green", False, every_week({2: 5, 8: 1}), (), CONCERN_20_OCTOBER),
    Row("97.0 since", "meeting-amber-green", False, every_week({1: 2, 3: 3}), (), CONCERN_8_SEPTEMBER),
    Row("96.0 since", "meeting-amber-green", True, every_week({3: 4}), (), CONCERN_8_SEPTEMBER),
    Row("93.0 since", "panel", True, every_week({1: 1, 3: 7}), (), MEETING_8_SEPTEMBER),
    Row("94.0 since", "panel", False, every_week({1: 2, 3: 6}), (), MEETING_8_SEPTEMBER),
    *(
        Row(
            f"contact {n} days ago",
            "weekly-contact-pupil",
            n >= 5,
            sessions(20),
            (Entry(days_ago(n), "conversation", step="weekly-contact-pupil"),),
        )
        for n in (4, 5, 6)
    ),
    # Four school weeks: 8 to 11.
    Row("holiday in week 8", "leave-without-permission", True, away("2025-11-03", 1, "G")),
    Row("holiday in week 7", "leave-without-permission", False, away("2025-10-24", 1, "G")),
    Row("half a day of holiday", "leave-without-permission", False, {date(2025, 11, 18): "G \\"}),
]  # fmt: skip
ALETHEIA = [
    *BY_LAW,
    # 4 of 102 is 96.1, 4 of 100 is 96.0; 10 of 100 is 90.0, 10 of 98 is 89.8.
    Row("96.1", "concern", False, sessions(4)),
    Row("96.0", "concern", True, sessions(4, closed=2)),
    Row("90.0", "concern", True, sessions(10, closed=2)),
    Row("89.8", "concern", False, sessions(10, closed=4)),
    Row("90.0 unauthorised", "liaison-officer", False, sessions(10, "O", closed=2)),
    Row("89.8 unauthorised", "liaison-officer", True, sessions(10, "O", closed=4)),
    Row("89.8, authorised", "liaison-officer", False, sessions(10, closed=4)),
    Row("a tenth", "persistent-absence-meeting", True, sessions(10, closed=2)),
    Row("less than a tenth", "persistent-absence-meeting", False, sessions(10, closed=1)),
    *in_a_row("daily-call", "N", 2),
    *in_a_row("absence-goes-on", "O", 5),
    # Back today, after so many days.
    *three(
        "back",
        "back-after-long-absence",
        *((n >= 10, away(days_ago(n).isoformat(), n)) for n in (9, 10, 11)),
    ),
    # In the second half of the autumn term, from 3 November.
    *three(
        "late",
        "persistent-lateness",
        *((n >= 6, {days_ago(back): "L \\" for back in range(1, n + 1)}) for n in (5, 6, 7)),
    ),
    Row("late, with U", "persistent-lateness", True, {days_ago(n): "L U" for n in (1, 2, 3)}),
    *(
        Row(
            f"meeting {n} days ago",
            "persistent-absence-meetings",
            n >= 30,
            sessions(20),
            (Entry(days_ago(n), "meeting", "held", step="persistent-absence-meetings"),),
        )
        for n in (29, 30, 31)
    ),
    *(
        Row(
            f"notice to improve up to {until}",
            "notice-to-improve-over",
            until <= TODAY,
            diary=(Entry(date(2025, 10, 20), "notice-to-improve", "offered", until=until),),
        )
        for until in (date(2025, 11, 25), TODAY, date(2025, 11, 21))
    ),
]  # fmt: skip
TABLES = {"cheetwood": CHEETWOOD, "aletheia": ALETHEIA}


@pytest.fixture(scope="module")
def due() -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    for policy, rows in TABLES.items():
        assert len({row.what for row in rows}) == len(rows)
        year = SchoolYearByHand(policy, {row.what: OnePupil(row.codes, row.diary) for row in rows})
        for row in rows:
            found[policy, row.what] = set()
            if row.letter is not None:
                year.write(row.what, *row.letter)
        for name, one in year.judge(TODAY):
            if one.outcome is Outcome.DUE and one.step is not None:
                found[policy, name].add(one.step.name)
    return found


@pytest.mark.parametrize(
    ("policy", "row"),
    [(policy, row) for policy, rows in TABLES.items() for row in rows],
    ids=[f"{policy}: {row.what}" for policy, rows in TABLES.items() for row in rows],
)
def test_below_at_and_above(due: dict[tuple[str, str], set[str]], policy: str, row: Row) -> None:
    assert (row.step in due[policy, row.what]) is row.is_due


@pytest.mark.parametrize(
    ("policy", "step"), [("cheetwood", "group-red"), ("aletheia", "persistent-absence-meeting")]
)
def test_twenty_sessions_are_enough(policy: str, step: str) -> None:
    """On Monday 22 September: from 9 September 20 sessions, from its afternoon 19, of the 8th 21."""
    ill = away("2025-09-15", 2)
    pupils = {
        "19": OnePupil(ill | {date(2025, 9, 9): "# /"}, first_day=date(2025, 9, 9)),
        "20": OnePupil(ill, first_day=date(2025, 9, 9)),
        "21": OnePupil(ill | {date(2025, 9, 8): "# /"}),
    }
    found = due_on(policy, pupils, date(2025, 9, 22))
    assert {name: step in steps for name, steps in found.items()} == {"19": False, "20": True, "21": True}


def test_cheetwoods_certificates_of_a_term_and_of_the_year() -> None:
    """The autumn term has 140 sessions and the spring term 110: each by its own attendance, from 97%."""
    autumn = {
        "97.0": OnePupil(every_week({3: 4}) | away("2025-09-08", 3, "#") | {date(2025, 9, 11): "# \\"}),
        "96.9": OnePupil(every_week({3: 4}) | away("2025-09-08", 5, "#")),
        "97.1": OnePupil(every_week({3: 4})),
    }
    found = due_on("cheetwood", autumn, date(2026, 1, 5), letter_by_hand="certificate-green-term")
    assert {name: "certificate-green-term" in steps for name, steps in found.items()} == {
        "97.0": True,
        "96.9": False,
        "97.1": True,
    }
    # 3 of 110 in spring and 10 in autumn: 97.3 over the term, 94.8 over the year. Then the other way round.
    spring = {
        "well in spring": OnePupil(every_week({3: 10, 16: 3})),
        "well in autumn": OnePupil(every_week({16: 6})),
    }
    found = due_on("cheetwood", spring, date(2026, 4, 13), letter_by_hand="certificate-green-term")
    assert {name: "certificate-green-term" in steps for name, steps in found.items()} == {
        "well in spring": True,
        "well in autumn": False,
    }
    # 380 sessions: 11 missed are 97.1, 12 are 96.8.
    year = {"all there": OnePupil(), "one": OnePupil(every_week({3: 1}))}
    year |= {str(n): OnePupil(every_week({3: 10, 5: n - 10})) for n in (11, 12)}
    found = due_on("cheetwood", year, date(2026, 7, 17), calendar=STATED_TERMS)
    assert {name for name, steps in found.items() if "certificate-100-year" in steps} == {"all there"}
    assert {name for name, steps in found.items() if "certificate-green-year" in steps} == {
        "all there",
        "one",
        "11",
    }
