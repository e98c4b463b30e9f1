"""Lists of pupils as plain values: the contract that every form of them is printed from."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from attendctl.casework.policy_lists.lists_made import (
    IllnessSeen,
    ListedPupil,
    MadeList,
    PolicyLists,
    SchoolWithoutLists,
)
from attendctl.casework.report_lines import AttendanceReport, GroupLine, SchoolLine
from attendctl.measures.listed_marks import ListedMark
from attendctl.measures.sums import Sums
from attendctl.policies.in_words_lists import ORDERS
from attendctl.policies.in_words_rules import group_in_words
from attendctl.policies.lists_asked import ListAsked
from attendctl.reports.patterns_words import once_in
from attendctl.reports.report_json import sums_dict

LEAVERS = (
    "Who has left is on no list: a pupil whose leaving date has come, or who has no row in the school's "
    "latest week. The report counts leavers, the lists do not."
)
_EVERYONE = "everyone"


def lists_dict(made: PolicyLists) -> dict[str, Any]:
    """Return the lists as dictionaries and lists.

    Args:
        made: of ``attendctl.casework.policy_lists.make_lists.policy_lists``.
    """
    report = made.report
    return {
        "report": "lists",
        "schools": [_school(line) for line in report.schools],
        "policy": report.policy,
        "as_of": report.as_of.isoformat(),
        "known": report.known.isoformat() if report.known else None,
        "period": _period(made),
        "leavers": LEAVERS,
        "without_lists": [_without(one) for one in made.without],
        "lists": [_list(report, one) for one in made.lists],
    }


def _school(line: SchoolLine) -> dict[str, Any]:
    return {"name": line.name, "urn": line.urn, "dfe_number": line.dfe_number, "policy": line.policy}


def _period(made: PolicyLists) -> dict[str, Any]:
    period = made.report.period
    return {
        "kind": made.kind,
        "name": made.name,
        "from": made.from_day.isoformat(),
        "to": made.to_day.isoformat(),
        "is_stated": period is None or period.is_stated,
    }


def _without(one: SchoolWithoutLists) -> dict[str, Any]:
    return {
        "school": one.school.name,
        "policy": one.school.policy,
        "why": one.why,
        "lists_every": list(one.periods),
    }


def _list(report: AttendanceReport, made: MadeList) -> dict[str, Any]:
    asked = made.asked
    is_figure = asked.kind == "school"
    return {
        "school": made.school.name,
        "policy": made.school.policy,
        "name": asked.name if made.who == _EVERYONE else f"{asked.name}-{made.who}",
        "title": list_title(asked, made.who),
        "every": list(asked.every),
        "kind": asked.kind,
        "who": made.who,
        "over": asked.over,
        "order": None if is_figure else ORDERS[asked.order],
        "from": made.from_day.isoformat(),
        "to": made.to_day.isoformat(),
        "section": asked.source.section,
        "ours": asked.source.ours,
        "checked_on": asked.source.checked_on.isoformat(),
        "count": None if is_figure else len(made.pupils),
        "among": made.among,
        "leavers_left_out": made.leavers_left_out,
        "figure": _figure(report, made.figure) if is_figure else None,
        "illness": _illness(made.illness) if made.illness else None,
        "pupils": [_pupil(one) for one in made.pupils],
    }


def list_title(asked: ListAsked, who: str) -> str:
    """Return a list's title, with the group it is of.

    >>> from attendctl.policies import load_policy
    >>> from attendctl.policies.lists_asked import lists_asked
    >>> below_95 = lists_asked(load_policy("copnor"), "week")[4]
    >>> list_title(below_95, "pp")
    'Below 95%, pupil premium'
    """
    return asked.title if who == _EVERYONE else f"{asked.title}, {group_in_words(who)}"


def _figure(report: AttendanceReport, line: GroupLine | None) -> dict[str, Any] | None:
    if line is None:
        return None
    period = line.week if report.week else line.period if report.period else line.year
    return {
        "pupils": line.pupils,
        "period": _sums(period or line.year),
        "year": _sums(line.year),
        "persistent_absence_percent": line.persistent_absence_percent,
        "severe_absence_percent": line.severe_absence_percent,
    }


def _pupil(one: ListedPupil) -> dict[str, Any]:
    line = one.line
    return {
        "upn": line.upn,
        "surname": line.surname,
        "forename": line.forename,
        "class": line.class_name,
        "year_group": line.year_group,
        "period": _sums(one.period),
        "year": _sums(line.year),
        "band": line.band,
        "status": line.status,
        "marks": [_mark(mark) for mark in one.marks],
        "group": {"name": one.group.name, "title": one.group.title, "led_by": one.group.led_by}
        if one.group
        else None,
    }


def _sums(sums: Sums) -> dict[str, Any]:
    return sums_dict(sums) | {
        "sessions_absent": sums.absent,
        "times_late": sums.late + sums.late_after_close,
    }


def _mark(mark: ListedMark) -> dict[str, Any]:
    return {
        "date": mark.date.isoformat(),
        "session": "PM" if mark.session else "AM",
        "code": mark.code,
        "minutes_late": mark.minutes_late,
        "comment": mark.comment,
    }


def _illness(seen: IllnessSeen) -> dict[str, Any]:
    return {
        "beside_school_weeks": seen.beside_school_weeks,
        "kinds": [
            {
                "code": kind.code,
                "meaning": kind.meaning,
                "sessions": kind.sessions,
                "sessions_a_day": kind.a_day,
                "sessions_before": kind.sessions_before,
                "sessions_a_day_before": kind.a_day_before,
            }
            for kind in seen.kinds
        ],
        "recent_school_weeks": seen.recent_school_weeks,
        "classes_looked_at": seen.classes_looked_at,
        "rising": [
            {
                "class": one.class_name,
                "illnesses": one.recent,
                "of": one.of,
                "expected": _tenths(one.expected),
                "once_in": once_in(one.chance),
            }
            for one in seen.rising
        ],
    }


def _tenths(number: Fraction) -> float:
    """Return a number with one decimal, rounded half up."""
    return (20 * number.numerator + number.denominator) // (2 * number.denominator) / 10
