"""Recognising a table by its columns: what fits, what fits twice, and what holds no dated marks."""

from __future__ import annotations

from datetime import date

import pytest

from attendctl.errors import WrongUsage
from attendctl.exports.columns import bind
from attendctl.exports.headers import header_book, normal_header
from attendctl.exports.layouts import all_layouts, shipped_layouts
from attendctl.exports.recognise import fits
from attendctl.exports.refusals import LayoutAmbiguous, LayoutUnknown, NoDatedMarks, OnlyLessons

CODES = frozenset({"/", "\\", "B", "C", "E", "I", "N", "L"})


def columns_of(header: str, own: dict[str, str] | None = None) -> dict[str, list[int]]:
    cells = header.split(",")
    binding = bind([cells], cells, header_book(own or {}), codes=CODES)
    return {name: [column.index for column in columns] for name, columns in binding.columns.items()}


@pytest.mark.parametrize(
    ("name", "says", "instead"),
    [
        ("code_counts.csv", "counts", "one row a mark"),
        ("reason_counts.csv", "counts", "one row a mark"),
        ("totals_only.csv", "totals", "one row a mark"),
        ("registers.csv", "list of registers", "roll-call"),
        ("code_ids.csv", "another list", "attendance code itself"),
        ("undated.csv", "without a date", "date of each mark"),
        ("isams.csv", "another sheet", "in one table"),
        ("census.xml", "census", "Common Transfer File"),
    ],
)
def test_a_file_without_dated_marks_is_refused_and_told_what_to_export(read, name, says, instead):
    with pytest.raises(NoDatedMarks, match=says) as refusal:
        read(name)
    assert instead in refusal.value.remedy
    assert refusal.value.message.startswith(name)


def test_a_file_of_lessons_only_is_refused(read):
    with pytest.raises(OnlyLessons, match="'P1'"):
        read("lessons.csv")


def test_two_layouts_that_fit_one_table_are_an_error_naming_both(read):
    with pytest.raises(LayoutAmbiguous, match="'mark-rows' and 'week-columns'") as refusal:
        read("two_layouts.csv")
    assert "--layout" in refusal.value.remedy


def test_the_officer_decides_between_two_layouts(read):
    assert read("two_layouts.csv", layout="mark-rows").marks == [("B801200005001", "2025-11-03", "AM", "/")]
    weekly = read("two_layouts.csv", layout="week-columns")
    assert [(half, code) for _, _, half, code in weekly.marks] == [("AM", "/"), ("PM", "\\")]


def test_an_unknown_layout_lists_those_there_are(read):
    with pytest.raises(WrongUsage, match="mark-rows, mark-string") as fault:
        read("two_layouts.csv", layout="sims")
    assert fault.value.exit_status == 2


def test_a_layout_that_does_not_fit_says_which_column_is_lacking(read):
    with pytest.raises(LayoutUnknown, match="it lacks a column AM, a column PM"):
        read("sims_sync.csv", layout="day-rows")


def test_a_table_about_something_else_shows_its_columns(read):
    with pytest.raises(LayoutUnknown, match="Student, Title, Points"):
        read("points.csv", "Student,Title,Points\nx,y,3\n")


def test_the_files_name_decides_nothing(read):
    content = "StudentId,Date,Session,Mark\n7,03/11/2025,AM,/\n"
    assert read("wide pupils totals.txt", content).incoming.layout == "mark-rows"


def test_every_shipped_layout_has_a_title_and_every_refused_one_says_what_to_export():
    for layout in shipped_layouts():
        assert layout.title
        assert bool(layout.export_instead) == (layout.shape == "refused")
        assert layout.needs or layout.shape == "ctf"


def test_every_field_that_a_layout_names_exists():
    known = header_book({}).fields | {"pupil", "contact", "slots", "dated", "counts"}
    for layout in shipped_layouts():
        named = {name for need in [*layout.needs, *layout.without] for name in need.split("|")}
        assert named <= known, layout.name


def test_a_school_adds_its_own_layout(read):
    own = {
        "name": "our-report",
        "title": "our own report",
        "shape": "mark-rows",
        "needs": ["pupil", "date", "session", "mark"],
        "columns": {"Kind": "mis_id", "Tag": "date", "Hälfte": "session", "Zeichen": "mark"},
    }
    content = "Kind,Tag,Hälfte,Zeichen\n77,03/11/2025,AM,L\n"
    file = read("report.csv", content, imports={"layout": [own]})
    assert (file.incoming.layout, file.marks) == ("our-report", [("77", "2025-11-03", "AM", "L")])


def test_a_layout_with_an_unknown_key_is_an_error_that_names_it():
    with pytest.raises(WrongUsage, match=r"\[\[import.layout\]\] 1, key colour"):
        all_layouts([{"name": "x", "title": "x", "shape": "wide", "colour": "red"}])


def test_a_layout_that_needs_nothing_fits_nothing():
    empty = all_layouts([{"name": "any", "title": "any", "shape": "mark-rows"}])[-1]
    assert not fits(empty, bind([["UPN"]], ["UPN"], header_book({}), codes=CODES))


def test_a_school_names_its_own_headers_and_the_second_of_a_name(read):
    columns = {
        "Pupil code": "mis_id", "When": "date", "Half": "session", "Sign": "mark",
        "Surname#2": "contact_forename",
    }  # fmt: skip
    file = read("own_headers.csv", imports={"columns": columns})
    assert file.marks == [("77", "2025-11-03", "AM", "/")]
    assert file.contacts("forename") == [("Eva",)]


def test_a_header_named_for_a_field_that_does_not_exist_is_wrong_usage(read):
    with pytest.raises(WrongUsage, match="no field 'marc'"):
        read("sims_sync.csv", imports={"columns": {"Mark": "marc"}})


def test_a_column_can_be_ignored(read):
    file = read("sims_subcodes.csv", imports={"columns": {"Comments": "ignore"}})
    assert {comment for (comment,) in file.rows("incoming_mark", "comment", "line")} == {None}


@pytest.mark.parametrize(
    "spelling",
    ["AttendanceDate", "ATTENDANCE_DATE", "attendance date", "Attendance_x0020_Date",
     "Attendance-Date:", "Attendance Date(s)"],
)  # fmt: skip
def test_headers_match_whatever_their_case_spaces_and_punctuation(spelling):
    assert normal_header(spelling) == "attendancedate"


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("Registration form(s) this academic year", "class"),
        ("Year group(s) this academic year", "year_group"),
        ("NC Year(s) for today", "year_group"),
        ("CURRENT_REGISTRATION_GROUP", "class"),
        ("TutorGroupName", "class"),
        ("Form/Tutor Group", "class"),
        ("EVER_6_FSM", "fsm_ever6"),
        ("EverFsm6Flag", "fsm_ever6"),
        ("FSM", "fsm"),
        ("PUPIL_PREMIUM", "pp"),
        ("PUPIL_PREMIUM_RECIPIENT", "pp_recipient"),
        ("PremiumPupilFlag", "pp"),
        ("InCareFlag", "lac"),
        ("EalFlag", "eal"),
        ("CHILD_PROTECTION", "social_worker"),
        ("ProvisionName", "sen"),
        ("LEGAL_LAST_NAME", "surname"),
        ("Globally Unique Student ID", "mis_id"),
    ],
)
def test_headers_of_real_exports_are_known(header, field):
    assert header_book({}).field_of(header) == field


def test_of_two_columns_for_one_field_the_better_named_is_used():
    assert columns_of("UPN,Surname,Legal Surname")["surname"] == [2, 1]
    assert columns_of("MARK_CODE,RAW_MARK")["mark"] == [1, 0]
    assert columns_of("ID,Student ID")["mis_id"] == [1, 0]


def test_repeated_headers_belong_to_the_pupil_first_and_then_to_the_contact():
    found = columns_of(
        "ID,Forename,Surname,ID,Priority,Parental responsibility,Lives with Pupil,Title,Forename,Surname,"
        "Home Email,Main Telephone,Primary Email,Mobile,ID,Class Name"
    )
    assert (found["mis_id"], found["forename"], found["surname"]) == ([0], [1], [2])
    assert (found["contact_forename"], found["contact_surname"], found["contact_title"]) == ([8], [9], [7])
    assert found["contact_email"] == [12, 10]  # the primary address before the one of home
    assert found["contact_telephone"] == [11, 13]
    assert found["class"] == [15]


def test_a_pupils_own_title_and_email_are_not_a_contacts():
    found = columns_of("Id,UPN,Title,Forename,Surname,Email,NC Year")
    assert set(found) == {"mis_id", "upn", "forename", "surname", "year_group"}


def test_a_day_and_month_alone_are_read_with_the_year_of_the_academic_year():
    cells = ["UPN", "Wed 07 Jan AM"]
    binding = bind([cells], cells, header_book({}), codes=CODES, year_from=date(2025, 9, 1))
    assert [column.reading and column.reading.day for column in binding.dated] == [date(2026, 1, 7)]
