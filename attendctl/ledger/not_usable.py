"""What is wrong with a ledger file that cannot be used, told from what DuckDB says of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from attendctl.errors import CannotWrite, InputRefused, NotFound


class LedgerNotUsable(InputRefused):
    """The ledger file is not a ledger, is newer than this program, or cannot be read or written."""

    code = "L002"


class LedgerNotFound(NotFound):
    """There is no ledger file yet."""

    code = "L003"


# How the systems say that there is no room, no right, or a disk that gives up.
_NOT_WRITTEN = re.compile(
    "No space left|Disk quota|not enough space|disk is full|File too large|Input/output error"
    "|Permission denied|Read-only file system|Access is denied|Operation not permitted",
    re.IGNORECASE,
)
# How DuckDB says, as late as when it reads that part of the file, that it is not as it was written.
_DAMAGED = re.compile("Corrupt database file|Could not read enough bytes")


@contextmanager
def damage_said(path: Path) -> Iterator[None]:
    """Have a read that meets a damaged part of the ledger end in one message, not in a fault of the database.

    Args:
        path: the ledger file that is attached.

    Raises:
        LedgerNotUsable: it is damaged.
    """
    try:
        yield
    except duckdb.Error as fault:
        if _DAMAGED.search(str(fault)) is None:
            raise
        raise _no_ledger_or_damaged(path) from None


@contextmanager
def written_or_said(path: Path, *, state: str = "It is as it was.") -> Iterator[None]:
    """Have a write that the disk refuses end in one message, not in a fault of the database.

    Args:
        path: the ledger file that is written.
        state: what holds of it then.

    Raises:
        CannotWrite: the disk is full, gave up, or may not be written.
    """
    try:
        yield
    except duckdb.Error as fault:
        # The fault of a COMMIT is of the transaction, and that of a CHECKPOINT is fatal: the text tells why.
        why = _NOT_WRITTEN.search(str(fault))
        if why is None and not isinstance(fault, duckdb.IOException):
            raise
        raise CannotWrite(
            f"The ledger {path.name} could not be written: {why[0] if why else first_line(fault)}. {state}",
            remedy="See that the disk has room and that you may write there, then try again.",
        ) from None


def first_line(fault: BaseException) -> str:
    """Return the first line of what the database says, without what it calls the kind of fault."""
    return str(fault).splitlines()[0].removeprefix("IO Error: ").rstrip(".")


def nothing_imported(path: Path) -> LedgerNotFound:
    """Return what is said where there is no ledger, or one that was never told anything."""
    return LedgerNotFound(
        f"There is no ledger {path.name} yet: nothing has been imported.",
        remedy="Start with: attendctl import FILE",
    )


def not_usable(path: Path, text: str, *, to_write: bool) -> LedgerNotUsable | CannotWrite:
    """Return what is wrong with a file that cannot be opened.

    Args:
        path: the ledger file.
        text: of DuckDB's own error.
        to_write: whether it was to be written.
    """
    if not path.absolute().parent.is_dir():
        return LedgerNotUsable(
            f"The folder of the ledger {path} does not exist.", remedy="Make the folder, or correct the path."
        )
    why = _NOT_WRITTEN.search(text)
    if why and to_write:
        return CannotWrite(
            f"You may not write the ledger {path.name} here, or there is no room for it: {why[0]}.",
            remedy="Make room, ask whoever owns the file, or name another with --ledger.",
        )
    if why:
        return LedgerNotUsable(
            f"You may not open the ledger {path.name} here.",
            remedy="Ask whoever owns the file, or name another with --ledger.",
        )
    if "newer" in text and "version" in text:
        return LedgerNotUsable(
            f"The ledger {path.name} was written by a newer DuckDB.",
            remedy="Update attendctl on this machine.",
        )
    return _no_ledger_or_damaged(path)


def _no_ledger_or_damaged(path: Path) -> LedgerNotUsable:
    return LedgerNotUsable(
        f"{path.name} is not an attendctl ledger, or is damaged.",
        remedy="Name the ledger with --ledger, or put back your last copy of the file.",
    )
