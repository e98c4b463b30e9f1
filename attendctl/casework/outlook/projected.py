"""Attendance at a day to come, if so many of the sessions until then are attended and the others missed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attendctl.casework.agreed_target import most_that_may_be_missed
from attendctl.casework.outlook.sessions_ahead import SessionsAhead
from attendctl.casework.standing import Sessions
from attendctl.measures.sums import Sums
from attendctl.policies import Policy
from attendctl.rates import percent_text
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence
from attendctl.rules.reader import NoRuleInForce


@dataclass(frozen=True)
class Law:
    """The thresholds of persistent and severe absence on a day; None where there was no rule."""

    persistent: AbsenceThreshold | None
    severe: AbsenceThreshold | None

    @classmethod
    def on(cls, day: date) -> Law:
        """Return the law of a day."""
        found: list[AbsenceThreshold | None] = []
        for rule in (persistent_absence(), severe_absence()):
            try:
                found.append(rule.in_force(day))
            except NoRuleInForce:
                found.append(None)
        return cls(*found)


@dataclass(frozen=True)
class Projected:
    """Sessions attended of those possible, the band that is, and what the law calls it.

    ``band`` is None where nothing is possible; a flag is None where there was no rule.
    """

    attended: int
    possible: int
    band: str | None
    is_persistent: bool | None
    is_severe: bool | None

    def __str__(self) -> str:
        return f"{percent_text(self.attended, self.possible)}% ({self.attended} of {self.possible} sessions)"


@dataclass(frozen=True)
class BandAhead:
    """A band and how many of the sessions to come may be missed to end in it or above.

    ``lowest`` is its lower edge in tenths; ``may_be_missed`` None: it is out of reach.
    """

    name: str
    lowest: int
    may_be_missed: int | None


@dataclass(frozen=True)
class ThresholdAhead:
    """One threshold of the law and the sessions between it and the pupil.

    ``missed_until``: so many in a row, all missed, reach it; None: it is reached. ``attended_until``:
    so many in a row, all attended, lead out of it; None: it is not reached, or nothing leads out.
    Both are None for a pupil who has left. ``on``: the day that would be at the earliest; None: not
    by the day asked about. ``may_be_missed``: so many of the sessions to come may be missed to be
    outside it in the end; None: it is reached then anyhow.
    """

    name: str
    threshold: AbsenceThreshold
    is_reached: bool
    missed_until: int | None
    attended_until: int | None
    on: date | None
    may_be_missed: int | None


def project(policy: Policy, law: Law, so_far: Sums, *, attended: int = 0, missed: int = 0) -> Projected:
    """Return attendance after so many sessions more, attended and missed.

    >>> from attendctl.policies import load_policy
    >>> so_far = Sums(200, 190, 10, 0, 0, 0, 0, 0)
    >>> after = project(load_policy("greenhill"), Law.on(date(2025, 11, 7)), so_far, missed=12)
    >>> str(after), after.band, after.is_persistent, after.is_severe
    ('89.6% (190 of 212 sessions)', 'red', True, False)
    """
    possible = so_far.possible + attended + missed
    absent = so_far.absent + missed
    now_attended = possible - absent
    band = policy.band_of(Sessions(possible, absent, 0).tenths)
    flags = [
        None if rule is None else rule.is_reached(absent=absent, possible=possible)
        for rule in (law.persistent, law.severe)
    ]
    return Projected(now_attended, possible, band.name if band else None, *flags)


def bands_ahead(policy: Policy, so_far: Sums, ahead: int) -> tuple[BandAhead, ...]:
    """Return what each band asks of the sessions to come, best first, without one that asks nothing.

    Args:
        policy: of the pupil's school.
        so_far: the sums of the year.
        ahead: sessions to come; with 0 there is nothing to aim for.
    """
    sessions = Sessions(so_far.possible, so_far.authorised, so_far.unauthorised)
    if not ahead:
        return ()
    edges = [(band.name, policy.range_of(band)[0]) for band in policy.bands]
    return tuple(
        BandAhead(name, lowest, most_that_may_be_missed(sessions, ahead, lowest))
        for name, lowest in edges
        if lowest > 0
    )


def thresholds_ahead(law: Law, so_far: Sums, ahead: SessionsAhead) -> tuple[ThresholdAhead, ...]:
    """Return persistent and severe absence, each with the sessions that lead into it or out of it.

    Args:
        law: of the day judged.
        so_far: the sums of the year.
        ahead: the sessions to come.
    """
    return tuple(
        _threshold_ahead(name, rule, so_far, ahead)
        for name, rule in (("persistent absence", law.persistent), ("severe absence", law.severe))
        if rule is not None
    )


def _threshold_ahead(name: str, rule: AbsenceThreshold, so_far: Sums, ahead: SessionsAhead) -> ThresholdAhead:
    absent, possible = so_far.absent, so_far.possible
    is_reached = rule.is_reached(absent=absent, possible=possible)
    missed_until = attended_until = None
    if is_reached and not ahead.has_left:
        attended_until = rule.attended_until_left(absent=absent, possible=possible)
    elif not ahead.has_left:
        missed_until = rule.missed_until_reached(absent=absent, possible=possible)
    until = missed_until or attended_until
    in_the_end = possible + ahead.sessions
    may_be_missed = next(
        (
            missed
            for missed in range(ahead.sessions, -1, -1)
            if not rule.is_reached(absent=absent + missed, possible=in_the_end)
        ),
        None,
    )
    return ThresholdAhead(
        name,
        rule,
        is_reached,
        missed_until,
        attended_until,
        ahead.day_of(until) if until else None,
        may_be_missed,
    )
