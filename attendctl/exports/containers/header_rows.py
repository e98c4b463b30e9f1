"""Finding the header among the first rows of a sheet or text: one row, or several under one another."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

HEADER_SEARCH_ROWS = 40
"""How many rows are searched for a header. A limit of reading: titles above it take ten to thirty."""

LEAST_HEADER_SCORE = 2
"""Fewest known names that make a row a header."""

HeaderScore = Callable[[Sequence[str]], int]
Row = tuple[int, list[str]]

_SESSION = re.compile(r"\s*(am|pm|a\.m\.?|p\.m\.?|morning|afternoon)\s*", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# What a row of labels under a header says of its columns.
_LABEL = re.compile(
    r"\b(text|numbers?|numeric|integer|dd/mm/yyyy|yyyy-mm-dd|required|optional|mandatory|characters|"
    r"e\.g\.|yes/no|y/n|free text|for example)(?!\w)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Header:
    """Where the header is, as indexes into the rows searched.

    ``first`` to ``last`` are header rows; ``names`` is the one with the field
    names; body rows start at ``body``; the row at ``label``, if any, only
    describes the columns.
    """

    first: int
    last: int
    names: int
    body: int
    label: int | None


def find_header(rows: Sequence[Row], score: HeaderScore) -> Header | None:
    """Find the header among the first rows; None when no row names two known columns."""
    best = _best_row([cells for _, cells in rows[:HEADER_SEARCH_ROWS]], score)
    if best is None:
        return None
    cells = [row for _, row in rows]
    first = last = best
    while last + 1 < len(cells) and last - best < 2 and _continues_header(cells[last + 1], score):
        last += 1
    if _is_session_row(cells[last]):
        while first > 0 and last - first < 2 and _stands_over_sessions(cells[first - 1], cells[last]):
            first -= 1
    names = max(range(first, last + 1), key=lambda at: (_names(cells[at], score), at))
    body, label = last + 1, None
    if body < len(cells) and _is_label_row(cells[body]):
        body, label = body + 1, body
    return Header(first, last, names, body, label)


def _best_row(rows: Sequence[list[str]], score: HeaderScore) -> int | None:
    best: tuple[int, int] | None = None
    found = None
    for at, cells in enumerate(rows):
        # Each text once: a row of marks repeats a few codes, a header names each column.
        distinct = list(dict.fromkeys(cell.strip() for cell in cells if cell.strip()))
        total = score(distinct)
        # Names first: a body row can hold more codes than the header has known names.
        named = score([cell for cell in distinct if len(cell) > 2])
        if total >= LEAST_HEADER_SCORE and (best is None or (named, total) > best):
            best, found = (named, total), at
    return found


def _names(cells: Sequence[str], score: HeaderScore) -> int:
    """How many cells name a column, dates, sessions and codes apart."""
    return score(
        [c for c in cells if len(c.strip()) > 2 and not _DIGIT.search(c) and not _SESSION.fullmatch(c)]
    )


def _is_session_row(cells: Sequence[str]) -> bool:
    """Whether AM and PM stand there, as under dates or days."""
    found = [cell.strip().lower()[0] for cell in cells if _SESSION.fullmatch(cell)]
    return len(found) >= 2 and len(set(found)) == 2


def _continues_header(cells: Sequence[str], score: HeaderScore) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    sessions = sum(1 for cell in filled if _SESSION.fullmatch(cell))
    names = _names(cells, score)
    if _is_session_row(cells):
        return sessions + names >= len(filled) * 0.6
    return names >= LEAST_HEADER_SCORE and names >= len(filled) * 0.6


def _stands_over_sessions(above: Sequence[str], sessions: Sequence[str]) -> bool:
    over = [
        at
        for at, cell in enumerate(above)
        if cell.strip() and at < len(sessions) and _SESSION.fullmatch(sessions[at])
    ]
    beside = [at for at, cell in enumerate(above) if cell.strip() and at not in over]
    return bool(over) and len(over) >= len(beside)


def _is_label_row(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell.strip()]
    return len(filled) >= 2 and sum(1 for cell in filled if _LABEL.search(cell)) * 2 >= len(filled)


def spread_over_sessions(rows: list[list[str]]) -> list[list[str]]:
    """Repeat a date over each session column it stands above, where the export left the others empty.

    >>> spread_over_sessions([["", "3 Sep", "", "4 Sep", ""], ["Name", "AM", "PM", "AM", "PM"]])[0]
    ['', '3 Sep', '3 Sep', '4 Sep', '4 Sep']
    """
    if len(rows) < 2 or not _is_session_row(rows[-1]):
        return rows
    sessions = {at for at, cell in enumerate(rows[-1]) if _SESSION.fullmatch(cell)}
    spread = []
    for cells in rows[:-1]:
        wide = cells + [""] * (len(rows[-1]) - len(cells))
        last = ""
        for at in range(len(wide)):
            if at not in sessions:
                last = ""
            elif wide[at].strip():
                last = wide[at]
            else:
                wide[at] = last
        spread.append(wide)
    return [*spread, rows[-1]]
