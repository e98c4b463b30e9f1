"""Terms and half terms by the names people give them: ``autumn``, ``spring 2``, ``summer 2025``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import NoReturn

from attendctl.errors import WrongUsage
from attendctl.measures.school_weeks import SchoolDays
from attendctl.measures.terms import HalfTerm, SchoolTerms, Term, terms_of_school
from attendctl.settings import CalendarSettings

_TERMS = ("autumn", "spring", "summer")
_FILLING = {"the", "of", "term", "half"}
_HALVES = {"1": 1, "2": 2, "first": 1, "second": 2, "1st": 1, "2nd": 2}
_YEAR = re.compile(r"(\d{4})(?:[/-](\d{2}|\d{4}))?")
_SHORTEST_NAME = 3


@dataclass(frozen=True)
class PartOfYear:
    """A term, or with ``half`` one half of it. ``year`` is of the September of its academic year.

    >>> str(PartOfYear(2025, "spring", 2)), str(PartOfYear(2025, "autumn"))
    ('second half of the spring term 2026', 'autumn term 2025')
    """

    year: int
    term: str
    half: int | None = None

    @property
    def calendar_year(self) -> int:
        """The year on the calendar that the term lies in."""
        return self.year if self.term == _TERMS[0] else self.year + 1

    def __str__(self) -> str:
        term = f"{self.term} term {self.calendar_year}"
        return term if self.half is None else f"{('first', 'second')[self.half - 1]} half of the {term}"


@dataclass(frozen=True)
class TermName:
    """What is said of a term; what is left out, any fits."""

    term: str | None = None
    half: int | None = None
    calendar_year: int | None = None
    academic_year: int | None = None

    @classmethod
    def parse(cls, text: str, *, halves: bool) -> TermName:
        """Read ``autumn``, ``autumn 2024``, ``spring 2024/25``, or of half terms ``autumn 1 2024``.

        Args:
            text: large or small letters; three of a term's name are enough.
            halves: whether half terms are asked for.

        Raises:
            WrongUsage: it is no such name.

        >>> TermName.parse("Autumn 1", halves=True)
        TermName(term='autumn', half=1, calendar_year=None, academic_year=None)
        >>> TermName.parse("spring 2024/25", halves=False).academic_year
        2024
        """
        name = cls()
        for word in re.sub(r"(?<=[a-z])(?=\d)", " ", text.casefold()).replace(",", " ").split():
            if word not in _FILLING:
                name = _with_word(name, word) or _refuse(text, halves=halves)
        if name.term is None or (name.half is not None) != halves:
            _refuse(text, halves=halves)
        return name

    def fits(self, part: PartOfYear) -> bool:
        """Whether a term or half term is what is asked for."""
        return (
            self.term in (None, part.term)
            and self.half in (None, part.half)
            and self.calendar_year in (None, part.calendar_year)
            and self.academic_year in (None, part.year)
        )


@dataclass(frozen=True)
class SchoolPart:
    """A term or half term of one school, first and last day included."""

    part: PartOfYear
    from_day: date
    to_day: date
    is_stated: bool
    has_ended: bool


def parts_of_school(
    days: SchoolDays, calendar: CalendarSettings, *, halves: bool, upto: date
) -> list[SchoolPart]:
    """Return the terms, or the half terms, in which a school had a school day by a day, oldest first.

    Args:
        days: of the school.
        calendar: terms, as far as they are stated. A half term is stated where its term and
            the break in it both are.
        halves: half terms, not terms.
        upto: what the register has after this day is not looked at.
    """
    known = SchoolDays(tuple(day for day in days.days if day <= upto))
    terms = terms_of_school(known.days, calendar)
    parts = []
    for part, found in _parts(terms, halves=halves):
        last = known.last(upto=found.to_day)
        if last is None or last < found.from_day:
            continue
        stated = _is_stated(found, part, calendar)
        ended = terms.has_ended(found, upto)
        # of a half term whose break has not come, nobody knows the last day yet
        to_day = found.to_day if stated or ended else last
        parts.append(SchoolPart(part, found.from_day, to_day, stated, ended))
    return sorted(parts, key=lambda one: one.from_day)


def _parts(terms: SchoolTerms, *, halves: bool) -> Iterator[tuple[PartOfYear, Term | HalfTerm]]:
    for year in terms.terms_by_year:
        if halves:
            for half in terms.half_terms(year):
                yield PartOfYear(year, half.term, half.number), half
        else:
            for term in terms.terms(year):
                yield PartOfYear(year, term.name), term


def _is_stated(found: Term | HalfTerm, part: PartOfYear, calendar: CalendarSettings) -> bool:
    term = next(
        (one for one in calendar.terms if (one.academic_year, one.name) == (part.year, part.term)), None
    )
    if term is None or isinstance(found, Term):
        return term is not None
    in_october = part.term == _TERMS[0] and calendar.october_half_term_of(part.year) is not None
    return term.half_term_from is not None or in_october


def _with_word(name: TermName, word: str) -> TermName | None:
    """Return a name with one more word understood; None if it is not, or says a thing twice."""
    terms = [term for term in _TERMS if len(word) >= _SHORTEST_NAME and term.startswith(word)]
    if terms and name.term is None:
        return replace(name, term=terms[0])
    if word in _HALVES and name.half is None:
        return replace(name, half=_HALVES[word])
    year = _YEAR.fullmatch(word)
    if year is None or name.calendar_year is not None or name.academic_year is not None:
        return None
    first, second = int(year[1]), year[2]
    if second is None:
        return replace(name, calendar_year=first)
    follows = (first + 1) % 10 ** len(second) == int(second)
    return replace(name, academic_year=first) if follows else None


def _refuse(text: str, *, halves: bool) -> NoReturn:
    if halves:
        raise WrongUsage(
            f"--half-term {text!r} is not a half term.",
            remedy='Write the term and which half of it: "autumn 1", "spring 2 2025" or "summer 1 2024/25".',
        )
    raise WrongUsage(
        f"--term {text!r} is not a term.",
        remedy='Write autumn, spring or summer, with a year if need be: "autumn 2024" or "spring 2024/25".',
    )
