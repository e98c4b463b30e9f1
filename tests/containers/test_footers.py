"""Rows below a header that are no data: each is skipped with its line and reason, and no data row is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendctl.exports.containers.body_rows import KEYS, NOTES, SUSPECT_STARTS, TOTALS

HEADER = "UPN,Surname,Class,Date,Mark\n"
ADE, BEA = "A1,Ade,3A,01/09/2025,/\n", "A2,Bea,3A,01/09/2025,N\n"


def skipped(result):
    return [(skip.line, skip.why, skip.rows) for skip in result.skipped]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Total,,,,2", "totals"),
        ("Totals:,,,,2", "totals"),
        ("Grand Total,2,2,2,2", "totals"),
        (",Total for 3A,,,2", "totals"),
        ("Average,,,,50%", "totals"),
        ("Printed on 5 September 2025", "a note, not data"),
        ("Printed on,,05/09/2025,,", "a note, not data"),
        ("Page 1 of 2,,,,", "a note, not data"),
        ("End of report", "a note, not data"),
        ("Template Notes,,,,", "a note, not data"),
        ("Marks in brackets are not final,,,,", "only one cell is filled: a heading or a note"),
        (",,Class 3B,,", "only one cell is filled: a heading or a note"),
        ("UPN,Surname,Class,Date,Mark", "the header again"),
        ("upn, Surname ,CLASS,Date,Mark,,", "the header again"),
        (",,,,", "empty row"),
        ("", "empty row"),
        (" ,\t,,,", "empty row"),
    ],
)
@pytest.mark.parametrize("last", [True, False])
def test_a_row_that_is_no_data_is_skipped_with_its_line(opened, staged, row, why, last):
    text = HEADER + ADE + (BEA + row + "\n" if last else row + "\n" + BEA)
    result, rows = staged(opened(text).tables[0])
    assert [cells[1] for cells in rows] == ["A1", "A2"]
    assert skipped(result) == [(4 if last else 3, why, 1)]
    assert result.warnings == []


def test_a_key_to_codes_is_skipped_to_its_end(opened, staged):
    key = "Key to codes\n/,Present (AM)\n\\,Present (PM)\nC,Leave\n"
    result, rows = staged(opened(HEADER + ADE + BEA + ",,,,\n" + key).tables[0])
    assert len(rows) == 2
    assert skipped(result) == [(4, "empty row", 1), (5, "a key or notes under the table", 4)]


def test_data_below_a_key_is_read_all_the_same(opened, staged):
    result, rows = staged(opened(HEADER + ADE + "Notes:,,,,\n/,Present,,,\n" + BEA).tables[0])
    assert [(row[0], row[1]) for row in rows] == [(2, "A1"), (5, "A2")]
    assert skipped(result) == [(3, "a key or notes under the table", 2)]


@pytest.mark.parametrize(
    "surname", ["Key", "Page", "Note", "Grand", "Average-Smith", "Totaljones", "Printer", "End"]
)
def test_pupils_with_surnames_like_footers_are_kept(opened, staged, surname):
    text = f"Surname,Forename,Class,Date,Mark\n{surname},Ade,3A,01/09/2025,/\nBea,Cai,3A,01/09/2025,/\n"
    result, rows = staged(opened(text).tables[0])
    assert (len(rows), result.skipped) == (2, [])


def test_both_rows_of_a_two_row_header_are_known_again(opened, staged):
    header = "UPN,Surname,01/09/2025,\n,,AM,PM\n"
    body = "A1,Ade,/,\\\n"
    result, rows = staged(opened(header + body + header + body).tables[0])
    assert [row[0] for row in rows] == [3, 6]
    assert skipped(result) == [(4, "the header again", 2)]


def test_the_sample_has_no_footers_and_at_most_two_hundred_rows(opened):
    table = opened(HEADER + ADE * 150 + "Total,,,,2\n" + BEA * 100).tables[0]
    assert len(table.sample) == 200
    assert ["Total", "", "", "", "2"] not in table.sample
    assert [skip.line for skip in table.skipped] == [152]


@given(st.one_of(*(st.from_regex(pattern) for pattern in (TOTALS, NOTES, KEYS))))
def test_whatever_a_pattern_matches_begins_with_a_suspect_start(text):
    assert text[:3] in SUSPECT_STARTS
