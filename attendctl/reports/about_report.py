"""What a report is about, in words: for the foot of a table and the last sheet of a workbook."""

from __future__ import annotations

from attendctl.casework.report_lines import AttendanceReport
from attendctl.reports.about_period import period_note, period_title


def about_report(report: AttendanceReport) -> list[tuple[str, str]]:
    """Return what and value: schools, days, policy and bands, what the ledger knew, and the definitions."""
    return [
        ("School", "; ".join(school.name for school in report.schools)),
        (
            "Week",
            f"{report.week}, {report.week.monday} to {report.week.sunday}" if report.week else "none",
        ),
        ("Period", _period(report)),
        ("As of", f"{report.as_of}: marks dated up to this day, from 1 September"),
        (
            "Known",
            f"what the ledger had been told by {report.known}"
            if report.known
            else "all the ledger has been told",
        ),
        ("Policy", report.policy),
        *((f"Band {band.name} ({band.policy})", band.document_name) for band in report.bands),
        ("Attendance %", "sessions attended of sessions possible, from sums, rounded half up to one decimal"),
        ("Session", "half a school day, morning or afternoon"),
        ("Missing", "no mark where one is owed: neither possible nor absent"),
        (
            "Persistently absent",
            "decided on whole sessions of the year by the national rule in force that day",
        ),
        ("Trend", "attendance of the year now, beside that at the end of the school week before"),
        ("Joiner", "first mark after the school's first week of the year"),
        ("Leaver", "left by this day, or has no row in the school's latest week"),
    ]


def _period(report: AttendanceReport) -> str:
    if report.period is None:
        return "the week, and the year to date" if report.week else "the year to date"
    return " ".join(
        part
        for part in (f"{period_title(report.period)}, and the year to date.", period_note(report.period))
        if part
    )
