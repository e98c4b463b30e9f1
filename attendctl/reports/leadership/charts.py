"""The charts of the leadership workbook: Excel's own, drawn from the cells of its sheets."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from openpyxl.chart import BarChart, LineChart, Reference, Series
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.text import (
    CharacterProperties,
    Paragraph,
    ParagraphProperties,
    RegularTextRun,
    RichTextProperties,
)

from attendctl.reports.leadership.columns import ALL_SCHOOLS, NOT_STATED, Row, period_words
from attendctl.reports.leadership.sheets import Sheet
from attendctl.reports.showable_text import showable_text

# Okabe and Ito: told apart without red and green. Markers and order tell the series apart, too.
_COLOURS = ("0072B2", "E69F00", "009E73", "CC79A7", "56B4E9", "D55E00")
_MARKERS = ("circle", "square", "diamond", "triangle", "x", "plus")
_LINES_IN_ONE_CHART = len(_COLOURS)
_STEPS = (5, 10, 20)  # of an axis in percent: the first with no more than so many lines
_MOST_LINES = 8
_FULL = 100
_LABELS_OF_WEEKS = 12
_ROWS = 17  # of the sheet, that a chart covers
_ROWS_AROUND_BARS = 5
_TITLE_POINTS, _TEXT_POINTS = 12, 9
_SZ = 100  # a size of letters is written in hundredths of a point
_GRID = "D9D9D9"
_UPRIGHT = -90 * 60000  # an angle is written in sixty-thousandths of a degree
SCHOOLS_SIDE_BY_SIDE = 12
"""With more schools their chart is as wide as two."""


def trend_chart(weeks: Sheet, schools: Sequence[str]) -> LineChart:
    """Return attendance by school week: of the one school, or of all together.

    A few schools with the same weeks have a line each beside that of all.
    """
    whole = schools[0] if len(schools) == 1 else None
    names: list[str | None] = [whole]
    mondays = _mondays(weeks, whole)
    if 1 < len(schools) < _LINES_IN_ONE_CHART and all(_mondays(weeks, name) == mondays for name in schools):
        names += schools
    chart = LineChart()
    shown = [row for row in weeks.rows if row["school"] in names]
    _scale(chart, _lowest(row["attendance_percent"] for row in shown), "Attendance")
    for place, name in enumerate(names):
        of_school = _is_of(name)
        line = _series(weeks, "Attendance %", "Week from", of_school, showable_text(name or ALL_SCHOOLS))
        colour = _COLOURS[place]
        line.graphicalProperties.line.solidFill = colour
        line.graphicalProperties.line.width = 28000 if place == 0 else 15000  # in EMU: 2.2 and 1.2 points
        line.marker.symbol = _MARKERS[place]
        line.marker.size = 6
        line.marker.graphicalProperties.solidFill = colour
        line.marker.graphicalProperties.line.solidFill = colour
        line.smooth = False
        chart.series.append(line)
    _finish(chart, "Attendance by school week", "School week from")
    weeks_axis: Any = chart.x_axis
    weeks_axis.tickLblSkip = max(1, -(-len(mondays) // _LABELS_OF_WEEKS))
    if len(names) == 1:
        chart.legend = None
    return chart


def percent_chart(
    sheet: Sheet,
    labels: str,
    contract: dict[str, Any],
    wanted: Callable[[Row], bool],
    *,
    title: str,
    what: str,
) -> BarChart:
    """Return attendance of the week or period beside that of the year, a pair of columns a row wanted."""
    words = period_words(contract)
    rows = [row for row in sheet.rows if wanted(row)]
    lowest = _lowest(row[period]["attendance_percent"] for row in rows for period in words)
    chart = BarChart()
    _scale(chart, lowest, "Attendance")
    _bars(chart, sheet, {f"{word} %": word for word in words.values()}, labels, wanted)
    _finish(chart, title, what)
    return chart


def persistent_chart(sheet: Sheet, wanted: Callable[[Row], bool]) -> BarChart | None:
    """Return the share of persistently absent pupils of each group, lying bars; None without a group."""
    rows = [row for row in sheet.rows if wanted(row) and row["name"] != NOT_STATED]
    if not rows:
        return None
    chart = BarChart()
    chart.type = "bar"
    chart.y_axis.title = "Persistently absent pupils, %"
    chart.y_axis.scaling.min = 0
    _bars(
        chart,
        sheet,
        {"Persistent absence %": "Persistent absence %"},
        "Group",
        lambda row: wanted(row) and row["name"] != NOT_STATED,
    )
    _finish(chart, "Persistent absence by group, the year", "Group")
    _lie_down(chart)
    return chart


def schools_chart(sheet: Sheet) -> BarChart:
    """Return the year's attendance of every school; the names of many stand upright."""
    chart = BarChart()
    _scale(chart, _lowest(row["year"]["attendance_percent"] for row in sheet.rows), "Attendance")
    _bars(chart, sheet, {"Year %": "Year"}, "School", lambda row: True)
    _finish(chart, "Attendance by school, the year", "School")
    chart.gapWidth = 40
    if len(sheet.rows) > SCHOOLS_SIDE_BY_SIDE:
        names: Any = chart.x_axis
        names.tickLblSkip = 1
        names.txPr = RichText(
            bodyPr=RichTextProperties(rot=_UPRIGHT, vert="horz"), p=[_paragraph(_TEXT_POINTS, is_bold=False)]
        )
    return chart


def bands_chart(labels: str, columns: Mapping[str, str]) -> BarChart:
    """Return how many pupils are in each band now and were a week before.

    Args:
        labels: the cells with the names of the bands.
        columns: the cells of each series, by its name.
    """
    chart = BarChart()
    chart.y_axis.title = "Pupils"
    chart.y_axis.scaling.min = 0
    chart.y_axis.numFmt = "0"
    for place, (name, values) in enumerate(columns.items()):
        chart.series.append(_coloured(_series_of(values, labels, name), place))
    _finish(chart, "Pupils by band", "Band")
    return chart


def rows_of(chart: Any) -> int:
    """Return how many rows of a sheet a chart is to cover: lying bars, one each."""
    if getattr(chart, "type", None) != "bar":
        return _ROWS
    first, last = re.findall(r"\$(\d+)", chart.series[0].val.numRef.f)
    return max(_ROWS, _ROWS_AROUND_BARS + int(last) - int(first) + 1)


def is_whole(contract: dict[str, Any]) -> Callable[[Row], bool]:
    """Return what tells the rows of all schools together; of one school, those of that school."""
    schools = contract["schools"]
    return _is_of(schools[0]["name"] if len(schools) == 1 else None)


def _is_of(school: str | None) -> Callable[[Row], bool]:
    return lambda row: row["school"] == school


def _mondays(weeks: Sheet, school: str | None) -> list[str]:
    return [row["week"]["from"] for row in weeks.rows if row["school"] == school]


def _bars(
    chart: BarChart,
    sheet: Sheet,
    columns: Mapping[str, str],
    labels: str,
    wanted: Callable[[Row], bool],
) -> None:
    for place, (header, name) in enumerate(columns.items()):
        chart.series.append(_coloured(_series(sheet, header, labels, wanted, name), place))
    if len(columns) == 1:
        chart.legend = None


def _coloured(series: Any, place: int) -> Any:
    series.graphicalProperties.solidFill = _COLOURS[place]
    series.graphicalProperties.line.solidFill = _COLOURS[place]
    return series


def _series(sheet: Sheet, header: str, labels: str, wanted: Callable[[Row], bool], name: str) -> Any:
    values, names = sheet.cells_of(header, wanted), sheet.cells_of(labels, wanted)
    assert values is not None
    assert names is not None
    return _series_of(values, names, name)


def _series_of(values: str, labels: str, name: str) -> Any:
    series = Series(Reference(range_string=values), title=name)
    series.cat = AxDataSource(strRef=StrRef(labels))  # openpyxl writes labels as numbers
    return series


def _lowest(percents: Iterable[float | None]) -> float | None:
    return min((percent for percent in percents if percent is not None), default=None)


def _scale(chart: Any, lowest: float | None, what: str) -> None:
    """Let the axis of percentages begin a step below the lowest, and say so where it is not at 0."""
    low = lowest or 0
    for step in _STEPS:
        first = max(0, int(low // step) * step - step)
        if _FULL - first <= _MOST_LINES * step:
            break
    chart.y_axis.scaling.min, chart.y_axis.scaling.max = first, _FULL
    chart.y_axis.majorUnit = step
    chart.y_axis.title = f"{what} %, from {first}" if first else f"{what} %"


def _finish(chart: Any, title: str, categories: str) -> None:
    chart.title = _title(title, _TITLE_POINTS)
    chart.roundedCorners = False
    chart.x_axis.title = _title(categories, _TEXT_POINTS)
    chart.y_axis.title = _title(chart.y_axis.title.tx.rich.p[0].r[0].t, _TEXT_POINTS)
    chart.x_axis.delete = chart.y_axis.delete = False  # openpyxl hides them else
    chart.x_axis.txPr = chart.y_axis.txPr = RichText(p=[_paragraph(_TEXT_POINTS, is_bold=False)])
    chart.y_axis.numFmt = "0"
    chart.y_axis.majorGridlines.spPr = GraphicalProperties(ln=LineProperties(solidFill=_GRID))
    if chart.legend is not None:
        chart.legend.position = "b"
        chart.legend.overlay = False


def _title(text: str, points: int) -> Title:
    """Return a title in letters of a size: those of a program's own choice are large for a small chart."""
    paragraph = _paragraph(points, is_bold=True)
    run = RegularTextRun(t=text, rPr=CharacterProperties(sz=points * _SZ, b=True))
    written = Paragraph(pPr=paragraph.pPr, r=[run])
    return Title(tx=Text(rich=RichText(p=[written])), overlay=False)


def _paragraph(points: int, *, is_bold: bool) -> Paragraph:
    letters = CharacterProperties(sz=points * _SZ, b=is_bold)
    return Paragraph(pPr=ParagraphProperties(defRPr=letters), endParaRPr=CharacterProperties())


def _lie_down(chart: BarChart) -> None:
    """Read from top to bottom, with the numbers below."""
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.crosses = "max"
    chart.gapWidth = 40
