"""Damage to a table of text: cells, lines, headers, delimiters, quotes, encodings and line ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from random import Random

from tests.fuzz.edge_values import EDGES

Rows = list[list[str]]

ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32", "utf-7", "cp037")


def damage_table(content: bytes, random: Random) -> bytes:
    """Return a delimited text with its table changed, written in one of many ways."""
    text = content.decode("utf-8-sig", errors="replace").replace("\0", "")
    delimiter = max(",\t;|", key=text[:2000].count)
    try:
        rows = [list(cells) for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)]
    except csv.Error:
        return content
    for _ in range(random.choice((1, 1, 1, 2, 3, 5))):
        if rows:
            rows = random.choice(_KINDS)(rows, random)
    return _written(rows, delimiter, random)


def _written(rows: Rows, delimiter: str, random: Random) -> bytes:
    out = io.StringIO(newline="")
    if random.random() < 0.15:
        delimiter = random.choice(",;\t|:~ ")
    ends = (
        random.choice(("\n", "\r\n"))
        if random.random() < 0.8
        else random.choice(("\r", "\n\r", "\x85", "\n\n"))
    )
    writer = csv.writer(
        out,
        delimiter=delimiter,
        lineterminator=ends,
        quoting=csv.QUOTE_ALL if random.random() < 0.3 else csv.QUOTE_MINIMAL,
    )
    writer.writerows(rows)
    text = out.getvalue()
    if random.random() < 0.1:
        text = text.replace('"', "") if random.random() < 0.5 else text.replace(delimiter, f"{delimiter} ")
    if random.random() < 0.1:
        text = (
            random.choice(("sep=;\n", 'sep="\n', "sep=\t\n", "\n\n\n", "Report printed on 3 May\n", "=" * 80))
            + text
        )
    encoding = random.choice(ENCODINGS) if random.random() < 0.15 else "utf-8"
    return text.encode(encoding, errors="replace")


def _edge_cells(rows: Rows, random: Random) -> Rows:
    for _ in range(random.choice((1, 1, 3, 20))):
        cells = random.choice(rows)
        if cells:
            cells[random.randrange(len(cells))] = random.choice(EDGES)
    return rows


def _edge_column(rows: Rows, random: Random) -> Rows:
    at = random.randrange(max(len(rows[0]), 1))
    edge = random.choice(EDGES)
    for cells in rows[1:]:
        if at < len(cells):
            cells[at] = edge
    return rows


def _swap_cells(rows: Rows, random: Random) -> Rows:
    """Two columns change places, in one row or in all: names where marks belong."""
    width = max(len(cells) for cells in rows)
    if width < 2:
        return rows
    one, other = random.sample(range(width), 2)
    for cells in rows[1:] if random.random() < 0.5 else [random.choice(rows)]:
        if max(one, other) < len(cells):
            cells[one], cells[other] = cells[other], cells[one]
    return rows


def _lines(rows: Rows, random: Random) -> Rows:
    at = random.randrange(len(rows))
    what = random.randrange(5)
    if what == 0:
        return rows[:at] + [rows[at]] * random.choice((2, 2, 40)) + rows[at:]
    if what == 1:
        return rows[:at] + rows[at + 1 :]
    if what == 2:
        other = random.randrange(len(rows))
        rows[at], rows[other] = rows[other], rows[at]
        return rows
    if what == 3:
        return [*rows[:at], [], [""] * len(rows[0]), ["Total", "12"], *rows[at:]]
    head, body = rows[:1], rows[1:]
    random.shuffle(body)
    return head + body


def _header(rows: Rows, random: Random) -> Rows:
    head = rows[0]
    if not head:
        return rows
    at, what = random.randrange(len(head)), random.randrange(6)
    if what == 0:
        head[at] = random.choice(HEADERS)
    elif what == 1:
        head[at] = random.choice(head)
    elif what == 2:
        rows[0] = head[1:]
    elif what == 3:
        rows.insert(0, list(head))
    elif what == 4:
        head[at] = random.choice(EDGES)
    else:
        random.shuffle(head)
    return rows


def _columns(rows: Rows, random: Random) -> Rows:
    at, what = random.randrange(len(rows[0]) + 1), random.randrange(4)
    if what == 0:
        return [cells[:at] + cells[at + 1 :] for cells in rows]
    if what == 1:
        return [[*cells[:at], random.choice(EDGES), *cells[at:]] for cells in rows]
    if what == 2:
        times = random.choice((2, 30, 2000))
        return [cells + cells[-1:] * times for cells in rows[:20]]
    return [cells[: random.randrange(len(cells) + 1)] if random.random() < 0.2 else cells for cells in rows]


def _long_cell(rows: Rows, random: Random) -> Rows:
    cells = random.choice(rows)
    if cells:
        cells[random.randrange(len(cells))] = random.choice(
            ("x", "9", "/", "é\n", '"', "A ")
        ) * random.choice((100, 10_000, 140_000))
    return rows


HEADERS = (
    "UPN", "Date", "Session", "Mark", "AM", "PM", "MonAM", "Monday pm", "Surname", "Name", "Student ID",
    "School", "Week Beginning", "Marks", "Minutes Late", "DOB", "Year", "Admission Number",
    "Contact 1 Name", "Email", "03/09/2025 AM", "Possible", "Percentage", "Comment", "Former UPN",
    "Leaving Date", "ignore", "#2", "UPN#2",
)  # fmt: skip
_KINDS: tuple[Callable[[Rows, Random], Rows], ...] = (
    _edge_cells, _edge_cells, _edge_column, _swap_cells, _lines, _lines, _header, _header, _columns,
    _long_cell,
)  # fmt: skip
