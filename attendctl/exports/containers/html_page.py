"""HTML pages, often named .xls: their tables as rows of text. Nothing is fetched, no script is run."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from functools import partial
from typing import Any

from lxml import etree

from attendctl.exports.containers.byte_scan import scan_bytes
from attendctl.exports.containers.content_kind import not_a_table
from attendctl.exports.containers.digest import Digest
from attendctl.exports.containers.header_rows import HEADER_SEARCH_ROWS, HeaderScore, Row
from attendctl.exports.containers.merged_cells import Merge, MergedCells
from attendctl.exports.containers.refusals import NoHeaderFound, NoRowsFound, TooMuchToUnpack
from attendctl.exports.containers.row_table import RowSheet, find_row_table
from attendctl.exports.containers.steady_file import SteadyFile
from attendctl.exports.containers.table import FoundTable, Source
from attendctl.exports.containers.text_encoding import decide_encoding, wide_encoding

HTML_BYTES_LIMIT = 64 << 20
"""Largest HTML page read: about 150,000 rows of marks."""

HTML_CELLS_LIMIT = 5_000_000
"""Most cells in the tables of a page, counted as wide as they are drawn."""

TABLES_LIMIT = 1_000
"""Most tables of a page."""

ATTRIBUTES_LIMIT = 2_000
"""Most attributes of a tag: with a hundred thousand the parser would take hours."""

_SPAN_DIGITS = 9
_MANY_ATTRIBUTES = re.compile(
    r"""<[A-Za-z][^\s<>/]*+[\s/]++(?:[^\s<>="'/]++(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++))?+[\s/]*+)"""
    rf"{{{ATTRIBUTES_LIMIT}}}"
)

TEXTS_SEARCHED = 200
"""How many headings and paragraphs above a table are looked at, empty ones and those in cells too."""

TEXTS_ABOVE = 20
"""How many headings and paragraphs above a table are kept."""


def open_html(file: SteadyFile, digest: Digest, score: HeaderScore) -> Source:
    """Open an HTML page and find its tables.

    Raises:
        NotATable: the page has no table. TooMuchToUnpack: it is too large.
        NoHeaderFound, NoRowsFound: no table has a header, or rows below it.
    """
    if file.size > HTML_BYTES_LIMIT:
        raise TooMuchToUnpack(
            f"{file.name} is an HTML page of {file.size >> 20} MiB, too large to be read.",
            remedy="Export it as CSV or XLSX.",
        )
    wide = wide_encoding(file.head) is not None
    encoding, warnings = decide_encoding(file, scan_bytes(file, wide=wide, line_bytes_limit=None))
    sheets = _sheets(file, _parse(file, encoding))
    tables: list[FoundTable] = []
    no_rows: NoRowsFound | None = None
    for sheet in sheets:
        try:
            table = find_row_table(file, sheet, score)
        except NoRowsFound as fault:
            no_rows = no_rows or fault
            continue
        if table is not None:
            tables.append(table)
    if not tables:
        raise no_rows or NoHeaderFound(
            f"{file.name} is an HTML page, and in no table of it do the first {HEADER_SEARCH_ROWS} rows "
            "name two columns that are known.",
            remedy="Export it with its headings (such as UPN, Date, Session, Mark), better as CSV or XLSX.",
        )
    return Source(file.path, digest, "html", encoding, None, tables, warnings)


def _parse(file: SteadyFile, encoding: str) -> Any:
    try:
        with file.path.open(encoding=encoding, newline="") as text:
            page = text.read()
    except OSError as fault:
        raise file.unreadable(fault) from None
    if _MANY_ATTRIBUTES.search(page):
        raise not_a_table(file, "an HTML page that cannot be read")
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(page.encode("utf-8"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise not_a_table(file, "an HTML page that cannot be read")
    etree.strip_elements(root, "script", "style", with_tail=False)
    return root


def _sheets(file: SteadyFile, root: Any) -> list[RowSheet]:
    tables = [table for table in root.iter("table") if next(table.iterdescendants("table"), None) is None]
    if not tables:
        raise not_a_table(file, "a web page without a table (is it a page to sign in?)")
    if len(tables) > TABLES_LIMIT:
        raise TooMuchToUnpack(
            f"{file.name}: it has {len(tables):,} tables, more than any register.",
            remedy="Export it again as one table, or as CSV.",
        )
    sheets, room = [], HTML_CELLS_LIMIT
    above = _texts_above(root)
    for number, table in enumerate(tables, 1):
        try:
            rows, merges = _grid(table, room)
        except _NoRoom:
            raise TooMuchToUnpack(
                f"{file.name}: its tables have more than {HTML_CELLS_LIMIT:,} cells.",
                remedy="Export it again for fewer pupils or dates, or as CSV.",
            ) from None
        room -= sum(len(cells) for _, cells in rows)
        name = f"table {number}" if len(tables) > 1 else None
        sheets.append(RowSheet(name, False, partial(_iterate, rows), MergedCells(merges), above[table]))
    return sheets


def _iterate(rows: list[Row]) -> Iterator[Row]:
    return iter(rows)


class _NoRoom(Exception):
    """A table is drawn with more cells than are read."""


def _grid(table: Any, room: int) -> tuple[list[Row], list[Merge]]:
    """Lay the cells out as they are drawn; a spanning cell has its text in its first place only.

    Raises:
        _NoRoom: they are more than ``room``, told before they take memory.
    """
    trs = list(table.iter("tr"))
    rows: list[list[str]] = []
    merges: list[Merge] = []
    taken: dict[int, set[int]] = {}
    for at, tr in enumerate(trs):
        cells: list[str] = []
        occupied = taken.pop(at, set())
        for td in tr.iterchildren("td", "th"):
            while len(cells) in occupied:
                cells.append("")
            across = _span(td, "colspan", HTML_CELLS_LIMIT // 1000)
            down = min(_span(td, "rowspan", len(trs)), len(trs) - at)
            room -= across * down
            if room < 0:
                raise _NoRoom
            left = len(cells)
            cells.extend([_text(td), *[""] * (across - 1)])
            if across > 1 or down > 1:
                merges.append(Merge(at, left, at + down - 1, left + across - 1))
            for below in range(at + 1, at + down):
                taken.setdefault(below, set()).update(range(left, left + across))
        rows.append(cells)
    width = max((len(cells) for cells in rows), default=0)
    if width * len(rows) > HTML_CELLS_LIMIT:
        raise _NoRoom
    return [(line, cells + [""] * (width - len(cells))) for line, cells in enumerate(rows, 1)], merges


def _span(cell: Any, attribute: str, most: int) -> int:
    stated = (cell.get(attribute) or "").strip()
    if not stated.isdecimal():
        return 1
    # A rowspan of 0 reaches to the end of the table.
    return min(int(stated[-_SPAN_DIGITS:]), most) or (most if attribute == "rowspan" else 1)


def _text(element: Any) -> str:
    return " ".join("".join(_pieces(element)).split())


def _pieces(element: Any) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag in ("br", "p", "div", "li"):
            yield " "
        yield from _pieces(child)
        yield child.tail or ""


def _texts_above(root: Any) -> dict[Any, list[Row]]:
    """For each table, the headings and paragraphs that come before it, and its caption."""
    above: dict[Any, list[Row]] = {}
    recent: deque[Any] = deque(maxlen=TEXTS_SEARCHED)
    for element in root.iter("title", "h1", "h2", "h3", "h4", "p", "caption", "table"):
        if element.tag == "table":
            texts = [text for one in recent if (text := _text_outside_cells(one))]
            above[element] = [(0, [text]) for text in texts[-TEXTS_ABOVE:]]
        elif element.tag == "caption" and element.getparent() in above:
            if text := _text_outside_cells(element):
                above[element.getparent()].append((0, [text]))
        else:
            recent.append(element)
    return above


def _text_outside_cells(element: Any) -> str:
    return "" if next(element.iterancestors("td", "th"), None) is not None else _text(element)
