"""The actions on the terminal, as CSV or as a workbook, from their JSON contract."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attendctl.reports.output import PLAIN, refuse_unfit_output
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.printed import json_text, print_or_write
from attendctl.reports.showable_text import showable_text

if TYPE_CHECKING:
    from rich.console import Console

LISTS = {"officer": "For the attendance officer", "teacher": "For class teachers", "head": "For the head"}

COLUMNS = {
    "due_on": "Due",
    "who": "For",
    "class": "Class",
    "surname": "Surname",
    "forename": "Forename",
    "upn": "UPN",
    "title": "What",
    "step": "Step",
    "letter": "Letter",
    "band": "Band",
    "led_by": "Led by",
    "why": "Why",
    "source": "Rule",
    "status": "Status",
    "school": "School",
    "command": "Command",
}


def show_actions(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the actions, or write them whole to a file.

    Raises:
        WrongUsage: a workbook without a file; the file cannot be written.
    """
    refuse_unfit_output(format, output)
    if format == "json":
        print_or_write(json_text(contract), output)
    elif format == "csv":
        print_or_write(actions_csv(contract), output, encoding="utf-8-sig")
    elif format == "xlsx":
        from attendctl.reports.actions_xlsx import actions_xlsx
        from attendctl.reports.whole_file import write_whole

        assert output is not None
        write_whole(output, actions_xlsx(contract))
    else:
        _show_table(contract, output)


def action_rows(contract: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one row a line of the list: due, to many, routines, held back, letters no longer supported."""
    rows = [_row(one, "due") for one in contract["actions"]]
    rows += [
        {**one, "status": "due", "step": one["letter"], "why": f"{one['pupils']} pupils, {one['about']}"}
        for one in contract["to_many"]
    ]
    rows += [
        {**one, "status": "routine", "step": one["routine"], "why": f"every {one['every']}: {one['about']}"}
        for one in contract["routines"]
    ]
    rows.sort(key=lambda row: row["due_on"] or "")
    rows += [_row(one, "held back") for one in contract["held_back"]]
    rows += [
        {
            **one,
            "status": "no longer supported",
            "who": "officer",
            "step": one["letter"],
            "title": f"Letter {one['letter']} of {one['written_on']}, {one['reference']}",
        }
        for one in contract["no_longer_supported"]
    ]
    return rows


def actions_csv(contract: dict[str, Any]) -> str:
    """Return the list as one CSV table. A cell is never a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\r\n", restval="")
    writer.writeheader()
    for row in action_rows(contract):
        writer.writerow({name: plain_text_cell(row.get(name)) for name in COLUMNS})
    return text.getvalue()


def print_actions_table(contract: dict[str, Any], console: Console) -> None:
    """Print a list for each reader, by day, then what is held back and what is no longer supported."""
    console.print(f"Due by policy and law, by marks up to {contract['as_of']}", style="bold")
    lines = [row for row in action_rows(contract) if row["status"] in ("due", "routine")]
    for who, heading in LISTS.items():
        of_reader = [row for row in lines if row["who"] == who]
        if of_reader:
            console.print(f"\n{heading}", style="bold")
            console.print(_table(of_reader))
    if not lines:
        console.print("Nothing is due.")
    if contract["held_back"]:
        console.print("\nHeld back", style="bold")
        for row in contract["held_back"]:
            number = row["upn"] or row["admission_number"] or "(no number)"
            console.print(f"  {number} {row['step']}: {showable_text(row['reason']['text'])}")
    if contract["no_longer_supported"]:
        console.print("\nLetters the register no longer supports", style="bold")
        for row in contract["no_longer_supported"]:
            number = row["upn"] or row["admission_number"] or "(no number)"
            console.print(f"  {number} letter {row['letter']} of {row['written_on']}, {row['reference']}")
            console.print(f"    {showable_text(row['why'])}")
            console.print(f"    To take it back: {row['command']}")


def _show_table(contract: dict[str, Any], output: Path | None) -> None:
    from rich.console import Console

    if output is None:
        print_actions_table(contract, Console(**PLAIN))
        return
    from attendctl.reports.output import FILE_WIDTH

    text = io.StringIO()
    print_actions_table(contract, Console(file=text, width=FILE_WIDTH, **PLAIN))
    print_or_write(text.getvalue(), output)


def _table(rows: list[dict[str, Any]]) -> Any:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=(0, 1, 0, 0))
    several_schools = len({row["school"] for row in rows}) > 1
    table.add_column("Due", no_wrap=True)
    if several_schools:
        table.add_column("School", overflow="fold")
    table.add_column("Class", no_wrap=True)
    table.add_column("Pupil", overflow="fold", min_width=10)
    table.add_column("What", overflow="fold", min_width=14)
    table.add_column("Why", overflow="fold", min_width=20)
    for row in rows:
        name = f"{row['surname']}, {row['forename']}" if row.get("surname") or row.get("forename") else ""
        what = f"{row['title']} ({row['letter']})" if row.get("letter") else row["title"]
        why = row["why"] + (f"\n{row['command']}" if row.get("command") else "")
        table.add_row(
            row["due_on"] or "",
            *([row["school"]] if several_schools else []),
            showable_text(row.get("class") or ""),
            showable_text(name),
            showable_text(what),
            showable_text(why),
        )
    return table


def _row(one: dict[str, Any], status: str) -> dict[str, Any]:
    return {**one, "status": status, "why": one["reason"]["text"], "source": one["reason"]["source"]}
