"""Where a report goes: the terminal, standard output, or one whole file."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attendctl.casework.report_lines import AttendanceReport
from attendctl.errors import WrongUsage
from attendctl.reports.printed import print_or_write

FILE_WIDTH = 120
"""Columns of a table that is written to a file."""

# A name is printed as it is: brackets and colons in it are no instructions.
PLAIN: dict[str, Any] = {"markup": False, "emoji": False, "highlight": False}


def refuse_unfit_output(format: str, output: Path | None) -> None:
    """Refuse, before any work, a workbook without a file to write it to.

    Raises:
        WrongUsage: ``xlsx`` without ``--output``.
    """
    if format == "xlsx" and output is None:
        raise WrongUsage(
            "--format xlsx writes a workbook, which cannot be printed.",
            remedy="Name its file: --format xlsx --output report.xlsx",
        )


def show_report(report: AttendanceReport, format: str, output: Path | None) -> None:
    """Print a report, or write it whole to a file.

    Args:
        report: what to show.
        format: ``table``, ``json``, ``csv`` or ``xlsx``.
        output: the file; None prints. A CSV file starts with the byte order
            mark that spreadsheets look for; printed CSV does not.

    Raises:
        WrongUsage: the file cannot be written.
    """
    refuse_unfit_output(format, output)
    if output is None:
        _print(report, format)
        return
    from attendctl.reports.whole_file import write_whole

    write_whole(output, _content(report, format))


def _print(report: AttendanceReport, format: str) -> None:
    if format == "table":
        from rich.console import Console

        from attendctl.reports.report_table import print_report_table

        print_report_table(report, Console(**PLAIN))
        return
    print_or_write(_content(report, format).decode("utf-8-sig"), None)


def _content(report: AttendanceReport, format: str) -> bytes:
    if format == "json":
        from attendctl.reports.report_json import report_json

        return report_json(report).encode("utf-8")
    if format == "csv":
        from attendctl.reports.report_csv import report_csv

        return report_csv(report).encode("utf-8-sig")
    if format == "xlsx":
        from attendctl.reports.report_xlsx import report_xlsx

        return report_xlsx(report)
    return _table_text(report).encode("utf-8")


def _table_text(report: AttendanceReport) -> str:
    import io

    from rich.console import Console

    from attendctl.reports.report_table import print_report_table

    text = io.StringIO()
    print_report_table(report, Console(file=text, width=FILE_WIDTH, **PLAIN))
    return text.getvalue()
