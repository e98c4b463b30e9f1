"""A ledger changed in a copy that then takes its place: nothing of what was removed stays in the file.

A database keeps the blocks of deleted rows until it writes over them. Here the rows are deleted in one copy
and what is left is copied once more, into a file that never held them.
"""

from __future__ import annotations

import glob
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import ExitStack, suppress
from decimal import Decimal
from pathlib import Path
from typing import TypeVar

import duckdb

from attendctl.errors import InputRefused
from attendctl.ledger.attach import LedgerNotUsable, attached_for_writing, one_transaction
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.workbench import open_workbench

_PREFIX = ".attendctl-anew-"
Result = TypeVar("Result")


class CopyNotSound(InputRefused):
    """A ledger made anew does not hold what its chain says. Nothing was changed."""

    code = "L006"


def make_anew(
    ledger: Path,
    change: Callable[[duckdb.DuckDBPyConnection], Result],
    *,
    wait_seconds: Decimal | float = 30,
) -> Result:
    """Change a ledger so that no trace of what it held before stays in its file: wholly or not at all.

    Other commands wait meanwhile. A change that is refused or breaks off leaves the ledger as it was.

    Args:
        ledger: the ledger file.
        change: is given a connection with a copy attached as ``ledger``, in a transaction.
        wait_seconds: how long to wait while another command holds the ledger.

    Returns:
        What ``change`` returned.

    Raises:
        LedgerBusy, LedgerNotUsable: as for writing; the disk has no room for a copy.
        CopyNotSound: the changed ledger does not fit its chain.
    """
    # What a link leads to: put in the place of the link, the new file would leave the old one as it was.
    target = ledger.resolve()
    folder, prefix = target.parent, f"{_PREFIX}{target.name}-"
    try:
        with ExitStack() as copies, ExitStack() as lock:
            held = lock.enter_context(open_workbench())
            lock.enter_context(attached_for_writing(held, ledger, wait_seconds=wait_seconds))
            # Of a command that was killed, for this one has the lock of this ledger.
            for left_behind in folder.glob(f"{glob.escape(prefix)}*"):
                shutil.rmtree(left_behind, ignore_errors=True)
            beside = Path(copies.enter_context(tempfile.TemporaryDirectory(dir=folder, prefix=prefix)))
            changed, anew = beside / "changed.duckdb", beside / "anew.duckdb"
            held.execute("CHECKPOINT ledger")
            copy_ledger(held, changed)
            with open_workbench() as workbench:
                workbench.execute(f"ATTACH '{_quoted(changed)}' AS ledger")
                with one_transaction(workbench, ledger):
                    result = change(workbench)
                copy_ledger(workbench, anew)
            verify(anew, ledger.name)
            if os.name == "nt":
                lock.close()  # Windows replaces no open file
            put_in_place(anew, target)
    except (OSError, duckdb.IOException) as fault:
        why = getattr(fault, "strerror", None) or str(fault).splitlines()[0]
        raise LedgerNotUsable(
            f"The ledger {ledger.name} could not be made anew: {why}. It is as it was.",
            remedy="See that the disk has room for two more copies of it, then try again.",
        ) from None
    return result


def copy_ledger(workbench: duckdb.DuckDBPyConnection, target: Path) -> None:
    """Copy the attached ledger, and nothing it no longer holds, into a new file for its owner alone."""
    mask = os.umask(0o077)
    try:
        workbench.execute(f"ATTACH '{_quoted(target)}' AS copy_of_ledger")
        try:
            workbench.execute("COPY FROM DATABASE ledger TO copy_of_ledger")
            workbench.execute("CHECKPOINT copy_of_ledger")
        finally:
            workbench.execute("DETACH copy_of_ledger")
    finally:
        os.umask(mask)


def verify(made: Path, name: str) -> None:
    """Refuse a ledger that does not fit its chain.

    Raises:
        CopyNotSound: it does not.
    """
    with open_workbench() as workbench:
        workbench.execute(f"ATTACH '{_quoted(made)}' AS ledger (READ_ONLY)")
        faults = check_chain(workbench).faults
        workbench.execute("DETACH ledger")
    if faults:
        raise CopyNotSound(
            f"The new {name} does not hold what its chain says. Nothing was changed.",
            remedy="Run attendctl check on the ledger, and report this if it is sound.",
        )


def put_in_place(made: Path, target: Path) -> None:
    """Flush a finished file to the disk and give it its name, in one step."""
    made.chmod(0o600)
    with made.open("rb") as content, suppress(OSError):  # a file opened to read cannot be flushed everywhere
        os.fsync(content.fileno())
    made.replace(target)


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
