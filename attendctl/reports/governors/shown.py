"""Where the governors' paper goes: the terminal, standard output, or one whole file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attendctl.errors import WrongUsage

_FOR_A_FILE = {"pdf": "pages", "docx": "a document"}


def refuse_unfit_form(format: str, output: Path | None) -> None:
    """Refuse, before any work, a form that cannot be printed without a file to write it to.

    Raises:
        WrongUsage: ``pdf`` or ``docx`` without ``--output``.
    """
    if format in _FOR_A_FILE and output is None:
        raise WrongUsage(
            f"--format {format} writes {_FOR_A_FILE[format]}, which cannot be printed to a terminal.",
            remedy=f"Name the file: --format {format} --output governors.{format}",
        )


def show_governors(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the paper, or write it whole to a file.

    Args:
        contract: of ``attendctl.reports.governors.contract.governors_dict``.
        format: ``table``, ``json``, ``pdf`` or ``docx``.
        output: the file; None prints.

    Raises:
        WrongUsage: the file cannot be written, or no font has a character.
    """
    refuse_unfit_form(format, output)
    if format == "table" and output is None:
        from rich.console import Console

        from attendctl.reports.governors.terminal import print_governors
        from attendctl.reports.output import PLAIN

        print_governors(contract, Console(**PLAIN))
        return
    content = governors_bytes(contract, format)
    if output is None:
        from attendctl.reports.printed import print_or_write

        print_or_write(content.decode("utf-8"), None)
        return
    from attendctl.reports.whole_file import write_whole

    write_whole(output, content)


def governors_bytes(contract: dict[str, Any], format: str) -> bytes:
    """Return the paper in a form, as the bytes of a file."""
    if format == "json":
        from attendctl.reports.printed import json_text_by_lines

        return json_text_by_lines(contract).encode("utf-8")
    if format == "pdf":
        from attendctl.reports.governors.pdf import governors_pdf

        return governors_pdf(contract)
    if format == "docx":
        from attendctl.reports.governors.word import governors_docx

        return governors_docx(contract)
    return _table_text(contract).encode("utf-8")


def _table_text(contract: dict[str, Any]) -> str:
    import io

    from rich.console import Console

    from attendctl.reports.governors.terminal import print_governors
    from attendctl.reports.output import FILE_WIDTH, PLAIN

    text = io.StringIO()
    print_governors(contract, Console(file=text, width=FILE_WIDTH, **PLAIN))
    return text.getvalue()
