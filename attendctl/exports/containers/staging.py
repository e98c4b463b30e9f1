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
from attendctl.exports.containers.refusals import LineTooLong
from attendctl.exports.containers.suspect_rows import (
    BLANKS_NEAR_THE_START,
    is_a_footers_first_cell,
    is_suspect,
    sql_text,
    starts_like_a_footer,
)
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
            f"read_csv({sql_text(_no_glob(self.path))}, auto_detect = false, all_varchar = true, "
            f"header = false, skip = {self.skip_lines}, delim = {sql_text(self.delimiter)}, "
            "quote = '\"', escape = '\"', "
            f"columns = {{{names}}}, strict_mode = true, null_padding = false, ignore_errors = false"
            f"{', parallel = false' if self.newlines_in_cells else ''})"
        )


def give_temporary_folder(workbench: duckdb.DuckDBPyConnection) -> None:
    """Let DuckDB spill to the machine's folder for temporary files, not to the working folder."""
    setting = workbench.execute("SELECT current_setting('temp_directory')").fetchone()
    if setting is None or setting[0] in (None, "", ".tmp"):
        workbench.execute(
            f"SET temp_directory = {sql_text(str(Path(tempfile.gettempdir()) / 'attendctl-spill'))}"
        )


def load_as_enums(
    workbench: duckdb.DuckDBPyConnection,
    name: str,
    source: PlainCsv,
    columns: Sequence[int],
    *,
    line: str,
    header_rows: Sequence[Sequence[str]] | None = None,
) -> int | None:
    """Load the wanted columns into ``name_rows`` and give ``name`` as a view on it.

    Args:
        workbench: the connection.
        name: of the view.
        source: the file.
        columns: indexes of the wanted columns.
        line: SQL for the line number, from ``rowid`` or a column of the file.
        header_rows: if given, the rows are looked over for footers.

    Returns:
        The number of rows, or None when a row may be a footer: then nothing is loaded.
    """
    asked = columns if header_rows is None else sorted({0, *columns})
    few = _columns_with_few_values(workbench, source, asked)
    if not _gather_values(workbench, name, source, few, header_rows):
        return None
    for at in set(few) & set(columns):
        workbench.execute(
            f"CREATE TYPE {name}_c{at} AS ENUM (SELECT value FROM (SELECT unnest(v{at}) AS value "
            f"FROM {name}_distinct) WHERE value IS NOT NULL)"
        )
    workbench.execute(f"DROP TABLE {name}_distinct")
    types = [(at, f"{name}_c{at}" if at in few else "VARCHAR") for at in columns]
    return _create(workbench, name, source, types, line)


def _gather_values(
    workbench: duckdb.DuckDBPyConnection,
    name: str,
    source: PlainCsv,
    few: Sequence[int],
    header_rows: Sequence[Sequence[str]] | None,
) -> bool:
    """List the distinct values of the columns in ``name_distinct``; False when a row may be a footer."""
    quick = "false"
    if header_rows is not None:
        quick = (
            BLANKS_NEAR_THE_START
            if 0 in few
            else f"({BLANKS_NEAR_THE_START} OR {starts_like_a_footer(header_rows)})"
        )
    gathered = ", ".join([f"count_if({quick})", *(f"list(DISTINCT c{at})" for at in few)])
    names = ", ".join(["suspects", *(f"v{at}" for at in few)])
    workbench.execute(
        f"CREATE TABLE {name}_distinct AS "
        f"SELECT * FROM (SELECT {gathered} FROM {source.sql()}) AS found({names})"
    )
    if header_rows is None:
        return True
    # Not one condition with CASE: DuckDB would work out the costly part for every row.
    suspect = is_suspect(len(source.names), header_rows)
    checks = []
    if _number(workbench, f"SELECT suspects FROM {name}_distinct"):
        checks.append(f"SELECT count(*) FROM (SELECT * FROM {source.sql()} WHERE {quick}) WHERE {suspect}")
    if 0 in few:
        first = is_a_footers_first_cell("value", header_rows)
        checks.insert(
            0, f"SELECT count(*) FROM (SELECT unnest(v0) AS value FROM {name}_distinct) WHERE {first}"
        )
    return not any(_number(workbench, check) for check in checks)


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
        try:
            if copy.rows >= ROWS_WORTH_AN_ENUM:
                load_as_enums(workbench, name, source, columns, line="line")
            else:
                load_as_text(workbench, name, source, columns, line="line")
        except duckdb.InvalidInputException:
            raise LineTooLong(
                f"{body.file}: a row is longer than 2 MB, more than any register's row.",
                remedy="Leave long comments out of the export, or look for a quotation mark never closed.",
            ) from None
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
    return _number(workbench, f"SELECT count(*) FROM {name}_rows")


def _columns_with_few_values(
    workbench: duckdb.DuckDBPyConnection, source: PlainCsv, columns: Sequence[int]
) -> list[int]:
    """The columns with few enough distinct values; counted in full only where a sample leaves doubt."""
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


def _number(workbench: duckdb.DuckDBPyConnection, query: str) -> int:
    found = workbench.execute(query).fetchone()
    return int(found[0]) if found else 0
