"""The ledger file: the lock, a killed import, and files that are no ledger. Other processes are real ones."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from attendctl.errors import CannotWrite, LedgerBusy
from attendctl.ledger import attach as attach_module
from attendctl.ledger import file_attached as file_module
from attendctl.ledger import waiting as waiting_module
from attendctl.ledger.attach import SCHEMA_VERSION, LedgerNotUsable
from attendctl.ledger.book import open_ledger
from attendctl.ledger.undo import undo
from tests.ledger.registers import AM, File, Row, read_marks, take_in

ANNA = "A801200000017"
MONDAY, TUESDAY, FRIDAY = date(2025, 9, 8), date(2025, 9, 9), date(2025, 9, 12)
FIRST = File("first.csv", (Row(ANNA, MONDAY, AM, "N"),))
SECOND = File("second.csv", (Row(ANNA, MONDAY, AM, "I"), Row(ANNA, TUESDAY, AM, "/")))
ROOT = Path(__file__).parents[2]

HOLD = """
import duckdb, sys
connection = duckdb.connect()
connection.execute(f"ATTACH '{sys.argv[1]}' AS held {sys.argv[2]}")
print("held", flush=True)
sys.stdin.readline()
"""

# Stops for good at the moment before the transaction would be kept.
KILLED_AMID = """
import os, signal, sys
from datetime import date
from pathlib import Path
import attendctl.ledger.merge as merging
from tests.ledger.test_ledger_file import FRIDAY, SECOND
from tests.ledger.registers import take_in

store = merging.merge_marks

def store_and_die(*arguments, **options):
    counts = store(*arguments, **options)
    print(counts.new, counts.changed, flush=True)
    os.kill(os.getpid(), signal.SIGKILL)

merging.merge_marks = store_and_die
take_in(Path(sys.argv[1]), SECOND, known_on=FRIDAY)
"""

# Keeps a change, and stops for good before the file is closed.
KEPT_AND_KILLED = """
import duckdb, os, signal, sys
connection = duckdb.connect()
connection.execute(f"ATTACH '{sys.argv[1]}' AS ledger")
connection.execute("UPDATE ledger.mark SET code = 'M'")
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "attendance.duckdb"


@contextmanager
def held(path: Path, options: str = "") -> Iterator[subprocess.Popen[str]]:
    """Have another process hold the file."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield other
        finally:
            let_go(other)


def let_go(other: subprocess.Popen[str]) -> None:
    """Have the other process end, and wait until it has."""
    if other.stdin is not None and not other.stdin.closed:
        other.stdin.close()
    other.wait()


def test_a_ledger_held_by_another_command_is_busy(ledger: Path) -> None:
    take_in(ledger, FIRST, known_on=FRIDAY)
    with held(ledger) as other:
        with pytest.raises(LedgerBusy, match=f"process {other.pid}") as busy:
            take_in(ledger, SECOND, known_on=FRIDAY)
        assert busy.value.exit_status == 5
        with pytest.raises(LedgerBusy):
            read_marks(ledger)
        with pytest.raises(LedgerBusy):
            undo(ledger, 1, undone_on=FRIDAY, wait_seconds=0)
    assert take_in(ledger, SECOND, known_on=FRIDAY).saved


def test_readers_do_not_wait_for_each_other(ledger: Path) -> None:
    take_in(ledger, FIRST, known_on=FRIDAY)
    with held(ledger, "(READ_ONLY)"):
        assert len(read_marks(ledger)) == 1
        with pytest.raises(LedgerBusy):
            take_in(ledger, SECOND, known_on=FRIDAY)


def test_a_waiting_command_goes_on_when_the_ledger_is_free(ledger: Path) -> None:
    take_in(ledger, FIRST, known_on=FRIDAY)
    waited = []

    def let_the_other_go(seconds: float) -> None:
        waited.append(seconds)
        let_go(other)

    with held(ledger) as other, pytest.MonkeyPatch.context() as patch:
        patch.setattr(waiting_module, "sleep", let_the_other_go)  # nobody waits for the clock
        with open_ledger(ledger, wait_seconds=60) as book:
            assert book.connection.execute("SELECT count(*) FROM mark").fetchone() == (1,)
    assert len(waited) == 1


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system with SIGKILL")
@pytest.mark.parametrize("before", [(), (FIRST,)], ids=["first import", "second import"])
def test_a_killed_import_leaves_the_ledger_as_it_was(ledger: Path, before: tuple[File, ...]) -> None:
    for file in before:
        take_in(ledger, file, known_on=FRIDAY)
    marks = read_marks(ledger) if before else {}
    killed = subprocess.run(
        [sys.executable, "-c", KILLED_AMID, str(ledger)],
        cwd=ROOT,
        env=os.environ | {"TMPDIR": str(ledger.parent)},  # the killed process leaves its workbench's folder
        capture_output=True,
        text=True,
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    assert killed.stdout == ("1 1\n" if before else "2 0\n")  # it had done its work
    assert read_marks(ledger) == marks
    again = take_in(ledger, SECOND, known_on=FRIDAY)
    assert again.saved
    assert not again.files[0].already_imported
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "I"


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a system with SIGKILL")
def test_what_was_kept_survives_a_kill_before_the_log_is_folded_in(ledger: Path) -> None:
    take_in(ledger, FIRST, known_on=FRIDAY)
    killed = subprocess.run([sys.executable, "-c", KEPT_AND_KILLED, str(ledger)], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert ledger.with_name(f"{ledger.name}.wal").exists()
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "M"
    assert take_in(ledger, SECOND, known_on=FRIDAY).saved


def test_a_file_that_is_no_database_is_refused_and_left_alone(ledger: Path) -> None:
    ledger.write_text("UPN,Date,Session,Mark\n" * 1000)
    for attempt in (lambda: take_in(ledger, FIRST, known_on=FRIDAY), lambda: read_marks(ledger)):
        with pytest.raises(LedgerNotUsable, match="not an attendctl ledger"):
            attempt()
    assert ledger.read_text().startswith("UPN,Date")


def test_another_programs_database_is_refused(ledger: Path) -> None:
    with duckdb.connect(str(ledger)) as other:
        other.execute("CREATE TABLE accounts (number INTEGER)")
    with pytest.raises(LedgerNotUsable, match="not an attendctl ledger"):
        take_in(ledger, FIRST, known_on=FRIDAY)


def test_a_ledger_of_a_newer_version_is_refused(ledger: Path) -> None:
    take_in(ledger, FIRST, known_on=FRIDAY)
    with duckdb.connect(str(ledger)) as later_program:
        later_program.execute("UPDATE ledger_version SET version = ?", [SCHEMA_VERSION + 1])
    with pytest.raises(LedgerNotUsable, match="newer attendctl") as fault:
        take_in(ledger, SECOND, known_on=FRIDAY)
    assert "Update attendctl" in fault.value.remedy


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerNotUsable, match=r"folder of the ledger .* does not exist"):
        take_in(tmp_path / "nowhere" / "attendance.duckdb", FIRST, known_on=FRIDAY)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_a_clean_refusal(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    try:
        with pytest.raises(CannotWrite, match="may not"):
            take_in(tmp_path / "attendance.duckdb", FIRST, known_on=FRIDAY)
    finally:
        tmp_path.chmod(0o700)


def test_a_refused_first_import_leaves_no_file(ledger: Path) -> None:
    nameless = File("names.csv", (Row("", MONDAY, AM, "/"),))
    assert take_in(ledger, nameless, known_on=FRIDAY).exit_status == 3
    assert list(ledger.parent.iterdir()) == []


def test_a_command_that_fails_leaves_the_ledger_another_made_while_it_waited(ledger: Path) -> None:
    """Between looking for the file and locking it, another command made it and imported."""
    nameless = File("names.csv", (Row("", MONDAY, AM, "/"),))
    attached = attach_module.file_attached

    def attached_after_another(*arguments: Any, **options: Any) -> Any:
        with pytest.MonkeyPatch.context() as undisturbed:
            undisturbed.setattr(attach_module, "file_attached", attached)
            take_in(ledger, FIRST, known_on=FRIDAY)
        return attached(*arguments, **options)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attach_module, "file_attached", attached_after_another)
        assert take_in(ledger, nameless, known_on=FRIDAY).exit_status == 3
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "N"


def test_a_ledger_given_up_while_another_command_opened_it_is_made_anew(ledger: Path) -> None:
    """The file is found and locked, but its maker has just unlinked it: marks would be lost with it."""
    take_in(ledger, File("given_up.csv", ()), known_on=FRIDAY)
    identity = file_module.identity
    asked = []

    def gone_when_it_is_open(path: Path) -> tuple[int, int] | None:
        asked.append(path)
        if len(asked) == 3:  # after it was found, and found again, and opened
            path.unlink()
        return identity(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_module, "identity", gone_when_it_is_open)
        assert take_in(ledger, FIRST, known_on=FRIDAY).saved
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "N"


def test_a_ledger_that_another_took_the_place_of_meanwhile_is_left_alone(
    ledger: Path, tmp_path: Path
) -> None:
    """Between its opening and its locking another was put in its place, as restore does."""
    take_in(ledger, FIRST, known_on=FRIDAY)
    other = tmp_path / "restored.duckdb"
    take_in(other, File("other.csv", (Row(ANNA, TUESDAY, AM, "/"),)), known_on=FRIDAY)
    identity = file_module.identity
    asked = []

    def replaced_when_it_is_open(path: Path) -> tuple[int, int] | None:
        asked.append(path)
        if len(asked) == 3:
            other.replace(path)
        return identity(path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(file_module, "identity", replaced_when_it_is_open)
        assert take_in(ledger, SECOND, known_on=FRIDAY).saved
    assert set(read_marks(ledger)) == {(ANNA, MONDAY, AM), (ANNA, TUESDAY, AM)}
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "I"


def test_what_a_command_left_that_was_killed_while_it_made_a_ledger_goes(ledger: Path) -> None:
    ledger.with_name(f".{ledger.name}.{'0' * 32}.new").write_text("half of it")
    assert take_in(ledger, FIRST, known_on=FRIDAY).saved
    assert list(ledger.parent.iterdir()) == [ledger]


def test_a_ledger_is_made_where_files_have_no_second_name(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: Path) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(os, "link", no_links)
    assert take_in(ledger, FIRST, known_on=FRIDAY).saved
    assert list(ledger.parent.iterdir()) == [ledger]


def test_a_path_with_lock_in_its_name_is_not_taken_for_a_busy_ledger(tmp_path: Path) -> None:
    ledger = tmp_path / "lockwood.duckdb"
    ledger.write_text("UPN,Date,Session,Mark\n" * 1000)
    with pytest.raises(LedgerNotUsable, match="not an attendctl ledger"):
        read_marks(ledger)


def test_one_refused_file_keeps_all_files_of_the_command_out(ledger: Path) -> None:
    take_in(ledger, FIRST, known_on=FRIDAY)
    nameless = File("names.csv", (Row("", MONDAY, AM, "/"),))
    result = take_in(ledger, SECOND, nameless, known_on=FRIDAY)
    assert (result.saved, [one.import_id for one in result.files]) == (False, [None, None])
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "N"
