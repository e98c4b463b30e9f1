"""Everything that a school's folder holds, to compare: each file, each row of the ledger and of a backup."""

from __future__ import annotations

import os
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import duckdb

LEDGER = "attendance.duckdb"
_LOG = f"{LEDGER}.wal"  # read with the ledger: what the file itself does not hold yet
_NOT_COMPARED = (_LOG, f".{LEDGER}.nightly.lock")  # the lock stays beside the ledger, empty


def whole_state(folder: Path) -> dict[str, Any]:
    """Return what lies below a folder by its name: the content of a file, or the rows it holds.

    A database file and a backup keep equal rows in pages that differ with every run, so of them it is the
    rows. Of a folder without anything it is None, so that none is left behind.
    """
    found: dict[str, Any] = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if name in _NOT_COMPARED:
            continue
        if path.is_symlink():
            found[name] = os.readlink(path)  # noqa: PTH115
        elif path.is_dir():
            if not any(path.iterdir()):
                found[name] = None
        elif name == LEDGER:
            found |= {f"{name}: {table}": rows for table, rows in rows_of_ledger(path).items()}
        else:
            found[name] = _rows_of_backup(path) if path.suffix == ".zip" else path.read_bytes()
    return found


def differences(one: dict[str, Any], other: dict[str, Any]) -> list[str]:
    """Return the names of what is not the same in the other."""
    absent = object()
    return [
        f"{name} ({'changed' if name in one and name in other else 'missing' if name in one else 'stray'})"
        for name in sorted({*one, *other})
        if one.get(name, absent) != other.get(name, absent)
    ]


def rows_of_ledger(path: Path) -> dict[str, list[Any]]:
    """Return the rows of every table of a ledger, sorted."""
    with duckdb.connect() as connection:
        quoted = str(path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted}' AS ledger (READ_ONLY)")
        tables = connection.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'ledger' ORDER BY ALL"
        ).fetchall()
        return {
            table: connection.execute(f"FROM ledger.{table} ORDER BY ALL").fetchall() for (table,) in tables
        }


def _rows_of_backup(path: Path) -> dict[str, Any]:
    """Return the rows of each table; the list of tables has sums that differ as the pages do."""
    with (
        zipfile.ZipFile(path) as backup,
        tempfile.TemporaryDirectory() as folder,
        duckdb.connect() as connection,
    ):
        backup.extractall(folder)
        return {
            name: connection.execute("FROM read_parquet($1) ORDER BY ALL", [f"{folder}/{name}"]).fetchall()
            if name.endswith(".parquet")
            else None
            for name in backup.namelist()
        }
