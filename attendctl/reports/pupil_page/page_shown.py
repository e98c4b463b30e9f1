"""Where the page on one pupil goes: the terminal, standard output, or one whole file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attendctl.errors import WrongUsage
from attendctl.reports.output import PLAIN
from attendctl.reports.printed import json_text_by_lines, print_or_write
from attendctl.reports.pupil_shown import WIDTH


def refuse_pdf_without_file(format: str, output: Path | None) -> None:
    """Refuse, before any work, a PDF without a file to write it to.

    Raises:
        WrongUsage: ``pdf`` without ``--output``.
    """
    if format == "pdf" and output is None:
        raise WrongUsage(
            "--format pdf writes a document, which cannot be printed here.",
            remedy="Name its file: --format pdf --output pupil.pdf",
        )


def show_page(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the page, or write it whole to a file.

    Args:
        contract: of ``attendctl.reports.pupil_page.page_dict.page_dict``.
        format: ``table``, ``json``, ``html`` or ``pdf``.
        output: the file; None prints.

    Raises:
        WrongUsage: the file cannot be written, or no font has some characters of a PDF.
    """
    refuse_pdf_without_file(format, output)
    if format == "pdf":
        from attendctl.reports.pupil_page.page_pdf import page_pdf
        from attendctl.reports.whole_file import write_whole

        assert output is not None
        write_whole(output, page_pdf(contract))
    elif format == "html":
        from attendctl.reports.pupil_page.page_html import pupil_page_html

        print_or_write(pupil_page_html(contract), output)
    elif format == "json":
        print_or_write(json_text_by_lines(contract), output)
    elif output is not None:
        print_or_write(page_text(contract), output)
    else:
        from rich.console import Console

        from attendctl.reports.pupil_page.terminal import print_page

        print_page(contract, Console(**PLAIN))


def page_text(contract: dict[str, Any]) -> str:
    """Return the page as plain lines of at most 80 columns."""
    import io

    from rich.console import Console

    from attendctl.reports.pupil_page.terminal import print_page

    text = io.StringIO()
    print_page(contract, Console(file=text, width=WIDTH, color_system=None, force_terminal=False, **PLAIN))
    return "".join(line.rstrip() + "\n" for line in text.getvalue().splitlines())
