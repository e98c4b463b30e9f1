"""What ``attendctl check`` found, as lines, JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from attendctl.casework.register_health.check import Health
from attendctl.casework.register_health.finding import KINDS, Finding, Session
from attendctl.casework.wording import date_in_words
from attendctl.measures.attendance import PupilRow
from attendctl.reports.plain_text_cell import plain_text_cell

_SHOWN_SESSIONS, _SHOWN_LINES = 4, 8
_NOT_STATED = "–"
_COLUMNS = (
    *("kind", "school", "upn", "surname", "forename", "class", "date", "session", "code", "code_before"),
    *("also", "where", "totals", "fix"),
)
_TOTALS = {
    "possible": "states sessions possible",
    "attended": "states sessions attended",
    "authorised": "states authorised absence",
    "unauthorised": "states unauthorised absence",
    "percent": "states attendance %",
}
_BROKEN = {
    "changed": "is not what it was when the ledger was told of it",
    "broken": "does not follow from the entry before",
    "added": "is in the ledger, and the chain does not know it",
}


def check_dict(health: Health) -> dict[str, Any]:
    """Return what was found as plain values for JSON."""
    return {
        "as_of": health.as_of.isoformat(),
        "schools": [one.name for one in health.schools],
        "is_clean": health.is_clean,
        "counts": {kind: sum(one.kind == kind for one in health.findings) for kind in KINDS},
        "findings": [_finding(health, one) for one in health.findings],
        "ledger": {
            "is_sound": health.is_sound,
            "entries": health.chain.entries,
            "last_sha256": health.chain.last_sha256,
            "faults": [
                {
                    "fault": one.fault,
                    "kind": one.kind,
                    "about": one.about,
                    "entry": one.entry,
                    "part": one.part,
                }
                for one in health.chain.faults
            ],
            "marks_standing_wrongly": sum(one.marks for one in health.misplaced),
            "imports_miscounted": [one._asdict() for one in health.miscounted],
        },
    }


def check_csv(health: Health) -> str:
    """Return the findings as CSV: one row a session, or a finding without any."""
    text = io.StringIO()
    rows = csv.DictWriter(text, _COLUMNS)
    rows.writeheader()
    for one in health.findings:
        found = _finding(health, one)
        beside = {name: found[name] for name in _COLUMNS if name in found} | {
            "also": " ".join(one.also),
            "totals": _totals(one),
        }
        for session in found["sessions"] or [{}]:
            row = beside | session
            rows.writerow(
                {name: plain_text_cell(cell) if isinstance(cell, str) else cell for name, cell in row.items()}
            )
    return text.getvalue()


def check_text(health: Health) -> str:
    """Return what was found as lines, the way out under each kind."""
    return "\n".join(_lines(health)) + "\n"


def _lines(health: Health) -> Iterator[str]:
    up_to = date_in_words(health.as_of)
    yield f"The register up to {up_to}"
    if not health.findings:
        yield "  Nothing to look at."
    for kind, of_kind in groupby(health.findings, key=lambda one: one.kind):
        found = list(of_kind)
        sessions = sum(len(one.sessions) for one in found)
        count = _counted(sessions, "session") + ", " if sessions else ""
        who = _counted(sum(one.pupil_id is not None for one in found), "pupil")
        yield ""
        yield f"{KINDS[kind].title[:1].upper()}{KINDS[kind].title[1:]}: {count}{who}."
        yield f"  {KINDS[kind].fix}"
        lines = _of_classes(health, found) if kind == "missing" else [_of_one(health, one) for one in found]
        yield from (f"    {line}" for line in lines[:_SHOWN_LINES])
        if len(lines) > _SHOWN_LINES:
            yield f"    and {len(lines) - _SHOWN_LINES} more: attendctl check --format csv lists all."
    yield ""
    yield from _of_ledger(health)


def _of_ledger(health: Health) -> Iterator[str]:
    chain = health.chain
    if health.is_sound:
        yield f"The ledger is sound: {_counted(chain.entries, 'entry')}, the last {chain.last_sha256[:16]}…"
        return
    yield "The ledger is not what it was told. Keep this file, and restore the last backup that is sound."
    for fault in chain.faults:
        part = f", {fault.part}," if fault.part else ""
        entry = f"Entry {fault.entry}: " if fault.entry else ""
        yield f"  {entry}{fault.kind} {fault.about}{part} {_BROKEN[fault.fault]}."
    for wrong in health.misplaced:
        name = _school(health, wrong.school_id)
        yield f"  {_counted(wrong.marks, 'mark')} of {name} do not stand as the imports say."
    for lost in health.miscounted:
        marks = _counted(lost.counted, "mark")
        yield f"  Import {lost.import_id} ({lost.file}) brought {marks}; {lost.there:,} of them are there."


def _of_one(health: Health, one: Finding) -> str:
    row = health.pupils.get((one.school_id, one.pupil_id or 0))
    where = _school(health, one.school_id) if len(health.schools) > 1 or row is None else ""
    parts = (
        where,
        _named(row) if row else "",
        one.where or "",
        _totals(one),
        _sessions(one.sessions),
        " ".join(one.also),
    )
    return "  ".join(part for part in parts if part)


def _of_classes(health: Health, found: Sequence[Finding]) -> list[str]:
    """Return a line a class and session, the most pupils first: a register not taken is one thing."""
    owing: Counter[tuple[int, str, Session]] = Counter()
    for one in found:
        row = health.pupils.get((one.school_id, one.pupil_id or 0))
        name = (row.class_name if row else None) or _NOT_STATED
        owing.update((one.school_id, name, session) for session in one.sessions)
    in_order = sorted(
        owing.items(), key=lambda item: (-item[1], item[0][2].day, item[0][2].half, item[0][:2])
    )
    return [
        f"{_school(health, school_id) + '  ' if len(health.schools) > 1 else ''}"
        f"{name}  {_sessions((session,))}: {_counted(pupils, 'pupil')}"
        for (school_id, name, session), pupils in in_order
    ]


def _school(health: Health, school_id: int) -> str:
    return next((one.name for one in health.schools if one.school_id == school_id), f"school {school_id}")


def _named(row: PupilRow) -> str:
    name = f"{row.surname or _NOT_STATED}, {row.forename or _NOT_STATED}"
    return f"{row.class_name or _NOT_STATED}  {name} ({row.upn or 'no UPN'})"


def _finding(health: Health, one: Finding) -> dict[str, Any]:
    row = health.pupils.get((one.school_id, one.pupil_id or 0))
    return {
        "kind": one.kind,
        "what": KINDS[one.kind].title,
        "fix": KINDS[one.kind].fix,
        "school": _school(health, one.school_id),
        "upn": row.upn if row else None,
        "surname": row.surname if row else None,
        "forename": row.forename if row else None,
        "class": row.class_name if row else None,
        "sessions": [
            {
                "date": session.day.isoformat(),
                "session": session.half,
                "code": session.code,
                "code_before": session.code_before,
            }
            for session in one.sessions
        ],
        "also": list(one.also),
        "where": one.where,
        "totals": [total._asdict() for total in one.totals],
    }


def _totals(one: Finding) -> str:
    return "; ".join(
        f"{_TOTALS[total.name]} {total.stated}, the register gives {total.counted}" for total in one.totals
    )


def _sessions(sessions: tuple[Session, ...]) -> str:
    """Return sessions in a line, the first few named.

    >>> from datetime import date
    >>> day = date(2025, 11, 7)
    >>> _sessions((Session(day, "AM", "I", "N"), Session(day, "PM", "V")))
    '7 November 2025 AM N → I, PM V'
    """
    said: list[str] = []
    before = None
    for one in sessions[:_SHOWN_SESSIONS]:
        day = "" if one.day == before else f"{date_in_words(one.day)} "
        change = f" {one.code_before} →" if one.code_before else ""
        said.append(f"{day}{one.half}{change}{f' {one.code}' if one.code else ''}")
        before = one.day
    more = len(sessions) - _SHOWN_SESSIONS
    return ", ".join(said) + (f" and {more} more" if more > 0 else "")


def _counted(number: int, what: str) -> str:
    """Return a number and its noun.

    >>> _counted(1, "entry"), _counted(2, "entry")
    ('1 entry', '2 entries')
    """
    plural = f"{what[:-1]}ies" if what.endswith("y") else f"{what}s"
    return f"{number:,} {what if number == 1 else plural}"
