"""Class sheets as a workbook: a sheet a class, the totals of every class, and what the words mean."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem

from attendctl.reports.class_sheets_columns import (
    CLASS_HEADER,
    DISPLAY_HEADER,
    DISPLAY_MEANINGS,
    MEANINGS,
    display_cells,
    pupil_cells,
    sheet_header,
    sums_cells,
    sums_header,
    total_cells,
)
from attendctl.reports.report_columns import Cell
from attendctl.reports.showable_text import showable_text
from attendctl.reports.steady_workbook import steady_bytes
from attendctl.reports.workbook_sheets import add_sheet

_LONGEST_TITLE = 31  # of a sheet, by Excel
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\']")
_WIDTHS = {
    "Name": 24,
    "Surname": 18,
    "Forename": 16,
    "UPN": 15,
    "Trend": 10,
    "Joiner or leaver": 9,
    "Class": 14,
    "School": 26,
    **{name: 12 if name.startswith("Band") else 9 for name in sums_header()},
}


def class_sheets_xlsx(contract: dict[str, Any]) -> bytes:
    """Return the whole workbook; the same sheets give the same bytes."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "attendctl"
    workbook.properties.title = "Class sheets"
    taken = {"classes", "about"}
    several = contract["school"]["name"] is None
    if not contract["display"]:
        _add_classes(workbook, contract, several=several)
    for sheet in contract["classes"]:
        title = _title(sheet["class"], sheet["school"] if several else None, taken)
        if contract["display"]:
            rows = [display_cells(pupil) for pupil in sheet["pupils"]]
            header = list(DISPLAY_HEADER)
        else:
            rows = [*(pupil_cells(pupil) for pupil in sheet["pupils"]), total_cells(sheet["total"])]
            header = sheet_header([f"Week from {week['from']}" for week in sheet["weeks"]])
        widths = _WIDTHS | {name: 11 for name in header if name.startswith("Week from")}
        add_sheet(workbook, title, header, rows, len(sheet["pupils"]), widths=widths, has_totals=True)
        _name_on_paper(workbook, title, sheet)
    about = list(_about(contract))
    add_sheet(workbook, "About", ["What", "Value"], about, 0, widths={"Value": 100}, wrapped=("Value",))
    return steady_bytes(workbook, dated=date.fromisoformat(contract["as_of"]))


def _add_classes(workbook: Workbook, contract: dict[str, Any], *, several: bool) -> None:
    # A total has no band: bands are of pupils.
    kept = [number for number, name in enumerate(sums_header()) if not name.startswith("Band")]
    rows: list[list[Cell]] = []
    for sheet in contract["classes"]:
        cells = sums_cells(sheet["total"])
        school = [sheet["school"]] if several else []
        rows.append([*school, sheet["class"], sheet["total"]["pupils"], *(cells[number] for number in kept)])
    header = [*(["School"] if several else []), *CLASS_HEADER, *(sums_header()[number] for number in kept)]
    add_sheet(workbook, "Classes", header, rows, len(rows), widths=_WIDTHS)


def _title(class_name: str, school: str | None, taken: set[str]) -> str:
    """Return a name that no other sheet has and that every spreadsheet takes."""
    name = _NOT_IN_A_TITLE.sub(" ", showable_text(class_name)).strip()[:_LONGEST_TITLE] or "Class"
    if school:
        room = _LONGEST_TITLE - len(name) - 1
        name = f"{_NOT_IN_A_TITLE.sub(' ', showable_text(school))[: max(room, 0)].strip()} {name}".strip()
    title, number = name, 1
    while title.casefold() in taken:
        number += 1
        title = f"{name[: _LONGEST_TITLE - len(str(number)) - 1]} {number}"
    taken.add(title.casefold())
    return title


def _name_on_paper(workbook: Workbook, title: str, sheet: dict[str, Any]) -> None:
    """Print school and class above each page of a sheet: a loose page says whose it is."""
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    header.center.text = showable_text(f"{sheet['school']}, class {sheet['class']}").replace("&", "&&")
    footer.center.text = "Page &P of &N"
    workbook[title].oddHeader, workbook[title].oddFooter = header, footer


def _about(contract: dict[str, Any]) -> list[list[Cell]]:
    schools = dict.fromkeys(sheet["school"] for sheet in contract["classes"])
    week = contract["week"]
    rows: list[list[Cell]] = [
        ["School", "; ".join(schools)],
        ["Week", f"{week['iso']}, {week['from']} to {week['to']}"],
        ["As of", f"{contract['as_of']}: marks dated up to this day"],
        ["Policy", ", ".join(dict.fromkeys(sheet["policy"] for sheet in contract["classes"]))],
    ]
    meanings = DISPLAY_MEANINGS if contract["display"] else MEANINGS
    rows += [[what, meaning] for what, meaning in meanings]
    return rows
