"""The very sessions that a decision rests on, where it counts sessions or days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import duckdb

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.decision import Decision, Outcome, SchoolYear
from attendctl.casework.steps.measured_rules import codes_of
from attendctl.measures.evidence import MarkedSession, sessions_of
from attendctl.policies import Step
from attendctl.rules.penalty_threshold import penalty_threshold

_COUNTING = frozenset({"count", "spell", "unsettled", "penalty_threshold"})
_Pair = tuple[ChosenSchool, Decision]


def put_sessions_beside(
    connection: duckdb.DuckDBPyConnection,
    years: Sequence[tuple[ChosenSchool, SchoolYear]],
    due: Sequence[_Pair],
) -> list[_Pair]:
    """Return the decisions, each that counts sessions or days with those it counted, oldest first.

    Args:
        connection: the one the decisions were made on.
        years: of their schools.
        due: decisions that are due, with their schools.
    """
    of_school = {school.school_id: year for school, year in years}
    spans = {
        place: _days_of(decision, of_school[school.school_id])
        for place, (school, decision) in enumerate(due)
        if decision.outcome is Outcome.DUE and decision.step is not None and decision.step.kind in _COUNTING
    }
    if not spans:
        return list(due)
    codes = {place: _codes(due[place][1].step, last) for place, (_, last) in spans.items()}
    marks: dict[tuple[int, int], list[MarkedSession]] = defaultdict(list)
    for mark in sessions_of(
        connection,
        {due[place][1].pupil.pupil_id for place in spans},
        frozenset().union(*codes.values()),
        min(first for first, _ in spans.values()),
        max(last for _, last in spans.values()),
    ):
        marks[mark.school_id, mark.pupil_id].append(mark)
    return [
        (school, replace(decision, sessions=_counted(decision, spans[place], codes[place], marks)))
        if place in spans
        else (school, decision)
        for place, (school, decision) in enumerate(due)
    ]


def _counted(
    decision: Decision,
    span: tuple[date, date],
    codes: frozenset[str],
    marks: Mapping[tuple[int, int], Sequence[MarkedSession]],
) -> tuple[MarkedSession, ...]:
    first, last = span
    of_pupil = marks[decision.pupil.school_id, decision.pupil.pupil_id]
    return tuple(mark for mark in of_pupil if mark.code in codes and first <= mark.date <= last)


def _codes(step: Step | None, on: date) -> frozenset[str]:
    assert step is not None
    if step.kind == "penalty_threshold":
        return frozenset(penalty_threshold().in_force(on).codes)
    return frozenset(codes_of(step, on))


def _days_of(decision: Decision, year: SchoolYear) -> tuple[date, date]:
    """Return the first and last day of what a decision counts, both included."""
    facts, step = decision.facts, decision.step
    assert facts is not None
    assert step is not None
    if step.kind == "count":
        count = facts.counts[step.name]
        return count.first_day, count.last_day
    if step.kind == "spell":
        spell = next(one for one in facts.spells[step.name] if one.first_day.isoformat() == decision.occasion)
        return spell.first_day, spell.last_day
    if step.kind == "unsettled":
        marks = facts.unsettled[step.name]
        return min(mark.date for mark in marks), max(mark.date for mark in marks)
    weeks = [week for week in year.school_weeks if week <= year.as_of]
    window = weeks[-penalty_threshold().in_force(year.as_of).school_weeks :]
    return window[0], year.as_of
