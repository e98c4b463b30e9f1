"""The attendance report as CSV: one row a pupil, UTF-8 with the mark that spreadsheets look for."""

from __future__ import annotations

import csv
import io

from attendctl.casework.report_lines import AttendanceReport
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.report_columns import pupil_cells, pupil_header


def report_csv(report: AttendanceReport) -> str:
    """Return the pupils of the report as CSV text, without the byte order mark.

    Text that a spreadsheet could run is made plain: see ``attendctl.reports.plain_text_cell``.
    """
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow(pupil_header(report))
    for line in report.pupils:
        writer.writerow(
            plain_text_cell(cell) if cell is None or isinstance(cell, str) else cell
            for cell in pupil_cells(report, line)
        )
    return lines.getvalue()
