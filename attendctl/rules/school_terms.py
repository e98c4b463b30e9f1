"""Between which weeks a break in the register ends a term or a half term, where no dates are stated."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from pydantic import Field, field_validator

from attendctl.calendar import FIRST_MONTH_OF_ACADEMIC_YEAR
from attendctl.rules.reader import ENGLAND, DatedValue, Rule, Strict, load_rule


class BreakLimits(Strict):
    """The first and the last Monday of which the week may be one of the break, as ``12-18``."""

    first_monday: str = Field(pattern=r"^\d\d-\d\d$")
    last_monday: str = Field(pattern=r"^\d\d-\d\d$")

    @field_validator("first_monday", "last_monday")
    @classmethod
    def _is_a_day_of_every_year(cls, text: str) -> str:
        date.fromisoformat(f"2001-{text}")
        return text

    def in_year(self, year: int) -> tuple[date, date]:
        """Return both limits in the academic year that starts in September of ``year``.

        >>> limits = BreakLimits(first_monday="12-18", last_monday="01-04")
        >>> [str(day) for day in limits.in_year(2025)]
        ['2025-12-18', '2026-01-04']
        """
        first, last = (_day(year, text) for text in (self.first_monday, self.last_monday))
        return first, last


class SchoolTermLimits(DatedValue):
    """Limits of the breaks of a school year, in their order: of half terms, of terms, and of the year."""

    october: BreakLimits
    christmas: BreakLimits
    february: BreakLimits
    easter: BreakLimits
    may: BreakLimits
    summer: BreakLimits


def _day(year: int, month_and_day: str) -> date:
    day = date.fromisoformat(f"{year}-{month_and_day}")
    return day if day.month >= FIRST_MONTH_OF_ACADEMIC_YEAR else day.replace(year=year + 1)


@lru_cache(maxsize=1)
def school_term_limits() -> Rule[SchoolTermLimits]:
    """Read the rule. Source: ``england/school_terms.toml``."""
    return load_rule(ENGLAND / "school_terms.toml", SchoolTermLimits)
