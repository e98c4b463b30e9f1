"""What leave does to attendance: now, at the end of the year, in law, and in the penalty window."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.explained.marks import ExplainedMark
from attendctl.casework.leave_days import LeaveDays, SchoolCalendar
from attendctl.casework.standing import Sessions
from attendctl.policies import Policy
from attendctl.rules.absence_thresholds import persistent_absence
from attendctl.rules.penalty_threshold import penalty_threshold
from attendctl.rules.reader import NoRuleInForce
from attendctl.rules.school_year import school_year
from attendctl.settings import CalendarSettings


@dataclass(frozen=True)
class PenaltyWindow:
    """The school weeks that end with the week of the leave's last day.

    ``already``: sessions in them that count and are not of the leave; ``added``: those the leave
    would add if it is taken without being granted.
    """

    weeks: tuple[date, ...]  # Mondays
    already: int
    added: int
    threshold: int

    @property
    def is_reached(self) -> bool:
        """Whether the threshold would be reached."""
        return self.already + self.added >= self.threshold


@dataclass(frozen=True)
class LeaveEffect:
    """Attendance of the year, before the leave and with every session of it missed.

    ``before`` counts to the day judged. ``end_without`` and ``end_with`` are to the end of the year if
    nothing else is missed, by an estimate of ``left`` sessions still to come.
    """

    before: Sessions
    after: Sessions
    left: int
    end_without: Sessions
    end_with: Sessions
    band_before: str | None
    band_after: str | None
    band_at_the_end: str | None
    persistent_before: bool
    persistent_after: bool
    persistent_at_the_end: bool
    window: PenaltyWindow | None


def effect_of_leave(
    policy: Policy,
    before: Sessions,
    days: LeaveDays,
    *,
    left: int,
    window: PenaltyWindow | None,
    is_granted: bool,
) -> LeaveEffect:
    """Return what leave does to a pupil's attendance.

    Args:
        policy: of the pupil's school.
        before: the sessions of the leave's academic year up to the day judged.
        days: of the leave.
        left: sessions of the year still to come, those of the leave included.
        window: see PenaltyWindow.
        is_granted: whether the sessions would be authorised.
    """
    after = with_leave(before, days, is_granted=is_granted)
    rest = max(left - days.ahead, 0)
    end_without = Sessions(before.possible + days.ahead + rest, before.authorised, before.unauthorised)
    end_with = Sessions(after.possible + rest, after.authorised, after.unauthorised)
    return LeaveEffect(
        before=before,
        after=after,
        left=days.ahead + rest,
        end_without=end_without,
        end_with=end_with,
        band_before=_band(policy, before),
        band_after=_band(policy, after),
        band_at_the_end=_band(policy, end_with),
        persistent_before=_is_persistent(before, days.from_day),
        persistent_after=_is_persistent(after, days.from_day),
        persistent_at_the_end=_is_persistent(end_with, days.from_day),
        window=window,
    )


def with_leave(before: Sessions, days: LeaveDays, *, is_granted: bool) -> Sessions:
    """Return the sessions of the year with every session of the leave missed; those marked as absence stay.

    >>> days = LeaveDays(date(2025, 11, 10), date(2025, 11, 11), (date(2025, 11, 10),), ahead=4)
    >>> with_leave(Sessions(96, 0, 0), days, is_granted=False)
    Sessions(possible=100, authorised=0, unauthorised=4)
    """
    more = days.ahead + days.present
    return Sessions(
        before.possible + days.ahead,
        before.authorised + (more if is_granted else 0),
        before.unauthorised + (0 if is_granted else more),
    )


def sessions_left(
    calendar: SchoolCalendar, stated: CalendarSettings, *, as_of: date, in_year_of: date
) -> int:
    """Estimate the sessions of an academic year after a day.

    Where ``[calendar]`` states the summer term they are counted, two each weekday that is not stated
    as closed; else they are what is left of a school year by law.

    Args:
        calendar: the school's.
        stated: the ``[calendar]`` of ``attendctl.toml``.
        as_of: the last day counted already.
        in_year_of: a day of the year asked about: that of ``as_of``, or a later one.
    """
    september = academic_year_start(in_year_of)
    end = september.replace(year=september.year + 1) - timedelta(days=1)
    first = max(september, as_of + timedelta(days=1))
    if any(term.name == "summer" and september <= term.to_day <= end for term in stated.terms):
        return sum(calendar.sessions_on(day) for day in calendar.days(first, end))
    try:
        of_a_year = school_year().in_force(in_year_of).sessions
    except NoRuleInForce:
        return 0
    so_far = sum(number for day, number in calendar.sessions.items() if september <= day <= as_of)
    return max(of_a_year - so_far, 0)


def penalty_window(
    calendar: SchoolCalendar,
    marks: Collection[ExplainedMark],
    days: LeaveDays,
    *,
    as_of: date,
) -> PenaltyWindow | None:
    """Count what leave adds to the penalty window if it is taken without being granted.

    None before there was a national threshold.
    """
    try:
        law = penalty_threshold().in_force(days.to_day)
    except NoRuleInForce:
        return None
    last = monday_of(days.to_day)
    known = {monday_of(day) for day in calendar.sessions if monday_of(day) <= last}
    ahead = {monday_of(day) for day in calendar.days(as_of + timedelta(days=1), days.to_day)}
    weeks = tuple(sorted(known | ahead)[-law.school_weeks :])
    already = sum(
        mark.code in law.codes
        and mark.day <= as_of
        and monday_of(mark.day) in weeks
        and not days.from_day <= mark.day <= days.to_day
        for mark in marks
    )
    in_window = [day for day in days.school_days if monday_of(day) in weeks]
    added = days.sessions if len(in_window) == len(days.school_days) else _sessions_of(calendar, in_window)
    return PenaltyWindow(weeks, already, added, law.sessions)


def _sessions_of(calendar: SchoolCalendar, days: Collection[date]) -> int:
    return sum(calendar.sessions_on(day) for day in days)


def _band(policy: Policy, sessions: Sessions) -> str | None:
    band = policy.band_of(sessions.tenths)
    return band.name if band else None


def _is_persistent(sessions: Sessions, on: date) -> bool:
    try:
        rule = persistent_absence().in_force(on)
    except NoRuleInForce:
        return False
    return rule.is_reached(absent=sessions.absent, possible=sessions.possible)
