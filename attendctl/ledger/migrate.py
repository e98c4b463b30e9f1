"""Bringing a ledger of an earlier version forward, with a copy of it kept beside it.

One file of statements a version: ``to_version_2.sql`` makes version 2 of version 1.
A ledger is never brought back, and one of a later version is never touched.
"""

from __future__ import annotations

import os
from contextlib import suppress
from importlib.resources import files
from itertools import count
from pathlib import Path

import duckdb

from attendctl.ledger.chain import chain_what_is_there

SCHEMA_VERSION = 4
_FIRST_WITH_A_CHAIN = 3


def keep_copy(workbench: duckdb.DuckDBPyConnection, path: Path, version: int) -> Path:
    """Copy the attached ledger to ``NAME.before-version-N`` beside it, N being the version after its own.

    The copy is made through the database: reading the file past it would let go of the lock
    on it. It is put in place in one step, for its owner alone, and takes the place of no other.

    Args:
        workbench: has the ledger attached as ``ledger``, to write.
        path: the ledger file.
        version: the version it has now.

    Raises:
        OSError, duckdb.Error: there is no room, or the folder may not be written.
    """
    name = f"{path.name}.before-version-{version + 1}"
    part = path.with_name(f"{name}.part")
    mask = os.umask(0o077)  # the copy holds children's names as the ledger does
    try:
        part.unlink(missing_ok=True)  # of a command that was killed: this one holds the ledger
        quoted = str(part).replace("'", "''")
        workbench.execute(f"ATTACH '{quoted}' AS kept_copy")
        try:
            workbench.execute("COPY FROM DATABASE ledger TO kept_copy")
        finally:
            workbench.execute("DETACH kept_copy")
        names = (name if number == 1 else f"{name}-{number}" for number in count(1))
        copy = next(place for place in map(path.with_name, names) if not place.exists())
        part.rename(copy)
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise
    finally:
        os.umask(mask)
    return copy


def bring_forward(workbench: duckdb.DuckDBPyConnection, version: int) -> None:
    """Change the attached ledger from its version to this program's, inside the caller's transaction."""
    for following in range(version + 1, SCHEMA_VERSION + 1):
        statements = files("attendctl.ledger").joinpath(f"to_version_{following}.sql")
        workbench.execute(statements.read_text(encoding="utf-8"))
        workbench.execute("INSERT INTO ledger.ledger_version VALUES (?)", [following])
    if version < _FIRST_WITH_A_CHAIN:  # summed as this program sums: of the tables it has
        chain_what_is_there(workbench)
