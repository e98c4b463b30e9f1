"""What may be removed, or was, as lines and as plain values for JSON."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attendctl.casework.wording import date_in_words
from attendctl.ledger.chain_removal import Removed
from attendctl.ledger.retention import KINDS, OldEntries

_PART_OF_A_REGISTER = "marks "
_COUNTED = {  # the parts of the chain that hold what is counted; the others are bound to them
    ("import", "pupils"): "pupil statements",
    ("import", "contacts"): "contacts",
    ("letter", "letter"): "letters",
    ("case", "entry"): "case entries",
}


def retention_dict(
    old: Sequence[OldEntries],
    before: Sequence[Removed],
    *,
    first_day_kept: date,
    years: int,
    backup: Path | None,
    copies: Sequence[str],
    removed: bool,
) -> dict[str, Any]:
    """Return the result as plain values.

    Args:
        old: what may go, or went.
        before: every removal there was, this one too.
        first_day_kept: what was told before it may go.
        years: so long the law asks to keep an entry.
        backup: that was made first; None without a removal.
        copies: names of files beside the ledger that hold what it held.
        removed: whether it went.
    """
    return {
        "first_day_kept": first_day_kept.isoformat(),
        "years": years,
        "entries": [
            {
                "school": one.school,
                "academic_year": f"{one.year}/{(one.year + 1) % 100:02}",
                "kind": one.kind,
                "rows": one.rows,
            }
            for one in old
        ],
        "totals": {kind: sum(one.rows for one in old if one.kind == kind) for kind in KINDS},
        "removed": removed,
        "backup": str(backup) if backup else None,
        "copies": list(copies),
        "removed_so_far": [
            {"on": one.removed_on.isoformat(), "kind": kind, "rows": one.rows}
            for one in before
            if (kind := _kind_of(one)) is not None
        ],
    }


def retention_text(contract: dict[str, Any]) -> str:
    """Return the result as lines."""
    day = date_in_words(date.fromisoformat(contract["first_day_kept"]))
    kept = f"{contract['years']} years that the law asks for"
    if not contract["entries"]:
        lines = [f"Nothing may go: nothing whole was told before {day} and is older than the {kept}."]
    else:
        old = f"was told before {day} and is older than the {kept}:"
        lines = [f"Removed for good, because it {old}" if contract["removed"] else f"This {old}"]
        lines += _table(contract["entries"])
    if contract["removed"]:
        lines.append(f"The backup {contract['backup']} still holds it. Delete it when all is well.")
        if contract["copies"]:
            lines.append(f"So may these, beside the ledger: {', '.join(contract['copies'])}.")
        lines.append("The counts and the sums stay in the chain: attendctl check verifies what is left.")
    elif contract["entries"]:
        lines.append("Nothing was removed. To remove it: attendctl retention --confirm --backup FILE")
    for one in contract["removed_so_far"]:
        lines.append(f"  {one['on']}: {one['rows']:,} {one['kind']} removed.")
    return "\n".join(lines) + "\n"


def _table(entries: Sequence[dict[str, Any]]) -> list[str]:
    rows = [(one["school"], one["academic_year"], one["kind"], f"{one['rows']:,}") for one in entries]
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return [
        f"  {school:<{widths[0]}}  {year:<{widths[1]}}  {kind:<{widths[2]}}  {number:>{widths[3]}}"
        for school, year, kind, number in rows
    ]


def _kind_of(one: Removed) -> str | None:
    """Return what the rows of a part are counted as; None for those that only belong to others.

    >>> _kind_of(Removed(date(2032, 9, 1), "import", "marks 2024", 190))
    'marks of 2024/25'
    """
    if one.kind == "import" and one.part.startswith(_PART_OF_A_REGISTER):
        year = int(one.part.removeprefix(_PART_OF_A_REGISTER))
        return f"marks of {year}/{(year + 1) % 100:02}"
    return _COUNTED.get((one.kind, one.part))
