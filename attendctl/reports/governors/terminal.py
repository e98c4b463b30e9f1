"""The governors' paper for a terminal: the same sentences and tables, legible at 80 columns."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from attendctl.reports.governors.pages import Section, TableOfText, pages_of
from attendctl.reports.showable_text import showable_text

_WORDS = 2  # words take so many times the width of a figure


def print_governors(contract: dict[str, Any], console: Console) -> None:
    """Print the paper. Bold where the console has it; words always."""
    pages = pages_of(contract)
    console.print(Text(showable_text(pages.school), style="bold"))
    console.print(Text(pages.title, style="bold"))
    for line in pages.about:
        console.print(Text(showable_text(line)))
    for section in pages.sections:
        for part in _section(section):
            console.print(part)


def _section(section: Section) -> Iterator[RenderableType]:
    yield Text(f"\n{section.heading}", style="bold")
    for sentence in section.sentences:
        yield Text(showable_text(sentence))
    for table in section.tables:
        yield _table(table)
    for word, meaning in section.terms or ():
        yield Text(showable_text(f"{word}. {meaning}"))


def _table(table: TableOfText) -> Table:
    shown = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold", expand=True)
    for place, head in enumerate(table.header):
        shown.add_column(
            showable_text(head),
            justify="left" if place in table.words else "right",
            overflow="fold",
            ratio=_WORDS if table.words == (place,) else 1,
        )
    for row in table.rows:
        if len(row) == 1:
            shown.add_section()
            shown.add_row(Text(showable_text(row[0]), style="bold"))
        else:
            shown.add_row(*(Text(showable_text(cell)) for cell in row))
    return shown
