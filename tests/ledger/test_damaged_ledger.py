"""A ledger of which the disk lost a part: one message says so wherever it is met; a backup replaces it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from attendctl.ledger.attach import LedgerNotUsable
from attendctl.ledger.backup import make_backup
from attendctl.ledger.book import open_ledger
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.restore import restore_backup
from tests.ledger.registers import AM, File, Row, read_marks, take_in

MONDAY, FRIDAY = date(2025, 9, 8), date(2025, 9, 12)
# Where DuckDB has the three heads of a file, and after them its blocks; each begins with a sum of the rest.
HEADS = (0, 4096, 8192)
FIRST_BLOCK, BLOCK = 12288, 262144


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "attendance.duckdb"
    take_in(path, File("a.csv", (Row("A801200000017", MONDAY, AM, "N"),)), known_on=FRIDAY)
    return path


def damage(ledger: Path, content: bytes, at: int) -> None:
    ledger.write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])


def is_refused(ledger: Path) -> bool:
    """Whether looking into the whole of a ledger ends in the message that it is damaged."""
    try:
        with open_ledger(ledger, wait_seconds=0) as book:
            check_chain(book.connection)
    except LedgerNotUsable as fault:
        return "is damaged" in fault.message
    return False


def test_a_damaged_part_is_said_in_one_message_wherever_it_is_met(ledger: Path) -> None:
    content = ledger.read_bytes()
    refused = []
    for at in [*(head + 20 for head in HEADS), *range(FIRST_BLOCK + 20, len(content), BLOCK)]:
        damage(ledger, content, at)
        refused.append(is_refused(ledger))
    # the first head, the first block, which tells where the tables are, and tables; not what is unused
    assert (refused[0], refused[len(HEADS)]) == (True, True)
    assert sum(refused[len(HEADS) + 1 :]) > 1


def test_a_ledger_that_is_cut_off_is_said_in_one_message(ledger: Path) -> None:
    content = ledger.read_bytes()
    refused = []  # any other fault of the database fails
    for length in range(FIRST_BLOCK + BLOCK // 2, len(content), BLOCK):
        ledger.write_bytes(content[:length])
        refused.append(is_refused(ledger))
    assert refused[0]


def test_a_ledger_damaged_anywhere_is_replaced_by_a_backup(ledger: Path, tmp_path: Path) -> None:
    right, content, backup = read_marks(ledger), ledger.read_bytes(), tmp_path / "backup.zip"
    make_backup(ledger, backup, made_on=FRIDAY)
    for at in range(FIRST_BLOCK + 20, len(content), BLOCK):
        damage(ledger, content, at)
        restore_backup(backup, ledger, wait_seconds=0)
        assert read_marks(ledger) == right
