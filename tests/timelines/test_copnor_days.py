"""Copnor day by day: an absence nobody explains, corrections, holidays, the ends of terms and of the year."""

from __future__ import annotations

from datetime import date

import pytest

from tests.timelines.school_of_one import (
    SCHOOL_DAYS,
    STATED_TERMS,
    Entry,
    OnePupil,
    SchoolYearByHand,
    away,
    day,
    due_on,
    friday,
    in_short,
    missed,
)

UNEXPLAINED = {"first-day-contact", "reason-sought", "unexplained-visit", "n-unsettled"}


def test_an_absence_nobody_explains() -> None:
    """Each school day from Monday 15 to Wednesday 24 September; the pupils are back on the 18th and 19th."""
    pupils = {
        "nobody reached": OnePupil(
            away("2025-09-15", 3, "N"),
            diary=[Entry(day("2025-09-15"), "call", "no-answer")],
            left_undone={"n-unsettled"},
        ),
        "reached on the second day": OnePupil(
            away("2025-09-15", 4, "N"),
            diary=[Entry(day("2025-09-16"), "contact", "reached")],
            left_undone={"n-unsettled"},
        ),
        "on hold": OnePupil(
            away("2025-09-15", 3, "N"),
            diary=[Entry(day("2025-09-10"), "hold", note="bereavement")],
            left_undone={"n-unsettled"},
        ),
    }
    year = SchoolYearByHand("copnor", pupils).play(SCHOOL_DAYS[5:13])
    three_days = [
        ("2025-09-15", "first-day-contact"),
        ("2025-09-16", "reason-sought"),
        ("2025-09-17", "reason-sought"),
        ("2025-09-17", "unexplained-visit"),
        ("2025-09-23", "n-unsettled"),  # the sixth school day after the 15th
    ]
    assert in_short(year["nobody reached"], about=UNEXPLAINED) == three_days
    assert in_short(year["on hold"], about=UNEXPLAINED) == three_days
    assert in_short(year["reached on the second day"], about=UNEXPLAINED) == [
        ("2025-09-15", "first-day-contact"),
        ("2025-09-17", "reason-sought"),
        ("2025-09-17", "unexplained-visit"),
        ("2025-09-18", "reason-sought"),
        ("2025-09-23", "n-unsettled"),
    ]


def test_five_days_of_illness_with_a_half_term_between() -> None:
    """Wednesday 22 to Friday 24 October are three days; the fifth is Tuesday 4 November."""
    year = SchoolYearByHand("copnor", {"Ada": OnePupil(away("2025-10-22", 5))})
    days = [friday(7), day("2025-11-03"), day("2025-11-04"), day("2025-11-05")]
    (letter,) = [one for one in year.play(days)["Ada"] if one.step == "evidence"]
    assert (letter.on, letter.due_on) == (day("2025-11-04"), day("2025-11-04"))
    assert "from 22 October 2025 to 4 November 2025, and still away. The 5th was on 4 November" in letter.why


def test_illness_interrupted_for_a_day_is_two_spells() -> None:
    codes = away("2025-11-03", 4) | away("2025-11-10", 4)
    assert "evidence" not in due_on("copnor", {"Ada": OnePupil(codes)}, friday(9))["Ada"]


def test_contact_in_a_long_absence_is_kept_up_every_week() -> None:
    """Ill from Monday 3 November for seventeen days: the fifth is Friday 7 November."""
    year = SchoolYearByHand("copnor", {"Ada": OnePupil(away("2025-11-03", 17))})
    came_up = year.play([day("2025-11-06"), *(friday(week) for week in (8, 9, 10, 11)), friday(12)])["Ada"]
    assert in_short(came_up, about={"long-absence-contact", "evidence"}) == [
        ("2025-11-07", "evidence"),  # once for the spell
        ("2025-11-07", "long-absence-contact"),
        ("2025-11-14", "long-absence-contact"),
        ("2025-11-21", "long-absence-contact"),
        # back on Wednesday 26 November
    ]


def test_a_count_corrected_down_and_up_again_writes_one_letter() -> None:
    year = SchoolYearByHand("copnor", {"Ada": OnePupil(missed("2025-12-08", 8))})
    about = {"medical-1", "evidence"}
    assert in_short(year.play([friday(13)])["Ada"], about=about) == [("2025-12-12", "medical-1")]
    year.correct("Ada", day("2025-12-11"), "I /")  # seven
    assert in_short(year.play([day("2025-12-15")])["Ada"], about=about) == []
    year.correct("Ada", day("2025-12-11"), "I")  # eight again
    assert in_short(year.play([friday(14)])["Ada"], about=about) == []


def test_a_spell_that_grows_is_one_spell() -> None:
    """The day before was illness too, it is found: the first day moves, and no second letter is due."""
    year = SchoolYearByHand("copnor", {"Ada": OnePupil(away("2025-12-08", 5))})
    assert ("2025-12-12", "evidence") in in_short(year.play([friday(13)])["Ada"])
    year.correct("Ada", day("2025-12-05"), "I")
    assert in_short(year.play([friday(14)])["Ada"], about={"evidence"}) == []


def test_two_spells_are_two_letters() -> None:
    year = SchoolYearByHand("copnor", {"Ada": OnePupil(away("2025-11-03", 5) | away("2025-11-17", 5))})
    assert in_short(
        year.play([friday(8), friday(9), friday(10)])["Ada"], about={"evidence", "medical-1"}
    ) == [
        ("2025-11-07", "evidence"),
        ("2025-11-07", "medical-1"),  # ten sessions; once a term
        ("2025-11-21", "evidence"),
    ]


def test_punctuality_is_once_a_year() -> None:
    lates = dict.fromkeys([*SCHOOL_DAYS[40:44], *SCHOOL_DAYS[60:64], *SCHOOL_DAYS[80:84]], "U \\")
    year = SchoolYearByHand("copnor", {"Ada": OnePupil(lates)})
    came_up = year.play(friday(week) for week in (8, 9, 13, 17))["Ada"]
    assert in_short(came_up, about={"punctuality"}) == [(SCHOOL_DAYS[44].isoformat(), "punctuality")]


TERMLY = ("termly-green", "termly-amber", "termly-red", "certificate-100-term")
# Judged on Friday 19 December, the last stated day of the autumn: missed of 140, and which letters are due.
AUTUMN = {
    0: {"termly-green", "certificate-100-term"},  # 100.0
    1: {"termly-green"},  # 99.3
    5: {"termly-green"},  # 96.4
    6: {"termly-amber"},  # 95.7
    14: {"termly-amber"},  # 90.0
    15: {"termly-red"},  # 89.3
}


@pytest.mark.parametrize(("on", "is_over"), [("2025-12-18", False), ("2025-12-19", True)])
def test_a_stated_term_ends_on_its_last_day(on: str, is_over: bool) -> None:
    pupils = {str(number): OnePupil(missed("2025-09-08", number)) for number in AUTUMN}
    due = due_on("copnor", pupils, day(on), calendar=STATED_TERMS)
    for number, letters in AUTUMN.items():
        assert due[str(number)] & set(TERMLY) == (letters if is_over else set()), number


def test_nothing_to_all_parents_is_written_unless_it_is_named() -> None:
    year = SchoolYearByHand("copnor", {"Ada": OnePupil()}, calendar=STATED_TERMS)
    assert in_short(year.play([friday(14)])["Ada"]) == []
    by_name = {friday(14): "termly-green"}
    assert in_short(year.play([friday(14)], by_hand=by_name)["Ada"]) == [("2025-12-19", "termly-green")]
    assert in_short(year.play([friday(15)], by_hand={friday(15): "termly-green"})["Ada"]) == []  # written


@pytest.mark.parametrize(("week", "is_due"), [(17, True), (18, True), (19, False)])
def test_a_termly_letter_is_on_the_list_for_four_school_weeks(week: int, is_due: bool) -> None:
    """The autumn ends in week 14; weeks 15, 16, 17 and 18. By its name it may be written later, too."""
    pupils = {"Ada": OnePupil()}
    assert ("termly-green" in due_on("copnor", pupils, friday(week))["Ada"]) is is_due
    assert "termly-green" in due_on("copnor", pupils, friday(week), letter_by_hand="termly-green")["Ada"]


@pytest.mark.parametrize(("missed_on", "is_due"), [(None, True), ("2026-07-17", False)])
def test_a_certificate_for_the_year(missed_on: str | None, is_due: bool) -> None:
    """Friday 17 July is the last stated day: all 380 sessions, or 379 of them."""
    codes = {date.fromisoformat(missed_on): "/ M"} if missed_on else {}
    due = due_on("copnor", {"Ada": OnePupil(codes)}, friday(38), calendar=STATED_TERMS)["Ada"]
    assert ("certificate-100-year" in due) is is_due
    assert ("certificate-100-term" in due) is is_due
