"""One sheet of a workbook: a frozen header, filters, widths, and printing that fits the paper."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from attendctl.reports.band_colours import band_fill
from attendctl.reports.report_columns import Cell
from attendctl.reports.showable_text import showable_text

_HEADER_FONT = Font(name="Calibri", size=11, bold=True)  # as the other cells: openpyxl names none
_HEADER_FILL = PatternFill("solid", fgColor="D9E1F2")
_MISSING_FONT = Font(name="Calibri", size=11, bold=True, color="FFFFFF")
_MISSING_FILL = PatternFill("solid", fgColor="C00000")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_TOP = Alignment(vertical="top")
_ABOVE_TOTALS = Border(top=Side(style="thin"))
_MOST_POINTS = 409  # a higher row is a damaged file to Excel
_POINTS_A_LINE = 15  # not every program makes a row as high as its broken text
_ONE_DECIMAL = "0.0"
_WIDTHS = {"UPN": 16, "Surname": 20, "Forename": 18, "Group": 18, "School": 26, "What": 26, "Value": 80}
_LEAST_WIDTH, _MOST_WIDTH = 8, 13  # a longer header is wrapped


def add_sheet(
    workbook: Workbook,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    count: int,
    *,
    widths: Mapping[str, int] | None = None,
    needed: Collection[str] = (),
    wrapped: Collection[str] = (),
    fills: Mapping[str, Mapping[str, str]] | None = None,
    has_totals: bool = False,
) -> None:
    """Add a sheet. Every text is stored as text: no cell can be a formula.

    Args:
        workbook: opened to write only.
        title: of the sheet.
        header: "Band…" columns are coloured by band, "…%" columns have one decimal.
        rows: as long as the header.
        count: of the rows; without any, there is no filter.
        widths: of columns, in characters, by header.
        needed: columns in which an empty cell is red and says that something is missing.
        wrapped: columns, by header, whose long texts are broken into lines.
        fills: colours (RRGGBB) of the cells of a column, by header and text; the word stands in the cell.
        has_totals: whether rows after the first ``count`` are totals: bold, and no part of the filter.
    """
    widths = {**_WIDTHS, **(widths or {})}
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    header_lines = 1
    for number, name in enumerate(header, 1):
        width = widths.get(name, max(_LEAST_WIDTH, min(_MOST_WIDTH, len(name) + 2)))
        sheet.column_dimensions[get_column_letter(number)].width = width
        header_lines = max(header_lines, len(textwrap.wrap(name, max(1, width - 1))))  # bold is wider
    sheet.row_dimensions[1].height = _POINTS_A_LINE * header_lines
    _fit_to_paper(sheet)
    if count:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count + 1}"
    sheet.append([_header_cell(sheet, name) for name in header])
    band_columns = {number for number, name in enumerate(header) if name.startswith("Band")}
    percent_columns = {number for number, name in enumerate(header) if name.endswith("%")}
    needed_columns = {number for number, name in enumerate(header) if name in needed}
    wrapped_columns = {number for number, name in enumerate(header) if name in wrapped}
    colours = [(fills or {}).get(name, {}) for name in header]
    wide = [widths.get(name, _MOST_WIDTH) if name in wrapped else None for name in header]
    for place, row in enumerate(rows, 2):
        if wrapped_columns:
            sheet.row_dimensions[place].height = min(_MOST_POINTS, _POINTS_A_LINE * _lines(row, wide))
        sheet.append(
            [
                _missing(sheet)
                if number in needed_columns and value in (None, "")
                else _cell(
                    sheet,
                    value,
                    is_percent=number in percent_columns,
                    fill=band_fill(value) if number in band_columns else _fill(colours[number], value),
                    alignment=_WRAPPED if number in wrapped_columns else _TOP if wrapped_columns else None,
                    is_total=has_totals and place - 2 >= count,
                )
                for number, value in enumerate(row)
            ]
        )


def _fit_to_paper(sheet: Any) -> None:  # the stubs do not know what the two kinds of sheet share
    """Print sideways on A4, all columns on one page, the header on every page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _header_cell(sheet: WriteOnlyWorksheet, name: str) -> object:
    cell = WriteOnlyCell(sheet, value=name)
    cell.font, cell.fill, cell.alignment = _HEADER_FONT, _HEADER_FILL, _WRAPPED
    return cell


def _missing(sheet: WriteOnlyWorksheet) -> object:
    cell = WriteOnlyCell(sheet, value="missing")
    cell.font, cell.fill = _MISSING_FONT, _MISSING_FILL
    return cell


def _lines(row: Sequence[Cell], wide: Sequence[int | None]) -> int:
    """Return how many lines the longest broken text of a row takes, a little too many rather than too few.

    >>> _lines(["a word", "three short words", None], [None, 8, 8])
    3
    """
    broken = (
        sum(1 + len(part) // width for part in value.split("\n"))
        for value, width in zip(row, wide, strict=True)
        if width is not None and isinstance(value, str)
    )
    return max(broken, default=1)


def _fill(colours: Mapping[str, str], value: Cell) -> PatternFill | None:
    colour = colours.get(value) if isinstance(value, str) else None
    return PatternFill("solid", fgColor=colour) if colour else None


def _cell(
    sheet: WriteOnlyWorksheet,
    value: Cell,
    *,
    is_percent: bool,
    fill: PatternFill | None,
    alignment: Alignment | None = None,
    is_total: bool = False,
) -> object:
    if is_total:
        total = WriteOnlyCell(sheet, value=showable_text(value) if isinstance(value, str) else value)
        total.font, total.border = _HEADER_FONT, _ABOVE_TOTALS
        if is_percent:
            total.number_format = _ONE_DECIMAL
        if isinstance(value, str):
            total.data_type = "s"
        return total
    if isinstance(value, str):
        text = showable_text(value)
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"  # even when it starts with =
        if text.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
        if fill:
            cell.fill = fill
        if alignment:
            cell.alignment = alignment
        return cell
    if is_percent and value is not None:
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = _ONE_DECIMAL
        return cell
    if alignment and value is not None:
        cell = WriteOnlyCell(sheet, value=value)
        cell.alignment = alignment
        return cell
    return value
