"""The penalty list on the terminal, as CSV or as a workbook, from its JSON contract."""

from __future__ import annotations

import csv
import io
import textwrap
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attendctl.reports.output import FILE_WIDTH, PLAIN, refuse_unfit_output
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.printed import json_text_by_lines, print_or_write
from attendctl.reports.showable_text import showable_text

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS = {
    "status": "Status",
    "surname": "Surname",
    "forename": "Forename",
    "class": "Class",
    "upn": "UPN",
    "sessions_in_window": "Sessions in the window",
    "of_which_unexplained": "Of which unexplained",
    "sessions_in_window_with_cited": "With cited ones",
    "sessions_until_threshold": "Until the threshold",
    "reached_on": "Reached on",
    "firm_reached_on": "Reached without N on",
    "countdown": "Countdown",
    "eligible": "May be fined",
    "why_not_eligible": "Why not",
    "for_judgement": "To be weighed",
    "sessions": "Sessions",
    "notices": "Notices",
    "decision": "Latest decision",
    "school": "School",
}
_WIDTHS = {"Countdown": 50, "Sessions": 60, "Why not": 40, "To be weighed": 40, "Notices": 40, "Status": 18}
_INDENT = 4
AT, EARLIER, BELOW = "at the threshold", "reached earlier", "below"
_HEADINGS = {
    AT: "At the threshold: decide, case by case",
    EARLIER: "Reached before, and no longer in the window",
    BELOW: "Below the threshold",
}


def show_penalties(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the list, or write it whole to a file.

    Raises:
        WrongUsage: a workbook without a file; the file cannot be written.
    """
    refuse_unfit_output(format, output)
    if format == "json":
        print_or_write(json_text_by_lines(contract), output)
    elif format == "csv":
        print_or_write(penalties_csv(contract), output, encoding="utf-8-sig")
    elif format == "xlsx":
        from attendctl.reports.whole_file import write_whole

        assert output is not None
        write_whole(output, penalties_xlsx(contract))
    else:
        _show_table(contract, output)


def status_of(pupil: dict[str, Any]) -> str:
    """Say whether a pupil is at the threshold now, was earlier, or is below it."""
    if not pupil["sessions_until_threshold"]:
        return AT
    return EARLIER if pupil["reached_on"] else BELOW


def penalty_rows(contract: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one row a pupil, those at the threshold first, then by how near they are."""
    rows = [
        {
            **pupil,
            "status": status_of(pupil),
            "countdown": (pupil["countdown"] or {}).get("text"),
            "eligible": "yes" if pupil["eligible"] else "no",
            "for_judgement": " ".join(pupil["for_judgement"]),
            "sessions": sessions_in_short(pupil["sessions"]),
            "notices": "; ".join(_notice_in_short(notice) for notice in pupil["notices"]),
            "decision": _decision_in_short(pupil["decisions"]),
        }
        for pupil in contract["pupils"]
    ]
    order = list(_HEADINGS)
    return sorted(rows, key=lambda row: (order.index(row["status"]), row["sessions_until_threshold"]))


def sessions_in_short(sessions: list[dict[str, Any]]) -> str:
    """Say sessions day by day; what a notice cites has its number.

    >>> sessions_in_short([{"date": "2025-10-01", "session": "AM", "code": "O", "cited_in_notice": 7}])
    '2025-10-01 AM O (notice 7)'
    """
    return ", ".join(
        f"{one['date']} {one['session']} {one['code']}"
        + (f" (notice {one['cited_in_notice']})" if one["cited_in_notice"] else "")
        for one in sessions
    )


def penalties_csv(contract: dict[str, Any]) -> str:
    """Return the list as one CSV table. A cell is never a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\r\n", restval="")
    writer.writeheader()
    for row in penalty_rows(contract):
        cells = {name: row.get(name) for name in COLUMNS}
        writer.writerow(
            {name: cell if isinstance(cell, int) else plain_text_cell(cell) for name, cell in cells.items()}
        )
    return text.getvalue()


def penalties_xlsx(contract: dict[str, Any]) -> bytes:
    """Return the list as a workbook: a sheet of pupils and a sheet of their sessions."""
    from openpyxl import Workbook

    from attendctl.reports.steady_workbook import steady_bytes
    from attendctl.reports.workbook_sheets import add_sheet

    workbook = Workbook(write_only=True)
    workbook.properties.creator = "attendctl"
    workbook.properties.title = "Penalty threshold"
    rows = [[row.get(name) for name in COLUMNS] for row in penalty_rows(contract)]
    add_sheet(workbook, "Pupils", list(COLUMNS.values()), rows, len(rows), widths=_WIDTHS)
    header = ["UPN", "Surname", "Forename", "Date", "Session", "Code", "Cited in notice", "School"]
    sessions = [
        [
            *(pupil[name] for name in ("upn", "surname", "forename")),
            *(one[name] for name in ("date", "session", "code", "cited_in_notice", "school")),
        ]
        for pupil in contract["pupils"]
        for one in pupil["sessions"]
    ]
    add_sheet(workbook, "Sessions", header, sessions, len(sessions), widths={"Date": 12})
    return steady_bytes(workbook, dated=date.fromisoformat(contract["as_of"]))


def print_penalties_table(contract: dict[str, Any], console: Console) -> None:
    """Print who is at the threshold with all that is to be weighed, then who is near it, a line each."""
    law, window = contract["threshold"], contract["window"]
    codes = ", ".join(law["codes"])
    console.print(
        f"Penalty threshold: {law['sessions']} sessions ({codes}) in {law['school_weeks']} school weeks, "
        f"by marks up to {contract['as_of']}",
        style="bold",
    )
    if window:
        console.print(f"Window: {len(window['weeks'])} school weeks, {window['from']} to {window['to']}")
    rows = penalty_rows(contract)
    several = len(contract["schools"]) > 1
    for status, heading in _HEADINGS.items():
        of_status = [row for row in rows if row["status"] == status]
        if of_status:
            console.print(f"\n{heading}", style="bold")
        for row in of_status:
            _print_pupil(row, console, with_school=several)
    if not rows:
        console.print("No pupil has a session that counts.")
    if any((pupil["countdown"] or {}).get("weeks_assumed") for pupil in contract["pupils"]):
        console.print(
            "\nNo term is stated for weeks to come: where a holiday is ahead, the days on which sessions "
            "leave the window are later. State the terms under [calendar] in attendctl.toml."
        )


def _print_pupil(row: dict[str, Any], console: Console, *, with_school: bool) -> None:
    parts = [
        ", ".join(name for name in (row["surname"], row["forename"]) if name),
        row["class"] or "",
        row["upn"] or row["admission_number"] or "(no number)",
        row["school"] if with_school else "",
    ]
    console.print(showable_text("  ".join(part for part in parts if part)))
    unexplained = f", {row['of_which_unexplained']} of them N" if row["of_which_unexplained"] else ""
    cited = row["sessions_in_window_with_cited"] - row["sessions_in_window"]
    used = f", and {cited} cited in a notice" if cited else ""
    reached = f". Reached on {row['reached_on']}" if row["reached_on"] else ""
    if row["reached_on"] and row["firm_reached_on"] != row["reached_on"]:
        reached += f", without N {'on ' + row['firm_reached_on'] if row['firm_reached_on'] else 'not yet'}"
    of_age = row["reached_on_at_compulsory_age"]
    if of_age and of_age != row["reached_on"]:
        reached += f", at compulsory school age on {of_age}"
    _say(console, f"{row['sessions_in_window']} in the window{unexplained}{used}{reached}.")
    if row["countdown"]:
        _say(console, row["countdown"])
    if row["why_not_eligible"]:
        _say(console, f"No notice: {row['why_not_eligible']}")
    if row["status"] != BELOW and row["for_judgement"]:
        _say(console, f"To be weighed: {row['for_judgement']}")
    if row["status"] == AT:
        _say(console, row["sessions"])
    for said in (row["notices"], row["decision"]):
        if said:
            _say(console, said)


def _say(console: Console, text: str) -> None:
    width = max(console.width - _INDENT, 2 * _INDENT)
    for line in textwrap.wrap(showable_text(text), width):
        console.print(" " * _INDENT + line)


def _notice_in_short(notice: dict[str, Any]) -> str:
    kind = notice["kind"].replace("-", " ")
    parent = notice["relationship"] or "parent"
    return f"{kind} {notice['notice']} of {notice['on']}, {parent}: {notice['status']}"


def _decision_in_short(decisions: list[dict[str, Any]]) -> str:
    if not decisions:
        return ""
    last = decisions[-1]
    return f"Decided on {last['on']}: {last['outcome']} ({last['position']}, entry {last['entry']})."


def _show_table(contract: dict[str, Any], output: Path | None) -> None:
    from rich.console import Console

    if output is None:
        print_penalties_table(contract, Console(**PLAIN))
        return
    text = io.StringIO()
    print_penalties_table(contract, Console(file=text, width=FILE_WIDTH, **PLAIN))
    print_or_write(text.getvalue(), output)
