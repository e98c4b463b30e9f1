"""What a mark's cell means: codes by their day, no mark, words, sub-codes, and damage by spreadsheets."""

from __future__ import annotations

from datetime import date

import pytest

from attendctl.exports.refusals import NoMarks
from attendctl.exports.values.marks import read_mark
from attendctl.rules.attendance_codes import load_attendance_codes

KNOWN = {entry.code for entry in load_attendance_codes().entries}
ADA = "B801200005001"


def test_every_form_of_no_mark_is_a_missing_mark_and_nothing_else_is(read):
    file = read("no_mark_forms.csv")
    assert file.codes(ADA) == "- - - - - - - # O"
    assert file.warned("W113") == 7


def test_a_register_without_a_single_mark_is_refused(read):
    with pytest.raises(NoMarks, match="every session is empty"):
        read(
            "empty.csv",
            "UPN,Date,Session,Mark\nB801200005001,03/11/2025,AM,\nB801200005001,03/11/2025,PM,-\n",
        )


def test_codes_are_judged_by_the_day_of_their_session(read):
    file = read("both_code_lists.csv")
    kept = [(day, half, code) for _, day, half, code in file.marks]
    assert kept == [
        ("2024-07-17", "AM", "Y"),
        ("2024-08-18", "AM", "J"),
        ("2024-08-19", "AM", "J1"),
        ("2024-09-12", "AM", "Y"),
        ("2024-09-12", "PM", "H"),
    ]
    assert file.warned("W108") == 2  # Y and H after 18 August 2024
    refused = file.refused()
    assert set(refused) == {4, 7}
    assert refused[4].startswith("'J1' was not an attendance code on 2024-08-18")
    assert "attendctl rules show attendance_codes --as-of 2024-09-13" in refused[7]


def test_hostile_characters_are_refused_or_read_and_never_interpreted(read):
    file = read("hostile_marks.csv")
    assert file.codes(ADA) == "\\ /"
    assert set(file.refused()) == {4, 5, 6, 7, 8, 9}
    assert "a spreadsheet changed it" in file.refused()[8]
    assert "spreadsheet's error" in file.refused()[9]


def test_words_are_refused_until_the_school_says_what_they_mean(read):
    assert all("[import.mark_words]" in reason for reason in read("words.csv").refused().values())
    file = read("words.csv", imports={"mark_words": {"Present": "/", "Late": "L"}})
    assert file.codes(ADA) == "/ L /"
    assert not file.refused()


def test_yes_and_no_are_words_too():
    assert "mark_words" in (read_mark("Yes", known=KNOWN).fault or "")
    assert read_mark("Yes", known=KNOWN, words={"yes": "/"}).code == "/"


def test_many_p_and_no_slash_is_warned_of_and_read_as_sport(read):
    file = read("many_p.csv")
    assert file.codes(ADA) == "P P I"
    assert file.warned("W112") == 2


def test_p_beside_slashes_is_not_warned_of(read):
    content = "UPN,Date,Session,Mark\nB801200005001,03/11/2025,AM,P\nB801200005001,03/11/2025,PM,/\n"
    assert read("sport.csv", content).warned("W112") == 0


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (" / ", "/"),
        ("\\", "\\"),
        ("l", "L"),
        ("c1", "C1"),
        ("x01", "X01"),
        ("#", "#"),
        ("\u00a0", "-"),
        (None, "-"),
    ],
)
def test_a_cell_is_trimmed_and_its_case_does_not_matter(text, code):
    assert read_mark(text, known=KNOWN).code == code


@pytest.mark.parametrize(
    ("text", "subcode", "code"),
    [("X", "01", "X01"), ("X", "X01", "X01"), ("C", "1", "C1"), ("C", "1.0", "C1"), ("Y", "Y1", "Y1"),
     ("I", "", "I"),     ("I", "-", "I"), ("J", "1", "J1")],
)  # fmt: skip
def test_a_subcode_is_joined_in_each_of_its_forms(text, subcode, code):
    assert read_mark(text, subcode, known=KNOWN).code == code


def test_a_subcode_of_another_code_is_not_believed():
    assert read_mark("I", "X01", known=KNOWN).code == "I"


def test_an_id_in_place_of_a_code_is_refused():
    assert "not its id" in (read_mark("1907", known=KNOWN).fault or "")


def test_refused_marks_of_one_code_on_some_days_leave_its_other_days(read):
    content = "UPN,Date,Session,Mark\n" + "".join(
        f"{ADA},{day},AM,J1\n" for day in ("16/08/2024", "19/08/2024", "20/08/2024")
    )
    file = read("days.csv", content)
    assert [day for _, day, _, _ in file.marks] == ["2024-08-19", "2024-08-20"]
    assert set(file.refused()) == {2}


def test_missing_marks_stay_when_other_rows_are_refused_by_their_day(read):
    content = f"UPN,Date,Session,Mark\n{ADA},16/08/2024,AM,J1\n{ADA},16/08/2024,PM,\n{ADA},15/08/2024,PM,/\n"
    assert read("days.csv", content).codes(ADA) == "/ -"


def test_marks_after_today_are_kept_and_warned_of(read):
    content = f"UPN,Date,Session,Mark\n{ADA},03/11/2025,AM,/\n{ADA},04/11/2025,AM,/\n{ADA},05/11/2025,AM,M\n"
    file = read("ahead.csv", content, today=date(2025, 11, 4))
    assert file.warned("W105") == 1
    assert len(file.marks) == 3
