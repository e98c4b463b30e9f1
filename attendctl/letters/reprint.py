"""A letter written before, made again from what the ledger kept of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from attendctl.errors import NotFound
from attendctl.ledger.letters_record import letter_copies
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.letter_copies import sha256
from attendctl.letters.paper import files_of, paper_from_values

_MISREAD = str.maketrans({"O": "0", "I": "1", "L": "1"})
_HALF = 4


@dataclass(frozen=True)
class Reprint:
    """The files of one letter, by name, and those that are not the bytes they were."""

    reference: str
    files: dict[str, bytes]
    changed: tuple[str, ...]

    def as_values(self, folder: Path) -> dict[str, Any]:
        """Return what was written to a folder as plain values for JSON."""
        return {
            "reference": self.reference,
            "files": [str(folder / name) for name in self.files],
            "changed": [str(folder / name) for name in self.changed],
        }


def reprint(
    connection: duckdb.DuckDBPyConnection, reference: str, kinds: Sequence[FileKind] | None = None
) -> Reprint:
    """Make the files of one letter again: every copy, from nothing but the ledger.

    Args:
        connection: has the ledger's reading views.
        reference: of the letter, as printed on it, in any case and with or without its hyphen.
        kinds: the files to make; None for those that were made then.

    Raises:
        NotFound: the ledger knows no such letter, or did not keep it.
    """
    wanted = as_printed(reference)
    known = connection.execute(
        "SELECT count(*) FROM letter_written WHERE reference = $1", [wanted]
    ).fetchone()
    if known == (0,):
        raise NotFound(
            f"The ledger knows no letter with the reference {reference}.",
            remedy="It stands at the top and the foot of the letter, and in letters.json.",
        )
    copies = letter_copies(connection, wanted)
    if not copies:
        raise NotFound(
            f"The letter {wanted} was written before the ledger kept copies.",
            remedy="Look for its file in the folder it was written to.",
        )
    files: dict[str, bytes] = {}
    changed: list[str] = []
    for copy in copies:
        then = copy.sheet["files"]
        paper = paper_from_values(copy.sheet)
        made = files_of(paper, kinds or [FileKind(name.rpartition(".")[2]) for name in then])
        changed += [name for name, content in made.items() if name in then and sha256(content) != then[name]]
        files |= made
    return Reprint(wanted, files, tuple(changed))


def as_printed(reference: str) -> str:
    """Return a reference as letters print it.

    >>> as_printed("ct3tzo8c")
    'CT3T-Z08C'
    """
    letters = "".join(reference.upper().split()).replace("-", "").translate(_MISREAD)
    return f"{letters[:_HALF]}-{letters[_HALF:]}"
