"""What is due of whom: every pupil of every school, judged by the school's own policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.decision import Decision, SchoolYear
from attendctl.casework.earlier_letters import Earlier, letters_written
from attendctl.casework.evidence_of import put_sessions_beside
from attendctl.casework.facts_on_a_day import days_of_schools, facts_on_the_day, school_year_on
from attendctl.casework.penalties.rows_by_pupil import PenaltyRows, are_asked_for, penalty_rows
from attendctl.casework.report_period import as_of_year
from attendctl.casework.steps.gather import SchoolFacts
from attendctl.casework.steps.judge import judge
from attendctl.errors import NotFound
from attendctl.ledger.case_log import LoggedEntry, case_entries
from attendctl.measures.attendance import Period, measure_attendance
from attendctl.measures.engine import prepare_register
from attendctl.measures.movers import schools_linked_to
from attendctl.measures.school_weeks import read_school_days
from attendctl.settings import Settings


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
    penalties: PenaltyRows | None = None,
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
        penalties: rows of the penalty list, read before, for letters that speak of it.

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
        penalties=penalties,
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
    today: date,
    as_of: date | None = None,
    school: str | None = None,
    logged: Sequence[LoggedEntry] | None = None,
    **asked: Any,
) -> list[SchoolDecisions]:
    """Judge as ``steps_due`` does and keep what is about letters.

    A letter that goes to many (``only_when_named``) is kept where the officer named it. The penalty
    list is read where a letter may speak of it.
    """
    logged = case_entries(connection) if logged is None else logged
    when: dict[str, Any] = {"today": today, "as_of": as_of, "school": school, "logged": logged}
    if are_asked_for(letter_by_hand, logged):
        asked["penalties"] = penalty_rows(connection, settings, **when)
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
        for one in steps_due(connection, settings, letter_by_hand=letter_by_hand, **when, **asked)
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
    penalties: PenaltyRows | None = None,
) -> list[SchoolFacts]:
    """Return the facts that ``steps_due`` decides from. Arguments and faults are its own."""
    schools = choose_schools(connection, settings, school)
    ids = [chosen.school_id for chosen in schools]
    prepare_register(connection, schools_linked_to(connection, ids) if school else None)
    days = read_school_days(connection, only=ids)
    if not days.days:
        raise NotFound("The ledger holds no marks.", remedy="Import a register first: attendctl import FILE")
    last_day = as_of_year(days, as_of=as_of, today=today)
    measure_attendance(connection, Period(last_day))
    by_school = days_of_schools(connection)
    found = facts_on_the_day(
        connection,
        [
            (
                chosen,
                school_year_on(
                    chosen,
                    by_school[chosen.school_id],
                    settings,
                    last_day,
                    letter_by_hand=letter_by_hand,
                    acting_on=as_of or today,
                ),
            )
            for chosen in schools
        ],
        letters_written(connection) if earlier is None else earlier,
        case_entries(connection) if logged is None else logged,
        logged_upto=as_of or today,
    )
    if not any(one.pupils for one in found):
        raise NotFound(
            f"The ledger holds no marks from {academic_year_start(last_day)} to {last_day}.",
            remedy=f"It holds marks from {days.days[0]} to {days.days[-1]}: choose a day with --as-of.",
        )
    return [_with_penalties(one, penalties) for one in found] if penalties else found


def _with_penalties(facts: SchoolFacts, rows: PenaltyRows) -> SchoolFacts:
    school_id = facts.school.school_id
    pupils = (
        replace(pupil, penalty=row)
        if (row := rows.get((school_id, pupil.pupil.pupil_id))) is not None
        else pupil
        for pupil in facts.pupils
    )
    return replace(facts, pupils=tuple(pupils))
