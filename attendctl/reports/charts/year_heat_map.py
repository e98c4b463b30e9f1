"""Chart: every session of the year, a column a week, a row a half day; the darker, the fewer came."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attendctl.calendar import monday_of
from attendctl.reports.charts.colours import LOW_TO_HIGH
from attendctl.reports.charts.days_on_axes import short_day
from attendctl.reports.charts.page_look import page_look

_WIDTH, _ROW = 760, 22


def year_heat_map(days: Sequence[dict[str, Any]]) -> Any:
    """Return the chart.

    Args:
        days: of the page's contract, oldest first: each with ``date``, ``weekday``, ``AM`` and ``PM``.
    """
    import altair as alt

    cells = []
    for one in days:
        day = date.fromisoformat(one["date"])
        for place, half in enumerate(("AM", "PM")):
            if one[half] is not None:
                cells.append(
                    {
                        "week": short_day(monday_of(day)),
                        "half_day": f"{one['weekday'][:3]} {half}",
                        "place": 2 * day.weekday() + place,
                        "percent": one[half]["attendance_percent"],
                    }
                )
    rows = [name for _, name in sorted({(cell["place"], cell["half_day"]) for cell in cells})]
    return page_look(
        alt.Chart(alt.InlineData(values=cells))
        .mark_rect(stroke="#767676", strokeWidth=0.5)
        .encode(
            x=alt.X(
                "week:N",
                sort=None,
                title="School week, by its Monday",
                axis=alt.Axis(labelAngle=-45, labelOverlap="greedy"),
            ),
            y=alt.Y("half_day:N", sort=rows, title=None),
            color=alt.Color(
                "percent:Q",
                scale=alt.Scale(range=list(LOW_TO_HIGH), zero=False, nice=True),
                legend=alt.Legend(title="Attendance, %", orient="top", gradientLength=260),
            ),
        )
        .properties(width=_WIDTH, height=_ROW * len(rows))
    )
