"""What is due of whom: every pupil of every school, judged by the school's own policy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.decision import Decision, SchoolYear
from attendctl.casework.earlier_letters import Earlier, letters_written
from attendctl.casework.evidence_of import put_sessions_beside
from attendctl.casework.october_half_term import october_half_term_is_over_from
from attendctl.casework.report_period import as_of_year
from attendctl.casework.steps.ended import ended_periods
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.gather import SchoolFacts, gather_facts
from attendctl.casework.steps.judge import judge
from attendctl.casework.steps.periods import find_most_improved
from attendctl.errors import NotFound
from attendctl.ledger.case_log import LoggedEntry, case_entries
from attendctl.measures.attendance import Period, measure_attendance
from attendctl.measures.engine import prepare_register
from attendctl.measures.school_weeks import read_school_days
from attendctl.measures.terms import terms_of_school
from attendctl.settings import Settings

_SCHOOL_DAYS = "SELECT DISTINCT school_id, date FROM school_session WHERE possible > 0 ORDER BY date"


@dataclass(frozen=True)
class SchoolDecisions:
    """One school's pupils, each with the steps due or why there are none, in class order."""

    school: ChosenSchool
    as_of: date
    decisions: tuple[Decision, ...]
    year: SchoolYear | None = None


def steps_due(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
    letter_by_hand: str | None = None,
    earlier: Sequence[Earlier] | None = None,
    logged: Sequence[LoggedEntry] | None = None,
    explain: int | None = None,
) -> list[SchoolDecisions]:
    """Judge every pupil of the ledger, or of one school.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, and its calendar as far as stated.
        today: the day letters carry, and the last day that counts, unless ``as_of`` says otherwise.
        as_of: judge by marks dated up to this day, this day included, and date the letters so.
        school: one school, by name, URN or DfE number; None for all.
        letter_by_hand: the letter the officer named: "not before" does not hold it back.
        earlier: every letter written before; None reads them from ``connection``.
        logged: the case log; None reads it from ``connection``.
        explain: the pupil of whom every step says why it is not due, too.

    Raises:
        NotFound: no such school, or no marks up to that day.
    """
    facts = school_facts(
        connection,
        settings,
        today=today,
        as_of=as_of,
        school=school,
        letter_by_hand=letter_by_hand,
        earlier=earlier,
        logged=logged,
    )
    return [
        SchoolDecisions(
            of_school.school,
            of_school.year.as_of,
            tuple(
                decision
                for pupil in of_school.pupils
                for decision in judge(
                    pupil,
                    of_school.school.policy,
                    of_school.year,
                    explain=explain is not None and pupil.pupil.pupil_id == explain,
                )
            ),
            of_school.year,
        )
        for of_school in facts
    ]


def letters_due(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    letter_by_hand: str | None = None,
    **asked: Any,
) -> list[SchoolDecisions]:
    """Judge as ``steps_due`` does and keep what is about letters.

    A letter that goes to many (``only_when_named``) is kept where the officer named it.
    """
    return [
        replace(
            one,
            decisions=_with_their_sessions(
                connection,
                one,
                [
                    decision
                    for decision in one.decisions
                    if decision.step is None or _is_written(decision, letter_by_hand)
                ],
            ),
        )
        for one in steps_due(connection, settings, letter_by_hand=letter_by_hand, **asked)
    ]


def _is_written(decision: Decision, letter_by_hand: str | None) -> bool:
    only_when_named = decision.step is not None and decision.step.only_when_named
    return decision.letter is not None and (not only_when_named or decision.letter == letter_by_hand)


def _with_their_sessions(
    connection: duckdb.DuckDBPyConnection, of_school: SchoolDecisions, decisions: Sequence[Decision]
) -> tuple[Decision, ...]:
    years = [(of_school.school, of_school.year)] if of_school.year else []
    return tuple(
        decision
        for _, decision in put_sessions_beside(
            connection, years, [(of_school.school, decision) for decision in decisions]
        )
    )


def school_facts(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
    letter_by_hand: str | None = None,
    earlier: Sequence[Earlier] | None = None,
    logged: Sequence[LoggedEntry] | None = None,
) -> list[SchoolFacts]:
    """Return the facts that ``steps_due`` decides from. Arguments and faults are its own."""
    schools = choose_schools(connection, settings, school)
    prepare_register(connection, [chosen.school_id for chosen in schools] if school else None)
    days = read_school_days(connection)
    if not days.days:
        raise NotFound("The ledger holds no marks.", remedy="Import a register first: attendctl import FILE")
    last_day = as_of_year(days, as_of=as_of, today=today)
    measure_attendance(connection, Period(last_day))
    september = academic_year_start(last_day)
    by_school = _school_days(connection)
    years = [
        (chosen, _school_year(chosen, by_school[chosen.school_id], settings, last_day, letter_by_hand))
        for chosen in schools
    ]
    found = gather_facts(
        connection,
        years,
        [
            one
            for one in (letters_written(connection) if earlier is None else earlier)
            if academic_year_start(one.as_of) == september
        ],
        [
            entry
            for entry in (case_entries(connection) if logged is None else logged)
            if academic_year_start(entry.happened_on) == september and entry.happened_on <= last_day
        ],
    )
    if not any(one.pupils for one in found):
        raise NotFound(
            f"The ledger holds no marks from {september} to {last_day}.",
            remedy=f"It holds marks from {days.days[0]} to {days.days[-1]}: choose a day with --as-of.",
        )
    return [_in_class_order(_with_most_improved(one)) for one in found]


def _school_year(
    chosen: ChosenSchool,
    school_days: Sequence[date],
    settings: Settings,
    as_of: date,
    letter_by_hand: str | None,
) -> SchoolYear:
    weeks = sorted({monday_of(day) for day in school_days})
    terms = terms_of_school(school_days, settings.calendar)
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
    )


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


def _school_days(connection: duckdb.DuckDBPyConnection) -> Mapping[int, Sequence[date]]:
    days: dict[int, list[date]] = defaultdict(list)
    for school_id, day in connection.execute(_SCHOOL_DAYS).fetchall():
        days[school_id].append(day)
    return days
