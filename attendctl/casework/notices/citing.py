"""Which sessions a notice to one parent rests on: those of the window in which the threshold was met.

A session that a standing penalty notice to this parent cites is used up for this parent alone; another
parent's notice does not use it. A session whose reason is not known is never cited.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.casework.notices.notice import CitedSession, NamedParent, Notice, standing_penalties
from attendctl.casework.penalties.penalty_row import CountedSession
from attendctl.rules.penalty_threshold import PenaltyThreshold


@dataclass(frozen=True)
class Met:
    """The threshold, met. ``on`` is the day of the session that met it, counted from the first cited.

    ``sessions`` are those of the school weeks that begin with the first, later ones too, so that one
    absence is not cut into two notices.
    """

    on: date
    sessions: tuple[CountedSession, ...]


def free_for(
    parent: NamedParent, sessions: Iterable[CountedSession], notices: Iterable[Notice]
) -> list[CountedSession]:
    """Return the sessions that no standing penalty notice to a parent cites, oldest first."""
    used = {
        (cited.date, cited.session)
        for notice in standing_penalties(notices)
        if notice.parent.key == parent.key
        for cited in notice.sessions
    }
    return [one for one in sorted(sessions, key=_place) if (one.date, one.session) not in used]


def firm(sessions: Iterable[CountedSession], law: PenaltyThreshold) -> list[CountedSession]:
    """Return the sessions whose reason is known, in their order."""
    return [one for one in sessions if one.code in law.firm_codes]


def last_met(
    sessions: Sequence[CountedSession],
    law: PenaltyThreshold,
    *,
    window_from: date,
    decided_on: date | None = None,
    newer_than: date | None = None,
) -> Met | None:
    """Return how the threshold was last met by some sessions; None where it never was.

    That is in the school weeks that end with the day judged, if they hold enough; else in the latest
    that did.

    Args:
        sessions: of one pupil, oldest first.
        law: how many sessions in how many school weeks.
        window_from: the Monday with which the school weeks that end with the day judged begin.
        decided_on: a notice is about what there was to decide on: sessions up to this day meet it.
        newer_than: a window counts only with a session after this day: the last that an earlier notice cites.
    """
    known = [one for one in sessions if decided_on is None or one.date <= decided_on]
    fresh = [one for one in known if newer_than is None or one.date > newer_than]
    if not fresh:
        return None
    windows = [[one for one in known if one.monday >= window_from]]
    windows += [[one for one in known if _fewer_apart(one, last, law)] for last in reversed(fresh)]
    for window in windows:
        if len(window) >= law.sessions and window[-1].date >= fresh[0].date:
            cited = tuple(one for one in sessions if _from_the_week_of(window[0], one, law))
            return Met(window[law.sessions - 1].date, cited)
    return None


def fits_one_window(sessions: Collection[CountedSession], law: PenaltyThreshold) -> bool:
    """Say whether some sessions all lie in so many consecutive school weeks."""
    weeks = [one.week for one in sessions]
    return not weeks or max(weeks) - min(weeks) < law.school_weeks


def in_last_window(sessions: Sequence[CountedSession], law: PenaltyThreshold) -> list[CountedSession]:
    """Return the sessions of the school weeks that end with the latest of them."""
    return [one for one in sessions if _fewer_apart(one, sessions[-1], law)]


def as_cited(sessions: Iterable[CountedSession]) -> tuple[CitedSession, ...]:
    """Return sessions as a notice cites them, oldest first."""
    return tuple(sorted(CitedSession(one.date, one.session, one.code) for one in sessions))


def _fewer_apart(one: CountedSession, last: CountedSession, law: PenaltyThreshold) -> bool:
    return 0 <= last.week - one.week < law.school_weeks


def _from_the_week_of(first: CountedSession, one: CountedSession, law: PenaltyThreshold) -> bool:
    return 0 <= one.week - first.week < law.school_weeks


def _place(session: CountedSession) -> tuple[date, int]:
    return session.date, session.session
