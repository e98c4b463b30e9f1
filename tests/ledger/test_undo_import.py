"""Withdrawing an import, worked by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from attendctl.ledger.attach import LedgerNotFound
from attendctl.ledger.book import open_ledger
from attendctl.ledger.imports import list_imports
from attendctl.ledger.undo import MarksGoneBack, NoSuchImport, undo
from tests.ledger.registers import AM, PM, File, Row, read_amendments, read_marks, take_in

ANNA = "A801200000017"
MONDAY = date(2025, 9, 8)
FRIDAY, NEXT_FRIDAY, LATER = date(2025, 9, 12), date(2025, 9, 19), date(2025, 9, 26)
FIRST = File("first.csv", (Row(ANNA, MONDAY, AM, "N"), Row(ANNA, MONDAY, PM, "L", minutes=12)))


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "attendance.duckdb"
    take_in(path, FIRST, known_on=FRIDAY)
    return path


def test_undo_restores_what_the_import_had_changed(ledger: Path) -> None:
    changed = File("second.csv", (Row(ANNA, MONDAY, AM, "I"), Row(ANNA, MONDAY, PM, "L", minutes=12)))
    take_in(ledger, changed, known_on=NEXT_FRIDAY)
    outcome = undo(ledger, 2, undone_on=LATER, wait_seconds=0)
    assert outcome.gone_back == [MarksGoneBack("I", "N", 1)]
    assert read_marks(ledger)[ANNA, MONDAY, AM] == ("N", None, None, "first.csv")
    assert read_amendments(ledger) == []


def test_a_confirming_import_vouches_for_a_mark_whose_own_import_is_undone(ledger: Path) -> None:
    confirming = File("second.csv", (Row(ANNA, MONDAY, PM, "L"),))
    take_in(ledger, confirming, known_on=NEXT_FRIDAY)
    outcome = undo(ledger, 1, undone_on=LATER, wait_seconds=0)
    assert outcome.gone_back == [MarksGoneBack("N", None, 1)]
    # it gave no minutes, so the minutes went with the import that did
    assert read_marks(ledger) == {(ANNA, MONDAY, PM): ("L", None, None, "second.csv")}


def test_the_day_before_the_withdrawal_the_import_still_counted(ledger: Path) -> None:
    undo(ledger, 1, undone_on=LATER, wait_seconds=0)
    assert read_marks(ledger) == {}
    assert len(read_marks(ledger, known=date(2025, 9, 25))) == 2
    assert read_marks(ledger, known=LATER) == {}


def test_nothing_is_deleted_and_the_withdrawal_is_listed(ledger: Path) -> None:
    undo(ledger, 1, undone_on=LATER, wait_seconds=0)
    with open_ledger(ledger, wait_seconds=0) as book:
        assert [(one.import_id, one.undone_on) for one in list_imports(book)] == [(1, LATER)]
        assert book.connection.execute("SELECT count(*) FROM ledger.mark").fetchone() == (2,)
    with open_ledger(ledger, wait_seconds=0, known=NEXT_FRIDAY) as book:
        assert [one.undone_on for one in list_imports(book)] == [None]


def test_an_undone_file_can_be_imported_again(ledger: Path) -> None:
    undo(ledger, 1, undone_on=NEXT_FRIDAY, wait_seconds=0)
    again = take_in(ledger, FIRST, known_on=LATER).files[0]
    assert (again.already_imported, again.import_id, again.marks.new) == (False, 2, 2)


def test_undoing_twice_says_so_and_changes_nothing(ledger: Path) -> None:
    undo(ledger, 1, undone_on=NEXT_FRIDAY, wait_seconds=0)
    again = undo(ledger, 1, undone_on=LATER, wait_seconds=0)
    assert (again.already_undone, again.undone_on, again.gone_back) == (True, NEXT_FRIDAY, [])


def test_a_dry_run_says_what_would_change_and_changes_nothing(ledger: Path) -> None:
    outcome = undo(ledger, 1, undone_on=LATER, wait_seconds=0, dry_run=True)
    assert outcome.gone_back == [MarksGoneBack("L", None, 1), MarksGoneBack("N", None, 1)]
    assert not outcome.saved
    assert len(read_marks(ledger)) == 2


def test_an_unknown_import_is_not_found(ledger: Path) -> None:
    with pytest.raises(NoSuchImport, match="no import 7"):
        undo(ledger, 7, undone_on=LATER, wait_seconds=0)


def test_without_a_ledger_there_is_nothing_to_undo(tmp_path: Path) -> None:
    with pytest.raises(LedgerNotFound):
        undo(tmp_path / "none.duckdb", 1, undone_on=LATER, wait_seconds=0)
    assert list(tmp_path.iterdir()) == []
