"""The page on one pupil as PDF: archival and accessible, the same bytes every time."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

from attendctl.errors import WrongUsage
from attendctl.reports.pupil_page.pages import pages_of
from attendctl.typesetting import NoFontHasThis, typeset


def page_pdf(contract: dict[str, Any]) -> bytes:
    """Return the page as PDF on A4, dated the last day counted.

    Args:
        contract: of ``attendctl.reports.pupil_page.page_dict.page_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    layout = files("attendctl.reports.pupil_page").joinpath("page.typ").read_bytes()
    try:
        return typeset(layout, "pupil", pages_of(contract), dated=date.fromisoformat(contract["as_of"]))
    except NoFontHasThis as fault:
        numbers = ", ".join(f"U+{ord(character):04X}" for character in fault.characters)
        raise WrongUsage(
            f"The page cannot be printed: no font of this machine has {numbers}.",
            remedy="Install a font that has them, such as one of the Noto family. Nothing was written.",
        ) from None
