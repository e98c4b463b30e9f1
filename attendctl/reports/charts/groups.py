"""Chart: the share of persistently absent pupils in each group, a bar a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from attendctl.reports.charts.colours import BLUE, INK
from attendctl.reports.charts.page_look import page_look

_WIDTH, _ROW = 520, 22


def persistent_in_groups(groups: Sequence[Mapping[str, Any]], words: Mapping[str, str]) -> Any:
    """Return the chart: of the year.

    Args:
        groups: of the page's contract: each with ``by``, ``name`` and ``persistent_absence_percent``;
            one without a percentage has no bar.
        words: what each ``by`` is called.
    """
    import altair as alt

    bars = [
        {
            "group": f"{words[one['by']]}: {one['name']}",
            "percent": one["persistent_absence_percent"],
        }
        for one in groups
        if one["persistent_absence_percent"] is not None
    ]
    chart = alt.Chart(alt.InlineData(values=bars)).encode(
        y=alt.Y("group:N", sort=None, title=None, axis=alt.Axis(labelLimit=0)),
        x=alt.X("percent:Q", title="Persistently absent pupils, % of the group"),
    )
    percents = chart.mark_text(align="left", dx=4, fontSize=12, color=INK).encode(
        text=alt.Text("percent:Q", format=".1f")
    )
    drawn = chart.mark_bar(color=BLUE) + percents
    return page_look(drawn.properties(width=_WIDTH, height=_ROW * max(len(bars), 1)))
