"""The two charts of the page on one pupil, from its contract, the same in HTML and on paper."""

from __future__ import annotations

from typing import Any

from attendctl.reports.charts.cumulative_line import cumulative_line
from attendctl.reports.charts.draw import chart_svg
from attendctl.reports.charts.weekday_bars import weekday_bars
from attendctl.reports.class_sheets_columns import percent_cell
from attendctl.reports.pupil_page import words

LINE_TITLE = "Attendance, the year so far at the end of each week"
BARS_TITLE = "Sessions missed, by weekday and half day"


def line_svg(contract: dict[str, Any]) -> str | None:
    """Return the cumulative line as SVG; None while nothing has been possible."""
    weeks = _weeks(contract)
    if not weeks:
        return None
    return chart_svg(cumulative_line(weeks, contract["steps"], contract["band_edges"]))


def bars_svg(contract: dict[str, Any]) -> str | None:
    """Return the bars of the weekdays as SVG; None where nothing was missed."""
    if not words.missed(contract["so_far"]):
        return None
    rows = [
        {
            "weekday": one["weekday"],
            "half": half,
            "missed": words.missed(one[half]),
            "of": one[half]["sessions_possible"],
        }
        for one in contract["weekdays"]
        for half in ("AM", "PM")
    ]
    return chart_svg(weekday_bars(rows))


def line_in_words(contract: dict[str, Any]) -> str:
    """Return what the line shows, for who cannot see it."""
    weeks = _weeks(contract)
    if not weeks:
        return "Nothing has been possible yet."
    percents = [week["percent"] for week in weeks]
    marked = contract["steps"]
    numbered = "; the numbers are those of what was done, in the table below it" if marked else ""
    return (
        f"From {percent_cell(percents[0])}% on {words.long_day(weeks[0]['day'])} to "
        f"{percent_cell(percents[-1])}% on {words.long_day(weeks[-1]['day'])}; the lowest was "
        f"{percent_cell(min(percents))}%. Dashed lines are where the policy's bands begin{numbered}."
    )


def bars_in_words(contract: dict[str, Any]) -> str:
    """Return what the bars show, for who cannot see them."""
    missed = {one["weekday"]: words.missed(one["day"]) for one in contract["weekdays"]}
    if not any(missed.values()):
        return "No session was missed on any weekday."
    return "Sessions missed: " + ", ".join(f"{day} {number}" for day, number in missed.items()) + "."


def _weeks(contract: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {"day": week["last_day"], "percent": week["year"]["attendance_percent"]}
        for week in contract["weeks"]
        if week["year"]["attendance_percent"] is not None
    ]
