"""A run of letters on the terminal or as CSV, from the JSON contract."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from attendctl.reports.plain_text_cell import plain_text_cell

if TYPE_CHECKING:
    from rich.console import Console

_COLUMNS = (
    "outcome",
    "upn",
    "surname",
    "forename",
    "class",
    "school",
    "letter",
    "band",
    "reference",
    "why",
    "source",
    "files",
)


def letters_csv(contract: dict[str, Any]) -> str:
    """Return letters and letters held back as one CSV table. A cell is never a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, _COLUMNS, extrasaction="ignore", lineterminator="\r\n", restval="")
    writer.writeheader()
    for letter in contract["letters"]:
        row = {
            **letter,
            "outcome": "due",
            "why": letter["reason"]["text"],
            "source": letter["reason"]["source"],
            "files": "; ".join(letter["files"]),
        }
        writer.writerow(_cells(row))
    for held in contract["held_back"]:
        writer.writerow(_cells(held))
    return text.getvalue()


def print_letters_table(contract: dict[str, Any], console: Console) -> None:
    """Print letters by class, then what was held back and why."""
    from rich.markup import escape
    from rich.table import Table

    if contract["letters"]:
        table = Table(title=f"Letters due, by marks up to {contract['as_of']}", title_justify="left")
        for heading in ("Pupil", "Class", "Letter", "Band", "To", "Why"):
            table.add_column(heading)
        for letter in contract["letters"]:
            to = ", ".join(dict.fromkeys(contact["name"] for contact in letter["addressed_to"]))
            cells = (
                f"{letter['forename']} {letter['surname']}",
                letter["class"] or "",
                letter["letter"],
                letter["band"],
                to or "parent or carer",
                letter["reason"]["text"],
            )
            table.add_row(*(escape(cell) for cell in cells))
        console.print(table)
    if contract["held_back"]:
        table = Table(title="Held back or not due", title_justify="left")
        for heading in ("UPN", "Letter", "Band", "Why"):
            table.add_column(heading)
        for held in contract["held_back"]:
            number = held["upn"] or held["admission_number"] or ""
            row = (number, held["letter"] or "", held["band"], held["why"])
            table.add_row(*(escape(cell) for cell in row))
        console.print(table)


def _cells(row: dict[str, Any]) -> dict[str, str]:
    return {name: plain_text_cell(row.get(name)) for name in _COLUMNS}
