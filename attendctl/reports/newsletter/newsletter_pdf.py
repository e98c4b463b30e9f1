"""The newsletter and the certificates as PDF: archival and accessible, the same bytes every time."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from typing import Any

from attendctl.casework.wording import date_in_words
from attendctl.reports.newsletter.words import certificate_words, newsletter_words
from attendctl.reports.pages_set import pages_set


def newsletter_pdf(contract: dict[str, Any]) -> bytes:
    """Return the newsletter on A4 upright, dated the last day counted.

    Args:
        contract: of ``attendctl.reports.newsletter.newsletter_dict.newsletter_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    return _typeset("newsletter", newsletter_words(contract), contract)


def certificates_pdf(contract: dict[str, Any]) -> bytes:
    """Return the certificates on A4 landscape, a page each, dated the last day counted.

    Args:
        contract: of ``attendctl.reports.newsletter.certificates_dict.certificates_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    dated = date_in_words(date.fromisoformat(contract["as_of"]))
    return _typeset("certificates", certificate_words(contract, dated=dated), contract)


def _typeset(name: str, words: dict[str, Any], contract: dict[str, Any]) -> bytes:
    layout = files("attendctl.reports.newsletter").joinpath(f"{name}.typ").read_bytes()
    return pages_set("The pages", layout, "page", words, dated=contract["as_of"])
