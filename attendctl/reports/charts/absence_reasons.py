"""Chart: absence by reason, a bar a code, as many sessions as it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attendctl.reports.charts.colours import BLUE, INK, VERMILLION
from attendctl.reports.charts.page_look import page_look

_WIDTH, _ROW = 480, 25
_LONGEST_LABEL = 290


def absence_reasons(reasons: Sequence[dict[str, Any]]) -> Any:
    """Return the chart: of the year.

    Args:
        reasons: of the page's contract, the commonest first: each with ``code``, ``meaning``,
            ``statistical_class`` and ``year``.
    """
    import altair as alt

    bars = [
        {
            "reason": f"{one['code']}: {one['meaning']}",
            "class": one["statistical_class"],
            "sessions": one["year"]["sessions"],
        }
        for one in reasons
    ]
    classes = ["authorised", "unauthorised"]
    chart = alt.Chart(alt.InlineData(values=bars)).encode(
        y=alt.Y("reason:N", sort=None, title=None, axis=alt.Axis(labelLimit=_LONGEST_LABEL)),
        x=alt.X("sessions:Q", title="Sessions of absence this year", axis=alt.Axis(tickMinStep=1)),
    )
    drawn = chart.mark_bar().encode(
        color=alt.Color(
            "class:N",
            scale=alt.Scale(domain=classes, range=[BLUE, VERMILLION]),
            legend=alt.Legend(title=None, orient="top", symbolType="square", symbolSize=110),
        )
    )
    words = chart.mark_text(align="left", dx=4, fontSize=12, color=INK).encode(
        text=alt.Text("sessions:Q", format=",d")
    )
    return page_look((drawn + words).properties(width=_WIDTH, height=_ROW * max(len(bars), 1)))
