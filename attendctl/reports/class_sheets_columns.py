"""The columns of class sheets, the same in CSV and workbook, and what their words mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attendctl.reports.report_columns import TREND_ARROWS, Cell

DISPLAY_HEADER = ("Name", "Four weeks %", "Trend")
CLASS_HEADER = ("Class", "Pupils")

_PERIODS = {"four_weeks": "Four weeks", "year": "Year"}

MEANINGS = (
    ("Four weeks", "the last four school weeks of the school, together; early in the year, those there were"),
    ("Year", "from 1 September to the last day counted"),
    ("%", "sessions attended of sessions possible, from sums, rounded half up to one decimal"),
    ("Order", "the highest over the four weeks first, then by the year, then by name; who has left, last"),
    ("Band", "of each percentage, by the school's policy"),
    (
        "Trend",
        "attendance of the year now, beside that at the end of the school week before: better, same, worse",
    ),
    ("Times late", "marks of lateness, before the register closed and after"),
    ("Total", "sums of all pupils listed, also of those who have left"),
)
"""Every word of a sheet that could be read in two ways."""

DISPLAY_MEANINGS = (
    ("Four weeks %", "of sessions possible in the last four school weeks, at or above the policy's target"),
    ("Trend", "attendance of the year is better than at the end of the school week before"),
)


def sheet_header(weeks: Sequence[str]) -> list[str]:
    """Return the names of a sheet's columns.

    Args:
        weeks: what each week's column is called, without its percent sign.
    """
    return [
        "Surname",
        "Forename",
        "UPN",
        *(f"{week} %" for week in weeks),
        *sums_header(),
        "Trend",
        "Joiner or leaver",
    ]


def sums_header() -> list[str]:
    """Return the columns of the four weeks and of the year."""
    return [
        name
        for period in _PERIODS.values()
        for name in (
            f"{period} attended",
            f"{period} possible",
            f"{period} %",
            f"Band, {period.lower()}",
            f"Times late, {period.lower()}",
            f"Minutes late, {period.lower()}",
        )
    ]


def pupil_cells(pupil: dict[str, Any]) -> list[Cell]:
    """Return one pupil's cells, in the order of ``sheet_header``."""
    return [
        pupil["surname"],
        pupil["forename"],
        pupil["upn"],
        *(week["attendance_percent"] for week in pupil["weeks"]),
        *sums_cells(pupil),
        trend_text(pupil["trend"]),
        pupil["status"],
    ]


def total_cells(total: dict[str, Any]) -> list[Cell]:
    """Return the cells of the class's total, in the order of ``sheet_header``."""
    return [
        "Class total",
        None,
        None,
        *(week["attendance_percent"] for week in total["weeks"]),
        *sums_cells(total),
        None,
        None,
    ]


def sums_cells(row: dict[str, Any]) -> list[Cell]:
    """Return the cells of a pupil's or a total's four weeks and year, in the order of ``sums_header``."""
    bands = {"four_weeks": row.get("four_weeks_band"), "year": row.get("band")}
    return [
        cell
        for period in _PERIODS
        for cell in (
            row[period]["sessions_attended"],
            row[period]["sessions_possible"],
            row[period]["attendance_percent"],
            bands[period],
            row[period]["times_late"],
            row[period]["minutes_late"],
        )
    ]


def display_cells(pupil: dict[str, Any]) -> list[Cell]:
    """Return one child's cells, in the order of ``DISPLAY_HEADER``."""
    return [pupil["name"], pupil["four_weeks_percent"], trend_text(pupil["trend"])]


def trend_text(trend: str | None) -> str | None:
    """Return the arrow and its word.

    >>> trend_text("better")
    '▲ better'
    """
    return f"{TREND_ARROWS[trend]} {trend}" if trend else None


def percent_cell(percent: float | None) -> str:
    """Return a percentage of the contract as it is printed; an en dash for None.

    >>> percent_cell(95.0), percent_cell(None)
    ('95.0', '–')
    """
    return "–" if percent is None else f"{percent:.1f}"
