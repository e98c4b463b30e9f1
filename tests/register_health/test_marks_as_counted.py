"""Of every import as many marks are there as it was counted to have, new, changed and the same."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest

from attendctl.ledger.book import open_ledger
from attendctl.ledger.counts_check import imports_miscounted
from attendctl.ledger.undo import undo
from tests.ledger.registers import AM, PM, File, Row, take_in
from tests.ledger.test_ledger_versions import OLD_VERSIONS, unpacked

ANNA, BEN = "A999200000010", "A999200000020"
DAYS = [date(2025, 9, 8) + timedelta(days=day) for day in range(5)]
WEEK = [Row(upn, day, session, "/") for upn in (ANNA, BEN) for day in DAYS for session in (AM, PM)]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Twenty marks; the same again with one changed (19 said again); those again with one emptied."""
    path = tmp_path / "attendance.duckdb"
    changed = [Row(ANNA, DAYS[2], AM, "I"), *(row for row in WEEK if row != WEEK[4])]
    emptied = [*changed[:-1], Row(BEN, DAYS[4], PM, "-")]
    for number, rows in enumerate((WEEK, changed, emptied)):
        take_in(path, File(f"{number}.csv", tuple(rows)), known_on=DAYS[4] + timedelta(days=number))
    return path


def miscounted(ledger: Path) -> list[tuple[int, int, int]]:
    with open_ledger(ledger) as book:
        return [(one.import_id, one.counted, one.there) for one in imports_miscounted(book.connection)]


def test_what_was_counted_is_there_and_after_a_withdrawal_too(ledger: Path) -> None:
    assert miscounted(ledger) == []
    undo(ledger, 1, undone_on=DAYS[4] + timedelta(days=9), wait_seconds=0)
    assert miscounted(ledger) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        # one of the first marks, said again by the second file; the third has an empty mark to spare
        ("DELETE FROM mark WHERE import_id = 1 AND line = 14", [(1, 20, 19), (2, 20, 19)]),
        ("DELETE FROM mark WHERE import_id = 2", [(2, 20, 19)]),
        ("DELETE FROM confirmation WHERE import_id = 2", [(2, 20, 1)]),
        ("UPDATE mark SET current = FALSE", []),  # no matter of how many there are
    ],
)
def test_a_mark_or_a_confirmation_that_is_gone_is_counted(
    ledger: Path, change: str, found: list[tuple[int, int, int]]
) -> None:
    with duckdb.connect(str(ledger)) as file:
        file.execute(change)
    assert miscounted(ledger) == found


@pytest.mark.parametrize("version", OLD_VERSIONS)
def test_the_ledgers_of_earlier_versions_are_as_counted(version: int, tmp_path: Path) -> None:
    assert miscounted(unpacked(version, tmp_path)) == []


def test_a_session_filled_in_later_is_none_of_what_was_said_before(tmp_path: Path) -> None:
    path = tmp_path / "attendance.duckdb"
    gap = [row for row in WEEK if row.date != DAYS[1]]
    for number, rows in enumerate((gap, gap, WEEK, WEEK)):
        take_in(path, File(f"{number}.csv", tuple(rows)), known_on=DAYS[4] + timedelta(days=number))
    assert miscounted(path) == []
    with duckdb.connect(str(path)) as file:
        file.execute("DELETE FROM mark WHERE import_id = 3 AND session = 0")
    assert miscounted(path) == [(3, 20, 18), (4, 20, 18)]
