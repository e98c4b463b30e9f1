"""What became of one file: the numbers that are shown, and kept with the import."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from attendctl.errors import DONE_WITH_SOME_SET_ASIDE, InputRefused
from attendctl.ledger.incoming import FileWarning, Incoming, Refusal


@dataclass(frozen=True)
class MarkCounts:
    """How the marks of a file met the register. Sessions, each counted once.

    ``missing_from_export`` are marks of the file's pupils between its first and last day
    that the register holds and the file does not; they stay. Days the school was closed
    are not counted.
    """

    new: int = 0
    changed: int = 0
    same: int = 0
    missing_from_export: int = 0


@dataclass(frozen=True)
class ImportOutcome:
    """One file after the command. ``import_id`` is None unless the ledger now has it.

    With ``already_imported`` these very bytes came before, in the ledger or in the same
    command: nothing changed, and ``import_id`` is that import's. With ``refused_because`` the
    file was not taken in, and what could not be told of it is None or 0.
    """

    file: str
    sha256: str | None = None
    kind: str | None = None
    layout: str | None = None
    rows_read: int = 0
    first_date: date | None = None
    last_date: date | None = None
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
    refused_code: str = InputRefused.code
    remedy: str = ""

    @classmethod
    def of(cls, incoming: Incoming) -> ImportOutcome:
        """Return the outcome of a file that has been read and not yet merged."""
        return cls(
            file=incoming.file,
            sha256=incoming.sha256,
            kind=incoming.kind,
            layout=incoming.layout,
            rows_read=incoming.rows_read,
            first_date=incoming.first_date,
            last_date=incoming.last_date,
            refusals=tuple(incoming.refusals),
            warnings=tuple(incoming.warnings),
        )

    def as_json(self) -> dict[str, Any]:
        """Return the contract's object for one file; dates as ISO text.

        A file that was refused as a whole has one refusal without a line.
        """
        refusals = list(self.refusals)
        if self.refused_because and not refusals:
            refusals = [Refusal(None, None, None, self.refused_because)]
        return {
            "file": self.file,
            "sha256": self.sha256,
            "kind": self.kind,
            "layout": self.layout,
            "school": ", ".join(self.schools) or None,
            "rows_read": self.rows_read,
            "marks_new": self.marks.new,
            "marks_changed": self.marks.changed,
            "marks_same": self.marks.same,
            "marks_missing_from_export": self.marks.missing_from_export,
            "pupils": self.pupils,
            "pupils_new": self.pupils_new,
            "pupils_changed": self.pupils_changed,
            "first_date": self.first_date.isoformat() if self.first_date else None,
            "last_date": self.last_date.isoformat() if self.last_date else None,
            "already_imported": self.already_imported,
            "refused_because": self.refused_because,
            "remedy": self.remedy or None,
            "refusals": [
                {"line": one.line, "column": one.column, "value": one.value, "reason": one.reason}
                for one in refusals
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

    @property
    def exit_status(self) -> int:
        """0; 3 when a file was refused; 6 when rows of an accepted file were set aside.

        >>> MergeResult([ImportOutcome("a.csv", refused_because="it is empty")]).exit_status
        3
        """
        if any(outcome.refused_because for outcome in self.files):
            return InputRefused.exit_status
        return DONE_WITH_SOME_SET_ASIDE if any(outcome.refusals for outcome in self.files) else 0

    def as_json(self) -> dict[str, Any]:
        """Return the contract's object for the whole command."""
        return {"files": [outcome.as_json() for outcome in self.files], "saved": self.saved}
