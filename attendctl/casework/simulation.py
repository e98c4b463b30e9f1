"""A policy run through past registers week by week, beside the policy in force. Nothing is stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import duckdb

from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.facts_on_a_day import days_of_schools, facts_on_the_day, school_year_on
from attendctl.casework.simulated.compare import Compared, compare
from attendctl.casework.simulated.groups import GroupOfPupils, groups_of
from attendctl.casework.simulated.played import Play, StepTaken
from attendctl.casework.simulated.weeks import PlayedWeek, weeks_to_play
from attendctl.measures.attendance import Period, measure_attendance
from attendctl.measures.engine import prepare_register
from attendctl.measures.school_weeks import read_school_days
from attendctl.measures.terms import terms_of_school
from attendctl.policies import Policy
from attendctl.policies.framework import without_framework
from attendctl.settings import Settings


@dataclass(frozen=True)
class Simulation:
    """What would have been due, week by week, by a policy and by the policy in force.

    ``simulated`` and ``in_force`` are what was taken as done in the weeks shown, oldest first.
    """

    policy: Policy
    schools: tuple[ChosenSchool, ...]  # each with its policy in force
    from_day: date
    to_day: date
    known: date | None
    weeks: tuple[PlayedWeek, ...]  # shown, in order
    simulated: tuple[StepTaken, ...]
    in_force: tuple[StepTaken, ...]
    pupils: int
    groups: tuple[GroupOfPupils, ...]
    compared: tuple[Compared, ...]  # letters and meetings, pupil by pupil


def simulate(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    policy: Policy,
    *,
    from_day: date,
    to_day: date,
    school: str | None = None,
    known: date | None = None,
) -> Simulation:
    """Play a policy and the policy in force through the school weeks of a ledger.

    Each week is judged on its last school day by the register as it stands. What is due is done
    that day: a letter is written, a meeting held, a step logged. What the framework for penalty
    notices asks under every policy alike is left out. The history is empty at 1
    September of each year; the weeks of the year before ``from_day`` are played and not shown.

    Args:
        connection: has the ledger's reading views. Nothing is written to the ledger.
        settings: name each school's policy in force, and its calendar as far as stated.
        policy: played for every school asked about.
        from_day: the first day asked about, included.
        to_day: the last day asked about, included.
        school: one school, by name, URN or DfE number; None for all.
        known: stated; the connection reads what the ledger had been told by then.

    Raises:
        NotFound: no such school, no marks, or no school week between the two days.
        WrongUsage: ``from_day`` is after ``to_day``.
    """
    schools = [
        replace(chosen, policy=without_framework(chosen.policy))
        for chosen in choose_schools(connection, settings, school)
    ]
    prepare_register(connection, [chosen.school_id for chosen in schools] if school else None)
    read_school_days(connection)
    school_days = days_of_schools(connection)
    weeks = weeks_to_play(school_days, from_day=from_day, to_day=to_day)
    terms = {school_id: terms_of_school(days, settings.calendar) for school_id, days in school_days.items()}
    simulated = Play([replace(chosen, policy=policy) for chosen in schools])
    in_force = Play(schools)
    is_another = any(chosen.policy != policy for chosen in schools)
    for week in weeks:
        measure_attendance(connection, Period(week.judged_on))
        for play in (simulated, in_force) if is_another else (simulated,):
            play.start_week(week)
            years = [
                (
                    chosen,
                    school_year_on(
                        chosen,
                        school_days[chosen.school_id],
                        settings,
                        week.judged_on,
                        terms=terms[chosen.school_id],
                    ),
                )
                for chosen in play.schools
                if chosen.school_id in week.school_ids
            ]
            memory = play.memory
            play.play(week, facts_on_the_day(connection, years, memory.earlier, memory.logged))
    if not is_another:
        in_force = simulated
    pupils = simulated.judged | in_force.judged
    return Simulation(
        policy=policy,
        schools=tuple(schools),
        from_day=from_day,
        to_day=to_day,
        known=known,
        weeks=tuple(week for week in weeks if week.is_shown),
        simulated=tuple(simulated.shown),
        in_force=tuple(in_force.shown),
        pupils=len(pupils),
        groups=tuple(groups_of(connection, pupils, _written_to(simulated), _written_to(in_force))),
        compared=tuple(compare(simulated.taken, in_force.taken)),
    )


def _written_to(play: Play) -> set[tuple[int, int]]:
    return {one.key for one in play.shown if one.is_letter}
