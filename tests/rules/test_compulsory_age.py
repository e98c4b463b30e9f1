"""Compulsory school age, day by day: the rows of the law's examples, and a plain search over days."""

from __future__ import annotations

import calendar
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from attendctl.rules.compulsory_age import (
    CompulsorySchoolAge,
    compulsory_age_from,
    compulsory_age_until,
    is_of_compulsory_age,
)
from attendctl.rules.reader import ENGLAND, NoRuleInForce, RuleFileWrong, load_rule
from attendctl.rules.statistical_age import is_counted_in_statistics

CASES = tomllib.loads(
    (Path(__file__).parent / "cases" / "compulsory_school_age.toml").read_text(encoding="utf-8")
)["case"]
BIRTHS = st.dates(date(1994, 1, 1), date(2080, 12, 31))
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_compulsory_age_runs_as_each_case_says(case: dict[str, Any]) -> None:
    assert compulsory_age_from(case["born"]) == case["expect_from"]
    assert compulsory_age_until(case["born"]) == case["expect_until"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_both_ends_are_of_compulsory_age_and_the_days_outside_are_not(case: dict[str, Any]) -> None:
    born, first, last = case["born"], case["expect_from"], case["expect_until"]
    found = [is_of_compulsory_age(born, day) for day in (first - ONE_DAY, first, last, last + ONE_DAY)]
    assert found == [False, True, True, False]


def test_five_on_10_february_2024_is_due_in_the_summer_term_of_2024() -> None:
    assert compulsory_age_from(date(2019, 2, 10)) == date(2024, 3, 31)


def test_born_on_23_september_2007_ends_on_28_june_2024() -> None:
    assert compulsory_age_until(date(2007, 9, 23)) == date(2024, 6, 28)


def test_the_leaving_date_of_2017_is_30_june() -> None:
    assert (
        compulsory_age_until(date(2000, 9, 1)) == compulsory_age_until(date(2001, 8, 31)) == date(2017, 6, 30)
    )


@pytest.mark.parametrize(
    ("fifth_birthday", "first"),
    [
        (date(2025, 3, 30), date(2025, 3, 31)),
        (date(2025, 3, 31), date(2025, 3, 31)),
        (date(2025, 4, 1), date(2025, 8, 31)),
        (date(2025, 8, 30), date(2025, 8, 31)),
        (date(2025, 8, 31), date(2025, 8, 31)),
        (date(2025, 9, 1), date(2025, 12, 31)),
        (date(2025, 12, 30), date(2025, 12, 31)),
        (date(2025, 12, 31), date(2025, 12, 31)),
        (date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_five_below_at_and_above_each_prescribed_day(fifth_birthday: date, first: date) -> None:
    assert compulsory_age_from(fifth_birthday.replace(year=fifth_birthday.year - 5)) == first


@pytest.mark.parametrize(
    ("year", "leaving_date"),
    [(2025, date(2025, 6, 27)), (2026, date(2026, 6, 26)), (2027, date(2027, 6, 25))],
)
def test_the_last_friday_in_june_is_the_leaving_date_of_a_whole_school_year(
    year: int, leaving_date: date
) -> None:
    youngest, oldest = date(year - 16, 8, 31), date(year - 17, 9, 1)
    assert compulsory_age_until(oldest) == compulsory_age_until(youngest) == leaving_date
    assert compulsory_age_until(oldest - ONE_DAY) < leaving_date < compulsory_age_until(youngest + ONE_DAY)


def test_a_reception_child_who_is_five_before_the_prescribed_day_is_not_yet_of_age() -> None:
    born = date(2020, 9, 20)  # five in the third week of reception
    assert not is_of_compulsory_age(born, date(2025, 12, 19))
    assert is_of_compulsory_age(born, date(2026, 1, 5))


def test_the_law_and_the_statistics_are_two_ages() -> None:
    five_in_april, day = date(2020, 4, 10), date(2025, 5, 6)
    assert not is_of_compulsory_age(five_in_april, day)
    assert not is_counted_in_statistics(five_in_april, day)
    five_in_october, day = date(2020, 10, 10), date(2026, 1, 6)
    assert is_of_compulsory_age(five_in_october, day)
    assert not is_counted_in_statistics(five_in_october, day)
    sixteen_in_july, day = date(2009, 7, 10), date(2025, 7, 4)
    assert not is_of_compulsory_age(sixteen_in_july, day)
    assert is_counted_in_statistics(sixteen_in_july, day)


def has_birthday(born: date, age: int, day: date) -> bool:
    """Say whether a day is a birthday, 1 March standing in for 29 February."""
    if day.year - born.year != age:
        return False
    if (born.month, born.day) == (2, 29) and not calendar.isleap(day.year):
        return (day.month, day.day) == (3, 1)
    return (day.month, day.day) == (born.month, born.day)


def day_of_age(born: date, age: int) -> date:
    """Walk to the birthday."""
    day = date(born.year + age, 1, 1)
    while not has_birthday(born, age, day):
        day += ONE_DAY
    return day


@given(BIRTHS)
@example(date(2020, 2, 29))
@example(date(2000, 2, 29))
def test_compulsory_age_agrees_with_a_walk_over_the_days(born: date) -> None:
    day = day_of_age(born, 5)
    while (day.month, day.day) not in {(3, 31), (8, 31), (12, 31)}:
        day += ONE_DAY
    assert compulsory_age_from(born) == day

    sixteen = day_of_age(born, 16)
    end_of_year = sixteen
    while (end_of_year.month, end_of_year.day) != (8, 31):
        end_of_year += ONE_DAY
    day = end_of_year
    while day.month != 6 or calendar.day_name[day.weekday()] != "Friday":
        day -= ONE_DAY
    assert compulsory_age_until(born) == day


@given(BIRTHS, st.integers(-10, 10))
def test_a_day_is_of_compulsory_age_between_the_ends_alone(born: date, days: int) -> None:
    first, last = compulsory_age_from(born), compulsory_age_until(born)
    assert is_of_compulsory_age(born, first + timedelta(days=days)) is (days >= 0)
    assert is_of_compulsory_age(born, last + timedelta(days=days)) is (days <= 0)


def test_no_age_is_known_before_the_rule_begins() -> None:
    with pytest.raises(NoRuleInForce, match="starts on 1998-08-01"):
        is_of_compulsory_age(date(1990, 1, 1), date(1998, 7, 31))
    with pytest.raises(NoRuleInForce, match="starts on 1998-08-01"):
        compulsory_age_from(date(1993, 7, 31))
    assert compulsory_age_from(date(1993, 8, 1)) == date(1998, 8, 31)


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ('"12-31"', '"12-32"', "prescribed_days"),
        ('"12-31"', '"31-12"', "prescribed_days"),
        ('"12-31"', '"2025-12-31"', "prescribed_days"),
        ('prescribed_days = ["08-31", "12-31", "03-31"]', "prescribed_days = []", "prescribed_days"),
        ('"Friday"', '"Freitag"', "ends_on_last"),
        ("ends_in_month = 6", "ends_in_month = 13", "ends_in_month"),
        ('school_year_ends = "08-31"', 'school_year_ends = "summer"', "school_year_ends"),
        ("starts_at_age = 5", "starts_at_age = 0", "starts_at_age"),
    ],
)
def test_a_broken_file_is_refused_by_file_and_key(tmp_path: Path, old: str, new: str, key: str) -> None:
    shipped = (ENGLAND / "compulsory_school_age.toml").read_text(encoding="utf-8")
    assert old in shipped
    broken = tmp_path / "compulsory_school_age.toml"
    broken.write_text(shipped.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileWrong, match=rf"compulsory_school_age\.toml, value 1\.{key}"):
        load_rule(broken, CompulsorySchoolAge)


def test_a_leaving_date_in_december_is_found_in_december(tmp_path: Path) -> None:
    moved = tmp_path / "compulsory_school_age.toml"
    shipped = (ENGLAND / "compulsory_school_age.toml").read_text(encoding="utf-8")
    text = shipped.replace("ends_in_month = 6", "ends_in_month = 12")
    text = text.replace('school_year_ends = "08-31"', 'school_year_ends = "12-31"')
    moved.write_text(text, encoding="utf-8")
    value = load_rule(moved, CompulsorySchoolAge).in_force(date(2025, 1, 1))
    assert value.last_day(date(2009, 3, 1)) == date(2025, 12, 26)
