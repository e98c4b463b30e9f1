"""From the steps of a policy to the rules that are measured in the register: codes, days, numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from attendctl.calendar import academic_year_start
from attendctl.measures.band_stay import BandEdges
from attendctl.measures.below_lines import Line
from attendctl.measures.counts import CountRule
from attendctl.measures.penalty_window import WindowRule
from attendctl.measures.spells import SpellRule
from attendctl.measures.terms import SchoolTerms
from attendctl.measures.unsettled import SettleRule
from attendctl.policies import Policy, Step
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT
from attendctl.rules.absence_thresholds import persistent_absence, severe_absence
from attendctl.rules.attendance_codes import load_attendance_codes
from attendctl.rules.codes_of_conduct import CodeOfConduct
from attendctl.rules.penalty_threshold import penalty_threshold
from attendctl.rules.reader import NoRuleInForce

FIRST_UNAUTHORISED = "first unauthorised session"
"""The count of a policy whose steps ask for any unauthorised absence. No step can be called so."""

_LAWS = {"persistent_absence": persistent_absence, "severe_absence": severe_absence}


def count_rules(policy: Policy, terms: SchoolTerms, as_of: date) -> list[CountRule]:
    """Return the rule of every step of kind ``count``, for the year, term or half term of ``as_of``.

    And, where a step asks for it, the rule for the first unauthorised session of the year.
    """
    rules = []
    for step in policy.steps:
        if step.kind != "count":
            continue
        from_day = first_day_within(step, terms, as_of)
        if from_day is not None:
            rules.append(CountRule(step.name, codes_of(step, as_of), from_day, as_of, step.at_least or 0))
    if any(step.with_unauthorised or step.or_unauthorised for step in policy.steps):
        codes = codes_of_absence("unauthorised", as_of)
        rules.append(CountRule(FIRST_UNAUTHORISED, codes, academic_year_start(as_of), as_of, 1))
    return rules


def first_day_within(step: Step, terms: SchoolTerms, as_of: date) -> date | None:
    """Return the first day of the year, term or half term in which a step counts; None outside any."""
    if step.within == "year":
        return academic_year_start(as_of)
    period = terms.term_of(as_of) if step.within == "term" else terms.half_term_of(as_of)
    return period.from_day if period else None


def spell_rules(policy: Policy, as_of: date) -> list[SpellRule]:
    """Return the rule of every step about days in a row; one day makes a spell after leave."""
    return [
        SpellRule(
            step.name, codes_of(step, as_of), 1 if step.kind == "not_returned" else step.school_days or 1
        )
        for step in policy.steps
        if step.kind in ("spell", "not_returned") or (step.kind == "repeated" and step.band is None)
    ]


def lines(policy: Policy, as_of: date) -> list[Line]:
    """Return the line of every step for attendance below a percentage, or below a share of the law."""
    found = []
    for step in policy.steps:
        if step.kind == "below":
            found.append(Line(step.name, tenths=step.percent))
        elif step.kind in _LAWS:
            try:
                law = _LAWS[step.kind]().in_force(as_of)
            except NoRuleInForce:
                continue
            if law.fixed_sessions is None:
                found.append(Line(step.name, missed=law.missed, of=law.of))
    return found


def settle_rules(policy: Policy) -> list[SettleRule]:
    """Return the rule of every step of kind ``unsettled``."""
    return [
        SettleRule(step.name, step.codes, step.school_days or 0)
        for step in policy.steps
        if step.kind == "unsettled"
    ]


def window_rule(conducts: Mapping[int, CodeOfConduct], as_of: date) -> WindowRule | None:
    """Return the law's penalty threshold as the authorities' codes count it; None before there was one.

    Sessions of the days before there was a national threshold are not counted.

    Args:
        conducts: by school id.
        as_of: the day judged.
    """
    rule = penalty_threshold()
    try:
        law = rule.in_force(as_of)
    except NoRuleInForce:
        return None
    return WindowRule(
        codes={
            school_id: law.codes if conduct.counts_unexplained else law.firm_codes
            for school_id, conduct in conducts.items()
        },
        sessions=law.sessions,
        school_weeks=law.school_weeks,
        unexplained_codes=law.unexplained_codes,
        from_day=rule.values[0].valid_from,
    )


def codes_of(step: Step, on: date) -> tuple[str, ...]:
    """Return the codes a step counts: its own, or those of a class of absence on a day.

    >>> from attendctl.policies import load_policy
    >>> step = load_policy("national").step_for("1a").model_copy(update={"absence": "unauthorised"})
    >>> codes_of(step, date(2025, 11, 7))
    ('G', 'N', 'O', 'U')
    """
    return tuple(step.codes) if step.codes else codes_of_absence(step.absence or "any", on)


@lru_cache
def codes_of_absence(absence: str, on: date) -> tuple[str, ...]:
    """Return the codes of ``authorised``, ``unauthorised`` or ``any`` absence that count on a day."""
    wanted = ("authorised", "unauthorised") if absence == "any" else (absence,)
    codes = load_attendance_codes()
    return tuple(
        sorted(
            {
                entry.code
                for entry in codes.entries
                if codes.class_of(entry).counts_as in wanted
                and (entry.holds_on(on) or (entry.accepted_late and entry.is_retired_on(on)))
            }
        )
    )


@lru_cache
def band_edges(policy: Policy) -> Sequence[BandEdges]:
    """Return the ranges of a policy's bands with holes and overlaps closed."""
    edges: list[BandEdges] = []
    for tenths in range(TENTHS_IN_ONE_HUNDRED_PERCENT + 1):
        band = policy.band_of(tenths)
        if band is None:
            continue
        if edges and edges[-1].band == band.name and edges[-1].highest_tenths == tenths - 1:
            edges[-1] = BandEdges(band.name, edges[-1].lowest_tenths, tenths)
        else:
            edges.append(BandEdges(band.name, tenths, tenths))
    return edges
