"""A ledger of every earlier version, made by the program of its time, is brought forward with all in it."""

from __future__ import annotations

import gzip
import os
import stat
from collections.abc import Callable
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from attendctl.errors import CannotWrite, LedgerBusy
from attendctl.ledger import attach as attach_module
from attendctl.ledger.attach import SCHEMA_VERSION
from attendctl.ledger.book import open_ledger, open_ledger_to_write
from attendctl.ledger.case_log import case_entries
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.letters_record import LetterPupil, letter_copies, letter_pupils
from tests.ledger.registers import AM, PM, File, Row, read_amendments, read_marks, take_in
from tests.ledger.test_ledger_file import held

ANNA, BEN = "A999200000010", "A999200000020"
MONDAY, FRIDAY, NEXT_FRIDAY = date(2025, 9, 8), date(2025, 9, 12), date(2025, 9, 19)
FIXTURES = Path(__file__).parent / "fixtures"
OLD_VERSIONS = sorted(int(path.name[8]) for path in FIXTURES.glob("version_*.duckdb.gz"))
SHAPE = """
SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns()
WHERE database_name = 'ledger' ORDER BY ALL
"""
CONSTRAINTS = """
SELECT table_name, constraint_type, constraint_column_names FROM duckdb_constraints()
WHERE database_name = 'ledger' ORDER BY ALL
"""


def unpacked(version: int, folder: Path) -> Path:
    path = folder / "attendance.duckdb"
    path.write_bytes(gzip.decompress((FIXTURES / f"version_{version}.duckdb.gz").read_bytes()))
    return path


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Return a ledger of the first version."""
    return unpacked(1, tmp_path)


def test_there_is_a_ledger_of_every_earlier_version() -> None:
    assert list(range(1, SCHEMA_VERSION)) == OLD_VERSIONS


def version_of(path: Path) -> list[int]:
    with duckdb.connect(str(path), read_only=True) as file:
        rows = file.execute("SELECT version FROM ledger_version ORDER BY version").fetchall()
    return [version for (version,) in rows]


def files_beside(path: Path) -> set[str]:
    return {file.name for file in path.parent.iterdir()} - {path.name}


def read(path: Path) -> None:
    with open_ledger(path, wait_seconds=0):
        pass


def write(path: Path) -> None:
    with open_ledger_to_write(path, wait_seconds=0):
        pass


def import_more(path: Path) -> None:
    file = File("more.csv", (Row(BEN, NEXT_FRIDAY, AM, "/"),), school="Ash Primary")
    assert take_in(path, file, known_on=NEXT_FRIDAY).saved


@pytest.mark.parametrize("first_use", [read, write, import_more])
def test_the_first_use_brings_it_forward_and_keeps_a_copy(
    ledger: Path, first_use: Callable[[Path], None]
) -> None:
    first_use(ledger)
    assert version_of(ledger) == list(range(1, SCHEMA_VERSION + 1))
    assert files_beside(ledger) == {"attendance.duckdb.before-version-2"}
    assert version_of(ledger.with_name("attendance.duckdb.before-version-2")) == [1]


@pytest.mark.parametrize("version", OLD_VERSIONS)
def test_it_says_the_same_as_before(version: int, tmp_path: Path) -> None:
    ledger = unpacked(version, tmp_path)
    assert read_marks(ledger) == {
        (ANNA, MONDAY, AM): ("I", None, None, "corrected.csv"),
        (ANNA, MONDAY, PM): ("/", None, None, "first.csv"),
        (BEN, MONDAY, AM): ("L", 7, None, "first.csv"),
    }
    assert [row[:5] for row in read_amendments(ledger)] == [(ANNA, MONDAY, AM, "N", "I")]
    assert read_marks(ledger, known=FRIDAY)[ANNA, MONDAY, AM][0] == "N"
    with open_ledger(ledger) as book:
        letters = book.connection.execute(
            "SELECT upn, reference, letter, written_on, occasion FROM letter_written "
            "JOIN pupil USING (school_id, pupil_id)"
        ).fetchall()
        assert letters == [(ANNA, "AB12-CD34", "1a", NEXT_FRIDAY, None)]
        if version == 1:  # kept no copies and had no case log
            assert letter_copies(book.connection, "AB12-CD34") == []
            assert letter_pupils(book.connection, "AB12-CD34") == [LetterPupil(1, 1, {})]
            assert case_entries(book.connection) == []
        else:
            assert [copy.file_name for copy in letter_copies(book.connection, "AB12-CD34")] == [
                "AB12-CD34.pdf"
            ]
            assert letter_pupils(book.connection, "AB12-CD34") == [
                LetterPupil(1, 1, {"attendance_percent": 92.9})
            ]
            assert [entry.note for entry in case_entries(book.connection)] == ["Cold"]
        undone = book.connection.execute("SELECT file FROM import_made WHERE undone_on IS NOT NULL")
        assert undone.fetchall() == [("mistaken.csv",)]


@pytest.mark.parametrize("version", OLD_VERSIONS)
def test_what_it_holds_is_in_the_chain(version: int, tmp_path: Path) -> None:
    ledger = unpacked(version, tmp_path)
    with open_ledger(ledger) as book:
        state = check_chain(book.connection)
        rows = book.connection.execute("SELECT kind, about, known_on FROM ledger.chain_entry ORDER BY entry")
        entries = rows.fetchall()
    assert state.faults == ()
    first = [("import", "1", FRIDAY), *([("case", "1", FRIDAY)] if version > 1 else [])]
    second = [
        ("import", "2", NEXT_FRIDAY),
        ("import", "3", NEXT_FRIDAY),
        ("letter", "AB12-CD34", NEXT_FRIDAY),
    ]
    assert entries == [*first, *second, ("withdrawal", "3", date(2025, 9, 22))]


@pytest.mark.parametrize("version", OLD_VERSIONS)
def test_it_has_the_shape_of_a_new_ledger(version: int, tmp_path: Path) -> None:
    ledger = unpacked(version, tmp_path)
    new = tmp_path / "new.duckdb"
    take_in(new, File("a.csv", (Row(ANNA, MONDAY, AM, "/"),)), known_on=FRIDAY)
    shapes: list[Any] = []
    for path in (ledger, new):
        with open_ledger(path) as book:
            for question in (SHAPE, CONSTRAINTS):
                shapes.append(book.connection.execute(question).fetchall())
    assert shapes[0] == shapes[2]
    assert shapes[1] == shapes[3]
    assert ("case_entry", "entry_id", "INTEGER", False) in shapes[0]


def test_it_is_brought_forward_once(ledger: Path) -> None:
    for _ in range(3):
        read(ledger)
    write(ledger)
    assert version_of(ledger) == list(range(1, SCHEMA_VERSION + 1))
    assert len(files_beside(ledger)) == 1


def test_the_copy_holds_everything_and_is_the_owners_alone(ledger: Path, tmp_path: Path) -> None:
    read(ledger)
    copy = ledger.with_name("attendance.duckdb.before-version-2")
    assert stat.S_IMODE(copy.stat().st_mode) & 0o077 == 0 or os.name == "nt"
    again = tmp_path / "again" / "attendance.duckdb"
    again.parent.mkdir()
    again.write_bytes(copy.read_bytes())
    assert read_marks(again) == read_marks(ledger)
    assert read_marks(again, known=FRIDAY) == read_marks(ledger, known=FRIDAY)


def test_a_copy_that_is_there_keeps_its_place(ledger: Path) -> None:
    earlier = ledger.with_name("attendance.duckdb.before-version-2")
    earlier.write_text("an earlier copy")
    read(ledger)
    assert earlier.read_text() == "an earlier copy"
    assert version_of(ledger.with_name("attendance.duckdb.before-version-2-2")) == [1]


def test_a_half_made_copy_of_a_killed_command_is_replaced(ledger: Path) -> None:
    ledger.with_name("attendance.duckdb.before-version-2.part").write_text("half of it")
    read(ledger)
    assert files_beside(ledger) == {"attendance.duckdb.before-version-2"}


def test_statements_that_fail_leave_the_ledger_at_version_1(
    ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bring_forward = attach_module.bring_forward

    def fail_at_the_end(*arguments: Any) -> None:
        bring_forward(*arguments)
        raise duckdb.IOException("IO Error: no space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(attach_module, "bring_forward", fail_at_the_end)
        with pytest.raises(CannotWrite, match="could not be written"):
            write(ledger)
    assert version_of(ledger) == [1]
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "I"


def test_without_room_for_a_copy_nothing_changes(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_room(*_: Any) -> Path:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(attach_module, "keep_copy", no_room)
        with pytest.raises(CannotWrite, match="No copy of the ledger") as fault:
            read(ledger)
    assert "version 1" in fault.value.message
    assert fault.value.exit_status == 2
    assert version_of(ledger) == [1]
    assert files_beside(ledger) == set()


def test_a_ledger_that_another_reads_is_waited_for(ledger: Path) -> None:
    with held(ledger, "(READ_ONLY)"), pytest.raises(LedgerBusy):
        read(ledger)
    assert version_of(ledger) == [1]
    assert files_beside(ledger) == set()


def test_two_commands_at_once_bring_it_forward_once(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Between finding version 1 and locking the file to change it, another command has changed it."""
    to_write = attach_module.attached_for_writing
    others = [nullcontext]

    def after_another(*arguments: Any, **options: Any) -> Any:
        if others:
            others.pop()
            write(ledger)
        return to_write(*arguments, **options)

    monkeypatch.setattr(attach_module, "attached_for_writing", after_another)
    read(ledger)
    assert version_of(ledger) == list(range(1, SCHEMA_VERSION + 1))
    assert files_beside(ledger) == {"attendance.duckdb.before-version-2"}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_ledger_that_may_only_be_read_says_what_to_do(ledger: Path) -> None:
    ledger.chmod(0o400)
    ledger.parent.chmod(0o500)
    try:
        with pytest.raises(CannotWrite, match="version 1") as fault:
            read(ledger)
        assert "you may write the file" in fault.value.remedy
    finally:
        ledger.parent.chmod(0o700)
