"""Amendments of the register as lines, JSON and CSV, and what amending one mark did."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from datetime import date
from typing import Any

from attendctl.casework.amending import Amendment
from attendctl.casework.register_history import AmendedMark
from attendctl.ledger.incoming import MISSING_MARK
from attendctl.reports.plain_text_cell import plain_text_cell

_NOT_GIVEN = "not given"
_COLUMNS = (
    *("school", "upn", "surname", "forename", "class", "date", "session", "original", "amended"),
    *(
        "minutes_late_original",
        "minutes_late_amended",
        "seen_on",
        "reason",
        "by",
        "import_id",
        "file",
        "line",
    ),
)


def history_dict(marks: Sequence[AmendedMark], *, known: date | None) -> dict[str, Any]:
    """Return the amendments as plain values for JSON."""
    return {"known": known.isoformat() if known else None, "amendments": [_amendment(one) for one in marks]}


def history_csv(marks: Sequence[AmendedMark]) -> str:
    """Return the amendments as CSV, one a row."""
    text = io.StringIO()
    rows = csv.DictWriter(text, _COLUMNS)
    rows.writeheader()
    for one in marks:
        rows.writerow(
            {
                name: plain_text_cell(value) if isinstance(value, str) else value
                for name, value in _amendment(one).items()
            }
        )
    return text.getvalue()


def history_text(marks: Sequence[AmendedMark]) -> str:
    """Return the amendments as lines under a line of headings."""
    if not marks:
        return "No mark of the register was ever amended.\n"
    table = [("Told on", "Pupil", "Class", "Day", "", "Was", "Is", "Reason", "By", "From")]
    for one in marks:
        name = ", ".join(part for part in (one.surname, one.forename) if part)
        line = f" line {one.line}" if one.line else ""
        table.append(
            (
                one.seen_on.isoformat(),
                name or one.upn or "",
                one.class_name or "",
                one.day.isoformat(),
                one.session,
                _said(one.original, one.minutes_late_original),
                _said(one.amended, one.minutes_late_amended),
                one.reason or _NOT_GIVEN,
                one.person or _NOT_GIVEN,
                f"import {one.import_id}: {one.file}{line}",
            )
        )
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    return "".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"
        for row in table
    )


def outcome_dict(checked: Amendment, told: date, import_id: int | None) -> dict[str, Any]:
    """Return what amending a mark did as plain values for JSON. ``import_id`` None: nothing was saved."""
    mark = checked.mark
    return {
        "school": checked.school,
        "upn": mark.upn,
        "date": mark.day.isoformat(),
        "session": "PM" if mark.session else "AM",
        "original": checked.code_before,
        "amended": mark.code,
        "minutes_late": mark.minutes_late,
        "reason": mark.reason,
        "by": mark.person,
        "known_on": told.isoformat(),
        "changes_nothing": checked.changes_nothing,
        "import_id": import_id,
        "saved": import_id is not None,
    }


def outcome_text(checked: Amendment, told: date, import_id: int | None, *, dry_run: bool) -> str:
    """Return what amending a mark did, as lines without the child's name."""
    mark = checked.mark
    session = f"{mark.day} {'PM' if mark.session else 'AM'}"
    if checked.changes_nothing:
        return f"{session}: the register says {mark.code} already. Nothing changed.\n"
    was = _said(checked.code_before or MISSING_MARK, checked.minutes_before)
    lines = [
        f"{checked.pupil.identity} {session}: {was} → {_said(mark.code, mark.minutes_late)}",
        f"  {mark.reason} ({mark.person}, {told})",
    ]
    if dry_run:
        lines.append("Nothing was saved: this was a dry run.")
    else:
        lines.append(f"  Import {import_id}: attendctl undo {import_id} takes it back.")
        lines.append("  Correct it in the MIS as well: an export that says otherwise amends it again.")
    return "\n".join(lines) + "\n"


def _amendment(one: AmendedMark) -> dict[str, Any]:
    return {
        "school": one.school,
        "upn": one.upn,
        "surname": one.surname,
        "forename": one.forename,
        "class": one.class_name,
        "date": one.day.isoformat(),
        "session": one.session,
        "original": one.original,
        "amended": one.amended,
        "minutes_late_original": one.minutes_late_original,
        "minutes_late_amended": one.minutes_late_amended,
        "seen_on": one.seen_on.isoformat(),
        "reason": one.reason,
        "by": one.person,
        "import_id": one.import_id,
        "file": one.file,
        "line": one.line,
    }


def _said(code: str, minutes: int | None) -> str:
    """Return a mark as it is written: its code, and the minutes late where they are known.

    >>> _said("L", 12), _said("-", None)
    ('L 12 min', 'no mark')
    """
    word = "no mark" if code == MISSING_MARK else code
    return word if minutes is None else f"{word} {minutes} min"
