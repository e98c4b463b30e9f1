"""Where the leadership report goes: the terminal, standard output, or one whole file."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def show_leadership(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the report, or write it whole to a file.

    Args:
        contract: of ``attendctl.reports.leadership.contract.leadership_dict``.
        format: table, json, or xlsx, which is for a file.
        output: the file; None prints.

    Raises:
        WrongUsage: the file cannot be written.
    """
    if format == "xlsx":
        assert output is not None
        from attendctl.reports.leadership.workbook import write_leadership_xlsx
        from attendctl.reports.whole_file import whole_file

        with whole_file(output) as file:
            write_leadership_xlsx(contract, file)
        return
    from attendctl.reports.printed import json_text_by_lines, print_or_write

    if format == "json":
        print_or_write(json_text_by_lines(contract), output)
        return
    from rich.console import Console

    from attendctl.reports.leadership.table import print_leadership
    from attendctl.reports.output import FILE_WIDTH, PLAIN

    if output is None:
        print_leadership(contract, Console(**PLAIN))
        return
    import io

    text = io.StringIO()
    print_leadership(contract, Console(file=text, width=FILE_WIDTH, **PLAIN))
    print_or_write(text.getvalue(), output)
