"""Delimited text: encodings, line ends, delimiters, quotes, ragged rows, and the line of every row."""

import pytest

from attendctl.exports.containers.refusals import (
    InputRefused,
    LineTooLong,
    QuotesUnbalanced,
    RowTooLong,
    TextDamaged,
)

HEADER = "UPN,Surname,Date,Mark"
NAMES = ["Zoë", "O'Neill", "Siân"]
WIDE_NAMES = [*NAMES, "Łukasz", "王小明"]


def register(names, newline="\r\n", delimiter=","):
    rows = [HEADER, *(f"A{at},{name},03/09/2025,/" for at, name in enumerate(names))]
    return "".join(row.replace(",", delimiter) + newline for row in rows)


@pytest.mark.parametrize(
    ("codec", "names", "encoding", "warned"),
    [
        ("utf-8", WIDE_NAMES, "utf-8", False),
        ("utf-8-sig", WIDE_NAMES, "utf-8-sig", False),
        ("utf-16", WIDE_NAMES, "utf-16", True),
        ("utf-16-le", WIDE_NAMES, "utf-16-le", True),
        ("utf-16-be", WIDE_NAMES, "utf-16-be", True),
        ("cp1252", [*NAMES, "Š’Neill"], "cp1252", True),
        ("iso-8859-1", [*NAMES, "\x81"], "iso-8859-1", True),
    ],
)
def test_names_survive_in_every_encoding_and_other_than_utf8_is_said(
    opened, staged, codec, names, encoding, warned
):
    source = opened(register(names).encode(codec))
    assert source.encoding == encoding
    assert [warning.code for warning in source.warnings] == (["W010"] if warned else [])
    assert all(encoding in warning.message for warning in source.warnings)
    _, rows = staged(source.tables[0])
    assert [row[2] for row in rows] == names


def test_utf16_big_endian_with_its_mark(opened, staged):
    source = opened(b"\xfe\xff" + register(WIDE_NAMES).encode("utf-16-be"))
    assert [row[2] for row in staged(source.tables[0])[1]] == WIDE_NAMES


def test_lines_in_two_encodings_are_refused_rather_than_names_damaged(opened):
    mixed = register(["Zoë"]).encode() + "A9,Siân,03/09/2025,/\r\n".encode("cp1252")
    with pytest.raises(TextDamaged, match=r"export\.csv, line 3:") as refused:
        opened(mixed)
    assert "Si" not in str(refused.value)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", [True, False])
def test_every_kind_of_line_end_gives_the_same_lines(opened, staged, newline, last):
    text = register(["Ade", "Bea"], newline)
    _, rows = staged(opened(text if last else text.removesuffix(newline)).tables[0])
    assert rows == [(2, "A0", "Ade", "03/09/2025", "/"), (3, "A1", "Bea", "03/09/2025", "/")]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("name", ["export.csv", "export.txt", "export.tsv", "export.xlsx"])
def test_the_delimiter_is_found_whatever_the_file_is_called(opened, delimiter, name):
    source = opened(register(["Ade", "Bea"], delimiter=delimiter), name)
    assert (source.container, source.delimiter) == ("csv", delimiter)
    assert source.tables[0].header == ["UPN", "Surname", "Date", "Mark"]


def test_a_first_line_sep_says_the_delimiter_and_counts_as_a_line(opened, staged):
    source = opened("sep=;\r\n" + register(["Ade, Bea"]).replace(",", ";").replace("Ade;", "Ade,"))
    assert source.delimiter == ";"
    assert source.tables[0].header_line == 2
    assert staged(source.tables[0])[1] == [(3, "A0", "Ade, Bea", "03/09/2025", "/")]


def test_the_backslash_is_a_mark_and_never_an_escape(opened, staged):
    text = 'UPN,AM,PM,Surname\nA1,/,\\,Ade\nA2,"\\","/",Bea\nA3,/,"\\",Cai\\\nA4,"a\\",\\,"x"\n'
    _, rows = staged(opened(text).tables[0])
    assert rows == [
        (2, "A1", "/", "\\", "Ade"),
        (3, "A2", "\\", "/", "Bea"),
        (4, "A3", "/", "\\", "Cai\\"),
        (5, "A4", "a\\", "\\", "x"),
    ]


def test_a_quoted_newline_and_comma_keep_the_line_where_the_record_starts(opened, staged, tmp_path):
    text = '"UPN","Surname","Comment"\nA1,Ade,"rang home,\nno answer\n\nagain"\nA2,"Bea, B",ok\n'
    source = opened(text)
    _, rows = staged(source.tables[0])
    assert [(row[0], row[1]) for row in rows] == [(2, "A1"), (6, "A2")]
    assert rows[0][3] == "rang home,\nno answer\n\nagain"
    assert (tmp_path / "export.csv").read_text().split("\n")[6 - 1].startswith("A2")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("inside", ["\n", "\r\n", "\r", "\n\r"])
def test_every_line_break_in_a_cell_is_kept_as_a_line_break(opened, staged, newline, inside):
    text = newline.join(["UPN,Surname,Comment", f'A1,Ade,"a{inside}b"', f'A2,Bea,"{inside}"', "A3,Cai,x", ""])
    _, rows = staged(opened(text).tables[0])
    breaks = "\n" * len(inside.replace("\r\n", "\n"))
    assert [row[3] for row in rows] == [f"a{breaks}b", breaks, "x"]


def test_a_quotation_mark_inside_an_unquoted_cell_is_a_letter(opened, staged):
    _, rows = staged(opened('UPN,Surname\nA1,O"Neill\nA2,"say ""hello"""\n').tables[0])
    assert [row[2] for row in rows] == ['O"Neill', 'say "hello"']


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('UPN,Surname\nA1,Ade\nA2,"Bea\nA3,Cai\n', 3),
        ('UPN,Surname\nA1,Ade\n\nA2,"Bea" B\n', 4),
        ('UPN,Surname\nA1,"' + "x\n" * 200_000, 2),
    ],
)
def test_unbalanced_quotation_marks_are_refused_with_their_line(opened, staged, text, line):
    with pytest.raises(QuotesUnbalanced, match=rf"export\.csv, line {line}:"):
        staged(opened(text).tables[0])


def test_short_rows_are_filled_up_and_reported(opened, staged):
    result, rows = staged(opened("UPN,Surname,Date,Mark\nA1,Ade,03/09/2025,/\nA2,Bea\n").tables[0])
    assert rows[1] == (3, "A2", "Bea", "", "")
    assert [(warning.code, warning.count) for warning in result.warnings] == [("W011", 1)]
    assert "line 3" in result.warnings[0].message


def test_a_longer_row_is_refused_with_its_line_unless_the_rest_is_empty(opened, staged):
    good = "UPN,Surname,Mark\nA1,Ade,/,,,\nA2,Bea,/\n"
    result, rows = staged(opened(good).tables[0])
    assert (result.rows, result.warnings, rows[0]) == (2, [], (2, "A1", "Ade", "/"))
    with pytest.raises(RowTooLong, match=r"line 4: the row has 4 cells and the header 3"):
        staged(opened(good + "A3,Cai, the younger,/\n").tables[0])


def test_trailing_empty_columns_and_rows_are_cut_and_counted(opened, staged):
    table = opened("UPN,Surname,Mark,,\nA1,Ade,/,,\n,,,,\n\n,,,,\n").tables[0]
    assert table.header == ["UPN", "Surname", "Mark"]
    result, rows = staged(table)
    assert len(rows) == 1
    assert [(skip.line, skip.why, skip.rows) for skip in result.skipped] == [(3, "empty row", 3)]


def test_a_nul_byte_is_refused_with_its_line(opened):
    with pytest.raises(TextDamaged, match=r"export\.csv, line 3: there is a NUL byte"):
        opened(b"UPN,Surname,Mark\nA1,Ade,/\nA2,B\0a,/\n" + b"A3,Cai,/\n" * 40)


def test_a_very_long_line_is_refused_before_any_reader_sees_it(opened):
    with pytest.raises(LineTooLong, match=r"line 3: the line is longer than 1 MiB"):
        opened(b"UPN,Surname\nA1,Ade\n" + b"x" * (3 << 20) + b"\nA2,Bea\n")


def test_only_the_wanted_columns_are_staged_in_any_order(opened, staged):
    table = opened(register(["Ade", "Bea"])).tables[0]
    assert staged(table, [3, 0])[1] == [(2, "/", "A0"), (3, "/", "A1")]
    assert staged(table, [1])[1] == [(2, "Ade"), (3, "Bea")]


def test_no_message_holds_a_pupils_name(opened, staged):
    for text in ('UPN,Surname\nA1,"Adeyemi\n', "UPN,Surname\nA1,Adeyemi,x\n", "Adeyemi,Bea\nCai,Dot\n"):
        with pytest.raises(InputRefused) as refused:
            staged(opened(text).tables[0])
        assert "Adeyemi" not in str(refused.value)
