"""Sums that steps are judged by beside the year's: of ended periods, and since something was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta

import duckdb

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.decision import SchoolYear
from attendctl.casework.left_out import sessions_left_out
from attendctl.casework.standing import NO_SESSIONS, Sessions, WrittenLetter
from attendctl.casework.steps.facts import PeriodFigures
from attendctl.casework.steps.history import history_of
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.period_sums import CountedPeriod, period_sums
from attendctl.measures.sums_between import Between, sums_between

_Pupil = tuple[int, int]  # school and pupil
_Years = Sequence[tuple[ChosenSchool, SchoolYear]]


def period_figures(
    connection: duckdb.DuckDBPyConnection,
    years: _Years,
    entries: Mapping[_Pupil, Sequence[LoggedEntry]],
) -> Mapping[_Pupil, Mapping[str, PeriodFigures]]:
    """Sum every pupil's sessions of the ended periods that some step of the school's policy asks about.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        years: the schools, each with its year.
        entries: of the case log about each pupil: what is not held against whom may go by a group.

    Returns:
        By school and pupil, and by the name of the period. Of weeks, the last alone.
    """
    asked: dict[tuple[int, str], CountedPeriod] = {}
    for school, year in years:
        for kind in {step.period for step in school.policy.steps if step.period}:
            ended = year.ended.get(kind, ())
            for period in ended[-1:] if kind == "week" else ended:
                asked[school.school_id, period.name] = CountedPeriod(
                    period.name, school.school_id, period.from_day, min(period.to_day, year.as_of)
                )
    found: dict[_Pupil, dict[str, PeriodFigures]] = defaultdict(dict)
    sums = period_sums(connection, asked.values())
    policies = {school.school_id: school.policy for school, _ in years}
    left_out = sessions_left_out(connection, policies, entries) if sums else {}
    for row in sums:
        pupil = row.school_id, row.pupil_id
        sessions = Sessions(row.possible, row.authorised, row.unauthorised)
        not_held = left_out.get(pupil, {}).get(row.period, NO_SESSIONS)
        found[pupil][row.period] = PeriodFigures(sessions, row.late, not_held)
    return found


def sessions_since(
    connection: duckdb.DuckDBPyConnection,
    years: _Years,
    letters: Mapping[_Pupil, Sequence[WrittenLetter]],
    entries: Mapping[_Pupil, Sequence[LoggedEntry]],
) -> dict[str, Sessions]:
    """Sum the sessions after the day of everything done that a step is reviewed by.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        years: the schools, each with its year.
        letters: written about each pupil, by school and pupil.
        entries: of the case log about each pupil.

    Returns:
        By "pupil id|key of what was done", up to the day judged, this day included.
    """
    until = {school.school_id: year.as_of for school, year in years}
    periods: dict[str, Between] = {}
    for pupil in letters.keys() | entries.keys():
        school_id, pupil_id = pupil
        if school_id not in until:
            continue
        of_pupil = entries.get(pupil, ())
        done = [(one.key, one.on) for one in history_of(letters.get(pupil, ()), of_pupil)]
        done += [(f"entry {entry.entry_id}", entry.happened_on) for entry in of_pupil]
        for key, day in done:
            name = f"{pupil_id}|{key}"
            periods[name] = Between(name, *pupil, day + timedelta(days=1), until[school_id])
    if not periods:
        return {}
    return {
        reference: Sessions(then.possible, then.authorised, then.unauthorised)
        for reference, then in sums_between(connection, periods.values()).items()
    }
