"""How the charts of the web page look alike: sizes of words that can be read from the back of a room."""

from __future__ import annotations

from collections.abc import Iterable
from math import ceil, floor
from typing import Any

_LABELS, _TITLES = 12, 12.5
_HIGHEST = 100
_SPAN = 5


def page_look(chart: Any) -> Any:
    """Return an Altair chart with the page's sizes of words."""
    return chart.configure_axis(labelFontSize=_LABELS, titleFontSize=_TITLES).configure_legend(
        labelFontSize=_LABELS, titleFontSize=_TITLES
    )


def percent_domain(percents: Iterable[float]) -> list[int]:
    """Return the ends of an axis of percentages that does not begin at 0.

    At least five points are shown, so that a tenth never looks like a fall.

    >>> percent_domain([94.1, 94.7]), percent_domain([98.2, 100.0]), percent_domain([62.5, 100.0])
    ([92, 97], [95, 100], [62, 100])
    """
    shown = list(percents)
    low, high = floor(min(shown)), min(ceil(max(shown)), _HIGHEST)
    high = min(max(high, low + _SPAN - (_SPAN - (high - low)) // 2), _HIGHEST)
    return [max(min(low, high - _SPAN), 0), high]
