"""The web page as plain values: the JSON contract that the HTML is printed from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from attendctl.calendar import Week
from attendctl.casework.attendance_report import NOT_STATED
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.web_page.page_lines import (
    TALK_KINDS,
    DayLine,
    Figure,
    GroupOfPupils,
    HalfDayLine,
    ReasonLine,
    SchoolBeside,
    TalkKind,
    TalkLine,
    WebPage,
    WeekLine,
    WithheldPart,
)
from attendctl.measures.sums_between import SumsThen
from attendctl.rates import percent
from attendctl.reports.benchmarks_shown import benchmark_dict, table_dict
from attendctl.reports.report_json import sums_dict

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
HALVES = ("AM", "PM")


def page_dict(page: WebPage) -> dict[str, Any]:
    """Return the page by the contract of ``docs/json.md``. Without names, no pupil is named in it."""
    report = page.report
    return {
        "report": "page",
        "schools": [_school(report, one) for one in page.beside],
        "policy": report.policy,
        "as_of": report.as_of.isoformat(),
        "known": report.known.isoformat() if report.known else None,
        "names": page.names,
        "period": _period(report),
        "headline": [_figure(one) for one in page.headline],
        "weeks": [_week(one) for one in page.weeks],
        "weekdays": [_half_day(one) for one in page.half_days],
        "days": [_day(one) for one in page.days],
        "reasons": [_reason(one) for one in page.reasons],
        "groups": [_group(one) for one in page.groups],
        "talk_about_week": _week_days(page.week),
        "to_talk_about": _named(page) if page.names else _counted(page),
        "benchmarks": _benchmarks(page.beside),
        "notes": list(page.notes),
    }


def _school(report: AttendanceReport, beside: SchoolBeside) -> dict[str, Any]:
    line, withheld = beside.line, beside.withheld
    known = next(one for one in report.schools if one.name == line.school)
    period = line.week or line.period
    counts = (line.pupils_with_sessions, line.pupils_persistent, line.pupils_severe)
    shown: dict[str, Any] = {"pupils": None, "period": None, "year": None}
    if "all" not in withheld:
        shown = {
            "pupils": line.pupils,
            "period": None if period is None else sums_dict(period),
            "year": sums_dict(line.year),
        }
    return {
        "name": known.name,
        "urn": known.urn,
        "dfe_number": known.dfe_number,
        "policy": known.policy,
        "withheld": list(withheld),
        **shown,
        **_absentees(*counts, withheld),
    }


def _absentees(
    pupils: int, persistent: int, severe: int, withheld: tuple[WithheldPart, ...]
) -> dict[str, float | None]:
    """Return the shares of pupils; None where there is no pupil, or the figure is withheld."""
    return {
        "persistent_absence_percent": None if _is_in(withheld, "persistent") else percent(persistent, pupils),
        "severe_absence_percent": None if _is_in(withheld, "severe") else percent(severe, pupils),
    }


def _is_in(withheld: tuple[WithheldPart, ...], part: WithheldPart) -> bool:
    return part in withheld or "all" in withheld


def _period(report: AttendanceReport) -> dict[str, Any]:
    period = report.period
    if period is not None:
        return {
            "kind": period.kind,
            "name": period.name,
            "from": period.from_day.isoformat(),
            "to": period.to_day.isoformat(),
            "is_stated": period.is_stated,
            "has_ended": period.has_ended,
        }
    kind = {"kind": report.kind}
    return kind | _week_days(report.week) if report.week else kind | {"name": None, "from": None, "to": None}


def _week_days(week: Week) -> dict[str, str]:
    return {"name": str(week), "from": week.monday.isoformat(), "to": week.sunday.isoformat()}


def _sums(sums: SumsThen) -> dict[str, Any]:
    return {
        "sessions_possible": sums.possible,
        "sessions_attended": sums.attended,
        "sessions_authorised": sums.authorised,
        "sessions_unauthorised": sums.unauthorised,
        "sessions_late": sums.late,
        "sessions_late_after_close": sums.late_after_close,
        "attendance_percent": percent(sums.attended, sums.possible),
    }


def _sums_or_none(sums: SumsThen | None) -> dict[str, Any] | None:
    return None if sums is None else _sums(sums)


def _figure(figure: Figure) -> dict[str, Any]:
    persistent = None if _is_in(figure.withheld, "persistent") else figure.persistent
    severe = None if _is_in(figure.withheld, "severe") else figure.severe
    return {
        "figure": figure.name,
        "from": figure.from_day.isoformat(),
        "to": figure.to_day.isoformat(),
        **_sums(figure.sums),
        "points_above": _points(figure.difference_tenths),
        "pupils": figure.persistent[1] if figure.persistent else None,
        "pupils_persistent": persistent[0] if persistent else None,
        "persistent_absence_percent": percent(*persistent) if persistent else None,
        "pupils_severe": severe[0] if severe else None,
        "severe_absence_percent": percent(*severe) if severe else None,
        "withheld": list(figure.withheld),
    }


def _points(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10


def _week(line: WeekLine) -> dict[str, Any]:
    return {
        "number": line.number,
        "week": str(line.week),
        "from": line.week.monday.isoformat(),
        "to": line.week.sunday.isoformat(),
        **_sums(line.sums),
        "last_year": _sums_or_none(line.last_year),
    }


def _half_day(line: HalfDayLine) -> dict[str, Any]:
    return {
        "weekday": WEEKDAYS[line.weekday],
        "session": HALVES[line.session],
        "period": _sums_or_none(line.period),
        "year": _sums(line.year),
    }


def _day(line: DayLine) -> dict[str, Any]:
    return {
        "date": line.day.isoformat(),
        "weekday": WEEKDAYS[line.day.weekday()],
        "week": str(Week.containing(line.day)),
        "AM": _half(line.morning),
        "PM": _half(line.afternoon),
    }


def _half(sums: SumsThen | None) -> dict[str, Any] | None:
    if sums is None:
        return None
    return {
        "sessions_possible": sums.possible,
        "sessions_attended": sums.attended,
        "attendance_percent": percent(sums.attended, sums.possible),
    }


def _reason(line: ReasonLine) -> dict[str, Any]:
    beside: dict[str, Any] | None = None
    if line.period_is_withheld:
        beside = {"sessions": None, "percent_of_absence": None}
    elif line.period is not None and line.period_absent is not None:
        beside = {
            "sessions": line.period,
            "percent_of_absence": percent(line.period, line.period_absent),
        }
    return {
        "code": line.code,
        "meaning": line.meaning,
        "statistical_class": line.statistical_class,
        "withheld": ["period"] if line.period_is_withheld else [],
        "period": beside,
        "year": {
            "sessions": line.year,
            "percent_of_absence": percent(line.year, line.year_absent),
            "percent_of_possible": percent(line.year, line.year_possible),
        },
    }


def _group(line: GroupOfPupils) -> dict[str, Any]:
    is_shown = "all" not in line.withheld
    return {
        "by": line.by,
        "name": line.name,
        "withheld": list(line.withheld),
        "pupils": line.pupils if is_shown else None,
        "period": _sums_or_none(line.period) if is_shown else None,
        "year": _sums(line.year) if is_shown else None,
        **_absentees(line.with_sessions, line.persistent, line.severe, line.withheld),
    }


def _named(page: WebPage) -> list[dict[str, Any]]:
    return [
        {
            "school": line.school,
            "class": line.class_name or NOT_STATED,
            "year_group": line.year_group,
            "surname": line.surname,
            "forename": line.forename,
            "reasons": [{"kind": reason.kind, "text": reason.text} for reason in line.reasons],
        }
        for line in page.to_talk_about
    ]


_PART_OF: Mapping[TalkKind, WithheldPart] = {"newly_severe": "severe", "newly_persistent": "persistent"}


def _counted(page: WebPage) -> list[dict[str, Any]]:
    """Return how many pupils of each class there are to talk about, and for how many of them each reason.

    Where it is withheld how many are severely or persistently absent, so is who newly is.
    """
    year = next(figure for figure in page.headline if figure.name == "year")
    withheld = {kind for kind, part in _PART_OF.items() if part in year.withheld}
    classes: dict[tuple[str, str], list[TalkLine]] = {}
    for line in page.to_talk_about:
        classes.setdefault((line.school, line.class_name or NOT_STATED), []).append(line)
    found = []
    for (school, name), lines in classes.items():
        kinds = Counter(kind for line in lines for kind in {reason.kind for reason in line.reasons})
        found.append(
            {"school": school, "class": name, "pupils": len(lines)}
            | {kind: None if kind in withheld else kinds[kind] for kind in TALK_KINDS}
        )
    return found


def _benchmarks(schools: tuple[SchoolBeside, ...]) -> dict[str, Any]:
    return {
        "table": table_dict(schools[0].chosen.table) if schools else None,
        "schools": [_school_beside(one) for one in schools],
    }


def _school_beside(beside: SchoolBeside) -> dict[str, Any]:
    line, withheld = beside.line, beside.withheld
    year = None if "all" in withheld else line.year
    absentees = _absentees(line.pupils_with_sessions, line.pupils_persistent, line.pupils_severe, withheld)
    return {
        "school": line.school,
        "phase": beside.chosen.phase,
        "withheld": list(withheld),
        "attendance_percent": year.attendance_percent if year else None,
        "authorised_percent": percent(year.authorised, year.possible) if year else None,
        "unauthorised_percent": percent(year.unauthorised, year.possible) if year else None,
        "persistent_absence_percent": absentees["persistent_absence_percent"],
        "figures": [
            benchmark_dict(area.benchmark)
            | {
                "attendance_points_above": _points(area.attendance_difference),
                "persistent_absence_points_above": _points(area.persistent_difference),
            }
            for area in beside.areas
        ],
        "notes": list(beside.chosen.notes),
    }
