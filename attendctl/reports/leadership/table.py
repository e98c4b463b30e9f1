"""The leadership report for a terminal: headline figures, a line a school, what moved and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from attendctl.reports.class_sheets_columns import percent_cell
from attendctl.reports.leadership.columns import ALL_SCHOOLS, period_words
from attendctl.reports.leadership.heading import heading, subheading
from attendctl.reports.showable_text import showable_text

_LEGEND = (
    "PA, SA: persistently and severely absent pupils, %. ▼ ▲: moved to a worse, a better band since the "
    "end of the school week before. N: marks without a reason for too long. Due, over: actions open, and "
    "of them overdue. Pupils, groups and weeks are in --format xlsx and json."
)


def print_leadership(contract: dict[str, Any], console: Console) -> None:
    """Print the report. No pupil is named here."""
    for part in _parts(contract):
        console.print(part)


def _parts(contract: dict[str, Any]) -> Iterator[RenderableType]:
    yield Text(showable_text(heading(contract)), style="bold")
    yield Text(showable_text(subheading(contract)))
    yield ""
    yield _schools(contract)
    yield ""
    yield _bands(contract["trust"])
    yield ""
    yield Text(_moved(contract))
    yield Text(_LEGEND)


def _schools(contract: dict[str, Any]) -> Table:
    words = period_words(contract)
    table = _table()
    table.add_column("School", overflow="fold", min_width=10)
    table.add_column("Pupils", justify="right")
    for word in words.values():
        table.add_column(f"{word} %", justify="right", no_wrap=True)
    for header in ("PA", "SA", "▼", "▲", "N", "Due", "Over"):
        table.add_column(header, justify="right", no_wrap=True)
    rows = contract["school_rows"]
    for row in rows:
        table.add_row(*_school(row, words))
    if len(rows) > 1:
        table.add_section()
        table.add_row(*_school(contract["trust"], words))
    return table


def _school(row: dict[str, Any], words: dict[str, str]) -> list[RenderableType]:
    return [
        Text(showable_text(row["school"] or ALL_SCHOOLS)),
        f"{row['pupils']:,}",
        *(percent_cell(row[period]["attendance_percent"]) for period in words),
        percent_cell(row["persistent_absence_percent"]),
        percent_cell(row["severe_absence_percent"]),
        f"{row['moved']['worse']:,}",
        f"{row['moved']['better']:,}",
        f"{row['to_settle']['overdue']:,}",
        f"{row['actions']['open']:,}",
        f"{row['actions']['overdue']:,}",
    ]


def _bands(trust: dict[str, Any]) -> Table:
    table = _table()
    table.add_column("Band", no_wrap=True)
    table.add_column("Policy", no_wrap=True)
    table.add_column("Pupils now", justify="right")
    table.add_column("Week before", justify="right")
    for band in trust["bands"]:
        table.add_row(
            Text(band["band"]), Text(band["policy"]), f"{band['now']:,}", f"{band['week_before']:,}"
        )
    return table


def _moved(contract: dict[str, Any]) -> str:
    why, moved = contract["trust"]["moved_why"], contract["trust"]["moved"]
    said = (
        f"Moved by attendance {why['attendance']:,}, by a correction of the register {why['correction']:,}, "
        f"by both {why['both']:,}"
    )
    if moved["cancelled_out"]:
        said += f" (of these {moved['cancelled_out']:,} there and back)"
    then = next(one["says"] for one in contract["definitions"] if one["term"] == "The register then")
    return f"{said}. {then}"


def _table() -> Table:
    return Table(
        box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold"
    )
