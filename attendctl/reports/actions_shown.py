"""The actions on the terminal, as CSV or as a workbook, from their JSON contract."""

from __future__ import annotations

import csv
import io
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attendctl.reports.output import PLAIN, refuse_unfit_output
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.printed import json_text_by_lines, print_or_write
from attendctl.reports.showable_text import showable_text

if TYPE_CHECKING:
    from rich.console import Console

_BESIDE_THE_DAY = 14  # columns: two, a day, two
_LEAST_WIDTH = 20

_NOTICES = {"penalty-notice": "Penalty notice", "notice-to-improve": "Notice to improve"}
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
    "group": "Group",
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
        print_or_write(json_text_by_lines(contract), output)
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
    rows += [
        {
            **one,
            "status": "no longer supported",
            "who": "officer",
            "step": one["kind"],
            "title": f"{_NOTICES[one['kind']]} {one['notice']} of {one['on']}",
        }
        for one in contract["notices_no_longer_supported"]
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
    """Print a list for each reader, pupil by pupil, then what is held back or no longer supported."""
    console.print(f"Due by policy and law, by marks up to {contract['as_of']}", style="bold")
    lines = [row for row in action_rows(contract) if row["status"] in ("due", "routine")]
    several_schools = len(contract["schools"]) > 1
    for who, heading in LISTS.items():
        of_reader = [row for row in lines if row["who"] == who]
        if of_reader:
            console.print(f"\n{heading}", style="bold")
            for rows in _by_pupil(of_reader):
                _print_pupil(rows, console, with_school=several_schools)
    if not lines:
        console.print("Nothing is due.")
    if contract["held_back"]:
        console.print("\nHeld back", style="bold")
        for why, rows in _by_reason(contract["held_back"]).items():
            console.print(f"  {showable_text(why)}")
            console.print("    " + ", ".join(f"{_number(row)} {row['step']}" for row in rows))
    if contract["no_longer_supported"]:
        console.print("\nLetters the register no longer supports", style="bold")
        for row in contract["no_longer_supported"]:
            console.print(
                f"  {_number(row)} letter {row['letter']} of {row['written_on']}, {row['reference']}"
            )
            console.print(f"    {showable_text(row['why'])}")
            console.print(f"    To take it back: {row['command']}")
    if contract["notices_no_longer_supported"]:
        console.print("\nNotices the register no longer supports", style="bold")
        for row in contract["notices_no_longer_supported"]:
            parent = f", to the {row['parent'].lower()}" if row["parent"] else ""
            what = f"{_NOTICES[row['kind']]} {row['notice']} of {row['on']}{parent}"
            console.print(f"  {_number(row)} {showable_text(what)}")
            console.print(f"    {showable_text(row['why'])}")
            console.print(f"    Once it is withdrawn: {row['command']}")


def group_in_words(group: dict[str, Any] | None) -> str:
    """Say which of the policy's groups a pupil is in, and who leads it; nothing for none.

    >>> group_in_words({"name": "send", "title": "Special educational needs", "led_by": "A. Person"})
    'group send, led by A. Person'
    """
    if group is None:
        return ""
    return f"group {group['name']}" + (f", led by {group['led_by']}" if group["led_by"] else "")


def _by_pupil(rows: list[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Put the lines of one pupil together, where the first of them stands."""
    groups: dict[object, list[dict[str, Any]]] = {}
    for place, row in enumerate(rows):
        is_pupils = "surname" in row
        key = (row["school"], _number(row), row["surname"], row["forename"]) if is_pupils else place
        groups.setdefault(key, []).append(row)
    return list(groups.values())


def _print_pupil(rows: list[dict[str, Any]], console: Console, *, with_school: bool) -> None:
    first = rows[0]
    if "surname" in first:
        parts = [
            f"{first['surname']}, {first['forename']}",
            first["class"] or "",
            _number(first),
            first["school"] if with_school else "",
            group_in_words(first["case_group"]),
        ]
        console.print(showable_text("  ".join(part for part in parts if part)))
    for why, of_reason in _by_reason(rows).items():
        for row in of_reason:
            letter = f", letter {row['letter']}" if row.get("letter") else ""
            _print_line(console, row["due_on"] or "", f"{row['title']}{letter}")
            for item in row.get("checklist", ()):
                _print_line(console, "", f"· {item}")
        _print_line(console, "", why, style="dim")
        for command in dict.fromkeys(row["command"] for row in of_reason if row.get("command")):
            _print_line(console, "", command, style="dim")


def _print_line(console: Console, day: str, text: str, *, style: str = "") -> None:
    """Print a day and a text beside it, whose further lines start below its first."""
    lines = textwrap.wrap(showable_text(text), max(console.width - _BESIDE_THE_DAY, _LEAST_WIDTH)) or [""]
    for number, line in enumerate(lines):
        beside = f"  {day}" if not number else ""
        console.print(f"{beside:{_BESIDE_THE_DAY}}{line}", style=style)


def _by_reason(rows: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row.get("why") or row["reason"]["text"], []).append(row)
    return groups


def _number(row: dict[str, Any]) -> str:
    return row.get("upn") or row.get("admission_number") or "(no number)"


def _show_table(contract: dict[str, Any], output: Path | None) -> None:
    from rich.console import Console

    if output is None:
        print_actions_table(contract, Console(**PLAIN))
        return
    from attendctl.reports.output import FILE_WIDTH

    text = io.StringIO()
    print_actions_table(contract, Console(file=text, width=FILE_WIDTH, **PLAIN))
    print_or_write(text.getvalue(), output)


def _row(one: dict[str, Any], status: str) -> dict[str, Any]:
    group = group_in_words(one["case_group"])
    return {
        **one,
        "status": status,
        "group": group,
        "why": one["reason"]["text"],
        "source": one["reason"]["source"],
    }
