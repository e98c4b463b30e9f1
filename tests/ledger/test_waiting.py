"""The turn: who waits for a ledger is not overtaken. Other processes are real; nobody waits by the clock."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest

from attendctl.errors import LedgerBusy
from attendctl.ledger import waiting as waiting_module
from attendctl.ledger.book import open_ledger
from attendctl.ledger.waiting import turn_of
from tests.ledger.registers import AM, File, Row, read_marks, take_in
from tests.ledger.test_ledger_file import HOLD, held, let_go

ANNA = "A999200000010"
MONDAY, FRIDAY, NEXT_FRIDAY = date(2025, 9, 8), date(2025, 9, 12), date(2025, 9, 19)
FIRST = File("first.csv", (Row(ANNA, MONDAY, AM, "N"),))
SECOND = File("second.csv", (Row(ANNA, MONDAY, AM, "I"),))

ROOT = Path(__file__).parents[2]

READS = """
import sys
from pathlib import Path
from filelock import FileLock
from attendctl.ledger.book import open_ledger

acquire = FileLock.acquire

def acquire_and_say(lock, *arguments, **options):
    print("waits for its turn", flush=True)
    return acquire(lock, *arguments, **options)

FileLock.acquire = acquire_and_say
print("ready", flush=True)
sys.stdin.readline()
with open_ledger(Path(sys.argv[1]), wait_seconds=60) as book:
    print(book.connection.execute("SELECT code FROM mark").fetchone()[0], flush=True)
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "attendance.duckdb"
    take_in(path, FIRST, known_on=FRIDAY)
    return path


def test_a_reader_that_comes_later_does_not_overtake_one_who_waits_to_write(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads what the writer wrote. Without the turn it would go in to the one who reads already."""
    with (
        held(ledger, "(READ_ONLY)") as first,
        subprocess.Popen(
            [sys.executable, "-c", READS, str(ledger)],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        ) as later,
    ):
        assert later.stdin is not None
        assert later.stdout is not None
        assert later.stdout.readline() == "ready\n"
        met = []

        def while_the_writer_waits(_: float) -> None:
            if not met:
                later.stdin.write("go\n")
                later.stdin.flush()
                met.append(later.stdout.readline())
                let_go(first)

        monkeypatch.setattr(waiting_module, "sleep", while_the_writer_waits)
        assert take_in(ledger, SECOND, known_on=NEXT_FRIDAY, wait_seconds=60).saved
        assert met == ["waits for its turn\n"]
        assert later.stdout.readline() == "I\n"
    assert not turn_of(ledger).exists()


def test_the_turn_of_one_who_was_killed_is_free(ledger: Path) -> None:
    turn_of(ledger).touch()
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "N"
    assert not turn_of(ledger).exists()


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_ledger_that_may_only_be_read_is_read_without_a_turn(ledger: Path) -> None:
    turn_of(ledger).touch()
    turn_of(ledger).chmod(0o400)
    ledger.parent.chmod(0o500)
    try:
        assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "N"
    finally:
        ledger.parent.chmod(0o700)


def test_a_ledger_as_known_on_another_day_leaves_the_lock_as_it_is(ledger: Path) -> None:
    """A second opening of the file would let go of it on closing, and another command could write."""
    take_in(ledger, SECOND, known_on=NEXT_FRIDAY)
    with open_ledger(ledger) as book:
        with book.as_known_on(FRIDAY) as then:
            assert then.connection.execute("SELECT code FROM mark").fetchone() == ("N",)
        assert book.connection.execute("SELECT code FROM mark").fetchone() == ("I",)
        writer = subprocess.run(
            [sys.executable, "-c", HOLD, str(ledger), ""],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert "Conflicting lock" in writer.stderr


def test_a_command_that_opens_its_ledger_twice_is_a_defect(ledger: Path) -> None:
    with open_ledger(ledger):
        with pytest.raises(RuntimeError, match="open already"), open_ledger(ledger):
            pass
        with ThreadPoolExecutor(1) as other, pytest.raises(LedgerBusy):
            other.submit(read_marks_at_once, ledger).result()
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "N"


def read_marks_at_once(path: Path) -> None:
    with open_ledger(path, wait_seconds=0):
        pass
