"""Lists of pupils as PDF, landscape: archival and accessible, the same bytes every time."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from attendctl.reports.pages_set import pages_set
from attendctl.reports.policy_lists.lists_pages import list_pages


def lists_pdf(contract: dict[str, Any]) -> bytes:
    """Return the lists as PDF, each school from a new page, dated the last day counted.

    Args:
        contract: of ``attendctl.reports.policy_lists.lists_dict.lists_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    layout = files("attendctl.reports.policy_lists").joinpath("lists.typ").read_bytes()
    return pages_set("The lists", layout, "lists", list_pages(contract), dated=contract["as_of"])
