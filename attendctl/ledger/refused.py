"""The ways the ledger itself turns a file away, beside what reading the file refused."""

from __future__ import annotations

from collections.abc import Sequence

from attendctl.errors import InputRefused
from attendctl.ledger.incoming import Refusal


class FileRefused(InputRefused):
    """A file does not fit the ledger. Nothing of the command is saved."""

    code = "I040"

    def __init__(self, message: str, *, remedy: str = "", refusals: Sequence[Refusal] = ()) -> None:
        super().__init__(message, remedy=remedy)
        self.refusals = tuple(refusals)


class RowsRefused(FileRefused):
    """Some rows of a file cannot be imported, and nobody said to go on without them."""

    code = "I041"


class StaleExport(FileRefused):
    """The file ends before the ledger does and would turn marks back to values already amended."""

    code = "I042"


def rows_refused(file: str, rows_read: int, refused: int) -> RowsRefused:
    """Return the fault of a file some of whose rows cannot be imported.

    >>> print(rows_refused("autumn.csv", 1204, 2).message)
    2 of 1,204 rows in autumn.csv cannot be imported. Nothing was saved.
    """
    return RowsRefused(
        f"{refused:,} of {rows_read:,} {'row' if rows_read == 1 else 'rows'} in {file} cannot be imported. "
        "Nothing was saved.",
        remedy="Correct the file and import it again, or keep the good rows with --accept-partial.",
    )
