"""Rows written out as one plain CSV, so that DuckDB reads every container the same way."""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from operator import itemgetter
from pathlib import Path

from attendctl.exports.containers.steady_file import CHUNK_BYTES

ROWS_AT_ONCE = 20_000


@dataclass(frozen=True)
class NormalisedCopy:
    """A UTF-8 CSV without a header: the line first, then the wanted cells."""

    path: Path
    rows: int
    newlines_in_cells: bool


@contextmanager
def normalised_copy(
    rows: Iterable[tuple[int, list[str]]], columns: Sequence[int]
) -> Iterator[NormalisedCopy]:
    """Write the wanted cells of the rows to a private temporary file, removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="attendctl-") as folder:
        path = Path(folder) / "rows.csv"
        count = _write(path, rows, columns)
        yield NormalisedCopy(path, count, _line_breaks(path) != 2 * count)


def _write(path: Path, rows: Iterable[tuple[int, list[str]]], columns: Sequence[int]) -> int:
    pick = itemgetter(*columns) if len(columns) > 1 else None
    count = 0
    source = iter(rows)
    with path.open("w", encoding="utf-8", newline="") as out:
        # With \n alone as the line's end the writer would leave a cell with \r unquoted.
        writer = csv.writer(out, lineterminator="\r\n")
        while chunk := list(islice(source, ROWS_AT_ONCE)):
            if pick is not None:
                writer.writerows((line, *pick(cells)) for line, cells in chunk)
            else:
                writer.writerows((line, *(cells[at] for at in columns)) for line, cells in chunk)
            count += len(chunk)
    return count


def _line_breaks(path: Path) -> int:
    with path.open("rb") as file:
        return sum(
            chunk.count(b"\n") + chunk.count(b"\r") for chunk in iter(lambda: file.read(CHUNK_BYTES), b"")
        )
