"""The page on one pupil as plain values: the contract that each of its forms is printed from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from attendctl.casework.patterns.before_after import Window
from attendctl.casework.pupil_page.amendments import AmendmentOfPage
from attendctl.casework.pupil_page.page import PupilPage
from attendctl.casework.pupil_page.sessions import HALVES, Kind, PupilSession, add_up
from attendctl.casework.pupil_page.spells import SpellsOfPage
from attendctl.casework.pupil_page.steps import StepMarked
from attendctl.casework.pupil_page.weeks import DayOfPage, WeekOfPage
from attendctl.measures.sums import Sums
from attendctl.reports.pupil_dict import pupil_dict
from attendctl.reports.pupil_shown import outlook_in_words, who_is_meant
from attendctl.reports.report_json import sums_dict


def page_dict(page: PupilPage) -> dict[str, Any]:
    """Return all that the page says: what ``pupil_dict`` has, and the year that led there."""
    edges = [
        (band.name, page.outlook.school.policy.range_of(band)[0]) for band in page.outlook.school.policy.bands
    ]
    lates = [one for one in page.sessions if one.late or one.late_after_close]
    return {
        **pupil_dict(page.outlook),
        "year": {"from": page.from_day.isoformat(), "to": page.outlook.as_of.isoformat()},
        "weeks": [_week(week, page) for week in page.weeks],
        "kinds": _kinds(page),
        "codes": _codes(page),
        "band_edges": [{"band": name, "from_percent": lowest / 10} for name, lowest in edges if lowest > 0],
        "steps_upto": page.steps_upto.isoformat(),
        "steps_school_weeks": page.step_weeks,
        "steps": [_step(number, step) for number, step in enumerate(page.steps, 1)],
        "weekdays": [
            {
                "weekday": one.name,
                "AM": sums_dict(one.halves[0]),
                "PM": sums_dict(one.halves[1]),
                "day": sums_dict(one.day),
            }
            for one in page.weekdays
        ],
        "halves": {
            half: sums_dict(add_up(one for one in page.sessions if one.session == number))
            for number, half in enumerate(HALVES)
        },
        "spells": _spells(page.spells),
        "lates": {
            "times": len(lates),
            "before_register_closed": sum(one.late for one in lates),
            "after_register_closed": sum(one.late_after_close for one in lates),
            "minutes_late": page.outlook.row.year.minutes_late,
            "minutes_with_other_marks": sum(one.minutes_late for one in page.sessions)
            - sum(one.minutes_late for one in lates),
            "times_without_minutes": sum(not one.minutes_late for one in lates),
            "marks": [
                {
                    "date": one.date.isoformat(),
                    "session": HALVES[one.session],
                    "code": one.code,
                    "minutes_late": one.minutes_late or None,
                }
                for one in lates
            ],
        },
        "amendments": [_amendment(one) for one in page.amendments],
        "about": list(who_is_meant(page.outlook)),
        "in_words": [
            {"heading": said.heading, "sentences": list(said.sentences)}
            for said in outlook_in_words(page.outlook)
        ],
    }


def _week(week: WeekOfPage, page: PupilPage) -> dict[str, Any]:
    later = [other.week.monday for other in page.weeks if other.week > week.week]
    until = min(later, default=date.max)
    return {
        "from": week.week.monday.isoformat(),
        "to": week.week.sunday.isoformat(),
        "iso": str(week.week),
        "last_day": week.last_day.isoformat(),
        "days": [_day(day) for day in week.days],
        "week": sums_dict(week.sums),
        "year": sums_dict(week.year),
        "steps": [number for number, step in enumerate(page.steps, 1) if week.week.monday <= step.on < until],
    }


def _day(day: DayOfPage) -> dict[str, Any]:
    return {
        "date": day.date.isoformat(),
        **{half: _cell(day.sessions.get(number)) for number, half in enumerate(HALVES)},
    }


def _cell(one: PupilSession | None) -> dict[str, Any] | None:
    if one is None:
        return None
    return {"code": one.code, "kind": str(one.kind), "minutes_late": one.minutes_late or None}


def _kinds(page: PupilPage) -> list[dict[str, Any]]:
    counted: Mapping[str, int] = Counter(one.kind for one in page.sessions)
    return [{"kind": str(kind), "sessions": counted.get(kind, 0)} for kind in Kind]


def _codes(page: PupilPage) -> list[dict[str, Any]]:
    """Return every code that the register of the year has, with its meaning; the most frequent first."""
    counted = Counter((one.code, one.meaning, str(one.kind)) for one in page.sessions if one.code is not None)
    return [
        {"code": code, "meaning": meaning, "kind": kind, "sessions": sessions}
        for (code, meaning, kind), sessions in sorted(
            counted.items(), key=lambda item: (-item[1], *map(str, item[0]))
        )
    ]


def _step(number: int, step: StepMarked) -> dict[str, Any]:
    window = step.window
    change = step.change_in_tenths
    return {
        "number": number,
        "on": step.on.isoformat(),
        "kind": step.kind,
        "name": step.name,
        "what": step.what,
        "outcome": step.outcome,
        "kept_as": step.kept_as,
        "school_weeks": step.weeks or None,
        "before": _part(step.before, window, "before"),
        "after": _part(step.after, window, "after"),
        "change_in_points": None if change is None else change / 10,
        "why_no_figures": step.because,
    }


def _part(sums: Sums | None, window: Window | None, side: str) -> dict[str, Any] | None:
    if sums is None or window is None:
        return None
    first, last = window.before if side == "before" else window.after
    return {
        "from": first.isoformat(),
        "to": last.isoformat(),
        "sessions_possible": sums.possible,
        "sessions_attended": sums.attended,
        "attendance_percent": sums.attendance_percent,
    }


def _spells(spells: SpellsOfPage) -> dict[str, Any]:
    tenths = spells.weeks_a_spell_in_tenths
    return {
        "number": len(spells.spells),
        "longest_school_days": spells.longest,
        "school_days": sum(one.school_days for one in spells.spells),
        "days_missed_in_part": spells.days_missed_in_part,
        "school_weeks": spells.school_weeks,
        "school_weeks_a_spell": None if tenths is None else tenths / 10,
        "spells": [
            {
                "from": one.from_day.isoformat(),
                "to": one.to_day.isoformat(),
                "school_days": one.school_days,
                "codes": dict(one.codes),
                "is_open": one.is_open,
            }
            for one in spells.spells
        ],
    }


def _amendment(one: AmendmentOfPage) -> dict[str, Any]:
    stated = one._asdict()
    return {
        "date": stated.pop("day").isoformat(),
        "by": stated.pop("person"),
        **stated,
        "session": HALVES[one.session],
        "seen_on": one.seen_on.isoformat(),
    }
