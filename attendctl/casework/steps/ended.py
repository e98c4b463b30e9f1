"""The weeks, half terms, terms and the year that have ended by the day judged."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendctl.calendar import academic_year_start, monday_of
from attendctl.measures.terms import HalfTerm, SchoolTerms

_FRIDAY = 4
_SUNDAY = 6


@dataclass(frozen=True)
class EndedPeriod:
    """A period that is over. ``name`` is unique and fit for a sentence; both days are included."""

    name: str
    from_day: date
    to_day: date


def ended_periods(
    school_days: Sequence[date], terms: SchoolTerms, *, as_of: date
) -> Mapping[str, Sequence[EndedPeriod]]:
    """Return the periods of the academic year of ``as_of`` that have ended by then, oldest first.

    They are by ``week``, ``half_term``, ``term`` and ``year``.

    A week has ended on its Friday. A half term, a term and the year have ended on their last
    stated day, or once the register shows that school went on after a break.

    Args:
        school_days: of the school, as the register has them.
        terms: of the school.
        as_of: the day judged.
    """
    september = academic_year_start(as_of)
    year = [term for term in terms.terms(september.year) if terms.has_ended(term, as_of)]
    halves = [half for half in terms.half_terms(september.year) if terms.has_ended(half, as_of)]
    whole = [
        EndedPeriod(f"school year {september.year}/{(september.year + 1) % 100:02d}", september, term.to_day)
        for term in year
        if term.name == "summer"
    ]
    return {
        "week": _weeks(school_days, september, as_of),
        "half_term": [EndedPeriod(name_of_half(half), half.from_day, half.to_day) for half in halves],
        "term": [
            EndedPeriod(f"{term.name} term {term.from_day.year}", term.from_day, term.to_day) for term in year
        ],
        "year": whole,
    }


def name_of_half(half: HalfTerm) -> str:
    """Return a half term's name, unique and fit for a sentence."""
    place = "first" if half.number == 1 else "second"
    return f"{place} half of the {half.term} term {half.from_day.year}"


def _weeks(school_days: Sequence[date], september: date, as_of: date) -> list[EndedPeriod]:
    mondays = sorted({monday_of(day) for day in school_days if september <= day <= as_of})
    return [
        EndedPeriod(f"week of {monday.isoformat()}", monday, monday + timedelta(days=_SUNDAY))
        for monday in mondays
        if as_of >= monday + timedelta(days=_FRIDAY)
    ]
