"""Chart: attendance by weekday, mornings beside afternoons."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attendctl.reports.charts.colours import BLUE, INK, VERMILLION
from attendctl.reports.charts.page_look import page_look, percent_domain

_HALVES = {"AM": "morning", "PM": "afternoon"}
_WIDTH, _HEIGHT = 760, 220


def weekday_halves(weekdays: Sequence[dict[str, Any]]) -> Any:
    """Return the chart: of the year.

    Args:
        weekdays: of the page's contract: each with ``weekday``, ``session`` and the sums ``year``.
    """
    import altair as alt

    points = [
        {"weekday": one["weekday"], "half": _HALVES[one["session"]], "percent": percent}
        for one in weekdays
        if (percent := one["year"]["attendance_percent"]) is not None
    ]
    halves = list(_HALVES.values())
    legend = alt.Legend(title=None, orient="top", symbolSize=110)
    chart = alt.Chart(alt.InlineData(values=points)).encode(
        x=alt.X("weekday:N", sort=None, title=None, axis=alt.Axis(labelAngle=0)),
        xOffset=alt.XOffset("half:N", sort=halves),
        y=alt.Y(
            "percent:Q",
            title="Attendance, %",
            scale=alt.Scale(domain=percent_domain(point["percent"] for point in points)),
        ),
    )
    marks = chart.mark_point(filled=True, size=130, opacity=1).encode(
        color=alt.Color(
            "half:N", scale=alt.Scale(domain=halves, range=[BLUE, VERMILLION]), title=None, legend=legend
        ),
        shape=alt.Shape("half:N", scale=alt.Scale(domain=halves, range=["circle", "square"]), legend=legend),
    )
    words = chart.mark_text(dx=26, fontSize=12, color=INK).encode(text=alt.Text("percent:Q", format=".1f"))
    return page_look((marks + words).properties(width=_WIDTH, height=_HEIGHT))
