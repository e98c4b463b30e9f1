"""What one more school week off would do to a pupil's attendance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attendctl.casework.outlook.projected import Law, Projected, project
from attendctl.casework.outlook.sessions_ahead import SessionsAhead
from attendctl.measures.sums import Sums
from attendctl.policies import Policy


@dataclass(frozen=True)
class WeekOff:
    """The next whole school week missed, from its first school day to its last, both included.

    ``before`` are the sessions to come before it, taken as attended. ``after`` is attendance at its
    end; ``best`` what is still achievable then by the day asked about.
    """

    from_day: date
    to_day: date
    sessions: int
    before: int
    after: Projected
    best: Projected


def one_more_week_off(
    policy: Policy, law: Law, so_far: Sums, ahead: SessionsAhead, *, as_of: date
) -> WeekOff | None:
    """Return what the next whole school week off does; None where no school week begins in the days to come.

    Args:
        policy: of the pupil's school.
        law: of the day judged.
        so_far: the sums of the year.
        ahead: the sessions to come; a week that goes beyond them counts as far as they go.
        as_of: the last day counted. The rest of its week is taken as attended.

    >>> from attendctl.policies import load_policy
    >>> week = tuple((date(2025, 11, day), 2) for day in (10, 11, 12, 13, 14, 17, 18))
    >>> friday, so_far = date(2025, 11, 7), Sums(90, 85, 5, 0, 0, 0, 0, 0)
    >>> policy, ahead = load_policy("greenhill"), SessionsAhead(week)
    >>> off = one_more_week_off(policy, Law.on(friday), so_far, ahead, as_of=friday)
    >>> off.sessions, str(off.after), str(off.best)
    (10, '85.0% (85 of 100 sessions)', '85.6% (89 of 104 sessions)')
    """
    week = ahead.next_week(as_of)
    if not week:
        return None
    (first, _), (last, _) = week[0], week[-1]
    missed = sum(sessions for _, sessions in week)
    before = sum(sessions for day, sessions in ahead.days if day < first)
    return WeekOff(
        first,
        last,
        missed,
        before,
        after=project(policy, law, so_far, attended=before, missed=missed),
        best=project(policy, law, so_far, attended=ahead.sessions - missed, missed=missed),
    )
