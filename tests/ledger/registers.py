"""Registers for the ledger's tests: staged without files, and read back by numbers officers know."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from attendctl.ledger.book import open_ledger
from attendctl.ledger.incoming import Incoming, create_incoming_tables
from attendctl.ledger.merge import merge
from attendctl.ledger.outcome import MergeResult
from attendctl.ledger.workbench import open_workbench

AM, PM = 0, 1


@dataclass(frozen=True)
class Row:
    """One mark of a test file. ``upn`` "" for a pupil known by an admission number alone."""

    upn: str
    date: date
    session: int
    code: str
    minutes: int | None = None
    comment: str | None = None
    reason: str | None = None
    by: str | None = None
    admission_number: str | None = None


@dataclass(frozen=True)
class File:
    """One test file: its marks, what it states about pupils (by UPN) and contacts."""

    name: str
    rows: tuple[Row, ...] = ()
    pupils: dict[str, dict[str, Any]] = field(default_factory=dict)
    contacts: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    school: str | None = None

    def text(self) -> str:
        """Everything the file says, to make its fingerprint."""
        return json.dumps(
            [self.name, [str(row) for row in self.rows], self.pupils, self.contacts], default=str
        )


def stage(workbench: duckdb.DuckDBPyConnection, file: File, schema: str) -> Incoming:
    """Stage a test file as reading would; line 2 is its first row."""
    create_incoming_tables(workbench, schema)
    who: dict[tuple[str, str | None], int] = {}
    for line, row in enumerate(file.rows, start=2):
        number = who.setdefault((row.upn, row.admission_number), len(who))
        workbench.execute(
            f"INSERT INTO {schema}.incoming_mark VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [line, number, row.date, row.session, row.code, row.minutes, row.comment, row.reason, row.by],
        )
    for upn in [*file.pupils, *file.contacts]:
        if not any(known == upn for known, _ in who):
            who[upn, None] = len(who)
    for (upn, admission_number), number in who.items():
        stated = {"upn": upn or None, "admission_number": admission_number, **file.pupils.get(upn, {})}
        stated = {"who": number, "line": number + 2, "school": file.school, **stated}
        _insert(workbench, f"{schema}.incoming_pupil", stated)
        for position, contact in enumerate(file.contacts.get(upn, [])):
            said = {"who": number, "line": number + 2, "position": position, **contact}
            _insert(workbench, f"{schema}.incoming_contact", said)
    days = [row.date for row in file.rows]
    return Incoming(
        workbench=workbench,
        schema=schema,
        file=file.name,
        sha256=hashlib.sha256(file.text().encode()).hexdigest(),
        kind="marks",
        layout="test",
        rows_read=len(file.rows),
        first_date=min(days, default=None),
        last_date=max(days, default=None),
    )


def _insert(workbench: duckdb.DuckDBPyConnection, table: str, values: dict[str, Any]) -> None:
    places = ", ".join("?" * len(values))
    workbench.execute(f"INSERT INTO {table} ({', '.join(values)}) VALUES ({places})", list(values.values()))


def take_in(path: Path, *files: File, known_on: date, wait_seconds: float = 0, **options: Any) -> MergeResult:
    """Merge test files in one command."""
    with open_workbench() as workbench:
        staged = [stage(workbench, file, f"file_{number}") for number, file in enumerate(files)]
        return merge(staged, path, known_on=known_on, wait_seconds=wait_seconds, **options)


def read_marks(path: Path, *, known: date | None = None) -> dict[tuple[str, date, int], tuple[Any, ...]]:
    """Return (code, minutes late, comment, file) by (UPN or admission number, date, session)."""
    return {
        (number, day, session): tuple(said)
        for number, day, session, *said in _rows(
            path,
            known,
            """
            SELECT coalesce(p.upn, p.admission_number), m.date, m.session, m.code, m.minutes_late, m.comment,
                   i.file
            FROM mark AS m
            JOIN pupil AS p USING (school_id, pupil_id) JOIN import_made AS i USING (import_id)
            """,
        )
    }


def read_amendments(path: Path, *, known: date | None = None) -> list[tuple[Any, ...]]:
    """Return (number, date, session, from, to, minutes from, to, seen on, file, reason, person)."""
    return _rows(
        path,
        known,
        """
        SELECT coalesce(p.upn, p.admission_number), date, session, code_from, code_to,
               minutes_late_from, minutes_late_to, seen_on, file, reason, person
        FROM amendment JOIN pupil AS p USING (school_id, pupil_id) ORDER BY ALL
        """,
    )


def read_pupils(path: Path, *, known: date | None = None) -> list[tuple[Any, ...]]:
    """Return what the ledger says about every pupil, without its own numbers."""
    return _rows(path, known, "SELECT * EXCLUDE (school_id, pupil_id) FROM pupil ORDER BY ALL")


def _rows(path: Path, known: date | None, query: str) -> list[tuple[Any, ...]]:
    with open_ledger(path, wait_seconds=0, known=known) as ledger:
        return ledger.connection.execute(query).fetchall()
