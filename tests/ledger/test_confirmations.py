"""What an import merely said again: kept in few rows, and as if it had said it first."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from attendctl.ledger.book import open_ledger
from attendctl.ledger.confirmations import OF_THE_LATEST
from attendctl.ledger.undo import undo
from tests.ledger.registers import AM, PM, File, Row, read_marks, take_in

ANNA = "A801200000017"
MONDAY, TUESDAY = date(2025, 9, 8), date(2025, 9, 9)
FRIDAY, NEXT_FRIDAY, LATER = date(2025, 9, 12), date(2025, 9, 19), date(2025, 9, 26)
WEEK = [Row(ANNA, MONDAY + timedelta(days=day), session, "/") for day in range(5) for session in (AM, PM)]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "attendance.duckdb"


def runs(ledger: Path) -> list[tuple[int, int, bool]]:
    """Return (slots from first to last, origin, code only) of each run."""
    with open_ledger(ledger, wait_seconds=0) as book:
        return book.connection.execute(
            "SELECT last_slot - first_slot + 1, origin_import_id, code_only FROM ledger.confirmation "
            "ORDER BY import_id, first_slot"
        ).fetchall()


def test_a_week_said_again_is_one_row(ledger: Path) -> None:
    take_in(ledger, File("a.csv", tuple(WEEK)), known_on=FRIDAY)
    take_in(ledger, File("b.csv", tuple(WEEK)), known_on=NEXT_FRIDAY)
    assert runs(ledger) == [(10, OF_THE_LATEST, True)]
    with open_ledger(ledger, wait_seconds=0) as book:
        assert book.connection.execute("SELECT count(*) FROM ledger.mark").fetchone() == (10,)


def test_a_mark_that_was_not_said_again_parts_a_run(ledger: Path) -> None:
    take_in(ledger, File("a.csv", tuple(WEEK)), known_on=FRIDAY)
    take_in(ledger, File("b.csv", tuple(WEEK[:3] + WEEK[4:])), known_on=NEXT_FRIDAY)
    assert runs(ledger) == [(3, OF_THE_LATEST, True), (6, OF_THE_LATEST, True)]
    undo(ledger, 1, undone_on=LATER, wait_seconds=0)
    assert set(read_marks(ledger)) == {(row.upn, row.date, row.session) for row in WEEK[:3] + WEEK[4:]}


def test_a_file_of_all_days_so_far_leaves_one_row_a_night(ledger: Path) -> None:
    for night in range(1, 6):
        take_in(ledger, File(f"{night}.csv", tuple(WEEK[: 2 * night])), known_on=WEEK[2 * night - 1].date)
    assert runs(ledger) == [(2 * night, OF_THE_LATEST, True) for night in range(1, 5)]
    for number in range(1, 5):
        undo(ledger, number, undone_on=LATER, wait_seconds=0)
    assert {said[3] for said in read_marks(ledger).values()} == {"5.csv"}
    assert len(read_marks(ledger)) == 10


def test_an_older_version_said_again_is_known_by_its_import(ledger: Path) -> None:
    """Files with minutes and files with comments in turn: the latest version is never the one said again."""
    day = Row(ANNA, MONDAY, AM, "L", minutes=5)
    take_in(ledger, File("a.csv", (day,)), known_on=FRIDAY)
    take_in(ledger, File("b.csv", (Row(ANNA, MONDAY, AM, "L", comment="bus"),)), known_on=FRIDAY)
    take_in(ledger, File("c.csv", (day,)), known_on=NEXT_FRIDAY)
    assert runs(ledger) == [(1, 1, False)]
    undo(ledger, 1, undone_on=LATER, wait_seconds=0)
    assert read_marks(ledger) == {(ANNA, MONDAY, AM): ("L", 5, "bus", "b.csv")}


def test_a_mark_that_changed_in_between_parts_no_run(ledger: Path) -> None:
    take_in(ledger, File("a.csv", tuple(WEEK)), known_on=FRIDAY)
    corrected = [*WEEK[:3], Row(WEEK[3].upn, WEEK[3].date, WEEK[3].session, "I"), *WEEK[4:]]
    take_in(ledger, File("b.csv", tuple(corrected)), known_on=NEXT_FRIDAY)
    take_in(ledger, File("c.csv", tuple(corrected)), known_on=LATER)
    # what b said again, before and after what it changed, and all that c said
    assert runs(ledger) == [(3, OF_THE_LATEST, True), (6, OF_THE_LATEST, True), (10, OF_THE_LATEST, True)]
    undo(ledger, 1, undone_on=LATER, wait_seconds=0)
    undo(ledger, 2, undone_on=LATER, wait_seconds=0)
    assert [said[0] for _, said in sorted(read_marks(ledger).items())] == [row.code for row in corrected]


def test_minutes_said_again_are_vouched_for_too(ledger: Path) -> None:
    late = Row(ANNA, MONDAY, AM, "L", minutes=12)
    take_in(ledger, File("a.csv", (late,)), known_on=FRIDAY)
    take_in(ledger, File("b.csv", (late,)), known_on=NEXT_FRIDAY)
    assert runs(ledger) == [(1, OF_THE_LATEST, False)]
    undo(ledger, 1, undone_on=LATER, wait_seconds=0)
    assert read_marks(ledger) == {(ANNA, MONDAY, AM): ("L", 12, None, "b.csv")}


def test_two_exports_of_different_detail_in_turn_do_not_fill_the_ledger(ledger: Path) -> None:
    for week in range(3):
        day = FRIDAY + timedelta(weeks=week)
        take_in(ledger, File(f"minutes_{week}.csv", (Row(ANNA, MONDAY, AM, "L", minutes=5),)), known_on=day)
        take_in(
            ledger, File(f"comments_{week}.csv", (Row(ANNA, MONDAY, AM, "L", comment="bus"),)), known_on=day
        )
    with open_ledger(ledger, wait_seconds=0) as book:
        assert book.connection.execute("SELECT count(*) FROM ledger.mark").fetchone() == (2,)
    assert read_marks(ledger)[ANNA, MONDAY, AM] == ("L", 5, "bus", "minutes_0.csv")


def test_a_mark_said_under_another_number_stays_with_that_number(ledger: Path) -> None:
    """Before the numbers were known to be one pupil's, each had the mark on its own."""
    both = File("a.csv", (Row(ANNA, TUESDAY, AM, "/", admission_number="417"), Row(ANNA, MONDAY, AM, "N")))
    take_in(ledger, both, known_on=FRIDAY)
    take_in(ledger, File("b.csv", (Row("", MONDAY, AM, "N", admission_number="417"),)), known_on=NEXT_FRIDAY)
    undo(ledger, 1, undone_on=LATER, wait_seconds=0)
    assert read_marks(ledger) == {("417", MONDAY, AM): ("N", None, None, "b.csv")}


def test_a_change_keeps_its_own_line_when_it_is_told_after_what_confirms_it(ledger: Path) -> None:
    take_in(ledger, File("first.csv", (Row(ANNA, MONDAY, AM, "N"),)), known_on=FRIDAY)
    take_in(ledger, File("last.csv", (Row(ANNA, MONDAY, AM, "I"),)), known_on=LATER)
    between = File("between.csv", (Row(ANNA, TUESDAY, AM, "/"), Row(ANNA, MONDAY, AM, "I")))
    take_in(ledger, between, known_on=NEXT_FRIDAY)
    with open_ledger(ledger, wait_seconds=0) as book:
        amended = book.connection.execute("SELECT file, line, seen_on FROM amendment").fetchall()
    assert amended == [("between.csv", 3, NEXT_FRIDAY)]


def test_what_is_said_again_counts_where_imports_came_out_of_turn(ledger: Path) -> None:
    """A file is told before another of the day after; what was said again in between stands behind it."""
    mark = Row(ANNA, MONDAY, AM, "N")
    take_in(ledger, File("a.csv", (mark,)), known_on=FRIDAY)
    take_in(ledger, File("b.csv", (mark, Row(ANNA, TUESDAY, AM, "/"))), known_on=LATER)
    take_in(ledger, File("c.csv", (Row(ANNA, MONDAY, AM, "I"),)), known_on=NEXT_FRIDAY)
    assert read_marks(ledger)[ANNA, MONDAY, AM] == ("N", None, None, "b.csv")
    with open_ledger(ledger, wait_seconds=0) as book:
        amended = book.connection.execute(
            "SELECT code_from, code_to, file, seen_on FROM amendment ORDER BY seen_on"
        ).fetchall()
    assert amended == [("N", "I", "c.csv", NEXT_FRIDAY), ("I", "N", "b.csv", LATER)]
