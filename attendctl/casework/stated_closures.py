"""The days that ``attendctl.toml`` states as no school days, for looking ahead of the register."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

from attendctl.calendar import FIRST_MONTH_OF_ACADEMIC_YEAR, monday_of
from attendctl.settings import CalendarSettings, StatedTerm

_TERMS = ("autumn", "spring", "summer")
_DAY = timedelta(days=1)


def stated_closures(calendar: CalendarSettings) -> frozenset[date]:
    """Return every day that ``[calendar]`` states as closed.

    These are the closed days, the half terms, the days between a stated term and the next
    one if that is stated too, and those of the academic year before a stated autumn term
    and after a stated summer term. What is not stated is not taken for closed.

    >>> closed = stated_closures(CalendarSettings(october_half_term=date(2025, 10, 29)))
    >>> min(closed), max(closed)
    (datetime.date(2025, 10, 27), datetime.date(2025, 11, 2))
    """
    days = set(calendar.closed_days)
    if calendar.october_half_term is not None:
        monday = monday_of(calendar.october_half_term)
        days |= set(_days(monday, monday + timedelta(days=6)))
    for term in calendar.terms:
        if term.half_term_from is not None and term.half_term_to is not None:
            days |= set(_days(term.half_term_from, term.half_term_to))
        september = date(term.academic_year, FIRST_MONTH_OF_ACADEMIC_YEAR, 1)
        if term.name == _TERMS[0]:
            days |= set(_days(september, term.from_day - _DAY))
        if term.name == _TERMS[-1]:
            days |= set(_days(term.to_day + _DAY, september.replace(year=september.year + 1) - _DAY))
    for before, after in pairwise(calendar.terms):
        if _follows(before, after):
            days |= set(_days(before.to_day + _DAY, after.from_day - _DAY))
    return frozenset(days)


def _follows(before: StatedTerm, after: StatedTerm) -> bool:
    return (
        before.academic_year == after.academic_year
        and _TERMS.index(after.name) - _TERMS.index(before.name) == 1
    )


def _days(first: date, last: date) -> Iterator[date]:
    """Give every day from one to another, both included; none if the last is before the first."""
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)
