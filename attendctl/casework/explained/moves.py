"""How many sessions, all missed or all attended, lead somewhere: as sentences."""

from __future__ import annotations

from datetime import date

from attendctl.casework.decision import Case
from attendctl.casework.explained.arithmetic import full_sessions_until, may_be_missed
from attendctl.casework.explained.band import Move, move
from attendctl.casework.standing import Sessions
from attendctl.casework.wording import percent_in_words, sessions_in_words
from attendctl.rates import percent_in_tenths
from attendctl.rules.reader import NoRuleInForce
from attendctl.rules.school_year import school_year


def missed_in_words(there: Move, *, with_band: bool = True) -> str:
    """Say where missing sessions leads.

    >>> missed_in_words(Move(2, 97, 102, "yellow"))
    'If the next 2 sessions (1 day) are all missed, attendance is 95.1% (97 of 102): the yellow band.'
    """
    return _in_words(there, "missed", with_band=with_band)


def attended_in_words(there: Move, on: date, *, with_band: bool = True) -> str:
    """Say where attending sessions leads, and where a school year has not so many left.

    >>> attended_in_words(Move(1, 98, 102, "green"), date(2025, 11, 7))
    'If the next session is attended, attendance is 96.1% (98 of 102): the green band.'
    """
    said = _in_words(there, "attended", with_band=with_band)
    sessions = _sessions_of_a_year(on)
    if sessions is not None and there.possible > sessions:
        said += f" A school year of {sessions} sessions has not so many left."
    return said


def to_leave_the_band(case: Case) -> str | None:
    """Say how the pupil would come into the band above, where a school year has sessions enough for it."""
    above, year, on = case.policy.band_above(case.band), case.pupil.year, case.year.as_of
    if above is None:
        return None
    there = move(case.policy, year, attended=full_sessions_until(year, case.policy.range_of(above)[0]))
    sessions = _sessions_of_a_year(on)
    return None if sessions is not None and there.possible > sessions else attended_in_words(there, on)


def the_next(sessions: int) -> str:
    """Name the sessions to come.

    >>> the_next(1), the_next(12)
    ('the next session', 'the next 12 sessions (6 days) in a row')
    """
    return "the next session" if sessions == 1 else f"the next {sessions_in_words(sessions)} in a row"


def to_reach_the_band(case: Case, name: str) -> str | None:
    """Say how a pupil of another band would come into one; None where the pupil is in it."""
    band, year, tenths = case.policy.band_named(name), case.pupil.year, case.pupil.year.tenths
    if band is None or tenths is None or case.band.name == name:
        return None
    lowest, highest = case.policy.range_of(band)
    if tenths < lowest:
        there = move(case.policy, year, attended=full_sessions_until(year, lowest))
        return attended_in_words(there, case.year.as_of)
    missed = may_be_missed(year, highest + 1)
    if missed is None:
        return None
    there = move(case.policy, year, missed=missed + 1)
    passed = "" if there.band == name else f" One session leads past the {name} band."
    return missed_in_words(there) + passed


def to_fall_below(sessions: Sessions, limit: int) -> str:
    """Say how many sessions missed in a row lead below a percentage in tenths, over some sessions.

    >>> to_fall_below(Sessions(40, 1, 0), 960)
    'If the next session is missed, attendance is 95.1% (39 of 41).'
    """
    missed = (may_be_missed(sessions, limit) or 0) + 1
    return missed_in_words(Move(missed, sessions.attended, sessions.possible + missed, ""), with_band=False)


def to_come_up_to(sessions: Sessions, limit: int, on: date) -> str:
    """Say how many sessions attended in a row lead to a percentage in tenths, over some sessions."""
    attended = full_sessions_until(sessions, limit)
    there = Move(attended, sessions.attended + attended, sessions.possible + attended, "")
    return attended_in_words(there, on, with_band=False)


def _sessions_of_a_year(on: date) -> int | None:
    try:
        return school_year().in_force(on).sessions
    except NoRuleInForce:
        return None


def _in_words(there: Move, how: str, *, with_band: bool) -> str:
    number = there.sessions
    which = "next session is" if number == 1 else f"next {sessions_in_words(number)} are all"
    tenths = percent_in_tenths(there.attended, there.possible) or 0
    band = f": the {there.band} band" if with_band else ""
    return (
        f"If the {which} {how}, attendance is {percent_in_words(tenths)} "
        f"({there.attended} of {there.possible}){band}."
    )
