"""What is wrong with a ledger file that cannot be used, told from what DuckDB says of it."""

from __future__ import annotations

import re
from pathlib import Path

from attendctl.errors import InputRefused, NotFound


class LedgerNotUsable(InputRefused):
    """The ledger file is not a ledger, is newer than this program, or cannot be read or written."""

    code = "L002"


class LedgerNotFound(NotFound):
    """There is no ledger file yet."""

    code = "L003"


def nothing_imported(path: Path) -> LedgerNotFound:
    """Return what is said where there is no ledger, or one that was never told anything."""
    return LedgerNotFound(
        f"There is no ledger {path.name} yet: nothing has been imported.",
        remedy="Start with: attendctl import FILE",
    )


def not_usable(path: Path, text: str) -> LedgerNotUsable:
    """Return what is wrong with a file that cannot be opened.

    Args:
        path: the ledger file.
        text: of DuckDB's own error.
    """
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
