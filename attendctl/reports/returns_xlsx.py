"""The returns as the workbook that goes to the authority: one sheet a duty."""

from __future__ import annotations

import io
from typing import Any

from openpyxl import Workbook

from attendctl.reports.report_columns import Cell
from attendctl.reports.returns_shown import cause_in_words, note_in_words
from attendctl.reports.workbook_sheets import add_sheet

_SHEETS = {
    "unauthorised_absence": "Absent without leave",
    "illness": "Illness",
    "deletion_unauthorised_absence": "Away without leave, enquiry",
    "deletion_not_returned": "Not back after leave, enquiry",
    "missing_education": "Missing education, enquiry",
}
_WIDTHS = {"Address": 40, "Cause": 44, "Note": 40, "Date of birth": 14, "School": 26}
_NEEDED = ("Surname", "Forename", "Date of birth", "Address")
"""An empty cell of these is red: the authority would send the return back, or cannot act on it."""


def returns_xlsx(contract: dict[str, Any]) -> bytes:
    """Return the whole workbook of what is due: of each duty in force a sheet, with nobody on it too."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "attendctl"
    workbook.properties.title = "Returns to the local authority"
    for duty in contract["duties"]:
        rows = [_row(one, contract["returned_on"]) for one in contract["due"] if one["duty"] == duty["duty"]]
        header = list(_row({}, ""))
        cells = [list(row.values()) for row in rows]
        add_sheet(workbook, _SHEETS[duty["duty"]], header, cells, len(cells), widths=_WIDTHS, needed=_NEEDED)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()


def _row(one: dict[str, Any], returned_on: str) -> dict[str, Cell]:
    get = one.get
    return {
        "School": get("school"),
        "URN": get("urn"),
        "UPN": get("upn") or get("admission_number"),
        "Surname": get("surname"),
        "Forename": get("forename"),
        "Date of birth": get("date_of_birth"),
        "Year group": get("year_group"),
        "Class": get("class"),
        "Address": get("address"),
        "Postcode": get("postcode"),
        "Cause": cause_in_words(get("causes", ())),
        "First day": get("first_day"),
        "Last day": get("last_day"),
        "School days": get("school_days"),
        "Still away": "yes" if get("still_away") else "no",
        "Due since": get("due_on"),
        "Date of return": returned_on,
        "Note": note_in_words(one) if one else None,
    }
