"""The ways the ledger itself turns a file away, beside what reading the file refused."""

from __future__ import annotations

from collections.abc import Sequence

from attendctl.errors import InputRefused
from attendctl.ledger.incoming import Refusal


class FileRefused(InputRefused):
    """A file does not fit the ledger. Nothing of the command is saved."""

    code = "I010"

    def __init__(self, message: str, *, remedy: str = "", refusals: Sequence[Refusal] = ()) -> None:
        super().__init__(message, remedy=remedy)
        self.refusals = tuple(refusals)


class RowsRefused(FileRefused):
    """Some rows name a pupil in a way the ledger cannot accept."""

    code = "I011"


class StaleExport(FileRefused):
    """The file ends before the ledger does and would turn marks back to values already amended."""

    code = "I012"
