"""Notices whose deadlines are watched: each with its days, and the first offence in a time to improve."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date

import duckdb

from attendctl.casework.agreed_target import SESSIONS_A_DAY
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.leave_days import SchoolCalendar
from attendctl.casework.notices.deadlines import deadlines
from attendctl.casework.notices.notice import RUNNING, Notice
from attendctl.casework.notices.to_pay import law_of_offences
from attendctl.measures.evidence import MarkedSession, sessions_of
from attendctl.rules.penalty_threshold import penalty_threshold
from attendctl.rules.reader import NoRuleInForce


@dataclass(frozen=True)
class WatchedNotice:
    """A notice with its deadlines by name, and the first session missed without leave while it runs."""

    notice: Notice
    days: Mapping[str, date] = field(default_factory=dict)
    offence: MarkedSession | None = None


def watched_notices(
    connection: duckdb.DuckDBPyConnection,
    school: ChosenSchool,
    notices: Sequence[Notice],
    school_days: Sequence[date],
    *,
    as_of: date,
) -> Mapping[int, Sequence[WatchedNotice]]:
    """Return the notices of one school, by pupil, oldest first.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        school: with the authority's code of conduct.
        notices: with what became of each up to the day judged.
        school_days: of the school, as far as the register shows.
        as_of: the last day of marks, included.
    """
    calendar = SchoolCalendar(dict.fromkeys(school_days, SESSIONS_A_DAY), frozenset())
    found: dict[int, list[WatchedNotice]] = defaultdict(list)
    offences = _offences(connection, [one for one in notices if _is_time_to_improve(one)], as_of)
    for notice in notices:
        days: dict[str, date] = {}
        with suppress(NoRuleInForce):
            law = law_of_offences(notice.on, notice.sessions)
            days = {one.what: one.on for one in deadlines(notice, law, school.conduct, calendar)}
        found[notice.pupil_id].append(WatchedNotice(notice, days, offences.get(notice.number)))
    return found


def _is_time_to_improve(notice: Notice) -> bool:
    return not notice.is_penalty and notice.status == RUNNING and notice.until is not None


def _offences(
    connection: duckdb.DuckDBPyConnection, notices: Sequence[Notice], as_of: date
) -> dict[int, MarkedSession]:
    """Return by notice the first unauthorised session of its time that it does not cite.

    A session whose reason is not known yet is none: it may still be explained.
    """
    if not notices:
        return {}
    marks = sessions_of(
        connection,
        {notice.pupil_id for notice in notices},
        penalty_threshold().in_force(as_of).firm_codes,
        min(notice.on for notice in notices),
        as_of,
    )
    found = {}
    for notice in notices:
        cited = {(one.date, one.session) for one in notice.sessions}
        in_its_time = (
            mark
            for mark in marks
            if mark.pupil_id == notice.pupil_id
            and notice.on <= mark.date <= (notice.until or as_of)
            and (mark.date, mark.session) not in cited
        )
        first = min(in_its_time, key=lambda mark: (mark.date, mark.session), default=None)
        if first is not None:
            found[notice.number] = first
    return found
