"""What became of one file: the numbers that are shown, and kept with the import."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from attendctl.ledger.incoming import FileWarning, Incoming, Refusal


@dataclass(frozen=True)
class MarkCounts:
    """How the marks of a file met the register. Sessions, each counted once.

    ``missing_from_export`` are real marks of the file's pupils between its first and
    last day that the register holds and the file does not; they stay.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    missing_from_export: int = 0


@dataclass(frozen=True)
class ImportOutcome:
    """One file after the merge. ``import_id`` is None unless the ledger now has it.

    With ``already_imported`` the ledger had these very bytes before: nothing changed, and
    ``import_id`` is that import's. With ``refused_because`` the file was not taken in.
    """

    incoming: Incoming
    schools: tuple[str, ...] = ()
    marks: MarkCounts = MarkCounts()
    pupils: int = 0
    pupils_new: int = 0
    pupils_changed: int = 0
    refusals: tuple[Refusal, ...] = ()
    warnings: tuple[FileWarning, ...] = ()
    import_id: int | None = None
    already_imported: bool = False
    refused_because: str | None = None
    remedy: str = ""

    def as_json(self) -> dict[str, Any]:
        """Return the contract's object for one file; dates as ISO text."""
        return {
            "file": self.incoming.file,
            "sha256": self.incoming.sha256,
            "kind": self.incoming.kind,
            "layout": self.incoming.layout,
            "school": ", ".join(self.schools) or None,
            "rows_read": self.incoming.rows_read,
            "marks_new": self.marks.new,
            "marks_changed": self.marks.changed,
            "marks_same": self.marks.same,
            "marks_missing_from_export": self.marks.missing_from_export,
            "pupils": self.pupils,
            "pupils_new": self.pupils_new,
            "pupils_changed": self.pupils_changed,
            "first_date": _iso(self.incoming.first_date),
            "last_date": _iso(self.incoming.last_date),
            "already_imported": self.already_imported,
            "refusals": [
                {"line": one.line, "column": one.column, "value": one.value, "reason": one.reason}
                for one in self.refusals
            ],
            "warnings": [
                {"code": one.code, "message": one.message, "count": one.count} for one in self.warnings
            ],
            "import_id": self.import_id,
        }


@dataclass(frozen=True)
class MergeResult:
    """All files of one command. Either every file was saved or none was."""

    files: list[ImportOutcome] = field(default_factory=list)
    saved: bool = False


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
