"""How many actions are open and overdue, by school and step. Schools are judged some at a time.

A trust's pupils with all their facts do not stand in memory at once: a batch of schools is judged,
counted and forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

import duckdb

from attendctl.calendar import monday_of
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.earlier_letters import letters_written
from attendctl.casework.facts_on_a_day import days_of_schools, facts_on_the_day, school_year_on
from attendctl.casework.leadership.lines import ActionLine, Counts
from attendctl.casework.steps.judge import judge
from attendctl.ledger.case_log import case_entries
from attendctl.measures.attendance import Period, measure_attendance
from attendctl.measures.engine import prepare_register
from attendctl.measures.movers import schools_linked_to
from attendctl.measures.school_weeks import read_school_days
from attendctl.policies import Policy
from attendctl.progress import OnProgress, tell_nobody
from attendctl.settings import Settings

PUPILS_AT_ONCE = 2500
"""A batch is closed when it has so many; a school is never parted."""


def count_actions(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    schools: Mapping[str, ChosenSchool],
    pupils: Mapping[str, int],
    *,
    as_of: date,
    acting_on: date,
    tell: OnProgress = tell_nobody,
) -> tuple[ActionLine, ...]:
    """Judge every pupil of every school and count what is due.

    Overdue is what came due before the Monday of the week of ``as_of``: it was on an earlier week's list.
    Letters that go to many parents at once, and the routines of a school, are not counted.

    Args:
        connection: has the ledger's reading views. What the measures left on it is replaced.
        settings: the calendar, as far as stated.
        schools: by the name that the workbook gives them, in its order.
        pupils: how many there are, by the same names.
        as_of: judge by marks dated up to this day, this day included.
        acting_on: what was logged and written up to this day counts.
        tell: is told how far the work has come.

    Returns:
        By school, then by step in the policy's order; a step with nothing to count is left out.
    """
    earlier, logged = letters_written(connection), case_entries(connection)
    counted: list[ActionLine] = []
    for batch in _batches(schools, pupils):
        tell("Judging what is due", len({line.school for line in counted}), len(schools))
        ids = [school.school_id for school in batch.values()]
        prepare_register(connection, schools_linked_to(connection, ids))
        read_school_days(connection, only=ids)
        measure_attendance(connection, Period(as_of))
        days = days_of_schools(connection)
        years = [
            (
                school,
                school_year_on(school, days.get(school.school_id, ()), settings, as_of, acting_on=acting_on),
            )
            for school in batch.values()
        ]
        for name, facts in zip(
            batch,
            facts_on_the_day(connection, years, earlier, logged, logged_upto=acting_on),
            strict=True,
        ):
            decisions = (
                decision
                for pupil in facts.pupils
                for decision in judge(pupil, facts.school.policy, facts.year)
            )
            counted += _of_school(name, facts.school.policy, decisions, monday=monday_of(as_of))
    return tuple(counted)


def all_counts(lines: Sequence[ActionLine]) -> Counts:
    """Return the counts of several steps together."""
    return Counts(*(sum(column) for column in zip(Counts(), *(line.counts for line in lines), strict=True)))


def _batches(
    schools: Mapping[str, ChosenSchool], pupils: Mapping[str, int]
) -> Iterator[dict[str, ChosenSchool]]:
    batch: dict[str, ChosenSchool] = {}
    size = 0
    for name, school in schools.items():
        if not pupils.get(name):
            continue
        if batch and size + pupils[name] > PUPILS_AT_ONCE:
            yield batch
            batch, size = {}, 0
        batch[name] = school
        size += pupils[name]
    if batch:
        yield batch


def _of_school(name: str, policy: Policy, decisions: Iterator[Decision], *, monday: date) -> list[ActionLine]:
    counts: dict[str, Counts] = {}
    for decision in decisions:
        step = decision.step
        if step is None or step.only_when_named:
            continue
        so_far = counts.get(step.name, Counts())
        if decision.outcome is Outcome.DUE:
            is_overdue = decision.due_on is not None and decision.due_on < monday
            so_far = so_far._replace(open=so_far.open + 1, overdue=so_far.overdue + is_overdue)
        elif decision.outcome is Outcome.HELD_BACK:
            so_far = so_far._replace(held_back=so_far.held_back + 1)
        else:
            continue
        counts[step.name] = so_far
    return [
        ActionLine(name, step.name, step.title, counts[step.name])
        for step in policy.steps
        if step.name in counts
    ]
