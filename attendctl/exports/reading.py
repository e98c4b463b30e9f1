"""What reading one file needs at hand: the workbench, the file's pupils, and what is found on the way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.exports.bulk import distinct_spellings, map_spellings
from attendctl.exports.columns import Column
from attendctl.exports.contacts import ContactBook
from attendctl.exports.findings import Findings
from attendctl.exports.pupils import PupilBook
from attendctl.exports.refusals import DatesInUsOrder
from attendctl.exports.values.dates import DateReading, month_first_spelling, read_register_date
from attendctl.exports.values.shown import shown
from attendctl.rules.attendance_codes import AttendanceCodes
from attendctl.settings import ImportSettings


@dataclass
class Reading:
    """One file being read.

    ``schema`` holds the incoming tables and, while reading, helper tables whose
    names begin with the name of the staged table they belong to.
    """

    file: str
    workbench: duckdb.DuckDBPyConnection
    schema: str
    settings: ImportSettings
    codes: AttendanceCodes
    findings: Findings
    pupils: PupilBook
    contacts: ContactBook
    today: date | None = None
    numbers_from_1904: bool = False  # how a bare number counts as a day in this workbook

    def refuse_spellings(
        self, staged: str, column: Column, reasons: dict[str | None, str], *, sheet: str | None = None
    ) -> None:
        """Refuse every row whose cell has one of these spellings, each with its line."""
        if not reasons:
            return
        rows = self.workbench.execute(
            f"""
            SELECT line, {column.name}::VARCHAR FROM {staged}
            WHERE {column.name}::VARCHAR IN (SELECT unnest(?::VARCHAR[])) OR (? AND {column.name} IS NULL)
            ORDER BY line
            """,
            [[text for text in reasons if text is not None], None in reasons],
        ).fetchall()
        for line, text in rows:
            self.findings.refuse(line, placed(column.header, sheet), text, reasons[text])

    def type_dates(self, staged: str, column: Column, *, sheet: str | None = None) -> str:
        """Type a column of dates; return the table ``(spelling, value)`` of those that are days.

        Rows with another cell are refused, each with its line.

        Raises:
            DatesInUsOrder: a value can only be month-first.
        """
        spellings = distinct_spellings(self.workbench, staged, column.name)
        self.refuse_us_order(staged, column, spellings)
        readings = {
            text: read_register_date(text, numbers_from_1904=self.numbers_from_1904) for text in spellings
        }
        self.refuse_spellings(
            staged,
            column,
            {text: date_fault(one) for text, one in readings.items() if one.fault},
            sheet=sheet,
        )
        differing = [text for text, one in readings.items() if one.weekday_differs]
        if differing:
            self.findings.warn(
                "W101",
                "Dates whose weekday is another than the one written beside it, such as "
                f"{shown(min(map(str, differing)))}: day and month may be swapped.",
                len(differing),
            )
        table = f"{staged}_day{column.index}"
        days = {text: one.day for text, one in readings.items() if one.day}
        map_spellings(self.workbench, table, staged, column.name, "DATE", days)
        return table

    def refuse_us_order(self, staged: str, column: Column, spellings: list[str | None]) -> None:
        """Raise DatesInUsOrder, with the line, if a spelling can only be month-first."""
        proof = month_first_spelling(sorted(filter(None, spellings)))
        if proof is None:
            return
        row = self.workbench.execute(
            f"SELECT min(line) FROM {staged} WHERE {column.name}::VARCHAR = ?", [proof]
        ).fetchone()
        raise DatesInUsOrder(
            f"{self.file}, line {row[0] if row else '?'}, column {column.header}: {shown(proof)} can only be "
            "month/day/year, so no date of this file can be trusted to be day/month/year.",
            remedy="Export the dates as 2025-09-03 or 03/09/2025 (day first) and import again.",
        )


def date_fault(reading: DateReading) -> str:
    """Say in words why a cell is no day."""
    return {
        "blank": "is empty: a date is needed",
        "not a real day": "is not a real day; dates are read day/month/year",
        "not a year of registers": "is in a year that no register is of: correct the year",
    }.get(reading.fault or "", "is not a date: write it as 03/09/2025 or 2025-09-03")


def placed(header: str, sheet: str | None) -> str:
    """Return a column's name with its sheet, as in ``3B!Mark``."""
    return f"{sheet}!{header}" if sheet else header
