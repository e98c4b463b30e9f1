"""What a file becomes: its tables, as text, with the physical line of every row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import duckdb

from attendctl.exports.containers.digest import Digest
from attendctl.ledger.incoming import FileWarning

Container = Literal["csv", "xlsx", "html", "xml"]
"""``xlsx`` is every workbook, the old binary .xls among them; ``xml`` has no tables here."""


@dataclass(frozen=True)
class SkippedRow:
    """Rows below the header that are no data: a footer, totals, a key to codes, the header again, empty rows.

    ``line`` is the first of ``rows`` rows that follow one another.
    """

    line: int
    why: str
    rows: int = 1


@dataclass(frozen=True)
class StagedTable:
    """A table that stands in the workbench: ``rows`` body rows, and what was left out or odd."""

    name: str
    rows: int
    skipped: list[SkippedRow]
    warnings: list[FileWarning]


class TableBody(Protocol):
    """The rows below a header, wherever they are kept."""

    def stage(
        self, workbench: duckdb.DuckDBPyConnection, name: str, columns: Sequence[int]
    ) -> StagedTable: ...


@dataclass(frozen=True)
class FoundTable:
    """One table in a file.

    A line is the physical line of a text file (of a record over several lines:
    its first), the row of a worksheet, the row within an HTML table; 1 is the first.
    Cells are text, an empty cell is ``""``.

    Attributes:
        sheet: the worksheet, or "table 2" of an HTML page with several; None when there is only one.
        hidden: the worksheet is hidden.
        preamble: rows above the header that hold something, with their lines (0: text above an HTML table).
        header_rows: all header rows, top first; merged cells are spread over the columns they cover.
        header: the header row that holds the field names, as exported. Trailing empty cells are cut.
        header_line: the line of ``header``.
        sample: the first body rows, at most SAMPLE_ROWS, as wide as ``header``.
        skipped: what was skipped up to the end of the sample; ``stage`` tells the whole.
    """

    sheet: str | None
    hidden: bool
    preamble: list[tuple[int, list[str]]]
    header_rows: list[list[str]]
    header: list[str]
    header_line: int
    sample: list[list[str]]
    skipped: list[SkippedRow]
    body: TableBody = field(repr=False)

    def stage(self, workbench: duckdb.DuckDBPyConnection, name: str, columns: Sequence[int]) -> StagedTable:
        """Put the body rows into ``name`` of the workbench, a table or a view.

        Args:
            workbench: an in-memory DuckDB connection.
            name: ``schema.name``, plain identifiers; must not exist yet. Helper
                tables and types beside it begin with the same name.
            columns: indexes of the wanted columns; the others are not read.

        Returns:
            The name, the count of rows, and what was skipped. The relation has
            ``line UINTEGER`` and a column ``c<i>`` for each wanted index, VARCHAR
            or ENUM; NULL is an empty cell, and a line break in a cell is LF. Rows are
            in the order of the file.

        Raises:
            InputRefused: the rows cannot be read, or the file changed meanwhile.
        """
        return self.body.stage(workbench, name, columns)


@dataclass(frozen=True)
class Source:
    """An opened file: what it is, and the tables in it.

    ``encoding`` and ``delimiter`` are of text files only. ``dates_from_1904`` tells
    how a bare day number in a workbook counts. An ``xml`` source has no tables.
    """

    file: Path
    digest: Digest = field(repr=False)
    container: Container
    encoding: str | None
    delimiter: str | None
    tables: list[FoundTable]
    warnings: list[FileWarning]
    dates_from_1904: bool = False

    @property
    def sha256(self) -> str:
        """The SHA-256 of the file's bytes, 64 hexadecimal digits. Waits until it is worked out."""
        return self.digest.hexdigest()
