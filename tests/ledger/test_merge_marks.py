"""What happens to marks when files meet the register, worked by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.ledger.registers import AM, PM, File, Row, read_amendments, read_marks, take_in

ANNA, BEN = "A801200000017", "B801200000025"
MONDAY, TUESDAY = date(2025, 9, 8), date(2025, 9, 9)
FRIDAY, NEXT_FRIDAY, LATER = date(2025, 9, 12), date(2025, 9, 19), date(2025, 9, 26)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "attendance.duckdb"


def week_one(*, anna_monday: str = "N", name: str = "week_one.csv") -> File:
    return File(
        name,
        (
            Row(ANNA, MONDAY, AM, anna_monday),
            Row(ANNA, MONDAY, PM, "\\"),
            Row(BEN, MONDAY, AM, "L", minutes=12, comment="bus"),
            Row(BEN, MONDAY, PM, "-"),
        ),
    )


def test_first_import_stores_every_mark_with_its_file(ledger: Path) -> None:
    result = take_in(ledger, week_one(), known_on=FRIDAY)
    assert result.saved
    assert result.files[0].marks.new == 4
    assert (result.files[0].pupils, result.files[0].pupils_new) == (2, 2)
    assert read_marks(ledger) == {
        (ANNA, MONDAY, AM): ("N", None, None, "week_one.csv"),
        (ANNA, MONDAY, PM): ("\\", None, None, "week_one.csv"),
        (BEN, MONDAY, AM): ("L", 12, "bus", "week_one.csv"),
        (BEN, MONDAY, PM): ("-", None, None, "week_one.csv"),
    }


def test_the_same_file_twice_changes_nothing(ledger: Path) -> None:
    first = take_in(ledger, week_one(), known_on=FRIDAY)
    again = take_in(ledger, week_one(), known_on=NEXT_FRIDAY)
    assert again.files[0].already_imported
    assert again.files[0].import_id == first.files[0].import_id
    assert len(read_marks(ledger)) == 4
    assert read_amendments(ledger) == []


def test_the_same_file_given_twice_in_one_command_is_told_once(ledger: Path) -> None:
    dry = take_in(ledger, week_one(), week_one(), known_on=FRIDAY, dry_run=True)
    assert [(one.already_imported, one.import_id) for one in dry.files] == [(False, None), (True, None)]
    saved = take_in(ledger, week_one(), week_one(), known_on=FRIDAY)
    assert [(one.already_imported, one.import_id) for one in saved.files] == [(False, 1), (True, 1)]
    dry = take_in(ledger, week_one(), week_one(), known_on=FRIDAY, dry_run=True)
    assert [(one.already_imported, one.import_id) for one in dry.files] == [(True, 1), (True, 1)]


def test_a_refused_command_shows_no_number_that_was_not_saved(ledger: Path) -> None:
    nameless = File("names.csv", (Row("", MONDAY, AM, "/"),))
    result = take_in(ledger, week_one(), week_one(), nameless, known_on=FRIDAY)
    assert [one.import_id for one in result.files] == [None, None, None]


def test_the_same_file_read_with_other_options_is_another_import(ledger: Path) -> None:
    take_in(ledger, week_one(), known_on=FRIDAY)
    again = take_in(ledger, week_one(), known_on=NEXT_FRIDAY, match_names=True)
    assert not again.files[0].already_imported
    assert again.files[0].marks.same == 4


def test_a_changed_mark_makes_an_amendment_and_keeps_what_was_there(ledger: Path) -> None:
    take_in(ledger, week_one(), known_on=FRIDAY)
    result = take_in(ledger, week_one(anna_monday="I", name="corrected.csv"), known_on=NEXT_FRIDAY)
    assert (result.files[0].marks.changed, result.files[0].marks.same) == (1, 3)
    assert read_marks(ledger)[ANNA, MONDAY, AM] == ("I", None, None, "corrected.csv")
    assert read_marks(ledger)[ANNA, MONDAY, PM] == ("\\", None, None, "week_one.csv")
    assert read_amendments(ledger) == [
        (ANNA, MONDAY, AM, "N", "I", None, None, NEXT_FRIDAY, "corrected.csv", None, None)
    ]


def test_an_amendment_carries_reason_and_person_where_the_export_has_them(ledger: Path) -> None:
    take_in(ledger, week_one(), known_on=FRIDAY)
    row = Row(ANNA, MONDAY, AM, "I", reason="Parent rang", by="A Clerk, office")
    take_in(ledger, File("corrected.csv", (row,)), known_on=NEXT_FRIDAY)
    assert read_amendments(ledger)[0][-2:] == ("Parent rang", "A Clerk, office")


def test_a_real_mark_fills_a_missing_one(ledger: Path) -> None:
    take_in(ledger, week_one(), known_on=FRIDAY)
    result = take_in(ledger, File("later.csv", (Row(BEN, MONDAY, PM, "\\"),)), known_on=NEXT_FRIDAY)
    assert result.files[0].marks.changed == 1
    assert read_marks(ledger)[BEN, MONDAY, PM][0] == "\\"
    assert [row[3:5] for row in read_amendments(ledger)] == [("-", "\\")]


def test_a_missing_mark_never_takes_the_place_of_a_real_one(ledger: Path) -> None:
    take_in(ledger, week_one(), known_on=FRIDAY)
    result = take_in(ledger, File("gaps.csv", (Row(ANNA, MONDAY, AM, "-"),)), known_on=NEXT_FRIDAY)
    assert result.files[0].marks.changed == 0
    assert result.files[0].marks.missing_from_export == 2  # and Anna's afternoon is not in the file
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "N"
    assert read_amendments(ledger) == []


def test_a_mark_missing_from_a_newer_export_stays_and_is_reported(ledger: Path) -> None:
    take_in(ledger, week_one(), known_on=FRIDAY)
    newer = File("newer.csv", (Row(ANNA, MONDAY, AM, "N"), Row(ANNA, TUESDAY, AM, "/")))
    outcome = take_in(ledger, newer, known_on=NEXT_FRIDAY).files[0]
    assert outcome.marks.missing_from_export == 1  # Anna's Monday afternoon; Ben is not in this file
    assert [(one.code, one.count) for one in outcome.warnings] == [("marks_missing_from_export", 1)]
    assert read_marks(ledger)[ANNA, MONDAY, PM][0] == "\\"


def test_minutes_said_later_are_added_and_unsaid_minutes_are_kept(ledger: Path) -> None:
    take_in(ledger, File("one.csv", (Row(BEN, MONDAY, AM, "L"),)), known_on=FRIDAY)
    take_in(ledger, File("two.csv", (Row(BEN, MONDAY, AM, "L", minutes=7),)), known_on=NEXT_FRIDAY)
    take_in(ledger, File("three.csv", (Row(BEN, MONDAY, AM, "L", comment="bus"),)), known_on=LATER)
    assert read_marks(ledger)[BEN, MONDAY, AM] == ("L", 7, "bus", "one.csv")
    assert read_amendments(ledger) == []


def test_other_minutes_are_a_change(ledger: Path) -> None:
    take_in(ledger, File("one.csv", (Row(BEN, MONDAY, AM, "L", minutes=5),)), known_on=FRIDAY)
    result = take_in(ledger, File("two.csv", (Row(BEN, MONDAY, AM, "L", minutes=7),)), known_on=NEXT_FRIDAY)
    assert result.files[0].marks.changed == 1
    assert [row[3:7] for row in read_amendments(ledger)] == [("L", "L", 5, 7)]


def test_a_file_told_earlier_takes_its_place_in_the_middle(ledger: Path) -> None:
    take_in(ledger, week_one(anna_monday="I", name="corrected.csv"), known_on=NEXT_FRIDAY)
    take_in(ledger, week_one(name="found_later.csv"), known_on=FRIDAY)
    assert read_marks(ledger)[ANNA, MONDAY, AM] == ("I", None, None, "corrected.csv")
    assert read_marks(ledger)[ANNA, MONDAY, PM] == ("\\", None, None, "found_later.csv")
    assert [row[3:5] for row in read_amendments(ledger)] == [("N", "I")]


def test_known_reads_the_register_as_it_stood(ledger: Path) -> None:
    take_in(ledger, week_one(), known_on=FRIDAY)
    take_in(ledger, week_one(anna_monday="I", name="corrected.csv"), known_on=NEXT_FRIDAY)
    assert read_marks(ledger, known=date(2025, 9, 11)) == {}
    for known in (FRIDAY, date(2025, 9, 18)):
        assert read_marks(ledger, known=known)[ANNA, MONDAY, AM][0] == "N"
        assert read_amendments(ledger, known=known) == []
    assert read_marks(ledger, known=NEXT_FRIDAY)[ANNA, MONDAY, AM][0] == "I"


def test_several_files_of_one_command_are_merged_in_the_order_given(ledger: Path) -> None:
    result = take_in(ledger, week_one(), week_one(anna_monday="I", name="corrected.csv"), known_on=FRIDAY)
    assert [outcome.import_id for outcome in result.files] == [1, 2]
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "I"


def test_a_dry_run_counts_and_saves_nothing(ledger: Path) -> None:
    result = take_in(ledger, week_one(), known_on=FRIDAY, dry_run=True)
    assert (result.saved, result.files[0].import_id, result.files[0].marks.new) == (False, None, 4)
    assert not ledger.exists()
    take_in(ledger, week_one(), known_on=FRIDAY)
    result = take_in(ledger, week_one(anna_monday="I", name="b.csv"), known_on=NEXT_FRIDAY, dry_run=True)
    assert (result.saved, result.files[0].marks.changed) == (False, 1)
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "N"


def test_the_ledger_is_for_its_owner_alone(ledger: Path) -> None:
    take_in(ledger, week_one(), known_on=FRIDAY)
    assert ledger.stat().st_mode & 0o077 == 0
