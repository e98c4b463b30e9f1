"""Rows written out as one plain CSV, so that DuckDB reads every container the same way."""

from __future__ import annotations

import csv
import errno
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from itertools import islice
from operator import itemgetter
from pathlib import Path

from attendctl.exports.containers.steady_file import CHUNK_BYTES
from attendctl.temporary_folder import no_temporary_file, temporary_folder

ROWS_AT_ONCE = 20_000
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


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
    """Write the wanted cells of the rows to a private temporary file, removed afterwards.

    Raises:
        CannotWrite: there is no room for it.
    """
    with temporary_folder() as folder:
        path = folder / "rows.csv"
        try:
            count = _write(path, rows, columns)
        except OSError as fault:
            if fault.filename == str(path) or fault.errno in _NO_ROOM:
                raise no_temporary_file(fault) from None
            raise  # of the export that is read
        yield NormalisedCopy(path, count, _line_breaks(path) != count)


def _write(path: Path, rows: Iterable[tuple[int, list[str]]], columns: Sequence[int]) -> int:
    count = 0
    source = iter(rows)
    with path.open("w", encoding="utf-8", newline="") as out:
        while chunk := list(islice(source, ROWS_AT_ONCE)):
            out.write(_as_csv(chunk, columns))
            count += len(chunk)
    return count


def _as_csv(chunk: Sequence[tuple[int, list[str]]], columns: Sequence[int]) -> str:
    """Write rows with LF as the end of a line, and as the only line break inside a cell."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    if len(columns) > 1:
        pick = itemgetter(*columns)
        writer.writerows((line, *pick(cells)) for line, cells in chunk)
    else:
        writer.writerows((line, *(cells[at] for at in columns)) for line, cells in chunk)
    if "\r" not in text.getvalue():
        return text.getvalue()
    # The writer does not quote a lone CR, and DuckDB does not read CR and LF in one file.
    return _as_csv(
        [(line, [cell.replace("\r\n", "\n").replace("\r", "\n") for cell in cells]) for line, cells in chunk],
        columns,
    )


def _line_breaks(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(CHUNK_BYTES), b""))
