"""From the first rows to a found table: preamble, header, sample."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from attendctl.exports.containers.body_rows import BLANK, BodyRows
from attendctl.exports.containers.header_rows import (
    Header,
    HeaderScore,
    Row,
    find_header,
    spread_over_sessions,
)
from attendctl.exports.containers.refusals import NoRowsFound
from attendctl.exports.containers.table import FoundTable, SkippedRow, TableBody

SAMPLE_ROWS = 200
"""How many body rows a found table shows to those who recognise layouts."""

SAMPLE_SEARCH_ROWS = 2_000
"""How many rows are searched for them; further on only the first body row is looked for."""


@dataclass(frozen=True)
class FoundHeader:
    """A header, cut to the columns it names, and the rows above it."""

    file: str
    header: Header
    raw_rows: list[list[str]]
    header_rows: list[list[str]]
    names: list[str]
    names_line: int
    label_line: int | None
    preamble: list[Row]

    @property
    def row_width(self) -> int:
        """How many cells a row may have: as many as the header has, empty ones counted."""
        return max(len(cells) for cells in self.raw_rows)

    def reader(self, *, loose: bool = False) -> BodyRows:
        """A fresh reader of the rows below this header."""
        body = BodyRows(self.file, self.raw_rows, len(self.names) if loose else self.row_width, loose)
        if self.label_line is not None:
            body.skipped.append(SkippedRow(self.label_line, "labels that describe the columns"))
        return body

    def table(
        self, sheet: str | None, hidden: bool, reader: BodyRows, rows: Iterable[Row], body: TableBody
    ) -> FoundTable:
        """Read the first body rows and give the table.

        Raises:
            NoRowsFound: there are none.
        """
        width = len(self.names)
        source = iter(rows)
        found = list(islice(reader.read(islice(source, SAMPLE_SEARCH_ROWS)), SAMPLE_ROWS))
        sample = [cells[:width] for _, cells in found or islice(reader.read(source), 1)]
        if not sample:
            raise NoRowsFound(
                f"{self.file}: no row of data follows the header on line {self.names_line}.",
                remedy="Export it again for a group and dates that have marks.",
            )
        return FoundTable(
            sheet=sheet,
            hidden=hidden,
            preamble=self.preamble,
            header_rows=self.header_rows,
            header=self.names,
            header_line=self.names_line,
            sample=sample,
            skipped=list(reader.skipped),
            body=body,
        )


def found_table(
    file: str,
    head: Sequence[Row],
    score: HeaderScore,
    *,
    spread_merged: Callable[[int, int], list[list[str]]] | None = None,
    above: Sequence[Row] = (),
) -> FoundHeader | None:
    """Find the header among the first rows.

    Args:
        file: the name for messages.
        head: the first rows with their lines.
        score: counts known names.
        spread_merged: gives the rows from one index to another (both included)
            with merged cells spread, where the container knows of merged cells.
        above: text that stands over the table and outside of it.
    """
    header = find_header(head, score)
    if header is None:
        return None
    raw = [list(cells) for _, cells in head[header.first : header.last + 1]]
    rows = raw if spread_merged is None else spread_merged(header.first, header.last)
    width = max(_filled_width(cells) for cells in rows)
    rows = [(cells + [""] * width)[:width] for cells in spread_over_sessions(rows)]
    return FoundHeader(
        file=file,
        header=header,
        raw_rows=raw,
        header_rows=rows,
        names=rows[header.names - header.first],
        names_line=head[header.names][0],
        label_line=None if header.label is None else head[header.label][0],
        preamble=[
            *above,
            *(
                (line, cells[: _filled_width(cells)])
                for line, cells in head[: header.first]
                if _filled_width(cells)
            ),
        ],
    )


def _filled_width(cells: Sequence[str]) -> int:
    return max((at + 1 for at, cell in enumerate(cells) if cell.strip(BLANK)), default=0)
