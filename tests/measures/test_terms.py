"""Terms and half terms, against calendars written out by hand: what the register shows, and when it does."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attendctl.measures.terms import SchoolTerms, terms_of_school
from attendctl.settings import CalendarSettings

# First and last day of each half term, as councils publish them.
YEARS = {
    2007: [  # Easter Sunday on 23 March 2008, the earliest
        ("2007-09-04", "2007-10-19"),
        ("2007-10-29", "2007-12-21"),
        ("2008-01-07", "2008-02-08"),
        ("2008-02-18", "2008-03-20"),
        ("2008-04-07", "2008-05-23"),
        ("2008-06-02", "2008-07-23"),
    ],
    2023: [  # Easter Sunday on 31 March 2024
        ("2023-09-04", "2023-10-20"),
        ("2023-10-30", "2023-12-22"),
        ("2024-01-08", "2024-02-09"),
        ("2024-02-19", "2024-03-28"),
        ("2024-04-15", "2024-05-24"),
        ("2024-06-03", "2024-07-23"),
    ],
    2024: [  # Easter Sunday on 20 April 2025; back on a Thursday after the New Year
        ("2024-09-02", "2024-10-25"),
        ("2024-11-04", "2024-12-20"),
        ("2025-01-02", "2025-02-14"),
        ("2025-02-24", "2025-04-04"),
        ("2025-04-22", "2025-05-23"),
        ("2025-06-02", "2025-07-22"),
    ],
    2025: [  # a fortnight in October and at Whitsun, school until the Tuesday before Christmas
        ("2025-09-03", "2025-10-10"),
        ("2025-10-27", "2025-12-23"),
        ("2026-01-05", "2026-02-13"),
        ("2026-02-23", "2026-03-27"),
        ("2026-04-13", "2026-05-22"),
        ("2026-06-08", "2026-07-24"),
    ],
}
PARTS = [("autumn", 1), ("autumn", 2), ("spring", 1), ("spring", 2), ("summer", 1), ("summer", 2)]


def days_of(*spans: tuple[str, str]) -> list[date]:
    """Return Mondays to Fridays of spans, first and last day included."""
    days = []
    for first, last in spans:
        day = date.fromisoformat(first)
        while day <= date.fromisoformat(last):
            if day.weekday() < 5:
                days.append(day)
            day += timedelta(days=1)
    return days


def halves(found: SchoolTerms, year: int) -> list[tuple[str, int, str, str]]:
    return [(half.term, half.number, str(half.from_day), str(half.to_day)) for half in found.half_terms(year)]


@pytest.mark.parametrize("year", YEARS)
def test_a_whole_year_is_read_from_the_gaps_in_the_register(year: int) -> None:
    spans = YEARS[year]
    found = terms_of_school(days_of(*spans), CalendarSettings())
    assert halves(found, year) == [(*part, *span) for part, span in zip(PARTS, spans, strict=True)]
    assert [(term.name, str(term.from_day), str(term.to_day)) for term in found.terms(year)] == [
        (name, spans[at][0], spans[at + 1][1]) for at, name in ((0, "autumn"), (2, "spring"), (4, "summer"))
    ]
    assert not any(period.is_stated for period in (*found.terms(year), *found.half_terms(year)))


@pytest.mark.parametrize("year", YEARS)
def test_a_half_term_has_ended_on_the_first_school_day_after_it_and_not_before(year: int) -> None:
    spans = [*YEARS[year], (f"{year + 1}-09-03", f"{year + 1}-09-11")]
    days = days_of(*spans)
    for as_of in days:
        found = terms_of_school([day for day in days if day <= as_of], CalendarSettings())
        over = [number for number, span in enumerate(spans) if str(as_of) > span[1]]
        ended = found.last_ended(as_of, "half_term")
        expected = spans[over[-1]] if over else None
        assert (ended and (str(ended.from_day), str(ended.to_day))) == expected, as_of
        term = found.last_ended(as_of, "term")
        terms_over = [number for number in over if number % 2]
        assert (term and str(term.to_day)) == (spans[terms_over[-1]][1] if terms_over else None), as_of
        whole = found.last_ended(as_of, "year")
        assert (whole and str(whole.to_day)) == (spans[5][1] if len(over) == 6 else None), as_of


def test_what_was_so_on_a_day_stays_so_when_the_register_goes_on() -> None:
    days = days_of(*YEARS[2024], *YEARS[2025])
    whole = terms_of_school(days, CalendarSettings())
    for as_of in days:
        then = terms_of_school([day for day in days if day <= as_of], CalendarSettings())
        assert (term := then.term_of(as_of)) is not None
        assert (now := whole.term_of(as_of)) is not None
        assert (term.name, term.from_day) == (now.name, now.from_day)
        assert then.last_ended(as_of, "half_term") == whole.last_ended(as_of, "half_term")


@pytest.mark.parametrize(
    ("day", "term", "half"),
    [
        ("2025-09-03", "autumn", 1),
        ("2025-09-13", "autumn", 1),  # a Saturday
        ("2025-10-10", "autumn", 1),
        ("2025-10-20", "autumn", 1),  # in the break: the half before it
        ("2025-10-27", "autumn", 2),
        ("2025-12-27", "autumn", 2),
        ("2026-01-05", "spring", 1),
        ("2026-06-07", "summer", 1),
        ("2026-06-08", "summer", 2),
        ("2026-08-31", "summer", 2),
    ],
)
def test_a_day_of_the_holidays_belongs_to_the_term_before(day: str, term: str, half: int) -> None:
    found = terms_of_school(days_of(*YEARS[2025]), CalendarSettings())
    of, half_of = found.term_of(date.fromisoformat(day)), found.half_term_of(date.fromisoformat(day))
    assert of is not None
    assert half_of is not None
    assert (of.name, half_of.term, half_of.number) == (term, term, half)


@pytest.mark.parametrize("day", ["2025-09-01", "2025-09-02", "2026-09-01"])
def test_a_day_before_the_first_of_its_year_belongs_to_no_term(day: str) -> None:
    found = terms_of_school(days_of(*YEARS[2025]), CalendarSettings())
    assert found.term_of(date.fromisoformat(day)) is None
    assert found.half_term_of(date.fromisoformat(day)) is None


def test_school_that_starts_in_late_august_starts_its_autumn_term() -> None:
    days = days_of(("2026-06-01", "2026-07-10"), ("2026-08-27", "2026-10-09"), ("2026-10-19", "2026-11-20"))
    found = terms_of_school(days, CalendarSettings())
    assert halves(found, 2025) == [("summer", 2, "2026-06-01", "2026-07-10")]
    assert halves(found, 2026) == [
        ("autumn", 1, "2026-08-27", "2026-10-09"),
        ("autumn", 2, "2026-10-19", "2026-11-20"),
    ]
    assert (ended := found.last_ended(date(2026, 8, 27), "year")) is not None
    assert ended.to_day == date(2026, 7, 10)


def test_a_week_closed_by_snow_or_flood_ends_nothing() -> None:
    closed = {date(2025, 11, 24), date(2026, 1, 19), date(2026, 7, 6)}
    days = [d for d in days_of(*YEARS[2025]) if d - timedelta(days=d.weekday()) not in closed]
    found = terms_of_school(days, CalendarSettings())
    assert [span[2:] for span in halves(found, 2025)] == YEARS[2025]


def test_register_without_a_break_goes_on_after_the_last_week_it_could_have_been() -> None:
    found = terms_of_school(days_of(("2025-09-01", "2025-11-21")), CalendarSettings())
    assert halves(found, 2025) == [
        ("autumn", 1, "2025-09-01", "2025-11-07"),
        ("autumn", 2, "2025-11-10", "2025-11-21"),
    ]
    early = terms_of_school(days_of(("2025-09-01", "2025-11-07")), CalendarSettings())
    assert halves(early, 2025) == [("autumn", 1, "2025-09-01", "2025-11-07")]


def test_register_that_begins_in_the_spring_has_no_autumn_term() -> None:
    found = terms_of_school(
        days_of(("2026-01-12", "2026-02-13"), ("2026-02-23", "2026-03-06")), CalendarSettings()
    )
    assert halves(found, 2025) == [
        ("spring", 1, "2026-01-12", "2026-02-13"),
        ("spring", 2, "2026-02-23", "2026-03-06"),
    ]


def test_nothing_is_known_of_no_register() -> None:
    found = terms_of_school([], CalendarSettings())
    assert (found.terms(2025), found.term_of(date(2025, 11, 5))) == ((), None)
    assert found.last_ended(date(2025, 11, 5), "term") is None


STATED = CalendarSettings.model_validate(
    {
        "terms": [
            {
                "name": "autumn",
                "from": "2025-09-03",
                "to": "2025-12-19",
                "half_term_from": "2025-10-27",
                "half_term_to": "2025-10-31",
            },
            {"name": "spring", "from": "2026-01-05", "to": "2026-03-27"},
        ]
    }
)


def test_stated_terms_win_and_have_ended_on_their_last_day() -> None:
    days = days_of(("2025-09-04", "2025-09-12"))
    found = terms_of_school(days, STATED)
    assert halves(found, 2025) == [
        ("autumn", 1, "2025-09-03", "2025-10-24"),
        ("autumn", 2, "2025-11-03", "2025-12-19"),
        ("spring", 1, "2026-01-05", "2026-03-27"),  # its half term is neither stated nor shown
    ]
    for as_of, ended in [
        ("2025-10-23", None),
        ("2025-10-24", "2025-10-24"),
        ("2025-12-18", "2025-10-24"),
        ("2025-12-19", "2025-12-19"),
    ]:
        last = found.last_ended(date.fromisoformat(as_of), "half_term")
        assert (last and str(last.to_day)) == ended, as_of
    assert found.last_ended(date(2026, 3, 26), "term") == found.terms(2025)[0]
    assert found.last_ended(date(2026, 3, 27), "term") == found.terms(2025)[1]


def test_half_term_of_a_stated_term_is_found_in_the_register() -> None:
    days = days_of(("2026-01-05", "2026-02-13"), ("2026-02-23", "2026-03-06"))
    found = terms_of_school(days, STATED)
    assert halves(found, 2025)[2:] == [
        ("spring", 1, "2026-01-05", "2026-02-13"),
        ("spring", 2, "2026-02-23", "2026-03-27"),
    ]
    assert [half.is_stated for half in found.half_terms(2025)[2:]] == [False, True]


def test_term_that_is_not_stated_is_found_beside_those_that_are() -> None:
    found = terms_of_school(days_of(*YEARS[2025]), STATED)
    assert [(term.name, str(term.to_day), term.is_stated) for term in found.terms(2025)] == [
        ("autumn", "2025-12-19", True),
        ("spring", "2026-03-27", True),
        ("summer", "2026-07-24", False),
    ]


def test_stated_october_half_term_splits_the_autumn() -> None:
    calendar = CalendarSettings(october_half_term=date(2025, 10, 22))
    days = days_of(("2025-09-03", "2025-10-08"))
    first = terms_of_school(days, calendar).half_terms(2025)
    assert [(half.number, str(half.to_day), half.is_stated) for half in first] == [(1, "2025-10-17", True)]
    later = terms_of_school([*days, *days_of(("2025-10-27", "2025-11-07"))], calendar)
    assert halves(later, 2025)[1] == ("autumn", 2, "2025-10-27", "2025-11-07")
