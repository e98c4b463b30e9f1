"""The attendance report as JSON: the contract other programs read. Names are stable; keys may be added."""

from __future__ import annotations

import json
from typing import Any

from attendctl.casework.report_lines import AttendanceReport, GroupLine, PupilLine, SchoolLine
from attendctl.measures.sums import Sums
from attendctl.reports.policy_counts_shown import count_dict

# One for all rows; that a row holds itself, which costs time to rule out, cannot be.
_ENCODER = json.JSONEncoder(ensure_ascii=False, check_circular=False)


def report_json(report: AttendanceReport) -> str:
    """Return the report as JSON text: a line for every key, and for every row of a list."""
    parts = [f"{json.dumps(key)}: {_value(value)}" for key, value in report_dict(report).items()]
    return "{\n" + ",\n".join(parts) + "\n}\n"


def _value(value: Any) -> str:
    """Write a list one row a line: json's own indenting is five times slower."""
    if not isinstance(value, list) or not value:
        return _ENCODER.encode(value)
    return "[\n" + ",\n".join(map(_ENCODER.encode, value)) + "\n]"


def report_dict(report: AttendanceReport) -> dict[str, Any]:
    """Return the report as the dictionaries and lists of the JSON contract."""
    several = report.is_of_several_schools
    return {
        "report": report.kind,
        "school": {
            "name": None if several else report.schools[0].name,
            "urn": None if several else report.schools[0].urn,
        },
        "schools": [_school(report, one) for one in report.schools],
        "policy": report.policy,
        "as_of": report.as_of.isoformat(),
        "known": report.known.isoformat() if report.known else None,
        "week": {
            "from": report.week.monday.isoformat(),
            "to": report.week.sunday.isoformat(),
            "iso": str(report.week),
        }
        if report.week
        else None,
        "period": period_dict(report),
        "whole_school": _totals(report.whole_school),
        "pupils": [_pupil(line, several=several) for line in report.pupils],
        "groups": [_group(line, several=several) for line in report.groups],
        "missing_marks": [
            ({"school": line.school} if several else {})
            | {"upn": line.upn, "date": line.date.isoformat(), "session": line.session}
            for line in report.missing_marks
        ],
        "policy_counts": [count_dict(count, several=several) for count in report.policy_counts],
        "late_marks_to_check": None if report.late_marks is None else len(report.late_marks),
    }


def period_dict(report: AttendanceReport) -> dict[str, Any] | None:
    """Return the half term, term or range of a report, with the days of each school; None without one."""
    period = report.period
    if period is None:
        return None
    days = [
        (line, period.of_schools[line.school_id])
        for line in report.schools
        if line.school_id in period.of_schools
    ]
    return {
        "name": period.name,
        "from": period.from_day.isoformat(),
        "to": period.to_day.isoformat(),
        "is_stated": period.is_stated,
        "has_ended": period.has_ended,
        "schools": [
            {"school": line.name, "from": first.isoformat(), "to": last.isoformat()}
            for line, (first, last) in days
        ],
    }


def sums_dict(sums: Sums) -> dict[str, Any]:
    """Return sums under the contract's names."""
    return {
        "sessions_possible": sums.possible,
        "sessions_attended": sums.attended,
        "sessions_authorised": sums.authorised,
        "sessions_unauthorised": sums.unauthorised,
        "sessions_late": sums.late,
        "sessions_late_after_close": sums.late_after_close,
        "sessions_missing": sums.missing,
        "minutes_late": sums.minutes_late,
        "attendance_percent": sums.attendance_percent,
    }


def _school(report: AttendanceReport, line: SchoolLine) -> dict[str, Any]:
    known = {"name": line.name, "urn": line.urn, "dfe_number": line.dfe_number, "policy": line.policy}
    totals = [_totals(total) for total in report.school_totals if total.school == line.name]
    return known | (totals[0] if totals else {"pupils": 0})


def _totals(line: GroupLine) -> dict[str, Any]:
    return {
        "pupils": line.pupils,
        "week": _sums_or_none(line.week),
        "period": _sums_or_none(line.period),
        "year": sums_dict(line.year),
        "persistent_absence_percent": line.persistent_absence_percent,
        "severe_absence_percent": line.severe_absence_percent,
    }


def _sums_or_none(sums: Sums | None) -> dict[str, Any] | None:
    return None if sums is None else sums_dict(sums)


def _pupil(line: PupilLine, *, several: bool) -> dict[str, Any]:
    year = sums_dict(line.year)
    year["persistent_absence"] = line.persistent_absence
    year["severe_absence"] = line.severe_absence
    return {
        **({"school": line.school} if several else {}),
        "upn": line.upn,
        "surname": line.surname,
        "forename": line.forename,
        "year_group": line.year_group,
        "class": line.class_name,
        "week": _sums_or_none(line.week),
        "period": _sums_or_none(line.period),
        "year": year,
        "band": line.band,
        "band_previous_week": line.band_previous_week,
        "trend": line.trend,
        "status": line.status,
        "first_mark": line.first_mark.isoformat() if line.first_mark else None,
        "last_mark": line.last_mark.isoformat() if line.last_mark else None,
    }


def _group(line: GroupLine, *, several: bool) -> dict[str, Any]:
    return {
        **({"school": line.school} if several else {}),
        "by": line.by,
        "name": line.name,
        **_totals(line),
        "cohort_band": line.cohort_band,
    }
