"""How long a school year is: the bounds within which a rule of a policy can ever come true."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import Field

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule

Period = Literal["week", "half_term", "term", "year"]


class SchoolYearLength(DatedValue):
    """Sessions, days, weeks and terms of a year, and the sessions of its longest parts."""

    sessions: int = Field(gt=0)
    school_days: int = Field(gt=0)
    school_weeks: int = Field(gt=0)
    terms: int = Field(gt=0)
    half_terms: int = Field(gt=0)
    longest_term_sessions: int = Field(gt=0)
    longest_half_term_sessions: int = Field(gt=0)

    def sessions_within(self, period: Literal["half_term", "term", "year"]) -> int:
        """Return the most sessions that a period can have.

        >>> from datetime import date
        >>> school_year().in_force(date(2025, 11, 7)).sessions_within("half_term")
        80
        """
        return {
            "year": self.sessions,
            "term": self.longest_term_sessions,
            "half_term": self.longest_half_term_sessions,
        }[period]

    def ends_of(self, period: Period) -> int:
        """Return how many such periods end in a year.

        >>> from datetime import date
        >>> school_year().in_force(date(2025, 11, 7)).ends_of("term")
        3
        """
        return {"week": self.school_weeks, "half_term": self.half_terms, "term": self.terms, "year": 1}[
            period
        ]


@lru_cache(maxsize=1)
def school_year() -> Rule[SchoolYearLength]:
    """Read the rule. Source: ``england/school_year.toml``."""
    return load_rule(ENGLAND / "school_year.toml", SchoolYearLength)
