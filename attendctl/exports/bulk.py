"""Moving columns between Python and the workbench, and joining on distinct spellings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import duckdb


def insert_columns(
    workbench: duckdb.DuckDBPyConnection, table: str, columns: Mapping[str, tuple[str, Sequence[Any]]]
) -> None:
    """Append rows given as columns: name → (SQL type, values)."""
    names = ", ".join(columns)
    values = ", ".join(f"unnest(?::{kind}[])" for kind, _ in columns.values())
    if next(iter(columns.values()))[1]:
        workbench.execute(
            f"INSERT INTO {table} ({names}) SELECT {values}", [list(cells) for _, cells in columns.values()]
        )


def distinct_spellings(workbench: duckdb.DuckDBPyConnection, relation: str, column: str) -> list[str | None]:
    """Return each spelling of a column once, in no order; an empty cell is None."""
    rows = workbench.execute(f"SELECT DISTINCT {column}::VARCHAR FROM {relation}").fetchall()
    return [spelling for (spelling,) in rows]


def map_spellings(
    workbench: duckdb.DuckDBPyConnection,
    table: str,
    relation: str,
    column: str,
    sql_type: str,
    values: Mapping[str | None, Any],
) -> None:
    """Make ``table(spelling, value)`` for a column; ``spelling`` has the column's own type.

    Joining an ENUM with itself compares small integers, so a column of ten
    million cells is typed for the price of its few hundred spellings.
    """
    workbench.execute(
        f"""
        CREATE TABLE {table} AS
        SELECT found.spelling, typed.value
        FROM (SELECT DISTINCT {column} AS spelling FROM {relation}) AS found
        JOIN (SELECT unnest(?::VARCHAR[]) AS spelling, unnest(?::{sql_type}[]) AS value) AS typed
          ON found.spelling::VARCHAR IS NOT DISTINCT FROM typed.spelling
        """,
        [list(values.keys()), list(values.values())],
    )
