"""The old binary .xls, looked through before it is opened: its chains end, and its cells lie together.

The reader of workbooks sets aside memory for every cell between the first and the last, and
follows the chains of sectors without a count; where either has no end it takes the process with it.
Source: Microsoft, [MS-CFB] (the file as a file system) and [MS-XLS] (the records in it).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_NO_SECTOR = 0xFFFFFFFA  # from here on a number means "none", "end" or "not used"
_PASSWORD = 0x2F
_STREAM, _ROOT = 2, 5
_ENTRY_BYTES = 128
_END, _DIMENSIONS, _SHEET, _STRINGS, _MANY_NUMBERS = 0x0A, 0x0200, 0x85, 0xFC, 0xBD
_CELLS = frozenset({0x02, 0x03, 0x04, 0x05, 0x06, 0xD6, 0xFD, 0x0203, 0x0204, 0x0205, 0x027E, 0x0406, 0x0206})
SHEETS_LIMIT = 1_000
"""Most sheets of a workbook."""


class Endless(Exception):
    """A chain or a count in the file cannot be right."""


def cells_spanned(content: bytes) -> int:
    """Return the cells from the first to the last of the largest sheet.

    Args:
        content: of the whole file.

    Raises:
        Endless: it is no whole workbook, or a chain of sectors in it runs in a circle.
    """
    try:
        stream = _workbook_stream(content)
        if any(kind == _PASSWORD for kind, _ in _records(stream, 0)):
            return 0  # what follows cannot be read by anybody; the reader says so
        starts = [0, *_sheets(stream)]
        if len(starts) > SHEETS_LIMIT:
            raise Endless
        whole = _span(_records(stream, 0, to_the_end=True))
        return max(whole, *(_span(_records(stream, start)) for start in starts))
    except (struct.error, IndexError):
        raise Endless from None


def _workbook_stream(content: bytes) -> bytes:
    """Return the stream of the workbook, every chain of the file having been followed to its end."""
    shift, small_shift = struct.unpack_from("<HH", content, 30)
    if shift not in (9, 12) or small_shift != 6:
        raise Endless
    size = 1 << shift
    fat_sectors, first_directory = struct.unpack_from("<II", content, 44)
    cutoff, first_small, _, first_more, _ = struct.unpack_from("<5I", content, 56)
    places = [place for place in struct.unpack_from("<109I", content, 76) if place < _NO_SECTOR]
    seen = 0
    while first_more < _NO_SECTOR:
        more = struct.unpack_from(f"<{size // 4}I", content, (first_more + 1) * size)
        places += [place for place in more[:-1] if place < _NO_SECTOR]
        first_more, seen = more[-1], seen + 1
        if seen > len(content) // size:
            raise Endless
    fat: list[int] = []
    for place in places[:fat_sectors]:
        fat += struct.unpack_from(f"<{size // 4}I", content, (place + 1) * size)

    def joined(first: int) -> bytes:
        return b"".join(content[(at + 1) * size : (at + 2) * size] for at in _chain(first, fat))

    small_fat = joined(first_small) if first_small < _NO_SECTOR else b""
    small = struct.unpack(f"<{len(small_fat) // 4}I", small_fat)
    directory = joined(first_directory)
    root, found = b"", None
    for start in range(0, len(directory) - _ENTRY_BYTES + 1, _ENTRY_BYTES):
        entry = directory[start : start + _ENTRY_BYTES]
        length, kind = struct.unpack_from("<HB", entry, 64)
        first, stated = struct.unpack_from("<II", entry, 116)
        name = entry[: max(length - 2, 0)].decode("utf-16-le", errors="replace").lower()
        if kind not in (_STREAM, _ROOT):
            continue
        if stated > len(content):
            raise Endless
        if kind == _ROOT:
            root = joined(first) if first < _NO_SECTOR else b""
        elif stated < cutoff:
            list(_chain(first, small))
        else:
            list(_chain(first, fat))
        if name in ("workbook", "book") and found is None:
            found = first, stated
    if found is None:
        raise Endless
    first, stated = found
    if stated >= cutoff:
        return joined(first)[:stated]
    return b"".join(root[at << small_shift : (at + 1) << small_shift] for at in _chain(first, small))[:stated]


def _chain(first: int, fat: Sequence[int]) -> Iterator[int]:
    """Yield the sectors of a chain. Raises Endless where it is longer than there are sectors."""
    for _ in range(len(fat) + 1):
        if first >= _NO_SECTOR:
            return
        yield first
        first = fat[first]
    raise Endless


def _records(stream: bytes, start: int, *, to_the_end: bool = False) -> Iterator[tuple[int, bytes]]:
    """Yield kind and data of each record from a place on, up to the end of a sheet or of the stream."""
    while start + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, start)
        yield kind, stream[start + 4 : start + 4 + length]
        start += 4 + length
        if kind == _END and not to_the_end:
            return


def _sheets(stream: bytes) -> list[int]:
    """Return where each sheet starts. Raises Endless where more texts are stated than there are bytes."""
    starts = []
    for kind, data in _records(stream, 0):
        if kind == _SHEET:
            starts.append(struct.unpack_from("<I", data)[0])
        if kind == _STRINGS and struct.unpack_from("<I", data, 4)[0] > len(stream):
            raise Endless
    return starts


def _span(records: Iterator[tuple[int, bytes]]) -> int:
    """Return the cells from the first to the last, or those that the sheet says it has, if more."""
    rows: list[int] = []
    columns: list[int] = []
    stated = 0
    for kind, data in records:
        if kind in _CELLS or kind == _MANY_NUMBERS:
            if len(data) < 4:
                continue
            row, column = struct.unpack_from("<HH", data)
            across = len(data) // 6 if kind == _MANY_NUMBERS else 0
            rows = [min([*rows, row]), max([*rows, row])]
            columns = [min([*columns, column]), max([*columns, column + across])]
        elif kind == _DIMENSIONS and len(data) >= 10:
            top, bottom, left, right = struct.unpack_from("<IIHH" if len(data) >= 12 else "<4H", data)
            stated = max(stated, (bottom - top + 1) * (right - left + 1))
            if bottom < top or right < left:
                stated = max(bottom, right) << 32  # of an empty sheet both are 0
    spanned = (rows[1] - rows[0] + 1) * (columns[1] - columns[0] + 1) if rows else 0
    return max(spanned, stated)
