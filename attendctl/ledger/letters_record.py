"""The record of letters written: what makes a second run write nothing new, and the same paper again."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from typing import Any

import duckdb

from attendctl.ledger.book import Ledger
from attendctl.ledger.chain import add_to_chain
from attendctl.ledger.pupil_keys import KEY_OF_PUPIL


@dataclass(frozen=True)
class LetterCopy:
    """What one household was sent.

    ``copy`` counts the households from 1. ``household`` is who was written to and
    where; ``sheet`` is everything beside the text that the page is set from; both are
    plain values for JSON. ``sha256`` is of the PDF.
    """

    copy: int
    household: Any
    markdown: str
    sheet: Any
    file_name: str
    sha256: str


@dataclass(frozen=True)
class LetterPupil:
    """One pupil of a letter, with the figures it gave of that pupil (plain values for JSON)."""

    school_id: int
    pupil_id: int
    figures: dict[str, Any]


@dataclass(frozen=True)
class LetterRecord:
    """One letter, as it was written; ``pupil_id`` is the pupil it is about, or the first of several.

    ``reference`` is made from what the letter is about and is the record's key.
    ``known_on`` is the day the ledger is told. ``occasion`` says which term, spell or
    entry it is about; None is "once a year". ``pupils``: all pupils of a letter about several.
    """

    reference: str
    school_id: int
    pupil_id: int
    letter: str
    band: str | None
    as_of: date
    written_on: date
    policy: str
    policy_version: str
    template_sha256: str | None
    reason: dict[str, Any]
    addressed_to: list[dict[str, Any]]
    known_on: date
    files: list[str] = field(default_factory=list)
    occasion: str | None = None
    copies: list[LetterCopy] = field(default_factory=list)
    pupils: list[LetterPupil] = field(default_factory=list)


def record_letters(ledger: Ledger, rows: Iterable[LetterRecord]) -> int:
    """Record letters in a ledger opened by ``open_ledger_to_write``; a known reference stays as it is.

    Returns:
        How many were new.
    """
    recorded: list[LetterRecord] = []
    for row in rows:
        result = ledger.connection.execute(
            f"""
            INSERT INTO ledger.letter
                (reference, school_id, key_id, letter, band, as_of, written_on, policy, policy_version,
                 template_sha256, reason, addressed_to, files, known_on, occasion)
            SELECT $1, $2, {KEY_OF_PUPIL.format(pupil_id="$3")},
                   $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15
            WHERE $1 NOT IN (SELECT reference FROM ledger.letter)
            """,
            [
                row.reference,
                row.school_id,
                row.pupil_id,
                row.letter,
                row.band,
                row.as_of,
                row.written_on,
                row.policy,
                row.policy_version,
                row.template_sha256,
                _json(row.reason),
                _json(row.addressed_to),
                _json(row.files),
                row.known_on,
                row.occasion,
            ],
        ).fetchone()
        if result and result[0]:
            recorded.append(row)
            _keep_copies_and_pupils(ledger.connection, row)
    for known_on, told in groupby(recorded, key=lambda row: row.known_on):
        add_to_chain(ledger.connection, "letter", [row.reference for row in told], known_on=known_on)
    return len(recorded)


def letter_copies(connection: duckdb.DuckDBPyConnection, reference: str) -> list[LetterCopy]:
    """Return what each household was sent, in order; nothing for a reference that was not kept whole."""
    rows = connection.execute(
        "SELECT copy, household, markdown, sheet, file_name, sha256 FROM letter_copy "
        "WHERE reference = $1 ORDER BY copy",
        [reference],
    ).fetchall()
    return [
        LetterCopy(copy, json.loads(household), markdown, json.loads(sheet), file_name, sha256)
        for copy, household, markdown, sheet, file_name, sha256 in rows
    ]


def letter_pupils(connection: duckdb.DuckDBPyConnection, reference: str) -> list[LetterPupil]:
    """Return every pupil that a letter is about. The figures are empty where none were kept."""
    rows = connection.execute(
        "SELECT school_id, pupil_id, figures FROM letter_pupil WHERE reference = $1 ORDER BY ALL", [reference]
    ).fetchall()
    return [
        LetterPupil(school_id, pupil_id, json.loads(figures or "{}")) for school_id, pupil_id, figures in rows
    ]


def _keep_copies_and_pupils(connection: duckdb.DuckDBPyConnection, row: LetterRecord) -> None:
    for copy in row.copies:
        connection.execute(
            "INSERT INTO ledger.letter_copy (reference, copy, household, markdown, sheet, file_name, sha256) "
            "VALUES ($1, $2, $3, $4, $5, $6, $7)",
            [
                row.reference,
                copy.copy,
                _json(copy.household),
                copy.markdown,
                _json(copy.sheet),
                copy.file_name,
                copy.sha256,
            ],
        )
    for pupil in row.pupils:
        connection.execute(
            "INSERT INTO ledger.letter_pupil (reference, school_id, key_id, figures) "
            f"SELECT $1, $2, {KEY_OF_PUPIL.format(pupil_id='$3')}, $4",
            [row.reference, pupil.school_id, pupil.pupil_id, _json(pupil.figures)],
        )


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
