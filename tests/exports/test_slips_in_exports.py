"""Files that read like a register and are not quite: each is refused or warned of, never read wrongly."""

from __future__ import annotations

import os
from datetime import date

import pytest

from attendctl.errors import InputRefused
from attendctl.import_files import import_files
from attendctl.settings import Settings

HEADER = "UPN,Surname,Forename,Date,Session,Mark\n"
WEEK = "Student ID,MonAM,MonPM,TueAM,TuePM,WedAM,WedPM,ThuAM,ThuPM,FriAM,FriPM\n17,/,\\,/,\\,/,\\,/,\\,/,\\\n"
TODAY = date(2026, 11, 22)


def _row(day="03/11/2025", session="AM", mark="/", upn="B801200005001"):
    return f"{upn},A,B,{day},{session},{mark}\n"


def test_a_quotation_mark_that_swallows_rows_is_refused_with_its_line(read):
    rows = _row() + '"x\n' + _row("04/11/2025") * 2 + '",A,B,05/11/2025,AM,/\n'
    with pytest.raises(InputRefused, match="line 3: a quotation mark is opened, and whole rows stand"):
        read("quote.csv", HEADER + rows)


def test_an_address_over_several_lines_swallows_nothing(read):
    content = 'UPN,Surname,Class,Address\nB801200005001,A,3B,"1, The Row\nFlat 2, Oldtown\nShire"\n'
    assert read("roll.csv", content).pupils("address") == [("1, The Row Flat 2, Oldtown Shire",)]


def test_lessons_numbered_in_a_column_of_sessions_are_no_sessions(read):
    with pytest.raises(InputRefused, match="only lessons such as '1'"):
        read("lessons.csv", HEADER + _row(session="1") + _row(session="2") + _row(session="3"))
    both = read("both.csv", HEADER + _row(session="1") + _row(session="2", mark="I"))
    assert both.codes("B801200005001") == "/ I"


@pytest.mark.parametrize(
    ("day", "fits"),
    [
        ("31/12/1979", False),
        ("03/11/0025", False),
        ("04/01/2100", False),
        ("31/12/9999", False),
        ("03/11/2025", True),
        ("31/12/2099", True),
    ],
)
def test_a_mark_in_an_impossible_year_is_refused_for_its_date(read, day, fits):
    file = read("year.csv", HEADER + _row(day))
    assert [(one.column, one.value) for one in file.incoming.refusals] == ([] if fits else [("Date", day)])


def test_a_date_that_the_file_contradicts_is_used_and_told(read):
    content = "Week beginning 03/11/2025\n" + WEEK
    file = read("week.csv", content, week_of=date(2025, 11, 12))
    assert file.marks[0][1] == "2025-11-10"
    assert file.warned("W119") == 1
    assert read("week.csv", content, week_of=date(2025, 11, 5)).warned("W119") == 0
    other = read("week 2025-11-10.csv", content)
    assert (other.marks[0][1], other.warned("W119"), other.warned("W103")) == ("2025-11-03", 1, 0)


@pytest.mark.parametrize(("length", "odd"), [(10, 0), (14, 0), (13, 1), (15, 1), (16, 1), (28, 0)])
def test_a_string_of_marks_of_an_odd_length_is_told(read, length, odd):
    marks = ("/" * 10 + "#" * 4) * 2
    file = read("string.csv", f"UPN,WeekStart,WeekMarks\nB801200005001,2025-11-03,{marks[:length]}\n")
    assert file.warned("W104") == odd


def test_a_school_s_own_sub_code_keeps_its_name(read):
    content = "UPN,Date,Session,Mark,Subcode\nB801200005001,03/11/2025,AM,I,I_F\n"
    messages = [one.message for one in read("sub.csv", content).incoming.warnings]
    assert messages == ["Sub-code I_F, the school's own: read as I."]


@pytest.mark.parametrize("header", ["URN", "School URN", "DfE Number", "LAESTAB", "School DfE Number"])
def test_a_column_of_the_school_s_number_names_the_school(read, header):
    content = f"{header},UPN,Date,Session,Mark\n123456,B801200005001,03/11/2025,AM,/\n"
    assert read("school.csv", content).pupils("school") == [("123456",)]


def test_a_school_s_number_that_a_spreadsheet_wrote_as_a_fraction_is_the_number(read):
    content = "School URN,UPN,Date,Session,Mark\n123456.0,B801200005001,03/11/2025,AM,/\n"
    assert read("school.csv", content).pupils("school") == [("123456",)]


@pytest.mark.parametrize("content", ["\n\n\n", "\ufeff", "  \r\n\t\r\n"])
def test_blank_lines_are_an_empty_file(read, content):
    with pytest.raises(InputRefused, match="holds only blank lines"):
        read("blank.csv", content)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a system without pipes in folders")
def test_a_pipe_is_refused_and_not_waited_for(tmp_path):
    pipe = tmp_path / "register.csv"
    os.mkfifo(pipe)
    settings = Settings.model_validate({"ledger": {"path": str(tmp_path / "ledger.duckdb")}})
    result = import_files([pipe], settings, today=TODAY, known_on=TODAY)
    assert "a pipe or a device" in (result.files[0].refused_because or "")


def test_a_file_of_which_no_row_is_good_is_taken_in_empty(tmp_path):
    file = tmp_path / "words.csv"
    file.write_text("UPN,Date,Session,Mark\n8.01E+11,03/11/2025,AM,/\n", encoding="utf-8")
    settings = Settings.model_validate({"ledger": {"path": str(tmp_path / "ledger.duckdb")}})
    result = import_files([file], settings, today=TODAY, known_on=TODAY, accept_partial=True)
    assert (result.saved, result.exit_status, result.files[0].pupils_new) == (True, 6, 0)
