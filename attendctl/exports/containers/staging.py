"""Loading a plain CSV into the workbench, every long column as an ENUM of its distinct values.

A register repeats few values very often: kept as an ENUM a mark takes one byte
and a pupil two, so ten million rows stay small and are compared as integers.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

from attendctl.exports.containers.body_rows import BodyRows
from attendctl.exports.containers.normalised_copy import normalised_copy
from attendctl.exports.containers.table import StagedTable

ROWS_WORTH_AN_ENUM = 50_000
"""Shorter tables stay text: they are small and reading them twice gains nothing."""

ENUM_VALUES_LIMIT = 1_000_000
"""A column with more distinct values stays text."""

SAMPLED_ROWS = 100_000
"""Rows looked at to guess whether a column repeats its values."""

MANY_IN_SAMPLE = 30_000
"""Distinct values in the sample from which on all rows are asked before an ENUM is made."""


@dataclass(frozen=True)
class PlainCsv:
    """A file that DuckDB can read by itself: UTF-8, rectangular, quoted with ``"``, no escape character."""

    path: Path
    delimiter: str
    names: tuple[str, ...]
    skip_lines: int = 0
    newlines_in_cells: bool = False

    def sql(self) -> str:
        """Give the table function call."""
        names = ", ".join(f"'{name}': 'VARCHAR'" for name in self.names)
        return (
            f"read_csv({_text(_no_glob(self.path))}, auto_detect = false, all_varchar = true, header = false, "
            f"skip = {self.skip_lines}, delim = {_text(self.delimiter)}, quote = '\"', escape = '\"', "
            f"columns = {{{names}}}, strict_mode = true, null_padding = false, ignore_errors = false, "
            f"max_line_size = {16 << 20}, parallel = {'false' if self.newlines_in_cells else 'true'})"
        )


def give_temporary_folder(workbench: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB spill to the machine's folder for temporary files, not to the working folder."""
    setting = workbench.execute("SELECT current_setting('temp_directory')").fetchone()
    if setting is None or setting[0] in (None, "", ".tmp"):
        workbench.execute(
            f"SET temp_directory = {_text(str(Path(tempfile.gettempdir()) / 'attendctl-spill'))}"
        )


def load_as_enums(
    workbench: duckdb.DuckDBPyConnection,
    name: str,
    source: PlainCsv,
    columns: Sequence[int],
    *,
    must_be_false: str = "false",
    line: str,
) -> int | None:
    """Load the wanted columns into ``name_rows`` and give ``name`` as a view on it.

    Args:
        workbench: the connection.
        name: of the view.
        source: the file.
        columns: indexes of the wanted columns.
        must_be_false: a condition on a row of the file. If it holds for one, nothing is loaded.
        line: SQL for the line number, from ``rowid`` or a column of the file.

    Returns:
        The number of rows, or None when ``must_be_false`` held.
    """
    kept = _enum_columns(workbench, source, columns)
    gathered = ", ".join([f"count_if({must_be_false})", *(f"list(DISTINCT c{at})" for at in kept)])
    names = ", ".join(["suspects", *(f"v{at}" for at in kept)])
    workbench.execute(
        f"CREATE TABLE {name}_distinct AS SELECT * FROM (SELECT {gathered} FROM {source.sql()}) AS found({names})"
    )
    suspects = workbench.execute(f"SELECT suspects FROM {name}_distinct").fetchone()
    if suspects is None or suspects[0]:
        workbench.execute(f"DROP TABLE {name}_distinct")
        return None
    for at in kept:
        workbench.execute(
            f"CREATE TYPE {name}_c{at} AS ENUM (SELECT value FROM (SELECT unnest(v{at}) AS value "
            f"FROM {name}_distinct) WHERE value IS NOT NULL)"
        )
    workbench.execute(f"DROP TABLE {name}_distinct")
    return _create(
        workbench, name, source, [(at, f"{name}_c{at}" if at in kept else "VARCHAR") for at in columns], line
    )


def stage_rows(
    workbench: duckdb.DuckDBPyConnection,
    name: str,
    columns: Sequence[int],
    rows: Iterable[tuple[int, list[str]]],
    body: BodyRows,
) -> StagedTable:
    """Stage rows that Python has read: by way of a plain copy of the wanted columns.

    ``rows`` is what ``body`` yields; afterwards ``body`` knows what was skipped.
    """
    give_temporary_folder(workbench)
    with normalised_copy(rows, columns) as copy:
        source = PlainCsv(
            copy.path, ",", ("line", *(f"c{at}" for at in columns)), newlines_in_cells=copy.newlines_in_cells
        )
        if copy.rows >= ROWS_WORTH_AN_ENUM:
            load_as_enums(workbench, name, source, columns, line="line")
        else:
            load_as_text(workbench, name, source, columns, line="line")
    return StagedTable(name, copy.rows, list(body.skipped), body.warnings())


def load_as_text(
    workbench: duckdb.DuckDBPyConnection, name: str, source: PlainCsv, columns: Sequence[int], *, line: str
) -> int:
    """Load the wanted columns as text into ``name_rows`` and give ``name`` as a view on it."""
    return _create(workbench, name, source, [(at, "VARCHAR") for at in columns], line)


def drop_staged(workbench: duckdb.DuckDBPyConnection, name: str, columns: Sequence[int]) -> None:
    """Remove what a failed load left behind."""
    workbench.execute(f"DROP VIEW IF EXISTS {name}")
    workbench.execute(f"DROP TABLE IF EXISTS {name}_rows")
    workbench.execute(f"DROP TABLE IF EXISTS {name}_distinct")
    for at in columns:
        workbench.execute(f"DROP TYPE IF EXISTS {name}_c{at}")


def _create(
    workbench: duckdb.DuckDBPyConnection,
    name: str,
    source: PlainCsv,
    columns: Sequence[tuple[int, str]],
    line: str,
) -> int:
    # Only projections and casts: so the rows keep the order of the file, and rowid tells the line.
    own_line = [] if "rowid" in line else [f"({line})::UINTEGER AS line"]
    cast = ", ".join([*own_line, *(f"c{at}::{type_} AS c{at}" for at, type_ in columns)])
    workbench.execute(f"CREATE TABLE {name}_rows AS SELECT {cast} FROM {source.sql()}")
    shown = ", ".join(
        ["line" if own_line else f"({line})::UINTEGER AS line", *(f"c{at}" for at, _ in columns)]
    )
    workbench.execute(f"CREATE VIEW {name} AS SELECT {shown} FROM {name}_rows")
    counted = workbench.execute(f"SELECT count(*) FROM {name}_rows").fetchone()
    return int(counted[0]) if counted else 0


def _enum_columns(
    workbench: duckdb.DuckDBPyConnection, source: PlainCsv, columns: Sequence[int]
) -> list[int]:
    """The wanted columns with few enough distinct values; counted in full only where a sample leaves doubt."""
    counts = _distinct_counts(workbench, f"(SELECT * FROM {source.sql()} LIMIT {SAMPLED_ROWS})", columns)
    doubtful = [at for at in columns if counts[at] > MANY_IN_SAMPLE]
    if doubtful:
        counts |= _distinct_counts(workbench, source.sql(), doubtful)
    return [at for at in columns if counts[at] <= ENUM_VALUES_LIMIT]


def _distinct_counts(
    workbench: duckdb.DuckDBPyConnection, relation: str, columns: Sequence[int]
) -> dict[int, int]:
    asked = ", ".join(f"approx_count_distinct(c{at})" for at in columns)
    counts = workbench.execute(f"SELECT {asked} FROM {relation}").fetchone()
    return dict(zip(columns, counts or (), strict=True))


def _no_glob(path: Path) -> str:
    # A bracket or star in a file's name would be read as a pattern.
    return "".join(f"[{letter}]" if letter in "*?[" else letter for letter in str(path.resolve()))


def _text(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
