"""A ledger made anew from a backup: checked through and through before it takes the place of another.

A backup is a file from outside: nothing in it is run, only tables and columns that a ledger has are read,
and no more is unpacked than the manifest says.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from contextlib import ExitStack, suppress
from datetime import date
from decimal import Decimal
from itertools import count
from pathlib import Path
from typing import Any

import duckdb
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from attendctl.errors import CannotWrite, InputRefused
from attendctl.ledger.attach import (
    LedgerNotUsable,
    attached_for_writing,
    create_schema,
    one_transaction,
)
from attendctl.ledger.backup import FORMAT, MANIFEST
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.migrate import SCHEMA_VERSION, bring_forward
from attendctl.ledger.not_usable import damage_said, written_or_said
from attendctl.ledger.workbench import open_workbench
from attendctl.temporary_folder import temporary_folder

TEMPORARY = ".attendctl-restore-"
"""What the folder begins with in which it works, beside what it makes."""
_FIRST_THAT_HAD_BACKUPS = 3
_MANIFEST_BYTES = 1 << 20
_COLUMNS = """
SELECT table_name, list(column_name ORDER BY column_index) FROM duckdb_columns()
WHERE database_name = 'ledger' GROUP BY ALL
"""


class NotABackup(InputRefused):
    """The file is no backup, was damaged, or does not hold a whole ledger."""

    code = "L004"


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    table: str
    file: str
    rows: int = Field(ge=0)
    sha256: str = Field(pattern=r"[0-9a-f]{64}")


class _Manifest(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    format: str
    made_on: str
    ledger_version: int
    entries: int
    last_sha256: str
    tables: list[_Table]


def restore_backup(
    backup: Path, ledger: Path, *, wait_seconds: Decimal | float = 30, dry_run: bool = False
) -> dict[str, Any]:
    """Make the ledger that a backup holds, verify it, then put it in place; the one before is kept.

    Args:
        backup: a file of ``attendctl.ledger.backup.make_backup``.
        ledger: where the ledger is to be.
        wait_seconds: how long to wait while another command holds the ledger that is there.
        dry_run: verify, and leave everything as it is.

    Returns:
        ``made_on``, ``entries``, ``last_sha256``, ``marks``, ``kept_as`` (the name of the ledger that was
        there, or None) and ``saved``.

    Raises:
        NotABackup: nothing was changed.
        CannotWrite: the folder of the ledger has no room, or may not be written; nothing was changed.
        LedgerBusy, LedgerNotUsable: the ledger that is there cannot be replaced.
    """
    folder = ledger.absolute().parent
    try:
        with backup.open("rb"):
            pass
    except OSError as fault:
        raise _refused(backup.name, f"it cannot be read ({fault.strerror or fault})") from None
    try:
        with temporary_folder(folder, prefix=TEMPORARY) as beside:
            manifest = _unpack(backup, beside)
            made = beside / ledger.name
            with written_or_said(made, state="Nothing was changed."):
                marks = _make(manifest, beside, made, backup.name)
            kept = None if dry_run else _put_in_place(made, ledger, wait_seconds)
    except OSError as fault:
        raise CannotWrite(
            f"{backup.name} could not be restored: {fault.strerror or fault}. Nothing was changed.",
            remedy="See that the folder of the ledger has room and that you may write there, and try again.",
        ) from None
    return {
        "made_on": date.fromisoformat(manifest.made_on).isoformat(),
        "entries": manifest.entries,
        "last_sha256": manifest.last_sha256,
        "marks": marks,
        "kept_as": kept.name if kept else None,
        "saved": not dry_run,
    }


def _unpack(backup: Path, folder: Path) -> _Manifest:
    try:
        with zipfile.ZipFile(backup) as archive:
            with archive.open(MANIFEST) as content:
                text = content.read(_MANIFEST_BYTES)
            manifest = _Manifest.model_validate(json.loads(text))
            date.fromisoformat(manifest.made_on)
            if manifest.format != FORMAT or not (
                _FIRST_THAT_HAD_BACKUPS <= manifest.ledger_version <= SCHEMA_VERSION
            ):
                raise _refused(
                    backup.name,
                    f"it is of {manifest.format}, ledger version {manifest.ledger_version}, and this program "
                    f"restores {FORMAT}, versions {_FIRST_THAT_HAD_BACKUPS} to {SCHEMA_VERSION}",
                )
            for table in manifest.tables:
                if table.file != f"{table.table}.parquet" or not table.table.isidentifier():
                    raise _refused(backup.name, "its list of tables is not that of a ledger")
                _unpack_table(archive, table, folder, backup.name)
    except (zipfile.BadZipFile, KeyError, EOFError, RuntimeError, NotImplementedError, ValueError) as fault:
        if isinstance(fault, ValidationError):
            raise _refused(backup.name, "its manifest is not that of a backup") from None
        raise _refused(backup.name, "it is cut off, damaged or no backup of a ledger") from None
    return manifest


def _unpack_table(archive: zipfile.ZipFile, table: _Table, folder: Path, name: str) -> None:
    if archive.getinfo(table.file).compress_type != zipfile.ZIP_STORED:
        raise _refused(name, f"{table.file} is packed, and could unpack to anything")
    sha256 = hashlib.sha256()
    with archive.open(table.file) as content, (folder / table.file).open("wb") as file:
        while chunk := content.read(1 << 20):
            sha256.update(chunk)
            file.write(chunk)
    if sha256.hexdigest() != table.sha256:
        raise _refused(name, f"{table.file} is not what it was when the backup was made")


def _make(manifest: _Manifest, folder: Path, made: Path, name: str) -> int:
    """Fill a new ledger, and verify it against the manifest and its own chain. Returns how many marks."""
    with open_workbench() as workbench:
        mask = os.umask(0o077)
        try:
            workbench.execute(f"ATTACH '{_quoted(made)}' AS ledger")
        finally:
            os.umask(mask)
        create_schema(workbench)
        columns = dict(workbench.execute(_COLUMNS).fetchall())
        kept = {table.table for table in manifest.tables}
        later = columns.keys() - kept if manifest.ledger_version < SCHEMA_VERSION else set()
        if sorted(columns.keys() - later) != sorted(table.table for table in manifest.tables):
            raise _refused(name, "it does not have the tables of a ledger")
        for table_name in sorted(later):  # what its version did not have comes when it is brought forward
            workbench.execute(f"DROP TABLE ledger.{table_name}")
        try:
            with one_transaction(workbench, made):
                for table in manifest.tables:
                    _fill(workbench, table, folder, columns[table.table], name)
                if later:
                    bring_forward(workbench, manifest.ledger_version)
                chain = check_chain(workbench)
        except duckdb.Error:
            raise _refused(name, "its tables are not those of a ledger") from None
        if chain.faults or (chain.entries, chain.last_sha256) != (manifest.entries, manifest.last_sha256):
            raise _refused(name, "its entries do not follow one from another")
        workbench.execute("CHECKPOINT ledger")
        workbench.execute("DETACH ledger")
    return next(table.rows for table in manifest.tables if table.table == "mark")


def _fill(
    workbench: duckdb.DuckDBPyConnection, table: _Table, folder: Path, columns: list[str], name: str
) -> None:
    workbench.execute(f"DELETE FROM ledger.{table.table}")  # create_schema writes the version
    source = f"read_parquet('{_quoted(folder / table.file)}')"
    there = [column for column, *_ in workbench.execute(f"DESCRIBE FROM {source}").fetchall()]
    if sorted(there) != sorted(columns):
        raise _refused(name, f"{table.file} does not have the columns of a ledger")
    workbench.execute(f"INSERT INTO ledger.{table.table} BY NAME FROM {source}")
    if workbench.execute(f"SELECT count(*) FROM ledger.{table.table}").fetchone() != (table.rows,):
        raise _refused(name, f"{table.file} does not have the rows that the manifest says")


def _put_in_place(made: Path, ledger: Path, wait_seconds: Decimal | float) -> Path | None:
    """Replace the ledger in one step, when nobody holds it; what was there stays under another name."""
    made.chmod(0o600)
    with made.open("rb") as content:
        os.fsync(content.fileno())
    kept = None
    with ExitStack() as held:  # until it is replaced: what another command told it meanwhile would be lost
        if ledger.exists():
            with suppress(LedgerNotUsable):  # a damaged one is replaced, too
                workbench = held.enter_context(open_workbench())
                held.enter_context(attached_for_writing(workbench, ledger, wait_seconds=wait_seconds))
                with damage_said(ledger), written_or_said(ledger):
                    workbench.execute("CHECKPOINT ledger")
            kept = _keep(ledger)
        if os.name == "nt":
            held.close()  # Windows replaces no open file
        try:
            made.replace(ledger)
        except OSError:
            if kept is not None:
                _take_back(kept, ledger)
            raise
    return kept


def _keep(ledger: Path) -> Path:
    """Give the ledger that is there a second name; the log that a damaged one may have goes along."""
    names = (f"{ledger.name}.before-restore{f'-{number}' if number > 1 else ''}" for number in count(1))
    kept = next(place for place in map(ledger.with_name, names) if not place.exists())
    try:
        os.link(ledger, kept)
    except OSError:  # a file system without links
        shutil.copy2(ledger, kept)
    try:
        with suppress(FileNotFoundError):  # the new ledger is not to meet the log of another
            _log_of(ledger).replace(_log_of(kept))
    except OSError:
        kept.unlink()
        raise
    return kept


def _take_back(kept: Path, ledger: Path) -> None:
    """Leave the ledger that could not be replaced as it was: with its log, and under one name."""
    with suppress(FileNotFoundError):
        _log_of(kept).replace(_log_of(ledger))
    kept.unlink()


def _log_of(ledger: Path) -> Path:
    return ledger.with_name(f"{ledger.name}.wal")


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _refused(name: str, why: str) -> NotABackup:
    return NotABackup(
        f"{name} cannot be restored: {why}. Nothing was changed.",
        remedy="Take another backup; attendctl check says whether the ledger that is there is sound.",
    )
