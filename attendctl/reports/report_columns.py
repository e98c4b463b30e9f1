"""The columns of the report's sheets, the same in CSV and XLSX, in one place."""

from __future__ import annotations

from attendctl.casework.report_lines import AttendanceReport, GroupLine, PupilLine
from attendctl.casework.reporting_period import ReportingPeriod
from attendctl.measures.sums import Sums
from attendctl.reports.about_period import days_given_by

Cell = str | int | float | None

_SUMS = ("possible", "attended", "authorised", "unauthorised", "late", "late after close", "missing")

_PERIOD = ("Period", "Period from", "Period to", "Period's days")

TREND_ARROWS = {"better": "▲", "same": "▬", "worse": "▼"}


def pupil_header(report: AttendanceReport) -> list[str]:
    """Return the names of the pupil columns."""
    return [
        *(["School"] if report.is_of_several_schools else []),
        "UPN",
        "Surname",
        "Forename",
        "Year group",
        "Class",
        *(_sums_header("Week") if report.week else []),
        *(_sums_header("Period") if report.period else []),
        *_sums_header("Year"),
        "Persistently absent",
        "Severely absent",
        "Band",
        "Band the week before",
        "Trend",
        "Joiner or leaver",
        "First mark",
        "Last mark",
        *(_PERIOD if report.period else ()),
    ]


def pupil_cells(report: AttendanceReport, line: PupilLine) -> list[Cell]:
    """Return one pupil's cells, in the order of ``pupil_header``."""
    return [
        *([line.school] if report.is_of_several_schools else []),
        line.upn,
        line.surname,
        line.forename,
        line.year_group,
        line.class_name,
        *(_sums_cells(line.week) if line.week else []),
        *(_sums_cells(line.period) if line.period else []),
        *_sums_cells(line.year),
        _yes_no(line.persistent_absence),
        _yes_no(line.severe_absence),
        line.band,
        line.band_previous_week,
        line.trend,
        line.status,
        line.first_mark.isoformat() if line.first_mark else None,
        line.last_mark.isoformat() if line.last_mark else None,
        *(_period_cells(report, report.period, line.school) if report.period else []),
    ]


def group_header(report: AttendanceReport) -> list[str]:
    """Return the names of the group columns."""
    return [
        *(["School"] if report.is_of_several_schools else []),
        "By",
        "Group",
        "Pupils",
        *(_sums_header("Week") if report.week else []),
        *(_sums_header("Period") if report.period else []),
        *_sums_header("Year"),
        "Persistently absent pupils",
        "Persistent absence %",
        "Severely absent pupils",
        "Severe absence %",
        *(["Band by persistent absence"] if report.has_cohort_bands else []),
        *(_PERIOD if report.period else ()),
    ]


def group_cells(report: AttendanceReport, line: GroupLine) -> list[Cell]:
    """Return one group's cells, in the order of ``group_header``."""
    return [
        *([line.school] if report.is_of_several_schools else []),
        line.by,
        line.name,
        line.pupils,
        *(_sums_cells(line.week) if line.week else []),
        *(_sums_cells(line.period) if line.period else []),
        *_sums_cells(line.year),
        line.pupils_persistent,
        line.persistent_absence_percent,
        line.pupils_severe,
        line.severe_absence_percent,
        *([line.cohort_band] if report.has_cohort_bands else []),
        *(_period_cells(report, report.period, line.school) if report.period else []),
    ]


def _period_cells(report: AttendanceReport, period: ReportingPeriod, school: str | None) -> list[Cell]:
    """Return the period's name, the first and last day in this school, and who gave them."""
    days = [period.of_schools.get(line.school_id) for line in report.schools if line.name == school]
    first, last = next(iter(days), None) or (period.from_day, period.to_day)
    return [period.name, first.isoformat(), last.isoformat(), days_given_by(period)]


def _sums_header(period: str) -> list[str]:
    return [
        *(f"{period} sessions {name}" for name in _SUMS),
        f"{period} minutes late",
        f"{period} attendance %",
    ]


def _sums_cells(sums: Sums) -> list[Cell]:
    return [
        sums.possible,
        sums.attended,
        sums.authorised,
        sums.unauthorised,
        sums.late,
        sums.late_after_close,
        sums.missing,
        sums.minutes_late,
        sums.attendance_percent,
    ]


def _yes_no(flag: bool | None) -> str | None:
    return None if flag is None else "yes" if flag else "no"
