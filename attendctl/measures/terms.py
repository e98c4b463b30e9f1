"""Terms and half terms of a school: as ``attendctl.toml`` states them, else as the register shows them.

A break shows as a week without a possible session between two that have one,
at the time of year where breaks lie (``rules/england/school_terms.toml``). Where
a break has not come yet, the term so far is one piece, and it has not ended.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Literal, TypeVar

from attendctl.calendar import Week, academic_year_start, monday_of
from attendctl.measures.term_breaks import (
    Break,
    breaks_of_year,
    days_by_year,
    weekday_after,
    weekday_before,
)
from attendctl.rules.reader import NoRuleInForce, Rule
from attendctl.rules.school_terms import SchoolTermLimits, school_term_limits
from attendctl.settings import CalendarSettings, StatedTerm

TermName = Literal["autumn", "spring", "summer"]
_HALF_TERM: Mapping[TermName, Break] = {"autumn": "october", "spring": "february", "summer": "may"}


@dataclass(frozen=True)
class Term:
    """One term, first and last day included. ``is_stated``: its last day is, in ``attendctl.toml``."""

    name: TermName
    from_day: date
    to_day: date
    is_stated: bool


@dataclass(frozen=True)
class HalfTerm:
    """One half of a term, first and last day included. ``is_stated``: its last day is."""

    term: TermName
    number: Literal[1, 2]
    from_day: date
    to_day: date
    is_stated: bool


PeriodT = TypeVar("PeriodT", Term, HalfTerm)


@dataclass(frozen=True)
class SchoolTerms:
    """The terms of one school. A year is named by its September: 2025 is 2025/26."""

    terms_by_year: Mapping[int, Sequence[Term]]
    half_terms_by_year: Mapping[int, Sequence[HalfTerm]]
    school_days: Sequence[date]
    summer_from: Mapping[int, date] = field(default_factory=dict)  # by year: from when it is summer holidays

    def terms(self, year: int) -> Sequence[Term]:
        """Return the terms known of a year, in their order."""
        return self.terms_by_year.get(year, ())

    def half_terms(self, year: int) -> Sequence[HalfTerm]:
        """Return the half terms known of a year, in their order."""
        return self.half_terms_by_year.get(year, ())

    def term_of(self, day: date) -> Term | None:
        """Return the term a day belongs to; the holidays belong to the term before them.

        None before the first term of a school year.
        """
        return _begun_last(chain.from_iterable(self.terms_by_year.values()), day)

    def half_term_of(self, day: date) -> HalfTerm | None:
        """Return the half term a day belongs to; a break belongs to the half term before it."""
        return _begun_last(chain.from_iterable(self.half_terms_by_year.values()), day)

    def has_ended(self, period: Term | HalfTerm, as_of: date) -> bool:
        """Say whether a period is over by a day.

        A stated last day has come; or the register shows a school day after it, up to ``as_of``;
        or the year is over, because summer holidays have come.
        """
        if period.is_stated:
            return period.to_day <= as_of
        over_from = self.summer_from.get(academic_year_start(period.to_day).year)
        if over_from is not None and as_of >= over_from:
            return True
        return any(period.to_day < day <= as_of for day in self.school_days)

    def last_ended(self, as_of: date, kind: Literal["term", "half_term", "year"]) -> Term | HalfTerm | None:
        """Return the period that ended last by a day; of a year, its summer term."""
        periods: Iterable[Term | HalfTerm]
        if kind == "half_term":
            periods = chain.from_iterable(self.half_terms_by_year.values())
        else:
            terms = chain.from_iterable(self.terms_by_year.values())
            periods = (term for term in terms if kind == "term" or term.name == "summer")
        ended = [period for period in periods if self.has_ended(period, as_of)]
        return max(ended, key=lambda period: period.to_day, default=None)


def terms_of_school(school_days: Sequence[date], calendar: CalendarSettings) -> SchoolTerms:
    """Find the terms of a school by the shipped rule. As ``school_terms``."""
    return school_terms(school_days, school_term_limits(), calendar)


def school_terms(
    school_days: Sequence[date], rule: Rule[SchoolTermLimits], calendar: CalendarSettings
) -> SchoolTerms:
    """Find the terms and half terms of every year that the register or the calendar knows.

    Args:
        school_days: of one school, in any order.
        rule: where breaks lie. Of a year before its first value only stated terms are known.
        calendar: ``[calendar]`` of ``attendctl.toml``. A term it states wins.

    >>> from datetime import timedelta
    >>> autumn = [date(2025, 9, 1) + timedelta(weeks=week) for week in range(16) if week != 8]
    >>> found = terms_of_school([*autumn, date(2026, 1, 5)], CalendarSettings())
    >>> [(term.name, str(term.from_day), str(term.to_day)) for term in found.terms(2025)]
    [('autumn', '2025-09-01', '2025-12-15'), ('spring', '2026-01-05', '2026-01-05')]
    >>> [str(half.to_day) for half in found.half_terms(2025)]
    ['2025-10-20', '2025-12-15', '2026-01-05']
    """
    by_year = days_by_year(sorted(school_days), rule)
    terms: dict[int, Sequence[Term]] = {}
    halves: dict[int, Sequence[HalfTerm]] = {}
    for year in sorted(set(by_year) | {term.academic_year for term in calendar.terms}):
        days = by_year.get(year, [])
        breaks = breaks_of_year(days, rule, year)
        stated = [term for term in calendar.terms if term.academic_year == year]
        found = [Term(term.name, term.from_day, term.to_day, is_stated=True) for term in stated]
        unstated = [day for day in days if not any(term.from_day <= day <= term.to_day for term in stated)]
        found += _terms_shown(unstated, breaks, {term.name for term in stated})
        terms[year] = sorted(found, key=lambda term: term.from_day)
        stated_breaks = _stated_breaks(stated, calendar.october_half_term, year)
        halves[year] = [
            half
            for term in terms[year]
            for half in _halves(term, days, stated_breaks.get(term.name), breaks.get(_HALF_TERM[term.name]))
        ]
    summers = {year: _summer_of(rule, year) for year in terms}
    known = {year: day for year, day in summers.items() if day is not None}
    return SchoolTerms(terms, halves, sorted(school_days), known)


def _summer_of(rule: Rule[SchoolTermLimits], year: int) -> date | None:
    """Return the first day on which the summer holidays of a school year have certainly come."""
    try:
        return rule.in_force(date(year, 9, 1)).summer.in_year(year)[0]
    except NoRuleInForce:
        return None


def _terms_shown(days: Sequence[date], breaks: Mapping[Break, date], stated: Collection[str]) -> list[Term]:
    christmas, easter = breaks.get("christmas", date.max), breaks.get("easter", date.max)
    parts: Mapping[TermName, list[date]] = {
        "autumn": [day for day in days if day < christmas],
        "spring": [day for day in days if christmas <= day < easter],
        "summer": [day for day in days if max(christmas, easter) <= day],
    }
    return [
        Term(name, part[0], part[-1], is_stated=False)
        for name, part in parts.items()
        if part and name not in stated
    ]


def _stated_breaks(
    stated: Sequence[StatedTerm], october: date | None, year: int
) -> Mapping[TermName, tuple[date, date]]:
    """Return the first and last day of each half term break that the school states."""
    found: dict[TermName, tuple[date, date]] = {}
    if october is not None and academic_year_start(october).year == year:
        found["autumn"] = monday_of(october), Week.containing(october).sunday
    for term in stated:
        if term.half_term_from is not None and term.half_term_to is not None:
            found[term.name] = term.half_term_from, term.half_term_to
    return found


def _halves(
    term: Term, days: Sequence[date], stated: tuple[date, date] | None, shown: date | None
) -> list[HalfTerm]:
    """Split a term at the break the school states, else at the one the register shows, else not at all."""
    of_term = [day for day in days if term.from_day <= day <= term.to_day]
    if stated is not None:
        first_to, back = weekday_before(stated[0]), weekday_after(stated[1])
    elif shown is not None:
        first_to, back = max((day for day in of_term if day < shown), default=weekday_before(shown)), shown
    else:
        return [HalfTerm(term.name, 1, term.from_day, term.to_day, term.is_stated)]
    second_from = min((day for day in of_term if day >= back), default=back)
    halves = []
    if term.from_day <= first_to:
        halves.append(HalfTerm(term.name, 1, term.from_day, first_to, is_stated=stated is not None))
    if second_from <= term.to_day:
        halves.append(HalfTerm(term.name, 2, second_from, term.to_day, term.is_stated))
    return halves


def _begun_last(periods: Iterable[PeriodT], day: date) -> PeriodT | None:
    begun = max((one for one in periods if one.from_day <= day), key=lambda one: one.from_day, default=None)
    if begun is None or day <= begun.to_day:
        return begun
    return begun if academic_year_start(begun.to_day) == academic_year_start(day) else None
