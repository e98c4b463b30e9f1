"""What a message shows of a cell: the value as it stands, never a name; and each row is counted once."""

from __future__ import annotations

import pytest

from attendctl.exports.findings import MOST_LISTED
from attendctl.exports.values.shown import shown
from attendctl.ledger.incoming import rows_in

HEADER = "UPN,Surname,Forename,Date,Session,Mark\n"
WEEK = "UPN,Surname,Forename,Week Commencing,MonAM,MonPM,TueAM,TuePM,WedAM,WedPM,ThuAM,ThuPM,FriAM,FriPM\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Q9", "'Q9'"),
        ("\\\\", r"'\\'"),  # as it stands in the file, not doubled
        ("Wed, 31 Feb 2025", "'Wed, 31 Feb 2025'"),
        ("Present", "'Present'"),
        ("Period 3", "'Period 3'"),
        ("Okonedo", "'O…'"),
        ("Zoë Okonedo-Brâncuși", "'Z… O…-B…'"),
        ("Łukasz", "'Ł…'"),
        ("王小明", "'王…'"),
        ("a\x1b[31m", "'a�[31m'"),
        ("9" * 61, "'" + "9" * 60 + "…'"),
    ],
)
def test_a_value_is_shown_without_names_and_control_characters(text, expected):
    assert shown(text) == expected


def test_a_shifted_row_tells_no_name(read):
    row = "B801200005001,,,03/11/2025,Okonedo,Zebedee,6B,Year 6,F,15/09/2015,/,\\,/,\\\n"
    file = read("week.csv", WEEK + row, accept_partial=True)
    said = " ".join(f"{one.value} {one.reason}" for one in file.incoming.refusals)
    assert "'O…' was never an attendance code" in said
    assert "Okonedo" not in said
    assert "Zebedee" not in said


def test_a_reason_reads_as_a_sentence_of_its_own(read):
    rows = (
        "B801200005001,A,B,31/02/2025,AM,/\n"
        "B801200005001,A,B,,AM,/\n"
        "B801200005001,A,B,04/11/2025,AM,Q9\n"
        ",,,05/11/2025,AM,/\n"
    )
    assert read("four.csv", HEADER + rows).refused() == {
        2: "'31/02/2025' is not a real day; dates are read day/month/year",
        3: "the cell is empty: a date is needed",
        4: "'Q9' was never an attendance code",
        5: "the row names no pupil: no UPN, number or name",
    }


def test_several_marks_of_one_row_are_one_row_refused(read):
    row = "B801200005001,A,B,03/11/2025,Q9,Q9,Q9,/,/,/,/,/,/,/\n"
    refusals = read("week.csv", WEEK + row).incoming.refusals
    assert [one.column for one in refusals] == ["MonAM", "MonPM", "TueAM"]
    assert rows_in(refusals) == 1


@pytest.mark.parametrize("extra", [0, 1, 2])
def test_rows_that_are_not_listed_are_counted(read, extra):
    count = MOST_LISTED + extra
    rows = "".join(f"B801200005001,A,B,{1 + n % 28:02}/11/2025,AM,Q9\n" for n in range(count))
    assert rows_in(read("many.csv", HEADER + rows).incoming.refusals) == count


def test_two_thousand_marks_of_one_session_make_short_sentences(read):
    rows = "".join(f"B801200005001,A,B,03/11/2025,AM,{'/I'[n % 2]}\n" for n in range(2000))
    refusals = read("one.csv", HEADER + rows).incoming.refusals
    assert refusals[0].reason == "'/' contradicts 'I' on line 3: one pupil, 2025-11-03 AM, two marks"
    assert all(len(one.reason) < 80 for one in refusals)
