"""The sessions that a request for a penalty notice would rest on: of one window, and in no notice yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.casework.penalties.citing import firm, free_for, last_met
from attendctl.casework.penalties.notices import NamedParent
from attendctl.casework.penalties.penalty_row import CountedSession, PenaltyRow

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

    ``rests_on`` are in no standing notice to the parents; ``used`` are. ``firm`` are those of ``rests_on``
    whose reason is known. ``met_on`` is the day on which the firm ones met the threshold, else all of
    them; None where they do not meet it.
    """

    mondays: tuple[date, ...]
    rests_on: tuple[CountedSession, ...]
    firm: tuple[CountedSession, ...]
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
    row: PenaltyRow, mondays: Mapping[int, date], parents: Sequence[NamedParent]
) -> PackSessions:
    """Return the sessions that a request would rest on, as a notice to these parents could cite them.

    They are those of the weeks in which the threshold was last met: by sessions whose reason is known,
    else by all. Where it never was, those of the window that ends with the day judged.

    Args:
        row: of the pupil.
        mondays: by number of school week.
        parents: whom the request is about; a session is used once a standing notice to one of them cites
            it. Of none, once any notice does.
    """
    law = row.law
    free: Sequence[CountedSession] = [one for one in row.every_session if parents or not one.cited_in]
    for parent in parents:
        free = free_for(parent, free, row.notices)
    met = last_met(firm(free, law), law)
    is_firm = met is not None
    met = met or last_met(free, law)
    last = max(mondays, default=0)
    begin = met.sessions[0].week if met else last - law.school_weeks + 1
    weeks = range(begin, begin + law.school_weeks)
    rests_on = tuple(one for one in free if one.week in weeks)
    end = min(begin + law.school_weeks - 1, last)  # where later weeks are still to come, show those before
    shown = range(end - law.school_weeks + 1, end + 1)
    return PackSessions(
        mondays=tuple(monday for week, monday in sorted(mondays.items()) if week in shown),
        rests_on=rests_on,
        firm=tuple(firm(rests_on, law)),
        used=tuple(one for one in row.every_session if one.week in weeks and one not in rests_on),
        met_on=met.on if met else None,
        is_firm=is_firm,
    )
