"""The newsletter as plain values: the contract that every form of it is printed from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attendctl.calendar import academic_year_start
from attendctl.casework.celebration.celebration import Celebrated, SchoolCelebration
from attendctl.casework.celebration.races import Race
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.wording import date_in_words
from attendctl.reports.newsletter.notes import officer_notes, page_notes


def newsletter_dict(found: Celebrated) -> dict[str, Any]:
    """Return what may be published as dictionaries and lists, and beside it what is for the officer alone.

    Pupils have the name a page may show; no figure is any pupil's.

    Args:
        found: of ``attendctl.casework.celebration.celebration.celebrated``.
    """
    return {
        "report": "newsletter",
        **head_dict(found),
        "whole_school": {"pupils": found.pupils, "attendance_percent": _percent(found.published_tenths)},
        "schools": [
            {
                "name": one.school.name,
                "urn": one.school.urn,
                "policy": one.school.policy.key,
                "pupils": one.pupils,
                "attendance_percent": _percent(one.published_tenths),
                "names_awards": bool(one.school.policy.awards),
                "is_over": one.is_over,
            }
            for one in found.schools
        ],
        "classes": [row for one in found.schools for row in _classes(one)],
        "race": [_race(one, race) for one in found.schools for race in one.races if race.award.to == "class"],
        "heroes": [row for one in found.schools for row in _rewarded(one, weekly=True)],
        "houses": [
            _race(one, race) for one in found.schools for race in one.races if race.award.to == "house"
        ],
        "house_numbers": [
            {
                "school": one.school.name,
                "award": award.name,
                "title": award.title,
                "what_for": award.what_for,
                "house": house,
                "pupils": number,
            }
            for one in found.schools
            for award, house, number in one.house_numbers
        ],
        "certificates": [row for one in found.schools for row in _rewarded(one, weekly=False)],
        "not_in_race": [
            {
                "school": one.school.name,
                "award": left.award.name,
                "key_stage": left.stage.name if left.stage else None,
                "names": list(left.names),
                "why": left.why,
            }
            for one in found.schools
            for left in one.not_in_race
        ],
        "notes": [
            {"school": one.school.name, "text": text}
            for one in found.schools
            for text in page_notes(found, one)
        ],
        "for_the_officer": [
            {"school": one.school.name, "text": text}
            for one in found.schools
            for text in officer_notes(found, one)
        ],
    }


def head_dict(found: Celebrated) -> dict[str, Any]:
    """Return whose celebration it is, by which policy, up to which day, and of which days."""
    report = found.report
    several = report.is_of_several_schools
    return {
        "school": {
            "name": None if several else report.schools[0].name,
            "urn": None if several else report.schools[0].urn,
        },
        "policy": report.policy,
        "as_of": report.as_of.isoformat(),
        "known": report.known.isoformat() if report.known else None,
        "period": _period(report, is_over=all(one.is_over for one in found.schools)),
    }


def period_name(report: AttendanceReport) -> str:
    """Return the period as a page names it."""
    if report.week is not None:
        return f"week of {date_in_words(report.week.monday)}"
    if report.period is None:
        start = academic_year_start(report.as_of).year
        return f"school year {start}/{(start + 1) % 100:02d}"
    if report.period.kind == "range":
        return f"{date_in_words(report.period.from_day)} to {date_in_words(report.period.to_day)}"
    return report.period.name


def _period(report: AttendanceReport, *, is_over: bool) -> dict[str, Any]:
    if report.week is not None:
        first, last = report.week.monday, report.week.sunday
    elif report.period is not None:
        first, last = report.period.from_day, report.period.to_day
    else:
        first, last = academic_year_start(report.as_of), report.as_of
    return {
        "kind": report.kind,
        "name": period_name(report),
        "from": first.isoformat(),
        "to": last.isoformat(),
        "is_stated": report.period is None or report.period.is_stated,
        "has_ended": report.period.has_ended if report.kind == "range" and report.period else is_over,
    }


def _classes(one: SchoolCelebration) -> Iterator[dict[str, Any]]:
    celebration = one.school.policy.celebration
    if celebration is not None and "class" not in celebration.percentages_of:
        return
    for figure in one.classes:
        yield {
            "school": one.school.name,
            "class": figure.name,
            "key_stage": figure.stage.name if figure.stage else None,
            "attendance_percent": _percent(figure.published_tenths),
            "withheld": figure.is_withheld,
        }


def _race(one: SchoolCelebration, race: Race) -> dict[str, Any]:
    return {
        "school": one.school.name,
        "award": race.award.name,
        "title": race.award.title,
        "what_for": race.award.what_for,
        "key_stage": race.stage.name if race.stage else None,
        "key_stage_title": race.stage.title if race.stage else None,
        "winners": [
            {race.award.to: winner.name, "attendance_percent": _percent(winner.attendance_tenths)}
            for winner in race.winners
        ],
        "competing": race.contestants,
        "is_final": one.is_over,
    }


def _rewarded(one: SchoolCelebration, *, weekly: bool) -> Iterator[dict[str, Any]]:
    """Yield the pupils who are named: those of a week are heroes, those of longer have certificates."""
    for award, pupil in one.reached.pupils:
        if award.published == "names" and (award.every == "week") is weekly:
            yield {
                "school": one.school.name,
                "award": award.name,
                "title": award.title,
                "what_for": award.what_for,
                "level": award.level,
                "class": pupil.line.class_name,
                "name": pupil.shown,
            }


def _percent(tenths: int | None) -> float | None:
    return None if tenths is None else tenths / 10
