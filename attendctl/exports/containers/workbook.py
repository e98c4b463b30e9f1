"""Workbooks: .xlsx and the old binary .xls, read by calamine; values as they were last computed."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from attendctl.exports.containers.cell_text import cell_text
from attendctl.exports.containers.content_kind import not_a_table
from attendctl.exports.containers.digest import Digest
from attendctl.exports.containers.header_rows import HEADER_SEARCH_ROWS, HeaderScore, Row
from attendctl.exports.containers.merged_cells import Merge, MergedCells
from attendctl.exports.containers.old_workbook import Endless, cells_spanned
from attendctl.exports.containers.refusals import (
    NoHeaderFound,
    NoRowsFound,
    PasswordProtected,
    TooMuchToUnpack,
)
from attendctl.exports.containers.row_table import RowSheet, find_row_table
from attendctl.exports.containers.steady_file import SteadyFile
from attendctl.exports.containers.table import Source
from attendctl.exports.containers.zip_package import CELLS_LIMIT, Package, damaged, look_through
from attendctl.ledger.incoming import FileWarning

OLD_WORKBOOK_BYTES_LIMIT = 100 << 20
"""Largest old binary .xls: its format ends at 65,536 rows."""

_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")


def open_workbook(file: SteadyFile, digest: Digest, score: HeaderScore, *, zipped: bool) -> Source:
    """Open a workbook and find the table of each sheet, hidden sheets included.

    Raises:
        PasswordProtected, WorkbookDamaged, TooMuchToUnpack, NotATable: see there.
        NoHeaderFound: no sheet has a header; NoRowsFound: no sheet has rows below one.
    """
    package = look_through(file) if zipped else _look_at_old(file)
    sheets = list(_sheets(file))
    tables, warnings, no_rows = [], [], None
    # A sheet may be called after a pupil, so messages tell its number.
    for number, sheet in sheets:
        try:
            table = find_row_table(file, sheet, score)
        except NoRowsFound as fault:
            no_rows = no_rows or fault
            continue
        if table is not None:
            tables.append(table)
        else:
            warnings.append(FileWarning("W013", f"Worksheet {number} holds no table and was left out."))
    if not tables:
        raise no_rows or NoHeaderFound(
            f"{file.name}: in no sheet do the first {HEADER_SEARCH_ROWS} rows name two known columns.",
            remedy="Export it with its headings (such as UPN, Date, Session, Mark), "
            "or tell attendctl.toml what the headings of your MIS mean.",
        )
    return Source(file.path, digest, "xlsx", None, None, tables, warnings, package.dates_from_1904)


def _look_at_old(file: SteadyFile) -> Package:
    if file.size > OLD_WORKBOOK_BYTES_LIMIT:
        raise damaged(file, "it is larger than an .xls can be")
    with file.open() as bytes_:
        content = bytes_.read()
    if _ENCRYPTED_PACKAGE in content:
        raise _password_protected(file)
    try:
        if cells_spanned(content) > CELLS_LIMIT:
            raise TooMuchToUnpack(
                f"{file.name}: a sheet has more cells than an .xls can have.",
                remedy="Open it in a spreadsheet program and save it again as XLSX, or export it again.",
            )
    except Endless:
        raise damaged(file) from None
    return Package(dates_from_1904=False)


def _sheets(file: SteadyFile) -> Iterator[tuple[int, RowSheet]]:
    """Open each worksheet that holds something, with its number from 1. Its rows stay with calamine."""
    try:
        # From the open file, not its path: calamine would go by the ending of the name.
        with file.open() as bytes_, CalamineWorkbook.from_filelike(bytes_) as workbook:
            for at, known in enumerate(workbook.sheets_metadata):
                if known.typ != SheetTypeEnum.WorkSheet:
                    continue
                sheet = workbook.get_sheet_by_index(at)
                if sheet.start is None:
                    continue
                hidden = known.visible != SheetVisibleEnum.Visible
                yield at + 1, RowSheet(known.name, hidden, partial(_rows, sheet), _merged(sheet))
    except PasswordError:
        raise _password_protected(file) from None
    except CalamineError as fault:
        file.check_unchanged()
        if "assword" in str(fault):
            raise _password_protected(file) from None
        if "Cannot detect file format" in str(fault) or "Workbook" in str(fault):
            raise not_a_table(file, "an Office file without a readable workbook") from None
        raise damaged(file) from None
    except OSError as fault:
        raise file.unreadable(fault) from None
    except BaseException as fault:
        # calamine is written in Rust; where it gives up, a PanicException comes that is no Exception.
        if type(fault).__name__ == "PanicException":
            raise damaged(file) from None
        raise


def _rows(sheet: CalamineSheet) -> Iterator[Row]:
    # calamine gives the empty rows above the used area, but not the empty columns beside it.
    margin = [""] * (sheet.start or (0, 0))[1]
    for line, values in enumerate(sheet.iter_rows(), 1):
        yield line, margin + [value if type(value) is str else cell_text(value) for value in values]


def _merged(sheet: CalamineSheet) -> MergedCells:
    return MergedCells([Merge(*first, *last) for first, last in sheet.merged_cell_ranges or []])


def _password_protected(file: SteadyFile) -> PasswordProtected:
    return PasswordProtected(
        f"{file.name} is protected by a password.",
        remedy="Open it with the password, save it without one, and import it again.",
    )
