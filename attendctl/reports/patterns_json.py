"""Patterns as plain values: the JSON contract, from which the table, the CSV and the workbook are made."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from attendctl.casework.patterns.before_after import StepCompared, TwoSums
from attendctl.casework.patterns.judged import Judged
from attendctl.casework.patterns.pupil_record import WhoIsMeant
from attendctl.casework.patterns.search import PatternReport
from attendctl.casework.patterns.shape import AbsenceShape
from attendctl.rates import percent
from attendctl.reports.patterns_words import once_in, pattern_text

_FIGURES = 6  # of a chance: a number for a program, and never more than it is good for


def patterns_dict(
    report: PatternReport, *, with_luck: bool = False, known: date | None = None
) -> dict[str, Any]:
    """Return a search by the contract of ``docs/json.md``.

    Args:
        report: what was found.
        with_luck: the patterns too that are rare by themselves and not among so many.
        known: stated; the search was made in what the ledger had been told by then.
    """
    schools = {school.school_id: school.name for school in report.schools}
    judged = report.judgement
    shown = (*judged.found, *(judged.could_be_luck if with_luck else ()))
    return {
        "as_of": report.as_of.isoformat(),
        "known": known.isoformat() if known else None,
        "from": report.from_day.isoformat(),
        "to": report.to_day.isoformat(),
        "schools": [{"name": school.name, "urn": school.urn} for school in report.schools],
        "luck": {
            "level": float(report.levels.level),
            "correction": report.levels.correction,
            "because": report.levels.level_because,
        },
        "patterns_tried": judged.tried,
        "patterns_too_thin": judged.too_thin,
        "of_one_pupil": report.of_one_pupil,
        "pupils": report.pupils,
        "pupils_with_enough_absences": report.pupils_with_enough,
        "least_absences": report.levels.least_absences,
        "patterns": [_pattern(one, schools, judged.tried) for one in shown],
        "absence": [_shape(one, schools) for one in report.shapes],
        "before_and_after": {
            "school_weeks": report.levels.step_weeks,
            "least_to_compare": report.levels.least_to_compare,
            "steps_with_too_few_weeks": report.steps_with_too_few_weeks,
            "steps": [_step(one, schools, report.levels.least_to_compare) for one in report.steps],
        },
    }


def _pattern(one: Judged, schools: dict[int, str], tried: int) -> dict[str, Any]:
    of, luck = one.tried, one.tried.luck
    return {
        "kind": of.kind,
        "what": of.what,
        "school": schools[of.school_id],
        "class": of.class_name,
        "pupils": [_who(who) for who in of.pupils],
        "observed": of.seen,
        "of": of.of,
        "expected": _hundredths(luck.expected),
        "chance": _number(luck.chance),
        "once_in": once_in(luck.chance),
        "chance_among_all": _number(one.among_all),
        "could_be_luck": one.could_be_luck,
        "text": pattern_text(of, tried=tried, could_be_luck=one.could_be_luck),
        "days": [day.isoformat() for day in of.days],
        "codes": dict(one.codes),
    }


def _who(who: WhoIsMeant) -> dict[str, Any]:
    return {
        "upn": who.upn,
        "admission_number": who.admission_number,
        "surname": who.surname,
        "forename": who.forename,
        "year_group": who.year_group,
        "class": who.class_name,
    }


def _shape(one: AbsenceShape, schools: dict[int, str]) -> dict[str, Any]:
    return {
        **_who(one.who),
        "school": schools[one.who.school_id],
        "days_possible": one.days_possible,
        "days_away": one.days_away,
        "days_away_percent": percent(one.days_away, one.days_possible),
        "spells": one.spells,
        "short_spells": one.short_spells,
        "longest_spell_days": one.longest,
        "weeks": one.weeks,
        "weeks_broken": one.weeks_broken,
        "weeks_away_whole": one.weeks_whole,
        "shape": one.shape,
    }


def _step(one: StepCompared, schools: dict[int, str], least: int) -> dict[str, Any]:
    return {
        "school": schools[one.school_id],
        "step": one.step,
        "band": one.band,
        "with_step": _sums(one.with_step),
        "without_step": _sums(one.without),
        "enough_to_compare": one.is_enough(least),
    }


def _sums(sums: TwoSums) -> dict[str, Any]:
    change = sums.change_in_tenths
    return {
        "pupils": len(set(sums.pupils)),
        "times": len(sums.pupils),
        "before": _part(sums.before),
        "after": _part(sums.after),
        "change_in_points": None if change is None else change / 10,
    }


def _part(sums: list[int]) -> dict[str, Any]:
    attended, possible = sums
    return {
        "sessions_possible": possible,
        "sessions_attended": attended,
        "attendance_percent": percent(attended, possible),
    }


def _hundredths(number: Fraction) -> float:
    """Return a number with two decimals, rounded half up."""
    return (200 * number.numerator + number.denominator) // (2 * number.denominator) / 100


def _number(chance: Fraction) -> float:
    """Return a chance as a number with six figures."""
    return float(f"{float(chance):.{_FIGURES}g}")
