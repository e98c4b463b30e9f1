"""Days that attendctl.toml states as closed: what is stated, and nothing that only might be."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from attendctl.casework.stated_closures import stated_closures
from attendctl.settings import CalendarSettings

AUTUMN = {
    "name": "autumn",
    "from": date(2025, 9, 3),
    "to": date(2025, 12, 19),
    "half_term_from": date(2025, 10, 27),
    "half_term_to": date(2025, 10, 31),
}
SPRING = {"name": "spring", "from": date(2026, 1, 5), "to": date(2026, 3, 27)}
SUMMER = {"name": "summer", "from": date(2026, 4, 13), "to": date(2026, 7, 20)}
NEXT_AUTUMN = {"name": "autumn", "from": date(2026, 9, 2), "to": date(2026, 12, 18)}


def closed(*terms: dict[str, Any], **more: Any) -> frozenset[date]:
    return stated_closures(CalendarSettings.model_validate({"terms": list(terms), **more}))


def days(first: date, last: date) -> set[date]:
    return {first + timedelta(days=number) for number in range((last - first).days + 1)}


def test_a_year_of_three_terms() -> None:
    assert closed(AUTUMN, SPRING, SUMMER) == (
        days(date(2025, 9, 1), date(2025, 9, 2))
        | days(date(2025, 10, 27), date(2025, 10, 31))
        | days(date(2025, 12, 20), date(2026, 1, 4))
        | days(date(2026, 3, 28), date(2026, 4, 12))
        | days(date(2026, 7, 21), date(2026, 8, 31))
    )


@pytest.mark.parametrize(
    ("terms", "open_days"),
    [
        ((AUTUMN,), [date(2025, 12, 22), date(2026, 1, 2), date(2026, 7, 31)]),  # spring is not stated
        ((AUTUMN, SUMMER), [date(2025, 12, 22), date(2026, 2, 2), date(2026, 3, 31)]),
        ((SPRING,), [date(2025, 9, 1), date(2026, 1, 2), date(2026, 3, 30)]),
        ((SPRING, NEXT_AUTUMN), [date(2026, 3, 30), date(2026, 8, 31)]),
    ],
)
def test_what_is_not_stated_is_not_closed(terms: tuple[dict[str, Any], ...], open_days: list[date]) -> None:
    assert not closed(*terms) & set(open_days)


def test_the_year_after_begins_anew() -> None:
    both = closed(SUMMER, NEXT_AUTUMN)
    assert both == days(date(2026, 7, 21), date(2026, 8, 31)) | {date(2026, 9, 1)}


def test_a_term_may_begin_in_the_last_days_of_august() -> None:
    early = {"name": "autumn", "from": date(2025, 8, 28), "to": date(2025, 12, 19)}
    assert closed(early, SPRING) == days(date(2025, 12, 20), date(2026, 1, 4))


def test_single_days_and_the_half_term_alone() -> None:
    stated = closed(closed_days=[date(2025, 11, 28)], october_half_term=date(2025, 10, 29))
    assert stated == {date(2025, 11, 28)} | days(date(2025, 10, 27), date(2025, 11, 2))
    assert closed() == frozenset()
