"""What no output may take the place of, whatever name was typed: a ledger, a configuration, a device."""

from __future__ import annotations

import stat
from pathlib import Path

from attendctl.errors import CannotWrite

_CONFIGURATION = "attendctl.toml"
_MARK_OF_A_DATABASE = (8, b"DUCK")  # where a DuckDB file says that it is one


def refuse_to_replace(path: Path) -> None:
    """Refuse a file to write that would take the place of what is no output of ours.

    Raises:
        CannotWrite: a ledger, an ``attendctl.toml``, a device or a pipe lies there.
    """
    what = _kept(path)
    if what:
        raise CannotWrite(
            f"{path} is {what}, and is not written over. Nothing was written.",
            remedy="Name another file.",
        )


def _kept(path: Path) -> str | None:
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            return None  # said by whoever writes
        if not stat.S_ISREG(kind):
            return "a device or a pipe, not a file"
        if path.name == _CONFIGURATION:
            return "the configuration of a school"
        at, mark = _MARK_OF_A_DATABASE
        with path.open("rb") as file:
            return "a ledger" if file.read(at + len(mark))[at:] == mark else None
    except OSError:
        return None  # nothing is there, or it cannot be looked at: to write there says why
