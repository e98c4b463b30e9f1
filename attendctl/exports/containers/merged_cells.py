"""Merged cells: spread over the header, and down the body where one name stands beside several rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from attendctl.exports.containers.header_rows import Row


@dataclass(frozen=True)
class Merge:
    """A merged area, as indexes of rows and columns, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class MergedCells:
    """The merged areas of a sheet or an HTML table."""

    merges: Sequence[Merge]
    _by_row: dict[int, list[Merge]] = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        for merge in self.merges:
            if merge.bottom > merge.top:
                self._by_row.setdefault(merge.top, []).append(merge)

    def spread(self, rows: Sequence[Sequence[str]], first: int) -> list[list[str]]:
        """Repeat each merged text in every cell it covers. ``rows`` begin at row index ``first``."""
        spread = [list(cells) for cells in rows]
        for merge in self.merges:
            if not first <= merge.top < first + len(spread) or merge.left >= len(spread[merge.top - first]):
                continue
            text = spread[merge.top - first][merge.left]
            for cells in spread[merge.top - first : merge.bottom - first + 1]:
                for at in range(merge.left, min(merge.right + 1, len(cells))):
                    cells[at] = text
        return spread

    def fill_down(self, rows: Iterable[Row], first: int) -> Iterator[Row]:
        """Repeat a text merged over several rows in each of them, in its first column.

        Args:
            rows: lines and cells; their row indexes count on from ``first``.
            first: row index of the first of them.
        """
        if not self._by_row:
            yield from rows
            return
        open_merges: list[tuple[Merge, str]] = []
        for at, (line, cells) in enumerate(rows, first):
            open_merges = [(merge, text) for merge, text in open_merges if merge.bottom >= at]
            filled = list(cells)
            for merge, text in open_merges:
                if merge.left < len(filled) and not filled[merge.left]:
                    filled[merge.left] = text
            for merge in self._by_row.get(at, ()):
                if merge.left < len(cells):
                    open_merges.append((merge, cells[merge.left]))
            yield line, filled
