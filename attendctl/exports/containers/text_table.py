"""The one table of a delimited text file, staged the fast way if it is plain, else the careful way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import duckdb

from attendctl.exports.containers.byte_scan import ByteScan
from attendctl.exports.containers.delimited import DelimitedText
from attendctl.exports.containers.finding import FoundHeader, found_table
from attendctl.exports.containers.header_rows import HEADER_SEARCH_ROWS, HeaderScore, Row
from attendctl.exports.containers.refusals import NoHeaderFound
from attendctl.exports.containers.staging import (
    PlainCsv,
    drop_staged,
    give_temporary_folder,
    load_as_enums,
    stage_rows,
)
from attendctl.exports.containers.steady_file import SteadyFile
from attendctl.exports.containers.table import FoundTable, StagedTable

LINES_WORTH_THE_FAST_WAY = 50_000
"""A shorter file is read carefully: that takes a fraction of a second."""


@dataclass(frozen=True)
class TextBody:
    """The rows of a text file below its header, which takes the first ``lines_before`` physical lines."""

    text: DelimitedText
    scan: ByteScan
    found: FoundHeader
    lines_before: int

    def stage(self, workbench: duckdb.DuckDBPyConnection, name: str, columns: Sequence[int]) -> StagedTable:
        """Put the body rows into the workbench; see FoundTable.stage."""
        give_temporary_folder(workbench)
        long = self.scan.newlines >= LINES_WORTH_THE_FAST_WAY
        staged = self.stage_fast(workbench, name, columns) if long else None
        if staged is None:
            staged = self.stage_carefully(workbench, name, columns)
        self.text.file.check_unchanged()
        return staged

    def stage_carefully(
        self, workbench: duckdb.DuckDBPyConnection, name: str, columns: Sequence[int]
    ) -> StagedTable:
        """Read record by record: tells every oddity with its line."""
        body = self.found.reader()
        return stage_rows(workbench, name, columns, body.read(self.rows()), body)

    def rows(self) -> Iterator[Row]:
        """All records below the header."""
        return islice(self.text.records(self.found.row_width), self.found.header.body, None)

    def stage_fast(
        self, workbench: duckdb.DuckDBPyConnection, name: str, columns: Sequence[int]
    ) -> StagedTable | None:
        """Let DuckDB read the file itself; None when a single row is not plain.

        The file is plain when DuckDB finds it rectangular, no row is worth a
        second look, and there is one row for each physical line.
        """
        if not self._may_be_plain():
            return None
        width = self.found.row_width
        names = tuple(f"c{at}" for at in range(width))
        source = PlainCsv(self.text.file.path, self.text.delimiter, names, self.lines_before)
        first = self.lines_before + 1
        try:
            rows = load_as_enums(
                workbench, name, source, columns, line=f"rowid + {first}", header_rows=self.found.raw_rows
            )
        except duckdb.Error:
            rows = None
        lines = self.scan.newlines + (not self.scan.ends_with_newline)
        if rows is None or rows != lines - self.lines_before:
            drop_staged(workbench, name, columns)
            return None
        return StagedTable(name, rows, self.found.reader().skipped, [])

    def _may_be_plain(self) -> bool:
        """Whether it is UTF-8 with one kind of line end throughout, LF or CR LF."""
        scan = self.scan
        ends = (scan.carriage_returns, scan.pairs)
        return scan.utf8 and ends in ((0, 0), (scan.newlines, scan.newlines))


def find_text_table(file: SteadyFile, text: DelimitedText, scan: ByteScan, score: HeaderScore) -> FoundTable:
    """Find the header of a delimited text and look at its first rows.

    Raises:
        NoHeaderFound: no row near the top names two known columns.
        NoRowsFound: nothing stands below the header.
    """
    head = list(islice(text.records(), HEADER_SEARCH_ROWS + 4))
    found = found_table(file.name, head, score)
    if found is None:
        raise NoHeaderFound(
            f"{file.name}: none of the first {HEADER_SEARCH_ROWS} rows names two columns that are known.",
            remedy="Export it with its headings (such as UPN, Date, Session, Mark), "
            "or tell attendctl.toml what the headings of your MIS mean.",
        )
    body = TextBody(text, scan, found, _line_after(text, found.header.body))
    return found.table(None, False, found.reader(), body.rows(), body)


def _line_after(text: DelimitedText, records: int) -> int:
    """The count of physical lines that the first records take."""
    following = next(islice(text.records(), records, None), None)
    return following[0] - 1 if following else 0
