"""Which dates of birth a year group holds, for a register that states the one without the other."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from pydantic import Field

from attendctl.calendar import academic_year_start
from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule


class YearGroups(DatedValue):
    """The age at the end of 31 August of the pupils who begin year 1 the next day."""

    age_before_year_1: int = Field(ge=0)


def births_of_year_group(year_group: str, on: date) -> tuple[date, date] | None:
    """Return the first and the last date of birth, both included, of a year group on a day.

    Args:
        year_group: as the ledger has it: a number. None is returned for nursery, reception and the like.
        on: any day of the academic year in which the pupils are in it.

    >>> births_of_year_group("4", date(2025, 11, 7))
    (datetime.date(2016, 9, 1), datetime.date(2017, 8, 31))
    >>> births_of_year_group("R", date(2025, 11, 7)) is None
    True
    """
    if not year_group.isdecimal():
        return None
    september = academic_year_start(on)
    age = year_groups().in_force(on).age_before_year_1 + int(year_group) - 1
    first = september.replace(year=september.year - age - 1)
    return first, first.replace(year=first.year + 1) - timedelta(days=1)


@lru_cache(maxsize=1)
def year_groups() -> Rule[YearGroups]:
    """Read the rule. Source: ``england/year_groups.toml``."""
    return load_rule(ENGLAND / "year_groups.toml", YearGroups)
