"""Where the web page goes: standard output, or one whole file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attendctl.reports.printed import json_text_by_lines, print_or_write


def show_page(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the page, or write it whole to a file.

    Args:
        contract: of ``attendctl.reports.web_page.page_dict.page_dict``.
        format: ``html`` or ``json``.
        output: the file; None prints.

    Raises:
        WrongUsage: the file cannot be written.
    """
    if format == "json":
        print_or_write(json_text_by_lines(contract), output)
        return
    from attendctl.reports.web_page.page_html import page_html

    print_or_write(page_html(contract), output)
