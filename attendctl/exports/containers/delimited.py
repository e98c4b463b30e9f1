"""Records of a delimited text: what divides the cells, and on which physical line a record starts."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import islice

from attendctl.exports.containers.content_kind import not_a_table
from attendctl.exports.containers.header_rows import HEADER_SEARCH_ROWS, HeaderScore, Row, find_header
from attendctl.exports.containers.refusals import QuotesUnbalanced, TextDamaged
from attendctl.exports.containers.steady_file import SteadyFile

DELIMITERS = (",", ";", "\t", "|")

_NARROWEST_ROW = 4  # with fewer cells, a line of an address looks like a row

_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE)


@dataclass(frozen=True)
class DelimitedText:
    """A text file cut into cells. There is no escape character: ``\\`` is an attendance code."""

    file: SteadyFile
    encoding: str
    delimiter: str
    skip_lines: int = 0

    def records(self, width: int | None = None) -> Iterator[Row]:
        """Yield each record with the physical line it starts on; an empty line is a record without cells.

        Args:
            width: how many cells a row has, to tell a cell of several lines from rows that
                stand between one row's quotation mark and the next.

        Raises:
            QuotesUnbalanced: a quotation mark is never closed, or only some rows further on, or
                text follows the closing one.
            TextDamaged: a byte is not in the file's encoding.
        """
        line = 1
        try:
            with self.file.path.open(encoding=self.encoding, errors="strict", newline="") as text:
                for _ in range(self.skip_lines):
                    next(text, "")
                    line += 1
                reader = csv.reader(text, delimiter=self.delimiter, strict=True)
                skipped = self.skip_lines
                for cells in reader:
                    if width is not None and reader.line_num + skipped > line:
                        self._refuse_swallowed_rows(line, cells, width)
                    yield line, cells
                    line = reader.line_num + skipped + 1
        except csv.Error as fault:
            raise self._unbalanced(line, fault) from None
        except UnicodeError:
            raise TextDamaged(
                f"{self.file.name}, after line {line}: text that is not {self.encoding}: it is damaged.",
                remedy="Export it again from the MIS, or copy it anew.",
            ) from None
        except OSError as fault:
            raise self.file.unreadable(fault) from None

    def _refuse_swallowed_rows(self, line: int, cells: list[str], width: int) -> None:
        if width < _NARROWEST_ROW:
            return
        inside = [text for cell in cells if "\n" in cell for text in cell.splitlines()[1:-1]]
        if any(text.count(self.delimiter) == width - 1 for text in inside):
            raise QuotesUnbalanced(
                f"{self.file.name}, line {line}: a quotation mark is opened, and whole rows stand before the "
                "one that closes it.",
                remedy='Inside a quoted cell write a quotation mark twice (""), or export it again as XLSX.',
            )

    def _unbalanced(self, line: int, fault: csv.Error) -> QuotesUnbalanced:
        never_closed = "unexpected end" in str(fault) or "field larger" in str(fault)
        what = "is opened and never closed" if never_closed else "stands in the middle of a cell"
        return QuotesUnbalanced(
            f"{self.file.name}, line {line}: a quotation mark {what}.",
            remedy='Inside a quoted cell write a quotation mark twice (""), or export it again as XLSX.',
        )


def find_delimiter(file: SteadyFile, encoding: str, score: HeaderScore) -> DelimitedText:
    """Decide what divides the cells: a first line ``sep=;`` says it, else the one that fits best.

    Each candidate is tried on the first lines. The one under which a header is
    found with most known names wins, then the one that cuts most lines alike.

    Raises:
        NotATable: no candidate cuts the lines into columns.
    """
    head = _first_text(file, encoding)
    first_line = re.split(r"\r\n|\r|\n", head, maxsplit=1)[0]
    said = _SEPARATOR_LINE.fullmatch(first_line)
    if said:
        return DelimitedText(file, encoding, said.group(1), skip_lines=1)
    ranked = [(*_fitness(head, delimiter, score), delimiter) for delimiter in DELIMITERS]
    names, alike, delimiter = max(ranked, key=lambda fit: fit[:2])
    if not names and alike <= 0.5:
        raise not_a_table(file, "text without columns")
    return DelimitedText(file, encoding, delimiter)


def _fitness(head: str, delimiter: str, score: HeaderScore) -> tuple[int, float]:
    """Known names in the header, and the share of records that have the commonest count of cells."""
    rows = _head_rows(head, delimiter)
    header = find_header(rows, score)
    counts = Counter(len(cells) for _, cells in rows if cells)
    divided = {count: many for count, many in counts.items() if count > 1}
    alike = max(divided.values()) / sum(counts.values()) if divided else 0.0
    return (score(rows[header.names][1]) if header else 0), alike


def _head_rows(head: str, delimiter: str) -> list[Row]:
    rows: list[Row] = []
    try:
        for cells in islice(
            csv.reader(StringIO(head, newline=""), delimiter=delimiter), HEADER_SEARCH_ROWS * 2
        ):
            rows.append((0, cells))
    except csv.Error:
        pass  # told with its line when the file is read
    return rows


def _first_text(file: SteadyFile, encoding: str) -> str:
    text = file.head.decode(encoding, errors="replace").removeprefix("\ufeff")
    cut = max(text.rfind("\n"), text.rfind("\r"))
    return text[: cut + 1] if len(file.head) < file.size and cut > 0 else text
