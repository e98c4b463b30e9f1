"""A period is over once its last day has come, and nobody is named of one that the register holds in part."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from attendctl.casework.celebration.celebration import celebrated
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.reports.newsletter.newsletter_dict import newsletter_dict
from attendctl.settings import CalendarSettings
from tests.celebration.school_by_hand import FRIDAYS, MONDAYS, school, settings_of

NEW_YEAR = date(2026, 1, 2)
NOTE = "The last marks of the week are of 20 November 2025."


@pytest.fixture(scope="module")
def register() -> Any:
    return school()  # marks up to Friday 21 November 2025


def autumn_term(register: Any, ends: date | None) -> dict[str, Any]:
    terms = [{"name": "autumn", "from": MONDAYS[0], "to": ends}] if ends else []
    settings = settings_of("greenhill").model_copy(
        update={"calendar": CalendarSettings.model_validate({"terms": terms})}
    )
    period = PeriodAsked("term", "autumn")
    return newsletter_dict(celebrated(register, settings, period=period, today=NEW_YEAR))


@pytest.mark.parametrize(
    ("ends", "is_over"),
    [
        (date(2025, 12, 19), False),  # four weeks of the term are not in the register
        (FRIDAYS[2] + timedelta(days=3), False),  # a Monday that is not there yet
        (FRIDAYS[2], True),
        (FRIDAYS[2] + timedelta(days=1), True),
    ],
)
def test_a_term_that_the_register_does_not_reach_the_end_of_names_nobody(
    register: Any, ends: date, is_over: bool
) -> None:
    found = autumn_term(register, ends)
    assert found["period"]["has_ended"] is is_over
    assert bool(found["certificates"]) is is_over


def test_a_proposed_term_after_which_the_register_shows_no_school_names_nobody_even_in_summer() -> None:
    found = school()
    settings = settings_of("greenhill").model_copy(update={"calendar": CalendarSettings()})
    asked = PeriodAsked("term")
    in_august = newsletter_dict(celebrated(found, settings, period=asked, today=date(2026, 8, 20)))
    assert in_august["period"]["name"] == "autumn term 2025"
    assert in_august["certificates"] == []


def test_a_week_whose_friday_has_no_marks_is_told_to_the_officer() -> None:
    found = school()
    week = PeriodAsked("week")
    settings = settings_of("greenhill")
    whole = newsletter_dict(celebrated(found, settings, period=week, today=date(2025, 11, 23)))
    found.execute("DELETE FROM mark WHERE date = DATE '2025-11-21'")
    part = newsletter_dict(celebrated(found, settings, period=week, today=date(2025, 11, 23)))
    assert part["heroes"]
    assert any(note["text"].startswith(NOTE) for note in part["for_the_officer"])
    assert not any("The last marks of" in note["text"] for note in whole["for_the_officer"])
