"""Traps 1 to 4: what a school week is, what the window crosses, and when its tenth session falls."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.traps.trap_desk import ADA, BEN, CARA, DAN, IVY, missed, present, school_days, trap_desk, weeks

# ---------------------------------------------------------------- trap 1: a school week


def test_trap_01_a_week_of_one_session_is_a_school_week_and_half_term_is_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eleven school weeks from 1 September 2025: the fifth has one session, half term follows the eighth.

    Ada's one and nine lie in the first and the tenth of them, Ben's in the first and the eleventh.
    Left out of the weeks, the one session would let Ben reach ten; counted as a week, half term would
    keep Ada from it.
    """
    days = present(weeks("2025-09-01", 11, closed=["2025-10-27"]))
    days |= dict.fromkeys(school_days("2025-09-29", 5), "#") | {date(2025, 10, 1): "/ #"}
    ada = days | missed("2025-09-01", "O") | missed("2025-11-10", "OOOOOOOOO")
    ben = days | missed("2025-09-01", "O") | missed("2025-11-17", "OOOOOOOOO")
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-11-21", {ADA: ada, BEN: ben, IVY: days})
    assert desk.reached(ADA, BEN) == ["2025-11-14", None]
    assert desk.desk.json("penalties")["window"]["weeks"] == [
        *("2025-09-08", "2025-09-15", "2025-09-22", "2025-09-29", "2025-10-06", "2025-10-13", "2025-10-20"),
        *("2025-11-03", "2025-11-10", "2025-11-17"),
    ]


def test_trap_01_a_week_that_is_wholly_closed_is_no_school_week(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Twelve weeks without a gap in the register; in the fifth every session is "#"."""
    days = present(weeks("2025-09-01", 12)) | dict.fromkeys(school_days("2025-09-29", 5), "#")
    ada = days | missed("2025-09-01", "O") | missed("2025-11-10", "OOOOOOOOO")  # the tenth school week
    ben = days | missed("2025-09-01", "O") | missed("2025-11-17", "OOOOOOOOO")  # the eleventh
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-11-21", {ADA: ada, BEN: ben, IVY: days})
    assert desk.reached(ADA, BEN) == ["2025-11-14", None]


def test_trap_01_the_summer_has_no_school_weeks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four school weeks from 23 June to 18 July 2025, seven from 1 September: 6 October begins the tenth."""
    days = present(weeks("2025-06-23", 4) + weeks("2025-09-01", 7))
    ada = days | missed("2025-06-23", "O") | missed("2025-10-06", "OOOOOOOOO")
    ben = days | missed("2025-06-23", "O") | missed("2025-10-13", "OOOOOOOOO")
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-10-17", {ADA: ada, BEN: ben, IVY: days})
    assert desk.reached(ADA, BEN) == ["2025-10-10", None]


# ---------------------------------------------------------------- trap 2: terms and years


@pytest.mark.parametrize(
    ("before", "after", "tenth"),
    [
        ("2025-07-18", "2025-09-01", "2025-09-04"),  # the summer, and the year
        ("2025-10-24", "2025-11-03", "2025-11-06"),  # half term
        ("2025-12-19", "2026-01-05", "2026-01-08"),  # Christmas
    ],
)
def test_trap_02_two_before_the_holiday_and_eight_after_it_are_ten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, tenth: str
) -> None:
    """Two on the last day before, then eight from the first morning on: the tenth falls on the fourth day."""
    days = present([*school_days(before, 1), *school_days(after, 5)])
    two = days | missed(before, "GG")
    marks = {
        ADA: two | missed(after, "OUNGOUNG"),
        BEN: two | missed(after, "OUNGOUN"),  # nine
        CARA: two | missed(after, "OUNGOUNGO"),  # eleven
        IVY: days,
    }
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in(max(days).isoformat(), marks)
    assert desk.reached(ADA, BEN, CARA) == [tenth, None, tenth]


@pytest.mark.parametrize("code", ["G", "N", "O", "U"])
def test_trap_02_any_of_the_four_codes_counts_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    days = present(weeks("2025-09-01", 2))
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-12", {ADA: days | missed("2025-09-01", code * 10), IVY: days})
    assert desk.reached(ADA) == ["2025-09-05"]


def test_trap_02_absence_with_leave_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nine without leave, and every code of absence with leave once."""
    days = present(weeks("2025-09-01", 3))
    codes = [*"OOOOOOOOO", "I", "M", "R", "S", "T", "E", "C", "C1", "C2", "J1"]
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-19", {ADA: days | missed("2025-09-01", codes), IVY: days})
    listed = desk.penalties()[ADA]
    assert (listed["sessions_in_window"], listed["reached_on"]) == (9, None)
    assert listed["sessions_until_threshold"] == 1


# ---------------------------------------------------------------- trap 3: N while it is N


def test_trap_03_n_counts_while_it_is_n(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Six O and four N are ten; with the last N ill they are nine, with it unauthorised ten again."""
    days = present(weeks("2025-09-01", 2))
    desk = trap_desk(tmp_path, monkeypatch)

    def said() -> list[object]:
        row = desk.penalties()[ADA]
        names = ("sessions_in_window", "of_which_unexplained", "reached_on", "firm_reached_on")
        return [row[name] for name in names]

    desk.take_in("2025-09-12", {ADA: days | missed("2025-09-01", "OOOOOONNNN"), IVY: days})
    assert said() == [10, 4, "2025-09-05", None]
    desk.take_in("2025-09-15", {ADA: days | missed("2025-09-01", "OOOOOONNNI"), IVY: days})
    assert said() == [9, 3, None, None]
    desk.take_in("2025-09-16", {ADA: days | missed("2025-09-01", "OOOOOONNNO"), IVY: days})
    assert said() == [10, 3, "2025-09-05", None]
    desk.take_in("2025-09-17", {ADA: days | missed("2025-09-01", "OOOOOOOOOO"), IVY: days})
    assert said() == [10, 0, "2025-09-05", "2025-09-05"]


def test_trap_03_where_the_authority_does_not_count_n_only_the_others_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = present(weeks("2025-09-01", 2))
    desk = trap_desk(tmp_path, monkeypatch, code="norfolk")
    marks = {
        ADA: days | missed("2025-09-01", "OOOOOOOOON"),
        BEN: days | missed("2025-09-01", "OOOOOOOOOON"),
        IVY: days,
    }
    desk.take_in("2025-09-12", marks)
    assert desk.reached(ADA, BEN) == [None, "2025-09-05"]


# ---------------------------------------------------------------- trap 4: six and one, one, one, one


def test_trap_04_six_late_in_one_week_and_one_in_each_of_four(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Six U by Wednesday 3 September, then one each Tuesday of four weeks: the tenth on 30 September."""
    days = present(weeks("2025-09-01", 6))
    tuesdays = ("2025-09-09", "2025-09-16", "2025-09-23", "2025-09-30")

    def late(first: str, on: tuple[str, ...]) -> dict[date, str]:
        return days | missed("2025-09-01", first) | {date.fromisoformat(day): "U \\" for day in on}

    marks = {
        ADA: late("UUUUUU", tuesdays),
        BEN: late("UUUUU", tuesdays),  # nine
        CARA: late("UUUUUUU", tuesdays),  # eleven: the tenth a week earlier
        DAN: late("UUUUUU", tuesdays[:3]),  # nine, in four weeks
        IVY: days,
    }
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-10-10", marks)
    assert desk.reached(ADA, BEN, CARA, DAN) == ["2025-09-30", None, "2025-09-23", None]
    sessions = desk.penalties()[ADA]["sessions"]
    assert [one["date"] for one in sessions[6:]] == list(tuesdays)
    assert desk.penalties()[DAN]["sessions_until_threshold"] == 1
