"""Where the header is: below titles, over two rows, above labels; and what counts as a preamble."""

import pytest

from attendctl.exports.containers.refusals import NoHeaderFound, NoRowsFound, NotATable


def csv_of(*rows):
    return "".join(",".join(row) + "\n" for row in rows)


TITLES = [
    ["Larkfield Primary School"],
    ["Attendance"],
    ["Week beginning", "01/09/2025"],
    [],
    ["Printed on 5 Sep"],
]


@pytest.mark.parametrize("above", [0, 1, 3, 28])
def test_the_header_is_found_below_titles(opened, staged, above):
    titles = ([["Larkfield Primary School"]] * above)[:above]
    text = csv_of(*titles, ["UPN", "Surname", "Mark"], ["A1", "Ade", "/"])
    table = opened(text).tables[0]
    assert table.header_line == above + 1
    assert len(table.preamble) == above
    assert staged(table)[1] == [(above + 2, "A1", "Ade", "/")]


def test_the_preamble_keeps_what_stands_above_with_its_lines(opened):
    table = opened(csv_of(*TITLES, ["UPN", "Surname", "MonAM", "MonPM"], ["A1", "Ade", "/", "\\"])).tables[0]
    assert table.preamble == [
        (1, ["Larkfield Primary School"]),
        (2, ["Attendance"]),
        (3, ["Week beginning", "01/09/2025"]),
        (5, ["Printed on 5 Sep"]),
    ]


def test_body_rows_full_of_marks_do_not_pass_for_the_header(opened):
    header = ["Pupil", "Surname", "MonAM", "MonPM", "TueAM", "TuePM", "x1", "x2", "x3", "x4", "x5"]
    rows = [["A1", "Ade", *"/\\/\\/\\/\\/"]] * 5
    assert opened(csv_of(header, *rows)).tables[0].header == header


def test_a_count_per_code_file_has_codes_as_its_header(opened):
    table = opened(
        csv_of(["UPN", "Surname", "/", "\\", "B", "C1"], ["A1", "Ade", "90", "91", "0", "2"])
    ).tables[0]
    assert table.header == ["UPN", "Surname", "/", "\\", "B", "C1"]
    assert table.sample == [["A1", "Ade", "90", "91", "0", "2"]]


DATES = ["01/09/2025", "", "02/09/2025", ""]
DATES_SPREAD = ["01/09/2025", "01/09/2025", "02/09/2025", "02/09/2025"]
SESSIONS = ["AM", "PM", "AM", "PM"]
BODY = ["A1", "Ade", "/", "\\", "/", "\\"]


def test_two_rows_with_the_names_in_the_upper_one(opened, staged):
    table = opened(csv_of(["Title"], ["UPN", "Surname", *DATES], ["", "", *SESSIONS], BODY)).tables[0]
    assert table.header_rows == [["UPN", "Surname", *DATES_SPREAD], ["", "", *SESSIONS]]
    assert (table.header, table.header_line) == (table.header_rows[0], 2)
    assert staged(table)[1] == [(4, *BODY)]


def test_two_rows_with_the_names_in_the_lower_one(opened, staged):
    table = opened(csv_of(["Title"], ["", "", *DATES], ["UPN", "Surname", *SESSIONS], BODY)).tables[0]
    assert table.header_rows == [["", "", *DATES_SPREAD], ["UPN", "Surname", *SESSIONS]]
    assert (table.header, table.header_line) == (table.header_rows[1], 3)
    assert staged(table)[1] == [(4, *BODY)]


def test_weekdays_over_sessions_belong_to_the_header_although_no_name_is_known(opened):
    days = ["", "", "", "Mon", "", "Tue", ""]
    table = opened(csv_of(days, ["UPN", "Surname", "Class", *SESSIONS], [*BODY[:2], "3A", *BODY[2:]])).tables[
        0
    ]
    assert table.header_rows[0] == ["", "", "", "Mon", "Mon", "Tue", "Tue"]
    assert table.header[0] == "UPN"


def test_one_row_a_pupil_day_is_no_two_row_header(opened):
    table = opened(csv_of(["Name", "Date", "AM", "PM"], ["Ade", "01/09/2025", "/", "\\"])).tables[0]
    assert (len(table.header_rows), len(table.sample)) == (1, 1)


def test_a_row_of_session_names_in_the_body_is_not_taken_for_a_header(opened):
    table = opened(csv_of(["UPN", "Date", "Session", "Mark"], *[["A1", "01/09/2025", "AM", "/"]] * 3)).tables[
        0
    ]
    assert (len(table.header_rows), len(table.sample)) == (1, 3)


def test_labels_above_the_names_are_a_header_row_of_their_own(opened):
    table = opened(
        csv_of(["Sex", "Surname", "Class"], ["UPN", "Surname", "Class"], ["A1", "Ade", "3A"])
    ).tables[0]
    assert table.header_rows == [["Sex", "Surname", "Class"], ["UPN", "Surname", "Class"]]
    assert table.header == ["UPN", "Surname", "Class"]


def test_a_row_that_describes_the_columns_is_skipped_and_counted(opened, staged):
    rows = [
        ["UPN", "Surname", "Date"],
        ["Text (required)", "Text", "dd/mm/yyyy"],
        ["A1", "Ade", "01/09/2025"],
    ]
    table = opened(csv_of(*rows)).tables[0]
    result, body = staged(table)
    assert body == [(3, "A1", "Ade", "01/09/2025")]
    assert [(skip.line, skip.why) for skip in result.skipped] == [(2, "labels that describe the columns")]


def test_repeated_names_are_kept_by_position(opened):
    header = ["UPN", "Surname", "Forename", "Surname", "Forename"]
    assert opened(csv_of(header, ["A1", "Ade", "Bo", "Cai", "Di"])).tables[0].header == header


def test_a_header_without_rows_is_refused(opened):
    with pytest.raises(NoRowsFound, match=r"export\.csv: no row of data follows the header on line 2"):
        opened("Larkfield\nUPN,Surname,Mark\n,,\n")


def test_a_table_whose_headings_are_not_known_is_refused(opened):
    with pytest.raises(NoHeaderFound, match="none of the first 40 rows names two columns"):
        opened("alpha,beta\n1,2\n3,4\n")


def test_one_known_name_is_not_enough_and_two_are(opened):
    with pytest.raises(NoHeaderFound):
        opened("UPN,beta\n1,2\n3,4\n")
    assert opened("UPN,Mark\n1,2\n3,4\n").tables[0].header == ["UPN", "Mark"]


def test_prose_is_no_table(opened):
    with pytest.raises(NotATable, match="text without columns"):
        opened("Dear parent,\n\nplease find the dates of term below.\nKind regards\nThe office\n")
