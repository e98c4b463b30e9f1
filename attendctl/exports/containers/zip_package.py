"""A workbook is a ZIP of XML parts: looked through in bounded memory before it is opened."""

from __future__ import annotations

import re
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

# A cell with something in it: its reference, and no slash before the closing bracket.
_FILLED_CELL = re.compile(rb'[ :]r="([A-Z]{1,3})(\d{1,7})"[^<>]*[^/<>]>')
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml", re.IGNORECASE)
_DATE_1904 = re.compile(rb'date1904="(1|true|on)"')
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
                if _SHEET_PART.fullmatch(part.filename):
                    _check_sheet(file, package, part)
                elif not part.filename.lower().startswith("xl/media/"):
                    _check_part(package, part)
            workbook = next(part for part in parts if part.filename.lower() == "xl/workbook.xml")
            with package.open(workbook) as xml:
                return Package(bool(_DATE_1904.search(xml.read(CHUNK_BYTES))))
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, RuntimeError) as fault:
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
    if "xl/workbook.xml" in names:
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


def _check_part(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    # Reading to the end compares the check sum, and never gives more than the stated size.
    with package.open(part) as unpacked:
        while unpacked.read(CHUNK_BYTES):
            pass


def _check_sheet(file: SteadyFile, package: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    columns: set[bytes] = set()
    first_row, last_row, tail = 0, 0, b""
    with package.open(part) as unpacked:
        while chunk := unpacked.read(CHUNK_BYTES):
            cells = _FILLED_CELL.findall(tail + chunk)
            if cells:
                columns.update(letters for letters, _ in cells)
                first_row = first_row or int(cells[0][1])
                last_row = max(last_row, int(cells[-1][1]))
            tail = chunk[-_TAIL_BYTES:]
    numbers = [_column_number(letters) for letters in columns]
    width = max(numbers) - min(numbers) + 1 if numbers else 0
    if width * (last_row - first_row + 1) > CELLS_LIMIT:
        raise TooMuchToUnpack(
            f"{file.name}: a sheet reaches to column {max(numbers)} and row {last_row}, "
            "more cells than any register needs.",
            remedy="Look for a stray cell far to the right or far below, delete it, save, and import again.",
        )


def _column_number(letters: bytes) -> int:
    """Count the column of a cell reference from 1.

    >>> _column_number(b"A"), _column_number(b"AB")
    (1, 28)
    """
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number
