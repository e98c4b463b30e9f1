"""Waiting for a ledger that another command holds: who waits is in a queue, and nobody overtakes it.

Readers share a ledger, so one that comes while others read would go straight in; who waits to
write would never find it free as long as readers keep coming. So a command that finds the ledger
held takes the turn, a lock of the operating system beside it, and whoever comes later waits for
the turn first. The file of the turn is there only while somebody waits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep

_SECONDS_BETWEEN_TRIES = 0.05
_OWNERS_FILE = 0o600


def opened_when_free(attempt: Callable[[], bool], ledger: Path, *, wait_seconds: float) -> bool:
    """Try to open a ledger until it is free.

    Args:
        attempt: opens it; False while another command holds it. What it raises ends the waiting.
        ledger: the ledger file.
        wait_seconds: how long to try. It is tried once at least.

    Returns:
        Whether it was opened.
    """
    give_up_at = monotonic() + wait_seconds
    if not turn_of(ledger).exists() and attempt():
        return True
    with _our_turn(ledger, wait_seconds=wait_seconds):
        while not attempt():
            left = give_up_at - monotonic()
            if left <= 0:
                return False
            sleep(min(_SECONDS_BETWEEN_TRIES, left))
    return True


def turn_of(ledger: Path) -> Path:
    """Return the file whose lock is the turn. It is there while somebody waits, or was killed waiting."""
    return ledger.with_name(f".{ledger.name}.turn.lock")


@contextmanager
def _our_turn(ledger: Path, *, wait_seconds: float) -> Iterator[None]:
    """Hold the turn while the body lasts; or have none, when the patience ends or there are no locks here."""
    from filelock import FileLock, Timeout  # 40 ms to import, which only who waits has to pay

    path = turn_of(ledger)
    lock = FileLock(path, mode=_OWNERS_FILE, fallback_to_soft=False)
    # Where the folder cannot be written, as when a ledger is only to be read, one goes without.
    with suppress(Timeout, OSError, NotImplementedError):
        lock.acquire(timeout=wait_seconds, poll_interval=_SECONDS_BETWEEN_TRIES)
    try:
        yield
    finally:
        if lock.is_locked:
            with suppress(OSError):  # Windows removes no open file: there it stays
                path.unlink()
            lock.release()
