"""The report as JSON, CSV, workbook and table: the same numbers, every name as it is, nothing a formula."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from rich.console import Console

from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.report_lines import AttendanceReport
from attendctl.errors import WrongUsage
from attendctl.reports.output import show_report
from attendctl.reports.report_csv import report_csv
from attendctl.reports.report_json import report_dict, report_json
from attendctl.reports.report_table import MISSING_MARKS_SHOWN, print_report_table
from attendctl.reports.report_xlsx import report_xlsx
from attendctl.settings import Settings
from tests.measures.register_tables import RegisterTables
from tests.report.hand_worked import TODAY, WEEK_1, WEEK_2, fernbrook

SUMS = {
    "sessions_possible",
    "sessions_attended",
    "sessions_authorised",
    "sessions_unauthorised",
    "sessions_late",
    "sessions_late_after_close",
    "sessions_missing",
    "minutes_late",
    "attendance_percent",
}
FORMULAS = ('=HYPERLINK("http://example.com")', "+1", "-1+1", "@SUM(A1)", "\tTab", "\r=1")
NAMES = ("Zoë", "O'Neill", "Łukasz", "王小明", "[red]Bracket[/red]", ":smile:", *FORMULAS)


def named() -> RegisterTables:
    register = RegisterTables()
    for pupil, name in enumerate(NAMES):
        register.days(pupil, [*WEEK_1, *WEEK_2], "/\\" * 9 + "I-")
        register.pupils[1, pupil] = {"surname": name, "forename": name, "class": name, "year_group": "3"}
    return register


def made(register: RegisterTables, *, latest_week: bool = True) -> AttendanceReport:
    return attendance_report(register.connection(), Settings(), today=TODAY, latest_week=latest_week)


def sheet_rows(content: bytes, sheet: str) -> list[list[Any]]:
    workbook = load_workbook(io.BytesIO(content))
    return [[cell.value for cell in row] for row in workbook[sheet].iter_rows()]


def test_json_keeps_its_contract_for_a_week() -> None:
    report = json.loads(report_json(made(fernbrook())))
    assert report["report"] == "week"
    assert report["school"] == {"name": "Fernbrook School", "urn": "100001"}
    assert report["policy"] == "national"
    assert report["as_of"] == "2025-11-07"
    assert report["week"] == {"from": "2025-11-03", "to": "2025-11-09", "iso": "2025-W45"}
    assert report["whole_school"]["pupils"] == 5
    assert report["whole_school"]["persistent_absence_percent"] == 40.0
    assert report["whole_school"]["severe_absence_percent"] == 20.0
    ben = report["pupils"][1]
    assert {"upn", "surname", "forename", "year_group", "class"} <= ben.keys()
    assert set(ben["week"]) == SUMS
    assert set(ben["year"]) == SUMS | {"persistent_absence", "severe_absence"}
    assert ben["week"]["sessions_authorised"] == 2
    assert (ben["band"], ben["band_previous_week"], ben["trend"]) == ("red", "green", "worse")
    dee = report["pupils"][3]
    assert (dee["status"], dee["week"]["attendance_percent"]) == ("leaver", None)
    assert report["missing_marks"] == [{"upn": "Z000000000003", "date": "2025-11-06", "session": "PM"}]
    group = report["groups"][0]
    assert (group["by"], group["name"], group["pupils"]) == ("class", "3A", 4 - 1)
    assert set(group["week"]) == set(group["year"]) == SUMS
    assert [one["by"] for one in report["groups"]] == ["class", "class", "year", "year"]


def test_json_of_a_year_has_no_week_anywhere() -> None:
    report = json.loads(report_json(made(fernbrook(), latest_week=False)))
    assert (report["report"], report["week"], report["whole_school"]["week"]) == ("year", None, None)
    assert {pupil["week"] for pupil in report["pupils"]} == {None}
    assert {group["week"] for group in report["groups"]} == {None}


def test_json_of_several_schools_says_the_school_in_every_row() -> None:
    register = fernbrook()
    register.schools = {1: "Fernbrook School", 2: "Dunmere Primary"}
    register.days(9, WEEK_2, "/ " * 5, school=2)
    report = json.loads(report_json(made(register)))
    assert report["school"] == {"name": None, "urn": None}
    assert [one["name"] for one in report["schools"]] == ["Dunmere Primary", "Fernbrook School"]
    assert [one["pupils"] for one in report["schools"]] == [1, 5]
    for part in ("pupils", "groups", "missing_marks"):
        assert {row["school"] for row in report[part]} <= {"Dunmere Primary", "Fernbrook School"}


def test_json_text_is_the_contract_dictionary() -> None:
    report = made(named())
    assert json.loads(report_json(report)) == report_dict(report)


def test_csv_has_the_numbers_of_the_json_one_row_a_pupil() -> None:
    report = made(fernbrook())
    rows = list(csv.DictReader(io.StringIO(report_csv(report))))
    pupils = report_dict(report)["pupils"]
    assert len(rows) == len(pupils)
    for row, pupil in zip(rows, pupils, strict=True):
        assert row["UPN"] == pupil["upn"]
        assert int(row["Year sessions possible"]) == pupil["year"]["sessions_possible"]
        assert int(row["Week sessions missing"]) == pupil["week"]["sessions_missing"]
        assert row["Week attendance %"] == str(pupil["week"]["attendance_percent"] or "")
        assert (row["Band"], row["Trend"]) == (pupil["band"], pupil["trend"] or "")


def test_csv_never_starts_a_cell_with_a_formula_and_keeps_every_letter() -> None:
    rows = list(csv.DictReader(io.StringIO(report_csv(made(named())), newline="")))
    assert {row["Surname"].removeprefix("'") for row in rows} == set(NAMES)
    for row in rows:
        for cell in row.values():
            assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert {row["Surname"] for row in rows if row["Surname"].startswith("'")} == {f"'{f}" for f in FORMULAS}


def test_workbook_has_the_numbers_of_the_json() -> None:
    report = made(fernbrook())
    header, *rows = sheet_rows(report_xlsx(report), "Pupils")
    pupils = report_dict(report)["pupils"]
    found = [dict(zip(header, row, strict=True)) for row in rows]
    assert [row["Year attendance %"] for row in found] == [p["year"]["attendance_percent"] for p in pupils]
    assert [row["Band"] for row in found] == [pupil["band"] for pupil in pupils]
    header, *rows = sheet_rows(report_xlsx(report), "Groups")
    assert [row[header.index("Group")] for row in rows] == ["3A", "10B", "3", "10"]
    assert sheet_rows(report_xlsx(report), "Missing marks")[1:] == [
        ["Fernbrook School", "Z000000000003", "2025-11-06", "PM"]
    ]
    assert ["Policy", "national"] in sheet_rows(report_xlsx(report), "About")


def test_workbook_is_styled_and_no_cell_is_a_formula() -> None:
    workbook = load_workbook(io.BytesIO(report_xlsx(made(named()))))
    for sheet in workbook:
        assert sheet.freeze_panes == "A2"
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}
    pupils = workbook["Pupils"]
    assert pupils.auto_filter.ref
    header = [cell.value for cell in pupils[1]]
    row = pupils[2]
    assert row[header.index("Year attendance %")].number_format == "0.0"
    band = row[header.index("Band")]
    assert (band.value, band.fill.fgColor.rgb) == ("amber", "00F8CBAD")  # 18 of 19
    surnames = {cells[header.index("Surname")].value for cells in pupils.iter_rows(min_row=2)}
    assert {"Zoë", "Łukasz", "王小明", FORMULAS[0]} <= surnames


def test_sheets_print_on_one_page_across_with_the_header_on_every_page() -> None:
    workbook = load_workbook(io.BytesIO(report_xlsx(made(fernbrook()))))
    for sheet in workbook.worksheets:
        assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.print_title_rows == "$1:$1"
    assert workbook["Pupils"].column_dimensions["A"].width > len("Z000000000003")


def test_text_no_workbook_can_hold_is_shown_as_a_mark() -> None:
    register = fernbrook()
    register.pupils[1, 1]["surname"] = "A\x0bsh\x1b"
    header, *rows = sheet_rows(report_xlsx(made(register)), "Pupils")
    assert "A\ufffdsh\ufffd" in [row[header.index("Surname")] for row in rows]


def printed(report: AttendanceReport, width: int = 100) -> str:
    text = io.StringIO()
    print_report_table(report, Console(file=text, width=width, markup=False, emoji=False, highlight=False))
    return text.getvalue()


def test_table_says_in_words_what_colours_and_arrows_say() -> None:
    text = printed(made(fernbrook()), 160)
    assert "Fernbrook School: week 2025-W45 (2025-11-03 to 2025-11-09)" in text
    ben = next(line for line in text.splitlines() if line.startswith("Ash, Ben"))
    assert "80.0% of 10" in ben
    assert "90.0% of 20" in ben
    assert "▼ red" in ben
    assert "was green, persistent" in ben
    assert "▲ better, ▬ same, ▼ worse" in text
    assert "severe" in next(line for line in text.splitlines() if line.startswith("Ash, Dee"))
    assert "joined 2025-11-04, 1 owed" in text
    assert "left 2025-10-24" in text
    assert "1 mark is owed" in text
    assert "Policy: national" in text
    assert "As of 2025-11-07" in text


@pytest.mark.parametrize("width", [80, 100, 160])
def test_table_fits_its_width_and_loses_no_column(width: int) -> None:
    text = printed(made(named()), width)
    for word in ("Pupil", "Class", "This week", "Year to date", "Band", "Owed", "Persistent"):
        assert word in text
    assert "amber" in text or "green" in text
    assert "[red]" in text
    assert ":smile:" in text
    assert "王小明" in text


@pytest.mark.parametrize("width", [80, 100])
def test_a_pupil_with_a_usual_name_has_one_line_and_no_word_is_cut_off(width: int) -> None:
    register = fernbrook()
    register.days(6, [*WEEK_1, *WEEK_2], "/\\" * 4 + "II" + "/ " + "/\\" * 4)
    register.pupils[1, 6] = {
        "surname": "Ainsworth",
        "forename": "Benjamin",
        "class": "10C",
        "year_group": "10",
    }
    lines = printed(made(register), width).splitlines()
    assert max(map(len, lines)) <= width
    assert any(line.startswith("Ainsworth, Benjamin") and "▲ red" in line for line in lines)
    words = " ".join(lines).replace(",", "").split()
    for note in ("persistent", "severe", "joined", "2025-11-04", "left", "2025-10-24", "owed"):
        assert note in words


def test_table_of_several_schools_has_one_list_a_school() -> None:
    register = fernbrook()
    register.schools = {1: "Fernbrook School", 2: "Dunmere Primary"}
    register.days(9, WEEK_2, "/ " * 5, school=2)
    lines = [line.rstrip() for line in printed(made(register), 80).splitlines()]
    assert lines.index("Dunmere Primary") < lines.index("Fernbrook School")
    assert lines.index("Groups of Dunmere Primary") < lines.index("Groups of Fernbrook School")
    assert "Schools" in lines


def test_table_counts_the_marks_owed_that_it_does_not_list() -> None:
    register = RegisterTables()
    for pupil in range(MISSING_MARKS_SHOWN + 5):
        register.days(pupil, WEEK_2, "/\\" * 4 + "/-")
    text = printed(made(register))
    assert f"{MISSING_MARKS_SHOWN + 5} marks are owed" in text
    assert "and 5 more" in text


def test_table_carries_no_colour_code_into_a_file(tmp_path: Path) -> None:
    show_report(made(fernbrook()), "table", tmp_path / "report.txt")
    text = (tmp_path / "report.txt").read_text(encoding="utf-8")
    assert "\x1b" not in text
    assert "Ash, Ann" in text


def test_output_is_written_whole_and_csv_starts_with_the_byte_order_mark(tmp_path: Path) -> None:
    for kind in ("csv", "json", "xlsx"):
        show_report(made(fernbrook()), kind, tmp_path / f"report.{kind}")
    assert (tmp_path / "report.csv").read_bytes().startswith(b"\xef\xbb\xbfUPN,")
    assert json.loads((tmp_path / "report.json").read_bytes())["report"] == "week"
    assert load_workbook(tmp_path / "report.xlsx").sheetnames == [
        "Pupils",
        "Groups",
        "Missing marks",
        "About",
    ]
    assert len(list(tmp_path.iterdir())) == 3, "nothing half written is left"


def test_folder_that_is_not_there_is_said_and_the_old_file_stays(tmp_path: Path) -> None:
    with pytest.raises(WrongUsage, match="cannot be written"):
        show_report(made(fernbrook()), "json", tmp_path / "nowhere" / "report.json")


def test_workbook_without_a_file_is_wrong_usage() -> None:
    with pytest.raises(WrongUsage, match="--output report"):
        show_report(made(fernbrook()), "xlsx", None)
