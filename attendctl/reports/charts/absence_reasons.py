"""Chart: absence by reason, a bar a code, as many sessions as it stands in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attendctl.reports.charts.colours import BLUE, INK, VERMILLION
from attendctl.reports.charts.page_look import page_look

_WIDTH, _ROW = 480, 25
_LONGEST_LABEL = 44  # letters; Vega would measure each shortening, which takes as long as the chart


def absence_reasons(reasons: Sequence[dict[str, Any]]) -> Any:
    """Return the chart: of the year.

    Args:
        reasons: of the page's contract, the commonest first: each with ``code`` (None of several),
            ``meaning``, ``statistical_class`` and ``year``.
    """
    import altair as alt

    bars = [
        {"reason": name, "class": one["statistical_class"], "sessions": one["year"]["sessions"]}
        for name, one in zip(_names(reasons), reasons, strict=True)
    ]
    classes = ["authorised", "unauthorised"]
    chart = alt.Chart(alt.InlineData(values=bars)).encode(
        y=alt.Y("reason:N", sort=None, title=None, axis=alt.Axis(labelLimit=0)),
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


def _names(reasons: Sequence[dict[str, Any]]) -> list[str]:
    """Return what the bars are called: shortened, unless a code with two meanings would become one bar."""
    names = [f"{one['code']}: {one['meaning']}" if one["code"] else one["meaning"] for one in reasons]
    short = [_shortened(name) for name in names]
    return short if len(set(short)) == len(names) else names


def _shortened(words: str) -> str:
    return words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1].rstrip(' ,')}…"
