"""Opening the ledger file: the lock, the first schema, and every way the file can be wrong.

DuckDB lets one process write a file at a time, or several read it. A command
that finds the file held tries again until its patience ends.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from time import monotonic, sleep

import duckdb

from attendctl.errors import InputRefused, LedgerBusy, NotFound
from attendctl.ledger.migrate import SCHEMA_VERSION, bring_forward, keep_copy

_SECONDS_BETWEEN_TRIES = 0.1
# How DuckDB says that another process holds the file: on Linux and macOS, on Windows, in this process.
_HELD = re.compile(r"lock|used by another process|File is already open in|already attached")


class LedgerNotUsable(InputRefused):
    """The ledger file is not a ledger, is newer than this program, or cannot be read or written."""

    code = "L002"


class LedgerNotFound(NotFound):
    """There is no ledger file yet."""

    code = "L003"


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
    if not path.exists():
        raise _nothing_imported(path)
    _attach(workbench, path, "(READ_ONLY)", wait_seconds)
    try:
        version = _version(workbench, path)
        if version is None:
            raise _nothing_imported(path)
    except BaseException:
        workbench.execute("DETACH ledger")
        raise
    if version < SCHEMA_VERSION:
        workbench.execute("DETACH ledger")
        _bring_forward_to_read(workbench, path, version, wait_seconds)
    try:
        yield
    finally:
        workbench.execute("DETACH ledger")


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
        _attach(workbench, path, "", wait_seconds)
        try:
            version = _version(workbench, path)
            if version is None:
                made_here = not was_there
                create_schema(workbench)
            elif version < SCHEMA_VERSION:
                _bring_forward(workbench, path, version)
            yield
        except BaseException:
            if made_here:
                with suppress(duckdb.Error):  # the log goes first: it is not to meet a file made after this
                    workbench.execute("CHECKPOINT ledger")
                with suppress(OSError):  # still locked, so nobody else has begun to use it
                    path.unlink()
            raise
        finally:
            workbench.execute("DETACH ledger")
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
        LedgerNotUsable: the disk is full or the file cannot be written.
    """
    workbench.execute("BEGIN")
    try:
        yield
        workbench.execute("COMMIT")
    except BaseException as fault:
        with suppress(duckdb.Error):  # a failed COMMIT has already rolled back
            workbench.execute("ROLLBACK")
        if isinstance(fault, duckdb.IOException):
            raise LedgerNotUsable(
                f"The ledger {path.name} could not be written: {_first_line(fault)}. It is as it was.",
                remedy="See that the disk has room and that you may write there, then try again.",
            ) from None
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
    """Bring a ledger forward and leave it attached, read only. Another command may have done it meanwhile."""
    try:
        with attached_for_writing(workbench, path, wait_seconds=wait_seconds):
            pass
    except LedgerNotUsable as fault:
        raise LedgerNotUsable(
            f"The ledger {path.name} is of version {version} and has to be brought to version "
            f"{SCHEMA_VERSION} before it is read. {fault.message}",
            remedy="See that you may write the file and its folder, and that the disk has room.",
        ) from None
    _attach(workbench, path, "(READ_ONLY)", wait_seconds)


def _bring_forward(workbench: duckdb.DuckDBPyConnection, path: Path, version: int) -> None:
    try:
        keep_copy(workbench, path, version)
    except (OSError, duckdb.Error) as fault:
        raise LedgerNotUsable(
            f"No copy of the ledger {path.name} could be kept beside it before bringing it from version "
            f"{version} to {SCHEMA_VERSION}: {_first_line(fault)}. It is as it was.",
            remedy="See that the disk has room and that you may write in its folder, then try again.",
        ) from None
    with one_transaction(workbench, path):
        bring_forward(workbench, version)


def _attach(
    workbench: duckdb.DuckDBPyConnection, path: Path, options: str, wait_seconds: Decimal | float
) -> None:
    quoted = str(path).replace("'", "''")
    give_up_at = monotonic() + float(wait_seconds)
    while True:
        try:
            workbench.execute(f"ATTACH '{quoted}' AS ledger {options}")
            if path.exists():
                return
            workbench.execute("DETACH ledger")  # its maker gave it up between our finding and locking it
        except duckdb.Error as fault:
            text = str(fault).replace(str(path), "")  # a path may hold any of the words looked for
            if not _HELD.search(text):
                raise _not_usable(path, text) from None
            if monotonic() >= give_up_at:
                holder = re.search(r"\(PID (\d+)\)", text)
                raise LedgerBusy(
                    f"The ledger {path.name} is in use by another command"
                    + (f" (process {holder[1]})" if holder else "")
                    + f", which did not finish within {wait_seconds} seconds. Nothing was changed.",
                    remedy="Wait for that command to end, or close the program that has the file open, "
                    "and try again. The time to wait is wait_seconds under [ledger] in attendctl.toml.",
                ) from None
        sleep(min(_SECONDS_BETWEEN_TRIES, max(0.0, give_up_at - monotonic())))


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


def _not_usable(path: Path, text: str) -> LedgerNotUsable:
    if not path.absolute().parent.is_dir():
        return LedgerNotUsable(
            f"The folder of the ledger {path} does not exist.", remedy="Make the folder, or correct the path."
        )
    if re.search("Permission denied|Read-only file system|Access is denied", text):
        return LedgerNotUsable(
            f"You may not open the ledger {path.name} here.",
            remedy="Ask whoever owns the file, or name another with --ledger.",
        )
    if "newer" in text and "version" in text:
        return LedgerNotUsable(
            f"The ledger {path.name} was written by a newer DuckDB.",
            remedy="Update attendctl on this machine.",
        )
    return LedgerNotUsable(
        f"{path.name} is not an attendctl ledger, or is damaged.",
        remedy="Name the ledger with --ledger, or put back your last copy of the file.",
    )


def _nothing_imported(path: Path) -> LedgerNotFound:
    return LedgerNotFound(
        f"There is no ledger {path.name} yet: nothing has been imported.",
        remedy="Start with: attendctl import FILE",
    )


def _first_line(fault: BaseException) -> str:
    return str(fault).splitlines()[0].removeprefix("IO Error: ").rstrip(".")
