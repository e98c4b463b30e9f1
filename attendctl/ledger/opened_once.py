"""One process opens a ledger once at a time.

POSIX locks belong to the process: whichever of its open files of that name is closed first takes
all its locks with it, and another command could write while this one still reads.
"""

from __future__ import annotations

from pathlib import Path
from threading import Lock, get_ident

_guard = Lock()
_opened: dict[Path, int] = {}


def claim(ledger: Path) -> bool:
    """Claim a ledger for this thread; False while another thread of the process has it.

    Raises:
        RuntimeError: this thread has it already: a defect, which would let go of its own lock.
    """
    path = ledger.resolve()
    with _guard:
        holder = _opened.get(path)
        if holder == get_ident():
            raise RuntimeError(
                f"{ledger.name} is open already: use Ledger.as_known_on for another day's views"
            )
        if holder is not None:
            return False
        _opened[path] = get_ident()
        return True


def give_up(ledger: Path) -> None:
    """Give up a claim."""
    with _guard:
        _opened.pop(ledger.resolve(), None)
