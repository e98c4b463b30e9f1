"""What is not held against whom when an award is decided: see ``attendctl.policies.celebration.LeftOut``."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from attendctl.casework.case_groups import group_in_force
from attendctl.casework.standing import NO_SESSIONS, Sessions
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.left_out_sums import LeftOutCode, left_out_sums
from attendctl.policies import Policy
from attendctl.policies.celebration import Competitor

Pupil = tuple[int, int]  # school and pupil


def sessions_left_out(
    connection: duckdb.DuckDBPyConnection,
    policies: Mapping[int, Policy],
    logged: Mapping[Pupil, Sequence[LoggedEntry]],
    *,
    to: Competitor = "pupil",
) -> dict[Pupil, dict[str, Sessions]]:
    """Return the sessions that are not held against each pupil, by the name of the period.

    A group counts as it is in the case log now, for the whole period: a need noted late was there before.

    Args:
        connection: after ``attendctl.measures.period_sums.period_sums``, whose periods these are.
        policies: of the schools.
        logged: entries of the case log about each pupil, none withdrawn.
        to: whom the award is for.

    Returns:
        By school and pupil, and period. All of the sessions are absence: none was attended.
    """
    of_code: dict[LeftOutCode, set[str | None]] = defaultdict(set)  # the groups; None is everybody
    for school_id, policy in policies.items():
        for one in policy.left_out_of(to):
            for code in one.codes:
                of_code[LeftOutCode(school_id, code)].add(one.group)
    groups = {key: group.name for key, entries in logged.items() if (group := group_in_force(entries))}
    found: dict[Pupil, dict[str, Sessions]] = defaultdict(dict)
    for row in left_out_sums(connection, sorted(of_code)):
        pupil = row.school_id, row.pupil_id
        if {None, groups.get(pupil)} & of_code[LeftOutCode(row.school_id, row.code)]:
            before = found[pupil].get(row.period, NO_SESSIONS)
            found[pupil][row.period] = Sessions(
                before.possible + row.authorised + row.unauthorised,
                before.authorised + row.authorised,
                before.unauthorised + row.unauthorised,
            )
    return found


def without(sessions: Sessions, left_out: Iterable[Sessions]) -> Sessions:
    """Return sessions as if those left out had not been: neither possible nor absent.

    >>> str(without(Sessions(possible=10, authorised=3, unauthorised=0), [Sessions(2, 2, 0)]))
    '87.5% (7 of 8 sessions)'
    """
    parts = list(left_out)
    return Sessions(
        sessions.possible - sum(part.possible for part in parts),
        sessions.authorised - sum(part.authorised for part in parts),
        sessions.unauthorised - sum(part.unauthorised for part in parts),
    )
