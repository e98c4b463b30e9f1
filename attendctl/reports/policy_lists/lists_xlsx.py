"""Lists of pupils as a workbook: an index, a sheet a list with a filter, and what the words mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem

from attendctl.reports.policy_lists.lists_columns import (
    KIND_HEADER,
    MEANINGS,
    PUPIL_HEADER,
    RISING_HEADER,
    figure_cells,
    kind_cells,
    pupil_cells,
    rising_cells,
)
from attendctl.reports.policy_lists.lists_words import (
    NOT_FOR_DISPLAY,
    kinds_text,
    period_text,
    rising_text,
    without_text,
)
from attendctl.reports.report_columns import Cell
from attendctl.reports.showable_text import showable_text
from attendctl.reports.steady_workbook import steady_bytes
from attendctl.reports.workbook_sheets import add_sheet

INDEX_HEADER = ("School", "List", "Pupils", "Among", "Left out: have left", "Order", "Document", "Ours")
FIGURE_HEADER = ("School", "Pupils", *PUPIL_HEADER[7:-4], "Persistent absence %", "Severe absence %")
_LONGEST_TITLE = 31  # of a sheet, by Excel
_NOT_IN_A_TITLE = re.compile(r"[\[\]:*?/\\']")
_WIDTHS = {
    "List": 34,
    "Order": 26,
    "Document": 34,
    "Ours": 60,
    "Class": 9,
    "Marks": 24,
    "Comments": 26,
    "Group": 24,
    "Led by": 20,
    "Meaning": 46,
    "Joiner": 8,
    "Surname": 17,
    "Forename": 14,
    **{
        name: 11 if "%" in name else 9 for name in PUPIL_HEADER if name.startswith(("Period", "Year", "Band"))
    },
}
_ONLY_WHERE_NEEDED = ("Marks", "Comments", "Group", "Led by", "Joiner")


def lists_xlsx(contract: dict[str, Any]) -> bytes:
    """Return the whole workbook; the same lists give the same bytes. Schools share the sheet of a list."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "attendctl"
    workbook.properties.title = "Lists of pupils"
    several = len(contract["schools"]) > 1
    taken = {"lists", "about"}
    index: list[list[Cell]] = [
        [
            made["school"],
            made["title"],
            *(made[key] for key in ("count", "among", "leavers_left_out", "order", "section", "ours")),
        ]
        for made in contract["lists"]
    ]
    add_sheet(
        workbook,
        "Lists",
        list(INDEX_HEADER),
        index,
        len(index),
        widths=_WIDTHS,
        wrapped=("Order", "Document", "Ours"),
    )
    for of_schools in _by_list(contract):
        title = _sheet_title(of_schools[0]["title"], taken)
        if of_schools[0]["kind"] == "school":
            rows = [_figure_row(made) for made in of_schools if made["figure"]]
            add_sheet(workbook, title, list(FIGURE_HEADER), rows, len(rows), widths=_WIDTHS)
        else:
            header = [*(["School"] if several else []), *PUPIL_HEADER]
            rows = [
                [*([made["school"]] if several else []), *pupil_cells(pupil)]
                for made in of_schools
                for pupil in made["pupils"]
            ]
            add_sheet(workbook, title, *_without_empty(header, rows), len(rows), widths=_WIDTHS)
        _say_on_paper(workbook, title, of_schools, contract)
    _add_illness(workbook, contract, taken)
    about = list(_about(contract))
    add_sheet(workbook, "About", ["What", "Value"], about, 0, widths={"Value": 100}, wrapped=("Value",))
    return steady_bytes(workbook, dated=date.fromisoformat(contract["as_of"]))


def _without_empty(header: list[str], rows: list[list[Cell]]) -> tuple[list[str], list[list[Cell]]]:
    """Leave out the columns that nobody on a sheet has anything in: a narrower page is read more easily."""
    kept = [
        place
        for place, name in enumerate(header)
        if name not in _ONLY_WHERE_NEEDED or any(row[place] is not None for row in rows)
    ]
    return [header[place] for place in kept], [[row[place] for place in kept] for row in rows]


def _by_list(contract: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """Return the lists by policy and name, those of all schools together, in the order they come."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for made in contract["lists"]:
        found.setdefault((made["policy"], made["name"]), []).append(made)
    return list(found.values())


def _figure_row(made: dict[str, Any]) -> list[Cell]:
    figure = made["figure"]
    return [
        made["school"],
        figure["pupils"],
        *figure_cells(made)[7:-4],
        figure["persistent_absence_percent"],
        figure["severe_absence_percent"],
    ]


def _add_illness(workbook: Workbook, contract: dict[str, Any], taken: set[str]) -> None:
    seen = [(made["school"], made["illness"]) for made in contract["lists"] if made["illness"]]
    if not seen:
        return
    kinds = [[school, *kind_cells(kind)] for school, illness in seen for kind in illness["kinds"]]
    rising = [[school, *rising_cells(one)] for school, illness in seen for one in illness["rising"]]
    for title, header, rows in (
        ("Kinds of absence", KIND_HEADER, kinds),
        ("Illness rising", RISING_HEADER, rising),
    ):
        sheet = _sheet_title(title, taken)
        add_sheet(workbook, sheet, ["School", *header], rows, len(rows), widths=_WIDTHS)


def _sheet_title(wanted: str, taken: set[str]) -> str:
    """Return a name that no other sheet has and that every spreadsheet takes."""
    name = (
        " ".join(_NOT_IN_A_TITLE.sub(" ", showable_text(wanted)).split())[:_LONGEST_TITLE].strip() or "List"
    )
    title, number = name, 1
    while title.casefold() in taken:
        number += 1
        title = f"{name[: _LONGEST_TITLE - len(str(number)) - 1]} {number}"
    taken.add(title.casefold())
    return title


def _say_on_paper(
    workbook: Workbook, title: str, of_schools: list[dict[str, Any]], contract: dict[str, Any]
) -> None:
    """Print above each page whose list it is and that it is not for a wall."""
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    schools = ", ".join(dict.fromkeys(made["school"] for made in of_schools)) if len(of_schools) < 4 else ""
    said = [schools, of_schools[0]["title"], period_text(contract), NOT_FOR_DISPLAY]
    header.center.text = showable_text(". ".join(part for part in said if part)).replace("&", "&&")
    footer.center.text = "Page &P of &N"
    workbook[title].oddHeader, workbook[title].oddFooter = header, footer


def _about(contract: dict[str, Any]) -> Iterator[list[Cell]]:
    yield ["School", "; ".join(school["name"] for school in contract["schools"])]
    yield ["Period", period_text(contract)]
    yield ["As of", f"{contract['as_of']}: marks dated up to this day"]
    yield [
        "Known",
        f"what the ledger had been told by {contract['known']}"
        if contract["known"]
        else "all the ledger has been told",
    ]
    yield ["Policy", contract["policy"]]
    yield ["Leavers", contract["leavers"]]
    for one in contract["without_lists"]:
        yield ["No lists", without_text(one)]
    for made in contract["lists"]:
        if made["illness"]:
            yield ["Kinds of absence", kinds_text(made["illness"])]
            yield ["Illness rising", rising_text(made["illness"])]
            break
    for what, meaning in MEANINGS:
        yield [what, meaning]
