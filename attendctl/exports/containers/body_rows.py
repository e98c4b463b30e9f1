"""Which rows below a header are data: footers, totals, keys and repeated headers are counted apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from attendctl.exports.containers.refusals import RowTooLong
from attendctl.exports.containers.table import SkippedRow
from attendctl.ledger.incoming import FileWarning

BLANK = " \t\r\n\v\f"
"""What may stand in a cell that counts as empty."""

# Written so that Python and DuckDB read them alike; matched against the first filled cell in lower case.
TOTALS = r"^(grand |sub[ -]?|overall |class |group |school |year )?(totals?|averages?)( |:|$)"
NOTES = (
    r"^(template notes|(report )?(printed|generated|produced|created|exported|downloaded) (on|by|at|from)|"
    r"(report|date|time) (printed|generated|produced|created|exported|run)|page \d+( |/|$)|"
    r"end of (report|file|list)|copyright|records? (found|listed|in)|"
    r"number of (rows|records|pupils|students))"
)
KEYS = r"^(template notes|key|key:.*|key to .*|codes used.*|code key.*|legend:?|notes?|notes?:.*)$"

_TOTALS, _NOTES, _KEYS = re.compile(TOTALS), re.compile(NOTES), re.compile(KEYS)
# A row of a pupil's number and empty cells is a pupil without a mark, no heading.
_PUPILS_NUMBER = re.compile(r"\d+|[A-Za-z]\d{11}[\dA-Za-z]")

# The first three letters of everything above: a row that begins otherwise needs no second look.
SUSPECT_STARTS = frozenset(
    {"ave", "cla", "cod", "cop", "cre", "dat", "dow", "end", "exp", "gen", "gra", "gro", "key", "leg", "not"}
    | {"num", "ove", "pag", "pri", "pro", "rec", "rep", "sch", "sub", "tem", "tim", "tot", "yea"}
)

TEXTS_REMEMBERED = 100_000
"""How many first cells are remembered as harmless: a school, a pupil or a date comes again and again."""

LINES_NAMED = 5
"""How many lines a warning names before it says "and more"."""


@dataclass
class BodyRows:
    """Reads the rows below a header, once, and remembers what it left out.

    Attributes:
        file: the name for messages.
        header_rows: all rows of the header.
        width: cells that a row may have.
        loose: cells beyond ``width`` are noted and left out (a worksheet); otherwise
            they refuse the file (text, where they mean a row that slipped).
    """

    file: str
    header_rows: Sequence[Sequence[str]]
    width: int
    loose: bool = False
    skipped: list[SkippedRow] = field(default_factory=list)
    _short: list[int] = field(default_factory=list)
    _beyond: list[int] = field(default_factory=list)
    _below_the_table: bool = False

    def __post_init__(self) -> None:
        self._headers = {comparable(row) for row in self.header_rows}
        self._named = max(sum(1 for cell in row if cell.strip(BLANK)) for row in self.header_rows)
        self._header_starts = {next((cell for cell in row if cell), "") for row in self._headers}
        self._harmless: set[str] = set()

    def read(self, rows: Iterable[tuple[int, list[str]]]) -> Iterator[tuple[int, list[str]]]:
        """Yield the body rows, each exactly ``width`` cells wide.

        Raises:
            RowTooLong: a text row has a filled cell beyond ``width``.
        """
        width, harmless = self.width, self._harmless
        for line, cells in rows:
            if (
                len(cells) == width
                and not self._below_the_table
                and (cells[0] in harmless or self._is_harmless(cells[0]))
                and cells[1].strip(BLANK)
            ):
                yield line, cells
                continue
            why = self._why_skip(cells)
            if why is not None:
                self._skip(line, why)
            elif len(cells) == width:
                yield line, cells
            else:
                yield line, self._fit(line, cells)

    def _is_harmless(self, cell: str) -> bool:
        """Whether no row that begins with this text is skipped, unless it is the only text. Remembered."""
        text = cell.strip(BLANK).lower()
        if not text or " ".join(text.split()) in self._header_starts:
            return False
        if text[:3] in SUSPECT_STARTS and any(p.search(text) for p in (_TOTALS, _NOTES, _KEYS)):
            return False
        if len(self._harmless) < TEXTS_REMEMBERED:
            self._harmless.add(cell)
        return True

    def warnings(self) -> list[FileWarning]:
        """What was odd in the rows read so far: rows padded, cells left out."""
        found = []
        if self._short:
            found.append(
                FileWarning(
                    "W011",
                    f"Rows shorter than the header were filled up with empty cells: {_lines(self._short)}.",
                    len(self._short),
                )
            )
        if self._beyond:
            found.append(
                FileWarning(
                    "W012",
                    f"Cells to the right of the last heading were left out: {_lines(self._beyond)}.",
                    len(self._beyond),
                )
            )
        return found

    def _why_skip(self, cells: Sequence[str]) -> str | None:
        filled = [text for cell in cells if (text := cell.strip(BLANK))]
        if not filled:
            return "empty row"
        first = filled[0].lower()
        if comparable(cells) in self._headers:
            return "the header again"
        if _TOTALS.search(first):
            return "totals"
        if len(filled) <= 3 and _NOTES.search(first) and (len(filled) == 1 or self._named > 3):
            return "a note, not data"
        if (len(filled) == 1 or (len(filled) == 2 and len(first) > 5)) and _KEYS.search(first):
            self._below_the_table = True
            return "a key or notes under the table"
        if self._below_the_table:
            if len(filled) < max(3, self._named // 2):
                return "a key or notes under the table"
            self._below_the_table = False
        if len(filled) == 1 and self._named >= 3 and not _PUPILS_NUMBER.fullmatch(cells[0].strip(BLANK)):
            return "only one cell is filled: a heading or a note"
        return None

    def _skip(self, line: int, why: str) -> None:
        last = self.skipped[-1] if self.skipped else None
        if last is not None and last.why == why and last.line + last.rows == line:
            self.skipped[-1] = SkippedRow(last.line, why, last.rows + 1)
        else:
            self.skipped.append(SkippedRow(line, why))

    def _fit(self, line: int, cells: list[str]) -> list[str]:
        if len(cells) < self.width:
            self._short.append(line)
            return cells + [""] * (self.width - len(cells))
        beyond = [cell for cell in cells[self.width :] if cell.strip(BLANK)]
        if beyond and not self.loose:
            raise RowTooLong(
                f"{self.file}, line {line}: the row has {len(cells)} cells and the header {self.width}.",
                remedy="A comma inside a cell needs quotation marks round the cell. "
                "Correct the row, or export the file again as XLSX.",
            )
        if beyond:
            self._beyond.append(line)
        return cells[: self.width]


def comparable(cells: Sequence[str]) -> tuple[str, ...]:
    """Return a row as it is compared with the header: no case, single spaces, no empty cells at the end."""
    texts = [" ".join(cell.split()).lower() for cell in cells]
    while texts and not texts[-1]:
        texts.pop()
    return tuple(texts)


def _lines(lines: Sequence[int]) -> str:
    named = ", ".join(str(line) for line in lines[:LINES_NAMED])
    more = f" and {len(lines) - LINES_NAMED} more" if len(lines) > LINES_NAMED else ""
    return f"{'line' if len(lines) == 1 else 'lines'} {named}{more}"
