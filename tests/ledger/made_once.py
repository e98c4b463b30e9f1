"""Ledgers that many tests begin with: made once, then copied. To make one takes longer than most tests."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from hashlib import sha256
from pathlib import Path

_MADE: dict[tuple[Hashable, bytes], bytes] = {}


def made_once(ledger: Path, key: Hashable, make: Callable[[], object]) -> None:
    """Bring a ledger file to where ``make`` brings it.

    Args:
        ledger: the file; it need not be there yet.
        key: names everything that goes into it, beside what the file holds already.
        make: makes or changes the file; called the first time only.
    """
    before = ledger.read_bytes() if ledger.exists() else b""
    whole = (key, sha256(before).digest())
    if whole not in _MADE:
        make()
        _MADE[whole] = ledger.read_bytes()
    ledger.write_bytes(_MADE[whole])
