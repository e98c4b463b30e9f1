"""The chain when rows are removed because the law no longer asks to keep them: their sums stay.

A removal is an entry of its own. Of every part that it took rows from it says what was left, so that the
rest is still verified, and a removal that did not happen this way is found like any other change.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.ledger.chain import append_entry
from attendctl.ledger.chain_parts import KINDS, Part, parts_of

REMOVAL = "removal"
"""The kind of such an entry; it is about its number: 1, 2 …"""

_OF_ENTRIES = """
SELECT e.entry, e.kind, e.about, p.part, p.row_count, p.sha256
FROM ledger.chain_entry AS e JOIN ledger.chain_part AS p USING (entry)
ORDER BY e.entry, p.part
"""


@dataclass(frozen=True)
class Removed:
    """Rows that one removal took from the entries of a kind, by the part they were in."""

    removed_on: date
    kind: str
    part: str
    rows: int


def left_by_removals(parts: Iterable[tuple[int, Part]]) -> dict[tuple[int, str], Part | None]:
    """Return what removals left of parts, by the entry's number and the part's name; None: nothing.

    Args:
        parts: of removals, each with the number of the removal's entry. The latest holds.

    >>> left_by_removals([(9, Part("3/pupils", 2, "ab")), (12, Part("3/pupils", 0, ""))])
    {(3, 'pupils'): None}
    """
    left: dict[tuple[int, str], Part | None] = {}
    for _, (name, row_count, sha256) in sorted(parts):
        entry, part = name.split("/", 1)
        left[int(entry), part] = Part(part, row_count, sha256) if row_count else None
    return left


def seal_removal(connection: duckdb.DuckDBPyConnection, *, removed_on: date) -> None:
    """Add the entry of a removal, inside the transaction that removed the rows.

    Args:
        connection: with a ledger attached as ``ledger`` that fitted its chain before the rows went.
        removed_on: the day.
    """
    written = connection.execute(_OF_ENTRIES).fetchall()
    held = {
        (kind, about, part.part): part
        for kind in KINDS
        for about, parts in parts_of(
            connection, kind, dict.fromkeys(about for _, of_kind, about, *_ in written if of_kind == kind)
        ).items()
        for part in parts
    }
    before = left_by_removals((row[0], Part(*row[3:])) for row in written if row[1] == REMOVAL)
    left = []
    for entry, kind, about, *part in written:
        was = before.get((entry, part[0]), Part(*part))
        now = held.get((kind, about, part[0]))
        if kind != REMOVAL and now != was:
            left.append((entry, Part(f"{entry}/{part[0]}", *(now[1:] if now else (0, "")))))
    connection.executemany(
        "UPDATE ledger.chain_part SET removed_on = $1 WHERE entry = $2 AND part = $3",
        [[removed_on, entry, part.part.split("/", 1)[1]] for entry, part in left],
    )
    number = len({entry for entry, kind, *_ in written if kind == REMOVAL}) + 1
    append_entry(connection, REMOVAL, str(number), removed_on, [part for _, part in left])


def removed_before(connection: duckdb.DuckDBPyConnection) -> tuple[Removed, ...]:
    """Return what every removal so far took, by day, kind and part."""
    rows = connection.execute(
        """
        WITH of_entry AS (
            SELECT e.entry, e.kind, p.part, p.row_count FROM ledger.chain_entry AS e
            JOIN ledger.chain_part AS p USING (entry) WHERE e.kind <> $1
        ), said AS (
            SELECT e.entry AS removal, e.known_on, CAST(split_part(p.part, '/', 1) AS INTEGER) AS entry,
                   substr(p.part, strpos(p.part, '/') + 1) AS part, p.row_count
            FROM ledger.chain_entry AS e JOIN ledger.chain_part AS p USING (entry) WHERE e.kind = $1
        )
        SELECT known_on, kind, part, CAST(sum(rows_before - row_count) AS BIGINT) AS rows
        FROM (SELECT s.removal, s.known_on, o.kind, s.part, s.row_count,
                     coalesce(lag(s.row_count) OVER (PARTITION BY s.entry, s.part ORDER BY s.removal),
                              o.row_count) AS rows_before
              FROM said AS s JOIN of_entry AS o USING (entry, part))
        GROUP BY removal, known_on, kind, part ORDER BY removal, kind, part
        """,
        [REMOVAL],
    ).fetchall()
    return tuple(Removed(*row) for row in rows)
