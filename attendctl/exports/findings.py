"""What is found while a file is read: refusals with their place, and warnings with a count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from attendctl.exports.values.shown import shown, without_names
from attendctl.ledger.incoming import FileWarning, Refusal

MOST_LISTED = 1000
"""So many refusals of one file are listed one by one; the rest is counted."""


@dataclass
class Findings:
    """Collects refusals and warnings of one file.

    >>> findings = Findings()
    >>> findings.warn("W105", "Marks later than today.", 2)
    >>> findings.warn("W105", "Marks later than today.", 3)
    >>> findings.warnings()[0].count
    5
    """

    refusals: list[Refusal] = field(default_factory=list)
    _unlisted_lines: set[int | None] = field(default_factory=set)
    _warnings: dict[tuple[str, str], int] = field(default_factory=dict)

    def refuse(self, line: int | None, column: str | None, value: str | None, fault: str) -> None:
        """Note that a row, or one mark of it, is not imported.

        Args:
            line: the physical line.
            column: the column's header, None when the whole row is at fault.
            value: the cell as the file has it.
            fault: what is wrong with it, as words that follow the value: "is not a date".
        """
        if len(self.refusals) >= MOST_LISTED:
            self._unlisted_lines.add(line)
            return
        subject = shown(value) if value else "the cell" if column else "the row"
        safe = None if value is None else without_names(value)
        self.refusals.append(Refusal(line, column, safe, f"{subject} {fault}"))

    def warn(self, code: str, message: str, count: int = 1) -> None:
        """Note something of which the officer should know; equal messages add up."""
        if count:
            self._warnings[code, message] = self._warnings.get((code, message), 0) + count

    def take(self, warnings: Iterable[FileWarning]) -> None:
        """Take over the warnings of the file's container."""
        for warning in warnings:
            self.warn(warning.code, warning.message, warning.count)

    def all_refusals(self) -> list[Refusal]:
        """Return the refusals in the order of the file, with a last entry for what is not listed."""
        listed = sorted(self.refusals, key=lambda one: (one.line is None, one.line or 0))
        if more := len(self._unlisted_lines - {one.line for one in listed}):
            rows = "1 more row is" if more == 1 else f"{more:,} more rows are"
            listed.append(Refusal(None, None, None, f"{rows} refused and not listed here.", rows=more))
        return listed

    def warnings(self) -> list[FileWarning]:
        """Return the warnings in the order they were first met."""
        return [FileWarning(code, message, count) for (code, message), count in self._warnings.items()]
