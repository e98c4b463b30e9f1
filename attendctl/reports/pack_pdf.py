"""An evidence pack as PDF: archival and accessible, the same bytes every time."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

from attendctl.reports.pack_pages import pack_pages
from attendctl.reports.pages_set import pages_set


def pack_pdf(contract: dict[str, Any]) -> bytes:
    """Return the pack as PDF. Its date is the last day of what is in it.

    Args:
        contract: of ``attendctl.reports.pack_dict.pack_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    return pages_set("The pack", _layout(), "pack", pack_pages(contract), dated=contract["up_to"])


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return files("attendctl.reports").joinpath("pack.typ").read_bytes()
