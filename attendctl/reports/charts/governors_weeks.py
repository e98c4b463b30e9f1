"""Chart: attendance by school week for governors, the period's weeks filled, the others hollow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attendctl.reports.charts.colours import BLUE, INK
from attendctl.reports.charts.days_on_axes import short_day

_WIDTH, _HEIGHT = 620, 190
_IN, _OUT = "in the period", "other weeks of the year"


def governors_weeks(weeks: Sequence[dict[str, Any]]) -> Any:
    """Return the chart.

    Args:
        weeks: of the paper's contract: each with ``from``, ``attendance_percent`` and ``in_period``. A
            week without a figure has no point.
    """
    import altair as alt

    points = [
        {
            "place": place,
            "week": short_day(date.fromisoformat(week["from"])),
            "percent": week["attendance_percent"],
            "which": _IN if week["in_period"] else _OUT,
        }
        for place, week in enumerate(weeks)
        if week["attendance_percent"] is not None
    ]
    both = len({point["which"] for point in points}) > 1
    which = alt.Fill(
        "which:N",
        scale=alt.Scale(domain=[_IN, _OUT], range=[BLUE, "#ffffff"]),
        legend=alt.Legend(title=None, orient="top", symbolStrokeColor=BLUE, symbolSize=80) if both else None,
    )
    chart = alt.Chart(alt.InlineData(values=points)).encode(
        x=alt.X(
            "week:N",
            sort=alt.EncodingSortField("place", order="ascending"),
            title="School week, by its Monday",
            axis=alt.Axis(labelAngle=-45, labelOverlap="greedy", labelColor=INK),
        ),
        y=alt.Y(
            "percent:Q",
            title="Attendance, %",
            scale=alt.Scale(zero=False, nice=True),
            axis=alt.Axis(labelColor=INK, tickCount=6),
        ),
    )
    line = chart.mark_line(strokeWidth=1.6, color=BLUE)
    dots = chart.mark_point(filled=True, size=46, opacity=1, stroke=BLUE, strokeWidth=1.4).encode(fill=which)
    return (line + dots).properties(width=_WIDTH, height=_HEIGHT)
