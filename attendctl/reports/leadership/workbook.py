"""The leadership report as a workbook. Rows are written as they are made: sixty schools fit in memory."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.worksheet.header_footer import HeaderFooterItem

from attendctl.reports.leadership.columns import cells, headers
from attendctl.reports.leadership.heading import heading, period_in_words
from attendctl.reports.leadership.sheets import leadership_sheets
from attendctl.reports.leadership.summary_sheet import TITLE, add_summary
from attendctl.reports.report_columns import Cell
from attendctl.reports.showable_text import showable_text
from attendctl.reports.steady_workbook import write_steady
from attendctl.reports.workbook_sheets import add_sheet

_ABOUT = "About"
_LONGEST_ON_PAPER = 120  # Excel takes 255 characters for all of a header


def write_leadership_xlsx(contract: dict[str, Any], file: BinaryIO) -> None:
    """Write the whole workbook into an open file; the same contract gives the same bytes.

    Every text is stored as text: no cell can be a formula.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "attendctl"
    workbook.properties.title = heading(contract)
    sheets = {sheet.title: sheet for sheet in leadership_sheets(contract)}
    add_summary(workbook, contract, sheets)
    _name_on_paper(workbook, TITLE, contract)
    for sheet in sheets.values():
        columns = sheet.all_columns
        add_sheet(
            workbook,
            sheet.title,
            headers(columns),
            cells(columns, [*sheet.rows, *sheet.totals] if sheet.totals else sheet.rows),
            len(sheet.rows),
            widths=sheet.widths,
            has_totals=bool(sheet.totals),
        )
        workbook[sheet.title].print_area = sheet.print_area
        _name_on_paper(workbook, sheet.title, contract)
    about = list(_about(contract))
    add_sheet(
        workbook, _ABOUT, ["What", "Value"], about, 0, widths={"What": 32, "Value": 110}, wrapped=("Value",)
    )
    workbook[_ABOUT].print_area = f"A1:B{len(about) + 1}"
    _name_on_paper(workbook, _ABOUT, contract)
    write_steady(workbook, file, dated=date.fromisoformat(contract["as_of"]))


def _name_on_paper(workbook: Workbook, title: str, contract: dict[str, Any]) -> None:
    """Print what it is about above each page: a loose page says whose it is."""
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    text = f"{heading(contract)}: {title}, up to {contract['as_of']}"
    header.center.text = showable_text(text)[:_LONGEST_ON_PAPER].replace("&", "&&")
    footer.center.text = "Page &P of &N"
    workbook[title].oddHeader, workbook[title].oddFooter = header, footer


def _about(contract: dict[str, Any]) -> Iterator[list[Cell]]:
    movement = contract["movement"]
    for school in contract["schools"]:
        known_by = [
            school["urn"] and f"URN {school['urn']}",
            school["dfe_number"],
            f"policy {school['policy']}",
        ]
        yield ["School", ", ".join([school["name"], *(one for one in known_by if one)])]
    yield ["Days", period_in_words(contract)]
    yield ["As of", f"{contract['as_of']}: marks dated up to this day, from 1 September"]
    yield [
        "Known",
        f"what the ledger had been told by {contract['known']}"
        if contract["known"]
        else "all the ledger has been told",
    ]
    if movement["since"] is not None:
        since = movement["since"]
        yield [
            "Bands moved since",
            f"the end of school week {since['iso']} ({since['from']} to {since['to']})",
        ]
    yield [
        "Paper",
        "Further columns, with the sums, stand to the right of what is printed on Schools, Year groups, "
        "Classes, Groups and Pupils.",
    ]
    for one in contract["definitions"]:
        yield [one["term"], one["says"]]
