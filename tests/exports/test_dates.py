"""Dates as exports write them, day first; and the days that make an officer look twice."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendctl.exports.refusals import DatesInUsOrder
from attendctl.exports.values.dates import read_date
from attendctl.exports.weeks import week_in, year_start_in


def test_every_form_of_a_date_is_read(read):
    file = read("date_forms.csv")
    days = [day for _, day, _, _ in file.marks]
    # 45915 is Excel's number of 15 September 2025
    assert days == [f"2025-09-{day:02}" for day in (3, 4, 5, 8, 9, 10, 11, 12, 15, 16)]
    assert not file.refused()


def test_a_bare_number_counts_from_1904_in_such_a_workbook():
    # Excel: 1 January 1904 is 0 there and 1462 otherwise
    assert read_date("44453", numbers_from_1904=True).day == read_date("45915").day == date(2025, 9, 15)


def test_us_order_is_told_from_one_impossible_value_and_the_whole_file_is_refused(read):
    with pytest.raises(DatesInUsOrder, match=r"line 4, column Date: '09/15/2025'"):
        read("us_order.csv")


def test_us_order_in_a_date_of_birth_is_refused_too(read):
    with pytest.raises(DatesInUsOrder, match=r"line 2, column DOB: '05/31/2015'"):
        read("roll.csv", "UPN,Surname,DOB\nB801200005001,Lindqvist,05/31/2015\n")


def test_a_weekday_that_disagrees_is_warned_of_and_so_are_weekends_and_other_years(read):
    file = read("odd_days.csv")
    assert file.warned("W101") == 1  # Mon 04/11/2025 was a Tuesday
    assert file.warned("W110") == 1  # 8 November 2025 was a Saturday
    assert file.warned("W111") == 1  # one of four marks lies a year before
    assert len(file.marks) == 4


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("31/02/2025", "not a real day"),
        ("29/02/2024", None),
        ("29/02/2025", "not a real day"),
        ("12/12/2025", None),
        ("12/13/2025", "month first"),
        ("2025-13-01", "month first"),
        ("Week 3", "not a date"),
        ("", "blank"),
        ("17", "not a date"),
        ("99999", "not a date"),
    ],
)
def test_what_is_no_day_says_why(text, fault):
    assert read_date(text).fault == fault


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2069, 12, 31)))
def test_every_way_to_write_a_day_gives_that_day(day):
    excel = (day - date(1899, 12, 30)).days
    forms = (
        f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day:%y}", day.isoformat(), f"{day.isoformat()}T00:00:00",
        f"{day:%d %b %Y}", f"{day.day}-{day:%b-%y}", f"{day:%a}, {day:%d %b %Y}, 11:20", f"{day:%d.%m.%Y}",
        f"{day:%A} {day:%d/%m/%Y}", str(excel), f"{day:%d %B %Y}",
    )  # fmt: skip
    for text in forms:
        assert read_date(text).day == day, text
        assert not read_date(text).weekday_differs


@given(st.dates(min_value=date(2000, 1, 1), max_value=date(2069, 12, 31)), st.integers(1, 6))
def test_a_wrong_weekday_is_always_noticed(day, shift):
    wrong = day + timedelta(days=shift)
    assert read_date(f"{wrong:%a} {day:%d/%m/%Y}").weekday_differs


@pytest.mark.parametrize(
    ("text", "monday"),
    [
        ("Week commencing 03/11/2025", date(2025, 11, 3)),
        ("w/c 3rd November 2025", date(2025, 11, 3)),
        ("2025-W45", date(2025, 11, 3)),
        ("Date range: 03/11/2025 - 07/11/2025", date(2025, 11, 3)),
        ("03/11/2025 - 14/11/2025", None),
        ("Report run on 03/11/2025", None),
        ("Autumn term", None),
    ],
)
def test_a_week_is_taken_from_words_only_if_they_name_exactly_one(text, monday):
    assert week_in([text]) == monday


def test_an_academic_year_is_taken_from_its_name():
    assert year_start_in(["Attendance 2024-2025"]) == date(2024, 9, 1)
    assert year_start_in(["2025/27"]) is None
