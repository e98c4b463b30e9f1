"""Where the newsletter and the certificates go: the terminal, standard output, or one whole file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attendctl.errors import NotFound, WrongUsage

_FOR_A_FILE = {"pdf": "pages", "docx": "a Word document"}


def refuse_unfit_form(format: str, output: Path | None, *, certificates: bool) -> None:
    """Refuse, before any work, what cannot be printed, and certificates in a form they do not have.

    Raises:
        WrongUsage: ``pdf`` or ``docx`` without ``--output``; certificates as ``docx``.
    """
    if certificates and format == "docx":
        raise WrongUsage(
            "--certificates has no --format docx.",
            remedy="Choose from: pdf, or table and json to look first.",
        )
    if format in _FOR_A_FILE and output is None:
        name = "certificates" if certificates else "newsletter"
        raise WrongUsage(
            f"--format {format} writes {_FOR_A_FILE[format]}, which cannot be printed to a terminal.",
            remedy=f"Name the file: --format {format} --output {name}.{format}",
        )


def show_newsletter(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the newsletter or the certificates, or write them whole to a file.

    Args:
        contract: of ``newsletter_dict`` or ``certificates_dict``.
        format: ``table``, ``json``, ``pdf`` or ``docx``.
        output: the file; None prints.

    Raises:
        NotFound: certificates as PDF, and nobody has reached one.
        WrongUsage: the file cannot be written, or no font has a character.
    """
    content = _content(contract, format)
    if output is None:
        from attendctl.reports.printed import print_or_write

        print_or_write(content.decode("utf-8"), None)
        return
    from attendctl.reports.whole_file import write_whole

    write_whole(output, content)


def _content(contract: dict[str, Any], format: str) -> bytes:
    if format == "json":
        from attendctl.reports.printed import json_text_by_lines

        return json_text_by_lines(contract).encode("utf-8")
    if format == "docx":
        from attendctl.reports.newsletter.newsletter_docx import newsletter_docx

        return newsletter_docx(contract)
    if format == "pdf":
        return _pdf(contract)
    from attendctl.reports.newsletter.newsletter_text import newsletter_text

    return newsletter_text(contract).encode("utf-8")


def _pdf(contract: dict[str, Any]) -> bytes:
    from attendctl.reports.newsletter.newsletter_pdf import certificates_pdf, newsletter_pdf

    if contract["report"] == "certificates" and not contract["certificates"]:
        raise NotFound(
            f"There are no certificates for the {contract['period']['name']}.",
            remedy=" ".join(note["text"] for note in contract["for_the_officer"])
            or "attendctl policy show lists the awards of the policy.",
        )
    make = certificates_pdf if contract["report"] == "certificates" else newsletter_pdf
    return make(contract)
