"""A chart of the sessions one pupil missed by weekday and half day, each bar with its numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

_COLOURS = {"AM": "#56B4E9", "PM": "#0072B2"}  # light and dark: told apart in grey too
_WIDTH, _HEIGHT = 560, 150


def weekday_bars(rows: Sequence[Mapping[str, Any]]) -> Any:
    """Return an Altair chart.

    Args:
        rows: each with ``weekday``, ``half`` (AM or PM), ``missed`` and ``of``, sessions possible.

    >>> chart = weekday_bars([{"weekday": "Monday", "half": "AM", "missed": 3, "of": 12}])
    >>> [layer["mark"]["type"] for layer in chart.to_dict()["layer"]]
    ['bar', 'text', 'text']
    """
    import altair

    values = [{**row, "said": f"{row['missed']} of {row['of']}"} for row in rows]
    highest = max([1, *(row["missed"] for row in rows)])
    drawn = altair.Chart(altair.InlineData(values=values)).encode(
        x=altair.X(
            "weekday:N",
            sort=None,
            title=None,
            axis=altair.Axis(labelAngle=0, labelPadding=18, labelFontSize=12, ticks=False, domain=True),
            scale=altair.Scale(paddingInner=0.3, paddingOuter=0.15),
        ),
        xOffset=altair.XOffset("half:N", sort=None),
    )
    height = altair.Y(
        "missed:Q",
        title="Sessions missed",
        scale=altair.Scale(domain=[0, highest]),
        axis=altair.Axis(
            format="d", tickMinStep=1, tickCount=4, labelFontSize=12, titleFontSize=12, gridColor="#e4e4e4"
        ),
    )
    return (
        altair.layer(
            drawn.mark_bar().encode(
                y=height,
                color=altair.Color(
                    "half:N",
                    scale=altair.Scale(domain=list(_COLOURS), range=list(_COLOURS.values())),
                    legend=None,
                ),
            ),
            drawn.mark_text(dy=-7, fontSize=11).encode(y=height, text="said:N"),
            drawn.mark_text(dy=10, fontSize=11).encode(y=altair.datum(0), text="half:N"),
        )
        .properties(width=_WIDTH, height=_HEIGHT)
        .configure_view(stroke=None)
        .configure(padding={"left": 4, "right": 4, "top": 14, "bottom": 4})
    )
