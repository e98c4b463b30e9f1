"""The sessions that a request for a penalty notice would rest on: of one window, and in no notice yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.casework.notices.citing import Met, firm, free_for, last_met
from attendctl.casework.notices.notice import NamedParent, standing_penalties
from attendctl.casework.notices.notice_words import PROCEED
from attendctl.casework.penalties.penalty_row import CountedSession, PenaltyRow
from attendctl.casework.penalties.school_age import days_not_of_age

_WEEKS = """
SELECT week, monday FROM mover_week WHERE pupil_id = $pupil
UNION ALL
SELECT week, monday FROM open_week
WHERE school_id = $school AND NOT EXISTS (FROM mover_week WHERE pupil_id = $pupil)
ORDER BY week
"""


@dataclass(frozen=True)
class PackSessions:
    """One window of school weeks, by their Mondays, and the sessions of it.

    ``free`` are in no standing notice to the parents; ``used`` are. ``relied_on`` are those of ``free``
    whose reason is known and at which the pupil is not known to have been under age or over it;
    ``not_of_age`` are the latter. ``met_on`` is the day on which those relied on met the threshold, else
    those without a known reason too (``is_firm`` false); None where they do not meet it.
    """

    mondays: tuple[date, ...]
    free: tuple[CountedSession, ...]
    relied_on: tuple[CountedSession, ...]
    not_of_age: tuple[CountedSession, ...]
    used: tuple[CountedSession, ...]
    met_on: date | None
    is_firm: bool


def week_mondays(connection: duckdb.DuckDBPyConnection, *, school_id: int, pupil_id: int) -> dict[int, date]:
    """Return the Monday of each of the pupil's school weeks by its number.

    Args:
        connection: after ``attendctl.casework.penalties.listed.penalty_list``.
        school_id: the school at which the pupil is now.
        pupil_id: of one who moved the weeks are those of each school in turn.
    """
    rows = connection.execute(_WEEKS, {"pupil": pupil_id, "school": school_id}).fetchall()
    return {int(week): monday for week, monday in rows}


def sessions_of_pack(
    row: PenaltyRow, mondays: Mapping[int, date], parents: Sequence[NamedParent], *, on: date
) -> PackSessions:
    """Return the sessions that a request would rest on, as a notice to these parents could cite them.

    They are those of the weeks in which the threshold was met by what was decided on, while they are in
    the window; else of those in which it was last met. Where it never was, those of the window that ends
    with the day judged.

    Args:
        row: of the pupil.
        mondays: by number of school week.
        parents: whom the request is about; a session is used once a standing notice to one of them cites
            it. Of none, once any notice does.
        on: decisions up to this day count.
    """
    law = row.law
    free: Sequence[CountedSession] = [one for one in row.every_session if parents or not one.cited_in]
    for parent in parents:
        free = free_for(parent, free, row.notices)
    under = set(days_not_of_age(row.pupil, {one.date for one in free}, as_of=row.as_of))
    of_age = [one for one in free if one.date not in under]
    certain = firm(of_age, law)
    met = _met(certain, row, parents, on)
    is_firm = met is not None
    met = met or _met(of_age, row, parents, on)
    last = max(mondays, default=0)
    begin = met.sessions[0].week if met else last - law.school_weeks + 1
    weeks = range(begin, begin + law.school_weeks)
    end = min(begin + law.school_weeks - 1, last)  # where later weeks are still to come, show those before
    shown = range(end - law.school_weeks + 1, begin + law.school_weeks)
    inside = tuple(one for one in free if one.week in shown)
    return PackSessions(
        mondays=tuple(monday for week, monday in sorted(mondays.items()) if week in shown),
        free=inside,
        relied_on=tuple(one for one in certain if one.week in weeks),
        not_of_age=tuple(one for one in inside if one.date in under),
        used=tuple(one for one in row.every_session if one.week in shown and one not in free),
        met_on=met.on if met else None,
        is_firm=is_firm,
    )


def _met(
    sessions: Sequence[CountedSession], row: PenaltyRow, parents: Sequence[NamedParent], on: date
) -> Met | None:
    """Return how some sessions met the threshold, by what was decided on while that is in the window."""
    keys = {parent.key for parent in parents}
    notices = [one for one in standing_penalties(row.notices) if not keys or one.parent.key in keys]
    cited = max((session.date for notice in notices for session in notice.sessions), default=None)
    first = row.window[0] if row.window else date.min
    now = last_met(sessions, row.law, window_from=first, newer_than=cited)
    decision = next((one for one in reversed(row.decisions) if one.happened_on <= on), None)
    if now is None or decision is None or decision.outcome != PROCEED:
        return now
    decided = last_met(
        sessions, row.law, window_from=first, decided_on=decision.happened_on, newer_than=cited
    )
    is_still_in_it = decided is not None and any(one.monday >= first for one in decided.sessions)
    return decided if is_still_in_it else now
