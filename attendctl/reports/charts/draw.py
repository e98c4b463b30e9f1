"""A chart to a picture, without a browser and without the network.

Altair describes it in Vega-Lite; vl-convert draws it. Nothing in the picture can act:
it is shapes and text alone.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

from attendctl.fonts import FONT_FAMILIES, FONT_PACKAGES

_SCALE = 2  # dots of a PNG for one of the chart: sharp on paper


def chart_svg(chart: Any) -> str:
    """Return an Altair chart as SVG text, without an XML declaration: fit to stand inside HTML or on paper.

    >>> import altair
    >>> weeks = altair.Data(values=[{"week": "W45", "percent": 94.0}])
    >>> chart_svg(altair.Chart(weeks).mark_bar().encode(x="week:N", y="percent:Q")).startswith("<svg")
    True
    """
    import vl_convert

    _know_our_fonts()
    drawn: str = vl_convert.vegalite_to_svg(_described(chart))
    return drawn


def chart_png(chart: Any) -> bytes:
    """Return an Altair chart as a PNG picture: for documents that take no SVG."""
    import vl_convert

    _know_our_fonts()
    drawn: bytes = vl_convert.vegalite_to_png(_described(chart), scale=_SCALE)
    return drawn


def _described(chart: Any) -> dict[str, Any]:
    """Return the chart in Vega-Lite with our typeface. Altair checks it, so a slip is found here."""
    described: dict[str, Any] = chart.to_dict()
    config = described.setdefault("config", {})
    config["font"] = FONT_FAMILIES[0]
    return described


@lru_cache(maxsize=1)
def _know_our_fonts() -> None:
    import vl_convert

    for package in FONT_PACKAGES:
        vl_convert.register_font_directory(str(files(package)))
