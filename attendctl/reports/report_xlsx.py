"""The attendance report as a workbook: pupils, groups, missing marks, and what it is about."""

from __future__ import annotations

import io

from openpyxl import Workbook

from attendctl.casework.report_lines import AttendanceReport
from attendctl.reports.about_report import about_report
from attendctl.reports.report_columns import group_cells, group_header, pupil_cells, pupil_header
from attendctl.reports.workbook_sheets import add_sheet


def report_xlsx(report: AttendanceReport) -> bytes:
    """Return the whole workbook. Every text is stored as text: no cell can be a formula."""
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "attendctl"
    workbook.properties.title = "Attendance report"
    add_sheet(
        workbook,
        "Pupils",
        pupil_header(report),
        (pupil_cells(report, line) for line in report.pupils),
        len(report.pupils),
    )
    add_sheet(
        workbook,
        "Groups",
        group_header(report),
        (group_cells(report, line) for line in report.groups),
        len(report.groups),
    )
    add_sheet(
        workbook,
        "Missing marks",
        ["School", "UPN", "Date", "Session"],
        ([line.school, line.upn, line.date.isoformat(), line.session] for line in report.missing_marks),
        len(report.missing_marks),
    )
    add_sheet(workbook, "About", ["What", "Value"], (list(pair) for pair in about_report(report)), 0)
    content = io.BytesIO()
    workbook.save(content)
    return content.getvalue()
