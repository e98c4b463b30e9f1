"""In SQL: which rows of a long plain file might be a footer, and so ask for a careful reading.

Mirrors ``body_rows``: a condition here may be true of a data row, but none is
false of a row that is skipped there. A test holds the two together.
"""

from __future__ import annotations

from collections.abc import Sequence

from attendctl.exports.containers.body_rows import BLANK, KEYS, NOTES, SUSPECT_STARTS, TOTALS, comparable

_BLANK = " || ".join(f"chr({ord(letter)})" for letter in BLANK)

BLANKS_NEAR_THE_START = "(c0 IS NULL OR c1 IS NULL OR c0 < '!' OR c1 < '!')"
"""Quickly true of every row with fewer than two filled cells, or whose first filled cell is not the first."""


def starts_like_a_footer(header_rows: Sequence[Sequence[str]]) -> str:
    """A quick condition on ``c0``, true wherever ``is_a_footers_first_cell`` is."""
    starts = sorted(SUSPECT_STARTS | {text[:3] for text in _first_cells(header_rows)})
    return f"lower(left(c0, 3)) IN ({', '.join(sql_text(start) for start in starts)})"


def is_a_footers_first_cell(cell: str, header_rows: Sequence[Sequence[str]]) -> str:
    """Whether a cell, as the first filled one of its row, may begin a footer, a key or the header again.

    Args:
        cell: SQL that gives the text.
        header_rows: all rows of the header.
    """
    again = ", ".join(sql_text(text) for text in sorted(_first_cells(header_rows)))
    trimmed = f"lower(trim({cell}, {_BLANK}))"
    patterns = " OR ".join(f"regexp_matches({trimmed}, {sql_text(p)})" for p in (TOTALS, NOTES, KEYS))
    return f"(regexp_replace({trimmed}, '\\s+', ' ', 'g') IN ({again}) OR {patterns})"


def is_suspect(columns: int, header_rows: Sequence[Sequence[str]]) -> str:
    """The thorough condition on a whole row of ``c0``, ``c1`` … ``c<columns - 1>``."""
    cells = [f"trim(coalesce(c{at}, ''), {_BLANK})" for at in range(columns)]
    filled = " + ".join(f"({cell} <> '')::INTEGER" for cell in cells)
    first = "coalesce(" + ", ".join(f"nullif({cell}, '')" for cell in cells) + ")"
    return f"({filled} < 2 OR {is_a_footers_first_cell(first, header_rows)})"


def _first_cells(header_rows: Sequence[Sequence[str]]) -> set[str]:
    return {next((text for text in comparable(row) if text), "") for row in header_rows}


def sql_text(text: str) -> str:
    """Quote a text for SQL."""
    return "'" + text.replace("'", "''") + "'"
