"""The case log: what the school did, agreed or was told about a pupil. Entries are added, never changed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import duckdb

from attendctl.errors import NotFound, WrongUsage
from attendctl.ledger.book import Ledger
from attendctl.ledger.chain import add_to_chain
from attendctl.ledger.pupil_keys import KEY_OF_PUPIL


class NoSuchEntry(NotFound):
    """The case log has no entry of that number."""

    code = "N011"


@dataclass(frozen=True)
class CaseEntry:
    """One thing to log.

    ``happened_on`` is the day it happened, ``known_on`` the day the ledger is told.
    ``until`` is the last day of a hold, plan or target, or the day a meeting is for.
    ``sessions`` of a target: at most so many more sessions of absence. ``step`` is the
    policy's step that it answers. ``details`` are plain values for JSON. An entry with
    ``withdraws`` only takes back the entry of that number.
    """

    school_id: int
    pupil_id: int
    kind: str
    happened_on: date
    by_name: str
    by_position: str
    known_on: date
    until: date | None = None
    step: str | None = None
    outcome: str | None = None
    sessions: int | None = None
    note: str | None = None
    details: Mapping[str, Any] = field(default_factory=dict)
    withdraws: int | None = None


@dataclass(frozen=True)
class LoggedEntry(CaseEntry):
    """An entry of the log, with its number. ``withdrawn_by``: the entry that took it back."""

    entry_id: int = 0
    withdrawn_by: int | None = None


# What makes two entries the same; not the day the ledger was told.
_SAME = [
    "school_id",
    "pupil_id",
    "kind",
    "happened_on",
    "until",
    "step",
    "outcome",
    "sessions",
    "note",
    "details",
    "by_name",
    "by_position",
]


def append_case_entry(ledger: Ledger, entry: CaseEntry) -> int:
    """Add an entry to a ledger opened by ``open_ledger_to_write``.

    Returns:
        Its number. Of an entry that the log has, and that was not withdrawn, the number it
        has; of the withdrawal of an entry that is withdrawn, the number of the entry that
        did it. Nothing is added then.

    Raises:
        NoSuchEntry: ``withdraws`` is no entry.
        WrongUsage: ``withdraws`` is itself a withdrawal, or was logged after ``known_on``.
    """
    connection = ledger.connection
    if entry.withdraws is None:
        old = _same_entry(connection, entry)
    else:
        old = _check_withdrawal(case_entry_numbered(connection, entry.withdraws), entry.known_on)
    if old is not None:
        return old
    row = connection.execute(
        f"""
        INSERT INTO ledger.case_entry
            (entry_id, school_id, key_id, kind, happened_on, until, step, outcome, sessions, note, details,
             by_name, by_position, withdraws, known_on)
        SELECT (SELECT coalesce(max(entry_id), 0) + 1 FROM (  -- nor the number of one that was removed by law
                    SELECT entry_id FROM ledger.case_entry
                    UNION ALL SELECT CAST(about AS INTEGER) FROM ledger.chain_entry WHERE kind = 'case')),
               $1, {KEY_OF_PUPIL.format(pupil_id="$2")}, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
        RETURNING entry_id
        """,
        [*_values(entry), entry.withdraws, entry.known_on],
    ).fetchone()
    assert row is not None
    add_to_chain(connection, "case", [row[0]], known_on=entry.known_on)
    return int(row[0])


def case_entries(
    connection: duckdb.DuckDBPyConnection, *, pupil_id: int | None = None, with_withdrawn: bool = False
) -> list[LoggedEntry]:
    """Return the log, or one pupil's part of it, by the day things happened, oldest first.

    Args:
        connection: has the reading views; what they know of, is given.
        pupil_id: one pupil; None for all.
        with_withdrawn: entries that were taken back too, and those that took them back.
    """
    wanted = [
        "TRUE" if with_withdrawn else "withdrawn_by IS NULL AND withdraws IS NULL",
        "TRUE" if pupil_id is None else "pupil_id = $1",
    ]
    return _read(connection, " AND ".join(wanted), [] if pupil_id is None else [pupil_id])


def case_entry_numbered(connection: duckdb.DuckDBPyConnection, entry_id: int) -> LoggedEntry:
    """Return the entry of a number, whether or not it was withdrawn.

    Raises:
        NoSuchEntry: there is none.
    """
    found = _read(connection, "entry_id = $1", [entry_id])
    if not found:
        raise NoSuchEntry(
            f"The case log has no entry {entry_id}.", remedy="See which there are: attendctl case show"
        )
    return found[0]


def _same_entry(connection: duckdb.DuckDBPyConnection, entry: CaseEntry) -> int | None:
    same = " AND ".join(f"{name} IS NOT DISTINCT FROM ${place}" for place, name in enumerate(_SAME, start=1))
    row = connection.execute(f"SELECT min(entry_id) FROM case_entry WHERE {same}", _values(entry)).fetchone()
    return row[0] if row else None


def _check_withdrawal(withdrawn: LoggedEntry, known_on: date) -> int | None:
    if withdrawn.withdraws is not None:
        raise WrongUsage(
            f"Entry {withdrawn.entry_id} withdraws entry {withdrawn.withdraws}: a withdrawal stays.",
            remedy="If that entry was right, log it again: attendctl case log",
        )
    if known_on < withdrawn.known_on:
        raise WrongUsage(
            f"Entry {withdrawn.entry_id} was logged on {withdrawn.known_on}: "
            f"it cannot be withdrawn on {known_on}.",
            remedy="Leave --known out, or give that day or a later one.",
        )
    return withdrawn.withdrawn_by


def _values(entry: CaseEntry) -> list[Any]:
    values = {name: getattr(entry, name) for name in _SAME}
    details = dict(entry.details)
    values["details"] = json.dumps(details, ensure_ascii=False, sort_keys=True) if details else None
    return list(values.values())


def _read(connection: duckdb.DuckDBPyConnection, condition: str, values: list[Any]) -> list[LoggedEntry]:
    names = [*_SAME, "known_on", "withdraws", "entry_id", "withdrawn_by"]
    rows = connection.execute(
        f"SELECT {', '.join(names)} FROM case_entry_all WHERE {condition} ORDER BY happened_on, entry_id",
        values,
    ).fetchall()
    read = (dict(zip(names, row, strict=True)) for row in rows)
    return [LoggedEntry(**{**row, "details": json.loads(row["details"] or "{}")}) for row in read]
