"""Everything that is due, as one dated list: of pupils, of many at once, and of the school's routines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.decision import Decision, Outcome, SchoolYear
from attendctl.casework.earlier_letters import Earlier, letters_written
from attendctl.casework.evidence_of import put_sessions_beside
from attendctl.casework.notices.no_longer_supported import (
    UnsupportedNotice,
    notices_no_longer_supported,
)
from attendctl.casework.notices.notice import read_notices
from attendctl.casework.steps_due import SchoolDecisions, steps_due
from attendctl.casework.supported_letters import UnsupportedLetter, letters_no_longer_supported
from attendctl.ledger.case_log import case_entries
from attendctl.policies import Step
from attendctl.policies.duties import Routine
from attendctl.settings import Settings

_FRIDAY = 4


@dataclass(frozen=True)
class ManyDue:
    """A letter due to many pupils at once, written when the officer names it."""

    school: ChosenSchool
    step: Step
    occasion: str
    due_on: date
    pupils: int


@dataclass(frozen=True)
class RoutineDue:
    """A routine of the school for the period that it is due in."""

    school: ChosenSchool
    routine: Routine
    period: str
    due_on: date


@dataclass(frozen=True)
class ActionList:
    """What is due by a day, of the schools asked about."""

    as_of: date
    schools: tuple[ChosenSchool, ...]
    actions: tuple[tuple[ChosenSchool, Decision], ...]  # due, by day, then in class order
    held_back: tuple[tuple[ChosenSchool, Decision], ...]
    to_many: tuple[ManyDue, ...]
    routines: tuple[RoutineDue, ...]
    no_longer_supported: tuple[UnsupportedLetter, ...]
    notices_no_longer_supported: tuple[UnsupportedNotice, ...] = ()


def actions_due(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
    earlier: Sequence[Earlier] | None = None,
) -> ActionList:
    """Return all that is due by policy and law.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, and its calendar as far as stated.
        today: the last day that counts, unless ``as_of`` says otherwise.
        as_of: judge by marks dated up to this day, this day included.
        school: one school, by name, URN or DfE number; None for all.
        earlier: every letter written before; None reads them from ``connection``.

    Raises:
        NotFound: no such school, or no marks up to that day.
    """
    earlier = letters_written(connection) if earlier is None else earlier
    logged = case_entries(connection)
    decided = steps_due(
        connection, settings, today=today, as_of=as_of, school=school, earlier=earlier, logged=logged
    )
    last_day = decided[0].as_of
    september = academic_year_start(last_day)
    due = [(one.school, decision) for one in decided for decision in one.decisions if decision.step]
    years = [(one.school, one.year) for one in decided if one.year is not None]
    with_sessions = put_sessions_beside(
        connection,
        years,
        [pair for pair in due if pair[1].outcome is Outcome.DUE and not _is_to_many(pair[1])],
    )
    return ActionList(
        as_of=last_day,
        schools=tuple(one.school for one in decided),
        actions=tuple(sorted(with_sessions, key=lambda pair: pair[1].due_on or last_day)),
        held_back=tuple(
            pair for pair in due if pair[1].outcome is Outcome.HELD_BACK and not _is_to_many(pair[1])
        ),
        to_many=tuple(_to_many(decided)),
        routines=tuple(_routines(years)),
        no_longer_supported=tuple(
            letters_no_longer_supported(
                connection,
                settings,
                years,
                [one for one in earlier if academic_year_start(one.as_of) == september],
                [entry for entry in logged if academic_year_start(entry.happened_on) == september],
            )
        ),
        notices_no_longer_supported=tuple(
            notices_no_longer_supported(
                connection,
                [one.school for one in decided],
                read_notices(logged, upto=as_of or today),
                as_of=last_day,
            )
        ),
    )


def _is_to_many(decision: Decision) -> bool:
    return decision.step is not None and decision.step.only_when_named


def _to_many(decided: Sequence[SchoolDecisions]) -> list[ManyDue]:
    found = []
    for one in decided:
        batches: dict[tuple[str, str], list[Decision]] = defaultdict(list)
        for decision in one.decisions:
            if _is_to_many(decision) and decision.outcome is Outcome.DUE and decision.step:
                batches[decision.step.name, decision.occasion].append(decision)
        for (_, occasion), decisions in batches.items():
            step = decisions[0].step
            assert step is not None
            due_on = min(decision.due_on or one.as_of for decision in decisions)
            found.append(ManyDue(one.school, step, occasion, due_on, len(decisions)))
    return sorted(found, key=lambda many: (many.due_on, many.school.name, many.step.name))


def _routines(years: Sequence[tuple[ChosenSchool, SchoolYear]]) -> list[RoutineDue]:
    found = []
    for school, year in years:
        for routine in school.policy.routines:
            period = _period_of(routine, year, school.policy.still_due.school_weeks)
            if period is not None:
                found.append(RoutineDue(school, routine, *period))
    return sorted(found, key=lambda one: (one.due_on, one.school.name, one.routine.name))


def _period_of(routine: Routine, year: SchoolYear, school_weeks: int) -> tuple[str, date] | None:
    """Return the period a routine is due for and the day: this day's or week's, or of what ended of late."""
    if routine.every == "day":
        return (year.as_of.isoformat(), year.as_of) if year.as_of in set(year.school_days) else None
    if routine.every == "week":
        monday = monday_of(year.as_of)
        if monday not in set(year.school_weeks):
            return None
        return f"week of {monday.isoformat()}", monday + timedelta(days=_FRIDAY)
    ended = year.ended.get(routine.every, ())
    if not ended:
        return None
    since = [week for week in year.school_weeks if ended[-1].to_day < week <= year.as_of]
    return (ended[-1].name, ended[-1].to_day) if len(since) <= school_weeks else None
