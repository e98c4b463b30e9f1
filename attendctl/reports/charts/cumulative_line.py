"""A chart of one pupil's year: attendance so far at the end of each week, with what was done marked on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

_LINE, _STEP, _EDGE = "#0072B2", "#A33C00", "#666666"  # blue and vermilion: told apart by the colour-blind
_WIDTH, _HEIGHT = 620, 210
_ROWS_OF_NUMBERS = 3
_ROW_HEIGHT = 17
_LINE_OF_TEXT = 13
_DAYS_APART = 12  # nearer than that, two numbers would lie on each other
_ROOM_BELOW = 2.0  # points of a percentage below the lowest value


def cumulative_line(
    weeks: Sequence[Mapping[str, Any]], steps: Sequence[Mapping[str, Any]], edges: Sequence[Mapping[str, Any]]
) -> Any:
    """Return an Altair chart.

    Args:
        weeks: each with ``day``, the last one counted as ISO text, and ``percent`` of the year up to it.
        steps: each with ``number`` and ``on``: a line at its day, with the number at its head.
        edges: of the policy's bands, each with ``band`` and ``from_percent``; left out where out of sight.

    >>> chart = cumulative_line([{"day": "2025-09-05", "percent": 90.0}], [], [])
    >>> [layer["mark"]["type"] for layer in chart.to_dict()["layer"]]
    ['line']
    """
    import altair

    lowest = min((week["percent"] for week in weeks), default=100.0) - _ROOM_BELOW
    low = max(lowest, 0.0) // 5 * 5
    shown = sorted((one for one in edges if one["from_percent"] > low), key=lambda one: -one["from_percent"])
    days = [week["day"] for week in weeks] + [step["on"] for step in steps]
    x = altair.X(
        "day:T",
        title=None,
        scale=altair.Scale(type="utc", domain=[min(days), max(days)], padding=12),
        axis=altair.Axis(
            format="%b", tickCount={"interval": "month", "step": 1}, grid=False, labelFontSize=12
        ),
    )
    y = altair.Y(
        "percent:Q",
        title="Year so far, %",
        scale=altair.Scale(domain=[low, 100], zero=False, nice=False),
        axis=altair.Axis(format=".0f", tickCount=5, labelFontSize=12, titleFontSize=12, gridColor="#e4e4e4"),
    )
    layers = [
        *_edges(altair, shown, y, low=low),
        *_steps(altair, steps, x),
        altair.Chart(altair.InlineData(values=list(weeks)))
        .mark_line(color=_LINE, strokeWidth=2.5, point=altair.OverlayMarkDef(color=_LINE, size=28))
        .encode(x=x, y=y),
    ]
    return (
        altair.layer(*layers)
        .properties(width=_WIDTH, height=_HEIGHT)
        .configure_view(stroke=None)
        .configure(padding={"left": 4, "right": 8, "top": 4, "bottom": 4})
    )


def _edges(altair: Any, edges: Sequence[Mapping[str, Any]], y: Any, *, low: float) -> list[Any]:
    """Return a dashed line at the lower edge of each band, with its name beside the chart."""
    if not edges:
        return []
    values = [
        {"percent": edge["from_percent"], "at": at, "band": f"{edge['band']} from {edge['from_percent']:.1f}"}
        for edge, at in zip(edges, _places([edge["from_percent"] for edge in edges], low), strict=True)
    ]
    drawn = altair.Chart(altair.InlineData(values=values))
    beside = {"align": "left", "dx": 6, "color": "#333333", "fontSize": 11}
    return [
        drawn.mark_rule(color=_EDGE, strokeDash=[5, 4]).encode(y=y),
        drawn.mark_text(**beside).encode(
            x=altair.value(_WIDTH), y=altair.Y("at:Q", title=None), text="band:N"
        ),
    ]


def _places(edges: Sequence[float], low: float) -> list[float]:
    """Return where the names of edges stand, highest first: at the edge, or lower where two would touch.

    >>> [round(place, 1) for place in _places([96.0, 93.0, 90.1], 0.0)]
    [96.0, 89.8, 83.6]
    """
    apart = (100 - low) * _LINE_OF_TEXT / _HEIGHT
    places: list[float] = []
    for edge in sorted(edges, reverse=True):
        places.append(min(edge, places[-1] - apart) if places else edge)
    return places


def _steps(altair: Any, steps: Sequence[Mapping[str, Any]], x: Any) -> list[Any]:
    """Return a line at the day of each step and its number above the chart, in rows where days are near."""
    if not steps:
        return []
    drawn = altair.Chart(altair.InlineData(values=[{"day": step["on"]} for step in steps]))
    layers = [drawn.mark_rule(color=_STEP, strokeWidth=1.5).encode(x=x)]
    rows: dict[int, list[dict[str, Any]]] = {}
    for step, row in zip(steps, _rows([date.fromisoformat(step["on"]) for step in steps]), strict=True):
        rows.setdefault(row, []).append({"day": step["on"], "number": str(step["number"])})
    for row, values in sorted(rows.items()):
        height = altair.value(-10 - _ROW_HEIGHT * row)
        drawn = altair.Chart(altair.InlineData(values=values))
        layers.append(
            drawn.mark_point(
                shape="circle", size=210, filled=True, fill="white", stroke=_STEP, opacity=1
            ).encode(x=x, y=height)
        )
        layers.append(
            drawn.mark_text(color=_STEP, fontWeight="bold", fontSize=11, baseline="middle").encode(
                x=x, y=height, text="number:N"
            )
        )
    return layers


def _rows(days: Sequence[date]) -> list[int]:
    """Return in which row each number stands: the lowest with room, the last one where none has.

    >>> _rows([date(2025, 11, 3), date(2025, 11, 4), date(2025, 12, 1)])
    [0, 1, 0]
    """
    last: dict[int, date] = {}
    found = []
    for day in days:
        free = (
            row for row in range(_ROWS_OF_NUMBERS) if row not in last or (day - last[row]).days >= _DAYS_APART
        )
        row = next(free, _ROWS_OF_NUMBERS - 1)
        last[row] = day
        found.append(row)
    return found
