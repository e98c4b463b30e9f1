"""Where class sheets go: the terminal, standard output, or one whole file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attendctl.errors import WrongUsage

FORMATS = ("table", "json", "csv", "xlsx", "pdf")
_FOR_A_FILE = {"xlsx": "a workbook", "pdf": "pages"}


def refuse_unfit_form(format: str, output: Path | None) -> None:
    """Refuse, before any work, a form that cannot be printed without a file to write it to.

    Raises:
        WrongUsage: ``xlsx`` or ``pdf`` without ``--output``.
    """
    if format in _FOR_A_FILE and output is None:
        raise WrongUsage(
            f"--format {format} writes {_FOR_A_FILE[format]}, which cannot be printed to a terminal.",
            remedy=f"Name the file: --format {format} --output classes.{format}",
        )


def show_class_sheets(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the sheets, or write them whole to a file.

    Args:
        contract: of ``attendctl.reports.class_sheets_dict.class_sheets_dict``.
        format: one of ``FORMATS``.
        output: the file; None prints.

    Raises:
        WrongUsage: the file cannot be written, or no font has a character.
    """
    refuse_unfit_form(format, output)
    if format == "table" and output is None:
        from rich.console import Console

        from attendctl.reports.class_sheets_table import print_class_sheets
        from attendctl.reports.output import PLAIN

        print_class_sheets(contract, Console(**PLAIN))
        return
    content = _content(contract, format)
    if output is None:
        from attendctl.reports.printed import print_or_write

        print_or_write(content.decode("utf-8-sig"), None)
        return
    from attendctl.reports.whole_file import write_whole

    write_whole(output, content)


def _content(contract: dict[str, Any], format: str) -> bytes:
    if format == "json":
        from attendctl.reports.printed import json_text_by_lines

        return json_text_by_lines(contract).encode("utf-8")
    if format == "csv":
        from attendctl.reports.class_sheets_csv import class_sheets_csv

        return class_sheets_csv(contract).encode("utf-8-sig")
    if format == "xlsx":
        from attendctl.reports.class_sheets_xlsx import class_sheets_xlsx

        return class_sheets_xlsx(contract)
    if format == "pdf":
        from attendctl.reports.class_sheets_pdf import class_sheets_pdf

        return class_sheets_pdf(contract)
    return _table_text(contract).encode("utf-8")


def _table_text(contract: dict[str, Any]) -> str:
    import io

    from rich.console import Console

    from attendctl.reports.class_sheets_table import print_class_sheets
    from attendctl.reports.output import FILE_WIDTH, PLAIN

    text = io.StringIO()
    print_class_sheets(contract, Console(file=text, width=FILE_WIDTH, **PLAIN))
    return text.getvalue()
