"""The columns of lists of pupils, the same in CSV and workbook, and what their words mean."""

from __future__ import annotations

from typing import Any

from attendctl.reports.policy_lists.lists_words import comments_text, marks_text
from attendctl.reports.report_columns import Cell

_SUMS = {
    "sessions possible": "sessions_possible",
    "sessions attended": "sessions_attended",
    "sessions absent": "sessions_absent",
    "times late": "times_late",
    "sessions lost to lateness": "sessions_late_after_close",
    "minutes late": "minutes_late",
    "attendance %": "attendance_percent",
}
PUPIL_HEADER = (
    "UPN",
    "Surname",
    "Forename",
    "Year group",
    "Class",
    "Marks",
    "Comments",
    *(f"Period {name}" for name in _SUMS),
    *(f"Year {name}" for name in _SUMS),
    "Band of the year",
    "Group",
    "Led by",
    "Joiner",
)
KIND_HEADER = (
    *("Code", "Meaning", "Sessions", "Sessions a day"),
    *("Sessions before", "Sessions a day before"),
)
RISING_HEADER = ("Class", "Illnesses of late", "Illnesses this year", "Expected of late", "By luck once in")

MEANINGS = (
    ("Period", "the days the list is of"),
    ("Year", "from 1 September to the last day counted"),
    ("%", "sessions attended of sessions possible, from sums, rounded half up to one decimal, then compared"),
    ("Session", "half a school day, morning or afternoon"),
    ("Times late", "marks of lateness, before the register closed and after"),
    ("Sessions lost to lateness", "marks after the register closed: absence by the law"),
    ("Among", "pupils on roll whom the list could be of, with a possible session in the days it goes by"),
)
"""Every word of a list that could be read in two ways."""


def pupil_cells(pupil: dict[str, Any]) -> list[Cell]:
    """Return one pupil's cells, in the order of ``PUPIL_HEADER``."""
    group = pupil["group"] or {}
    return [
        pupil["upn"],
        pupil["surname"],
        pupil["forename"],
        pupil["year_group"],
        pupil["class"],
        marks_text(pupil["marks"]) or None,
        comments_text(pupil["marks"]) or None,
        *sums_cells(pupil),
        pupil["band"],
        group.get("title"),
        group.get("led_by"),
        pupil["status"],
    ]


def sums_cells(row: dict[str, Any]) -> list[Cell]:
    """Return the cells of a pupil's or a school's period and year."""
    return [row[days][key] for days in ("period", "year") for key in _SUMS.values()]


def figure_cells(made: dict[str, Any]) -> list[Cell]:
    """Return the cells of a school's own figure, in the order of ``PUPIL_HEADER``; of none, empty ones."""
    before, after = 7, len(PUPIL_HEADER) - 7 - 2 * len(_SUMS)
    sums = sums_cells(made["figure"]) if made["figure"] else [None] * (2 * len(_SUMS))
    return [*[None] * before, *sums, *[None] * after]


def kind_cells(kind: dict[str, Any]) -> list[Cell]:
    """Return the cells of a kind of absence, in the order of ``KIND_HEADER``."""
    return [
        kind[key]
        for key in (
            *("code", "meaning", "sessions", "sessions_a_day"),
            *("sessions_before", "sessions_a_day_before"),
        )
    ]


def rising_cells(one: dict[str, Any]) -> list[Cell]:
    """Return the cells of a class in which illness is rising, in the order of ``RISING_HEADER``."""
    return [one[key] for key in ("class", "illnesses", "of", "expected", "once_in")]
