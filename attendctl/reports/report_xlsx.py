"""The attendance report as a workbook: pupils, groups, missing marks, and what it is about."""

from __future__ import annotations

from openpyxl import Workbook

from attendctl.casework.report_lines import AttendanceReport
from attendctl.reports.about_report import about_report
from attendctl.reports.policy_counts_shown import COUNT_HEADER, COUNT_HEADER_OF_SESSIONS, count_rows
from attendctl.reports.report_columns import group_cells, group_header, pupil_cells, pupil_header
from attendctl.reports.steady_workbook import steady_bytes
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
    if report.policy_counts:
        rows = list(count_rows(report))
        header = [*COUNT_HEADER, *COUNT_HEADER_OF_SESSIONS]
        add_sheet(workbook, "Policy counts", header, rows, len(rows), widths={"Counted": 18, "Over": 26})
    if report.late_marks:
        add_sheet(
            workbook,
            "Late marks to check",
            ["School", "UPN", "Date", "Session", "Code", "Minutes late", "Register closes after minutes"],
            (
                [
                    line.school,
                    line.upn,
                    line.date.isoformat(),
                    line.session,
                    line.code,
                    line.minutes_late,
                    line.closes_after,
                ]
                for line in report.late_marks
            ),
            len(report.late_marks),
        )
    add_sheet(workbook, "About", ["What", "Value"], (list(pair) for pair in about_report(report)), 0)
    return steady_bytes(workbook, dated=report.as_of)
