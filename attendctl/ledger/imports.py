"""What came into the ledger, import by import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attendctl.ledger.book import Ledger


@dataclass(frozen=True)
class ImportMade:
    """One import. ``known_on`` is the day the ledger was told, ``undone_on`` the day it was withdrawn."""

    import_id: int
    file: str
    sha256: str
    kind: str
    layout: str
    school: str | None
    known_on: date
    rows_read: int
    rows_refused: int
    marks_new: int
    marks_changed: int
    marks_same: int
    marks_missing_from_export: int
    pupils_new: int
    pupils_changed: int
    first_date: date | None
    last_date: date | None
    undone_on: date | None


def list_imports(ledger: Ledger) -> list[ImportMade]:
    """Return every import the ledger had been told of, withdrawn ones too, oldest first."""
    rows = ledger.connection.execute(
        """
        SELECT import_id, file, sha256, kind, layout, school, known_on, rows_read, rows_refused,
               marks_new, marks_changed, marks_same, marks_missing_from_export, pupils_new, pupils_changed,
               first_date, last_date, undone_on
        FROM import_made ORDER BY known_on, import_id
        """
    ).fetchall()
    return [ImportMade(*row) for row in rows]
