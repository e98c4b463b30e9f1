"""Class sheets as PDF, a page or more a class: archival and accessible, the same bytes every time."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

from attendctl.errors import WrongUsage
from attendctl.reports.class_sheets_pages import class_pages, display_pages
from attendctl.typesetting import NoFontHasThis, typeset


def class_sheets_pdf(contract: dict[str, Any]) -> bytes:
    """Return the sheets as PDF: landscape for teachers, upright for the wall, dated the last day counted.

    Args:
        contract: of ``attendctl.reports.class_sheets_dict.class_sheets_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    name, pages = ("class_display", display_pages) if contract["display"] else ("class_sheets", class_pages)
    layout = files("attendctl.reports").joinpath(f"{name}.typ").read_bytes()
    try:
        return typeset(layout, "sheets", pages(contract), dated=date.fromisoformat(contract["as_of"]))
    except NoFontHasThis as fault:
        numbers = ", ".join(f"U+{ord(character):04X}" for character in fault.characters)
        raise WrongUsage(
            f"The class sheets cannot be printed: no font of this machine has {numbers}.",
            remedy="Install a font that has them, such as one of the Noto family. Nothing was written.",
        ) from None
