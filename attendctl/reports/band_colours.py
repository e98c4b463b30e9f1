"""A colour for each band name. The word always stands beside it: colour alone tells nothing."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from openpyxl.styles import PatternFill

# Pale enough for black text (contrast above 7 to 1).
_FILLS = {"green": "C6E0B4", "yellow": "FFF2CC", "amber": "F8CBAD", "red": "F4A6A0", "blue": "BDD7EE"}
_TERMINAL = {"green": "green", "yellow": "yellow", "amber": "dark_orange", "red": "red", "blue": "blue"}


@lru_cache
def band_fill(name: object) -> PatternFill | None:
    """Return the fill of a band's cells; None for a name without a colour."""
    from openpyxl.styles import PatternFill

    colour = _FILLS.get(name) if isinstance(name, str) else None
    return PatternFill("solid", fgColor=colour) if colour else None


def terminal_style(name: str | None) -> str:
    """Return the style in which a terminal prints a band's name.

    >>> terminal_style("amber"), terminal_style("heliotrope")
    ('dark_orange', '')
    """
    return _TERMINAL.get(name or "", "")
