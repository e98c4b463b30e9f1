"""Class sheets for a terminal: a table a class, legible at 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from attendctl.reports.band_colours import terminal_style
from attendctl.reports.class_sheets_columns import percent_cell, trend_text
from attendctl.reports.class_sheets_pages import display_pages
from attendctl.reports.report_columns import TREND_ARROWS
from attendctl.reports.showable_text import showable_text

_STATUS = {"joiner": "joined", "leaver": "left"}
_NO_DATA = "–"
_LEGEND = (
    "The highest over the four weeks first; who has left, last. "
    + ", ".join(f"{arrow} {word}" for word, arrow in TREND_ARROWS.items())
    + ": the year now, beside the end of the school week before. Late: times, minutes, in the four weeks. "
    "The year's are in --format csv."
)


def print_class_sheets(contract: dict[str, Any], console: Console) -> None:
    """Print the sheets. Colours only where the console has them; words always."""
    for part in _display(contract) if contract["display"] else _sheets(contract):
        console.print(part)


def _sheets(contract: dict[str, Any]) -> Iterator[RenderableType]:
    for sheet in contract["classes"]:
        yield Text(_title(sheet), style="bold")
        table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=0, header_style="bold")
        table.add_column("Pupil", overflow="fold", min_width=14)
        for week in sheet["weeks"]:
            table.add_column(f"{week['from'][8:]}/{week['from'][5:7]}", justify="right", no_wrap=True)
        table.add_column("Four weeks", overflow="fold")
        table.add_column("Year", overflow="fold")
        table.add_column("", no_wrap=True)
        table.add_column("Late", justify="right", no_wrap=True)
        for pupil in sheet["pupils"]:
            table.add_row(*_cells(_name(pupil), pupil))
        table.add_section()
        table.add_row(*_cells(f"Class total of {sheet['total']['pupils']}", sheet["total"]))
        yield table
        yield ""
    yield Text(_LEGEND)


def _title(sheet: dict[str, Any]) -> str:
    return showable_text(f"{sheet['school']}: class {sheet['class']}")


def _name(pupil: dict[str, Any]) -> str:
    name = showable_text(f"{pupil['surname'] or _NO_DATA}, {pupil['forename'] or _NO_DATA}")
    return f"{name} ({_STATUS[pupil['status']]})" if pupil["status"] else name


def _cells(name: str, row: dict[str, Any]) -> list[RenderableType]:
    four_weeks = row["four_weeks"]
    return [
        Text(name),
        *(percent_cell(week["attendance_percent"]) for week in row["weeks"]),
        _banded(four_weeks["attendance_percent"], row.get("four_weeks_band")),
        _banded(row["year"]["attendance_percent"], row.get("band")),
        TREND_ARROWS.get(row.get("trend") or "", ""),
        f"{four_weeks['times_late']}, {four_weeks['minutes_late']}",
    ]


def _banded(percent: float | None, band: str | None) -> Text:
    return Text(f"{percent_cell(percent)} {band or ''}".rstrip(), style=terminal_style(band))


def _display(contract: dict[str, Any]) -> Iterator[RenderableType]:
    for sheet, page in zip(contract["classes"], display_pages(contract)["classes"], strict=True):
        yield Text(page["heading"], style="bold")
        yield Text(page["about"])
        for pupil in sheet["pupils"]:
            percent = pupil["four_weeks_percent"]
            shown = ("" if percent is None else f"{percent:.1f}%", trend_text(pupil["trend"]) or "")
            yield Text("  ".join([showable_text(pupil["name"]), *(part for part in shown if part)]))
        yield ""
