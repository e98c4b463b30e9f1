"""The facts of every pupil on one day, from a register that was prepared before: for one day or for many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.decision import SchoolYear
from attendctl.casework.earlier_letters import Earlier
from attendctl.casework.notices.notice import PENALTY_DECISION, Notice, cited_places, read_notices
from attendctl.casework.notices.watched import watched_notices
from attendctl.casework.october_half_term import october_half_term_is_over_from
from attendctl.casework.steps.ended import ended_periods
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.gather import SchoolFacts, gather_facts
from attendctl.casework.steps.held_back import HOLDING
from attendctl.casework.steps.periods import find_most_improved
from attendctl.casework.steps.undecided import steps_at_threshold
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.terms import SchoolTerms, terms_of_school
from attendctl.settings import Settings

_SCHOOL_DAYS = "SELECT DISTINCT school_id, date FROM school_session WHERE possible > 0 ORDER BY date"


def days_of_schools(connection: duckdb.DuckDBPyConnection) -> Mapping[int, Sequence[date]]:
    """Return each school's own school days, oldest first, by its id. After ``read_school_days``."""
    days: dict[int, list[date]] = defaultdict(list)
    for school_id, day in connection.execute(_SCHOOL_DAYS).fetchall():
        days[school_id].append(day)
    return days


def school_year_on(
    chosen: ChosenSchool,
    school_days: Sequence[date],
    settings: Settings,
    as_of: date,
    *,
    letter_by_hand: str | None = None,
    acting_on: date | None = None,
    terms: SchoolTerms | None = None,
) -> SchoolYear:
    """Return a school's year up to a day.

    Args:
        chosen: the school, with its policy.
        school_days: of the school, as the register has them.
        settings: its calendar, as far as stated.
        as_of: the day judged, this day included.
        letter_by_hand: the letter the officer named.
        acting_on: the day letters carry; None is the day judged.
        terms: of the school, where they are known already.
    """
    weeks = sorted({monday_of(day) for day in school_days})
    terms = terms or terms_of_school(school_days, settings.calendar)
    return SchoolYear(
        as_of=as_of,
        school_weeks=weeks,
        half_term_over_from=october_half_term_is_over_from(
            weeks,
            chosen.policy.october_half_term,
            as_of=as_of,
            stated=settings.calendar.october_half_term_of(academic_year_start(as_of).year),
        ),
        letter_by_hand=letter_by_hand,
        school_days=school_days,
        terms=terms,
        ended=ended_periods(school_days, terms, as_of=as_of),
        acting_on=acting_on,
    )


def facts_on_the_day(
    connection: duckdb.DuckDBPyConnection,
    years: Sequence[tuple[ChosenSchool, SchoolYear]],
    earlier: Sequence[Earlier],
    logged: Sequence[LoggedEntry],
    *,
    logged_upto: date | None = None,
) -> list[SchoolFacts]:
    """Return the facts of every pupil in class order, the most improved of each class found.

    Args:
        connection: after ``attendctl.measures.attendance.measure_attendance`` of the same day.
        years: the schools, each with its year up to that day.
        earlier: letters; those of another academic year are left out.
        logged: the case log; what is of another academic year, or later than ``logged_upto``, is left out.
            A hold runs on from one year into the next, as the window of the penalty threshold and a
            notice do.
        logged_upto: what was logged after the last marks counts too; None is the day judged.
    """
    if not years:
        return []
    as_of = years[0][1].as_of
    september = academic_year_start(as_of)
    across_years = steps_at_threshold(school.policy for school, _ in years)
    notices = read_notices(logged, upto=logged_upto or as_of)
    found = gather_facts(
        connection,
        years,
        [one for one in earlier if academic_year_start(one.as_of) == september],
        [
            entry
            for entry in logged
            if (
                entry.kind in HOLDING
                or entry.step in across_years
                or entry.kind == PENALTY_DECISION
                or academic_year_start(entry.happened_on) == september
            )
            and entry.happened_on <= (logged_upto or as_of)
        ],
        cited_places(notices),
    )
    return [_in_class_order(_with_most_improved(_with_notices(connection, one, notices))) for one in found]


def _with_notices(
    connection: duckdb.DuckDBPyConnection, facts: SchoolFacts, notices: Sequence[Notice]
) -> SchoolFacts:
    """Put beside each pupil the notices of this school: their deadlines run past the end of a year."""
    of_school = [notice for notice in notices if notice.school_id == facts.school.school_id]
    if not of_school:
        return facts
    of_pupil = watched_notices(
        connection, facts.school, of_school, facts.year.school_days, as_of=facts.year.as_of
    )
    pupils = (
        replace(pupil, notices=tuple(of_pupil[pupil.pupil.pupil_id]))
        if pupil.pupil.pupil_id in of_pupil
        else pupil
        for pupil in facts.pupils
    )
    return replace(facts, pupils=tuple(pupils))


def _with_most_improved(facts: SchoolFacts) -> SchoolFacts:
    steps = [step for step in facts.school.policy.steps if step.kind == "most_improved"]
    if not steps:
        return facts
    improved = {
        step.name: find_most_improved(facts.pupils, step, facts.year.ended.get(step.period or "term", ()))
        for step in steps
    }
    return replace(facts, year=replace(facts.year, improved=improved))


def _in_class_order(facts: SchoolFacts) -> SchoolFacts:
    return replace(facts, pupils=tuple(sorted(facts.pupils, key=_place_in_class_order)))


def _place_in_class_order(facts: PupilFacts) -> Any:
    pupil = facts.pupil
    return natural_order(pupil.year_group or NOT_STATED), natural_order(pupil.class_name or NOT_STATED)
