"""A notice as it is proposed: the sessions it would cite, and what the officer has said to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attendctl.casework.notices.citing import Met, firm, fits_one_window, in_last_window
from attendctl.casework.notices.notice_case import NoticeCase
from attendctl.casework.notices.sessions_said import is_auto, sessions_named
from attendctl.casework.penalties.penalty_row import CountedSession
from attendctl.casework.wording import date_in_words, sessions_in_words


@dataclass(frozen=True)
class Proposed:
    """A notice to one parent about one child, before it is checked.

    ``met`` is how the threshold was met; None where the sessions were named, or it was not.
    ``below_threshold`` and ``despite_hold`` are the officer's reasons.
    """

    case: NoticeCase
    sessions: tuple[CountedSession, ...]
    met: Met | None
    below_threshold: str | None = None
    despite_hold: str | None = None

    @property
    def meets_the_threshold(self) -> bool:
        """Whether the sessions cited, those with a known reason, hold the threshold in one window."""
        known = firm(self.sessions, self.case.threshold)
        return len(known) >= self.case.threshold.sessions and fits_one_window(known, self.case.threshold)

    @property
    def which(self) -> str:
        """Say which sessions are cited, and why these."""
        if not self.sessions:
            return "No session is cited."
        days = [session.date for session in self.sessions]
        cited = f"Cited: {sessions_in_words(len(self.sessions))} from {date_in_words(min(days))} "
        cited += f"to {date_in_words(max(days))}"
        if self.met is not None:
            return (
                f"{cited}, all that can be cited of {self.case.threshold.school_weeks} school weeks. "
                f"By them the threshold was met on {date_in_words(self.met.on)}."
            )
        return f"{cited}, as named." if self.meets_the_threshold else f"{cited}: fewer than the threshold."


def proposed(
    case: NoticeCase,
    sessions: str,
    *,
    decided_on: date | None = None,
    below_threshold: str | None = None,
    despite_hold: str | None = None,
) -> Proposed:
    """Choose the sessions of a notice.

    Args:
        case: of the parent and the child.
        sessions: ``auto`` for those of the window in which the threshold was met, and, with
            ``below_threshold``, where it was not, for those of the latest window; else a list of them.
        decided_on: the day on which it was decided to proceed, if it was: ``auto`` goes by what there was
            to decide on.
        below_threshold: why a notice is right although there are fewer sessions than the threshold.
        despite_hold: why, although a hold is in force.

    Raises:
        WrongUsage: a session named is not there.
    """
    if not is_auto(sessions):
        upto = [one for one in case.row.every_session if one.date <= case.on]
        named = sessions_named(sessions, upto, pupil=case.pupil.identity)
        return Proposed(case, tuple(named), None, below_threshold, despite_hold)
    met = _met(case, decided_on)
    if met is not None:
        return Proposed(case, met.sessions, met, below_threshold, despite_hold)
    latest = in_last_window(case.citable, case.threshold) if below_threshold and case.citable else []
    return Proposed(case, tuple(latest), None, below_threshold, despite_hold)


def _met(case: NoticeCase, decided_on: date | None) -> Met | None:
    """Return how the threshold was met by what was decided on, if still in the window; else how last."""
    now = case.last_met()
    decided = case.last_met(decided_on=decided_on) if decided_on else None
    if decided is None or now is None:
        return now
    is_still_in_it = any(session.monday >= case.row.window[0] for session in decided.sessions)
    return decided if is_still_in_it else now
