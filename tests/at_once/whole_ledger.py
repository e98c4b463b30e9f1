"""A ledger row by row, to compare with another; and what every ledger of whole commands keeps."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

from attendctl.ledger.book import open_ledger
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.standing_check import marks_standing_wrongly
from attendctl.letters.print_run import PRINT_ALL

Rows = dict[str, list[tuple[Any, ...]]]
_TABLES = "SELECT table_name FROM duckdb_tables() WHERE database_name = 'ledger' ORDER BY table_name"


def whole_ledger(path: Path) -> Rows:
    """Return the rows of every table, in an order of their own. The ledger is sound, no number is skipped."""
    with open_ledger(path) as book:
        connection = book.connection
        tables = [table for (table,) in connection.execute(_TABLES).fetchall()]
        rows = {
            table: sorted(connection.execute(f"FROM ledger.{table}").fetchall(), key=repr) for table in tables
        }
        assert not check_chain(connection).faults
        assert not marks_standing_wrongly(connection)
    for table in ("import_made", "case_entry"):
        numbers = sorted(row[0] for row in rows[table])
        assert numbers == list(range(1, len(numbers) + 1)), (table, numbers)
    return rows


def chain_of(path: Path) -> list[tuple[str, str]]:
    """Return the kind and the subject of everything the ledger was told, in its order."""
    with open_ledger(path) as book:
        return book.connection.execute("SELECT kind, about FROM ledger.chain_entry ORDER BY entry").fetchall()


def letters_on_disk(folder: Path) -> Counter[str]:
    """Count the letters in the folders of letters, by their names, which end with the reference."""
    return Counter(path.stem for path in folder.glob("letters/*/*.pdf") if path.name != PRINT_ALL)
