"""The bare engine's import: one statement, no checks, no identity, no history.

Run as ``python -m benchmarks.bare_import REGISTER LEDGER``.
"""

from __future__ import annotations

import sys
from pathlib import Path

import duckdb


def main(register: str, ledger: str) -> None:
    """Make a table of a register as DuckDB reads it."""
    Path(ledger).unlink(missing_ok=True)
    with duckdb.connect(ledger) as engine:
        engine.execute("CREATE TABLE mark AS SELECT * FROM read_csv($register)", {"register": register})


if __name__ == "__main__":
    main(*sys.argv[1:])
