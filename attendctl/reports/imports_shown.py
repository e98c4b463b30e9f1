"""The list of imports, and what withdrawing one did, as lines, JSON and CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import asdict, fields
from typing import Any

from attendctl.ledger.imports import ImportMade
from attendctl.ledger.undo import UndoOutcome
from attendctl.reports.plain_text_cell import plain_text_cell


def imports_dict(imports: Sequence[ImportMade]) -> dict[str, Any]:
    """Return the imports as plain values for JSON."""
    return {"imports": [asdict(one) for one in imports]}


def imports_csv(imports: Sequence[ImportMade]) -> str:
    """Return the imports as CSV, one a row."""
    text = io.StringIO()
    rows = csv.writer(text)
    rows.writerow(field.name for field in fields(ImportMade))
    for one in imports:
        rows.writerow(
            plain_text_cell(value) if isinstance(value, str) else value for value in asdict(one).values()
        )
    return text.getvalue()


def imports_text(imports: Sequence[ImportMade]) -> str:
    """Return the imports as lines, one a line, under a line of headings."""
    if not imports:
        return "Nothing had been imported by then.\n"
    table = [("No", "Told on", "File", "School", "Days", "New", "Changed", "Same", "")]
    for one in imports:
        days = f"{one.first_date} to {one.last_date}" if one.first_date else "no marks"
        table.append(
            (
                str(one.import_id),
                one.known_on.isoformat(),
                one.file,
                _some_schools(one.school),
                days,
                f"{one.marks_new:,}",
                f"{one.marks_changed:,}",
                f"{one.marks_same:,}",
                f"undone on {one.undone_on}" if one.undone_on else "",
            )
        )
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    to_the_right = {0, 5, 6, 7}
    return "".join(
        "  ".join(
            cell.rjust(width) if column in to_the_right else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        + "\n"
        for row in table
    )


def _some_schools(names: str | None) -> str:
    """Shorten a long list of schools, which JSON and CSV give whole.

    >>> _some_schools("Ash, Beech, Cedar")
    'Ash and 2 more'
    """
    first, *others = (names or "").split(", ")
    return f"{first} and {len(others)} more" if others else first


def undo_text(outcome: UndoOutcome) -> str:
    """Return what withdrawing an import did, as lines."""
    name = f"Import {outcome.import_id} ({outcome.file})"
    if outcome.already_undone:
        return f"{name} was undone on {outcome.undone_on} already. Nothing changed.\n"
    lines = [f"{name} {'is undone' if outcome.saved else 'would be undone'}."]
    for one in outcome.gone_back:
        sessions = "1 mark" if one.sessions == 1 else f"{one.sessions:,} marks"
        if one.now is None:
            lines.append(f"  {sessions} {one.before}: no longer in the register")
        elif one.before is None:
            lines.append(f"  {sessions} {one.now}: in the register again")
        else:
            lines.append(f"  {sessions} from {one.before} back to {one.now}")
    if not outcome.gone_back:
        lines.append("  No mark in the register changes.")
    if outcome.removed_on:
        lines.append(
            f"  Rows of it that were older than the law asks to keep were removed on {outcome.removed_on}: "
            "of those nothing comes back."
        )
    if not outcome.saved:
        lines.append("Nothing was saved: this was a dry run.")
    return "\n".join(lines) + "\n"
