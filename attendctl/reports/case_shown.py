"""The case log, and what logging did, as lines, JSON and CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from attendctl.casework.case_file import CaseOutcome
from attendctl.casework.case_list import ListedEntry
from attendctl.casework.pupil_meant import PupilMeant
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.showable_text import showable_text

COLUMNS = (
    "entry_id school upn surname forename kind happened_on until step outcome sessions note details "
    "by_name by_position known_on withdraws withdrawn_by"
)
_NOTHING = "–"


def case_dict(listed: Sequence[ListedEntry]) -> dict[str, Any]:
    """Return the entries as plain values for JSON."""
    return {"entries": [_entry_dict(one.entry, one.pupil) | {"school": one.school} for one in listed]}


def case_csv(listed: Sequence[ListedEntry]) -> str:
    """Return the entries as CSV, one a row; details as JSON in one cell."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(COLUMNS.split())
    for one in case_dict(listed)["entries"]:
        details = json.dumps(one["details"], ensure_ascii=False) if one["details"] else None
        cells = [(one | {"details": details})[name] for name in COLUMNS.split()]
        rows.writerow(plain_text_cell(cell) if isinstance(cell, str) else cell for cell in cells)
    return text.getvalue()


def case_text(listed: Sequence[ListedEntry]) -> str:
    """Return the entries as lines: one for what happened, one below it for the note."""
    if not listed:
        return "The case log holds no such entry.\n"
    several_schools = len({one.school for one in listed}) > 1
    lines = []
    for one in listed:
        school = f", {one.school}" if several_schools else ""
        lines.append(f"{one.entry.entry_id:>5}  {one.entry.happened_on}  {_who(one.pupil)}{school}: ")
        lines[-1] += _what(one.entry)
        if one.entry.note:
            lines.append(f"{'':>19}{one.entry.note}")
        told = "" if one.entry.known_on == one.entry.happened_on else f", told on {one.entry.known_on}"
        lines.append(f"{'':>19}{one.entry.by_name}, {one.entry.by_position}{told}")
        if one.entry.withdrawn_by is not None:
            lines.append(f"{'':>19}Withdrawn by entry {one.entry.withdrawn_by}.")
    return "".join(showable_text(" ".join(line.splitlines()).rstrip()) + "\n" for line in lines)


def outcome_dict(outcome: CaseOutcome, *, saved: bool) -> dict[str, Any]:
    """Return what logging did as plain values for JSON; an entry that is not saved has no number."""
    entry = None if outcome.entry is None else _entry_dict(outcome.entry, outcome.pupil)
    if entry is not None and outcome.is_new and not saved:
        entry["entry_id"] = None
    return {"entry": entry, "is_new": outcome.is_new, "saved": saved and outcome.is_new, "said": outcome.said}


def outcome_text(outcome: CaseOutcome, *, saved: bool) -> str:
    """Return what logging did as lines; the pupil goes by a number."""
    lines = [outcome.said] if outcome.said else []
    if outcome.entry is not None:
        about = _what(outcome.entry, with_day=True)
        about += f" ({outcome.pupil.identity})" if outcome.pupil else ""
        if not outcome.is_new:
            lines.append(f"Entry {outcome.entry.entry_id} says so already: {about}. Nothing changed.")
        elif saved:
            lines.append(f"Entry {outcome.entry.entry_id} is logged: {about}.")
        else:
            lines.append(f"Would be logged: {about}. Nothing was saved: this was a dry run.")
    else:
        lines.append("Nothing was logged.")
    return "".join(showable_text(line) + "\n" for line in lines)


def _entry_dict(entry: LoggedEntry, pupil: PupilMeant | None) -> dict[str, Any]:
    return {
        "entry_id": entry.entry_id,
        "upn": pupil.upn if pupil else None,
        "surname": pupil.surname if pupil else None,
        "forename": pupil.forename if pupil else None,
        "kind": entry.kind,
        "happened_on": entry.happened_on,
        "until": entry.until,
        "step": entry.step,
        "outcome": entry.outcome,
        "sessions": entry.sessions,
        "note": entry.note,
        "details": dict(entry.details),
        "by_name": entry.by_name,
        "by_position": entry.by_position,
        "known_on": entry.known_on,
        "withdraws": entry.withdraws,
        "withdrawn_by": entry.withdrawn_by,
    }


def _who(pupil: PupilMeant | None) -> str:
    if pupil is None:
        return "a pupil no longer in the register"
    name = ", ".join(part for part in (pupil.surname, pupil.forename) if part)
    return " ".join(part for part in (name, f"({pupil.identity})" if pupil.identity else "") if part)


def _what(entry: LoggedEntry, *, with_day: bool = False) -> str:
    """Say an entry in one line, without the note, which may hold a name.

    >>> from datetime import date
    >>> monday, friday = date(2026, 3, 2), date(2026, 3, 6)
    >>> entry = LoggedEntry(1, 1, "target", monday, "A. Person", "Head", monday, until=friday, sessions=1)
    >>> _what(entry, with_day=True)
    'target, at most 1 session (half a day), on 2 March 2026, until 6 March 2026'
    """
    parts = [entry.kind if entry.withdraws is None else f"withdrawal of entry {entry.withdraws}"]
    if entry.outcome:
        parts.append(entry.outcome)
    if entry.kind == "group" and entry.details.get("led_by"):
        parts.append(f"led by {entry.details['led_by']}")
    if entry.step:
        parts.append(f"step {entry.step}")
    if entry.sessions is not None:
        at_most = "at most " if entry.kind == "target" and entry.sessions else ""
        parts.append(at_most + sessions_in_words(entry.sessions))
    if with_day:
        parts.append(f"on {date_in_words(entry.happened_on)}")
    if entry.until is not None:
        parts.append(f"until {date_in_words(entry.until)}")
    return ", ".join(parts)
