"""Lists of pupils as CSV: a row an entry, all lists in one file; a school's own figure is a row too."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import Any

from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.policy_lists.lists_columns import PUPIL_HEADER, figure_cells, pupil_cells
from attendctl.reports.report_columns import Cell

ENTRY_HEADER = ("School", "Policy", "List", "Title", "From", "To", "Document", "Entry", "Place")


def lists_csv(contract: dict[str, Any]) -> str:
    """Return every entry of every list as CSV text, without the byte order mark."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow([*ENTRY_HEADER, *PUPIL_HEADER])
    for made in contract["lists"]:
        writer.writerows(
            [plain_text_cell(cell) if cell is None or isinstance(cell, str) else cell for cell in row]
            for row in _rows(made)
        )
    return lines.getvalue()


def _rows(made: dict[str, Any]) -> Iterator[list[Cell]]:
    about = [made[key] for key in ("school", "policy", "name", "title", "from", "to", "section")]
    if made["figure"]:
        yield [*about, "school", None, *figure_cells(made)]
    for place, pupil in enumerate(made["pupils"], start=1):
        yield [*about, "pupil", place, *pupil_cells(pupil)]
