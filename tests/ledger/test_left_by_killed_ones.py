"""Folders of backups and restores that were killed go with the next; what another one holds stays."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from attendctl.ledger.backup import make_backup
from attendctl.ledger.restore import restore_backup
from tests.ledger.registers import AM, File, Row, take_in

if sys.platform != "win32":
    import fcntl

MONDAY = date(2025, 9, 8)


@pytest.fixture
def held(tmp_path: Path) -> Iterator[list[Path]]:
    """Folders that a restore and a backup at work hold; each stands beside that of a killed one."""
    of_others = [tmp_path / ".attendctl-restore-a", tmp_path / ".attendctl-backup-a"]
    locks = []
    for folder in of_others:
        for one in (folder, folder.with_name(f"{folder.name}-killed")):
            one.mkdir()
            (one / "mark.parquet").write_text("half")
        locks.append(os.open(folder, os.O_RDONLY))
        fcntl.flock(locks[-1], fcntl.LOCK_EX)
    yield of_others
    for lock in locks:
        os.close(lock)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such lock")
def test_only_what_nobody_holds_goes(held: list[Path], tmp_path: Path) -> None:
    ledger, backup = tmp_path / "attendance.duckdb", tmp_path / "backup.zip"
    take_in(ledger, File("first.csv", (Row("A999200000010", MONDAY, AM, "/"),)), known_on=MONDAY)
    make_backup(ledger, backup, made_on=MONDAY)
    restore_backup(backup, ledger)
    assert sorted(tmp_path.glob(".attendctl-*")) == sorted(held)
