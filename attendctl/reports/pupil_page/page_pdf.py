"""The page on one pupil as PDF: archival and accessible, the same bytes every time."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from attendctl.reports.pages_set import pages_set
from attendctl.reports.pupil_page.pages import pages_of


def page_pdf(contract: dict[str, Any]) -> bytes:
    """Return the page as PDF on A4, dated the last day counted.

    Args:
        contract: of ``attendctl.reports.pupil_page.page_dict.page_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    layout = files("attendctl.reports.pupil_page").joinpath("page.typ").read_bytes()
    return pages_set("The page", layout, "pupil", pages_of(contract), dated=contract["as_of"])
