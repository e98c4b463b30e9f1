"""The checklist of what an importer must bear with: every line, and the tests that hold it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]

CHECKLIST: list[tuple[str, list[str]]] = [
    # the file
    (
        "kinds of file, whatever they are called",
        [
            "test_a_workbook_is_a_workbook_whatever_it_is_called",
            "test_a_table_is_read_whatever_the_file_is_called",
            "test_the_delimiter_is_found_whatever_the_file_is_called",
            "test_the_old_binary_xls_is_read",
        ],
    ),
    (
        "encodings, line ends and delimiters; the encoding is told",
        [
            "test_names_survive_in_every_encoding_and_other_than_utf8_is_said",
            "test_utf16_big_endian_with_its_mark",
            "test_every_kind_of_line_end_gives_the_same_lines",
            "test_names_survive_in_every_encoding",
        ],
    ),
    ("the backslash is a mark", ["test_the_backslash_is_a_mark_and_never_an_escape"]),
    (
        "quotes, line breaks in cells, ragged rows, empty columns",
        [
            "test_a_quoted_newline_and_comma_keep_the_line_where_the_record_starts",
            "test_short_rows_are_filled_up_and_reported",
            "test_trailing_empty_columns_and_rows_are_cut_and_counted",
        ],
    ),
    (
        "sheets, hidden sheets, merged cells, pictures, filters, formulas",
        [
            "test_several_sheets_of_one_layout_are_read_together_and_hidden_ones_are_not",
            "test_merged_titles_two_row_headers_pictures_filters_and_totals",
            "test_a_formula_gives_its_cached_value",
        ],
    ),
    # the table
    (
        "the header below titles, and labels",
        [
            "test_the_header_is_found_below_titles",
            "test_a_row_that_describes_the_columns_is_skipped_and_counted",
        ],
    ),
    (
        "two header rows",
        [
            "test_a_wide_register_under_two_header_rows",
            "test_two_rows_with_the_names_in_the_lower_one",
        ],
    ),
    (
        "footers, totals, notes and keys",
        [
            "test_a_row_that_is_no_data_is_skipped_with_its_line",
            "test_a_key_to_codes_is_skipped_to_its_end",
        ],
    ),
    (
        "spellings of headers",
        [
            "test_headers_match_whatever_their_case_spaces_and_punctuation",
            "test_headers_of_real_exports_are_known",
            "test_a_school_names_its_own_headers_and_the_second_of_a_name",
        ],
    ),
    (
        "repeated headers",
        [
            "test_repeated_headers_belong_to_the_pupil_first_and_then_to_the_contact",
            "test_contacts_in_rows_of_their_own_with_repeated_headers",
        ],
    ),
    (
        "headers that are codes",
        [
            "test_a_file_without_dated_marks_is_refused_and_told_what_to_export",
            "test_a_count_per_code_file_has_codes_as_its_header",
        ],
    ),
    # the layout
    (
        "every layout with marks",
        [
            "test_one_row_a_mark_as_arbor_exports_it",
            "test_one_row_a_pupil_and_day_with_columns_am_and_pm",
            "test_ten_weekly_columns_take_their_week_from_the_officer",
            "test_a_column_for_every_dated_session_under_one_header_row",
            "test_packed_and_separated_strings_of_ten_and_fourteen",
            "test_a_common_transfer_file_packed_and_with_commas",
            "test_a_register_is_the_same_in_every_layout",
        ],
    ),
    (
        "files without dated marks are explained",
        [
            "test_a_file_without_dated_marks_is_refused_and_told_what_to_export",
        ],
    ),
    (
        "lessons among sessions",
        [
            "test_lessons_mixed_with_registrations_are_left_out_and_counted",
            "test_a_file_of_lessons_only_is_refused",
        ],
    ),
    (
        "weeks without a date",
        [
            "test_a_week_is_never_taken_to_be_the_present_one",
            "test_a_week_is_taken_from_the_lines_above_the_table_and_not_from_the_day_it_was_printed",
            "test_a_week_is_taken_from_the_files_name_with_a_warning",
        ],
    ),
    # strings of marks
    (
        "two grammars, for each cell",
        [
            "test_packed_and_separated_strings_of_ten_and_fourteen",
            "test_a_separated_string_gives_every_mark_in_its_place",
        ],
    ),
    (
        "ten, fourteen, other lengths, and the anchor",
        [
            "test_a_short_string_is_flagged_and_its_marks_keep_their_places",
            "test_ten_marks_must_start_on_a_monday",
            "test_a_string_longer_than_a_week_counts_calendar_days_from_its_start",
        ],
    ),
    (
        "closed days and spaces that count",
        [
            "test_spaces_inside_and_at_the_end_are_places_and_are_not_trimmed_before_counting",
            "test_a_packed_string_gives_as_many_places_as_characters",
        ],
    ),
    # marks
    (
        "trimming, case, both slashes, unknown codes",
        [
            "test_a_cell_is_trimmed_and_its_case_does_not_matter",
            "test_every_refused_row_is_named_by_its_physical_line",
        ],
    ),
    ("forms of no mark", ["test_every_form_of_no_mark_is_a_missing_mark_and_nothing_else_is"]),
    (
        "words only with consent, and P",
        [
            "test_words_are_refused_until_the_school_says_what_they_mean",
            "test_yes_and_no_are_words_too",
            "test_many_p_and_no_slash_is_warned_of_and_read_as_sport",
        ],
    ),
    (
        "sub-codes and councils' characters",
        [
            "test_a_subcode_in_its_own_column_joins_its_code",
            "test_a_subcode_is_joined_in_each_of_its_forms",
            "test_characters_that_councils_use_for_subcodes",
        ],
    ),
    ("both lists of codes", ["test_codes_are_judged_by_the_day_of_their_session"]),
    (
        "ids in place of marks",
        [
            "test_a_file_without_dated_marks_is_refused_and_told_what_to_export",
            "test_an_id_in_place_of_a_code_is_refused",
        ],
    ),
    (
        "no patterns and no formulas out of marks",
        [
            "test_hostile_characters_are_refused_or_read_and_never_interpreted",
        ],
    ),
    # dates
    (
        "forms of a date; US order stops",
        [
            "test_every_form_of_a_date_is_read",
            "test_every_way_to_write_a_day_gives_that_day",
            "test_us_order_is_told_from_one_impossible_value_and_the_whole_file_is_refused",
            "test_values_become_text_in_both_date_systems",
        ],
    ),
    (
        "weekdays that differ, weekends, other years, the future",
        [
            "test_a_weekday_that_disagrees_is_warned_of_and_so_are_weekends_and_other_years",
            "test_marks_after_today_are_kept_and_warned_of",
        ],
    ),
    # pupils
    (
        "by what a pupil is known",
        [
            "test_a_temporary_and_a_permanent_upn_of_one_mis_id_are_one_pupil",
            "test_admission_numbers_are_compared_without_leading_zeros_and_kept_as_written",
            "test_two_pupils_of_one_name_are_told_apart_by_birth",
        ],
    ),
    (
        "doubtful and damaged UPNs",
        [
            "test_numbers_are_normalised_and_doubtful_ones_warned_of_but_not_blocked",
            "test_every_refused_row_is_named_by_its_physical_line",
            "test_published_upns",
        ],
    ),
    (
        "names in one column or two",
        [
            "test_a_name_in_one_column_is_split_at_its_comma_and_nowhere_else",
            "test_a_roll_with_every_flag_in_its_own_form",
        ],
    ),
    (
        "cross products and contradictions",
        [
            "test_the_cross_product_of_contacts_and_classes_is_one_mark_and_two_contacts",
            "test_every_refused_row_is_named_by_its_physical_line",
        ],
    ),
    (
        "dual registration, guests, test pupils",
        [
            "test_one_upn_in_two_schools_is_two_registrations",
            "test_test_pupils_are_left_out_and_guests_and_subsidiaries_are_told",
        ],
    ),
    (
        "year groups and classes",
        [
            "test_a_year_group_in_every_form",
            "test_a_class_cell_gives_one_group",
            "test_years_classes_and_needs_take_one_form",
        ],
    ),
    (
        "flags, and blank",
        [
            "test_a_flag_in_every_form",
            "test_a_blank_flag_is_not_stated_unless_the_school_says_it_means_no",
            "test_free_meals_and_ever_six_and_premium_and_its_recipient_are_four_things",
        ],
    ),
    (
        "contacts",
        [
            "test_contacts_in_numbered_columns",
            "test_contacts_in_rows_of_their_own_with_repeated_headers",
        ],
    ),
    # totals and honesty
    ("the file's own totals", ["test_the_files_own_totals_are_counted_again_and_differences_named_by_upn"]),
    (
        "what was read and skipped; the same file again",
        [
            "test_the_good_rows_are_there_all_the_same",
            "test_the_same_file_twice_changes_nothing",
            "test_a_changed_mark_makes_an_amendment_and_keeps_what_was_there",
        ],
    ),
]


@pytest.fixture(scope="module")
def written() -> frozenset[str]:
    """The name of every test of every room."""
    return frozenset(
        name
        for path in TESTS.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(encoding="utf-8"), re.MULTILINE)
    )


@pytest.mark.parametrize(("line", "names"), CHECKLIST, ids=[line for line, _ in CHECKLIST])
def test_every_line_of_the_checklist_has_its_tests(line, names, written):
    assert names, line
    assert not set(names) - written


def test_the_checklist_has_a_line_for_each_thing_to_bear_with():
    # files 5, tables 6, layouts 4, strings 3, marks 7, dates 2, pupils 8, totals 2
    assert len(CHECKLIST) == 5 + 6 + 4 + 3 + 7 + 2 + 8 + 2
