"""A colour for each band name. The word always stands beside it: colour alone tells nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.styles import PatternFill

# Pale enough for black text (contrast above 7 to 1).
_FILLS = {
    "green": "C6E0B4",
    "amber-green": "FFE699",
    "yellow": "FFF2CC",
    "amber": "F8CBAD",
    "red-amber": "F8CBAD",
    "red": "F4A6A0",
    "blue": "BDD7EE",
    "purple": "D9C7EC",
}
_TERMINAL = {
    "green": "green",
    "amber-green": "yellow",
    "yellow": "yellow",
    "amber": "dark_orange",
    "red-amber": "dark_orange",
    "red": "red",
    "blue": "blue",
    "purple": "magenta",
}

COLOURED_BANDS = tuple(_FILLS)
"""The band names that have a colour."""


def band_colour(name: str | None) -> str | None:
    """Return the colour (RRGGBB) behind a band's name on paper; None for a name without one.

    >>> band_colour("amber-green"), band_colour("heliotrope")
    ('FFE699', None)
    """
    return _FILLS.get(name or "")


@lru_cache
def band_fill(name: object) -> PatternFill | None:
    """Return the fill of a band's cells; None for a name without a colour."""
    from openpyxl.styles import PatternFill

    colour = band_colour(name) if isinstance(name, str) else None
    return PatternFill("solid", fgColor=colour) if colour else None


def terminal_style(name: str | None) -> str:
    """Return the style in which a terminal prints a band's name.

    >>> terminal_style("amber"), terminal_style("heliotrope")
    ('dark_orange', '')
    """
    return _TERMINAL.get(name or "", "")
