"""The page on one pupil: every figure of it against the table worked out by hand in ``register_of_zoe``."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from typing import Any

import pytest

from attendctl.calendar import Week
from attendctl.casework.case_kinds import case_kinds
from attendctl.casework.pupil_page.page import PupilPage, pupil_page
from attendctl.casework.pupil_page.sessions import add_up
from attendctl.casework.pupil_page.spells import absence_codes
from attendctl.casework.pupil_page.steps import SHOWN_KINDS, StepMarked, with_figures
from attendctl.errors import NotFound, WrongUsage
from attendctl.ledger.book import open_ledger
from attendctl.reports.pupil_page.page_dict import page_dict
from attendctl.settings import Settings
from tests.pupil_page.register_of_zoe import CLOSED, MIA, TODAY, ZOE, sessions_by_hand


def page_of(settings: Settings, asked: str = ZOE, known: date | None = None, **words: Any) -> PupilPage:
    with open_ledger(settings.ledger_path, known=known) as book:
        return pupil_page(book.connection, settings, asked, today=TODAY, known=known, **words)


@pytest.fixture(scope="module")
def page(settings: Settings) -> PupilPage:
    return page_of(settings)


@pytest.fixture(scope="module")
def printed(page: PupilPage) -> dict[str, Any]:
    return page_dict(page)


def test_every_session_stands_in_the_calendar_with_its_letter_and_kind(printed: dict[str, Any]) -> None:
    kinds = {
        "/": "present", "\\": "present", "L": "late", "U": "unauthorised", "O": "unauthorised",
        "I": "authorised", "C": "authorised", "D": "not_required", "-": "missing", ".": "missing",
    }  # fmt: skip
    expected = {
        (day.isoformat(), half): (None if letter == "." else letter, kinds[letter])
        for day, half, letter in sessions_by_hand()
        if day != CLOSED
    }
    cells = {
        (day["date"], half): (day[half]["code"], day[half]["kind"])
        for week in printed["weeks"]
        for day in week["days"]
        for half in ("AM", "PM")
    }
    assert cells == expected
    assert {one["kind"]: one["sessions"] for one in printed["kinds"]} == Counter(
        kind for _, kind in expected.values()
    )
    assert {one["code"]: one["sessions"] for one in printed["codes"]} == Counter(
        code for code, _ in expected.values() if code
    )


def test_the_minutes_stand_with_their_sessions(printed: dict[str, Any]) -> None:
    minutes = {
        (day["date"], half): day[half]["minutes_late"]
        for week in printed["weeks"]
        for day in week["days"]
        for half in ("AM", "PM")
        if day[half]["minutes_late"]
    }
    assert minutes == {("2025-09-11", "AM"): 5, ("2025-09-23", "AM"): 40}


def test_the_line_at_the_end_of_each_week(printed: dict[str, Any]) -> None:
    found = [
        (
            week["from"],
            week["last_day"],
            week["week"]["sessions_possible"],
            week["week"]["attendance_percent"],
            week["year"]["sessions_attended"],
            week["year"]["sessions_possible"],
            week["year"]["attendance_percent"],
            week["year"]["sessions_missing"],
        )
        for week in printed["weeks"]
    ]
    assert found == [
        ("2025-09-08", "2025-09-12", 10, 80.0, 8, 10, 80.0, 0),
        ("2025-09-15", "2025-09-19", 9, 55.6, 13, 19, 68.4, 1),
        ("2025-09-22", "2025-09-26", 9, 77.8, 20, 28, 71.4, 2),
        ("2025-09-29", "2025-10-02", 6, 100.0, 26, 34, 76.5, 2),
        ("2025-10-06", "2025-10-10", 10, 80.0, 34, 44, 77.3, 2),
    ]


def test_the_sums_of_the_sessions_are_those_of_the_report(page: PupilPage) -> None:
    assert add_up(page.sessions) == page.weeks[-1].year == page.outlook.row.year
    year = page.outlook.row.year
    assert (year.possible, year.attended, year.authorised, year.unauthorised) == (44, 34, 5, 5)


def test_weekdays_and_halves(printed: dict[str, Any]) -> None:
    def missed(sums: dict[str, Any]) -> tuple[int, int]:
        return sums["sessions_authorised"] + sums["sessions_unauthorised"], sums["sessions_possible"]

    assert {one["weekday"]: (missed(one["AM"]), missed(one["PM"])) for one in printed["weekdays"]} == {
        "Monday": ((2, 4), (2, 4)),  # II, OO; DD is not possible
        "Tuesday": ((2, 5), (1, 5)),  # OO, and the U
        "Wednesday": ((1, 5), (1, 4)),  # CC; one afternoon has no mark
        "Thursday": ((0, 5), (0, 4)),
        "Friday": ((1, 4), (0, 4)),
    }
    assert missed(printed["halves"]["AM"]) == (6, 23)
    assert missed(printed["halves"]["PM"]) == (4, 21)
    assert printed["weekdays"][2]["PM"]["sessions_missing"] == 1
    assert printed["weekdays"][3]["day"]["minutes_late"] == 5
    assert printed["weekdays"][0]["AM"]["attendance_percent"] == 50.0


def test_spells_are_whole_days_and_lateness_is_none(printed: dict[str, Any]) -> None:
    spells = printed["spells"]
    assert [(one["from"], one["to"], one["school_days"], one["codes"]) for one in spells["spells"]] == [
        ("2025-09-08", "2025-09-08", 1, {"I": 2}),
        ("2025-09-15", "2025-09-16", 2, {"O": 4}),
        ("2025-10-08", "2025-10-08", 1, {"C": 2}),
    ]
    assert (spells["number"], spells["longest_school_days"], spells["school_days"]) == (3, 2, 4)
    # the morning of Friday 26 September; not Tuesday 23, on which she came late
    assert spells["days_missed_in_part"] == 1
    assert (spells["school_weeks"], spells["school_weeks_a_spell"]) == (5, 1.7)  # 5 of 3
    assert not any(one["is_open"] for one in spells["spells"])


def test_a_spell_that_is_not_over_says_so(settings: Settings) -> None:
    spells = page_dict(page_of(settings, as_of=date(2025, 9, 16)))["spells"]
    assert [one["is_open"] for one in spells["spells"]] == [False, True]


def test_lates(printed: dict[str, Any]) -> None:
    assert printed["lates"] == {
        "times": 2,
        "before_register_closed": 1,
        "after_register_closed": 1,
        "minutes_late": 45,
        "minutes_with_other_marks": 0,
        "times_without_minutes": 0,
        "marks": [
            {"date": "2025-09-11", "session": "AM", "code": "L", "minutes_late": 5},
            {"date": "2025-09-23", "session": "AM", "code": "U", "minutes_late": 40},
        ],
    }


def test_what_was_done_and_attendance_before_and_after(printed: dict[str, Any]) -> None:
    def part(step: dict[str, Any], side: str) -> tuple[int, int, float] | None:
        found = step[side]
        return found and (
            found["sessions_attended"],
            found["sessions_possible"],
            found["attendance_percent"],
        )

    found = [
        (step["on"][5:], step["kind"], step["outcome"], step["school_weeks"], part(step, "before"),
         part(step, "after"), step["change_in_points"], step["why_no_figures"])
        for step in printed["steps"]
    ]  # fmt: skip
    assert found == [
        ("09-12", "letter", "taken back", None, None, None, None, "it was taken back"),
        # one week before it, so one week after it
        ("09-15", "call", "reached", 1, (8, 10, 80.0), (7, 9, 77.8), -2.2, None),
        # its own week is in neither: 8 and 15 September; 29 September and 6 October
        ("09-24", "letter", None, 2, (13, 19, 68.4), (14, 16, 87.5), 19.1, None),
        ("09-30", "penalty-notice", "paid", 1, (7, 9, 77.8), (8, 10, 80.0), 2.2, None),
        ("10-06", "meeting", "missed", None, None, None, None, "nothing came of it"),
        ("10-08", "meeting", "held", None, None, None, None, "no whole school week after it yet"),
    ]
    assert [step["number"] for step in printed["steps"]] == [1, 2, 3, 4, 5, 6]
    assert printed["steps"][2]["before"]["from"] == "2025-09-08"
    assert printed["steps"][2]["before"]["to"] == "2025-09-21"
    assert printed["steps"][2]["what"].startswith("Letter 3a: Persistent absence")
    assert [week["steps"] for week in printed["weeks"]] == [[1], [2], [3], [4], [5, 6]]


def test_a_week_after_counts_from_its_friday_on(settings: Settings) -> None:
    def weeks(as_of: date) -> int | None:
        steps = page_dict(page_of(settings, as_of=as_of))["steps"]
        number: int | None = next(step["school_weeks"] for step in steps if step["kind"] == "penalty-notice")
        return number

    assert weeks(date(2025, 10, 9)) is None
    assert weeks(date(2025, 10, 10)) == 1


def test_a_step_in_the_first_week_has_nothing_before_it() -> None:
    weeks = [Week(date(2025, 9, 8)), Week(date(2025, 9, 15))]
    step = StepMarked(date(2025, 9, 9), "call", None, "Call", "reached", "entry 1")
    found = with_figures(step, weeks, [], school_id=1, most_weeks=6, as_of=TODAY)
    assert (found.weeks, found.because) == (0, "no school week of this register before it")


def test_no_more_weeks_than_asked_for_stand_on_either_side() -> None:
    weeks = [Week(date(2025, 9, 8) + timedelta(weeks=number)) for number in range(5)]
    step = StepMarked(date(2025, 9, 24), "call", None, "Call", "reached", "entry 1")
    found = with_figures(step, weeks, [], school_id=1, most_weeks=1, as_of=TODAY)
    assert found.window is not None
    assert (found.window.before[0], found.window.after[0]) == (date(2025, 9, 15), date(2025, 9, 29))
    assert (found.before, found.change_in_tenths) == (add_up([]), None)  # nothing was possible: no figure


def test_what_the_page_shows_of_the_log_are_kinds_of_the_log() -> None:
    known = {kind.name for kind in case_kinds()}
    assert known >= SHOWN_KINDS
    assert not SHOWN_KINDS & {"hold", "evidence", "group", "event", "referral", "penalty-decision", "leave"}


def test_an_amendment_says_from_to_why_and_by_which_import(printed: dict[str, Any]) -> None:
    assert printed["amendments"] == [
        {
            "date": "2025-09-08",
            "session": "AM",
            "original": "O",
            "amended": "I",
            "minutes_late_original": None,
            "minutes_late_amended": None,
            "reason": "doctor's note",
            "by": None,
            "seen_on": "2025-09-29",
            "import_id": 2,
            "file": "second.csv",
            "line": 2,
        }
    ]


def test_known_looks_back_before_the_correction(settings: Settings) -> None:
    then = page_dict(page_of(settings, known=date(2025, 9, 28)))
    assert then["amendments"] == []
    assert then["weeks"][0]["days"][0]["AM"]["code"] == "O"
    assert (then["known"], then["so_far"]["sessions_unauthorised"]) == ("2025-09-28", 6)
    assert "as known on 28 September 2025" in then["about"][1]
    assert not [step for step in then["steps"] if step["on"] > "2025-09-28"]


def test_of_a_pupil_who_moved_the_page_is_one_school_s(settings: Settings) -> None:
    with pytest.raises(WrongUsage, match="Name the school as well"):
        page_of(settings, MIA)
    ash = page_dict(page_of(settings, MIA, school="Ash Primary"))
    assert ash["weeks"][0]["from"] == "2025-09-08"  # the school was open; nothing of her is there yet
    assert ash["weeks"][0]["days"][0]["AM"] == {"code": None, "kind": "not_required", "minutes_late": None}
    assert ash["so_far"]["sessions_possible"] == 28
    beech = page_dict(page_of(settings, MIA, school="Beech Primary"))
    assert (beech["so_far"]["sessions_possible"], beech["so_far"]["attendance_percent"]) == (20, 0.0)
    assert beech["spells"]["longest_school_days"] == 10


def test_nobody_is_found_where_nobody_is(settings: Settings) -> None:
    with pytest.raises(NotFound):
        page_of(settings, "Z999")


def test_codes_of_absence_are_those_of_the_days() -> None:
    then, now = absence_codes(date(2023, 9, 1), date(2023, 10, 1)), absence_codes(TODAY, TODAY)
    assert "U" not in now
    assert {"I", "O", "C", "J1"} <= now
    assert "J1" not in then
