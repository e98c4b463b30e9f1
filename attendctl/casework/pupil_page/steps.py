"""What was done about a pupil, each with attendance in as many school weeks before it as after it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import duckdb

from attendctl.calendar import Week, monday_of
from attendctl.casework.earlier_letters import WITHDRAWAL, letters_written
from attendctl.casework.notices.notice import NOTICE_TO_IMPROVE, PENALTY_NOTICE, RUNNING, read_notices
from attendctl.casework.patterns.before_after import Window, window_of
from attendctl.casework.pupil_page.sessions import PupilSession, add_up
from attendctl.casework.steps.history import NOT_DONE
from attendctl.ledger.case_log import LoggedEntry, case_entries
from attendctl.measures.sums import Sums
from attendctl.rates import percent_in_tenths

_TO_FRIDAY = timedelta(days=4)

# Left out is what the school keeps for itself, and what is no word to the family: evidence, groups, holds,
# events, referrals, returns, and decisions at the threshold or on leave.
SHOWN_KINDS = frozenset(
    {
        "contact",
        "call",
        "conversation",
        "meeting",
        "visit",
        "plan",
        "contract",
        "target",
        "monitoring",
        "step",
    }
)
_NOBODY_IN = "nobody-in"
TAKEN_BACK = "taken back"
_NOT_YET = "no whole school week after it yet"
_NOTHING_BEFORE = "no school week of this register before it"
_WAS_TAKEN_BACK = "it was taken back"
_CAME_TO_NOTHING = "nothing came of it"


@dataclass(frozen=True)
class StepMarked:
    """One letter, contact, meeting or notice.

    ``name`` is the policy's name of a letter or step. ``because`` says why there are no figures.
    The week of the step is in neither part of the ``window``.
    """

    on: date
    kind: str
    name: str | None
    what: str
    outcome: str | None
    kept_as: str
    because: str | None = None
    weeks: int = 0
    window: Window | None = None
    before: Sums | None = None
    after: Sums | None = None

    @property
    def change_in_tenths(self) -> int | None:
        """The percentage after less the one before, each in tenths rounded half up; None without either."""
        if self.before is None or self.after is None:
            return None
        before = percent_in_tenths(self.before.attended, self.before.possible)
        after = percent_in_tenths(self.after.attended, self.after.possible)
        return None if before is None or after is None else after - before


def read_steps(
    connection: duckdb.DuckDBPyConnection,
    school_id: int,
    pupil_id: int,
    titles: Callable[[str, str], tuple[str, str]],
    *,
    policy: str,
    from_day: date,
    upto: date,
) -> list[StepMarked]:
    """Return what was done about a pupil at a school between two days, both included, oldest first.

    A notice is there once, on the day it was issued, with what became of it by ``upto``.

    Args:
        connection: has the ledger's reading views.
        school_id: what another school did is not on this one's page.
        pupil_id: about whom.
        titles: gives a letter's or another step's title and topic, by policy and name.
        policy: the key of the school's, to which an entry's step belongs.
        from_day: the first day.
        upto: the last day.
    """
    letters = [
        StepMarked(
            one.letter.written_on,
            "letter",
            one.letter.letter,
            f"Letter {one.letter.letter}: {titles(one.letter.policy, one.letter.letter)[0]}",
            TAKEN_BACK if one.is_withdrawn else None,
            one.letter.reference,
            _WAS_TAKEN_BACK if one.is_withdrawn else None,
        )
        for one in letters_written(connection)
        if (one.school_id, one.letter.pupil_id) == (school_id, pupil_id) and one.letter.letter != WITHDRAWAL
    ]
    logged = [one for one in case_entries(connection, pupil_id=pupil_id) if one.school_id == school_id]
    entries = [_of_entry(one, titles, policy) for one in logged if one.kind in SHOWN_KINDS]
    notices = [
        StepMarked(
            one.on,
            one.kind,
            None,
            "Penalty notice" if one.is_penalty else "Notice to improve",
            None if one.status == RUNNING else one.status,
            f"entry {one.number}",
            None if one.stands else _WAS_TAKEN_BACK,
        )
        for one in read_notices(logged, upto=upto)
        if one.kind in (PENALTY_NOTICE, NOTICE_TO_IMPROVE)
    ]
    done = [one for one in (*letters, *entries, *notices) if from_day <= one.on <= upto]
    return sorted(done, key=lambda one: (one.on, one.what, one.kept_as))


def with_figures(
    step: StepMarked,
    school_weeks: Sequence[Week],
    sessions: Sequence[PupilSession],
    *,
    school_id: int,
    most_weeks: int,
    as_of: date,
) -> StepMarked:
    """Return a step with attendance in as many school weeks before its week as after it.

    Args:
        step: one that was done; another stays as it is.
        school_weeks: of the school, oldest first.
        sessions: of the pupil, of all those weeks.
        school_id: of the school.
        most_weeks: so many on each side, or as many as both sides have.
        as_of: the last day of marks. A school week after the step counts once its Friday has come.
    """
    if step.because is not None:
        return step
    mondays = [week.monday for week in school_weeks]
    own = monday_of(step.on)
    before = sum(monday < own for monday in mondays)
    after = sum(monday > own and monday + _TO_FRIDAY <= as_of for monday in mondays)
    weeks = min(before, after, most_weeks)
    window = window_of(school_id, mondays, step.on, weeks=weeks, as_of=as_of) if weeks else None
    if window is None:
        return replace(step, because=_NOT_YET if before else _NOTHING_BEFORE)
    return replace(
        step,
        weeks=weeks,
        window=window,
        before=_sums_in(sessions, window.before),
        after=_sums_in(sessions, window.after),
    )


def _sums_in(sessions: Sequence[PupilSession], days: tuple[date, date]) -> Sums:
    first, last = days
    return add_up(one for one in sessions if first <= one.date <= last)


def _of_entry(entry: LoggedEntry, titles: Callable[[str, str], tuple[str, str]], policy: str) -> StepMarked:
    """Return an entry without its note, which is the school's, and without any other person's name."""
    what = entry.kind.capitalize()
    if entry.step is not None:
        what += f": {titles(policy, entry.step)[0]}"
    came_to_nothing = entry.outcome in NOT_DONE or entry.outcome == _NOBODY_IN
    return StepMarked(
        entry.happened_on,
        entry.kind,
        entry.step,
        what,
        entry.outcome,
        f"entry {entry.entry_id}",
        _CAME_TO_NOTHING if came_to_nothing else None,
    )
