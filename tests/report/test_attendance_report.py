"""The report on a register worked out by hand: sums, bands, trend, joiners, leavers, marks owed."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from attendctl.calendar import Week
from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.report_lines import AttendanceReport, PupilLine
from attendctl.errors import NotFound, WrongUsage
from attendctl.settings import SchoolSettings, Settings
from tests.measures.register_tables import RegisterTables, weekdays
from tests.report.hand_worked import FRIDAY, TODAY, WEEK_1, WEEK_2, fernbrook


def report_on(register: RegisterTables, **how: Any) -> AttendanceReport:
    how = {"today": TODAY, "latest_week": True, "by": ["class"], **how}
    return attendance_report(register.connection(), how.pop("settings", Settings()), **how)


def by_name(report: AttendanceReport) -> dict[str, PupilLine]:
    return {line.forename or "": line for line in report.pupils}


def test_latest_week_is_the_last_with_a_possible_session() -> None:
    report = report_on(fernbrook())
    assert (str(report.week), report.as_of) == ("2025-W45", FRIDAY)


def test_pupils_have_the_sums_worked_out_by_hand() -> None:
    pupils = by_name(report_on(fernbrook()))
    years = {name: (line.year.attended, line.year.possible) for name, line in pupils.items()}
    weeks = {name: line.week and (line.week.attended, line.week.possible) for name, line in pupils.items()}
    assert years == {"Ann": (20, 20), "Ben": (18, 20), "Cai": (7, 7), "Dee": (5, 10), "Eve": (10, 10)}
    assert weeks == {"Ann": (10, 10), "Ben": (8, 10), "Cai": (7, 7), "Dee": (0, 0), "Eve": (0, 0)}


def test_bands_and_trend_compare_now_with_the_end_of_the_school_week_before() -> None:
    pupils = by_name(report_on(fernbrook()))
    found = {name: (line.band, line.band_previous_week, line.trend) for name, line in pupils.items()}
    assert found == {
        "Ann": ("green", "green", "same"),
        "Ben": ("red", "green", "worse"),  # 90.0 is red
        "Cai": ("green", None, None),
        "Dee": ("red", "red", "same"),
        "Eve": ("green", "green", "same"),
    }


def test_joiner_and_leaver_are_marked_and_count_only_their_own_sessions() -> None:
    pupils = by_name(report_on(fernbrook()))
    assert (pupils["Cai"].status, pupils["Cai"].first_mark) == ("joiner", WEEK_2[1])
    assert (pupils["Dee"].status, pupils["Dee"].last_mark) == ("leaver", WEEK_1[4])
    assert {pupils[name].status for name in ("Ann", "Ben", "Eve")} == {None}


def test_session_without_a_row_is_owed_and_never_absence() -> None:
    report = report_on(fernbrook())
    assert [(line.upn, line.date, line.session) for line in report.missing_marks] == [
        (f"Z{3:012}", WEEK_2[3], "PM")
    ]
    cai = by_name(report)["Cai"]
    assert (cai.year.missing, cai.year.absent, cai.year.attendance_percent) == (1, 0, 100.0)


def test_persistent_and_severe_absence_count_leavers_and_no_pupil_without_sessions() -> None:
    register = fernbrook()
    register.days(6, WEEK_2, "DD" * 5)
    whole = report_on(register).whole_school
    assert (whole.pupils, whole.pupils_with_sessions) == (6, 5)
    assert (whole.pupils_persistent, whole.persistent_absence_percent) == (2, 40.0)  # Ben and Dee
    assert (whole.pupils_severe, whole.severe_absence_percent) == (1, 20.0)


def test_percentage_of_a_group_is_of_summed_sessions_never_a_mean() -> None:
    report = report_on(fernbrook())
    found = {line.name: (line.year.attended, line.year.possible) for line in report.groups}
    assert found == {"3A": (45, 47), "10B": (15, 20)}
    assert [line.name for line in report.groups] == ["3A", "10B"]
    assert report.groups[1].year.attendance_percent == 75.0  # the mean of 50 and 100 is 75 by chance
    assert report.groups[0].year.attendance_percent == 95.7  # the mean of 100, 90 and 100 is 96.7


def test_value_not_stated_is_a_group_of_its_own() -> None:
    groups = {line.name: line.pupils for line in report_on(fernbrook(), by=["pp"]).groups}
    assert groups == {"no": 1, "yes": 1, "not stated": 3}


def test_as_of_in_mid_week_leaves_the_rest_of_the_week_out() -> None:
    report = report_on(fernbrook(), as_of=WEEK_2[1])
    assert report.as_of == WEEK_2[1]
    ann = by_name(report)["Ann"]
    assert ann.week is not None
    assert (ann.week.possible, ann.year.possible) == (4, 14)


def test_as_of_after_the_week_is_taken_back_to_its_last_marked_day() -> None:
    assert report_on(fernbrook(), as_of=date(2025, 12, 24)).as_of == FRIDAY


def test_report_on_the_year_stands_at_the_last_marked_day() -> None:
    report = report_on(fernbrook(), latest_week=False)
    assert (report.week, report.as_of) == (None, FRIDAY)
    assert {line.week for line in report.pupils} == {None}
    assert [line.upn for line in report.missing_marks] == [f"Z{3:012}"]


def test_marks_after_today_do_not_count() -> None:
    register = fernbrook()
    register.days(1, weekdays(date(2025, 11, 13), 2), "MMMM")  # appointments entered ahead
    assert report_on(register).as_of == FRIDAY
    assert report_on(register, as_of=date(2025, 11, 13)).as_of == date(2025, 11, 13)


def test_bank_holiday_week_counts_the_days_there_were() -> None:
    register = RegisterTables()
    week = weekdays(date(2026, 5, 4), 5)  # Monday is a bank holiday
    register.days(1, week, "##/\\/\\I\\/\\")
    line = report_on(register, today=date(2026, 5, 20)).pupils[0]
    assert line.week is not None
    assert (line.week.attended, line.week.possible, line.week.attendance_percent) == (7, 8, 87.5)


def test_week_of_two_days_weighs_two_days_in_the_year() -> None:
    register = RegisterTables()
    register.days(1, WEEK_1, "/\\" * 5)
    register.days(1, WEEK_2[:2], "OOOO")
    line = report_on(register).pupils[0]
    assert line.year.attendance_percent == 71.4  # 10 of 14; the mean of 100 and 0 would be 50


@pytest.mark.parametrize(
    ("attended", "possible", "percent", "band"),
    [
        (77, 80, 96.3, "green"),  # 96.25: half up, where round() says 96.2
        (361, 380, 95.0, "green"),
        (320, 337, 95.0, "green"),  # 94.955…
        (188, 198, 94.9, "amber"),  # 94.949…
        (172, 191, 90.1, "amber"),  # 90.052…
        (181, 201, 90.0, "red"),  # 90.049…: not below 90, and not persistent absence either
        (342, 380, 90.0, "red"),
        (343, 381, 90.0, "red"),
    ],
)
def test_band_is_of_the_percentage_rounded_half_up(
    attended: int, possible: int, percent: float, band: str
) -> None:
    register = RegisterTables()
    days = weekdays(date(2025, 9, 1), (possible + 1) // 2)
    codes = "".join("/" if place < attended else "I" for place in range(possible))
    register.days(1, days, codes + " " * (possible % 2))
    line = report_on(register, today=days[-1], as_of=days[-1], latest_week=False)
    assert (line.pupils[0].year.attendance_percent, line.pupils[0].band) == (percent, band)


@pytest.mark.parametrize(
    ("absent", "possible", "persistent", "severe"),
    [
        (37, 380, False, False),
        (38, 380, True, False),
        (38, 381, False, False),
        (20, 201, False, False),
        (1, 10, True, False),
        (1, 2, True, True),
        (189, 380, True, False),
        (190, 380, True, True),
    ],
)
def test_persistent_and_severe_absence_are_decided_on_whole_sessions(
    absent: int, possible: int, persistent: bool, severe: bool
) -> None:
    register = RegisterTables()
    days = weekdays(date(2025, 9, 1), (possible + 1) // 2)
    codes = "".join("I" if place < absent else "/" for place in range(possible))
    register.days(1, days, codes + " " * (possible % 2))
    line = report_on(register, today=days[-1], latest_week=False).pupils[0]
    assert line.year.possible == possible
    assert (line.persistent_absence, line.severe_absence) == (persistent, severe)


def test_week_without_school_names_the_weeks_there_are() -> None:
    with pytest.raises(NotFound) as refused:
        report_on(fernbrook(), latest_week=False, week=Week.parse("2025-W44"))
    assert "no school in 2025-W44 (2025-10-27 to 2025-11-02)" in refused.value.message
    assert "before it 2025-W43" in refused.value.remedy
    assert "after it 2025-W45" in refused.value.remedy


def test_week_before_the_first_names_the_one_after() -> None:
    with pytest.raises(NotFound) as refused:
        report_on(fernbrook(), latest_week=False, week=Week.parse("2025-09-10"))
    assert "from 2025-W43" in refused.value.remedy
    assert "before it" not in refused.value.remedy


def test_week_that_has_not_begun_by_as_of_is_not_reported() -> None:
    with pytest.raises(NotFound, match="up to 2025-10-31"):
        report_on(fernbrook(), latest_week=False, week=Week.parse("2025-W45"), as_of=date(2025, 10, 31))


def test_no_marks_say_what_to_do() -> None:
    with pytest.raises(NotFound, match="attendctl import FILE"):
        report_on(RegisterTables())


def test_as_of_before_all_marks_names_the_first_school_day() -> None:
    with pytest.raises(NotFound, match="first school day is 2025-10-20"):
        report_on(fernbrook(), latest_week=False, as_of=date(2025, 10, 1))


def test_year_without_marks_names_the_days_there_are() -> None:
    with pytest.raises(NotFound, match="no marks from 2026-09-01 to 2026-09-30"):
        report_on(fernbrook(), latest_week=False, as_of=date(2026, 9, 30))


def test_grouping_that_does_not_exist_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="'teacher' is not something pupils are grouped by"):
        report_on(fernbrook(), by=["class", "teacher"])


def two_schools() -> RegisterTables:
    register = fernbrook()
    register.schools = {1: "Fernbrook School", 2: "Dunmere Primary"}
    register.days(1, WEEK_2, "/\\" * 4 + "I\\", school=2)
    register.pupils[2, 1] = {"surname": "Oak", "forename": "Flo", "class": "3A"}
    return register


def test_school_is_found_by_name_urn_or_number() -> None:
    for wanted in ("dunmere primary", "100002", "999/4002"):
        report = report_on(two_schools(), school=wanted)
        assert [line.name for line in report.schools] == ["Dunmere Primary"]
        assert [line.forename for line in report.pupils] == ["Flo"]


def test_school_that_is_not_there_lists_those_that_are() -> None:
    with pytest.raises(NotFound, match=r"Dunmere Primary \(URN 100002\); Fernbrook School \(URN 100001\)"):
        report_on(two_schools(), school="Nowhere")


def test_same_class_name_in_two_schools_is_two_groups() -> None:
    report = report_on(two_schools())
    assert [(line.school, line.name, line.pupils) for line in report.groups] == [
        ("Dunmere Primary", "3A", 1),
        ("Fernbrook School", "3A", 3),
        ("Fernbrook School", "10B", 2),
    ]
    assert [line.school for line in report.school_totals] == ["Dunmere Primary", "Fernbrook School"]


def test_each_school_is_banded_by_its_own_policy() -> None:
    settings = Settings(school=[SchoolSettings(name="Dunmere Primary", policy="greenhill")])
    report = report_on(two_schools(), settings=settings)
    flo = by_name(report)["Flo"]
    assert (flo.year.attendance_percent, flo.band) == (90.0, "red")
    assert report.policy == "greenhill, national"
    assert {line.policy for line in report.bands} == {"greenhill", "national"}


def test_before_2015_persistent_absence_was_a_fixed_number_and_severe_had_no_rule() -> None:
    register = RegisterTables()
    register.days(1, weekdays(date(2014, 9, 1), 30), "I" * 56 + "/\\/\\")
    register.days(2, weekdays(date(2014, 9, 1), 30), "I" * 55 + "\\/\\/\\")
    first, second = report_on(register, today=date(2014, 10, 20), latest_week=False).pupils
    assert (first.persistent_absence, first.severe_absence) == (True, None)
    assert (second.persistent_absence, second.severe_absence) == (False, None)
