"""Strings of marks: two grammars, ten or fourteen a week, and never a mark out of its place."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendctl.exports.values.mark_strings import fault_of, is_partial_week, marks_in, places

ADA, MUSA, BEN = "B801200005001", "A802200106001", "P207000016049"


def test_packed_and_separated_strings_of_ten_and_fourteen(read):
    file = read("week_strings.csv")
    assert file.incoming.layout == "mark-string"
    week = [(day, half, code) for who, day, half, code in file.marks if who == ADA and day < "2025-11-08"]
    assert [code for _, _, code in week] == ["/", "\\"] * 5
    assert week[0][:2] == ("2025-11-03", "AM")
    assert week[-1][:2] == ("2025-11-07", "PM")
    ben = {(day, half): code for who, day, half, code in file.marks if who == BEN}
    assert ben["2025-11-04", "AM"] == "C1"
    assert ben["2025-11-06", "AM"] == "-"  # an empty item is a place
    assert ben["2025-11-07", "AM"] == "/"
    assert ben["2025-11-07", "PM"] == "\\"


def test_a_short_string_is_flagged_and_its_marks_keep_their_places(read):
    file = read("week_strings.csv")
    second = [(day, half, code) for who, day, half, code in file.marks if who == ADA and day > "2025-11-09"]
    assert second == [
        ("2025-11-10", "AM", "/"),
        ("2025-11-10", "PM", "\\"),
        ("2025-11-11", "AM", "/"),
        ("2025-11-11", "PM", "\\"),
        ("2025-11-12", "AM", "/"),
        ("2025-11-12", "PM", "\\"),
    ]
    assert file.warned("W104") == 1
    assert file.warned("W106") == 1  # the row whose string is empty


def test_spaces_inside_and_at_the_end_are_places_and_are_not_trimmed_before_counting(read):
    file = read("week_strings.csv")
    musa = {(day, half): code for who, day, half, code in file.marks if who == MUSA and day > "2025-11-09"}
    assert musa["2025-11-11", "AM"] == "-"  # Ada has a mark then: Musa's is missing
    assert musa["2025-11-12", "AM"] == "/"  # not shifted
    assert ("2025-11-15", "AM") not in musa  # a Saturday on which nobody was at school
    assert is_partial_week("/\\  /\\/\\/     ") is False


def test_characters_that_councils_use_for_subcodes(read):
    file = read("council_characters.csv")
    assert file.codes(ADA) == "/ \\ X08 X02 X01 X09 X06 X07 I01 I02 # # # #"
    assert file.codes(MUSA) == "/ \\ - - - - / \\ / \\ # # # #"


def test_a_string_longer_than_a_week_counts_calendar_days_from_its_start(read):
    file = read("long_string.csv")
    assert [(day, half, code) for _, day, half, code in file.marks if code not in "#"] == [
        ("2025-11-06", "AM", "/"),
        ("2025-11-06", "PM", "\\"),
        ("2025-11-07", "AM", "/"),
        ("2025-11-07", "PM", "\\"),
        ("2025-11-10", "AM", "/"),
        ("2025-11-10", "PM", "\\"),
        ("2025-11-11", "AM", "I"),
    ]


def test_two_weeks_without_their_weekends_are_refused_with_the_line(read):
    content = "UPN,WeekStart,WeekMarks\nB801200005001,2025-11-03,/\\/\\/\\/\\/\\/\\/\\/\\/\\/\\\n"
    file = read("weekends.csv", content)
    assert "leaves weekends out" in file.refused()[2]


@pytest.mark.parametrize(("start", "wrong"), [(date(2025, 11, 2), True), (date(2025, 11, 3), False)])
def test_ten_marks_must_start_on_a_monday(start, wrong):
    assert bool(fault_of("/\\" * 5, start)) is wrong


@given(st.lists(st.sampled_from(["/", "\\", "L", "I", "C1", "Y2", "", "-", "#"]), min_size=2, max_size=60))
def test_a_separated_string_gives_every_mark_in_its_place(marks):
    found = list(marks_in(",".join(marks)))
    assert [mark.mark for mark in found] == marks
    for place, mark in enumerate(found):
        assert mark.days_after_start * 2 + mark.session == place


@given(st.text(alphabet="/\\LIN#-_ ", max_size=28))
def test_a_packed_string_gives_as_many_places_as_characters(text):
    assert places(text) == list(text)


@given(st.integers(min_value=0, max_value=6), st.text(alphabet="/\\I", min_size=1, max_size=14))
def test_a_week_or_less_is_laid_out_from_any_day_unless_it_is_ten_long(weekday, text):
    start = date(2025, 11, 3) + timedelta(days=weekday)
    assert (fault_of(text, start) is None) == (len(text) != 10 or weekday == 0)
