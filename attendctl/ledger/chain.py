"""The chain: each thing the ledger was told is an entry that also holds the sum of the entry before.

A change made behind the program's back, of a mark, a letter or the chain itself, no longer fits: see
``attendctl.ledger.chain_check``. It does not stop somebody who may write the file and knows this page
from making every sum anew; a backup kept elsewhere does.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date

import duckdb

from attendctl.ledger.chain_parts import Part, parts_of

_HELD = """
SELECT known_on, 1 AS place, 'import' AS kind, CAST(import_id AS VARCHAR) AS about FROM ledger.import_made
UNION ALL
SELECT undone_on, 2, 'withdrawal', CAST(import_id AS VARCHAR) FROM ledger.import_made
WHERE undone_on IS NOT NULL
UNION ALL
SELECT known_on, 3, 'letter', reference FROM ledger.letter
UNION ALL
SELECT known_on, 4, 'case', CAST(entry_id AS VARCHAR) FROM ledger.case_entry
ORDER BY known_on, place, length(about), about
"""


def add_to_chain(
    workbench: duckdb.DuckDBPyConnection, kind: str, abouts: Sequence[int | str], *, known_on: date
) -> None:
    """Add an entry for each of some things just stored, inside the transaction that stores them.

    Args:
        workbench: with the ledger attached, to write.
        kind: of ``attendctl.ledger.chain_parts.KINDS``.
        abouts: import_ids (of withdrawals too), references or entry_ids, in the order they were stored.
        known_on: the day the ledger is told.
    """
    _add(workbench, [(kind, str(about), known_on) for about in abouts])


def chain_what_is_there(workbench: duckdb.DuckDBPyConnection) -> None:
    """Add an entry for everything a ledger without a chain holds, by the day it was told."""
    held = workbench.execute(_HELD).fetchall()
    _add(workbench, [(kind, about, known_on) for known_on, _, kind, about in held])


def append_entry(
    workbench: duckdb.DuckDBPyConnection, kind: str, about: str, known_on: date, parts: Sequence[Part]
) -> None:
    """Add one entry with parts that its caller summed, inside the caller's transaction."""
    _append(workbench, [(kind, about, known_on, parts)])


def entry_sum(
    number: int, kind: str, about: str, known_on: date, previous: str, parts: Iterable[Part]
) -> str:
    """Return the SHA-256 of an entry: of all it says, of its parts by name, and of the sum before it.

    >>> parts = [Part("letter", 1, "ab"), Part("copies", 2, "cd")]
    >>> sums = [entry_sum(1, "letter", "7F", date(2025, 11, 7), before, parts) for before in ("", "ef", "")]
    >>> len(sums[0]), sums[0] == sums[1], sums[0] == sums[2]
    (64, False, True)
    """
    lines = [str(number), kind, about, known_on.isoformat(), previous]
    lines += [f"{part.part} {part.row_count} {part.sha256}" for part in sorted(parts)]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _add(workbench: duckdb.DuckDBPyConnection, things: Sequence[tuple[str, str, date]]) -> None:
    parts = {
        kind: parts_of(workbench, kind, [about for of_kind, about, _ in things if of_kind == kind])
        for kind in {kind for kind, _, _ in things}
    }
    _append(
        workbench, [(kind, about, known_on, parts[kind].get(about, [])) for kind, about, known_on in things]
    )


def _append(
    workbench: duckdb.DuckDBPyConnection, things: Iterable[tuple[str, str, date, Sequence[Part]]]
) -> None:
    last = workbench.execute(
        "SELECT entry, sha256 FROM ledger.chain_entry ORDER BY entry DESC LIMIT 1"
    ).fetchone()
    number, previous = last or (0, "")
    entries: list[list[object]] = []
    of_entries: list[list[object]] = []
    for kind, about, known_on, of_this in things:
        number += 1
        sha256 = entry_sum(number, kind, about, known_on, previous, of_this)
        entries.append([number, kind, about, known_on, previous, sha256])
        of_entries += [[number, *part] for part in of_this]
        previous = sha256
    _insert(workbench, "chain_entry (entry, kind, about, known_on, previous, sha256)", entries)
    _insert(workbench, "chain_part (entry, part, row_count, sha256)", of_entries)


def _insert(workbench: duckdb.DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    if rows:
        columns = ", ".join(f"unnest(${place})" for place in range(1, len(rows[0]) + 1))
        workbench.execute(
            f"INSERT INTO ledger.{table} SELECT {columns}",
            [list(column) for column in zip(*rows, strict=True)],
        )
