"""The national threshold at which a penalty notice must be considered, by day."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule


class PenaltyThreshold(DatedValue):
    """So many unauthorised sessions in any so many consecutive school weeks.

    >>> from datetime import date
    >>> threshold = penalty_threshold().in_force(date(2025, 11, 7))
    >>> threshold.sessions, threshold.school_weeks, threshold.firm_codes
    (10, 10, ['G', 'O', 'U'])
    """

    sessions: int = Field(gt=0)
    school_weeks: int = Field(gt=0)
    codes: list[str] = Field(min_length=1)
    unexplained_codes: list[str]
    holiday_codes: list[str]

    @property
    def firm_codes(self) -> list[str]:
        """The codes that count whatever becomes of the reasons not yet known."""
        return [code for code in self.codes if code not in self.unexplained_codes]


@lru_cache(maxsize=1)
def penalty_threshold() -> Rule[PenaltyThreshold]:
    """Read the rule. Source: ``england/penalty_threshold.toml``."""
    return load_rule(ENGLAND / "penalty_threshold.toml", PenaltyThreshold)
