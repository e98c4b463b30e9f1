"""The cases about the window of the table of penalty cases, each named after its row, through the command."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import Desk, at_a_desk
from tests.penalties.register_at_desk import (
    PRESENT,
    TAMSIN,
    WREN,
    listed,
    rows_of_week,
    take_in,
    take_in_weeks,
    weeks_from,
)

AUTUMN = weeks_from(date(2025, 9, 1), 12)
WITH_HALF_TERM = [monday for monday in AUTUMN if monday != date(2025, 10, 27)]
OVER_SUMMER = [*weeks_from(date(2025, 6, 16), 5), *weeks_from(date(2025, 9, 1), 8)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return at_a_desk(tmp_path, monkeypatch)


def judged(desk: Desk, mondays: list[date], absences: dict[int, str]) -> dict[str, Any]:
    take_in_weeks(desk, mondays, absences)
    pupil = listed(desk, mondays[-1] + timedelta(days=4))
    assert pupil is not None
    return pupil


def test_row_01_ten_holiday_sessions_in_one_week_meet_it(desk: Desk) -> None:
    pupil = judged(desk, AUTUMN[:3], {2: "GGGGGGGGGG"})
    assert (pupil["reached_on"], pupil["firm_reached_on"]) == ("2025-09-12", "2025-09-12")
    assert (pupil["sessions_in_window"], pupil["sessions_until_threshold"]) == (10, 0)


def test_row_02_four_of_one_code_and_six_of_another_meet_it(desk: Desk) -> None:
    pupil = judged(desk, AUTUMN[:8], {2: "GGGG", 7: "UUUUUU"})
    assert pupil["reached_on"] == "2025-10-15"  # the Wednesday of the seventh week
    assert [one["code"] for one in pupil["sessions"]] == ["G"] * 4 + ["U"] * 6


def test_row_03_six_and_then_one_a_week_meet_it_in_the_fifth_week(desk: Desk) -> None:
    pupil = judged(desk, AUTUMN[:6], {1: "OOOOOO", 2: "O", 3: "O", 4: "O", 5: "O"})
    assert pupil["reached_on"] == "2025-09-29"


def test_row_04_two_in_summer_and_eight_in_autumn_meet_it_over_the_holidays(desk: Desk) -> None:
    pupil = judged(desk, OVER_SUMMER[:9], {5: "OO", 8: "OOOOOOOO"})
    assert pupil["reached_on"] == "2025-09-18"
    assert pupil["sessions"][0]["date"] == "2025-07-14"


def test_row_05_three_days_at_the_start_and_two_at_the_end_of_ten_weeks_meet_it(desk: Desk) -> None:
    assert judged(desk, AUTUMN[:10], {1: "OOOOOO", 10: "OOOO"})["reached_on"] == "2025-11-04"


def test_row_06_five_single_days_of_any_code_meet_it(desk: Desk) -> None:
    pupil = judged(desk, AUTUMN[:9], {1: "OO", 3: "UU", 5: "GG", 7: "OU", 9: "GO"})
    assert pupil["reached_on"] == "2025-10-27"


def test_row_07_nine_do_not_meet_it(desk: Desk) -> None:
    pupil = judged(desk, AUTUMN[:10], {1: "OOOOO", 10: "OOOO"})
    assert (pupil["reached_on"], pupil["sessions_in_window"], pupil["sessions_until_threshold"]) == (
        None,
        9,
        1,
    )


def test_row_08_one_in_the_first_and_nine_in_the_eleventh_week_do_not_meet_it(desk: Desk) -> None:
    pupil = judged(desk, AUTUMN[:11], {1: "O", 11: "OOOOOOOOO"})
    assert (pupil["reached_on"], pupil["sessions_in_window"]) == (None, 9)


def test_row_09_a_half_term_is_none_of_the_ten_weeks(desk: Desk) -> None:
    pupil = judged(desk, WITH_HALF_TERM[:10], {1: "O", 10: "OOOOOOOOO"})
    assert pupil["reached_on"] == "2025-11-14"  # 74 days after the first, and ten school weeks
    assert pupil["window"]["weeks"] == [str(monday) for monday in WITH_HALF_TERM[:10]]


@pytest.mark.parametrize(
    ("born", "eligible"),
    [
        ("2020-09-01", False),  # five on 1 September 2025: of compulsory school age from 31 December
        ("2020-08-31", True),  # five on 31 August, a prescribed day
        ("2020-10-01", False),
    ],
)
def test_row_18_a_reception_child_before_the_prescribed_day_may_not_be_fined(
    desk: Desk, born: str, eligible: bool
) -> None:
    (desk.folder / "pupils.csv").write_text(
        f"School,UPN,Surname,Forename,Date of Birth,Year Group\nAsh Primary,{TAMSIN},Vale,Tamsin,{born},R\n",
        encoding="utf-8",
    )
    assert desk.run("import", "pupils.csv").exit_code == 0
    pupil = judged(desk, AUTUMN[:3], {2: "OOOOOOOOOO"})
    assert pupil["sessions_in_window"] == 10
    assert pupil["eligible"] is eligible
    assert ("31 December 2025" in (pupil["why_not_eligible"] or "")) is not eligible


def test_twenty_school_weeks_around_a_summer_holiday(desk: Desk) -> None:
    weeks = [*weeks_from(date(2025, 5, 12), 10), *weeks_from(date(2025, 9, 1), 10)]
    absences = dict.fromkeys(range(1, 21), "O")  # one a week
    take_in_weeks(desk, weeks, absences)
    in_july, in_september, at_the_end = (
        listed(desk, day) for day in (date(2025, 7, 18), date(2025, 9, 5), date(2025, 11, 7))
    )
    assert in_july is not None
    assert in_september is not None
    assert at_the_end is not None
    assert in_july["reached_on"] == in_september["reached_on"] == at_the_end["reached_on"] == "2025-07-14"
    assert [one["sessions_in_window"] for one in (in_july, in_september, at_the_end)] == [10, 10, 10]
    assert in_september["window"]["weeks"] == [str(monday) for monday in [*weeks[1:10], weeks[10]]]
    assert at_the_end["sessions"][0]["date"] == "2025-09-01"


def test_a_week_of_one_session_is_a_school_week(desk: Desk) -> None:
    rows = []
    for number, monday in enumerate(AUTUMN[:11], 1):
        full = number != 5
        rows += rows_of_week(WREN, monday) if full else rows_of_week(WREN, monday, " \\", days="4")
        codes = {1: "O" + PRESENT[1:], 11: "OOOOOOOOO\\"}.get(number, PRESENT)
        rows += rows_of_week(TAMSIN, monday, codes) if full else []
    take_in(desk, "marks.csv", rows)
    pupil = listed(desk, AUTUMN[10] + timedelta(days=4))
    assert pupil is not None
    assert (pupil["reached_on"], pupil["sessions_in_window"]) == (None, 9)


def test_a_week_fully_closed_is_none(desk: Desk) -> None:
    rows = []
    for number, monday in enumerate(AUTUMN[:11], 1):
        closed = "#" * 10 if number == 5 else None
        rows += rows_of_week(WREN, monday, closed or PRESENT)
        rows += rows_of_week(
            TAMSIN, monday, closed or {1: "O" + PRESENT[1:], 11: "OOOOOOOOO\\"}.get(number, PRESENT)
        )
    take_in(desk, "marks.csv", rows)
    pupil = listed(desk, AUTUMN[10] + timedelta(days=4))
    assert pupil is not None
    assert (pupil["reached_on"], pupil["sessions_in_window"]) == ("2025-11-14", 10)


@pytest.mark.parametrize(
    ("closed_at_ash", "closed_at_birch", "reached_on"),
    [
        # one in week 1 at Ash, nine in week 11 at Birch: ten weeks only if one of those between is none
        ([], [], None),
        ([3], [], "2025-11-14"),  # before the move the weeks are Ash's
        ([], [3], None),
        ([], [8], "2025-11-14"),  # after it they are Birch's
        ([8], [], None),
    ],
)
def test_each_week_of_a_pupil_who_moved_goes_by_the_school_the_pupil_was_at(
    desk: Desk, closed_at_ash: list[int], closed_at_birch: list[int], reached_on: str | None
) -> None:
    rows = []
    for number, monday in enumerate(AUTUMN[:11], 1):
        for school, wren, closed in (
            ("Ash Primary", WREN, closed_at_ash),
            ("Birch Primary", "C999200000030", closed_at_birch),
        ):
            rows += rows_of_week(wren, monday, "#" * 10 if number in closed else PRESENT, school=school)
        if number not in (3, 8):  # ill at home in neither: no row of hers in these weeks
            school = "Ash Primary" if number <= 5 else "Birch Primary"
            codes = {1: "O" + PRESENT[1:], 11: "OOOOOOOOO\\"}.get(number, PRESENT)
            rows += rows_of_week(TAMSIN, monday, codes, school=school)
    take_in(desk, "marks.csv", rows)
    last = AUTUMN[10] + timedelta(days=4)
    pupil = listed(desk, last)
    assert pupil is not None
    assert pupil["reached_on"] == reached_on
    assert pupil["school"] == "Birch Primary"
    assert pupil["sessions_in_window"] == (10 if reached_on else 9)
    for school, is_there in (("Birch Primary", True), ("Ash Primary", False)):
        of_school = listed(desk, last, "--school", school)
        assert (of_school is not None) is is_there
        if of_school is not None:
            assert of_school["reached_on"] == reached_on
