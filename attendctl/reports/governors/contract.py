"""The governors' paper as plain values: the contract that every form of it is printed from.

It is published: what is withheld is not in it. Such a figure is null, and says ``"suppressed": true``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from attendctl.casework.disclosure.gather import Kind
from attendctl.casework.governors.paper_lines import (
    Column,
    Duty,
    GovernorsPaper,
    GroupFigures,
    Measure,
    PupilCount,
    ReasonLine,
    WeekLine,
)
from attendctl.casework.school_benchmarks import SchoolBenchmarks
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT, percent
from attendctl.reports.benchmarks_shown import benchmark_dict, table_dict
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence
from attendctl.rules.reader import NoRuleInForce, Rule

_TENTHS = TENTHS_IN_ONE_HUNDRED_PERCENT // 100


def governors_dict(paper: GovernorsPaper) -> dict[str, Any]:
    """Return the paper as dictionaries and lists."""
    report = paper.report
    several = report.is_of_several_schools
    return {
        "report": "governors",
        "school": {
            "name": None if several else report.schools[0].name,
            "urn": None if several else report.schools[0].urn,
        },
        "schools": [
            {"name": one.name, "urn": one.urn, "dfe_number": one.dfe_number, "policy": one.policy}
            for one in report.schools
        ],
        "policy": report.policy,
        "as_of": report.as_of.isoformat(),
        "known": report.known.isoformat() if report.known else None,
        "period": _period(paper),
        "largest_small_number": paper.largest_small_number,
        "thresholds": {
            "persistent": _threshold(persistent_absence(), paper),
            "severe": _threshold(severe_absence(), paper),
        },
        "headline": [_column(column) for column in paper.columns],
        "weeks": [_week(week) for week in paper.weeks],
        "groups": [_group(group) for group in paper.groups],
        "not_stated": list(paper.not_stated),
        "absence_by_reason": {
            "suppressed": paper.reasons is None,
            "reasons": None if paper.reasons is None else _reasons(paper.reasons, paper.columns[0]),
        },
        "done": {"letters": _done(paper.letters), "steps": _done(paper.steps)},
        "duties": [_duty(duty) for duty in paper.duties],
        "benchmarks": _benchmarks(paper.benchmarks),
    }


def _period(paper: GovernorsPaper) -> dict[str, Any]:
    period = paper.report.period
    first, last = paper.period_days
    names = {line.school_id: line.name for line in paper.report.schools}
    return {
        "kind": paper.report.kind,
        "name": paper.period_name,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "is_stated": period.is_stated if period else True,
        "has_ended": period.has_ended if period else False,
        "schools": [
            {"school": names[school_id], "from": of_school[0].isoformat(), "to": of_school[1].isoformat()}
            for school_id, of_school in (period.of_schools.items() if period else ())
            if school_id in names
        ],
    }


def _threshold(rule: Rule[AbsenceThreshold], paper: GovernorsPaper) -> dict[str, Any] | None:
    try:
        value = rule.in_force(paper.report.as_of)
    except NoRuleInForce:
        return None
    return {"missed": value.missed, "of": value.of, "fixed_sessions": value.fixed_sessions}


def _column(column: Column) -> dict[str, Any]:
    return {
        "name": column.name,
        "title": column.title,
        "from": column.from_day.isoformat(),
        "to": column.to_day.isoformat(),
        "school_days": column.school_days,
        "suppressed": column.possible is None,
        "sessions_possible": column.possible,
        "sessions_attended": column.attended,
        "attendance_percent": _share(column.attended, column.possible),
        "authorised_absence": _sessions(column, "authorised"),
        "unauthorised_absence": _sessions(column, "unauthorised"),
        "late_before_close": _sessions(column, "late"),
        "late_after_close": _sessions(column, "late_after_close"),
        "persistent_absence": _count(column.persistent),
        "severe_absence": _count(column.severe),
        "difference_points": _of_tenths(column.difference_tenths),
    }


def _sessions(column: Column, measure: Measure) -> dict[str, Any]:
    sessions = column.measures.get(measure)
    return {
        "sessions": sessions,
        "percent_of_possible": _share(sessions, column.possible),
        "suppressed": sessions is None,
    }


def _count(count: PupilCount | None) -> dict[str, Any] | None:
    if count is None:
        return None
    return {
        "pupils": count.pupils,
        "of": count.of,
        "percent": _share(count.pupils, count.of),
        "suppressed": count.is_withheld,
    }


def _week(week: WeekLine) -> dict[str, Any]:
    return {
        "from": week.monday.isoformat(),
        "school_days": week.school_days,
        "in_period": week.in_period,
        "attendance_percent": _share(week.attended, week.possible),
        "suppressed": week.possible is None,
    }


def _group(group: GroupFigures) -> dict[str, Any]:
    return {
        "by": group.by,
        "name": group.name,
        "suppressed": group.is_withheld,
        "pupils": group.pupils,
        "period_attendance_percent": _of_tenths(group.period_tenths),
        "year_attendance_percent": _of_tenths(group.year_tenths),
        "persistent_absence": _count(group.persistent),
        "severe_absence": _count(group.severe),
    }


def _reasons(reasons: Sequence[ReasonLine], period: Column) -> list[dict[str, Any]]:
    absent = sum(one.sessions for one in reasons)
    return [
        {
            "reason": one.reason,
            "codes": list(one.codes),
            "class": one.statistical_class,
            "sessions": one.sessions,
            "percent_of_absence": percent(one.sessions, absent),
            "percent_of_possible": _share(one.sessions, period.possible),
        }
        for one in reasons
    ]


def _done(kinds: Sequence[Kind] | None) -> dict[str, Any]:
    return {
        "suppressed": kinds is None,
        "kinds": None if kinds is None else [{"what": one.name, "number": one.number} for one in kinds],
    }


def _duty(duty: Duty) -> dict[str, Any]:
    return {
        "policy": duty.policy,
        "title": duty.title,
        "every": duty.every,
        "section": duty.section,
        "ours": duty.ours,
    }


def _benchmarks(benchmarks: Sequence[SchoolBenchmarks]) -> dict[str, Any]:
    return {
        "table": table_dict(benchmarks[0].table) if benchmarks else None,
        "schools": [
            {
                "school": one.school,
                "phase": one.phase,
                "figures": [benchmark_dict(figure) for figure in one.figures],
                "notes": list(one.notes),
            }
            for one in benchmarks
        ],
    }


def _share(part: int | None, whole: int | None) -> float | None:
    return None if part is None or whole is None else percent(part, whole)


def _of_tenths(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / _TENTHS
