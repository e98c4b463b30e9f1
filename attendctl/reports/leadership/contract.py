"""The leadership workbook as plain values: the contract that every form of it is printed from."""

from __future__ import annotations

from datetime import date
from typing import Any

from attendctl.casework.class_sheets import times_late
from attendctl.casework.leadership.lines import (
    Counts,
    LeadershipReport,
    Moved,
    Movement,
    OwedLine,
    ToSettle,
    WeekLine,
    Whole,
)
from attendctl.casework.report_lines import GroupLine, PupilLine
from attendctl.measures.sums import Sums
from attendctl.rates import percent
from attendctl.reports.class_sheets_dict import week_dict
from attendctl.reports.leadership.definitions import definitions
from attendctl.reports.report_json import period_dict, sums_dict


def leadership_dict(found: LeadershipReport) -> dict[str, Any]:
    """Return the report as dictionaries and lists. ``school`` is None where all of several are meant."""
    report = found.report
    return {
        "report": "leadership",
        "schools": [
            {"name": whole.school, "urn": line.urn, "dfe_number": line.dfe_number, "policy": line.policy}
            for whole, line in zip(found.schools, report.schools, strict=True)
        ],
        "policy": report.policy,
        "as_of": report.as_of.isoformat(),
        "known": _day(report.known),
        "week": week_dict(report.week) if report.week else None,
        "period": period_dict(report),
        "trust": _whole(found.trust),
        "school_rows": [_whole(whole) for whole in found.schools],
        "groups": [{"by": line.by, **_group(line)} for line in found.groups],
        "weeks": [_week(line) for line in found.weeks],
        "movement": _movement(found.movement),
        "owed": [_owed(line) for line in found.owed],
        "pupils": [
            _pupil(line, school) for line, school in zip(report.pupils, found.school_of_pupil, strict=True)
        ],
        "actions": [
            {"school": line.school, "step": line.step, "title": line.title, **_counts(line.counts)}
            for line in found.actions
        ],
        "definitions": definitions(found),
    }


def _whole(whole: Whole) -> dict[str, Any]:
    return {
        **_totals(whole.sums),
        "school": whole.school,
        "bands": [band._asdict() for band in whole.bands],
        "to_settle": _to_settle(whole.to_settle),
        "actions": _counts(whole.actions),
        "moved": {direction.replace(" ", "_"): count for direction, count in whole.moved.items()},
        "moved_why": dict(whole.moved_why),
    }


def _group(line: GroupLine) -> dict[str, Any]:
    return {"name": line.name, **_totals(line), "school": line.school}


def _totals(line: GroupLine) -> dict[str, Any]:
    return {
        "school": None,
        "pupils": line.pupils,
        "week": _sums(line.week),
        "period": _sums(line.period),
        "year": _sums(line.year),
        "pupils_with_sessions": line.pupils_with_sessions,
        "pupils_persistent": line.pupils_persistent,
        "persistent_absence_percent": line.persistent_absence_percent,
        "pupils_severe": line.pupils_severe,
        "severe_absence_percent": line.severe_absence_percent,
    }


def _sums(sums: Sums | None) -> dict[str, Any] | None:
    return None if sums is None else sums_dict(sums) | {"times_late": times_late(sums)}


def _week(line: WeekLine) -> dict[str, Any]:
    return {
        "school": line.school,
        "week": week_dict(line.week),
        "pupils": line.pupils,
        **(_sums(line.sums) or {}),
    }


def _movement(movement: Movement) -> dict[str, Any]:
    return {
        "since": week_dict(movement.before) if movement.before else None,
        "known_by": _day(movement.known_by),
        "register_then": [
            {"school": school, "told_up_to": _day(day)} for school, day in movement.told_up_to.items()
        ],
        "pupils": [_moved(one) for one in movement.pupils],
    }


def _moved(one: Moved) -> dict[str, Any]:
    pupil = one.pupil
    return {
        "school": one.school,
        "upn": pupil.upn,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "year_group": pupil.year_group,
        "class": pupil.class_name,
        "band_then": one.band_then,
        "band_before": one.band_before,
        "band_now": one.band_now,
        "percent_then": None if one.then is None else percent(*one.then),
        "percent_before": percent(*one.before),
        "percent_now": percent(*one.now),
        "direction": one.direction,
        "why": one.why,
    }


def _owed(line: OwedLine) -> dict[str, Any]:
    return {
        "school": line.school,
        "class": line.class_name,
        "missing": line.missing,
        "missing_year": line.missing_year,
        "to_settle": _to_settle(line.to_settle),
    }


def _to_settle(marks: ToSettle) -> dict[str, Any]:
    return {"open": marks.open, "overdue": marks.overdue, "oldest_on": _day(marks.oldest)}


def _counts(counts: Counts) -> dict[str, int]:
    return {"open": counts.open, "overdue": counts.overdue, "held_back": counts.held_back}


def _pupil(line: PupilLine, school: str) -> dict[str, Any]:
    return {
        "school": school,
        "upn": line.upn,
        "surname": line.surname,
        "forename": line.forename,
        "year_group": line.year_group,
        "class": line.class_name,
        "week": _sums(line.week),
        "period": _sums(line.period),
        "year": _sums(line.year),
        "band": line.band,
        "band_previous_week": line.band_previous_week,
        "trend": line.trend,
        "persistent_absence": line.persistent_absence,
        "severe_absence": line.severe_absence,
        "status": line.status,
    }


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
