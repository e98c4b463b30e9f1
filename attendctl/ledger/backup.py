"""A copy of the whole ledger as plain tables in one file that any tool reads.

A backup is a ZIP of Parquet files, one a table, and ``manifest.json`` with the rows and the SHA-256 of each.
While it is made other commands may read, and wait to write: all tables are of one moment.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from attendctl.errors import CannotWrite
from attendctl.ledger.attach import attached_for_reading
from attendctl.ledger.chain_check import ChainState, sound_chain
from attendctl.ledger.migrate import SCHEMA_VERSION
from attendctl.ledger.workbench import open_workbench
from attendctl.not_replaced import refuse_to_replace
from attendctl.temporary_folder import temporary_folder

MANIFEST = "manifest.json"
FORMAT = "attendctl-backup-1"
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'ledger' ORDER BY table_name"
TEMPORARY = ".attendctl-backup-"
"""What the folder begins with in which it works, beside what it makes."""


@dataclass(frozen=True)
class TableKept:
    """One table of a backup: its file in the ZIP, its rows, and the SHA-256 of the file."""

    table: str
    file: str
    rows: int
    sha256: str


@dataclass(frozen=True)
class Backup:
    """What a backup holds. ``last_sha256`` is the sum of the last entry of the ledger's chain."""

    made_on: date
    ledger_version: int
    entries: int
    last_sha256: str
    tables: tuple[TableKept, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the manifest as plain values."""
        return {
            "format": FORMAT,
            "made_on": self.made_on.isoformat(),
            "ledger_version": self.ledger_version,
            "entries": self.entries,
            "last_sha256": self.last_sha256,
            "tables": [vars(one) for one in self.tables],
        }


def make_backup(
    ledger: Path,
    target: Path,
    *,
    made_on: date,
    wait_seconds: Decimal | float = 30,
    checked: ChainState | None = None,
) -> Backup:
    """Write a backup whole, in place of an earlier one of that name, for its owner alone.

    Args:
        ledger: the ledger file.
        target: the ZIP to write.
        made_on: the day, for the manifest.
        wait_seconds: how long to wait while another command writes the ledger.
        checked: what its chain was found to be a moment ago: only what came since is summed.

    Raises:
        LedgerNotFound, LedgerNotUsable, LedgerBusy: as for reading.
        WrongUsage: the ledger no longer holds what it was told, the file cannot be written, or what is
            there is a ledger, a configuration or a device.
    """
    refuse_to_replace(target)
    with open_workbench() as workbench, attached_for_reading(workbench, ledger, wait_seconds=wait_seconds):
        chain = sound_chain(
            workbench, not_done="No backup was made, so that the last good one stays.", checked=checked
        )
        try:
            with temporary_folder(target.absolute().parent, prefix=TEMPORARY) as beside:
                whole = beside / "backup.zip"
                whole.touch(mode=0o600)  # for its owner alone, wherever it is put
                with whole.open("wb") as file:
                    with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
                        tables = tuple(_keep(workbench, archive, made_on, beside))
                        backup = Backup(made_on, SCHEMA_VERSION, chain.entries, chain.last_sha256, tables)
                        text = json.dumps(backup.as_json(), indent=1) + "\n"
                        archive.writestr(_entry(MANIFEST, made_on), text)
                    file.flush()
                    os.fsync(file.fileno())
                whole.replace(target)
        except (OSError, duckdb.IOException) as fault:
            why = getattr(fault, "strerror", None) or str(fault).splitlines()[0]
            raise CannotWrite(
                f"The backup {target} cannot be written: {why}.",
                remedy="Name a file in a folder that is there, has room and may be written to.",
            ) from None
    return backup


def _keep(
    workbench: duckdb.DuckDBPyConnection, archive: zipfile.ZipFile, made_on: date, folder: Path
) -> list[TableKept]:
    """Write every table beside the backup as Parquet, then into it."""
    kept = []
    for (table,) in workbench.execute(_TABLES).fetchall():
        parquet = folder / f"{table}.parquet"
        quoted = str(parquet).replace("'", "''")
        workbench.execute(f"COPY ledger.{table} TO '{quoted}' (FORMAT parquet)")
        rows = workbench.execute(f"SELECT count(*) FROM ledger.{table}").fetchone()
        assert rows is not None
        sha256 = hashlib.sha256()
        with parquet.open("rb") as content, archive.open(_entry(parquet.name, made_on), "w") as entry:
            while chunk := content.read(1 << 20):
                sha256.update(chunk)
                entry.write(chunk)
        kept.append(TableKept(table, parquet.name, rows[0], sha256.hexdigest()))
        parquet.unlink()
    return kept


def _entry(name: str, made_on: date) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, (made_on.year, made_on.month, made_on.day, 0, 0, 0))
