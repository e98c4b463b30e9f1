"""Why a pupil is in a band: the arithmetic, what the document says there, and what would change it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attendctl.casework.explained.arithmetic import (
    full_sessions_until,
    may_be_missed,
    percent_before_rounding,
)
from attendctl.casework.standing import Sessions
from attendctl.policies import Band, Policy
from attendctl.policies.bands import Closing
from attendctl.rates import percent_in_tenths


@dataclass(frozen=True)
class Move:
    """So many sessions in a row, and the percentage (tenths, rounded) and band they lead to."""

    sessions: int
    attended: int
    possible: int
    band: str

    @property
    def tenths(self) -> int:
        """The percentage they lead to, in tenths, rounded half up."""
        return percent_in_tenths(self.attended, self.possible) or 0


@dataclass(frozen=True)
class BandExplained:
    """A pupil's band. ``lowest`` and ``highest`` are its ends in tenths as used, holes and overlaps closed.

    ``closings`` are the holes and overlaps of the document that this band's ends rest on;
    ``closed_here`` is the one that the pupil's own percentage lies in. ``down``: the first
    missed session, counted from the next on, that leads to a lower band, if every one is missed; ``up``:
    the first session with every one attended that leads to the band above.
    """

    band: Band
    sessions: Sessions
    before_rounding: str
    lowest: int
    highest: int
    since: date | None
    closings: tuple[Closing, ...]
    closed_here: Closing | None
    down: Move | None
    up: Move | None

    @property
    def may_be_missed(self) -> int | None:
        """Sessions that may be missed in a row without leaving the band downwards; None: any number."""
        return None if self.down is None else self.down.sessions - 1


def explain_band(policy: Policy, sessions: Sessions, *, since: date | None) -> BandExplained | None:
    """Explain the band of a pupil's sessions of the year; None where nothing was possible.

    Args:
        policy: of the pupil's school.
        sessions: of the academic year so far.
        since: the first day of the present stay in the band.

    >>> from attendctl.policies import load_policy
    >>> explained = explain_band(load_policy("greenhill"), Sessions(80, 2, 1), since=None)
    >>> explained.band.name, explained.before_rounding, explained.may_be_missed
    ('green', '96.25', 0)
    """
    tenths, band = sessions.tenths, policy.band_of(sessions.tenths)
    if tenths is None or band is None:
        return None
    lowest, highest = policy.range_of(band)
    closings = tuple(
        closed
        for closed in policy.closings
        if closed.scale == "attendance" and _touches(closed, band, lowest, highest)
    )
    missed = may_be_missed(sessions, lowest)
    above = policy.band_above(band)
    return BandExplained(
        band=band,
        sessions=sessions,
        before_rounding=percent_before_rounding(sessions.attended, sessions.possible),
        lowest=lowest,
        highest=highest,
        since=since,
        closings=closings,
        closed_here=next((one for one in closings if one.lowest <= tenths <= one.highest), None),
        down=None if missed is None else move(policy, sessions, missed=missed + 1),
        up=None
        if above is None
        else move(policy, sessions, attended=full_sessions_until(sessions, policy.range_of(above)[0])),
    )


def move(policy: Policy, sessions: Sessions, *, missed: int = 0, attended: int = 0) -> Move:
    """Return where so many sessions more, all missed or all attended, lead."""
    now_attended, possible = sessions.attended + attended, sessions.possible + missed + attended
    band = policy.band_of(percent_in_tenths(now_attended, possible))
    return Move(missed + attended, now_attended, possible, band.name if band else "")


def _touches(closed: Closing, band: Band, lowest: int, highest: int) -> bool:
    """Whether a hole or overlap was closed into or out of a band, or lies at its edge."""
    if closed.we_use_band == band.name:
        return True
    return closed.lowest <= highest + 1 and closed.highest >= lowest - 1
