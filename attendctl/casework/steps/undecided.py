"""When the penalty threshold was met anew after a decision: what was decided about is not asked again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

import duckdb

from attendctl.casework.notices.notice import PENALTY_DECISION
from attendctl.casework.steps.history import NOT_DONE
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.penalty_window import WindowCount, WindowRule, WindowSession, window_sessions
from attendctl.policies import Policy


def met_and_undecided(
    connection: duckdb.DuckDBPyConnection,
    rule: WindowRule,
    counts: Iterable[WindowCount],
    steps: Collection[str],
    logged: Iterable[LoggedEntry],
) -> dict[tuple[int, int], date | None]:
    """Return, by school and pupil, the day the threshold was met of which nobody has decided; None for none.

    Args:
        connection: after ``attendctl.measures.penalty_window.window_counts``.
        rule: that was counted.
        counts: what was found; pupils who never met it at compulsory school age are left out.
        steps: the names of the policies' steps at the threshold.
        logged: entries of the case log; a decision holds at whichever school it was taken.
    """
    first_met = {
        (one.school_id, one.pupil_id): one.of_age_reached_on for one in counts if one.of_age_reached_on
    }
    days: dict[int, list[date]] = defaultdict(list)
    for entry in logged:
        if is_decision(entry, steps):
            days[entry.pupil_id].append(entry.happened_on)
    pupils = {pupil_id for _, pupil_id in first_met if pupil_id in days}
    sessions: dict[int, list[WindowSession]] = defaultdict(list)
    for one in window_sessions(connection, rule, pupils=pupils) if pupils else ():
        sessions[one.pupil_id].append(one)
    return {
        (school_id, pupil_id): met_since_decided(met, sessions[pupil_id], days[pupil_id], rule)
        for (school_id, pupil_id), met in first_met.items()
    }


def steps_at_threshold(policies: Iterable[Policy]) -> set[str]:
    """Return the names of the steps of some policies that the penalty threshold makes due."""
    return {step.name for policy in policies for step in policy.steps if step.kind == "penalty_threshold"}


def is_decision(entry: LoggedEntry, steps: Collection[str]) -> bool:
    """Whether an entry of the log is a decision at the threshold, by its kind or by the policy's step."""
    return entry.kind == PENALTY_DECISION or (entry.step in steps and entry.outcome not in NOT_DONE)


def met_since_decided(
    first_met: date, sessions: Iterable[WindowSession], decided_on: Iterable[date], rule: WindowRule
) -> date | None:
    """Return the day the threshold was met of which nobody has decided; None where each time was.

    A decision is about the sessions up to its day, if the threshold was met by then, and answers for
    the school weeks of the window after the last of them: while an absence goes on, nobody is asked anew each
    week. One that was made below the threshold settles nothing.

    Args:
        first_met: the day it was met first.
        sessions: of one pupil, oldest first; those cited in a standing notice and those when the pupil was
            not of compulsory school age are passed over.
        decided_on: the days of decisions.
        rule: how many sessions in how many school weeks.
    """
    counting = [one for one in sessions if not one.is_cited and not one.is_under_age]
    met: date | None = first_met
    for day in sorted(decided_on):
        if met is not None and day >= met:
            about = [one.week for one in counting if one.date <= day]
            since = [one for one in counting if one.date > day]
            met = _met_by(since, rule, from_week=max(about, default=0) + rule.school_weeks)
    return met


def _met_by(sessions: Sequence[WindowSession], rule: WindowRule, *, from_week: int) -> date | None:
    for first, last in zip(sessions, sessions[rule.sessions - 1 :], strict=False):
        if last.week >= from_week and last.week - first.week < rule.school_weeks:
            return last.date
    return None
