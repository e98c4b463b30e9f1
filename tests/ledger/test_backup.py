"""A backup holds everything, in tables that any tool reads; a damaged one restores nothing."""

from __future__ import annotations

import hashlib
import json
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest

from attendctl.errors import AttendctlError, LedgerBusy, WrongUsage
from attendctl.ledger.attach import SCHEMA_VERSION, LedgerNotFound
from attendctl.ledger.backup import MANIFEST, make_backup
from attendctl.ledger.book import open_ledger
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.restore import NotABackup, restore_backup
from tests.ledger.registers import AM, PM, File, Row, read_amendments, read_marks, read_pupils, take_in
from tests.ledger.test_ledger_file import HOLD, held
from tests.ledger.test_ledger_versions import FIXTURES, OLD_VERSIONS, unpacked, version_of

ANNA, BEN = "A999200000010", "A999200000020"
MONDAY, FRIDAY, NEXT_FRIDAY = date(2025, 9, 8), date(2025, 9, 12), date(2025, 9, 19)
MADE_ON = date(2025, 9, 22)
QUIETLY: dict[str, Any] = {"stdin": subprocess.DEVNULL, "capture_output": True, "text": True, "check": False}


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "attendance.duckdb"
    rows = (Row(ANNA, MONDAY, AM, "N"), Row(ANNA, MONDAY, PM, "/"), Row(BEN, MONDAY, AM, "L", minutes=7))
    pupils = {ANNA: {"surname": "Åsberg"}, BEN: {"surname": "Quill"}}
    take_in(path, File("first.csv", rows, pupils=pupils, school="Ash Primary"), known_on=FRIDAY)
    corrected = (Row(ANNA, MONDAY, AM, "I"),)
    take_in(path, File("corrected.csv", corrected, school="Ash Primary"), known_on=NEXT_FRIDAY)
    return path


@pytest.fixture
def backup(ledger: Path, tmp_path: Path) -> Path:
    path = tmp_path / "copies" / "backup.zip"
    path.parent.mkdir()
    make_backup(ledger, path, made_on=MADE_ON)
    return path


def everything(path: Path) -> list[Any]:
    return [
        read_marks(path),
        read_marks(path, known=FRIDAY),
        read_amendments(path),
        read_pupils(path),
    ]


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def test_what_is_restored_is_what_was_backed_up(ledger: Path, backup: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "new" / "ledger.duckdb"
    elsewhere.parent.mkdir()
    done = restore_backup(backup, elsewhere)
    assert (done["marks"], done["entries"], done["kept_as"], done["saved"]) == (4, 2, None, True)
    assert everything(elsewhere) == everything(ledger)
    with open_ledger(elsewhere) as book:
        assert check_chain(book.connection).faults == ()
    assert names_in(elsewhere.parent) == {"ledger.duckdb"}
    assert names_in(backup.parent) == {"backup.zip"}


def test_a_restored_ledger_goes_on(backup: Path, tmp_path: Path) -> None:
    path = tmp_path / "new.duckdb"
    restore_backup(backup, path)
    result = take_in(
        path, File("x.csv", (Row(BEN, MONDAY, AM, "/"),), school="Ash Primary"), known_on=MADE_ON
    )
    assert (result.files[0].import_id, result.files[0].marks.changed) == (3, 1)
    with open_ledger(path) as book:
        assert check_chain(book.connection).faults == ()


@pytest.mark.parametrize("version", OLD_VERSIONS)
def test_the_ledger_of_every_version_is_restored(version: int, tmp_path: Path) -> None:
    old = unpacked(version, tmp_path)
    backup = tmp_path / "backup.zip"
    make_backup(old, backup, made_on=MADE_ON)
    new = tmp_path / "restored.duckdb"
    restore_backup(backup, new)
    assert everything(new) == everything(old)
    assert (tmp_path / f"attendance.duckdb.before-version-{version + 1}").exists()


def test_a_backup_of_version_3_is_restored_and_brought_forward(tmp_path: Path) -> None:
    """Made by the program of that version, from the ledger of the fixture."""
    ledger = tmp_path / "attendance.duckdb"
    done = restore_backup(FIXTURES / "backup_of_version_3.zip", ledger)
    assert (done["made_on"], done["marks"], done["saved"]) == ("2025-09-22", 5, True)
    assert version_of(ledger)[-1] == SCHEMA_VERSION
    (tmp_path / "old").mkdir()
    old = unpacked(3, tmp_path / "old")
    assert read_marks(ledger) == read_marks(old)
    with open_ledger(ledger) as book:
        assert check_chain(book.connection).faults == ()
        assert book.connection.execute("SELECT count(*) FROM export_total").fetchone() == (0,)


def test_any_tool_reads_it(backup: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(backup) as archive:
        archive.extract("mark.parquet", tmp_path)
        manifest = json.loads(archive.read(MANIFEST))
    rows = duckdb.execute("SELECT code, date FROM read_parquet(?) ORDER BY ALL", [f"{tmp_path}/mark.parquet"])
    assert [code for code, _ in rows.fetchall()] == ["/", "I", "L", "N"]
    of_marks = next(table for table in manifest["tables"] if table["table"] == "mark")
    content = (tmp_path / "mark.parquet").read_bytes()
    assert (of_marks["rows"], of_marks["sha256"]) == (4, hashlib.sha256(content).hexdigest())
    assert pandas.DataFrame(manifest["tables"])["rows"].sum() > 4


def test_it_is_the_owners_alone_and_takes_the_place_of_the_last(ledger: Path, backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) & 0o077 == 0 or os.name == "nt"
    first = backup.read_bytes()
    make_backup(ledger, backup, made_on=MADE_ON)
    assert names_in(backup.parent) == {"backup.zip"}
    assert len(backup.read_bytes()) == len(first)


def test_the_ledger_that_was_there_is_kept(ledger: Path, backup: Path) -> None:
    take_in(ledger, File("x.csv", (Row(BEN, MONDAY, PM, "/"),), school="Ash Primary"), known_on=MADE_ON)
    later = everything(ledger)
    assert restore_backup(backup, ledger)["kept_as"] == "attendance.duckdb.before-restore"
    assert everything(ledger) != later
    assert everything(ledger.with_name("attendance.duckdb.before-restore")) == later
    assert restore_backup(backup, ledger)["kept_as"] == "attendance.duckdb.before-restore-2"


def test_a_damaged_ledger_is_replaced(ledger: Path, backup: Path) -> None:
    right = everything(ledger)
    ledger.write_bytes(b"no ledger any more")
    restore_backup(backup, ledger)
    assert everything(ledger) == right
    assert ledger.with_name("attendance.duckdb.before-restore").read_bytes() == b"no ledger any more"


def test_the_log_of_a_damaged_ledger_goes_with_it(ledger: Path, backup: Path) -> None:
    right = everything(ledger)
    log = ledger.with_name("attendance.duckdb.wal")
    for path in (ledger, log):
        path.write_bytes(b"no ledger any more")
    restore_backup(backup, ledger)
    assert everything(ledger) == right
    assert not log.exists()
    assert ledger.with_name("attendance.duckdb.before-restore.wal").read_bytes() == b"no ledger any more"


def test_nothing_is_told_to_a_ledger_while_another_takes_its_place(
    ledger: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would be told to the one that is put aside, and be lost."""
    replace, tried = Path.replace, []

    def replace_after_another_tried(path: Path, target: Path) -> Path:
        if target == ledger:
            tried.append(subprocess.run([sys.executable, "-c", HOLD, str(ledger), ""], **QUIETLY).stderr)
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", replace_after_another_tried)
    restore_backup(backup, ledger)
    assert ["Conflicting lock" in one for one in tried] == [True]


def test_a_dry_run_changes_nothing(ledger: Path, backup: Path) -> None:
    before = names_in(ledger.parent)
    assert restore_backup(backup, ledger, dry_run=True)["saved"] is False
    assert names_in(ledger.parent) == before


def test_a_ledger_in_use_is_not_replaced(ledger: Path, backup: Path) -> None:
    before = names_in(ledger.parent)
    with held(ledger, "(READ_ONLY)"), pytest.raises(LedgerBusy):
        restore_backup(backup, ledger, wait_seconds=0)
    assert names_in(ledger.parent) == before


def test_a_ledger_that_was_changed_is_not_backed_up(ledger: Path, backup: Path) -> None:
    good = backup.read_bytes()
    with duckdb.connect(str(ledger)) as file:
        file.execute("UPDATE mark SET code = '/' WHERE code = 'I'")
    with pytest.raises(WrongUsage, match="no longer holds what it was told"):
        make_backup(ledger, backup, made_on=MADE_ON)
    assert backup.read_bytes() == good


def test_no_ledger_and_no_folder(ledger: Path, tmp_path: Path) -> None:
    with pytest.raises(LedgerNotFound):
        make_backup(tmp_path / "none.duckdb", tmp_path / "b.zip", made_on=MADE_ON)
    with pytest.raises(WrongUsage, match="cannot be written"):
        make_backup(ledger, tmp_path / "nowhere" / "b.zip", made_on=MADE_ON)


def rewritten(
    backup: Path, change: Callable[[dict[str, bytes], dict[str, Any]], None], *, packed: bool = False
) -> Path:
    """Write the backup anew with its files and its manifest changed."""
    with zipfile.ZipFile(backup) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files.pop(MANIFEST))
    change(files, manifest)
    how = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
    with zipfile.ZipFile(backup, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
        archive.writestr(MANIFEST, json.dumps(manifest))
    return backup


def other_marks(query: str) -> Callable[[dict[str, bytes], dict[str, Any]], None]:
    """Put other marks into a backup, with the sums that fit them."""

    def change(files: dict[str, bytes], manifest: dict[str, Any]) -> None:
        place = Path(os.environ["PYTEST_TMP_MARKS"])
        place.write_bytes(files["mark.parquet"])
        made = place.with_suffix(".made")
        duckdb.execute(f"COPY (SELECT {query} FROM read_parquet('{place}')) TO '{made}' (FORMAT parquet)")
        files["mark.parquet"] = made.read_bytes()
        of_marks = next(table for table in manifest["tables"] if table["table"] == "mark")
        of_marks["sha256"] = hashlib.sha256(files["mark.parquet"]).hexdigest()
        place.unlink(), made.unlink()

    return change


def table_of(manifest: dict[str, Any], name: str) -> dict[str, Any]:
    return next(table for table in manifest["tables"] if table["table"] == name)


DAMAGE: dict[str, tuple[Callable[[dict[str, bytes], dict[str, Any]], Any], str]] = {
    "a mark changed": (other_marks("* REPLACE ('/' AS code)"), "do not follow"),
    "a column too many": (other_marks("*, 1 AS more"), "columns"),
    "a column of another kind": (other_marks("* REPLACE ('x' AS date)"), "not those of a ledger"),
    "bytes changed": (
        lambda files, _: files.update({"mark.parquet": files["mark.parquet"][:-1] + b"?"}),
        "not what it was",
    ),
    "a table left out": (lambda _, manifest: manifest["tables"].pop(0), "tables of a ledger"),
    "a file left out": (lambda files, _: files.pop("mark.parquet"), "damaged"),
    "a newer ledger": (lambda _, manifest: manifest.update(ledger_version=99), "version 99"),
    "another format": (lambda _, manifest: manifest.update(format="x"), "it is of x"),
    "a manifest of something else": (lambda _, manifest: manifest.pop("entries"), "manifest"),
    "a day that is none": (lambda _, manifest: manifest.update(made_on="soon"), "damaged"),
    "another number of rows": (lambda _, manifest: table_of(manifest, "mark").update(rows=5), "rows"),
    "an earlier end of the chain": (lambda _, manifest: manifest.update(entries=1), "do not follow"),
    "a path out of the folder": (
        lambda _, manifest: table_of(manifest, "mark").update(file="../mark.parquet"),
        "list of tables",
    ),
    "a statement for a name": (
        lambda _, manifest: table_of(manifest, "mark").update(
            table="mark; DROP TABLE mark", file="mark; DROP TABLE mark.parquet"
        ),
        "list of tables",
    ),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_backup_restores_nothing(
    name: str, ledger: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTEST_TMP_MARKS", str(backup.with_name("marks.parquet")))
    change, said = DAMAGE[name]
    before, names = everything(ledger), names_in(ledger.parent)
    with pytest.raises(NotABackup) as fault:
        restore_backup(rewritten(backup, change), ledger)
    assert said in fault.value.message
    assert "Nothing was changed" in fault.value.message
    assert everything(ledger) == before
    assert names_in(ledger.parent) == names


def test_a_packed_backup_is_not_unpacked(ledger: Path, backup: Path) -> None:
    with pytest.raises(NotABackup, match="packed"):
        restore_backup(rewritten(backup, lambda *_: None, packed=True), ledger)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"UPN,Date\n"])
def test_no_backup_at_all(content: bytes, ledger: Path, tmp_path: Path) -> None:
    file = tmp_path / "backup.zip"
    file.write_bytes(content)
    with pytest.raises(NotABackup):
        restore_backup(file, ledger)
    with pytest.raises(AttendctlError):
        restore_backup(tmp_path / "nowhere.zip", ledger)


def test_a_backup_cut_off_anywhere_restores_nothing(ledger: Path, backup: Path, tmp_path: Path) -> None:
    whole = backup.read_bytes()
    before = everything(ledger)
    for length in range(0, len(whole), len(whole) // 20):
        cut = tmp_path / "cut.zip"
        cut.write_bytes(whole[:length])
        with pytest.raises(NotABackup):
            restore_backup(cut, ledger)
    assert everything(ledger) == before
