"""Pupils as exports state them: numbers, names, flags and groups in every form that was met."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendctl.exports.values.classes import read_class
from attendctl.exports.values.flags import read_flag
from attendctl.exports.values.upn import read_upn
from attendctl.exports.values.years import read_year_group
from attendctl.rules.unique_pupil_number import check_letter

ADA, MUSA = "B801200005001", "A802200106001"


def test_a_roll_with_every_flag_in_its_own_form(read):
    file = read("roll.csv")
    assert (file.incoming.layout, file.incoming.kind) == ("pupils", "pupils")
    ada = file.pupils(
        "upn, admission_number, surname, forename, preferred_surname, preferred_forename, date_of_birth, "
        "sex, "
        "year_group, class, sen, fsm, fsm_ever6, pp, pp_recipient, eal, lac, social_worker, service_child, "
        "traveller, enrolment, admission_date"
    )[0]
    assert ada == (
        ADA, "000123", "Lindqvist", "Ada", None, "Addie", date(2016, 2, 1), "F",
        "4", "4B", "K", True, True, True, False, True, False, None, False,
        False, "C", date(2020, 9, 4),
    )  # fmt: skip


def test_numbers_are_normalised_and_doubtful_ones_warned_of_but_not_blocked(read):
    file = read("roll.csv")
    assert [upn for (upn,) in file.pupils("upn")] == [ADA, MUSA, "M80120000500A", "A801200005001", None]
    assert file.warned("W120") == 1  # A801200005001: its letter should be B
    assert file.warned("W121") == 1  # M80120000500A is temporary
    assert file.warned("W122") == 1  # TEMP2026
    assert not file.incoming.refusals


def test_years_classes_and_needs_take_one_form(read):
    file = read("roll.csv")
    assert [year for (year,) in file.pupils("year_group")] == ["4", "N2", "R", "7", "1"]
    assert [group for (group,) in file.pupils("class")] == ["4B", None, "N Butterworth", "7C", None]
    assert [need for (need,) in file.pupils("sen")] == ["K", "N", "N", "E", None]


def test_a_blank_flag_is_not_stated_unless_the_school_says_it_means_no(read):
    assert [flag for (flag,) in read("roll.csv").pupils("fsm")] == [True, None, None, None, None]
    file = read("roll.csv", imports={"blank_flag_means_no": True})
    assert [flag for (flag,) in file.pupils("fsm")] == [
        True,
        False,
        None,
        False,
        False,
    ]  # "Maybe" stays unknown
    assert file.warned("W124") == 1


def test_free_meals_and_ever_six_and_premium_and_its_recipient_are_four_things(read):
    file = read("roll.csv")
    assert file.pupils("fsm, fsm_ever6, pp, pp_recipient")[1] == (None, False, None, True)


def test_test_pupils_are_left_out_and_guests_and_subsidiaries_are_told(read):
    file = read("roll.csv")
    assert "Bogus" not in {name for (name,) in file.pupils("surname")}
    assert (file.warned("W127"), file.warned("W129"), file.warned("W130")) == (1, 1, 1)


def test_a_name_in_one_column_is_split_at_its_comma_and_nowhere_else(read):
    file = read("names_one_column.csv")
    assert file.pupils("surname, forename") == [("O'Neill", "Zoë"), ("Mary Ann Lee", None)]
    assert file.warned("W126") == 1


def test_a_temporary_and_a_permanent_upn_of_one_mis_id_are_one_pupil(read):
    file = read("same_pupil_two_upns.csv")
    assert file.pupils("upn, former_upn, mis_id") == [(ADA, "M80120000500A", "77")]
    assert file.codes(ADA) == "/ /"
    assert file.warned("W125") == 1


def test_admission_numbers_are_compared_without_leading_zeros_and_kept_as_written(read):
    content = "Adm No,Surname,Date,Session,Mark\n000123,X,03/11/2025,AM,/\n123,X,04/11/2025,AM,/\n"
    assert read("numbers.csv", content).pupils("admission_number") == [("000123",)]


def test_one_upn_in_two_schools_is_two_registrations(read):
    content = f"School,UPN,Date,Session,Mark\nA,{ADA},03/11/2025,AM,D\nB,{ADA},03/11/2025,AM,/\n"
    file = read("dual.csv", content)
    assert file.pupils("school, upn") == [("A", ADA), ("B", ADA)]
    assert [code for _, _, _, code in file.marks] == ["D", "/"]


def test_two_pupils_of_one_name_are_told_apart_by_birth(read):
    content = "Surname,Forename,DOB,Class\nLee,Mo,2015-05-05,5T\nLee,Mo,2015-06-06,5T\nLee,Mo,2015-05-05,5T\n"
    assert read("names.csv", content).pupils("date_of_birth") == [(date(2015, 5, 5),), (date(2015, 6, 6),)]


def test_rows_of_one_pupil_that_differ_are_told(read):
    content = f"UPN,Surname,Year\n{ADA},Lindqvist,4\n{ADA},Lindqvist,5\n"
    file = read("differ.csv", content)
    assert file.pupils("year_group") == [("4",)]
    assert file.warned("W128") == 1


def test_a_birthday_that_is_no_day_refuses_the_row(read):
    file = read("roll.csv", f"UPN,Surname,DOB\n{ADA},Lindqvist,31/02/2015\n{MUSA},Njoroge,01/02/2015\n")
    assert {(one.line, one.column, one.value) for one in file.incoming.refusals} == {(2, "DOB", "31/02/2015")}
    assert file.pupils("upn") == [(MUSA,)]


def test_the_files_own_totals_are_counted_again_and_differences_named_by_upn(read):
    file = read("own_totals.csv")
    warnings = [one for one in file.incoming.warnings if one.code == "W114"]
    # Ada: 4 possible, 3 attended, 1 authorised, as stated.
    # Musa: / \ O # are 3 possible, 2 attended, 1 unauthorised.
    assert [one.message.split(": ", 1)[1] for one in warnings] == [
        f"{MUSA} states 4, its marks give 3.",
        f"{MUSA} states 4, its marks give 2.",
        f"{MUSA} states 0, its marks give 1.",
    ]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [("Yes", True), ("Y", True), ("T", True), ("TRUE", True), ("1", True), ("yes", True), ("No", False),
     ("N", False), ("F", False), ("FALSE", False), ("0", False), ("", None), (" ", None), (None, None)],
)  # fmt: skip
def test_a_flag_in_every_form(text, meaning):
    assert read_flag(text) is meaning


@pytest.mark.parametrize(
    ("text", "year"),
    [("N1", "N1"), ("N2", "N2"), ("N", "N"), ("R", "R"), ("Reception", "R"), ("0", "R"), ("1", "1"),
     ("01", "1"), ("Y1", "1"), ("Yr 1", "1"), ("Year 1", "1"), ("Year N2", "N2"), ("year 4", "4"),
     ("Year3", "3"), ("13", "13"), ("Nursery", "N"), ("Year R", "R"), ("", None)],
)  # fmt: skip
def test_a_year_group_in_every_form(text, year):
    assert read_year_group(text) == year


@pytest.mark.parametrize(
    ("text", "group"),
    [("4A", "4A"), ("10C/Gr1 24/25", "10C/Gr1 24/25"), ("6 Rauf", "6 Rauf"), ("NoTutorGrp", None),
     ("Year 6: 6 Rauf And Year 6, 6 Rauf", "6 Rauf"), ("NoTutorGrp, 7B", "7B")],
)  # fmt: skip
def test_a_class_cell_gives_one_group(text, group):
    assert read_class(text) == group


@pytest.mark.parametrize(
    ("upn", "note"),
    [("B801200005001", None), ("A801200005001", "check-letter"), ("A802200106001", None),
     ("P207000016049", None), ("Q207000016049", "check-letter"), ("M80120000500A", "temporary"),
     ("12345678901", "form")],
)  # fmt: skip
def test_published_upns(upn, note):
    assert read_upn(upn).note == note
    assert read_upn(upn).upn == upn


@given(st.from_regex(r"[0-9]{12}", fullmatch=True), st.integers(0, 11), st.integers(1, 9))
def test_one_wrong_digit_is_always_noticed(digits, place, step):
    letter = check_letter(digits)
    wrong = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    # the weights 2 to 13 and a difference of at most 9 never give a multiple of 23
    assert read_upn(letter + digits).note is None
    assert read_upn(letter + wrong).note == "check-letter"


@given(st.from_regex(r"[A-Z][0-9]{12}", fullmatch=True))
def test_case_and_spaces_of_a_upn_do_not_matter(upn):
    assert read_upn(f" {upn[:4].lower()} {upn[4:]} ").upn == read_upn(upn).upn
