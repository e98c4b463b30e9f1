"""Which day "the school day before" or "the first day of term" is, in a small calendar."""

from __future__ import annotations

from datetime import date

import pytest

from attendctl.casework.reconciled.days import first_day_meant, last_day_meant
from attendctl.casework.reconciled.differences import FromDay, ToDay
from attendctl.measures.terms import terms_of_school
from attendctl.settings import CalendarSettings
from tests.measures.register_tables import weekdays

# Autumn from Tuesday 2 September with a half term break from 27 October, to Friday 19 December; then January.
DAYS = [
    *weekdays(date(2025, 9, 2), 39),
    *weekdays(date(2025, 11, 3), 35),
    *weekdays(date(2026, 1, 5), 10),
]
TERMS = terms_of_school(DAYS, CalendarSettings())
YEAR = date(2025, 9, 1)


@pytest.mark.parametrize(
    ("meant", "to_day", "day"),
    [
        ("school day before", date(2025, 11, 5), date(2025, 11, 4)),
        ("school day before", date(2025, 11, 3), date(2025, 10, 24)),  # over the break
        ("school day before", date(2025, 11, 9), date(2025, 11, 6)),  # a Sunday: the Friday is left out
        ("school day before", date(2025, 9, 2), None),
        ("school day after", date(2025, 10, 24), date(2025, 11, 3)),
        ("school day after", date(2026, 1, 16), None),
        ("school week before", date(2025, 11, 5), date(2025, 10, 24)),
        ("school week before", date(2025, 9, 5), None),
        ("school week after", date(2025, 10, 22), date(2025, 11, 7)),
        ("school week after", date(2026, 1, 14), None),
    ],
)
def test_last_day(meant: ToDay, to_day: date, day: date | None) -> None:
    assert last_day_meant(meant, DAYS, to_day) == day


@pytest.mark.parametrize(
    ("meant", "from_day", "to_day", "day"),
    [
        ("year", YEAR, date(2025, 11, 5), None),  # it is ours
        ("year", date(2025, 11, 3), date(2025, 11, 5), YEAR),
        ("second school day", YEAR, date(2025, 11, 5), date(2025, 9, 3)),
        ("second school day", YEAR, date(2025, 9, 2), None),
        ("second school week", YEAR, date(2025, 11, 5), date(2025, 9, 8)),
        ("second school week", YEAR, date(2025, 9, 5), None),
        ("term", YEAR, date(2026, 1, 7), date(2026, 1, 5)),
        ("term", YEAR, date(2025, 11, 5), None),  # the first of the year: nothing before it is counted
        ("half term", YEAR, date(2025, 11, 5), date(2025, 11, 3)),
        ("published", YEAR, date(2025, 11, 5), date(2025, 9, 8)),
        ("published", YEAR, date(2025, 9, 5), None),
    ],
)
def test_first_day(meant: FromDay, from_day: date, to_day: date, day: date | None) -> None:
    found = first_day_meant(
        meant, DAYS, from_day=from_day, to_day=to_day, terms=TERMS, published_from=date(2025, 9, 8)
    )
    assert found == day


def test_no_published_year_and_no_days() -> None:
    nothing = {"terms": TERMS, "published_from": None}
    assert first_day_meant("published", DAYS, from_day=YEAR, to_day=date(2025, 11, 5), **nothing) is None  # type: ignore[arg-type]
    assert first_day_meant("term", [], from_day=YEAR, to_day=date(2025, 11, 5), **nothing) is None  # type: ignore[arg-type]
