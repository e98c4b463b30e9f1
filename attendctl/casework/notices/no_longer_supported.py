"""Notices that rest on sessions which the register no longer shows as unauthorised absence."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.notices.notice import RUNNING, CitedSession, Notice
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.rules.penalty_threshold import PenaltyThreshold, penalty_threshold
from attendctl.rules.reader import NoRuleInForce

# A pupil who moved has marks of both schools: one of them with such a code is enough.
_MARKS_NOW = """
SELECT pupil_id, date, session, code FROM mark
WHERE pupil_id IN (SELECT unnest($pupils::INTEGER[])) AND date BETWEEN $from_day AND $to_day
"""
_PUPIL = """
SELECT upn, admission_number, coalesce(preferred_surname, surname), coalesce(preferred_forename, forename),
       class
FROM pupil WHERE school_id = $school AND pupil_id = $pupil
"""


@dataclass(frozen=True)
class ChangedSession:
    """A session that a notice cites, and what the register shows now; None: no mark at all."""

    cited: CitedSession
    code_now: str | None

    @property
    def in_words(self) -> str:
        """Day, half day, and the mark then and now."""
        day = date_in_words(self.cited.date)
        return f"{day} {self.cited.half} from {self.cited.code} to {self.code_now or 'no mark'}"


class PupilOfNotice(NamedTuple):
    """The pupil, as the register of the notice's school states it."""

    upn: str | None = None
    admission_number: str | None = None
    surname: str | None = None
    forename: str | None = None
    class_name: str | None = None


@dataclass(frozen=True)
class UnsupportedNotice:
    """A notice with the cited sessions that are no longer unauthorised. ``why`` says what that means."""

    school: ChosenSchool
    notice: Notice
    pupil: PupilOfNotice
    changed: tuple[ChangedSession, ...]
    why: str

    @property
    def command(self) -> str:
        """What logs that the notice is withdrawn."""
        return f"attendctl notice withdraw {self.notice.number}"


def notices_no_longer_supported(
    connection: duckdb.DuckDBPyConnection,
    schools: Iterable[ChosenSchool],
    notices: Iterable[Notice],
    *,
    as_of: date,
) -> list[UnsupportedNotice]:
    """Hold the sessions that notices cite against the register as it is now.

    A standing penalty notice is no longer supported as soon as one of its sessions is gone, for the
    fine is for those very sessions. A notice to improve that runs is, once fewer than the threshold
    are left of those it cites; one that cites fewer, as soon as one is gone.

    Args:
        connection: has the ledger's reading views.
        schools: those asked about.
        notices: with what became of each.
        as_of: the day judged; it says which codes count.
    """
    by_id = {school.school_id: school for school in schools}
    watched = [
        notice
        for notice in notices
        if notice.school_id in by_id and notice.sessions and notice.stands and _matters(notice)
    ]
    try:
        law = penalty_threshold().in_force(as_of)
    except NoRuleInForce:
        return []
    changed = changed_sessions(connection, watched, law)
    found = []
    for notice in watched:
        gone = changed[notice.number]
        why = _why(notice, gone, law)
        if why is not None:
            stated = connection.execute(
                _PUPIL, {"school": notice.school_id, "pupil": notice.pupil_id}
            ).fetchone()
            pupil = PupilOfNotice(*(stated or ()))
            found.append(UnsupportedNotice(by_id[notice.school_id], notice, pupil, tuple(gone), why))
    return found


def changed_sessions(
    connection: duckdb.DuckDBPyConnection, notices: Sequence[Notice], law: PenaltyThreshold
) -> dict[int, list[ChangedSession]]:
    """Return, by notice, the sessions it cites whose marks now have no code of a known offence."""
    every = [one.date for notice in notices for one in notice.sessions]
    if not every:
        return {notice.number: [] for notice in notices}
    rows = connection.execute(
        _MARKS_NOW,
        {
            "pupils": sorted({notice.pupil_id for notice in notices}),
            "from_day": min(every),
            "to_day": max(every),
        },
    ).fetchall()
    now: dict[tuple[int, date, int], str] = {}
    for pupil_id, day, session, code in rows:
        if now.get((pupil_id, day, session)) not in law.firm_codes:
            now[pupil_id, day, session] = code
    return {
        notice.number: [
            ChangedSession(one, code)
            for one in notice.sessions
            if (code := now.get((notice.pupil_id, one.date, one.session))) not in law.firm_codes
        ]
        for notice in notices
    }


def is_too_little(notice: Notice, gone: Sequence[ChangedSession], law: PenaltyThreshold) -> bool:
    """Say whether what is left of the sessions of a notice to improve is less than it needs."""
    return bool(gone) and len(notice.sessions) - len(gone) < min(law.sessions, len(notice.sessions))


def _matters(notice: Notice) -> bool:
    return notice.is_penalty or notice.status == RUNNING


def _why(notice: Notice, gone: Sequence[ChangedSession], law: PenaltyThreshold) -> str | None:
    if not gone:
        return None
    left = sessions_in_words(len(notice.sessions) - len(gone))
    changed = ", ".join(one.in_words for one in gone)
    if notice.is_penalty:
        return (
            f"It cites what is no longer unauthorised absence: {changed}. {left} of "
            f"{len(notice.sessions)} are left. Tell the local authority, and ask it to withdraw the notice."
        )
    if not is_too_little(notice, gone, law):
        return None
    return (
        f"{left} of the {len(notice.sessions)} it cites are left: {changed}. Tell the parent that it is "
        "taken back."
    )
