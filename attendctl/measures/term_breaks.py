"""Where the breaks of a school year lie in the register: weeks without school between weeks with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal

from attendctl.calendar import academic_year_start, monday_of
from attendctl.rules.reader import NoRuleInForce, Rule
from attendctl.rules.school_terms import BreakLimits, SchoolTermLimits

Break = Literal["october", "christmas", "february", "easter", "may"]
BREAKS: Sequence[Break] = ("october", "christmas", "february", "easter", "may")
_FRIDAY = 4


def days_by_year(school_days: Sequence[date], rule: Rule[SchoolTermLimits]) -> Mapping[int, Sequence[date]]:
    """Return the school days by the September of their year.

    School that starts again in the last days of August is of the year that
    follows: its autumn term has begun.

    Args:
        school_days: oldest first.
        rule: where the summer holidays lie.
    """
    found: dict[int, list[date]] = {}
    for day in school_days:
        found.setdefault(academic_year_start(day).year, []).append(day)
    for year in sorted(found):
        back = _first_week_after_a_gap(_weeks(found[year]), _limits(rule, year, "summer"), year)
        if back is not None:
            early = [day for day in found[year] if day >= back]
            found[year] = found[year][: -len(early)]
            found[year + 1] = [*early, *found.get(year + 1, [])]
    return found


def breaks_of_year(
    school_days: Sequence[date], rule: Rule[SchoolTermLimits], year: int
) -> Mapping[Break, date]:
    """Return the Monday of the week in which school went on after each break of a year.

    Where the register goes on past every week a break could be and shows none,
    the break is taken to end with the last of them; or to lie before the
    register, if that begins so late. A break that has not come yet is left out,
    as are all in a year for which there is no rule.

    Args:
        school_days: of the year, oldest first.
        rule: where the breaks lie.
        year: of the September in which it starts.
    """
    weeks = _weeks(school_days)
    found: dict[Break, date] = {}
    for name in BREAKS:
        limits = _limits(rule, year, name)
        if limits is None or not weeks:
            continue
        back = _first_week_after_a_gap(weeks, limits, year) or _first_week_past(weeks, limits, year)
        if back is not None:
            found[name] = back
    return found


def weekday_before(day: date) -> date:
    """Return the last Monday to Friday before a day.

    >>> weekday_before(date(2025, 10, 27))
    datetime.date(2025, 10, 24)
    """
    before = day - timedelta(days=1)
    return min(before, monday_of(before) + timedelta(days=_FRIDAY))


def weekday_after(day: date) -> date:
    """Return the first Monday to Friday after a day.

    >>> weekday_after(date(2025, 10, 31))
    datetime.date(2025, 11, 3)
    """
    after = day + timedelta(days=1)
    return after if after.weekday() <= _FRIDAY else monday_of(after) + timedelta(weeks=1)


def _first_week_after_a_gap(weeks: Sequence[date], limits: BreakLimits | None, year: int) -> date | None:
    if limits is None:
        return None
    first, last = limits.in_year(year)
    for before, after in pairwise(weeks):
        free = (before + timedelta(weeks=number) for number in range(1, (after - before).days // 7))
        if any(first <= monday <= last for monday in free):
            return after
    return None


def _first_week_past(weeks: Sequence[date], limits: BreakLimits, year: int) -> date | None:
    """Return the first week that must lie after a break without a gap: the register may begin after it."""
    first, last = limits.in_year(year)
    past = next((week for week in weeks if week > last), None)
    return weeks[0] if past is not None and weeks[0] > first else past


def _limits(rule: Rule[SchoolTermLimits], year: int, name: Break | Literal["summer"]) -> BreakLimits | None:
    try:
        limits: BreakLimits = getattr(rule.in_force(date(year, 9, 1)), name)
    except NoRuleInForce:
        return None
    return limits


def _weeks(days: Sequence[date]) -> list[date]:
    return sorted({monday_of(day) for day in days})
