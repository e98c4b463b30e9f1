"""One run at a time: a lock of the operating system, which a run that is killed lets go."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path

from filelock import FileLock, Timeout

from attendctl.errors import CannotWrite, LedgerBusy

_OWNERS_FILE = 0o600


class AnotherRunIsOn(LedgerBusy):
    """Another night run, or a release of its letters, is at work on this ledger."""

    code = "L005"


@contextmanager
def the_only_run(ledger: Path, *, wait_seconds: Decimal | float = 0) -> Iterator[None]:
    """Hold the right to run on a ledger while the body lasts.

    Args:
        ledger: the ledger file; the lock is a file beside it.
        wait_seconds: how long to wait for it.

    Raises:
        AnotherRunIsOn: another run has it.
        CannotWrite: the folder of the ledger is not there or may not be written to.
    """
    path = ledger.with_name(f".{ledger.name}.nightly.lock")
    # Without a true lock there would be a file that outlives a killed run, and no night after it.
    lock = FileLock(path, timeout=float(wait_seconds), mode=_OWNERS_FILE, fallback_to_soft=False)
    try:
        lock.acquire()
    except Timeout:
        raise AnotherRunIsOn(
            f"Another night run is at work on {ledger.name}. Nothing was done.",
            remedy="Let it finish. If it hangs, end it: its lock goes, and the next run finishes the job.",
        ) from None
    except (OSError, NotImplementedError) as fault:
        why = getattr(fault, "strerror", None) or "this folder has no locks"
        raise CannotWrite(
            f"{path} cannot be locked: {why}. Nothing was done.",
            remedy="Keep the ledger in a folder of this machine that may be written to.",
        ) from None
    try:
        yield
    finally:
        lock.release()
