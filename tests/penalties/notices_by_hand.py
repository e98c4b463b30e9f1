"""Notices, what became of them, and counted sessions, written by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from attendctl.casework.notices.notice import NamedParent, Notice, read_notices
from attendctl.casework.penalties.penalty_row import CountedSession
from attendctl.ledger.case_log import LoggedEntry

MOTHER = NamedParent("Ms Nia Sorrel", "Mother", 1)
FATHER = NamedParent("Mr Abel Tarn", "Father", 2)


def notice(
    on: date,
    *,
    parent: NamedParent = MOTHER,
    number: int = 1,
    rank: int | None = 1,
    received: date | None = None,
    became: Sequence[tuple[str, date] | tuple[str, date, dict[str, Any]]] = (),
    kind: str = "penalty-notice",
    until: date | None = None,
    sessions: Sequence[tuple[str, str, str]] = (),
    details: dict[str, Any] | None = None,
) -> Notice:
    """Return a notice as the case log would give it, about one pupil of one school."""
    begins = "issued" if kind == "penalty-notice" else "offered"
    issued = LoggedEntry(
        1,
        1,
        kind,
        on,
        "J. Ashby",
        "Attendance Officer",
        on,
        until=until,
        outcome=begins,
        entry_id=number,
        details={
            "parent": {"name": parent.name, "relationship": parent.relationship, "position": parent.position},
            "rank": rank,
            "sessions": [list(one) for one in sessions],
            "received_on": received.isoformat() if received else None,
            "issued_by": "Fernshire",
            **(details or {}),
        },
    )
    events = [
        replace(
            issued,
            happened_on=one[1],
            outcome=one[0],
            until=None,
            entry_id=number * 100 + place,
            details={"notice": number, **(one[2] if len(one) > 2 else {})},
        )
        for place, one in enumerate(became)
    ]
    (found,) = read_notices([issued, *events])
    return found


def counted(day: date, half: int = 0, code: str = "O", *, week: int | None = None) -> CountedSession:
    """Return one counted session. Weeks are numbered from that of 1 September 2025 unless said."""
    monday = day - timedelta(days=day.weekday())
    return CountedSession(
        school_id=1,
        school="Ash Primary",
        date=day,
        session=half,
        code=code,
        monday=monday,
        week=(monday - date(2025, 9, 1)).days // 7 if week is None else week,
    )
