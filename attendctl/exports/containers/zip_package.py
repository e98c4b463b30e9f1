"""A workbook is a ZIP of XML parts: looked through in bounded memory before it is opened."""

from __future__ import annotations

import lzma
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass

from attendctl.exports.containers.content_kind import not_a_table
from attendctl.exports.containers.refusals import TooMuchToUnpack, WorkbookDamaged
from attendctl.exports.containers.steady_file import CHUNK_BYTES, SteadyFile

UNPACKED_BYTES_LIMIT = 1 << 30
"""Largest workbook, unpacked. 200,000 marks take about 60 MB."""

PARTS_LIMIT = 10_000
"""Most parts (sheets, pictures, styles) in a workbook."""

CELLS_LIMIT = 30_000_000
"""Largest area from the first to the last filled cell of a sheet, in cells."""

# A cell with something in it: its reference, and no slash before the closing bracket. Either quote is XML.
_FILLED_CELL = re.compile(rb"""[\s:]r\s*=\s*["']([A-Za-z]{1,7})(\d{1,10})["'][^<>]*(?<!/)>""")
# One without a reference stands after the one before it, in a row that may have a number.
_BARE_CELL = re.compile(rb"<(?:\w+:)?c(?![\w:.-])(?![^<>]*\sr\s*=)[^<>]*(?<!/)>")
_ODD_CELLS = (b"<c>", b"<c\t", b"<c\r", b"<c\n", b":c ", b":c>", b":c\t", b":c\r", b":c\n")
_ROW = re.compile(rb"<(?:\w+:)?row(?![\w:.-])")
_ROW_NUMBER = re.compile(rb"""\A[^<>]*\sr\s*=\s*["'](\d{1,10})["']""")
_DATE_1904 = re.compile(rb'date1904="(1|true|on)"')
_DAMAGE = (zlib.error, lzma.LZMAError, struct.error, EOFError, StopIteration)
_TAIL_BYTES = 200


@dataclass(frozen=True)
class Package:
    """What the looking through found."""

    dates_from_1904: bool


def look_through(file: SteadyFile) -> Package:
    """Unpack every part that holds data once, without keeping it.

    Raises:
        NotATable: a ZIP that is no workbook.
        WorkbookDamaged: it is cut off, or its check sums are wrong.
        TooMuchToUnpack: it would take more memory than any register needs.
    """
    try:
        with zipfile.ZipFile(file.path) as package:
            parts = package.infolist()
            _refuse_what_is_no_workbook(file, parts)
            _refuse_bombs(file, parts)
            for part in parts:
                _check_part(file, package, part)
            workbook = next(part for part in parts if part.filename.lower() == "xl/workbook.xml")
            with package.open(workbook) as xml:
                return Package(bool(_DATE_1904.search(xml.read(CHUNK_BYTES))))
    except (*_DAMAGE, zipfile.BadZipFile, NotImplementedError, ValueError, RuntimeError) as fault:
        file.check_unchanged()
        if "encrypted" in str(fault):
            raise damaged(file, "it is encrypted") from None
        raise damaged(file) from None
    except OSError as fault:
        raise file.unreadable(fault) from None


def damaged(file: SteadyFile, what: str = "it is cut off or not a whole workbook") -> WorkbookDamaged:
    """The refusal of a workbook that cannot be opened."""
    return WorkbookDamaged(
        f"{file.name} cannot be opened as a workbook: {what}.",
        remedy="Open it in a spreadsheet program and save it again as XLSX, or export it again.",
    )


def _refuse_what_is_no_workbook(file: SteadyFile, parts: list[zipfile.ZipInfo]) -> None:
    names = {part.filename.lower() for part in parts}
    others = {"xl/workbook.bin", "content.xml"} & names  # calamine might take the file for one of these
    if "xl/workbook.xml" in names and not others:
        return
    if "xl/workbook.bin" in names:
        thing = "a binary workbook (.xlsb)"
    elif "word/document.xml" in names:
        thing = "a Word document"
    elif "content.xml" in names and "mimetype" in names:
        thing = "an OpenDocument file"
    else:
        thing = "a ZIP folder"
    raise not_a_table(file, thing)


def _refuse_bombs(file: SteadyFile, parts: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(part.file_size for part in parts)
    if unpacked > UNPACKED_BYTES_LIMIT or len(parts) > PARTS_LIMIT:
        raise TooMuchToUnpack(
            f"{file.name} holds {unpacked // 1_000_000} MB in {len(parts)} parts when unpacked, "
            "more than any register needs.",
            remedy="Export it again for fewer pupils or dates, or as CSV.",
        )


def _check_part(file: SteadyFile, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    """Read a part to its end, which compares the check sum, and measure it as a sheet.

    Any part may be one: the package itself says which are, and could name a picture.
    """
    columns: set[bytes] = set()
    rows: list[int] = []
    bare, tail = False, b""
    with package.open(part) as unpacked:
        while chunk := unpacked.read(CHUNK_BYTES):
            text = tail + chunk
            cells = _FILLED_CELL.findall(text)
            if cells:
                columns.update(letters.upper() for letters, _ in cells)
                numbers = [int(number) for _, number in cells]
                rows += [min(numbers), max(numbers)]
            bare = bare or _has_bare_cell(text)
            tail = chunk[-_TAIL_BYTES:]
    places = [_column_number(letters) for letters in columns]
    width = max(places) - min(places) + 1 if places else 0
    if bare:
        widest, numbered = _bare_rows(package, part)
        width, rows = max(width, widest), rows + numbered
    height = max(rows) - min(rows) + 1 if rows else 0
    if width * height > CELLS_LIMIT:
        raise TooMuchToUnpack(
            f"{file.name}: a sheet reaches to column {max([*places, width])} and row {max(rows)}, "
            "more cells than any register needs.",
            remedy="Look for a stray cell far to the right or far below, delete it, save, and import again.",
        )


def _has_bare_cell(text: bytes) -> bool:
    if text.count(b"<c ") == text.count(b'<c r="') and not any(one in text for one in _ODD_CELLS):
        return False  # as nearly every sheet is: counting is quick
    return _BARE_CELL.search(text) is not None


def _bare_rows(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> tuple[int, list[int]]:
    """Return the most cells of a row, and first and last row, of a sheet whose cells have no reference."""
    widest, cells, count, tail = 0, 0, 0, b""
    numbers: list[int] = [1]
    with package.open(part) as unpacked:
        while chunk := unpacked.read(CHUNK_BYTES):
            text = tail + chunk
            cut = text.rfind(b"<") if len(text) < 2 * CHUNK_BYTES else len(text)
            text, tail = text[:cut], text[cut:]
            for place, row in enumerate(_ROW.split(text)):
                if place:
                    cells, count = 0, count + 1
                    number = _ROW_NUMBER.match(row)
                    numbers = [min(numbers), max(*numbers, count, int(number[1]) if number else 0)]
                cells += row.count(b"<c") + row.count(b":c")
                widest = max(widest, cells)
    return widest, numbers


def _column_number(letters: bytes) -> int:
    """Count the column of a cell reference from 1.

    >>> _column_number(b"A"), _column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
