"""A simulation on the terminal or as CSV, from its JSON contract."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from attendctl.rates import percent_text
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.policy_shown import WIDTH
from attendctl.reports.printed import json_text_by_lines, print_or_write
from attendctl.reports.showable_text import showable_text

CHANGES = {
    "same": "same",
    "earlier": "earlier",
    "later": "later",
    "only simulated": "new",
    "only in force": "not by then",
}
COLUMNS = {
    "school": "School",
    "year_group": "Year",
    "class": "Class",
    "upn": "UPN",
    "admission_number": "Admission number",
    "what": "What",
    "step": "Step",
    "title": "Title",
    "band": "Band",
    "about": "About",
    "simulated_on": "Simulated",
    "in_force_on": "In force",
    "change": "Change",
    "why": "Why",
    "source": "Rule",
}
_NOTHING = "–"
_HOW = (
    "Each school week is judged on its last school day, by the register as it stands, and all that is due is "
    "done that day. The history begins empty on 1 September; holds, leave and what else was really logged is "
    "not in it. A letter is held against the letter of the same name."
)


def show_simulation(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print a simulation, or write it whole to a file.

    Args:
        contract: of ``attendctl.reports.simulation_dict``.
        format: ``table``, ``json`` or ``csv``.
        output: the file; None prints.

    Raises:
        WrongUsage: the file cannot be written.
    """
    if format == "json":
        print_or_write(json_text_by_lines(contract), output)
    elif format == "csv":
        print_or_write(simulation_csv(contract), output, encoding="utf-8-sig")
    else:
        print_or_write(simulation_text(contract), output)


def simulation_csv(contract: dict[str, Any]) -> str:
    """Return one row a letter or meeting of a pupil, with its day by both policies. No cell is a formula."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS.values())
    for what in ("letters", "meetings"):
        for one in contract[what]:
            row = {**one, "what": what[:-1], "why": one["reason"]["text"], "source": one["reason"]["source"]}
            writer.writerow(plain_text_cell(row[name]) for name in COLUMNS)
    return text.getvalue()


def simulation_text(contract: dict[str, Any]) -> str:
    """Return the simulation as lines: the weeks, the steps, the groups, each letter, what changes."""
    lines = [*_head(contract), *_weeks(contract), *_steps(contract), *_to_many(contract)]
    lines += [*_groups(contract), *_letters(contract), *_changes(contract)]
    return "".join(showable_text(line.rstrip()) + "\n" for line in lines)


def _head(contract: dict[str, Any]) -> list[str]:
    policy = contract["policy"]
    in_force = dict.fromkeys(f"{one['in_force']} {one['in_force_version']}" for one in contract["schools"])
    known = f", as the ledger knew it on {contract['known']}" if contract["known"] else ""
    return [
        f"{policy['policy']} {policy['version']}: {policy['title']}",
        f"beside the policy in force, {', '.join(in_force)}",
        f"{len(contract['weeks'])} school weeks from {contract['from']} to {contract['to']}, "
        f"{contract['pupils']} pupils{known}",
        "",
        *textwrap.wrap(_HOW, WIDTH, break_on_hyphens=False),
    ]


def _weeks(contract: dict[str, Any]) -> list[str]:
    rows = [[one["judged_on"], *_pairs(one, ("letters", "meetings", "other"))] for one in contract["weeks"]]
    sums = [sum(int(row[place]) for row in rows) for place in range(1, 7)]
    rows.append(["in all", *map(str, sums)])
    heads = ["week to", "letters", "in force", "meetings", "in force", "other", "in force"]
    return ["", "WEEK BY WEEK", *_table(heads, rows, text_columns=1)]


def _steps(contract: dict[str, Any]) -> list[str]:
    rows = [
        [one["step"], *_pairs(one, ("times", "pupils")), one["title"]]
        for one in contract["steps"]
        if not one["to_many"]
    ]
    heads = ["step", "times", "in force", "pupils", "in force", ""]
    return ["", "STEP BY STEP", *_table(heads, rows, text_columns=1)] if rows else []


def _to_many(contract: dict[str, Any]) -> list[str]:
    """One line a letter: so many batches, and pupils in all of them together."""
    rows = []
    for name in dict.fromkeys(one["letter"] for one in contract["to_many"]):
        of_letter = [one for one in contract["to_many"] if one["letter"] == name]
        batches = [[one for one in of_letter if one["by"] == side] for side in ("simulated", "in_force")]
        numbers = [*(len(one) for one in batches), *(sum(each["pupils"] for each in one) for one in batches)]
        rows.append([name, *map(str, numbers), of_letter[0]["title"]])
    heads = ["letter", "batches", "in force", "copies", "in force", ""]
    return ["", "TO MANY AT ONCE", *_table(heads, rows, text_columns=1)] if rows else []


def _groups(contract: dict[str, Any]) -> list[str]:
    rows = []
    for one in contract["groups"]:
        new, old, pupils = one["with_letter"]["simulated"], one["with_letter"]["in_force"], one["pupils"]
        shares = [percent_text(part, pupils) for part in (new, old)]
        rows.append([one["by"], one["name"], str(pupils), str(new), shares[0], str(old), shares[1]])
    heads = ["group", "", "pupils", "with a letter", "%", "in force", "%"]
    return ["", "ON WHOM IT FALLS", *_table(heads, rows, text_columns=2)] if rows else []


def _letters(contract: dict[str, Any]) -> list[str]:
    written = [one for one in contract["letters"] if one["simulated_on"] and _is_shown(one, contract)]
    lines = ["", "LETTERS, DAY BY DAY"]
    if not written:
        return [*lines, "None."]
    for day, of_day in groupby(sorted(written, key=lambda one: one["simulated_on"]), _day):
        for one in of_day:
            head = f"{day}  {one['class'] or _NOTHING}  {_number(one)}  {one['step']}"
            lines.append(_with_school(head, one, contract))
            lines += textwrap.wrap(
                one["reason"]["text"],
                WIDTH,
                initial_indent="    ",
                subsequent_indent="    ",
                break_on_hyphens=False,
            )
    return lines


def _changes(contract: dict[str, Any]) -> list[str]:
    """Letters and meetings that do not come on the same day, pupil by pupil."""
    changed = [
        (what, one)
        for what in ("letter", "meeting")
        for one in contract[f"{what}s"]
        if one["change"] != "same"
    ]
    lines = ["", "WHAT CHANGES, PUPIL BY PUPIL"]
    if not changed:
        return [*lines, "Nothing: every letter and meeting comes on the same day."]
    rows = []
    for what, one in sorted(changed, key=lambda pair: (pair[1]["school"], _number(pair[1]))):
        days = [one["simulated_on"] or _NOTHING, one["in_force_on"] or _NOTHING]
        row = [_number(one), one["class"] or _NOTHING, what, one["step"], *days, CHANGES[one["change"]]]
        rows.append([*row, one["school"]] if len(contract["schools"]) > 1 else row)
    heads = ["pupil", "class", "", "", "simulated", "in force", ""]
    return [*lines, *_table([*heads, "school"][: len(rows[0])], rows, text_columns=len(rows[0]))]


def _is_shown(one: dict[str, Any], contract: dict[str, Any]) -> bool:
    """Whether a letter is of the weeks asked about: another policy may have it earlier."""
    return bool(contract["from"] <= one["simulated_on"] <= contract["to"])


def _day(one: dict[str, Any]) -> str:
    return str(one["simulated_on"])


def _number(one: dict[str, Any]) -> str:
    return one["upn"] or one["admission_number"] or "(no number)"


def _with_school(line: str, one: dict[str, Any], contract: dict[str, Any]) -> str:
    return f"{line}  {one['school']}" if len(contract["schools"]) > 1 else line


def _pairs(one: dict[str, Any], names: Iterable[str]) -> list[str]:
    return [str(one[side][name]) for name in names for side in ("simulated", "in_force")]


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], *, text_columns: int) -> list[str]:
    """Return lines in columns: the first ones text, then numbers; a last one without a head is text."""
    widths = [max(len(row[place]) for row in [heads, *rows]) for place in range(len(heads))]
    numbers = range(text_columns, len(heads) - (not heads[-1]))
    return [
        "  ".join(
            f"{cell:>{width}}" if place in numbers else f"{cell:<{width}}"
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in [heads, *rows]
    ]
