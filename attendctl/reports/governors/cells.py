"""Figures of the contract as the text of a cell: withheld, not there, or as it is printed."""

from __future__ import annotations

from typing import Any

from attendctl.reports.governors.words import NO_FIGURE, WITHHELD


def number_cell(number: int | None) -> str:
    """Return a whole number.

    >>> number_cell(1204), number_cell(None)
    ('1,204', '–')
    """
    return NO_FIGURE if number is None else f"{number:,}"


def percent_cell(figures: dict[str, Any], name: str) -> str:
    """Return a percentage of some figures, which say whether they are withheld.

    >>> percent_cell({"attendance_percent": 94.0, "suppressed": False}, "attendance_percent")
    '94.0%'
    >>> percent_cell({"attendance_percent": None, "suppressed": True}, "attendance_percent")
    'c'
    """
    value = figures[name]
    if value is None:
        return WITHHELD if figures.get("suppressed") else NO_FIGURE
    return f"{value:.1f}%"


def sessions_cell(sums: dict[str, Any], *, with_percent: bool, with_number: bool = True) -> str:
    """Return a sum of sessions, alone or with its share of those possible, or the share alone.

    >>> sums = {"sessions": 1275, "percent_of_possible": 4.4, "suppressed": False}
    >>> sessions_cell(sums, with_percent=True), sessions_cell(sums, with_percent=False)
    ('4.4% (1,275)', '1,275')
    """
    if sums["suppressed"]:
        return WITHHELD
    if not with_percent:
        return number_cell(sums["sessions"])
    share = percent_cell(sums, "percent_of_possible")
    return f"{share} ({sums['sessions']:,})" if with_number else share


def count_cell(count: dict[str, Any] | None, *, with_number: bool = True) -> str:
    """Return a number of pupils with its share, or the share alone.

    >>> count_cell({"pupils": 28, "of": 200, "percent": 14.0, "suppressed": False})
    '14.0% (28)'
    >>> count_cell({"pupils": None, "of": None, "percent": None, "suppressed": True}), count_cell(None)
    ('c', '–')
    """
    if count is None:
        return NO_FIGURE
    if count["suppressed"]:
        return WITHHELD
    share = percent_cell(count, "percent")
    return f"{share} ({count['pupils']:,})" if with_number else share
