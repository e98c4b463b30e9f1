"""A page read back: its tables by their ids, as text, and what its elements say of each other."""

from __future__ import annotations

from typing import Any

from lxml import html

Element = Any


def read(page: str) -> Element:
    """Return the page as a tree."""
    return html.document_fromstring(page)


def table(tree: Element, name: str) -> tuple[list[str], list[list[str]]]:
    """Return a table's header and rows."""
    found = tree.get_element_by_id(name)
    header = [_text(cell) for cell in found.xpath("./thead/tr/th")]
    return header, [[_text(cell) for cell in row.xpath("./th|./td")] for row in found.xpath("./tbody/tr")]


def columns(tree: Element, name: str, *titles: str) -> list[tuple[str, ...]]:
    """Return some columns of a table, row by row; of two with one title, the first."""
    header, rows = table(tree, name)
    places = [header.index(title) for title in titles]
    return [tuple(row[place] for place in places) for row in rows]


def _text(cell: Element) -> str:
    lines = [" ".join(part.split()) for part in cell.itertext() if part.strip()]
    return "\n".join(lines)
