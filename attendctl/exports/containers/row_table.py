"""The table of a worksheet or an HTML page: rows that are already in memory or quickly read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

import duckdb

from attendctl.exports.containers.finding import FoundHeader, found_table
from attendctl.exports.containers.header_rows import HEADER_SEARCH_ROWS, HeaderScore, Row
from attendctl.exports.containers.merged_cells import MergedCells
from attendctl.exports.containers.staging import stage_rows
from attendctl.exports.containers.steady_file import SteadyFile
from attendctl.exports.containers.table import FoundTable, StagedTable


@dataclass(frozen=True)
class RowSheet:
    """A sheet or HTML table as rows of text.

    Attributes:
        name: as in FoundTable.sheet.
        hidden: as in FoundTable.hidden.
        rows: gives all rows from the first, with their lines, as often as it is called.
        merged: areas as indexes into these rows.
        above: text over the table and outside of it.
    """

    name: str | None
    hidden: bool
    rows: Callable[[], Iterator[Row]] = field(repr=False)
    merged: MergedCells
    above: Sequence[Row] = ()


@dataclass(frozen=True)
class RowBody:
    """The rows below the header of a sheet."""

    file: SteadyFile
    sheet: RowSheet
    found: FoundHeader

    def rows(self) -> Iterator[Row]:
        """All rows below the header."""
        # Merged cells are filled from the first row on: an area may begin in the header.
        return islice(self.sheet.merged.fill_down(self.sheet.rows(), 0), self.found.header.body, None)

    def stage(self, workbench: duckdb.DuckDBPyConnection, name: str, columns: Sequence[int]) -> StagedTable:
        """Put the body rows into the workbench; see FoundTable.stage."""
        body = self.found.reader(loose=True)
        staged = stage_rows(workbench, name, columns, body.read(self.rows()), body)
        self.file.check_unchanged()
        return staged


def find_row_table(file: SteadyFile, sheet: RowSheet, score: HeaderScore) -> FoundTable | None:
    """Find the header of a sheet and look at its first rows; None when it has no header.

    Raises:
        NoRowsFound: there is a header and nothing below it.
    """
    head = list(islice(sheet.rows(), HEADER_SEARCH_ROWS + 4))
    spread = sheet.merged.spread([cells for _, cells in head], 0)
    found = found_table(
        file.name, head, score, spread_merged=lambda first, last: spread[first : last + 1], above=sheet.above
    )
    if found is None:
        return None
    body = RowBody(file, sheet, found)
    return found.table(sheet.name, sheet.hidden, found.reader(loose=True), body.rows(), body)
