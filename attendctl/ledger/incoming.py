"""The table a file becomes before the ledger takes it in: the door between exports and ledger.

``attendctl.exports`` stages every file as four tables in one schema of an
in-memory DuckDB connection (the *workbench*); ``attendctl.ledger`` attaches the
ledger file to that connection and merges them in one transaction. A refused
file therefore never comes near the ledger.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

import duckdb

Kind = Literal["marks", "pupils", "contacts", "mixed"]

MISSING_MARK = "-"
"""The code under which every way to say "no mark recorded" is kept (blank, ``-``, ``_``, null)."""

AM, PM = 0, 1
"""``session`` in every table: the first and the second half of the school day."""

# One row per session mark. ``line`` is the physical line (or sheet row) in the
# file; ``who`` points into incoming_pupil. ``code`` is an attendance code in
# force on ``date`` or MISSING_MARK. No (who, date, session) twice.
INCOMING_MARK = """
CREATE TABLE {schema}.incoming_mark (
    line UINTEGER, who INTEGER, date DATE, session UTINYINT, code VARCHAR,
    minutes_late SMALLINT, comment VARCHAR, amended_reason VARCHAR, amended_by VARCHAR)
"""

# One row per pupil as this file states them. NULL is "not stated", never "no".
# ``school`` is the text of the file's school column, if it has one.
INCOMING_PUPIL = """
CREATE TABLE {schema}.incoming_pupil (
    who INTEGER, line UINTEGER, school VARCHAR,
    upn VARCHAR, former_upn VARCHAR, mis_id VARCHAR, admission_number VARCHAR,
    surname VARCHAR, forename VARCHAR, preferred_surname VARCHAR, preferred_forename VARCHAR,
    date_of_birth DATE, sex VARCHAR, year_group VARCHAR, class VARCHAR, house VARCHAR,
    sen VARCHAR, pp BOOLEAN, pp_recipient BOOLEAN, fsm BOOLEAN, fsm_ever6 BOOLEAN, eal BOOLEAN,
    lac BOOLEAN, social_worker BOOLEAN, service_child BOOLEAN, traveller BOOLEAN,
    enrolment VARCHAR, admission_date DATE, leaving_date DATE,
    salutation VARCHAR, addressee VARCHAR, address VARCHAR, postcode VARCHAR)
"""

# One row per contact of a pupil, best first by ``priority`` then ``position``.
INCOMING_CONTACT = """
CREATE TABLE {schema}.incoming_contact (
    who INTEGER, line UINTEGER, position INTEGER, priority INTEGER,
    title VARCHAR, forename VARCHAR, surname VARCHAR, name VARCHAR, relationship VARCHAR,
    parental_responsibility BOOLEAN, lives_with_pupil BOOLEAN, may_be_written_to BOOLEAN,
    email VARCHAR, telephone VARCHAR, address VARCHAR, postcode VARCHAR)
"""

# What the file itself states of a pupil's sessions between its first and last day, to compare with its
# marks: a row for each pupil of whom it states anything. ``percent`` is as stated: 92.1.
INCOMING_TOTAL = """
CREATE TABLE {schema}.incoming_total (
    who INTEGER, line UINTEGER, possible INTEGER, attended INTEGER, authorised INTEGER, unauthorised INTEGER,
    percent VARCHAR)
"""


@dataclass(frozen=True)
class Refusal:
    """A row (or a file) that is not imported: where, what, and what to do.

    ``line`` is the physical line in the file (for a sheet, its row), 1 the
    first; None when the fault is the file's. Never holds a pupil's name.
    """

    line: int | None
    column: str | None
    value: str | None
    reason: str
    rows: int = 1  # more than one only where the rows are counted and not listed


def rows_in(refusals: Iterable[Refusal]) -> int:
    """Return how many rows are refused: several marks of one row are one row.

    >>> rows_in([Refusal(2, "MonAM", "Q9", "…"), Refusal(2, "MonPM", "Q9", "…"), Refusal(3, None, None, "…")])
    2
    """
    of_the_file = 0
    rows = set()
    for one in refusals:
        if one.line is None:
            of_the_file += one.rows
        else:
            rows.add((one.line, (one.column or "").rpartition("!")[0]))  # a column may name its sheet
    return of_the_file + len(rows)


@dataclass(frozen=True)
class FileWarning:
    """Something the officer should know of a file that is taken in all the same."""

    code: str
    message: str
    count: int = 1


@dataclass(frozen=True)
class Incoming:
    """One file, read and typed, waiting to be merged.

    The tables above stand in ``schema`` of ``workbench``. With ``refusals`` and
    without ``accept_partial`` the file must not be merged.
    """

    workbench: duckdb.DuckDBPyConnection
    schema: str
    file: str
    sha256: str
    kind: Kind
    layout: str
    rows_read: int
    first_date: date | None
    last_date: date | None
    school: str | None = None  # given with --school: name, URN or DfE number; else the file's own column
    options: dict[str, str] = field(default_factory=dict)  # what beside the bytes decided the reading
    refusals: list[Refusal] = field(default_factory=list)
    warnings: list[FileWarning] = field(default_factory=list)


def create_incoming_tables(workbench: duckdb.DuckDBPyConnection, schema: str) -> None:
    """Make the four empty tables in a new schema of the workbench."""
    workbench.execute(f"CREATE SCHEMA {schema}")
    for statement in (INCOMING_MARK, INCOMING_PUPIL, INCOMING_CONTACT, INCOMING_TOTAL):
        workbench.execute(statement.format(schema=schema))
