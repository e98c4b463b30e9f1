"""An evidence pack as PDF: archival and accessible, the same bytes every time."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from attendctl.errors import WrongUsage
from attendctl.reports.pack_pages import pack_pages
from attendctl.typesetting import NoFontHasThis, typeset


def pack_pdf(contract: dict[str, Any]) -> bytes:
    """Return the pack as PDF. Its date is the last day of what is in it.

    Args:
        contract: of ``attendctl.reports.pack_dict.pack_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    try:
        return typeset(_layout(), "pack", pack_pages(contract), dated=date.fromisoformat(contract["up_to"]))
    except NoFontHasThis as fault:
        numbers = ", ".join(f"U+{ord(character):04X}" for character in fault.characters)
        raise WrongUsage(
            f"The pack cannot be printed: no font of this machine has {numbers}.",
            remedy="Install a font that has them, such as one of the Noto family. Nothing was written.",
        ) from None


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return files("attendctl.reports").joinpath("pack.typ").read_bytes()
