"""When the routines of a school are on its list: of a day, a week, a half term, a term, the year; by hand."""

from __future__ import annotations

from datetime import date

import pytest

from attendctl.casework.actions import actions_due
from attendctl.settings import CalendarSettings
from tests.timelines.school_of_one import STATED_TERMS, OnePupil, SchoolYearByHand

DAILY = {"daily-check"}
WEEKLY = {"weekly-check"}
TERMLY = {"patterns-termly", "governors", "benchmark", "authority-conversation"}
HALF_TERMLY = {"patterns-half-termly"}
YEARLY = {"patterns-yearly", "policy-review"}
EVERY = {"day": DAILY, "week": WEEKLY, "half_term": HALF_TERMLY, "term": TERMLY, "year": YEARLY}


def due(on: date, calendar: CalendarSettings | None = STATED_TERMS) -> dict[str, tuple[set[str], str, date]]:
    """Return of each rhythm the routines due by the national policy, for which period, and since when."""
    year = SchoolYearByHand("national", {"Ada": OnePupil()}, calendar=calendar)
    year.judge(on)
    listed = actions_due(year.connection, year.settings, today=on, as_of=on)
    found: dict[str, tuple[set[str], str, date]] = {}
    for one in listed.routines:
        names, _, _ = found.setdefault(one.routine.every, (set(), one.period, one.due_on))
        names.add(one.routine.name)
        assert found[one.routine.every][1:] == (one.period, one.due_on)
    assert [one.due_on for one in listed.routines] == sorted(one.due_on for one in listed.routines)
    return found


@pytest.mark.parametrize(
    ("on", "periods"),
    [
        # A Thursday: today, and the week that ends tomorrow. No half term has ended.
        (
            "2025-09-18",
            {"day": ("2025-09-18", "2025-09-18"), "week": ("week of 2025-09-15", "2025-09-19")},
        ),
        # The last day before the half term.
        (
            "2025-10-24",
            {
                "day": ("2025-10-24", "2025-10-24"),
                "week": ("week of 2025-10-20", "2025-10-24"),
                "half_term": ("first half of the autumn term 2025", "2025-10-24"),
            },
        ),
        # In the holidays nothing is due of a day or a week.
        ("2025-10-29", {"half_term": ("first half of the autumn term 2025", "2025-10-24")}),
        # The fourth school week after it, and the fifth.
        (
            "2025-11-28",
            {
                "day": ("2025-11-28", "2025-11-28"),
                "week": ("week of 2025-11-24", "2025-11-28"),
                "half_term": ("first half of the autumn term 2025", "2025-10-24"),
            },
        ),
        (
            "2025-12-01",
            {"day": ("2025-12-01", "2025-12-01"), "week": ("week of 2025-12-01", "2025-12-05")},
        ),
        # The end of the autumn term is the end of its second half too.
        (
            "2025-12-19",
            {
                "day": ("2025-12-19", "2025-12-19"),
                "week": ("week of 2025-12-15", "2025-12-19"),
                "half_term": ("second half of the autumn term 2025", "2025-12-19"),
                "term": ("autumn term 2025", "2025-12-19"),
            },
        ),
        # The last day of the school year.
        (
            "2026-07-17",
            {
                "day": ("2026-07-17", "2026-07-17"),
                "week": ("week of 2026-07-13", "2026-07-17"),
                "half_term": ("second half of the summer term 2026", "2026-07-17"),
                "term": ("summer term 2026", "2026-07-17"),
                "year": ("school year 2025/26", "2026-07-17"),
            },
        ),
    ],
)
def test_routines_with_the_terms_stated(on: str, periods: dict[str, tuple[str, str]]) -> None:
    assert due(date.fromisoformat(on)) == {
        every: (EVERY[every], period, date.fromisoformat(day)) for every, (period, day) in periods.items()
    }


@pytest.mark.parametrize(("on", "is_due"), [("2025-12-19", False), ("2026-01-05", True)])
def test_a_term_that_is_not_stated_has_ended_when_the_next_begins(on: str, is_due: bool) -> None:
    assert ("term" in due(date.fromisoformat(on), None)) is is_due
