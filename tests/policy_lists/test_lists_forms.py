"""Lists as CSV, workbook, PDF and table: read back, each says what the JSON says."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader
from rich.console import Console

from attendctl.casework.policy_lists.make_lists import policy_lists
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.measures.listed_marks import ListedMark
from attendctl.reports.policy_lists.lists_csv import lists_csv
from attendctl.reports.policy_lists.lists_dict import lists_dict
from attendctl.reports.policy_lists.lists_pdf import lists_pdf
from attendctl.reports.policy_lists.lists_table import print_lists
from attendctl.reports.policy_lists.lists_words import comments_text
from attendctl.reports.policy_lists.lists_xlsx import lists_xlsx
from tests.policy_lists.school_by_hand import TODAY, settings_of, two_schools

BOTH = settings_of("copnor", "copnor")
SUMS = {
    "sessions possible": "sessions_possible",
    "sessions attended": "sessions_attended",
    "sessions absent": "sessions_absent",
    "times late": "times_late",
    "sessions lost to lateness": "sessions_late_after_close",
    "minutes late": "minutes_late",
    "attendance %": "attendance_percent",
}


def made(kind: Any) -> dict[str, Any]:
    register = two_schools()
    register.pupils[2, 101] |= {"surname": "=Beech", "forename": "Una & Co"}
    return lists_dict(policy_lists(register.connection(), BOTH, today=TODAY, period=PeriodAsked(kind)))


@pytest.fixture(scope="module")
def week() -> dict[str, Any]:
    return made("week")


@pytest.fixture(scope="module")
def day() -> dict[str, Any]:
    return made("day")


def sums_of(row: dict[str, Any]) -> dict[str, Any]:
    """What a row of the JSON must be in a sheet, by column."""
    return {
        f"{heading} {name}": row[days][key]
        for heading, days in (("Period", "period"), ("Year", "year"))
        for name, key in SUMS.items()
    }


def marks_of(pupil: dict[str, Any]) -> str:
    return ", ".join(
        f"{mark['session']} {mark['code']}"
        + (f" ({mark['minutes_late']} min)" if mark["minutes_late"] else "")
        for mark in pupil["marks"]
    )


def rows_of(sheet: Worksheet) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.mark.parametrize("period", ["week", "day"])
def test_the_csv_has_a_row_an_entry_that_says_what_the_json_says(
    period: str, request: pytest.FixtureRequest
) -> None:
    contract = request.getfixturevalue(period)
    rows = iter(csv.DictReader(io.StringIO(lists_csv(contract))))
    for one in contract["lists"]:
        entries = [("school", None, one["figure"])] if one["figure"] else []
        entries += [("pupil", place, pupil) for place, pupil in enumerate(one["pupils"], start=1)]
        for entry, place, expected in entries:
            row = next(rows)
            about = {"School": one["school"], "List": one["name"], "Title": one["title"], "Entry": entry}
            assert row.items() >= about.items()
            assert row["Place"] == ("" if place is None else str(place))
            texts = {key: "" if value is None else str(value) for key, value in sums_of(expected).items()}
            assert row.items() >= texts.items()
            if place is not None:
                surname = expected["surname"]
                assert row["Surname"] == (f"'{surname}" if surname.startswith("=") else surname)
                assert (row["UPN"], row["Class"]) == (expected["upn"], expected["class"])
                assert row["Marks"] == marks_of(expected)
    assert next(rows, None) is None


@pytest.mark.parametrize("period", ["week", "day"])
def test_the_workbook_has_a_sheet_a_list_that_says_what_the_json_says(
    period: str, request: pytest.FixtureRequest
) -> None:
    contract = request.getfixturevalue(period)
    workbook = load_workbook(io.BytesIO(lists_xlsx(contract)))
    of_list: dict[str, list[dict[str, Any]]] = {}
    for one in contract["lists"]:
        of_list.setdefault(one["title"], []).append(one)
    index = rows_of(workbook["Lists"])
    assert [(row["School"], row["List"], row["Pupils"], row["Among"]) for row in index] == [
        (one["school"], one["title"], one["count"], one["among"]) for one in contract["lists"]
    ]
    for (title, of_schools), name in zip(of_list.items(), workbook.sheetnames[1:], strict=False):
        assert name.startswith(title.replace("'", " ")[:20])
        sheet = workbook[name]
        rows = rows_of(sheet)
        if of_schools[0]["figure"]:
            expected = [{"School": one["school"]} | sums_of(one["figure"]) for one in of_schools]
        else:
            expected = [
                {"School": one["school"], "UPN": pupil["upn"], "Surname": pupil["surname"]} | sums_of(pupil)
                for one in of_schools
                for pupil in one["pupils"]
            ]
        assert len(rows) == len(expected)
        for row, cells in zip(rows, expected, strict=True):
            assert row.items() >= cells.items()
        assert (sheet.auto_filter.ref is not None) == bool(rows)
        assert "Not for display" in (sheet.oddHeader.center.text or "")
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_the_workbook_has_the_kinds_of_absence_of_the_day(day: dict[str, Any]) -> None:
    workbook = load_workbook(io.BytesIO(lists_xlsx(day)))
    kinds = [
        (one["school"], kind["code"], kind["sessions"], kind["sessions_a_day"], kind["sessions_a_day_before"])
        for one in day["lists"]
        for kind in (one["illness"] or {"kinds": []})["kinds"]
    ]
    assert kinds
    assert [
        tuple(row[key] for key in ("School", "Code", "Sessions", "Sessions a day", "Sessions a day before"))
        for row in rows_of(workbook["Kinds of absence"])
    ] == kinds


def printed_sums(row: dict[str, Any], periods: list[str]) -> str:
    shown = []
    for sums in (row[days] for days in periods):
        percent = sums["attendance_percent"]
        shown += [
            "–" if percent is None else f"{percent:.1f}",
            f"{sums['sessions_attended']} of {sums['sessions_possible']}",
            *(str(sums[key]) for key in ("sessions_absent", "times_late")),
            *(str(sums[key]) for key in ("sessions_late_after_close", "minutes_late")),
        ]
    return " ".join(shown)


@pytest.mark.parametrize(
    ("period", "periods"), [("week", ["period", "year"]), ("day", ["year"])], ids=["week", "day"]
)
def test_the_pages_say_what_the_json_says_and_that_they_are_not_for_display(
    period: str, periods: list[str], request: pytest.FixtureRequest
) -> None:
    contract = request.getfixturevalue(period)
    pdf = lists_pdf(contract)
    assert pdf == lists_pdf(contract)
    pages = PdfReader(io.BytesIO(pdf)).pages
    texts = [" ".join(page.extract_text().split()) for page in pages]
    assert all("Not for display: names of pupils" in text for text in texts)
    assert all(float(page.mediabox.width) > float(page.mediabox.height) for page in pages)
    text = " ".join(texts)
    for one in contract["lists"]:
        assert one["title"] in text
        if one["count"]:
            assert f"{one['count']} of {one['among']} pupil" in text
        for pupil in one["pupils"]:
            name = f"{pupil['surname']}, {pupil['forename']}"
            words = [name + (" (joined)" if pupil["status"] else ""), pupil["class"]]
            words += [marks_of(pupil)] if pupil["marks"] else []
            shown = periods if pupil["marks"] or period == "week" else ["period", "year"]
            assert f"{' '.join(words)} {printed_sums(pupil, shown)}" in text
        if one["figure"]:
            assert f"{one['figure']['pupils']} " in text
            assert printed_sums(one["figure"], periods) in text
        for kind in (one["illness"] or {"kinds": []})["kinds"]:
            numbers = f"{kind['sessions']} {kind['sessions_a_day']:.1f} {kind['sessions_before']}"
            assert f"{kind['code']} {kind['meaning']} {numbers}" in text


@pytest.mark.parametrize("period", ["week", "day"])
def test_the_table_fits_eighty_columns_and_has_every_name_and_percentage(
    period: str, request: pytest.FixtureRequest
) -> None:
    contract = request.getfixturevalue(period)
    text = io.StringIO()
    print_lists(contract, Console(file=text, width=80, color_system=None))
    lines = text.getvalue().splitlines()
    assert max(map(len, lines)) <= 80
    for one in contract["lists"]:
        for pupil in one["pupils"]:
            year = pupil["year"]
            numbers = [
                f"{year['attendance_percent']:.1f}",
                *(str(year[key]) for key in ("sessions_absent", "times_late")),
                *(str(year[key]) for key in ("sessions_late_after_close", "minutes_late")),
            ]
            name = f"{pupil['surname']}, {pupil['forename']}"
            assert any(line.startswith(name) and line.split()[-5:] == numbers for line in lines), name
        if one["figure"] and one["figure"]["year"]["attendance_percent"] is not None:
            assert f"{one['figure']['year']['attendance_percent']}%" in text.getvalue()


def test_what_the_register_says_of_marks_is_said_once() -> None:
    marks = [{"comment": "vomiting"}, {"comment": None}, {"comment": "vomiting"}, {"comment": "rash"}]
    assert comments_text(marks) == "vomiting; rash"
    assert "comment" in ListedMark._fields
