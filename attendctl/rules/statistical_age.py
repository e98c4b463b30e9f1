"""Which pupils official absence statistics count, by their age at the start of the academic year.

This is not compulsory school age, which begins and ends on other days:
``attendctl.rules.compulsory_age``.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from pydantic import Field, model_validator

from attendctl.calendar import academic_year_start
from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule
from attendctl.rules.years import age_on


class StatisticalAge(DatedValue):
    """The youngest and the oldest age counted, in whole years, on the day before the academic year."""

    youngest: int = Field(ge=0)
    oldest: int = Field(ge=0)

    @model_validator(mode="after")
    def _oldest_is_not_below_youngest(self) -> StatisticalAge:
        if self.oldest < self.youngest:
            raise ValueError(f"oldest {self.oldest} is below youngest {self.youngest}")
        return self


def is_counted_in_statistics(date_of_birth: date, on: date) -> bool:
    """Say whether a pupil's sessions of a day are counted in the official statistics.

    Raises:
        NoRuleInForce: the rule has no value on that day.

    >>> [is_counted_in_statistics(born, date(2025, 11, 7)) for born in (date(2020, 8, 31), date(2020, 9, 1))]
    [True, False]
    """
    value = statistical_age().in_force(on)
    before_the_year = academic_year_start(on) - timedelta(days=1)
    return value.youngest <= age_on(date_of_birth, before_the_year) <= value.oldest


@lru_cache(maxsize=1)
def statistical_age() -> Rule[StatisticalAge]:
    """Read the rule. Source: ``england/statistical_age.toml``."""
    return load_rule(ENGLAND / "statistical_age.toml", StatisticalAge)
