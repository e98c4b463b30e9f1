"""Every layout with dated marks, read from a small file whose marks were written down by hand."""

from __future__ import annotations

from datetime import date

import pytest

from attendctl.exports.refusals import WeekUnknown

ADA, MUSA, BEN = "B801200005001", "A802200106001", "P207000016049"
MONDAY = "2025-11-03"


def test_one_row_a_mark_as_arbor_exports_it(read):
    file = read("arbor_roll_call.csv")
    assert file.incoming.layout == "mark-rows"
    assert (file.incoming.kind, file.incoming.rows_read) == ("marks", 6)
    assert file.marks == [
        (MUSA, MONDAY, "AM", "L"),
        (MUSA, MONDAY, "PM", "-"),
        (ADA, MONDAY, "AM", "/"),
        (ADA, MONDAY, "PM", "\\"),
        (BEN, MONDAY, "AM", "I"),
        (BEN, MONDAY, "PM", "/"),
    ]
    late = [row for row in file.rows("incoming_mark", "line, minutes_late", "line") if row[1] is not None]
    assert late == [(4, 5)]
    assert file.pupils("mis_id")[0] == ("1224",)  # exported as 1224.0


def test_one_row_a_mark_as_a_sync_of_sims_exports_it(read):
    file = read("sims_sync.csv")
    assert file.codes("77") == "/ \\ C1 -"
    assert file.incoming.first_date == date(2025, 11, 3)
    assert file.incoming.last_date == date(2025, 11, 4)


def test_a_subcode_in_its_own_column_joins_its_code(read):
    file = read("sims_subcodes.csv")
    assert file.codes("77") == "X02 X"
    assert file.codes("78") == "C1 L I"
    assert file.warned("W107") == 1  # I_F, a school's own sub-code
    beside = file.rows("incoming_mark", "minutes_late, comment", "line")
    assert beside == [(None, "Isolating"), (None, None), (None, None), (7, "Bus"), (None, None)]


def test_lessons_mixed_with_registrations_are_left_out_and_counted(read):
    file = read("bromcom_basic.csv")
    assert file.codes("501") == "/ \\"
    assert file.codes("502") == "M /"
    assert file.warned("W102") == 3
    assert file.rows("incoming_mark", "line, comment", "line")[2] == (6, "dentist")


def test_ten_weekly_columns_take_their_week_from_the_officer(read):
    file = read("bromcom_week.csv", week_of=date(2025, 11, 5))
    assert file.incoming.layout == "week-columns"
    assert file.codes("501") == "/ \\ / \\ L \\ / \\ / \\"
    assert file.codes("502") == "I I / - / \\ / \\ # #"
    assert file.incoming.first_date == date(2025, 11, 3)
    assert file.incoming.last_date == date(2025, 11, 7)
    assert file.incoming.options == {"date": "2025-11-05"}


def test_a_week_is_never_taken_to_be_the_present_one(read):
    with pytest.raises(WeekUnknown, match="--date"):
        read("bromcom_week.csv", today=date(2025, 11, 5))


def test_a_week_is_taken_from_the_lines_above_the_table_and_not_from_the_day_it_was_printed(read):
    file = read("week_with_preamble.csv")
    assert [day for who, day, _, _ in file.marks if who == ADA] == [
        MONDAY,
        MONDAY,
        "2025-11-04",
        "2025-11-04",
    ]
    assert file.codes(MUSA) == "O O / \\"


def test_a_week_is_taken_from_the_files_name_with_a_warning(read):
    content = "UPN,MonAM,MonPM\nB801200005001,/,\\\n"
    file = read("register 2025-W45.csv", content)
    assert file.incoming.first_date == date(2025, 11, 3)
    assert file.warned("W103") == 1


def test_a_weekly_table_can_state_its_week_in_a_column(read):
    content = (
        "UPN,Week commencing,MonAM,MonPM,SatAM\n"
        "B801200005001,03/11/2025,/,\\,\nB801200005001,12/11/2025,L,\\,\nA802200106001,16/11/2025,/,\\,\n"
    )
    file = read("weeks.csv", content)
    assert [day for _, day, _, _ in file.marks] == [MONDAY, MONDAY, "2025-11-10", "2025-11-10"]
    assert file.refused() == {4: "'16/11/2025' is a Sunday: give the Monday of the week"}


def test_one_row_a_pupil_and_day_with_columns_am_and_pm(read):
    file = read("day_rows.csv")
    assert file.incoming.layout == "day-rows"
    assert file.codes(ADA) == "/ \\ I I"
    assert file.codes(MUSA) == "L -"
    assert file.warned("W109") == 2  # line 4 repeats line 3


def test_a_column_for_every_dated_session_under_one_header_row(read):
    file = read("wide_one_header.csv")
    assert file.incoming.layout == "wide"
    assert file.codes(ADA) == "/ \\ / \\ / \\"
    # not on roll before the second week, nor after it: those empty cells are no missing marks
    assert [(day, half, code) for who, day, half, code in file.marks if who == MUSA] == [
        ("2025-11-10", "AM", "/"),
        ("2025-11-10", "PM", "-"),
    ]
    assert file.codes(BEN) == "- \\ L \\"  # a written "-" is kept
    assert file.pupils("surname, forename")[1] == ("Njoroge", "Musa")


def test_a_wide_register_under_two_header_rows(read):
    file = read("wide_two_headers.csv")
    assert file.incoming.layout == "wide"
    assert file.codes(ADA) == "/ \\ / \\"
    assert file.codes(MUSA) == "I I - \\"
    assert [line for (line,) in file.rows("incoming_mark", "DISTINCT line", "line")] == [4, 5]
    assert file.physical_line(5).startswith(MUSA)


def test_headers_without_a_year_need_the_officer_to_say_which(read):
    with pytest.raises(WeekUnknown, match="year"):
        read("wide_without_year.csv")
    file = read("wide_without_year.csv", week_of=date(2025, 11, 5))
    assert [day for _, day, _, _ in file.marks] == ["2025-09-03", "2025-09-03"]


def test_a_session_empty_for_every_pupil_is_no_missing_mark(read):
    content = (
        "UPN,Class,03/11/2025 AM,03/11/2025 PM\nB801200005001,4B,/,\n"
        "A802200106001,4B,,\nP207000016049,4B,-,\n"
    )
    file = read("wide.csv", content)
    assert [(who, half, code) for who, _, half, code in file.marks] == [
        (MUSA, "AM", "-"),
        (ADA, "AM", "/"),
        (BEN, "AM", "-"),
    ]


def test_a_common_transfer_file_packed_and_with_commas(read):
    file = read("transfer.xml")
    assert (file.incoming.layout, file.incoming.kind, file.incoming.rows_read) == ("ctf", "marks", 2)
    # 6 November 2025 is a Thursday: two days, the weekend, then Monday
    assert file.codes(ADA) == "/ \\ / L # # # # / I"
    assert file.codes(MUSA) == "/ \\ C1 C1 # # # # / \\"
    assert file.marks[-1][1:3] == ("2025-11-10", "PM")
    assert file.pupils("school, surname, forename, date_of_birth, sex") == [
        ("Heronsgate", "Lindqvist", "Zoë", date(2016, 2, 1), "F"),
        ("Heronsgate", "Njoroge", "Musa", date(2016, 3, 1), "M"),
    ]
    # it states 4 sessions possible of her; of him it states none
    (differs,) = (one.message for one in file.incoming.warnings if one.code == "W114")
    assert differs.endswith(f": {ADA} states 4, its marks give 6.")


def test_totals_of_a_year_without_marks_are_not_held_against_those_of_another(read):
    year = "<YearData><SchoolName>H</SchoolName><SessionsPossible>{}</SessionsPossible>{}</YearData>"
    marks = (
        "<AttendSessions><AttendanceStartDate>{}</AttendanceStartDate>"
        "<AttendanceMarks>/\\/\\</AttendanceMarks></AttendSessions>"
    )
    for second, differs in (
        (marks.format("2025-09-08"), ["7, its marks give 8."]),
        ("", []),
    ):
        both = year.format(4, marks.format("2024-09-09")) + year.format(3, second)
        pupil = f"<UPN>{ADA}</UPN><Surname>A</Surname><Attendance>{both}</Attendance>"
        warnings = read("years.xml", f"<CTfile><Pupil>{pupil}</Pupil></CTfile>").incoming.warnings
        assert [one.message.rpartition("states ")[2] for one in warnings if one.code == "W114"] == differs


def test_several_sheets_of_one_layout_are_read_together_and_hidden_ones_are_not(read, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for title, upn, code in (("3A", ADA, "/"), ("3B", MUSA, "L"), ("old", BEN, "I")):
        sheet = book.create_sheet(title)
        sheet.append(["UPN", "Date", "Session", "Mark"])
        sheet.append([upn, date(2025, 11, 3), "AM", code])
    book["old"].sheet_state = "hidden"
    notes = book.create_sheet("Summary")
    notes.append(["UPN", "Possible sessions", "Attendance %"])
    notes.append([ADA, 10, 97.5])
    del book["Sheet"]
    book.save(tmp_path / "classes.xlsx")
    file = read(tmp_path / "classes.xlsx")
    assert [(who, code) for who, _, _, code in file.marks] == [(MUSA, "L"), (ADA, "/")]
    assert file.warned("W115") == 1  # hidden
    assert file.warned("W116") == 1  # Summary: totals


def test_a_pupil_without_a_single_mark_in_the_week_is_a_pupil_with_missing_marks(read):
    content = "StudentId,MonAM,MonPM\n501,/,\\\n502,,\n"
    file = read("week.csv", content, week_of=date(2025, 11, 3))
    assert file.codes("502") == "- -"
