"""Class sheets as plain values: the contract that every form of them is printed from."""

from __future__ import annotations

from typing import Any

from attendctl.calendar import Week
from attendctl.casework.class_display import class_display
from attendctl.casework.class_sheets import ClassSheet, ClassSheets, SheetLine, times_late
from attendctl.measures.sums import Sums
from attendctl.reports.report_json import sums_dict


def class_sheets_dict(sheets: ClassSheets, *, display: bool = False) -> dict[str, Any]:
    """Return the sheets as dictionaries and lists.

    Args:
        sheets: of ``attendctl.casework.class_sheets.class_sheets``.
        display: only what may hang on a wall.
    """
    report = sheets.report
    several = report.is_of_several_schools
    return {
        "report": "class_sheets",
        "display": display,
        "school": {
            "name": None if several else report.schools[0].name,
            "urn": None if several else report.schools[0].urn,
        },
        "policy": report.policy,
        "as_of": report.as_of.isoformat(),
        "known": report.known.isoformat() if report.known else None,
        "week": week_dict(report.week) if report.week else None,
        "classes": [_display(one) if display else _sheet(one) for one in sheets.sheets],
    }


def week_dict(week: Week) -> dict[str, str]:
    """Return a week under the contract's names: Monday, Sunday and the ISO week."""
    return {"from": week.monday.isoformat(), "to": week.sunday.isoformat(), "iso": str(week)}


def _sheet(sheet: ClassSheet) -> dict[str, Any]:
    return {
        **_about(sheet),
        "pupils": [_pupil(line) for line in sheet.pupils],
        "total": {
            "pupils": len(sheet.pupils),
            "weeks": [sums_dict(sums) for sums in sheet.week_totals],
            "four_weeks": _with_times_late(sheet.four_weeks),
            "year": _with_times_late(sheet.year),
        },
    }


def _pupil(line: SheetLine) -> dict[str, Any]:
    of_report = line.of_report
    return {
        "upn": of_report.upn,
        "surname": of_report.surname,
        "forename": of_report.forename,
        "weeks": [sums_dict(sums) for sums in line.weeks],
        "four_weeks": _with_times_late(line.four_weeks),
        "four_weeks_band": line.four_weeks_band,
        "year": _with_times_late(of_report.year),
        "band": of_report.band,
        "trend": of_report.trend,
        "status": of_report.status,
    }


def _with_times_late(sums: Sums) -> dict[str, Any]:
    return sums_dict(sums) | {"times_late": times_late(sums)}


def _display(sheet: ClassSheet) -> dict[str, Any]:
    shown = class_display(sheet)
    return {
        **_about(sheet),
        "target_percent": shown.target_tenths / 10,
        "pupils": [
            {
                "name": line.name,
                "four_weeks_percent": None if line.four_weeks_tenths is None else line.four_weeks_tenths / 10,
                "trend": "better" if line.is_better else None,
            }
            for line in shown.pupils
        ],
    }


def _about(sheet: ClassSheet) -> dict[str, Any]:
    return {
        "school": sheet.school.name,
        "policy": sheet.school.policy,
        "class": sheet.name,
        "weeks": [week_dict(week) for week in sheet.weeks],
    }
