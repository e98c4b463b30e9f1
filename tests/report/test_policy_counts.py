"""The pupils a policy asks to be counted, its bands for groups, and marks of lateness, worked out by hand."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from openpyxl import load_workbook
from rich.console import Console

from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.late_marks import closes_after, times_of
from attendctl.casework.report_lines import AttendanceReport
from attendctl.policies import load_policy
from attendctl.reports.report_json import report_dict
from attendctl.reports.report_table import print_report_table
from attendctl.reports.report_xlsx import report_xlsx
from attendctl.settings import SchoolSettings, Settings
from tests.measures.register_tables import AM, PM, Mark, RegisterTables, weekdays
from tests.report.hand_worked import TODAY, WEEK_1, fernbrook

NAMES = {f"Z{number:012}": name for number, name in enumerate(["Ann", "Ben", "Cai", "Dee", "Eve"], start=1)}


def report_by(policy: str, register: RegisterTables, **how: Any) -> AttendanceReport:
    settings = Settings(school=[SchoolSettings(name="Fernbrook School", policy=policy)])
    return attendance_report(
        register.connection(), settings, **{"today": TODAY, "latest_week": True, "by": ["class"], **how}
    )


def counts(report: AttendanceReport) -> dict[str, tuple[int, list[str]]]:
    """By what is counted: the pupils of the group with a possible session, and the names of those counted."""
    found = {}
    for one in report_dict(report)["policy_counts"]:
        edges = one.get("percent") or f"{one['from_percent']}-{one['to_percent']}"
        assert one["pupils"] == len(one["upns"])
        found[f"{edges} {one['of']} {one['over']}"] = (one["among"], [NAMES[upn] for upn in one["upns"]])
    return found


def with_needs() -> RegisterTables:
    register = fernbrook()
    register.pupils[1, 2]["sen"] = "K"
    register.pupils[1, 4]["sen"] = "N"
    return register


def test_copnor_counts_everyone_and_its_groups_by_the_year_and_by_the_week_that_ended() -> None:
    # Ann 100.0 (pupil premium), Ben 90.0 (SEN support), Cai 100.0, Dee 50.0 (no SEN), Eve 100.0
    assert counts(report_by("copnor", with_needs())) == {
        "95.0 everyone year": (5, ["Dee", "Ben"]),
        "90.0 everyone year": (5, ["Dee"]),  # 90.0 is not below 90
        "80.0 everyone year": (5, ["Dee"]),
        "50.0 everyone year": (5, []),  # 50.0 is not below 50
        "95.0 pp year": (1, []),
        "95.0 sen year": (1, ["Ben"]),
        "90.0 pp year": (1, []),
        "90.0 sen year": (1, []),
        "80.0 pp year": (1, []),
        "80.0 sen year": (1, []),
        # that week: Ann 10 of 10, Ben 8 of 10, Cai 7 of 7, Dee had left, nothing was possible for Eve
        "100.0-100.0 everyone week of 2025-11-03": (3, ["Ann", "Cai"]),
        "96.0-100.0 everyone year": (5, ["Ann", "Cai", "Eve"]),
        "91.0-96.0 everyone year": (5, []),
    }


def test_week_that_has_not_ended_is_not_counted_over() -> None:
    found = counts(report_by("copnor", fernbrook(), as_of=date(2025, 11, 6)))  # a Thursday
    assert "100.0-100.0 everyone week of 2025-10-20" in found
    assert "100.0-100.0 everyone week of 2025-11-03" not in found


def test_term_is_counted_over_once_it_has_ended() -> None:
    december, january = weekdays(date(2025, 12, 8), 10), weekdays(date(2026, 1, 5), 5)
    register = RegisterTables()
    register.days(1, [*december, *january], "/\\" * 15)
    register.days(2, [*december, *january], "I\\" + "/\\" * 14)
    register.days(3, [*december, *january], "/\\" * 14 + "/I")
    found = counts(report_by("copnor", register, today=january[-1]))
    assert found["100.0-100.0 everyone week of 2026-01-05"] == (3, ["Ann", "Ben"])
    assert found["100.0-100.0 everyone autumn term 2025"] == (3, ["Ann", "Cai"])
    before = counts(report_by("copnor", register, today=december[-1], as_of=december[-1]))
    assert "100.0-100.0 everyone autumn term 2025" not in before


BELOW_95, BELOW_90, BELOW_80, BELOW_50 = "95.0", "90.0", "80.0", "50.0"
FROM_91, FROM_96 = "91.0-96.0", "96.0-100.0"


@pytest.mark.parametrize(
    ("attended", "possible", "counted"),
    [
        (100, 100, {FROM_96}),
        (173, 180, {FROM_96}),  # 96.11…: 96.1
        (96, 100, {FROM_96, FROM_91}),  # at both ends
        (189, 199, {FROM_91}),  # 94.974… is 95.0: not below 95
        (188, 198, {FROM_91, BELOW_95}),  # 94.949… is 94.9
        (181, 199, {FROM_91, BELOW_95}),  # 90.954… is 91.0
        (180, 198, {BELOW_95}),  # 90.909… is 90.9
        (90, 100, {BELOW_95}),
        (89, 99, {BELOW_95, BELOW_90}),  # 89.898… is 89.9
        (80, 100, {BELOW_95, BELOW_90}),
        (159, 199, {BELOW_95, BELOW_90, BELOW_80}),  # 79.899… is 79.9
        (50, 100, {BELOW_95, BELOW_90, BELOW_80}),
        (249, 499, {BELOW_95, BELOW_90, BELOW_80, BELOW_50}),  # 49.899… is 49.9
    ],
)
def test_a_number_counts_by_the_rounded_percentage(attended: int, possible: int, counted: set[str]) -> None:
    register = RegisterTables()
    days = weekdays(date(2025, 9, 1), (possible + 1) // 2)
    codes = "".join("/" if place < attended else "I" for place in range(possible))
    register.days(1, days, codes + " " * (possible % 2))
    found = counts(report_by("copnor", register, today=days[-1], latest_week=False))
    assert {
        what.split()[0] for what, (_, names) in found.items() if what.endswith("everyone year") and names
    } == counted


def test_counted_pupils_are_on_a_sheet_and_the_counts_in_the_table() -> None:
    report = report_by("copnor", with_needs())
    sheet = load_workbook(io.BytesIO(report_xlsx(report)))["Policy counts"]
    header, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert [dict(zip(header, row, strict=True)) for row in rows[:2]] == [
        {
            "School": "Fernbrook School",
            "Counted": "Below 95%",
            "Group": "everyone",
            "Over": "year",
            "UPN": upn,
            "Surname": "Ash",
            "Forename": name,
            "Year group": year,
            "Class": class_name,
            "Sessions possible": possible,
            "Sessions attended": attended,
            "Attendance %": percent,
            "Joiner or leaver": status,
        }
        for upn, name, year, class_name, possible, attended, percent, status in [
            ("Z000000000004", "Dee", "10", "10B", 10, 5, 50, "leaver"),
            ("Z000000000002", "Ben", "3", "3A", 20, 18, 90, None),
        ]
    ]
    text = io.StringIO()
    print_report_table(report, Console(file=text, width=80, color_system=None))
    lines = [line.strip() for line in text.getvalue().splitlines()]
    at = lines.index("Counted by the policy")
    assert lines[at + 1] == "Below 95%: 2 of 5 pupils (40.0%)"
    assert "Below 95%, special educational needs: 1 of 1 pupil (100.0%)" in lines
    assert "100%, week of 2025-11-03: 2 of 3 pupils (66.7%)" in lines
    assert "96% and above: 3 of 5 pupils (60.0%)" in lines


def test_policy_without_counts_has_none_and_no_sheet() -> None:
    report = report_by("national", fernbrook())
    assert (report_dict(report)["policy_counts"], report.late_marks) == ([], None)
    assert report_dict(report)["late_marks_to_check"] is None
    assert load_workbook(io.BytesIO(report_xlsx(report))).sheetnames == [
        "Pupils",
        "Groups",
        "Missing marks",
        "About",
    ]


# ---------------------------------------------------------------------- the bands of groups


@pytest.mark.parametrize(
    ("persistent", "pupils", "band"),
    [
        (0, 3, "purple"),
        (2, 25, "purple"),  # 8.0
        (3, 37, "green"),  # 8.108… is 8.1
        (1, 10, "green"),
        (9, 89, "yellow"),  # 10.112… is 10.1
        (3, 25, "yellow"),  # 12.0
        (4, 33, "amber"),  # 12.121… is 12.1
        (7, 50, "amber"),  # 14.0
        (10, 71, "red"),  # 14.084… is 14.1: in the document's hole
        (7, 47, "red"),  # 14.893… is 14.9: in the hole
        (3, 20, "red"),  # 15.0
    ],
)
def test_group_has_the_band_of_its_persistent_absence(persistent: int, pupils: int, band: str) -> None:
    register = RegisterTables()
    for pupil in range(pupils):
        register.days(pupil, WEEK_1[:1], "OO" if pupil < persistent else "/\\")
        register.pupils[1, pupil] = {"class": "3A"}
    report = report_by("reach2", register)
    assert [group["cohort_band"] for group in report_dict(report)["groups"]] == [band]
    sheet = load_workbook(io.BytesIO(report_xlsx(report)))["Groups"]
    header, row = [[cell.value for cell in cells] for cells in sheet.iter_rows()]
    assert row[header.index("Band by persistent absence")] == band


def test_group_without_sessions_or_bands_has_no_band() -> None:
    register = RegisterTables()
    register.days(1, WEEK_1[:1], "/\\")
    register.days(2, WEEK_1[:1], "DD")
    register.pupils = {(1, 1): {"class": "1A"}, (1, 2): {"class": "2A"}}
    assert [group["cohort_band"] for group in report_dict(report_by("reach2", register))["groups"]] == [
        "purple",
        None,
    ]
    national = report_by("national", register)
    assert {group["cohort_band"] for group in report_dict(national)["groups"]} == {None}
    assert not national.has_cohort_bands


# ---------------------------------------------------------------------- marks of lateness


def late(code: str, minutes: int | None, session: int = AM, year: str = "3") -> RegisterTables:
    """One pupil with one late mark, beside a day of presence."""
    register = RegisterTables()
    register.days(1, WEEK_1[:1], "/\\")
    register.marks.append(Mark(1, WEEK_1[1], session, code, minutes))
    register.pupils[1, 1] = {"year_group": year}
    return register


@pytest.mark.parametrize(
    ("code", "minutes", "session", "year", "to_check"),
    [
        # Greenhill's Years 3 to 6 start at 9:00 and 13:15; both registers close after 30 minutes
        ("L", 29, AM, "3", 0),
        ("L", 30, AM, "3", 1),
        ("L", 31, PM, "6", 1),
        ("U", 30, AM, "3", 0),
        ("U", 29, AM, "3", 1),
        ("U", 29, PM, "6", 1),
        ("L", None, AM, "3", 0),
        ("U", None, AM, "3", 0),
        ("U", 0, AM, "3", 0),  # nought is what a register says that keeps no minutes
        ("/", 45, AM, "3", 0),
        # its nursery starts at 8:45 and closes at 9:00; in the afternoon at 12:30 and 13:00
        ("L", 14, AM, "N2", 0),
        ("L", 15, AM, "N2", 1),
        ("L", 15, PM, "N2", 0),
        ("L", 30, PM, "N2", 1),
        ("U", 15, AM, "N", 0),
        ("U", 14, AM, "N1", 1),
        # no times are given for an older pupil
        ("L", 60, AM, "7", 0),
    ],
)
def test_late_mark_is_checked_by_the_times_of_the_pupils_year(
    code: str, minutes: int | None, session: int, year: str, to_check: int
) -> None:
    report = report_by("greenhill", late(code, minutes, session, year))
    assert report_dict(report)["late_marks_to_check"] == to_check


def test_late_marks_are_listed_on_a_sheet_and_said_in_the_table() -> None:
    report = report_by("greenhill", late("L", 30))
    sheet = load_workbook(io.BytesIO(report_xlsx(report)))["Late marks to check"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()][1:] == [
        ["Fernbrook School", "Z000000000001", "2025-10-21", "AM", "L", 30, 30]
    ]
    text = io.StringIO()
    print_report_table(report, Console(file=text, width=120, color_system=None))
    assert "1 mark of lateness to check: minutes and code disagree by the policy's times" in text.getvalue()


def test_session_without_times_in_the_policy_is_not_checked() -> None:
    assert report_dict(report_by("cheetwood", late("L", 29)))["late_marks_to_check"] == 0
    assert report_dict(report_by("cheetwood", late("L", 30)))["late_marks_to_check"] == 1
    assert report_dict(report_by("cheetwood", late("L", 90, PM)))["late_marks_to_check"] == 0


@pytest.mark.parametrize(
    ("surname", "minutes"),
    [("Ash", 45), ("Ives", 45), ("Jay", 35), ("Rowe", 35), ("Swift", 25), ("Zahn", 25), ("Élan", 45)],
)
def test_times_staggered_by_surname(surname: str, minutes: int) -> None:
    # 8:30, 8:40 and 8:50 until 9:15
    found = times_of(load_policy("aletheia").register_times, AM, year_group="8", surname=surname)
    assert found is not None
    assert closes_after(found) == minutes


def test_pupil_without_a_surname_has_no_staggered_times() -> None:
    assert times_of(load_policy("aletheia").register_times, AM, year_group="8", surname=None) is None
