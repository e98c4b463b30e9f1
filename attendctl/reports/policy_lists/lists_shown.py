"""Where lists of pupils go: the terminal, standard output, or one whole file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attendctl.errors import WrongUsage

_FOR_A_FILE = {"xlsx": "a workbook", "pdf": "pages"}


def refuse_unfit_form(format: str, output: Path | None) -> None:
    """Refuse, before any work, a form that cannot be printed without a file to write it to.

    Raises:
        WrongUsage: ``xlsx`` or ``pdf`` without ``--output``.
    """
    if format in _FOR_A_FILE and output is None:
        raise WrongUsage(
            f"--format {format} writes {_FOR_A_FILE[format]}, which cannot be printed to a terminal.",
            remedy=f"Name the file: --format {format} --output lists.{format}",
        )


def show_lists(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the lists, or write them whole to a file.

    Args:
        contract: of ``attendctl.reports.policy_lists.lists_dict.lists_dict``.
        format: ``table``, ``json``, ``csv``, ``xlsx`` or ``pdf``.
        output: the file; None prints. A CSV file starts with the byte order mark that spreadsheets look for.

    Raises:
        WrongUsage: the file cannot be written, or no font has a character.
    """
    refuse_unfit_form(format, output)
    if format == "table" and output is None:
        from rich.console import Console

        from attendctl.reports.output import PLAIN
        from attendctl.reports.policy_lists.lists_table import print_lists

        print_lists(contract, Console(**PLAIN))
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
        from attendctl.reports.policy_lists.lists_csv import lists_csv

        return lists_csv(contract).encode("utf-8-sig")
    if format == "xlsx":
        from attendctl.reports.policy_lists.lists_xlsx import lists_xlsx

        return lists_xlsx(contract)
    if format == "pdf":
        from attendctl.reports.policy_lists.lists_pdf import lists_pdf

        return lists_pdf(contract)
    return _table_text(contract).encode("utf-8")


def _table_text(contract: dict[str, Any]) -> str:
    import io

    from rich.console import Console

    from attendctl.reports.output import FILE_WIDTH, PLAIN
    from attendctl.reports.policy_lists.lists_table import print_lists

    text = io.StringIO()
    print_lists(contract, Console(file=text, width=FILE_WIDTH, **PLAIN))
    return text.getvalue()
