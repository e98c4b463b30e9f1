"""When the October half term is over, as the register shows it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from attendctl.calendar import academic_year_start, monday_of
from attendctl.policies.parts import MonthAndDay
from attendctl.policies.policy import OctoberHalfTerm


def october_half_term_is_over_from(
    school_weeks: Sequence[date],
    limits: OctoberHalfTerm,
    *,
    as_of: date,
    stated: date | None = None,
) -> date | None:
    """Return the Monday on which school went on after the October half term.

    The half term is the first calendar week without a possible session, between
    the school's first week of the year and a later one, whose Monday lies within
    the policy's limits. A break of two weeks is one half term.

    Args:
        school_weeks: Mondays of the school's weeks, oldest first.
        limits: the first and the last Monday it may start on, both included.
        as_of: the day judged; weeks that start after it are left out.
        stated: any day of the half term, from ``attendctl.toml``. It wins.

    Returns:
        A Monday, which may lie after ``as_of``; None while the register does not
        show the half term yet. Once ``as_of`` is past every week it could be,
        the Monday after the last of them.

    >>> from attendctl.policies import load_policy
    >>> weeks = [date(2025, 9, 8) + timedelta(weeks=n) for n in range(10) if n != 7]
    >>> limits = load_policy("greenhill").october_half_term
    >>> october_half_term_is_over_from(weeks, limits, as_of=date(2025, 11, 7))
    datetime.date(2025, 11, 3)
    >>> october_half_term_is_over_from(weeks, limits, as_of=date(2025, 10, 31)) is None
    True
    """
    september = academic_year_start(as_of)
    if stated is not None and academic_year_start(stated) == september:
        return monday_of(stated) + timedelta(weeks=1)
    known = sorted(week for week in school_weeks if monday_of(september) <= week <= as_of)
    earliest, latest = (_day(limit, september) for limit in (limits.first_monday, limits.last_monday))
    for before, after in pairwise(known):
        free = [week for week in _mondays_between(before, after) if earliest <= week <= latest]
        if free:
            return after
    return latest + timedelta(weeks=1) if as_of > latest + timedelta(weeks=1) else None


def _mondays_between(before: date, after: date) -> list[date]:
    return [before + timedelta(weeks=n) for n in range(1, (after - before).days // 7)]


def _day(limit: MonthAndDay, september: date) -> date:
    return date(september.year, limit.month, limit.day)
