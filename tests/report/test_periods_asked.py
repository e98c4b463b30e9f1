"""Which days a report is on: terms stated and proposed, names, ranges, and the last day counted."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from attendctl.calendar import Week
from attendctl.casework.reporting_period import PeriodAsked, ReportingPeriod, period_asked
from attendctl.errors import NotFound, WrongUsage
from attendctl.measures.school_weeks import SchoolDays
from attendctl.settings import CalendarSettings
from tests.measures.test_terms import YEARS, days_of

SCHOOL = SchoolDays(tuple(days_of(*YEARS[2024], *YEARS[2025])))
TODAY = date(2026, 9, 1)
STATED = CalendarSettings.model_validate(
    {
        "terms": [
            {
                "name": "autumn",
                "from": "2025-09-01",
                "to": "2025-12-19",
                "half_term_from": "2025-10-20",
                "half_term_to": "2025-10-31",
            },
            {"name": "spring", "from": "2026-01-05", "to": "2026-03-27"},
        ]
    }
)


def found(
    kind: Any, name: str | None = None, calendar: CalendarSettings | None = None, **how: Any
) -> tuple[ReportingPeriod, date]:
    how = {"as_of": None, "today": TODAY, **how}
    schools = how.pop("schools", {1: SCHOOL})
    every_day = SchoolDays(tuple(sorted({day for days in schools.values() for day in days.days})))
    asked = how.pop("asked", PeriodAsked(kind, name))
    return period_asked(every_day, schools, calendar or CalendarSettings(), asked, **how)


def days(period: ReportingPeriod) -> tuple[str, str]:
    return str(period.from_day), str(period.to_day)


@pytest.mark.parametrize(
    ("kind", "name", "called", "first", "last"),
    [
        ("term", None, "summer term 2026", "2026-04-13", "2026-07-24"),
        ("term", "autumn", "autumn term 2025", "2025-09-03", "2025-12-23"),
        ("term", "Autumn 2024", "autumn term 2024", "2024-09-02", "2024-12-20"),
        ("term", "autumn 2024/25", "autumn term 2024", "2024-09-02", "2024-12-20"),
        ("term", "spring 2025", "spring term 2025", "2025-01-02", "2025-04-04"),
        ("term", "the spring term 2024-2025", "spring term 2025", "2025-01-02", "2025-04-04"),
        ("term", "sum", "summer term 2026", "2026-04-13", "2026-07-24"),
        ("half_term", None, "second half of the summer term 2026", "2026-06-08", "2026-07-24"),
        ("half_term", "autumn 1", "first half of the autumn term 2025", "2025-09-03", "2025-10-10"),
        ("half_term", "Autumn2 2024", "second half of the autumn term 2024", "2024-11-04", "2024-12-20"),
        ("half_term", "second half of the spring term 2026", None, "2026-02-23", "2026-03-27"),
        ("half_term", "1st summer 2025", "first half of the summer term 2025", "2025-04-22", "2025-05-23"),
    ],
)
def test_terms_by_the_names_people_give_them(
    kind: str, name: str | None, called: str | None, first: str, last: str
) -> None:
    period, last_day = found(kind, name)
    assert period.name == called or name
    assert days(period) == (first, last)
    assert (period.kind, period.is_stated, period.has_ended) == (kind, False, True)
    assert str(last_day) == last


@pytest.mark.parametrize("kind", ["term", "half_term"])
def test_a_period_may_be_asked_for_by_the_name_it_is_given(kind: str) -> None:
    for day in SCHOOL.days:
        period, _ = found(kind, as_of=day)
        again, _ = found(kind, period.name, as_of=day)
        assert again == period


@pytest.mark.parametrize(
    ("as_of", "name", "last", "ended", "counted"),
    [
        ("2025-09-03", "autumn term 2025", "2025-09-03", False, "2025-09-03"),  # the first day of school
        ("2025-10-18", "autumn term 2025", "2025-10-10", False, "2025-10-10"),  # in half term
        ("2025-12-23", "autumn term 2025", "2025-12-23", False, "2025-12-23"),
        ("2026-01-04", "autumn term 2025", "2025-12-23", False, "2025-12-23"),  # nothing shows it is over
        ("2026-01-05", "spring term 2026", "2026-01-05", False, "2026-01-05"),
        ("2026-08-31", "summer term 2026", "2026-07-24", True, "2026-07-24"),
    ],
)
def test_the_current_term_is_that_of_the_last_school_day(
    as_of: str, name: str, last: str, ended: bool, counted: str
) -> None:
    period, last_day = found("term", as_of=date.fromisoformat(as_of))
    assert (period.name, str(period.to_day), period.has_ended) == (name, last, ended)
    assert str(last_day) == counted


def test_stated_terms_are_stated_and_their_last_day_is_known_beforehand() -> None:
    period, last_day = found("term", "autumn", STATED, as_of=date(2025, 11, 5))
    assert (days(period), period.is_stated, period.has_ended) == (("2025-09-01", "2025-12-19"), True, False)
    assert last_day == date(2025, 11, 5)
    period, last_day = found("term", "autumn", STATED)
    assert period.has_ended
    assert last_day == date(2025, 12, 19)  # the register goes on to the 23rd: not of the stated term


def test_a_half_term_is_stated_where_its_term_and_its_break_both_are() -> None:
    period, _ = found("half_term", "autumn 2", STATED)
    assert (days(period), period.is_stated) == (("2025-11-03", "2025-12-19"), True)
    period, _ = found("half_term", "spring 2 2026", STATED)
    assert (days(period), period.is_stated) == (("2026-02-23", "2026-03-27"), False)
    only_october = CalendarSettings(october_half_term=date(2025, 10, 22))
    assert not found("half_term", "autumn 1", only_october)[0].is_stated


def test_half_term_whose_break_has_not_come_ends_so_far_with_the_last_school_day() -> None:
    period, _ = found("half_term", "spring 1", STATED, as_of=date(2026, 1, 21))
    assert (days(period), period.is_stated, period.has_ended) == (("2026-01-05", "2026-01-21"), False, False)


def test_schools_have_their_own_days_and_one_without_the_term_has_none() -> None:
    early = SchoolDays(tuple(days_of(("2025-09-01", "2025-10-17"), ("2025-10-27", "2025-12-19"))))
    late = SchoolDays(tuple(days_of(("2025-09-03", "2025-10-24"), ("2025-11-03", "2025-12-17"))))
    silent = SchoolDays(tuple(days_of(("2025-06-02", "2025-07-18"))))
    schools = {1: early, 2: late, 3: silent}
    period, last_day = found("half_term", "autumn 1", schools=schools, as_of=date(2025, 12, 31))
    assert days(period) == ("2025-09-01", "2025-10-24")
    assert {school: tuple(map(str, own)) for school, own in period.of_schools.items()} == {
        1: ("2025-09-01", "2025-10-17"),
        2: ("2025-09-03", "2025-10-24"),
    }
    assert period.days_differ
    assert last_day == date(2025, 10, 24)


@pytest.mark.parametrize(
    ("first", "last", "as_of", "counted"),
    [
        ("2025-09-03", "2025-09-03", None, "2025-09-03"),  # one day
        ("2025-09-06", "2025-10-19", None, "2025-10-10"),  # from a Saturday to a Sunday in half term
        ("2025-06-30", "2025-09-30", None, "2025-09-30"),  # over the summer
        ("2025-06-30", "2025-09-30", "2025-08-10", "2025-08-10"),
        ("2025-06-30", "2025-09-30", "2025-09-02", "2025-07-22"),  # the new year has no school day yet
        ("2025-06-30", None, None, "2026-07-24"),
        ("2025-09-03", "2027-01-01", "2025-09-17", "2025-09-17"),
    ],
)
def test_ranges(first: str, last: str | None, as_of: str | None, counted: str) -> None:
    asked = PeriodAsked(
        "range", from_day=date.fromisoformat(first), to_day=date.fromisoformat(last) if last else None
    )
    period, last_day = found("range", asked=asked, as_of=as_of and date.fromisoformat(as_of))
    assert (days(period), period.is_stated) == ((first, last or "2026-07-24"), True)
    assert str(last_day) == counted


def test_week_and_year_are_periods_too() -> None:
    week, last_day = found("week", asked=PeriodAsked("week", week=Week(date(2025, 11, 3))))
    assert (week.name, days(week), last_day) == ("2025-W45", ("2025-11-03", "2025-11-09"), date(2025, 11, 7))
    year, last_day = found("year", as_of=date(2025, 9, 10))
    assert (year.name, days(year)) == ("school year 2025/26", ("2025-09-01", "2026-08-31"))
    assert (last_day, year.has_ended) == (date(2025, 9, 10), False)


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("term", "winter"),
        ("term", "autumn 1"),
        ("term", "autumn 2024/26"),
        ("term", "autumn spring"),
        ("term", "2024"),
        ("term", "au"),
        ("term", "autumn 2024 2025"),
        ("half_term", "autumn"),
        ("half_term", "autumn 3"),
        ("half_term", "1"),
    ],
)
def test_a_name_that_is_none_is_wrong_usage(kind: str, name: str) -> None:
    with pytest.raises(WrongUsage, match=f"'{name}' is not a"):
        found(kind, name)


def test_a_term_that_is_not_there_is_answered_with_those_that_are() -> None:
    with pytest.raises(NotFound, match=r"no term 'spring 2030'.*summer term 2026 \(2026-04-13 to 2026-07-24"):
        found("term", "spring 2030")
    with pytest.raises(NotFound, match="no half term 'spring 1 2026' with a school day up to 2025-12-31"):
        found("half_term", "spring 1 2026", as_of=date(2025, 12, 31))
    with pytest.raises(NotFound, match="shows none up to 2020-01-01"):
        found("term", as_of=date(2020, 1, 1))


@pytest.mark.parametrize(
    ("first", "last", "fault", "said"),
    [
        (date(2025, 9, 2), date(2025, 9, 1), WrongUsage, "is before --from"),
        (None, date(2025, 9, 1), WrongUsage, "--to needs --from"),
        (date(2025, 8, 1), date(2025, 8, 30), NotFound, "no school from 2025-08-01 to 2025-08-30"),
        (date(2027, 1, 1), date(2027, 1, 9), NotFound, "the period begins on 2027-01-01"),
    ],
)
def test_a_range_without_school_is_said(first: Any, last: Any, fault: type[Exception], said: str) -> None:
    with pytest.raises(fault, match=said):
        found("range", asked=PeriodAsked("range", from_day=first, to_day=last))
