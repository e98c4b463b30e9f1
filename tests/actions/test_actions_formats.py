"""The actions as a table of 80 columns, CSV, workbook and JSON: the same lines, and never a formula."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.actions.two_classes import FLO, school_desk
from tests.cli.command_line import Desk

# By hand, from two_classes: 22 things due of pupils, one to many, six routines, five held back.
OFFICER, TEACHERS, HEAD, HELD_BACK = 21 + 4, 1 + 2, 1, 5


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield school_desk(tmp_path_factory.mktemp("school"), monkeypatch)


def csv_rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def test_the_table_is_80_columns_and_has_a_list_for_each_reader(desk: Desk, monkeypatch: Any) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = desk.run("actions").stdout.splitlines()
    assert max(map(len, lines)) <= 80
    headings = ["For the attendance officer", "For class teachers", "For the head", "Held back"]
    places = [lines.index(heading) for heading in headings]
    assert places == sorted(places)
    assert lines[0] == "Due by policy and law, by marks up to 2025-10-03"
    assert lines.count("Quill, Dan  4K  A999200000040") == 2  # the officer's list and the head's
    assert lines.count("Åsberg, Ada  4K  A999200000010") == 1
    of_head = lines[places[2] : places[3]]
    assert "  2025-10-03  At the national threshold: is a penalty notice the right thing?" in of_head
    assert "  On hold until 31 October 2025: bereavement (case log, entry 1)." in lines
    assert f"    {FLO} 2a, {FLO} meeting-amber, {FLO} plan-amber" in lines
    assert sum(line.startswith("  2025-10-03  ") for line in lines) == OFFICER + TEACHERS + HEAD


def test_nothing_due_is_said(desk: Desk) -> None:
    assert "Nothing is due." in desk.run("actions", "--pupil", "Eve Rudd").stdout


def test_the_csv_has_every_line_and_no_formula(desk: Desk) -> None:
    rows = csv_rows(desk.run("actions", "--format", "csv").stdout)
    by_status = {status: sum(row["status"] == status for row in rows) for status in ("due", "routine")}
    assert by_status == {"due": 22 + 1, "routine": 6}
    assert sum(row["status"] == "held back" for row in rows) == HELD_BACK
    assert len(rows) == OFFICER + TEACHERS + HEAD + HELD_BACK
    (flo,) = [row for row in rows if row["step"] == "outside-help-amber"]
    assert flo["forename"] == "'=1+1"
    assert not [cell for row in rows for cell in row.values() if cell.startswith(("=", "+", "-", "@"))]
    (dan,) = [row for row in rows if row["step"] == "penalty-considered"]
    assert (dan["who"], dan["class"], dan["surname"], dan["due_on"]) == ("head", "4K", "Quill", "2025-10-03")


def test_a_csv_file_is_read_by_spreadsheets(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "actions.csv"
    assert desk.run("actions", "--format", "csv", "--output", path).exit_code == 0
    content = path.read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")  # so that they know it is UTF-8
    assert "Åsberg" in content.decode("utf-8-sig")
    assert csv_rows(content.decode("utf-8-sig")) == csv_rows(desk.run("actions", "--format", "csv").stdout)


def test_the_workbook_has_a_sheet_for_each_list(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "actions.xlsx"
    assert desk.run("actions", "--format", "xlsx", "--output", path).exit_code == 0
    book = load_workbook(path)
    assert book.sheetnames == ["Officer", "Class teachers", "Head"]
    lines = {sheet.title: sheet.max_row - 1 for sheet in book}
    assert lines == {"Officer": OFFICER + HELD_BACK, "Class teachers": TEACHERS, "Head": HEAD}
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}  # text, every one: never a formula
    assert "=1+1" in {cell.value for cell in cells}
    assert [cell.value for cell in book["Head"][1]][:4] == ["Due", "For", "Class", "Surname"]


def test_the_json_file_is_what_is_printed(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "actions.json"
    assert desk.run("actions", "--format", "json", "--output", path).exit_code == 0
    said = json.loads(path.read_text(encoding="utf-8"))
    assert said == desk.json("actions")
    assert set(said) == {
        *("as_of", "known", "schools", "actions", "to_many", "routines", "held_back"),
        "no_longer_supported",
        "notices_no_longer_supported",
    }
    assert set(said["actions"][0]) >= {
        *("due_on", "who", "led_by", "does", "step", "letter", "title", "upn", "admission_number"),
        *("surname", "forename", "year_group", "class", "school", "band", "reason", "about", "entry"),
        "sessions",
    }


def test_a_table_in_a_file_is_whole(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "actions.txt"
    assert desk.run("actions", "--output", path).exit_code == 0
    assert "For the head" in path.read_text(encoding="utf-8").splitlines()
