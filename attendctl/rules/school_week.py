"""The length of a school week that the state expects: what a session missed is worth in minutes."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule


class SchoolWeekLength(DatedValue):
    """Minutes in school, breaks included, in a week of so many sessions."""

    minutes: int = Field(gt=0)
    sessions: int = Field(gt=0)

    @property
    def minutes_in_a_session(self) -> int:
        """Whole minutes of one session, half a school day.

        >>> from datetime import date
        >>> school_week().in_force(date(2025, 11, 7)).minutes_in_a_session
        195
        """
        return self.minutes // self.sessions


@lru_cache(maxsize=1)
def school_week() -> Rule[SchoolWeekLength]:
    """Read the rule. Source: ``england/school_week.toml``."""
    return load_rule(ENGLAND / "school_week.toml", SchoolWeekLength)
