"""Attaching the ledger file to a workbench: the lock on it, and that it is still the file of that name.

DuckDB lets one process write a file at a time, or several read it. A command that finds the file
held waits until it is free or its patience ends.
"""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import duckdb

from attendctl.errors import LedgerBusy
from attendctl.ledger.not_usable import damage_said, not_usable, nothing_imported
from attendctl.ledger.opened_once import claim, give_up
from attendctl.ledger.waiting import opened_when_free

# How DuckDB says that another process holds the file: on Linux and macOS, on Windows, in this process.
# "lock" as a word: of a damaged file it names the block.
_HELD = re.compile(r"\block\b|used by another process|File is already open in|already attached")


@contextmanager
def file_attached(
    workbench: duckdb.DuckDBPyConnection, path: Path, *, wait_seconds: Decimal | float, to_write: bool
) -> Iterator[None]:
    """Attach the file as catalog ``ledger``; made where there is none and it is to be written.

    Raises:
        LedgerNotFound: there is no such file, and it is only to be read.
        LedgerNotUsable: it is no database, cannot be opened, or is damaged where the body reads it.
        CannotWrite: it is to be written, and cannot be.
        LedgerBusy: another command held it for ``wait_seconds``.
    """
    held_by = ""

    def attempt() -> bool:
        nonlocal held_by
        if not claim(path):
            return False
        is_ours = False
        try:
            held = _attach(workbench, path, to_write=to_write)
            is_ours = held is None
            held_by = held or held_by
        finally:
            if not is_ours:
                give_up(path)
        return is_ours

    if not opened_when_free(attempt, path, wait_seconds=float(wait_seconds)):
        holder = re.search(r"\(PID (\d+)\)", held_by)
        raise LedgerBusy(
            f"The ledger {path.name} is in use by another command"
            + (f" (process {holder[1]})" if holder else "")
            + f", which did not finish within {wait_seconds} seconds. Nothing was changed.",
            remedy="Wait for that command to end, or close the program that has the file open, "
            "and try again. The time to wait is wait_seconds under [ledger] in attendctl.toml.",
        )
    try:
        with damage_said(path):
            yield
    finally:
        try:
            # What was committed lies in the log beside the file, flushed to the disk. Where the disk has
            # no room to take it over into the file now, whoever opens it next does.
            with suppress(duckdb.IOException, duckdb.FatalException):
                workbench.execute("DETACH ledger")
        finally:
            give_up(path)


def _attach(workbench: duckdb.DuckDBPyConnection, path: Path, *, to_write: bool) -> str | None:
    """Attach the file that has the name now. Returns what DuckDB says where another command holds it."""
    quoted = str(path).replace("'", "''")
    options = "" if to_write else "(READ_ONLY)"
    while True:
        before = None
        try:
            if to_write and identity(path) is None:
                _make_empty(workbench, path)
            before = identity(path)
            if before is None and not to_write:
                raise nothing_imported(path)
            workbench.execute(f"ATTACH '{quoted}' AS ledger {options}")
        except duckdb.Error as fault:
            # A path may hold any of the words looked for.
            text = str(fault).replace(path.name, "").replace(str(path.parent), "")
            if _HELD.search(text):
                return text
            if identity(path) is None and before is not None:
                continue  # its maker gave it up between our finding and opening it
            raise not_usable(path, text, to_write=to_write) from None
        # Between its opening and its locking another command may have given the file up, or put
        # another in its place: what is written to the one that lost its name would be lost with it.
        if identity(path) == before:
            return None
        workbench.execute("DETACH ledger")


def identity(path: Path) -> tuple[int, int] | None:
    """Return what tells the file of this name from any other; None where there is none."""
    try:
        state = path.stat()
    except OSError:
        return None
    return state.st_dev, state.st_ino


def _make_empty(workbench: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Give a new database its name in one step: nobody meets half of one. Another's stays where it is."""
    part = path.with_name(f".{path.name}.{uuid4().hex}.new")
    quoted = str(part).replace("'", "''")
    try:
        workbench.execute(f"ATTACH '{quoted}' AS made_empty")
        workbench.execute("DETACH made_empty")
        # Where there are no links, DuckDB makes the file itself when it is attached.
        with suppress(OSError):
            os.link(part, path)
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def remove_half_made(path: Path) -> None:
    """Remove what commands left behind that were killed while they made a new ledger of this name."""
    for part in path.absolute().parent.glob(f".{glob.escape(path.name)}.{'[0-9a-f]' * 32}.new"):
        with suppress(OSError):
            part.unlink()
