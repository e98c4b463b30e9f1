"""The record of letters written: what makes a second run write nothing new."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from attendctl.ledger.book import Ledger


@dataclass(frozen=True)
class LetterRecord:
    """One letter about one pupil, as it was written.

    ``reference`` is made from what the letter is about and is the record's key.
    ``known_on`` is the day the ledger is told.
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


def record_letters(ledger: Ledger, rows: Iterable[LetterRecord]) -> int:
    """Record letters in a ledger opened by ``open_ledger_to_write``; a known reference stays as it is.

    Returns:
        How many were new.
    """
    recorded = 0
    for row in rows:
        result = ledger.connection.execute(
            """
            INSERT INTO ledger.letter
            SELECT $1, $2, coalesce((SELECT min(key_id) FROM ledger.pupil_key
                                     WHERE pupil_id = $3 AND kind = 'upn'), $3),
                   $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14
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
                json.dumps(row.reason, ensure_ascii=False),
                json.dumps(row.addressed_to, ensure_ascii=False),
                json.dumps(row.files, ensure_ascii=False),
                row.known_on,
            ],
        ).fetchone()
        recorded += result[0] if result else 0
    return recorded
