"""The chart of the governors' paper, and the words for who cannot see it."""

from __future__ import annotations

from typing import Any

from attendctl.reports.governors.words import day_in_words


def trend_words(contract: dict[str, Any]) -> str:
    """Say what the chart shows: from which week to which, the lowest and the highest."""
    weeks = [week for week in contract["weeks"] if week["attendance_percent"] is not None]
    if not weeks:
        return "Line chart of attendance by school week: there is no figure to show."
    lowest = min(weeks, key=lambda week: week["attendance_percent"])
    highest = max(weeks, key=lambda week: week["attendance_percent"])
    return (
        f"Line chart of attendance by school week, from the week of {day_in_words(weeks[0]['from'])} "
        f"({weeks[0]['attendance_percent']:.1f}%) to that of {day_in_words(weeks[-1]['from'])} "
        f"({weeks[-1]['attendance_percent']:.1f}%). The lowest is {lowest['attendance_percent']:.1f}%, the "
        f"highest {highest['attendance_percent']:.1f}%. The table below has every week."
    )


def has_trend(contract: dict[str, Any]) -> bool:
    """Say whether there is anything to draw: two weeks at least."""
    return sum(week["attendance_percent"] is not None for week in contract["weeks"]) > 1


def trend_svg(contract: dict[str, Any]) -> str:
    """Return the chart as SVG."""
    from attendctl.reports.charts.draw import chart_svg
    from attendctl.reports.charts.governors_weeks import governors_weeks

    return chart_svg(governors_weeks(contract["weeks"]))


def trend_png(contract: dict[str, Any]) -> bytes:
    """Return the chart as PNG, for Word."""
    from attendctl.reports.charts.draw import chart_png
    from attendctl.reports.charts.governors_weeks import governors_weeks

    return chart_png(governors_weeks(contract["weeks"]))
