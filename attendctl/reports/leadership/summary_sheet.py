"""The first sheet of the leadership workbook: the headline figures, and the charts beside them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from attendctl.reports.band_colours import band_fill
from attendctl.reports.leadership.charts import (
    SCHOOLS_SIDE_BY_SIDE,
    bands_chart,
    is_whole,
    percent_chart,
    persistent_chart,
    rows_of,
    schools_chart,
    trend_chart,
)
from attendctl.reports.leadership.columns import period_words
from attendctl.reports.leadership.heading import heading, subheading
from attendctl.reports.leadership.sheets import Sheet
from attendctl.reports.report_columns import Cell
from attendctl.reports.showable_text import showable_text

TITLE = "Summary"
_SUMS = {
    "attendance_percent": "Attendance %",
    "sessions_possible": "Sessions possible",
    "sessions_attended": "Sessions attended",
    "sessions_authorised": "Sessions of authorised absence",
    "sessions_unauthorised": "Sessions of unauthorised absence",
    "sessions_missing": "Missing marks",
    "times_late": "Times late",
    "minutes_late": "Minutes late",
}
_WIDTHS = {"A": 38, "B": 13, "C": 13, "D": 3, "M": 2, "V": 2}
_BESIDE = [chr(letter) for letter in range(ord("E"), ord("V") + 1)]
_BESIDE_WIDTH = 9
_PLACES_OF_CHARTS = (4, 13)  # columns, counted from 0: E and N
_COLUMNS_OF_A_CHART = 8
_FIRST_CHART_ROW = 3  # counted from 0
_ROWS_ACROSS = 24
_HIGH_ROW = 22  # points
_TITLE_FONT = Font(name="Calibri", size=16, bold=True)
_BOLD = Font(name="Calibri", size=11, bold=True)
_LARGE = Font(name="Calibri", size=14, bold=True)
_HEADER_FILL = PatternFill("solid", fgColor="D9E1F2")
_LINE = Border(bottom=Side(style="hair"))


def add_summary(workbook: Workbook, contract: dict[str, Any], sheets: dict[str, Sheet]) -> None:
    """Add the sheet with its charts, which are drawn from cells of the other sheets."""
    sheet = workbook.create_sheet(TITLE)
    for letter, width in (dict.fromkeys(_BESIDE, _BESIDE_WIDTH) | _WIDTHS).items():
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A4"
    sheet.sheet_view.showGridLines = False
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)  # before the first row
    writer = _Writer(sheet)
    sheet.row_dimensions[1].height = _HIGH_ROW
    writer.text(heading(contract), _TITLE_FONT)
    writer.text(subheading(contract))
    writer.blank()
    words = period_words(contract)
    writer.header(["Attendance", *words.values()])
    for key, name in _SUMS.items():
        figures = [contract["trust"][period][key] for period in words]
        writer.row([name, *figures], is_large=key == "attendance_percent")
    writer.blank()
    writer.header(["As it stands", "Number", "%"])
    for row in _standing(contract["trust"]):
        writer.row(row)
    writer.blank()
    labels, columns = _write_bands(writer, contract)
    last_row = max(writer.place, _add_charts(sheet, contract, sheets, labels, columns))
    _fit(sheet, last_row)


def _standing(trust: dict[str, Any]) -> Iterator[list[Cell]]:
    yield ["Pupils", trust["pupils"]]
    yield ["Persistently absent pupils", trust["pupils_persistent"], trust["persistent_absence_percent"]]
    yield ["Severely absent pupils", trust["pupils_severe"], trust["severe_absence_percent"]]
    moved, why = trust["moved"], trust["moved_why"]
    yield ["Moved to a worse band since last week", moved["worse"]]
    yield ["Moved to a better band", moved["better"]]
    yield ["Correction and attendance cancelled out", moved["cancelled_out"]]
    yield ["Of all moves, by a correction alone", why["correction"]]
    yield ["N marks open", trust["to_settle"]["open"]]
    yield ["N marks too old", trust["to_settle"]["overdue"]]
    yield ["Actions open", trust["actions"]["open"]]
    yield ["Actions overdue", trust["actions"]["overdue"]]
    yield ["Actions held back", trust["actions"]["held_back"]]


def _write_bands(writer: _Writer, contract: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """Write how many pupils are in each band; return the cells of the labels and of each column."""
    bands = contract["trust"]["bands"]
    several = len({band["policy"] for band in bands}) > 1
    writer.header(["Pupils by band", "Now", "Week before"])
    first = writer.place + 1
    for band in bands:
        name = f"{band['policy']}: {band['band']}" if several else band["band"]
        writer.row([name, band["now"], band["week_before"]], fill=band_fill(band["band"]))
    cells = [f"'{TITLE}'!${letter}${first}:${letter}${writer.place}" for letter in "ABC"]
    return cells[0], {"Now": cells[1], "Week before": cells[2]}


def _add_charts(
    sheet: Any, contract: dict[str, Any], sheets: dict[str, Sheet], labels: str, bands: dict[str, str]
) -> int:
    """Place the charts two in a row; return the last row that they cover."""
    schools = [one["name"] for one in contract["schools"]]
    of_whole = is_whole(contract)
    charts: list[Any] = [trend_chart(sheets["Weeks"], schools)]
    if any(of_whole(row) for row in sheets["Year groups"].rows):
        charts.append(
            percent_chart(
                sheets["Year groups"],
                "Year group",
                contract,
                of_whole,
                title="Attendance by year group",
                what="Year group",
            )
        )
    charts.append(bands_chart(labels, bands))
    persistent = persistent_chart(sheets["Groups"], of_whole)
    charts += [persistent] if persistent is not None else []
    place = _Places(sheet)
    for chart in charts:
        place.beside(chart)
    if len(schools) > SCHOOLS_SIDE_BY_SIDE:
        place.across(schools_chart(sheets["Schools"]))
    elif len(schools) > 1:
        place.beside(schools_chart(sheets["Schools"]))
    return place.bottom + 1


class _Places:
    """Puts charts side by side, from cell to cell: columns are not as wide in every program."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self._top = self.bottom = _FIRST_CHART_ROW
        self._side = 0

    def beside(self, chart: Any) -> None:
        """Put a chart into the next place, two in a row."""
        if self._side == 0:
            self._new_row()
        left = _PLACES_OF_CHARTS[self._side]
        self._put(chart, left, left + _COLUMNS_OF_A_CHART, rows_of(chart))
        self._side = 1 - self._side

    def across(self, chart: Any) -> None:
        """Put a chart below all others, as wide as two, with room for upright names."""
        self._new_row()
        self._put(chart, _PLACES_OF_CHARTS[0], _PLACES_OF_CHARTS[1] + _COLUMNS_OF_A_CHART, _ROWS_ACROSS)

    def _new_row(self) -> None:
        self._top = self.bottom + 1 if self.bottom > _FIRST_CHART_ROW else self.bottom

    def _put(self, chart: Any, left: int, right: int, rows: int) -> None:
        self.bottom = max(self.bottom, self._top + rows)
        chart.anchor = TwoCellAnchor(
            editAs="twoCell",
            _from=AnchorMarker(col=left, row=self._top),
            to=AnchorMarker(col=right, row=self._top + rows),
        )
        self._sheet.add_chart(chart)


def _fit(sheet: Any, last_row: int) -> None:
    """Print sideways on A4, all on one page."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = Worksheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 1
    sheet.print_area = f"A1:{_BESIDE[-1]}{last_row}"


class _Writer:
    """Writes rows and knows how many there are."""

    def __init__(self, sheet: Any) -> None:
        self._sheet = sheet
        self.place = 0

    def blank(self) -> None:
        self._append([])

    def text(self, text: str, font: Font | None = None) -> None:
        self._append([self._cell(text, font=font)])

    def header(self, names: list[str]) -> None:
        self._append(
            [self._cell(name, font=_BOLD, fill=_HEADER_FILL, right=n > 0) for n, name in enumerate(names)]
        )

    def row(self, values: list[Cell], *, is_large: bool = False, fill: PatternFill | None = None) -> None:
        if is_large:
            self._sheet.row_dimensions[self.place + 1].height = _HIGH_ROW
        font = _LARGE if is_large else None
        cells = [
            None
            if value is None
            else self._cell(value, font=font, fill=fill if number == 0 else None, line=True)
            for number, value in enumerate(values)
        ]
        self._append(cells)

    def _append(self, cells: list[Any]) -> None:
        self._sheet.append(cells)
        self.place += 1

    def _cell(
        self,
        value: Cell,
        *,
        font: Font | None = None,
        fill: PatternFill | None = None,
        right: bool = False,
        line: bool = False,
    ) -> Any:
        cell = WriteOnlyCell(self._sheet, value=showable_text(value) if isinstance(value, str) else value)
        if isinstance(value, str):
            cell.data_type = "s"  # even when it starts with =
        elif isinstance(value, float):
            cell.number_format = "0.0"
        else:
            cell.number_format = "#,##0"
        if font:
            cell.font = font
        if fill:
            cell.fill = fill
        if right:
            cell.alignment = Alignment(horizontal="right")
        if line:
            cell.border = _LINE
        return cell
