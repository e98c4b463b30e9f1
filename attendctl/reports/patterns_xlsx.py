"""Patterns as a workbook: the patterns, the shape of every pupil's absence, before and after each step."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook

from attendctl.reports.patterns_shown import COLUMNS, NOT_AN_EFFECT, pattern_rows
from attendctl.reports.report_columns import Cell
from attendctl.reports.workbook_sheets import add_sheet

_SHAPES = {
    "surname": "Surname",
    "forename": "Forename",
    "upn": "UPN",
    "class": "Class",
    "days_possible": "Days possible",
    "days_away": "Days away",
    "days_away_percent": "Days away %",
    "spells": "Absences",
    "short_spells": "Short absences",
    "longest_spell_days": "Longest, days",
    "weeks": "Weeks",
    "weeks_broken": "Weeks broken",
    "weeks_away_whole": "Weeks away whole",
    "shape": "Shape",
    "school": "School",
}
_STEPS = ["Step", "Band", "Who", "Pupils", "Attended before", "Possible before", "Before %"]
_STEPS += ["Attended after", "Possible after", "After %", "Change in points", "School"]
_NARROW = {"Seen": 7, "Among": 8, "Expected": 9, "Of": 11, "Class": 7, "Surname": 16, "Forename": 12}
_WIDTHS = {
    **_NARROW,
    "In words": 46,
    "Days": 35,
    "Pattern": 17,
    "Codes": 12,
    "Sibling": 16,
    "Who": 22,
    "Step": 24,
    "School": 20,
}
_ONLY_FOR_PROGRAMS = ("once_in", "chance_among_all")
_ABOUT = {"What": 26, "Value": 80}


def patterns_xlsx(contract: dict[str, Any]) -> bytes:
    """Return the whole workbook."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "attendctl"
    workbook.properties.title = "Patterns"
    columns = {name: header for name, header in COLUMNS.items() if name not in _ONLY_FOR_PROGRAMS}
    patterns: list[list[Cell]] = [[row[name] for name in columns] for row in pattern_rows(contract)]
    header = list(columns.values())
    add_sheet(
        workbook, "Patterns", header, patterns, len(patterns), widths=_WIDTHS, wrapped=("In words", "Days")
    )
    shapes: list[list[Cell]] = [[one[name] for name in _SHAPES] for one in contract["absence"]]
    add_sheet(workbook, "Absence", list(_SHAPES.values()), shapes, len(shapes), widths=_WIDTHS)
    steps = [_step(one, side) for one in contract["before_and_after"]["steps"] for side in _SIDES]
    add_sheet(workbook, "Before and after", _STEPS, steps, len(steps), widths=_WIDTHS)
    about = _about(contract)
    add_sheet(workbook, "About", list(_ABOUT), about, len(about), widths=_ABOUT, wrapped=("Value",))
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


_SIDES = {"with_step": "with the step", "without_step": "same band, without it"}


def _step(one: dict[str, Any], side: str) -> list[Cell]:
    of = one[side]
    cells: list[Cell] = [one["step"], one["band"], _SIDES[side], of["pupils"]]
    for part in ("before", "after"):
        cells += [
            of[part]["sessions_attended"],
            of[part]["sessions_possible"],
            of[part]["attendance_percent"],
        ]
    return [*cells, of["change_in_points"], one["school"]]


def _about(contract: dict[str, Any]) -> list[list[Cell]]:
    luck, compared = contract["luck"], contract["before_and_after"]
    return [
        ["Days looked at", f"{contract['from']} to {contract['to']}, both included"],
        ["Patterns looked at", contract["patterns_tried"]],
        ["Pupils looked at", contract["pupils"]],
        ["Pupils with enough absences", contract["pupils_with_enough_absences"]],
        ["Correction", f"{luck['correction']}, level {luck['level']}. {luck['because']}"],
        ["Weeks before and after", compared["school_weeks"]],
        ["Steps with too few weeks", compared["steps_with_too_few_weeks"]],
        ["Before and after", NOT_AN_EFFECT],
    ]
