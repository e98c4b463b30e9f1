"""What is found while a file is read: refusals with their place, and warnings with a count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from attendctl.ledger.incoming import FileWarning, Refusal

MOST_LISTED = 1000
"""So many refusals of one file are listed one by one; the rest is counted."""

_LONGEST_VALUE = 60


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
    unlisted: int = 0
    _warnings: dict[tuple[str, str], int] = field(default_factory=dict)

    def refuse(self, line: int | None, column: str | None, value: str | None, reason: str) -> None:
        """Note that a row is not imported."""
        if len(self.refusals) >= MOST_LISTED:
            self.unlisted += 1
            return
        if value is not None and len(value) > _LONGEST_VALUE:
            value = value[:_LONGEST_VALUE] + "…"
        self.refusals.append(Refusal(line, column, value, reason))

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
        if self.unlisted:
            listed.append(
                Refusal(None, None, None, f"{self.unlisted} more rows are refused and not listed here.")
            )
        return listed

    def warnings(self) -> list[FileWarning]:
        """Return the warnings in the order they were first met."""
        return [FileWarning(code, message, count) for (code, message), count in self._warnings.items()]
