"""The last term of a register without a later day: over once the summer holidays have certainly come."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attendctl.measures.terms import terms_of_school
from attendctl.settings import CalendarSettings

# Weeks of 8 September 2025 to 13 July 2026 without half terms, Christmas and Easter: the register ends there.
MONDAYS = [date(2025, 9, 8) + timedelta(weeks=week) for week in range(45)]
HOLIDAYS = {
    *(date(2025, 10, 27), date(2025, 12, 22), date(2025, 12, 29), date(2026, 2, 16)),
    *(date(2026, 3, 30), date(2026, 4, 6), date(2026, 5, 25)),
}
SCHOOL_DAYS = [
    monday + timedelta(days=day) for monday in MONDAYS if monday not in HOLIDAYS for day in range(5)
]


@pytest.mark.parametrize(
    ("as_of", "is_over"),
    [
        (date(2026, 7, 17), False),
        (date(2026, 7, 31), False),
        (date(2026, 8, 1), True),
        (date(2026, 8, 31), True),
    ],
)
def test_summer_term_and_year_are_over_from_the_first_of_august(as_of: date, is_over: bool) -> None:
    terms = terms_of_school(SCHOOL_DAYS, CalendarSettings())
    autumn, spring, summer = terms.terms(2025)
    assert (autumn.name, spring.name, summer.name) == ("autumn", "spring", "summer")
    assert summer.to_day == date(2026, 7, 17)
    assert terms.has_ended(summer, as_of) is is_over
    assert terms.has_ended(terms.half_terms(2025)[-1], as_of) is is_over
    assert terms.has_ended(spring, as_of)


def test_a_stated_last_day_is_the_last_day() -> None:
    stated = {"name": "summer", "from": date(2026, 4, 13), "to": date(2026, 7, 21)}
    terms = terms_of_school(SCHOOL_DAYS, CalendarSettings.model_validate({"terms": [stated]}))
    summer = terms.terms(2025)[-1]
    assert not terms.has_ended(summer, date(2026, 7, 20))
    assert terms.has_ended(summer, date(2026, 7, 21))
