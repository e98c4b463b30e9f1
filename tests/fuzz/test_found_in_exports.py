"""What damaged exports have shown, each as small as it can be: refused in words, or read."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from attendctl.exports.containers.refusals import NotATable, TooMuchToUnpack
from attendctl.exports.containers.source import Source, open_source
from attendctl.exports.containers.steady_file import SteadyFile
from attendctl.exports.containers.zip_package import look_through
from attendctl.exports.headers import header_book
from tests.fuzz.import_trial import import_one

HEADER = "<html><table><tr><td>UPN<td>Date<td>Session<td>Mark</tr>"


@pytest.fixture(autouse=True)
def own_place_for_a_time(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files for a time go to a folder that nobody else uses: what is left in it would be seen."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("for-a-time")))


def page(folder: Path, text: str) -> Source:
    """Open a web page that is named a workbook."""
    path = folder / "page.xls"
    path.write_text(text, encoding="utf-8")
    return open_source(path, looks_like_header=header_book({}).score)


def book_with(path: Path, rows: str, part: str = "xl/worksheets/sheet1.xml") -> Path:
    """Write a workbook whose sheet holds these rows, as XML."""
    whole = io.BytesIO()
    book = Workbook()
    assert book.active is not None
    book.active.append(["a"])
    book.save(whole)
    with zipfile.ZipFile(whole) as package, zipfile.ZipFile(path, "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            if name.endswith("sheet1.xml"):
                content = re.sub(
                    rb"<sheetData>.*</sheetData>", f"<sheetData>{rows}</sheetData>".encode(), content
                )
                name = part
            changed.writestr(name, content)
    return path


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>',
        "<row r='1'><c r='A1'><v>1</v></c><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="1"><c r="A1"><v>1</v></c><c r="xfd1048576"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c s="1"\nr = "AAAAA900"><v>1</v></c></row>',
        '<row r="1">' + "<c><v>1</v></c>" * 60 + '</row><row r="1048576"><c><v>1</v></c></row>',
    ],
    ids=["number", "single quotes", "lower case", "beyond the last column", "without references"],
)
@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/media/picture1.png"])
def test_a_sheet_of_a_few_cells_far_apart_is_refused_before_it_is_opened(
    tmp_path: Path, rows: str, part: str
) -> None:
    with pytest.raises(TooMuchToUnpack, match="more cells than any register needs"):
        look_through(SteadyFile(book_with(tmp_path / "far.xlsx", rows, part)))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"></row>',
        '<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576" s="1"/></row>',
        "<row>" + "<c><v>1</v></c>" * 30 + "</row>" + "<row><c><v>1</v></c></row>" * 50_000,
    ],
    ids=["an empty row at the end", "an empty cell with a colour", "cells without references"],
)
def test_a_sheet_that_only_looks_large_is_opened(tmp_path: Path, rows: str) -> None:
    assert not look_through(SteadyFile(book_with(tmp_path / "near.xlsx", rows))).dates_from_1904


@pytest.mark.parametrize(
    "rows",
    [
        "<tr>" + "<td colspan=5000>" * 2_000 + "</tr>",
        "<tr><td rowspan=99999>x<td>a</tr>" * 4_000,
        "<tr>" + "<td>" * 4_000 + "</tr>" + "<tr><td>x</tr>" * 2_000,
    ],
    ids=["columns", "rows", "one wide row over many"],
)
def test_a_page_whose_cells_span_millions_is_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(TooMuchToUnpack, match="more than 5,000,000 cells"):
        page(tmp_path, f"{HEADER}{rows}</table></html>")


def test_a_page_of_tables_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TooMuchToUnpack, match="1,001 tables"):
        page(tmp_path, "<html>" + "<table><tr><td>x</tr></table>" * 1_001)


@pytest.mark.parametrize("one", ["a{}=1 ", 'a{}=">" ', 'a{}=""/', "a{}\n"])
def test_a_tag_with_thousands_of_attributes_is_refused(tmp_path: Path, one: str) -> None:
    attributes = "".join(one.format(number) for number in range(2_100))
    with pytest.raises(NotATable):
        page(tmp_path, f"<html><table {attributes}><tr><td>UPN</td></tr></table></html>")


def test_a_span_of_thousands_of_digits_is_read_as_far_as_the_table_goes(tmp_path: Path) -> None:
    row = f"<tr><td rowspan={'9' * 5_000}>A801200000001<td>03/09/2025<td>AM<td>/</tr></table></html>"
    (table,) = page(tmp_path, HEADER + row).tables
    assert table.sample == [["A801200000001", "03/09/2025", "AM", "/"]]


def outcome(folder: Path, name: str, text: str) -> str:
    options = {"layout": None, "school": "Hillside School", "week_of": None, "accept_partial": True}
    return import_one(folder, name, text.encode(), **options, accept_older=True, match_names=False)


def test_a_year_that_no_register_is_of_above_a_table(tmp_path: Path) -> None:
    week = "<table><tr><td>UPN<td>MonAM<td>MonPM</tr><tr><td>x<td>/<td>/</tr></table></html>"
    text = f"<html><p>Marks from 01/01/0001</p>{week}"
    assert outcome(tmp_path, "page.html", text).startswith("I0")


def test_a_first_row_of_data_names_no_pupil_in_the_message(tmp_path: Path) -> None:
    assert (
        outcome(tmp_path, "marks.csv", "K999204720903,Okoro,Ada,Year Group,Forename,Mark\n1,2,3,4,5,6\n")
        == "I030"
    )


def test_a_cell_of_a_hundred_thousand_letters_is_no_heading(tmp_path: Path) -> None:
    assert outcome(tmp_path, "marks.csv", f"UPN,Date,{'A ' * 70_000},Mark\n1,2,3,4\n").startswith("I0")


@pytest.mark.parametrize(("count", "ended"), [(1_000, "saved"), (1_001, "saved with rows set aside")])
def test_a_string_of_marks_is_no_longer_than_a_year(tmp_path: Path, count: int, ended: str) -> None:
    string = "/\\/\\/\\/\\/\\####" * 72
    rows = [f"A801200000001,{string[:count]},01/09/2025", "B801200000002,/\\/\\/\\/\\/\\,01/09/2025"]
    assert outcome(tmp_path, "weeks.csv", "UPN,Marks,Week Beginning\n" + "\n".join(rows) + "\n") == ended
