"""Chart: attendance by school week, this year's line beside last year's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attendctl.reports.charts.colours import BLUE, GREY
from attendctl.reports.charts.days_on_axes import short_day
from attendctl.reports.charts.page_look import page_look, percent_domain

THIS, LAST = "this year", "last year"
_WIDTH, _HEIGHT = 760, 260


def weeks_trend(weeks: Sequence[dict[str, Any]]) -> Any:
    """Return the chart.

    Args:
        weeks: of the page's contract: each with ``from``, ``attendance_percent`` and ``last_year``.
    """
    import altair as alt

    points = [
        {
            "place": place,
            "week": short_day(date.fromisoformat(week["from"])),
            "which": which,
            "percent": percent,
        }
        for place, week in enumerate(weeks)
        for which, percent in (
            (THIS, week["attendance_percent"]),
            (LAST, (week["last_year"] or {}).get("attendance_percent")),
        )
        if percent is not None
    ]
    shown = [which for which in (THIS, LAST) if any(point["which"] == which for point in points)]
    legend = alt.Legend(title=None, orient="top", symbolSize=90) if len(shown) > 1 else None
    both = [THIS, LAST]
    chart = alt.Chart(alt.InlineData(values=points)).encode(
        x=alt.X(
            "week:N",
            sort=alt.EncodingSortField("place", order="ascending"),
            title="School week, by its Monday",
            axis=alt.Axis(labelAngle=-45, labelOverlap="greedy"),
        ),
        y=alt.Y(
            "percent:Q",
            title="Attendance, %",
            scale=alt.Scale(domain=percent_domain(point["percent"] for point in points)),
        ),
        color=alt.Color("which:N", scale=alt.Scale(domain=both, range=[BLUE, GREY]), legend=legend),
    )
    line = chart.mark_line(strokeWidth=2).encode(
        strokeDash=alt.StrokeDash(
            "which:N", scale=alt.Scale(domain=both, range=[[1, 0], [5, 4]]), legend=legend
        )
    )
    dots = chart.mark_point(filled=True, size=45, opacity=1).encode(
        shape=alt.Shape(
            "which:N", scale=alt.Scale(domain=both, range=["circle", "triangle-up"]), legend=legend
        )
    )
    return page_look((line + dots).properties(width=_WIDTH, height=_HEIGHT))
