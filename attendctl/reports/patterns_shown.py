"""Patterns on the terminal and as CSV, from their JSON contract."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attendctl.casework.wording import date_in_words
from attendctl.reports.output import refuse_unfit_output
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.printed import json_text_by_lines, print_or_write
from attendctl.reports.showable_text import showable_text

_WIDTH = 100
_INDENT = "    "

COLUMNS = {
    "surname": "Surname",
    "forename": "Forename",
    "upn": "UPN",
    "class": "Class",
    "sibling": "Sibling",
    "kind": "Pattern",
    "what": "Of",
    "observed": "Seen",
    "of": "Among",
    "expected": "Expected",
    "once_in": "By luck once in",
    "chance_among_all": "Chance among all",
    "could_be_luck": "Could be luck",
    "codes": "Codes",
    "text": "In words",
    "days": "Days",
    "school": "School",
}
SHAPES = {"many short": "Many short absences", "one long": "One long absence", "neither": "Neither"}
NOT_AN_EFFECT = (
    "Attendance is often at its lowest when a step is taken, and comes up from there with or without it: "
    "these figures stand side by side and do not say what a step did."
)


def show_patterns(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the patterns, or write them whole to a file.

    Raises:
        WrongUsage: a workbook without a file; the file cannot be written.
    """
    refuse_unfit_output(format, output)
    if format == "json":
        print_or_write(json_text_by_lines(contract), output)
    elif format == "csv":
        print_or_write(patterns_csv(contract), output, encoding="utf-8-sig")
    elif format == "xlsx":
        from attendctl.reports.patterns_xlsx import patterns_xlsx
        from attendctl.reports.whole_file import write_whole

        assert output is not None
        write_whole(output, patterns_xlsx(contract))
    else:
        print_or_write(patterns_text(contract), output)


def pattern_rows(contract: dict[str, Any]) -> list[dict[str, Any]]:
    """Return one row a pattern, by the keys of ``COLUMNS``."""
    rows = []
    for one in contract["patterns"]:
        first, *others = one["pupils"] or [{}]
        rows.append(
            {
                **one,
                "surname": first.get("surname"),
                "forename": first.get("forename"),
                "upn": first.get("upn") or first.get("admission_number"),
                "class": one["class"] or first.get("class"),
                "sibling": ", ".join(number for other in others if (number := _number(other))),
                "could_be_luck": "yes" if one["could_be_luck"] else "no",
                "codes": codes_in_words(one["codes"]),
                "days": " ".join(one["days"]),
            }
        )
    return rows


def patterns_csv(contract: dict[str, Any]) -> str:
    """Return the patterns as one CSV table. A cell is never a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, extrasaction="ignore", lineterminator="\r\n", restval="")
    writer.writeheader()
    for row in pattern_rows(contract):
        cells = {name: row[name] for name in COLUMNS}
        writer.writerow(
            {
                name: plain_text_cell(cell) if cell is None or isinstance(cell, str) else cell
                for name, cell in cells.items()
            }
        )
    return text.getvalue()


def codes_in_words(codes: dict[str, int]) -> str:
    """Say how many of the sessions missed have which code.

    >>> codes_in_words({"I": 4, "M": 2})
    'I 4, M 2'
    """
    return ", ".join(f"{code} {sessions}" for code, sessions in codes.items())


def patterns_text(contract: dict[str, Any]) -> str:
    """Return the patterns as lines, then the shapes of absence, then before and after each step."""
    several = len(contract["schools"]) > 1
    lines = [
        f"Patterns of absence and lateness, {_day(contract['from'])} to {_day(contract['to'])}",
        *_said_of_the_search(contract),
    ]
    for one in contract["patterns"]:
        lines += ["", _heading(one, with_school=several), *_wrapped(one["text"])]
        if one["codes"]:
            lines.append(f"{_INDENT}sessions by code: {codes_in_words(one['codes'])}")
        lines += _wrapped("on " + ", ".join(one["days"]))
    for shape, title in SHAPES.items():
        of_shape = [one for one in contract["absence"] if one["shape"] == shape]
        if of_shape and (shape != "neither" or contract["of_one_pupil"]):
            lines += ["", title, *(line for one in of_shape for line in _shape(one, with_school=several))]
    lines += _before_and_after(contract["before_and_after"], with_school=several)
    return "".join(showable_text(line.rstrip()) + "\n" for line in lines)


def _said_of_the_search(contract: dict[str, Any]) -> list[str]:
    tried, pupils = contract["patterns_tried"], contract["pupils"]
    few = pupils - contract["pupils_with_enough_absences"]
    looked_at = (
        f"{tried:,} patterns looked at; {pupils:,} {'pupil' if pupils == 1 else 'pupils'}, "
        f"{few:,} of them with fewer than {contract['least_absences']} absences, which are no pattern."
    )
    lines = _wrapped(looked_at, "")
    if not tried:
        return [*lines, "Too few absences yet to tell any pattern from luck."]
    if not any(not one["could_be_luck"] for one in contract["patterns"]):
        lines.append("None that luck would not make among so many.")
    if contract["of_one_pupil"]:
        lines += _wrapped(
            "Looked at alone, a pupil shows more by luck: whoever looks at one pupil after another "
            "will find some.",
            "",
        )
    return lines


def _heading(one: dict[str, Any], *, with_school: bool) -> str:
    if not one["pupils"]:
        parts = [f"Class {one['class']}"]
    else:
        who = [f"{pupil['surname']}, {pupil['forename']}" for pupil in one["pupils"]]
        parts = [" and ".join(who), one["pupils"][0]["class"] or "", _number(one["pupils"][0])]
    return "  ".join(part for part in [*parts, one["school"] if with_school else ""] if part)


def _shape(one: dict[str, Any], *, with_school: bool) -> Iterator[str]:
    who = [f"{one['surname']}, {one['forename']}", one["class"] or "", _number(one)]
    yield "  " + "  ".join(part for part in [*who, one["school"] if with_school else ""] if part)
    yield (
        f"{_INDENT}{one['days_away']} of {one['days_possible']} days away ({one['days_away_percent']}%) in "
        f"{one['spells']} {'absence' if one['spells'] == 1 else 'absences'}, the longest "
        f"{one['longest_spell_days']}; of {one['weeks']} weeks {one['weeks_broken']} broken, "
        f"{one['weeks_away_whole']} away whole"
    )


def _before_and_after(compared: dict[str, Any], *, with_school: bool) -> list[str]:
    if not compared["steps"] and not compared["steps_with_too_few_weeks"]:
        return []
    weeks = compared["school_weeks"]
    lines = ["", f"Attendance in the {weeks} school weeks before and after each step"]
    for one in compared["steps"]:
        band = f", band {one['band']}" if one["band"] else ""
        school = f", {one['school']}" if with_school else ""
        lines.append(f"  {one['step']}{band}{school}")
        lines.append(f"{_INDENT}with it:    {_side(one['with_step'])}")
        lines.append(f"{_INDENT}without it: {_side(one['without_step'])}")
        if not one["enough_to_compare"]:
            lines.append(f"{_INDENT}fewer than {compared['least_to_compare']} pupils: too few to compare")
    if compared["steps"]:
        lines += _wrapped(NOT_AN_EFFECT, "  ")
    if compared["steps_with_too_few_weeks"]:
        lines.append(
            f"  Steps without {weeks} school weeks before and after: {compared['steps_with_too_few_weeks']}"
        )
    return lines


def _side(side: dict[str, Any]) -> str:
    if not side["pupils"]:
        return "nobody"
    before, after = side["before"], side["after"]
    return (
        f"{side['pupils']} {'pupil' if side['pupils'] == 1 else 'pupils'}, "
        f"{before['attendance_percent']}% ({before['sessions_attended']} of {before['sessions_possible']}) "
        f"before, {after['attendance_percent']}% "
        f"({after['sessions_attended']} of {after['sessions_possible']}) after"
    )


def _wrapped(text: str, indent: str = _INDENT) -> list[str]:
    return textwrap.wrap(text, _WIDTH, initial_indent=indent, subsequent_indent=indent)


def _number(row: dict[str, Any]) -> str:
    return row.get("upn") or row.get("admission_number") or ""


def _day(text: str) -> str:
    return date_in_words(date.fromisoformat(text))
