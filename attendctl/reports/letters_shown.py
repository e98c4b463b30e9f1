"""A run of letters on the terminal or as CSV, from the JSON contract."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from attendctl.rates import percent_text
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.showable_text import showable_text

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

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


def print_letters_table(contract: dict[str, Any], console: Console, *, with_reasons: bool = False) -> None:
    """Print one line a letter, by class, then what was held back, once for each reason.

    Args:
        contract: from ``attendctl.letters.letters_json.letters_dict``.
        console: prints names as they are: without markup or emoji.
        with_reasons: also why each letter is due, and the rule it rests on.
    """
    if contract["letters"]:
        console.print(f"Letters due, by marks up to {contract['as_of']}\n", style="bold")
        console.print(_letters(contract["letters"]))
    if with_reasons:
        for letter in contract["letters"]:
            reason = letter["reason"]
            console.print(f"\n{letter['letter']}: {showable_text(reason['text'])}\n{reason['source']}")
    if contract["held_back"]:
        if contract["letters"]:
            console.print()
        console.print("Held back or not due", style="bold")
        for (letter, why), numbers in _by_reason(contract["held_back"]).items():
            pupils = f"{len(numbers)} pupil{'' if len(numbers) == 1 else 's'}"
            console.print(f"\n{letter}: {showable_text(why)}")
            console.print(f"  {pupils}: {', '.join(numbers)}")


def _letters(letters: list[dict[str, Any]]) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    several_schools = len({letter["school"] for letter in letters}) > 1
    if several_schools:
        table.add_column("School", overflow="fold")
    table.add_column("Pupil", overflow="fold", min_width=12)
    for heading in ("Class", "Letter", "Band"):
        table.add_column(heading, no_wrap=True)
    table.add_column("Attendance", justify="right", no_wrap=True)
    table.add_column("To", overflow="fold", min_width=12)
    for letter in letters:
        children = [letter, *letter["pupils"][1:]]  # siblings on one letter: a line each
        to = ", ".join(dict.fromkeys(contact["name"] for contact in letter["addressed_to"]))
        table.add_row(
            *([letter["school"]] if several_schools else []),
            showable_text("\n".join(f"{child['surname']}, {child['forename']}" for child in children)),
            showable_text("\n".join(child["class"] or "" for child in children)),
            letter["letter"],
            "\n".join(child["band"] for child in children),
            "\n".join(_attendance(child["year"]) for child in children),
            showable_text(to or "parent or carer"),
        )
    return table


def _attendance(year: dict[str, Any]) -> str:
    percent = percent_text(year["sessions_attended"], year["sessions_possible"])
    return f"{percent}% of {year['sessions_possible']}"


def _by_reason(held_back: list[dict[str, Any]]) -> dict[tuple[str, str], list[str]]:
    """Return the pupils' numbers by letter and reason: a reason that many share is said once."""
    pupils: dict[tuple[str, str], list[str]] = {}
    for held in held_back:
        heading = f"{held['letter']}, {held['band']}" if held["letter"] else held["band"]
        number = held["upn"] or held["admission_number"] or "(no number)"
        pupils.setdefault((heading, held["why"]), []).append(number)
    return pupils


def _cells(row: dict[str, Any]) -> dict[str, str]:
    return {name: plain_text_cell(row.get(name)) for name in _COLUMNS}
