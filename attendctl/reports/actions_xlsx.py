"""The actions as a workbook: a sheet for the officer, one for each class, one for the head."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from openpyxl import Workbook

from attendctl.reports.actions_shown import COLUMNS, action_rows
from attendctl.reports.steady_workbook import steady_bytes
from attendctl.reports.workbook_sheets import add_sheet

_NOT_IN_A_SHEET_NAME = re.compile(r"[\\/?*\[\]:']")
_LONGEST_SHEET_NAME = 31
_WIDTHS = {"What": 40, "Why": 60, "Rule": 50, "Command": 36, "Step": 20, "Led by": 24}


def actions_xlsx(contract: dict[str, Any]) -> bytes:
    """Return the whole workbook. Lists that nothing is on are left out, but for the officer's."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "attendctl"
    workbook.properties.title = "Actions due"
    rows = action_rows(contract)
    sheets = {"Officer": [row for row in rows if row["who"] == "officer"]}
    for row in rows:
        if row["who"] == "teacher":
            sheets.setdefault(_sheet_name(row), []).append(row)
    of_head = [row for row in rows if row["who"] == "head"]
    if of_head:
        sheets["Head"] = of_head
    for title, of_sheet in sheets.items():
        cells = [[row.get(name) for name in COLUMNS] for row in of_sheet]
        add_sheet(workbook, title, list(COLUMNS.values()), cells, len(cells), widths=_WIDTHS)
    return steady_bytes(workbook, dated=date.fromisoformat(contract["as_of"]))


def _sheet_name(row: dict[str, Any]) -> str:
    name = _NOT_IN_A_SHEET_NAME.sub(" ", f"Class {row.get('class') or 'teachers'}")
    return name[:_LONGEST_SHEET_NAME]
