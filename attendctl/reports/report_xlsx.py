"""The attendance report as a workbook: pupils, groups, missing marks, and what it is about."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from attendctl.casework.report_lines import AttendanceReport
from attendctl.reports.about_report import about_report
from attendctl.reports.band_colours import band_fill
from attendctl.reports.report_columns import (
    Cell,
    group_cells,
    group_header,
    pupil_cells,
    pupil_header,
)
from attendctl.reports.showable_text import showable_text

_HEADER_FONT = Font(bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="D9E1F2")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_ONE_DECIMAL = "0.0"
_WIDTHS = {"UPN": 16, "Surname": 20, "Forename": 18, "Group": 18, "School": 26, "What": 26, "Value": 80}
_LEAST_WIDTH, _MOST_WIDTH = 8, 13  # a longer header is wrapped


def report_xlsx(report: AttendanceReport) -> bytes:
    """Return the whole workbook. Every text is stored as text: no cell can be a formula."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "attendctl"
    workbook.properties.title = "Attendance report"
    _sheet(
        workbook,
        "Pupils",
        pupil_header(report),
        (pupil_cells(report, line) for line in report.pupils),
        len(report.pupils),
    )
    _sheet(
        workbook,
        "Groups",
        group_header(report),
        (group_cells(report, line) for line in report.groups),
        len(report.groups),
    )
    _sheet(
        workbook,
        "Missing marks",
        ["School", "UPN", "Date", "Session"],
        ([line.school, line.upn, line.date.isoformat(), line.session] for line in report.missing_marks),
        len(report.missing_marks),
    )
    _sheet(workbook, "About", ["What", "Value"], (list(pair) for pair in about_report(report)), 0)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _sheet(
    workbook: Workbook, title: str, header: Sequence[str], rows: Iterable[Sequence[Cell]], count: int
) -> None:
    sheet = workbook.create_sheet(title)
    sheet.freeze_panes = "A2"
    for number, name in enumerate(header, 1):
        width = _WIDTHS.get(name, max(_LEAST_WIDTH, min(_MOST_WIDTH, len(name) + 2)))
        sheet.column_dimensions[get_column_letter(number)].width = width
    _fit_to_paper(sheet)
    if count:
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(header))}{count + 1}"
    sheet.append([_header_cell(sheet, name) for name in header])
    band_columns = {number for number, name in enumerate(header) if name.startswith("Band")}
    percent_columns = {number for number, name in enumerate(header) if name.endswith("%")}
    for row in rows:
        sheet.append(
            [
                _cell(
                    sheet,
                    value,
                    is_percent=number in percent_columns,
                    fill=band_fill(value) if number in band_columns else None,
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


def _cell(sheet: WriteOnlyWorksheet, value: Cell, *, is_percent: bool, fill: PatternFill | None) -> object:
    if isinstance(value, str):
        text = showable_text(value)
        cell = WriteOnlyCell(sheet, value=text)
        cell.data_type = "s"  # even when it starts with =
        if text.startswith(("=", "+", "-", "@")):
            cell.quotePrefix = True
        if fill:
            cell.fill = fill
        return cell
    if is_percent and value is not None:
        cell = WriteOnlyCell(sheet, value=value)
        cell.number_format = _ONE_DECIMAL
        return cell
    return value
