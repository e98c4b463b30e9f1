"""The sessions that a step of the policy rests on for one pupil, and how far they are from making it due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.decision import Case, Decision
from attendctl.casework.explained.marks import ExplainedMark
from attendctl.casework.steps.ended import EndedPeriod
from attendctl.casework.steps.measured_rules import codes_of, first_day_within
from attendctl.casework.steps.reviewed import Review, review_of
from attendctl.measures.spells import Spell
from attendctl.measures.unsettled import UnsettledMark
from attendctl.policies import Step
from attendctl.rules.penalty_threshold import PenaltyThreshold, penalty_threshold
from attendctl.rules.reader import NoRuleInForce

_SPELLS = "SELECT * FROM absence_spell WHERE school_id = $1 AND pupil_id = $2 ORDER BY rule, first_day"
_UNSETTLED = "SELECT * FROM unsettled_mark WHERE school_id = $1 AND pupil_id = $2 ORDER BY date, session"

BY_THE_YEAR = frozenset({"in_band", "below", "persistent_absence", "severe_absence"})
"""Kinds of steps that rest on every session of the year."""


@dataclass(frozen=True)
class PupilRegister:
    """One pupil's marks from the academic year before on, oldest first; every spell and unsettled mark."""

    marks: tuple[ExplainedMark, ...]
    spells: Mapping[str, Sequence[Spell]] = field(default_factory=dict)
    unsettled: Mapping[str, Sequence[UnsettledMark]] = field(default_factory=dict)

    def between(self, from_day: date, to_day: date) -> tuple[ExplainedMark, ...]:
        """Return the marks between two days, both included."""
        return tuple(mark for mark in self.marks if from_day <= mark.day <= to_day)

    def coded(self, codes: Sequence[str], from_day: date, to_day: date) -> tuple[ExplainedMark, ...]:
        """Return the marks with one of some codes between two days, both included."""
        return tuple(mark for mark in self.between(from_day, to_day) if mark.code in codes)

    def absences(self, from_day: date, to_day: date) -> tuple[ExplainedMark, ...]:
        """Return the sessions missed between two days, both included."""
        return tuple(mark for mark in self.between(from_day, to_day) if mark.is_absence)


@dataclass(frozen=True)
class RestsOn:
    """What a step rests on.

    ``by_year``: on every session of the year. Else on ``marks``. ``number`` of ``needed``
    are there: sessions of a count or window, school days of the absence that runs.
    """

    by_year: bool = False
    marks: tuple[ExplainedMark, ...] = ()
    number: int | None = None
    needed: int | None = None
    review: Review | None = None
    window: tuple[date, ...] = ()  # Mondays of the weeks of the penalty window


def read_pupil_register(
    connection: duckdb.DuckDBPyConnection, case: Case, marks: tuple[ExplainedMark, ...]
) -> PupilRegister:
    """Put a pupil's spells and unsettled marks beside the marks: the short spells and young marks too.

    Args:
        connection: after the steps of the pupil's school were decided on it.
        case: the pupil's.
        marks: of the pupil.
    """
    kinds = {step.kind for step in case.policy.steps}
    who = [case.pupil.school_id, case.pupil.pupil_id]
    spells: dict[str, list[Spell]] = defaultdict(list)
    unsettled: dict[str, list[UnsettledMark]] = defaultdict(list)
    if kinds & {"spell", "not_returned", "repeated"}:
        for row in connection.execute(_SPELLS, who).fetchall():
            spell = Spell._make(row)
            spells[spell.rule].append(spell)
    if "unsettled" in kinds:
        for row in connection.execute(_UNSETTLED, who).fetchall():
            mark = UnsettledMark._make(row)
            unsettled[mark.rule].append(mark)
    return PupilRegister(marks, spells, unsettled)


def rests_on(case: Case, step: Step, decisions: Sequence[Decision], register: PupilRegister) -> RestsOn:
    """Return the sessions that a step rests on, due or not.

    Args:
        case: the pupil's.
        step: of the case's policy.
        decisions: what was decided on it.
        register: the pupil's marks and spells.
    """
    as_of = case.year.as_of
    if step.kind in BY_THE_YEAR:
        return RestsOn(by_year=True)
    if step.kind in ("no_improvement", "improved"):
        return _since_review(case, step, register)
    if step.kind == "count":
        from_day = (
            academic_year_start(as_of)
            if step.within == "year"
            else first_day_within(step, case.year.terms, as_of)
            if case.year.terms
            else None
        )
        marks = register.coded(codes_of(step, as_of), from_day, as_of) if from_day else ()
        return RestsOn(marks=marks, number=len(marks), needed=step.at_least)
    if step.kind in ("spell", "not_returned", "repeated"):
        return _of_spells(case, step, decisions, register)
    if step.kind == "unsettled":
        return _unsettled(step, register)
    if step.kind in ("penalty_threshold", "penalty_warning"):
        return _window(case, register)
    if step.kind in ("end_of", "most_improved"):
        return _of_period(case, step, register)
    return RestsOn()


def law_of_penalties(on: date) -> PenaltyThreshold | None:
    """Return the penalty threshold of a day, or None: there was none."""
    try:
        return penalty_threshold().in_force(on)
    except NoRuleInForce:
        return None


def last_ended(case: Case, step: Step) -> EndedPeriod | None:
    """Return the latest period of a step's kind that has ended, or None."""
    ended = case.year.ended.get(step.period or "term", ())
    return ended[-1] if ended else None


def _since_review(case: Case, step: Step, register: PupilRegister) -> RestsOn:
    review = review_of(case, step)
    if step.or_unauthorised and case.pupil.year.unauthorised:
        return RestsOn(by_year=True, review=review)
    if review is None:
        return RestsOn()
    since = register.absences(review.of.on + timedelta(days=1), case.year.as_of)
    return RestsOn(marks=since, review=review)


def _of_spells(case: Case, step: Step, decisions: Sequence[Decision], register: PupilRegister) -> RestsOn:
    if step.kind == "repeated" and step.band is not None:
        return RestsOn(by_year=True)
    spells = register.spells.get(step.name, ())
    occasions = {decision.occasion for decision in decisions}
    about = [spell for spell in spells if spell.first_day.isoformat() in occasions]
    running = [spell for spell in spells if spell.is_open]
    chosen = about or (running if step.kind != "not_returned" else [])
    codes = codes_of(step, case.year.as_of)
    marks = tuple(mark for spell in chosen for mark in register.coded(codes, spell.first_day, spell.last_day))
    return RestsOn(
        marks=marks,
        number=running[-1].school_days if running else 0,
        needed=None if step.kind == "not_returned" else step.school_days or 1,
    )


def _unsettled(step: Step, register: PupilRegister) -> RestsOn:
    rows = register.unsettled.get(step.name, ())
    places = {(row.date, row.session) for row in rows}
    return RestsOn(
        marks=tuple(mark for mark in register.marks if (mark.day, mark.session) in places),
        number=max((row.school_days_since for row in rows), default=None),
        needed=(step.school_days or 0) + 1,
    )


def _window(case: Case, register: PupilRegister) -> RestsOn:
    law = law_of_penalties(case.year.as_of)
    if law is None:
        return RestsOn()
    weeks = tuple(week for week in case.year.school_weeks if week <= case.year.as_of)[-law.school_weeks :]
    marks = tuple(
        mark
        for mark in register.marks
        if mark.code in law.codes and mark.day <= case.year.as_of and monday_of(mark.day) in weeks
    )
    return RestsOn(marks=marks, number=len(marks), needed=law.sessions, window=weeks)


def _of_period(case: Case, step: Step, register: PupilRegister) -> RestsOn:
    ended = last_ended(case, step)
    if ended is None:
        return RestsOn()
    return RestsOn(marks=register.absences(ended.from_day, min(ended.to_day, case.year.as_of)))
