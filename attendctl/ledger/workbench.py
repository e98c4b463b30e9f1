"""The in-memory DuckDB connection on which files are staged and ledgers attached."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import duckdb

from attendctl.temporary_folder import temporary_folder

MEMORY_LIMIT = "1200MB"
"""What DuckDB may hold; with Python and its own buffers a whole process stays below 2 GiB."""


@contextmanager
def open_workbench() -> Iterator[duckdb.DuckDBPyConnection]:
    """Give an empty in-memory connection; what does not fit spills to a folder only the user can read.

    >>> with open_workbench() as workbench:
    ...     workbench.execute("SELECT 1").fetchone()
    (1,)
    """
    with temporary_folder() as folder:
        connection = duckdb.connect()
        try:
            connection.execute("SET enable_progress_bar = false")  # stdout is the command's own
            connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
            connection.execute(f"SET temp_directory = '{str(folder).replace(chr(39), chr(39) * 2)}'")
            yield connection
        finally:
            connection.close()
