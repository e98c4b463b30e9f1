"""Opening a ledger to read or to write it: its version, its first schema, and what a failure leaves."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import duckdb

from attendctl.errors import CannotWrite
from attendctl.ledger.file_attached import file_attached, remove_half_made
from attendctl.ledger.migrate import SCHEMA_VERSION, bring_forward, keep_copy
from attendctl.ledger.not_usable import (
    LedgerNotFound,
    LedgerNotUsable,
    first_line,
    nothing_imported,
    written_or_said,
)

__all__ = [
    "SCHEMA_VERSION",
    "LedgerNotFound",
    "LedgerNotUsable",
    "NothingToKeep",
    "attached_for_reading",
    "attached_for_writing",
    "create_schema",
    "empty_ledger_in_memory",
    "one_transaction",
]


class NothingToKeep(Exception):
    """Raised in the body of ``one_transaction`` to leave it and keep nothing: a dry run, a refusal."""


@contextmanager
def attached_for_reading(
    workbench: duckdb.DuckDBPyConnection, path: Path, *, wait_seconds: Decimal | float
) -> Iterator[None]:
    """Attach a ledger as catalog ``ledger``, read only.

    A ledger of an earlier version is brought forward first, and a copy of it kept beside it.

    Raises:
        LedgerNotFound: there is no such file, or nothing was ever imported into it.
        LedgerNotUsable: it is not a ledger of a version this program reads, or is of an
            earlier one and cannot be written.
        LedgerBusy: another command held it for ``wait_seconds``.
    """
    with file_attached(workbench, path, wait_seconds=wait_seconds, to_write=False):
        version = _version(workbench, path)
        if version is None:
            raise nothing_imported(path)
        if version == SCHEMA_VERSION:
            yield
            return
    _bring_forward_to_read(workbench, path, version, wait_seconds)
    with file_attached(workbench, path, wait_seconds=wait_seconds, to_write=False):
        yield


@contextmanager
def attached_for_writing(
    workbench: duckdb.DuckDBPyConnection, path: Path, *, wait_seconds: Decimal | float
) -> Iterator[None]:
    """Attach a ledger as catalog ``ledger`` to change it; make the file when there is none.

    A file made here is for its owner alone, and goes again when the body fails. A file that
    another command made in the meantime stays.

    Raises:
        LedgerNotUsable: it is not a ledger of this version, or cannot be written.
        LedgerBusy: another command held it for ``wait_seconds``.
    """
    was_there = path.exists()
    made_here = False
    mask = os.umask(0o077)  # the ledger and its write-ahead log hold children's names
    try:
        with file_attached(workbench, path, wait_seconds=wait_seconds, to_write=True):
            try:
                version = _version(workbench, path)
                if version is None:
                    made_here = not was_there
                    remove_half_made(path)
                    with written_or_said(path):
                        create_schema(workbench)
                elif version < SCHEMA_VERSION:
                    _bring_forward(workbench, path, version)
                yield
            except BaseException:
                if made_here:
                    with suppress(duckdb.Error):  # the log goes first: it is not to meet a file made after
                        workbench.execute("CHECKPOINT ledger")
                    with suppress(OSError):  # still locked, so nobody else has begun to use it
                        path.with_name(f"{path.name}.wal").unlink(missing_ok=True)  # where it has no room
                        path.unlink()
                raise
    finally:
        os.umask(mask)


@contextmanager
def empty_ledger_in_memory(workbench: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """Attach an empty ledger that no file holds, for trying an import out."""
    workbench.execute("ATTACH ':memory:' AS ledger")
    try:
        create_schema(workbench)
        yield
    finally:
        workbench.execute("DETACH ledger")


@contextmanager
def one_transaction(workbench: duckdb.DuckDBPyConnection, path: Path) -> Iterator[None]:
    """Keep everything the body changes, or nothing when it raises.

    Raises:
        CannotWrite: the disk is full or the file cannot be written.
    """
    with written_or_said(path):
        workbench.execute("BEGIN")
        try:
            yield
            workbench.execute("COMMIT")
        except BaseException:
            with suppress(duckdb.Error):  # a failed COMMIT has already rolled back
                workbench.execute("ROLLBACK")
            raise


def create_schema(workbench: duckdb.DuckDBPyConnection) -> None:
    """Make the empty tables of ``schema.sql`` in the catalog ``ledger``, all or none."""
    workbench.execute("BEGIN")
    workbench.execute(files("attendctl.ledger").joinpath("schema.sql").read_text(encoding="utf-8"))
    workbench.execute("INSERT INTO ledger.ledger_version VALUES (?)", [SCHEMA_VERSION])
    workbench.execute("COMMIT")


def _bring_forward_to_read(
    workbench: duckdb.DuckDBPyConnection, path: Path, version: int, wait_seconds: Decimal | float
) -> None:
    """Bring a ledger forward. Another command may have done it meanwhile."""
    try:
        with attached_for_writing(workbench, path, wait_seconds=wait_seconds):
            pass
    except (LedgerNotUsable, CannotWrite) as fault:
        raise type(fault)(
            f"The ledger {path.name} is of version {version} and has to be brought to version "
            f"{SCHEMA_VERSION} before it is read. {fault.message}",
            remedy="See that you may write the file and its folder, and that the disk has room.",
        ) from None


def _bring_forward(workbench: duckdb.DuckDBPyConnection, path: Path, version: int) -> None:
    try:
        keep_copy(workbench, path, version)
    except (OSError, duckdb.Error) as fault:
        raise CannotWrite(
            f"No copy of the ledger {path.name} could be kept beside it before bringing it from version "
            f"{version} to {SCHEMA_VERSION}: {first_line(fault)}. It is as it was.",
            remedy="See that the disk has room and that you may write in its folder, then try again.",
        ) from None
    with one_transaction(workbench, path):
        bring_forward(workbench, version)


def _version(workbench: duckdb.DuckDBPyConnection, path: Path) -> int | None:
    """Return the schema version; None for a file that holds nothing at all yet."""
    tables = {
        name
        for (name,) in workbench.execute(
            "SELECT table_name FROM duckdb_tables() WHERE database_name = 'ledger'"
        ).fetchall()
    }
    if not tables:
        return None
    row = (
        workbench.execute("SELECT max(version) FROM ledger.ledger_version").fetchone()
        if "ledger_version" in tables
        else None
    )
    if row is None or row[0] is None:
        raise LedgerNotUsable(
            f"{path.name} is a database, but not an attendctl ledger.",
            remedy="Name the ledger with --ledger, or take a name that is free.",
        )
    if row[0] > SCHEMA_VERSION:
        raise LedgerNotUsable(
            f"The ledger {path.name} was written by a newer attendctl (ledger version {row[0]}; "
            f"this one reads up to {SCHEMA_VERSION}).",
            remedy="Update attendctl on this machine.",
        )
    return int(row[0])
