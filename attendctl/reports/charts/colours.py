"""Colours of charts that stay apart for everybody: of the palette by Okabe and Ito (2008).

Colour never tells anything alone: a shape, a dash or a word beside it says the same.
"""

from __future__ import annotations

BLUE = "#0072B2"
VERMILLION = "#D55E00"
ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
GREY = "#6b6b6b"
INK = "#111111"

LOW_TO_HIGH = ("#08306b", "#2171b5", "#6baed6", "#b5d4e9", "#e3eef7")
"""From few to all: one hue, so that light and dark alone tell more from less; never white."""
