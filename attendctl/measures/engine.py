"""Running the ``.sql`` files of this room on whatever connection holds the register.

Each file is one SELECT in the part of SQL that DuckDB and Spark share, with
Spark's ``:name`` parameters; its result stands as a temporary table of the
file's name, for the next file to read. Nothing in them is specific to the
ledger: any connection with relations ``mark``, ``pupil`` and ``school`` will do.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import duckdb

from attendctl.rules.attendance_codes import load_attendance_codes, session_code_rows

MEASURES = Path(__file__).parent
_COMMENT = re.compile(r"--[^\n]*")
_PARAMETER = re.compile(r"(?<!:):([a-z_]+)")

Parameter = date | str | int | None

SESSION_CODE = """
CREATE OR REPLACE TEMP TABLE session_code (
    code VARCHAR, valid_from DATE, valid_until DATE, meaning VARCHAR, statistical_class VARCHAR,
    possible INTEGER, attended INTEGER, authorised INTEGER, unauthorised INTEGER,
    late INTEGER, late_after_close INTEGER, missing INTEGER, on_roll INTEGER)
"""

# Read once: in the ledger, ``pupil`` is worked out from every statement ever made.
REGISTER_PUPIL = """
SELECT school_id, pupil_id, upn, mis_id, admission_number, surname, forename, year_group, class, house,
       sex, sen, pp, fsm, eal, lac, social_worker, date_of_birth, leaving_date
FROM pupil
"""


def prepare_register(
    connection: duckdb.DuckDBPyConnection, school_ids: Collection[int] | None = None
) -> None:
    """Put what the measures read beside the register: the codes, and the schools asked about.

    Args:
        connection: has the relations ``mark``, ``pupil`` and ``school``.
        school_ids: only these schools; None means all.
    """
    rows = session_code_rows(load_attendance_codes())
    connection.execute(SESSION_CODE)
    places = ", ".join("(" + ", ".join("?" * len(row)) + ")" for row in rows)
    connection.execute(f"INSERT INTO session_code VALUES {places}", [cell for row in rows for cell in row])
    only = "" if school_ids is None else f" WHERE school_id IN ({', '.join(str(int(i)) for i in school_ids)})"
    connection.execute(f"CREATE OR REPLACE TEMP VIEW register_mark AS SELECT * FROM mark{only}")
    connection.execute(f"CREATE OR REPLACE TEMP TABLE register_pupil AS {REGISTER_PUPIL}{only}")


def materialise(connection: duckdb.DuckDBPyConnection, name: str, **parameters: Parameter) -> None:
    """Run ``name.sql`` and keep its rows as the temporary table ``name``.

    Args:
        connection: where the relations are that the file says it reads.
        name: of a file in this folder, without ``.sql``.
        parameters: values of the file's ``:name`` parameters.
    """
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {_statement(name)}", parameters)


def rows_of(
    connection: duckdb.DuckDBPyConnection, name: str, **parameters: Parameter
) -> list[dict[str, Any]]:
    """Run ``name.sql`` and return its rows as dictionaries by column."""
    result = connection.execute(_statement(name), parameters)
    columns = [column[0] for column in result.description or []]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def fill_table(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    columns: Mapping[str, str],
    rows: Iterable[tuple[object, ...]],
) -> None:
    """Make a small temporary table that a measure reads, with all its rows at once.

    Args:
        connection: where the measure will run.
        name: of the table; one of that name is replaced.
        columns: the SQL type of each column, in the order of the rows' cells.
        rows: every row the table is to hold, none twice.
    """
    typed = ", ".join(f"{column} {kind}" for column, kind in columns.items())
    connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({typed})")
    cells = list(zip(*rows, strict=True))
    if cells:
        lists = ", ".join(f"unnest(${at}::{kind}[])" for at, kind in enumerate(columns.values(), 1))
        connection.execute(f"INSERT INTO {name} SELECT {lists}", [list(column) for column in cells])


@lru_cache
def _statement(name: str) -> str:
    text = (MEASURES / f"{name}.sql").read_text(encoding="utf-8")
    return _PARAMETER.sub(r"$\1", _COMMENT.sub("", text))
