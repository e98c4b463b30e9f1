"""Lists of pupils as PDF, landscape: archival and accessible, the same bytes every time."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

from attendctl.errors import WrongUsage
from attendctl.reports.policy_lists.lists_pages import list_pages
from attendctl.typesetting import NoFontHasThis, typeset


def lists_pdf(contract: dict[str, Any]) -> bytes:
    """Return the lists as PDF, each school from a new page, dated the last day counted.

    Args:
        contract: of ``attendctl.reports.policy_lists.lists_dict.lists_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    layout = files("attendctl.reports.policy_lists").joinpath("lists.typ").read_bytes()
    try:
        return typeset(layout, "lists", list_pages(contract), dated=date.fromisoformat(contract["as_of"]))
    except NoFontHasThis as fault:
        numbers = ", ".join(f"U+{ord(character):04X}" for character in fault.characters)
        raise WrongUsage(
            f"The lists cannot be printed: no font of this machine has {numbers}.",
            remedy="Install a font that has them, such as one of the Noto family. Nothing was written.",
        ) from None
