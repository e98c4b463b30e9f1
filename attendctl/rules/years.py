"""Whole years from a day: birthdays, and years that end with a day."""

from __future__ import annotations

from datetime import date, timedelta


def birthday(date_of_birth: date, age: int) -> date:
    """Return the day on which an age is reached; 1 March for who was born on 29 February.

    >>> birthday(date(2020, 2, 29), 5), birthday(date(2020, 2, 29), 8)
    (datetime.date(2025, 3, 1), datetime.date(2028, 2, 29))
    """
    year = date_of_birth.year + age
    try:
        return date_of_birth.replace(year=year)
    except ValueError:
        return date_of_birth.replace(year=year, day=28) + timedelta(days=1)


def years_before(day: date, years: int) -> date:
    """Return the same day some years earlier; 28 February for 29 February.

    >>> years_before(date(2028, 2, 29), 3)
    datetime.date(2025, 2, 28)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def age_on(date_of_birth: date, on: date) -> int:
    """Return the whole years of age on a day: a birthday counts from its morning; below 0 before birth.

    >>> age_on(date(2020, 8, 31), date(2025, 8, 30)), age_on(date(2020, 8, 31), date(2025, 8, 31))
    (4, 5)
    """
    years = on.year - date_of_birth.year
    return years if birthday(date_of_birth, years) <= on else years - 1
