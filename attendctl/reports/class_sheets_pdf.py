"""Class sheets as PDF, a page or more a class: archival and accessible, the same bytes every time."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from attendctl.reports.class_sheets_pages import class_pages, display_pages
from attendctl.reports.pages_set import pages_set


def class_sheets_pdf(contract: dict[str, Any]) -> bytes:
    """Return the sheets as PDF: landscape for teachers, upright for the wall, dated the last day counted.

    Args:
        contract: of ``attendctl.reports.class_sheets_dict.class_sheets_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    name, pages = ("class_display", display_pages) if contract["display"] else ("class_sheets", class_pages)
    layout = files("attendctl.reports").joinpath(f"{name}.typ").read_bytes()
    return pages_set("The class sheets", layout, "sheets", pages(contract), dated=contract["as_of"])
