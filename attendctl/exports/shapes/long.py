"""The relation every shape becomes, and the columns that may stand beside a mark."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from attendctl.exports.columns import Binding
from attendctl.exports.recognise import Recognised

BESIDE_A_MARK = ("subcode", "minutes_late", "comment", "amended_reason", "amended_by")
"""Fields of a mark that are read where the table has a column for them."""


@dataclass(frozen=True)
class Staged:
    """One recognised table standing in the workbench.

    ``join_pupils`` is SQL that joins it (as ``s``) to its pupils (as ``w``);
    ``sheet`` is set when the file has several tables.
    """

    name: str
    recognised: Recognised
    join_pupils: str
    sheet: str | None = None

    @property
    def binding(self) -> Binding:
        """The table's columns."""
        return self.recognised.binding


@dataclass(frozen=True)
class LongMarks:
    """Marks as written, one row each: line, who, date, session, mark, then ``beside``.

    ``header_of`` names the column a mark of a day and session stands in.
    """

    relation: str
    header_of: Callable[[date, int], str | None]
    beside: list[str] = field(default_factory=list)


def beside_columns(binding: Binding) -> tuple[list[str], str]:
    """Return which fields stand beside each mark, and SQL that selects them."""
    found = [(name, column) for name in BESIDE_A_MARK if (column := binding.first(name))]
    return [name for name, _ in found], "".join(f", s.{column.name} AS {name}" for name, column in found)
