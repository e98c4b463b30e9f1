"""Between which days a child is of compulsory school age.

This is the law's age, by which a parent may be fined. Official statistics count
by another one: ``attendctl.rules.statistical_age``.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

from pydantic import Field, field_validator

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule
from attendctl.rules.years import birthday

Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_WEEKDAYS: tuple[Weekday, ...] = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


class CompulsorySchoolAge(DatedValue):
    """The ages, in years, and the days of the year on which they take effect, as ``08-31``."""

    starts_at_age: int = Field(gt=0)
    prescribed_days: list[str] = Field(min_length=1)
    ends_at_age: int = Field(gt=0)
    ends_on_last: Weekday
    ends_in_month: int = Field(ge=1, le=12)
    school_year_ends: str

    @field_validator("prescribed_days", "school_year_ends")
    @classmethod
    def _are_days_of_every_year(cls, days: list[str] | str) -> list[str] | str:
        for day in [days] if isinstance(days, str) else days:
            if len(day) != len("08-31"):
                raise ValueError(f"{day!r} is not a day such as 08-31")
            date.fromisoformat(f"2001-{day}")
        return days

    def first_day(self, date_of_birth: date) -> date:
        """Return the prescribed day on or next after the birthday on which the age is reached."""
        reached = birthday(date_of_birth, self.starts_at_age)
        return min(
            day
            for year in (reached.year, reached.year + 1)
            for day in (_day(year, text) for text in self.prescribed_days)
            if day >= reached
        )

    def last_day(self, date_of_birth: date) -> date:
        """Return the leaving date of the school year in which the age is reached; it is included."""
        reached = birthday(date_of_birth, self.ends_at_age)
        ends = _day(reached.year, self.school_year_ends)
        year = reached.year if reached <= ends else reached.year + 1
        after = date(year + self.ends_in_month // 12, self.ends_in_month % 12 + 1, 1)
        last = after - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - _WEEKDAYS.index(self.ends_on_last)) % len(_WEEKDAYS))


def compulsory_age_from(date_of_birth: date) -> date:
    """Return the first day on which a child is of compulsory school age.

    Raises:
        NoRuleInForce: the rule has no value for a child of that age.

    >>> compulsory_age_from(date(2019, 2, 10))
    datetime.date(2024, 3, 31)
    """
    return _at_age(date_of_birth, _newest().starts_at_age).first_day(date_of_birth)


def compulsory_age_until(date_of_birth: date) -> date:
    """Return the last day, included, on which a child is of compulsory school age. Raises NoRuleInForce.

    >>> compulsory_age_until(date(2007, 9, 23))
    datetime.date(2024, 6, 28)
    """
    return _at_age(date_of_birth, _newest().ends_at_age).last_day(date_of_birth)


def is_of_compulsory_age(date_of_birth: date, on: date) -> bool:
    """Say whether a child is of compulsory school age on a day.

    Raises:
        NoRuleInForce: the rule has no value on that day.

    >>> [is_of_compulsory_age(date(2020, 4, 1), date(2025, 8, day)) for day in (30, 31)]
    [False, True]
    """
    value = compulsory_school_age().in_force(on)
    return value.first_day(date_of_birth) <= on <= value.last_day(date_of_birth)


@lru_cache(maxsize=1)
def compulsory_school_age() -> Rule[CompulsorySchoolAge]:
    """Read the rule. Source: ``england/compulsory_school_age.toml``."""
    return load_rule(ENGLAND / "compulsory_school_age.toml", CompulsorySchoolAge)


def _newest() -> CompulsorySchoolAge:
    return compulsory_school_age().values[-1]


def _at_age(date_of_birth: date, age: int) -> CompulsorySchoolAge:
    return compulsory_school_age().in_force(birthday(date_of_birth, age))


def _day(year: int, month_and_day: str) -> date:
    return date.fromisoformat(f"{year:04}-{month_and_day}")
