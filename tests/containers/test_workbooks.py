"""Workbooks: values as text, sheets, merged cells, dates of both systems, and what cannot be opened."""

import datetime
import io
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from attendctl.exports.containers import zip_package
from attendctl.exports.containers.refusals import (
    InputRefused,
    NoHeaderFound,
    NoRowsFound,
    NotATable,
    PasswordProtected,
    TooMuchToUnpack,
    WorkbookDamaged,
)

FIXTURES = Path(__file__).parent / "fixtures"
HEADER = ["UPN", "Surname", "Date", "Mark"]


def book_of(*rows):
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return book


def bytes_of(book):
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


@pytest.mark.parametrize("epoch", [None, CALENDAR_MAC_1904])
def test_values_become_text_in_both_date_systems(opened, staged, epoch):
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    values = [
        (datetime.date(2025, 9, 3), "2025-09-03"),
        (datetime.datetime(2025, 9, 3, 11, 20), "2025-09-03T11:20:00"),
        (datetime.time(9, 5), "09:05:00"),
        (123, "123"),
        (801200005001123, "801200005001123"),
        (1.5, "1.5"),
        (True, "TRUE"),
        (False, "FALSE"),
        ("007", "007"),
        (None, ""),
        ("\\", "\\"),
        ("王小明", "王小明"),
    ]
    book.active.append(["UPN", "Mark", *(f"x{at}" for at in range(len(values)))])
    book.active.append(["A1", "/", *(value for value, _ in values)])
    source = opened(bytes_of(book), "marks.xlsx")
    assert (source.container, source.dates_from_1904) == ("xlsx", bool(epoch))
    assert list(staged(source.tables[0])[1][0][3:]) == [text for _, text in values]


@pytest.mark.parametrize("name", ["marks.xlsx", "marks.csv", "marks.xls", "marks"])
def test_a_workbook_is_a_workbook_whatever_it_is_called(opened, name):
    assert opened(bytes_of(book_of(HEADER, ["A1", "Ade", "x", "/"])), name).container == "xlsx"


def test_a_line_is_the_row_of_the_sheet_and_a_column_its_place(opened, staged):
    book = openpyxl.Workbook()
    for row, cells in ((4, HEADER), (5, ["A1", "Ade", "01/09/2025", "/"]), (9, ["A2", "Bea", "", "N"])):
        for at, cell in enumerate(cells, 3):
            book.active.cell(row, at, cell)
    table = opened(bytes_of(book)).tables[0]
    assert (table.header, table.header_line) == (["", "", *HEADER], 4)
    result, rows = staged(table, [2, 5])
    assert rows == [(5, "A1", "/"), (9, "A2", "N")]
    assert [(skip.line, skip.why, skip.rows) for skip in result.skipped] == [(6, "empty row", 3)]


def test_each_sheet_is_a_table_hidden_ones_are_named_and_others_left_out(opened):
    book = book_of(HEADER, ["A1", "Ade", "x", "/"])
    book.active.title = "Marks"
    hidden = book.create_sheet("Old")
    hidden.append(HEADER)
    hidden.append(["A2", "Bea", "x", "/"])
    hidden.sheet_state = "veryHidden"
    book.create_sheet("Adeyemi").append(["nothing", "here"])
    book.create_sheet("Empty")
    source = opened(bytes_of(book))
    assert [(table.sheet, table.hidden) for table in source.tables] == [("Marks", False), ("Old", True)]
    assert [(warning.code, warning.message) for warning in source.warnings] == [
        ("W013", "Worksheet 3 holds no table and was left out.")
    ]


def test_merged_titles_two_row_headers_pictures_filters_and_totals(opened, staged):
    book = book_of(
        ["Larkfield Primary School"],
        ["Week beginning 1 September 2025"],
        ["UPN", "Surname", datetime.date(2025, 9, 1), None, datetime.date(2025, 9, 2), None],
        [None, None, "AM", "PM", "AM", "PM"],
        ["A1", "Ade", "/", "\\", "N", "\\"],
        ["A2", "Bea", "L", "\\", "/", "\\"],
        ["Total", None, 2, 2, 1, 2],
    )
    sheet = book.active
    for area in ("A1:F1", "A3:A4", "B3:B4", "C3:D3", "E3:F3"):
        sheet.merge_cells(area)
    sheet.auto_filter.ref = "A4:F6"
    sheet.row_dimensions[6].hidden = True
    table = opened(bytes_of(book)).tables[0]
    assert table.preamble == [(1, ["Larkfield Primary School"]), (2, ["Week beginning 1 September 2025"])]
    assert table.header_rows == [
        ["UPN", "Surname", "2025-09-01", "2025-09-01", "2025-09-02", "2025-09-02"],
        ["UPN", "Surname", "AM", "PM", "AM", "PM"],
    ]
    result, rows = staged(table)
    assert rows == [(5, "A1", "Ade", "/", "\\", "N", "\\"), (6, "A2", "Bea", "L", "\\", "/", "\\")]
    assert [(skip.line, skip.why) for skip in result.skipped] == [(7, "totals")]


def test_a_name_merged_down_several_rows_stands_in_each(opened, staged):
    book = book_of(
        ["Name", "Date", "AM", "PM"],
        ["Ade", "01/09/2025", "/", "\\"],
        [None, "02/09/2025", "N", "N"],
        ["Bea", "01/09/2025", "/", "\\"],
    )
    book.active.merge_cells("A2:A3")
    _, rows = staged(opened(bytes_of(book)).tables[0])
    assert [row[1] for row in rows] == ["Ade", "Ade", "Bea"]


def test_a_formula_gives_its_cached_value(opened, staged):
    content = bytes_of(book_of(HEADER, ["A1", '="Ad"&"e"', "x", "/"]))
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            xml = old.read(part)
            if part == "xl/worksheets/sheet1.xml":
                assert b"<v/>" in xml or b"<v></v>" in xml
                xml = xml.replace(b'<c r="B2">', b'<c r="B2" t="str">')
                xml = xml.replace(b"<v/>", b"<v>Ade</v>").replace(b"<v></v>", b"<v>Ade</v>")
            new.writestr(part, xml)
    assert staged(opened(out.getvalue()).tables[0])[1] == [(2, "A1", "Ade", "x", "/")]


def test_a_stray_note_beside_the_table_is_left_out_and_reported(opened, staged):
    book = book_of(HEADER, ["A1", "Ade", "x", "/"], ["A2", "Bea", "x", "/"])
    book.active["H3"] = "rang home"
    result, rows = staged(opened(bytes_of(book)).tables[0])
    assert len(rows) == 2
    assert [(warning.code, warning.count) for warning in result.warnings] == [("W012", 1)]


def test_the_old_binary_xls_is_read(opened, staged):
    source = opened(FIXTURES / "old_workbook.xls")
    _, rows = staged(source.tables[0])
    assert rows == [(4, "A1", "Zoë", "2025-09-03", "/"), (5, "A2", "O'Neill", "2025-09-03", "\\")]


def test_a_workbook_with_a_password_is_refused_with_what_to_do(opened):
    with pytest.raises(
        PasswordProtected, match=r"password_protected\.xlsx is protected.*save it without one"
    ):
        opened(FIXTURES / "password_protected.xlsx")


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_that_is_cut_off_is_refused(opened, share):
    content = bytes_of(book_of(HEADER, *([f"A{at}", "Ade", "x", "/"] for at in range(50))))
    with pytest.raises(WorkbookDamaged, match=r"marks\.xlsx cannot be opened as a workbook"):
        opened(content[: int(len(content) * share)], "marks.xlsx")


def test_any_damaged_byte_is_a_refusal_or_does_no_harm(opened, staged):
    content = bytes_of(book_of(HEADER, ["A1", "Ade", "x", "/"]))
    for at in range(0, len(content), 97):
        spoilt = content[:at] + bytes([content[at] ^ 0x55]) + content[at + 1 :]
        try:
            rows = staged(opened(spoilt, f"marks{at}.xlsx").tables[0])[1]
        except InputRefused:
            continue
        assert rows == [(2, "A1", "Ade", "x", "/")]


def test_a_damaged_old_workbook_is_refused(opened):
    content = (FIXTURES / "old_workbook.xls").read_bytes()
    for at in (100, 600, 2000, len(content) // 2, len(content) - 600):
        with pytest.raises(InputRefused):
            opened(content[:at], f"marks{at}.xls")


def test_other_zip_files_are_named(opened):
    for part, thing in (("word/document.xml", "a Word document"), ("photo.jpg", "a ZIP folder")):
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as package:
            package.writestr(part, "x")
        with pytest.raises(NotATable, match=thing):
            opened(content.getvalue(), "marks.xlsx")


def rezipped(content, part, xml):
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w") as target:
                if name == part:
                    for piece in xml:
                        target.write(piece)
                else:
                    target.write(old.read(name))
    return out.getvalue()


def test_a_million_empty_rows_are_stepped_over(opened, staged):
    content = bytes_of(book_of(HEADER, ["A1", "Ade", "x", "/"]))
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        start, end = package.read("xl/worksheets/sheet1.xml").split(b"</sheetData>")
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (at, at) for at in range(3, 1_048_577))
    stray = b'<row r="1048577"/>'
    spoilt = rezipped(content, "xl/worksheets/sheet1.xml", [start, rows, stray, b"</sheetData>", end])
    assert staged(opened(spoilt).tables[0])[1] == [(2, "A1", "Ade", "x", "/")]


def test_a_space_in_the_last_row_of_the_sheet_does_no_harm(opened, staged):
    book = book_of(HEADER, ["A1", "Ade", "x", "/"])
    book.active["B1048576"] = " "
    result, rows = staged(opened(bytes_of(book)).tables[0])
    assert rows == [(2, "A1", "Ade", "x", "/")]
    assert [(skip.line, skip.rows) for skip in result.skipped] == [(3, 1_048_574)]


def test_a_stray_cell_in_the_farthest_corner_is_refused_before_memory_is_taken(opened):
    book = book_of(HEADER, ["A1", "Ade", "x", "/"])
    book.active["XFD1048576"] = "x"
    with pytest.raises(TooMuchToUnpack, match=r"reaches to column 16384 and row 1048576.*stray cell"):
        opened(bytes_of(book))


def test_a_zip_bomb_is_refused_from_its_table_of_contents(opened, monkeypatch):
    monkeypatch.setattr(zip_package, "UNPACKED_BYTES_LIMIT", 20 << 20)
    content = bytes_of(book_of(HEADER, ["A1", "Ade", "x", "/"]))
    bomb = rezipped(content, "xl/worksheets/sheet1.xml", [b"\0" * (1 << 20)] * 30)
    assert len(bomb) < 100_000
    with pytest.raises(TooMuchToUnpack, match=r"holds 31 MB"):
        opened(bomb)


def test_a_bomb_that_lies_about_its_size_is_refused(opened):
    content = bytes_of(book_of(HEADER, ["A1", "Ade", "x", "/"]))
    bomb = bytearray(rezipped(content, "xl/worksheets/sheet1.xml", [b" " * (1 << 20)] * 30))
    told = (30 << 20).to_bytes(4, "little")
    assert bomb.count(told) >= 1
    with pytest.raises(WorkbookDamaged):
        opened(bytes(bomb.replace(told, (1000).to_bytes(4, "little"))))


def test_workbooks_without_a_header_or_without_rows(opened):
    with pytest.raises(NoHeaderFound):
        opened(bytes_of(book_of(["alpha", "beta"], ["1", "2"])))
    with pytest.raises(NoRowsFound):
        opened(bytes_of(book_of(HEADER)))
    with pytest.raises(NoHeaderFound):
        opened(bytes_of(openpyxl.Workbook()))


def test_a_workbook_that_is_replaced_while_open_is_refused(opened, staged, tmp_path):
    source = opened(bytes_of(book_of(HEADER, ["A1", "Ade", "x", "/"])), "marks.xlsx")
    shutil.copy(FIXTURES / "old_workbook.xls", tmp_path / "marks.xlsx")
    with pytest.raises(InputRefused, match=r"marks\.xlsx changed while it was being read"):
        staged(source.tables[0])
