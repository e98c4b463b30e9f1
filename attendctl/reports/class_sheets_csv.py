"""Class sheets as CSV: one row a pupil, all classes in one file."""

from __future__ import annotations

import csv
import io
from typing import Any

from attendctl.reports.class_sheets_columns import (
    DISPLAY_HEADER,
    display_cells,
    pupil_cells,
    sheet_header,
)
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.report_columns import Cell


def class_sheets_csv(contract: dict[str, Any]) -> str:
    """Return the pupils of every class as CSV text, without the byte order mark.

    Schools may have had different weeks, so each week is named by its Monday in a column of its own.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    weeks = range(1, max((len(one["weeks"]) for one in contract["classes"]), default=0) + 1)
    of_pupil = sheet_header([f"Week {number}" for number in weeks])
    of_weeks = [f"Week {number} from" for number in weeks]
    header = list(DISPLAY_HEADER) if contract["display"] else [*of_pupil, *of_weeks]
    writer.writerow(["School", "Class", *header])
    for one in contract["classes"]:
        for pupil in one["pupils"]:
            cells = display_cells(pupil) if contract["display"] else _cells(one, pupil, len(weeks))
            writer.writerow(
                plain_text_cell(cell) if cell is None or isinstance(cell, str) else cell
                for cell in (one["school"], one["class"], *cells)
            )
    return lines.getvalue()


def _cells(sheet: dict[str, Any], pupil: dict[str, Any], weeks: int) -> list[Cell]:
    """Return a pupil's cells; a school with fewer weeks leaves the last ones empty."""
    lacking: list[Cell] = [None] * (weeks - len(sheet["weeks"]))
    cells = pupil_cells(pupil)
    after = len(sheet_header([])[:3]) + len(sheet["weeks"])
    mondays = [week["from"] for week in sheet["weeks"]]
    return [*cells[:after], *lacking, *cells[after:], *mondays, *lacking]
