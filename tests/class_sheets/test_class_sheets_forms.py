"""Class sheets as CSV, workbook, PDF and table: read back, each says what the JSON says."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader
from rich.console import Console

from attendctl.casework.class_sheets import class_sheets
from attendctl.reports.class_sheets_csv import class_sheets_csv
from attendctl.reports.class_sheets_dict import class_sheets_dict
from attendctl.reports.class_sheets_pdf import class_sheets_pdf
from attendctl.reports.class_sheets_table import print_class_sheets
from attendctl.reports.class_sheets_xlsx import class_sheets_xlsx
from tests.class_sheets.class_by_hand import CHEETWOOD, TODAY, WEEKS, fernbrook
from tests.measures.register_tables import RegisterTables

ARROWS = {"better": "▲ better", "same": "▬ same", "worse": "▼ worse", None: None}
STATUS = {"joiner": " (joined)", "leaver": " (left)", None: ""}


def contract_of(register: RegisterTables | None = None, *, display: bool = False) -> dict[str, Any]:
    sheets = class_sheets((register or fernbrook()).connection(), CHEETWOOD, today=TODAY)
    return class_sheets_dict(sheets, display=display)


def expected_cells(row: dict[str, Any]) -> dict[str, Any]:
    """What a row of the JSON must be in a sheet, by column."""
    cells: dict[str, Any] = {}
    for period, key, band in (("Four weeks", "four_weeks", "four_weeks_band"), ("Year", "year", "band")):
        cells |= {
            f"{period} attended": row[key]["sessions_attended"],
            f"{period} possible": row[key]["sessions_possible"],
            f"{period} %": row[key]["attendance_percent"],
            f"Band, {period.lower()}": row.get(band),
            f"Times late, {period.lower()}": row[key]["times_late"],
            f"Minutes late, {period.lower()}": row[key]["minutes_late"],
        }
    return cells | {"Trend": ARROWS[row.get("trend")], "Joiner or leaver": row.get("status")}


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_each_class_has_a_sheet_of_the_workbook_that_says_what_the_json_says() -> None:
    contract = contract_of()
    workbook = load_workbook(io.BytesIO(class_sheets_xlsx(contract)))
    assert workbook.sheetnames == ["Classes", "3A", "3B", "About"]
    for one in contract["classes"]:
        *rows, total = rows_of(workbook[one["class"]])
        for row, pupil in zip(rows, one["pupils"], strict=True):
            who = {"Surname": pupil["surname"], "Forename": pupil["forename"], "UPN": pupil["upn"]}
            weeks = {
                f"Week from {week['from']} %": sums["attendance_percent"]
                for week, sums in zip(one["weeks"], pupil["weeks"], strict=True)
            }
            assert row == who | weeks | expected_cells(pupil)
        assert total["Surname"] == "Class total"
        assert total.items() >= expected_cells(one["total"]).items()
        assert [total[f"Week from {week['from']} %"] for week in one["weeks"]] == [
            sums["attendance_percent"] for sums in one["total"]["weeks"]
        ]
    totals = {row["Class"]: row for row in rows_of(workbook["Classes"])}
    for one in contract["classes"]:
        assert totals[one["class"]]["Pupils"] == one["total"]["pupils"]
        assert totals[one["class"]]["Year %"] == one["total"]["year"]["attendance_percent"]
        assert totals[one["class"]]["Minutes late, year"] == one["total"]["year"]["minutes_late"]


def test_a_sheet_prints_with_its_class_filters_and_colours_and_holds_no_formula() -> None:
    sheet = load_workbook(io.BytesIO(class_sheets_xlsx(contract_of())))["3B"]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A2", "$1:$1")
    assert sheet.auto_filter.ref == "A1:U3"  # the total is no part of it
    assert sheet.oddHeader.center.text == "Fernbrook School, class 3B"
    header = [cell.value for cell in sheet[1]]
    band = sheet.cell(row=2, column=header.index("Band, four weeks") + 1)
    assert (band.value, band.fill.fgColor.rgb) == ("red", "00F4A6A0")
    name = sheet.cell(row=3, column=2)
    assert (name.value, name.data_type) == ("=Gus", "s")
    assert sheet.cell(row=4, column=1).font.bold


def test_the_same_sheets_are_the_same_bytes() -> None:
    assert class_sheets_xlsx(contract_of()) == class_sheets_xlsx(contract_of())
    assert class_sheets_pdf(contract_of()) == class_sheets_pdf(contract_of())


@pytest.mark.parametrize("name", ["3A/B", "History", "About", "x" * 40, "[3A]", "'3A'", "&[Page]"])
def test_any_name_of_a_class_has_a_sheet_a_spreadsheet_can_open(name: str) -> None:
    register = fernbrook()
    for pupil in (1, 2):
        register.pupils[1, pupil]["class"] = name
    register.pupils[1, 3]["class"] = name.swapcase()
    titles = load_workbook(io.BytesIO(class_sheets_xlsx(contract_of(register)))).sheetnames
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(0 < len(title) <= 31 and not set(title) & set("[]:*?/\\") for title in titles)


def test_csv_has_a_row_a_pupil_with_the_numbers_of_the_json() -> None:
    contract = contract_of()
    rows = list(csv.DictReader(io.StringIO(class_sheets_csv(contract))))
    pupils = [(one, pupil) for one in contract["classes"] for pupil in one["pupils"]]
    for row, (one, pupil) in zip(rows, pupils, strict=True):
        assert (row["School"], row["Class"], row["UPN"]) == ("Fernbrook School", one["class"], pupil["upn"])
        expected = expected_cells(pupil)
        assert {name: row[name] for name in expected} == {
            name: "" if value is None else str(value) for name, value in expected.items()
        }
        for number, (week, sums) in enumerate(zip(one["weeks"], pupil["weeks"], strict=True), 1):
            assert row[f"Week {number} from"] == week["from"]
            percent = sums["attendance_percent"]
            assert row[f"Week {number} %"] == ("" if percent is None else str(percent))
    assert [row["Forename"] for row in rows][-1] == "'=Gus"


def printed(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def test_the_pages_say_what_the_json_says() -> None:
    contract = contract_of()
    pages = [" ".join(page.extract_text().split()) for page in _pages(class_sheets_pdf(contract))]
    assert len(pages) == len(contract["classes"])
    for page, one in zip(pages, contract["classes"], strict=True):
        assert f"Fernbrook School: class {one['class']}" in page
        named = [(f"{p['surname']}, {p['forename']}{STATUS[p['status']]}", p) for p in one["pupils"]]
        place = 0
        for name, row in [*named, (f"Class total, {len(named)} pupils", one["total"])]:
            line = [name, *(printed(week["attendance_percent"]) for week in row["weeks"])]
            for key, band in (("four_weeks", "four_weeks_band"), ("year", "band")):
                line += [
                    printed(row[key]["attendance_percent"]),
                    f"{row[key]['sessions_attended']} of {row[key]['sessions_possible']}",
                    row.get(band) or "",
                ]
            line.append(ARROWS[row.get("trend")] or "")
            for key in ("four_weeks", "year"):
                line += [str(row[key]["times_late"]), str(row[key]["minutes_late"])]
            text = " ".join(part for part in line if part)
            assert text in page
            assert page.index(text) > place, "in the order of the JSON"
            place = page.index(text)


def test_the_pages_are_accessible_and_a_long_class_repeats_its_header() -> None:
    register = fernbrook()
    for pupil in range(20, 80):
        register.days(pupil, WEEKS[4], "/\\" * 5)
        register.pupils[1, pupil] = {"surname": f"Name{pupil}", "forename": "Al", "class": "3A"}
    content = class_sheets_pdf(contract_of(register))
    pages = _pages(content)
    of_class = [text for page in pages if "Name" in (text := page.extract_text())]
    assert ("Name20, Al" in of_class[0], "Name79, Al" in of_class[-1]) == (True, True)
    assert len(of_class) > 1
    assert all("Pupil 13 October 20 October" in text for text in of_class)
    catalogue = PdfReader(io.BytesIO(content)).trailer["/Root"]
    assert catalogue["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in content
    assert all(page.mediabox.width > page.mediabox.height for page in pages)


def test_the_pages_for_the_wall_say_what_the_json_says_and_nothing_of_the_others() -> None:
    contract = contract_of(display=True)
    pages = [" ".join(page.extract_text().split()) for page in _pages(class_sheets_pdf(contract))]
    assert "In school at least 97% of the time Name Four weeks Ann A 100.0% Ben 100.0%" in pages[0]
    assert "▲ Going up Ben" in pages[0]
    assert "▲ Going up Fay" in pages[1]
    assert "In school at least" not in pages[1]
    for page in pages:
        for hidden in ("Ash", "Cole", "Elm", "Eve", "Dale", "Dee", "Firth", "Gale", "Gus", "Late", "95.0"):
            assert hidden not in page


def test_the_workbook_for_the_wall_has_a_sheet_a_class_and_no_totals() -> None:
    workbook = load_workbook(io.BytesIO(class_sheets_xlsx(contract_of(display=True))))
    assert workbook.sheetnames == ["3A", "3B", "About"]
    rows = [list(row) for row in workbook["3A"].iter_rows(values_only=True)]
    assert rows == [
        ["Name", "Four weeks %", "Trend"],
        ["Ann A", 100, None],
        ["Ben", 100, "▲ better"],
    ]


def test_the_table_fits_a_terminal_and_has_every_word_beside_its_colour() -> None:
    text = io.StringIO()
    print_class_sheets(contract_of(), Console(file=text, width=80))
    lines = text.getvalue().splitlines()
    assert max(len(line) for line in lines) <= 80
    ben = next(line for line in lines if line.startswith("Birch, Ben"))
    assert ben.split()[2:] == [*["100.0"] * 4, "100.0", "green", "78.3", "red", "▲", "0,", "0"]


def _pages(content: bytes) -> list[Any]:
    return list(PdfReader(io.BytesIO(content)).pages)
