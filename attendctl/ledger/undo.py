"""Withdrawing one import: the ledger reads as if it had never been made, and remembers that it was."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from attendctl.errors import NotFound, WrongUsage
from attendctl.ledger.attach import NothingToKeep
from attendctl.ledger.book import open_ledger_to_write
from attendctl.ledger.chain import add_to_chain
from attendctl.ledger.confirmations import OF_THE_LATEST
from attendctl.ledger.pupil_keys import components
from attendctl.ledger.restate import restate_slots

# The sessions an import had a say in. What it merely said again matters only where the
# mark did not come from a live import of its own that was first to say it.
_TOUCHED = """
SELECT school_id, pupil_id, date, session FROM ledger.mark WHERE import_id = {import_id}
UNION ALL
SELECT m.school_id, m.pupil_id, m.date, m.session
FROM ledger.mark AS m
JOIN ledger.confirmation AS f
  ON f.school_id = m.school_id AND f.key_id = m.key_id
 AND (f.origin_import_id = m.import_id OR f.origin_import_id = {of_the_latest} AND m.import_id < f.import_id)
 AND (m.date - DATE '1970-01-01') * 2 + m.session BETWEEN f.first_slot AND f.last_slot
WHERE f.import_id = {import_id}
  AND (NOT m.current OR m.standing_import_id IS NOT NULL
       OR m.import_id NOT IN (SELECT import_id FROM live_import))
UNION ALL
SELECT school_id, pupil_id, date, session FROM ledger.mark
WHERE pupil_id IN (SELECT pupil_id FROM regrouped_pupil)
"""


class NoSuchImport(NotFound):
    """The ledger has no import of that number."""

    code = "N010"


@dataclass(frozen=True)
class MarksGoneBack:
    """Sessions whose mark went from one code to another; ``now`` None: the register has no mark there."""

    before: str | None
    now: str | None
    sessions: int


@dataclass(frozen=True)
class UndoOutcome:
    """What withdrawing an import did. ``already_undone``: it had been withdrawn before, nothing changed.

    ``removed_on``: the day on which rows of it were last removed because they were old; of those nothing
    goes or comes back.
    """

    import_id: int
    file: str
    undone_on: date
    already_undone: bool = False
    saved: bool = False
    gone_back: list[MarksGoneBack] = field(default_factory=list)
    removed_on: date | None = None

    def as_json(self) -> dict[str, Any]:
        """Return plain values for JSON."""
        return {
            "import_id": self.import_id,
            "file": self.file,
            "undone_on": self.undone_on.isoformat(),
            "already_undone": self.already_undone,
            "saved": self.saved,
            "marks": [
                {"from": one.before, "to": one.now, "sessions": one.sessions} for one in self.gone_back
            ],
            "removed_on": self.removed_on.isoformat() if self.removed_on else None,
        }


def undo(
    path: Path,
    import_id: int,
    *,
    undone_on: date,
    wait_seconds: Decimal | float = 30,
    dry_run: bool = False,
) -> UndoOutcome:
    """Withdraw one import.

    Args:
        path: the ledger file.
        import_id: the number that ``attendctl imports`` shows.
        undone_on: the day the ledger is told; with ``known`` before it, the import still counts.
        wait_seconds: how long to wait while another command holds the ledger.
        dry_run: work out everything, change nothing.

    Raises:
        NoSuchImport: the ledger has no import of this number.
        WrongUsage: ``undone_on`` is before the day of the import.
        LedgerNotFound: there is no ledger.
        LedgerBusy: another command held it for ``wait_seconds``.
    """
    outcome: UndoOutcome | None = None
    try:
        # found and withdrawn under one lock: two commands cannot both withdraw it
        with open_ledger_to_write(path, wait_seconds=wait_seconds) as ledger:
            outcome = _undo_in(ledger.connection, import_id, undone_on, saved=not dry_run)
            if dry_run:
                raise NothingToKeep
    except NothingToKeep:
        pass
    assert outcome is not None
    return outcome


def _undo_in(
    workbench: duckdb.DuckDBPyConnection, import_id: int, undone_on: date, *, saved: bool
) -> UndoOutcome:
    file, known_on, undone_before = _find(workbench, import_id)
    if undone_before is not None:
        return UndoOutcome(import_id, file, undone_before, already_undone=True)
    if undone_on < known_on:
        raise WrongUsage(
            f"Import {import_id} was made on {known_on}: it cannot be withdrawn on {undone_on}.",
            remedy="Leave --known out, or give that day or a later one.",
        )
    gone_back = _withdraw(workbench, import_id, undone_on)
    return UndoOutcome(
        import_id,
        file,
        undone_on,
        saved=saved,
        gone_back=gone_back,
        removed_on=_rows_removed_on(workbench, import_id),
    )


def _rows_removed_on(connection: duckdb.DuckDBPyConnection, import_id: int) -> date | None:
    row = connection.execute(
        "SELECT max(p.removed_on) FROM ledger.chain_part AS p JOIN ledger.chain_entry AS e USING (entry) "
        "WHERE e.kind = 'import' AND e.about = $1",
        [str(import_id)],
    ).fetchone()
    return row[0] if row else None


def _find(connection: duckdb.DuckDBPyConnection, import_id: int) -> tuple[str, date, date | None]:
    row = connection.execute(
        "SELECT file, known_on, undone_on FROM import_made WHERE import_id = ?", [import_id]
    ).fetchone()
    if row is None:
        raise NoSuchImport(
            f"The ledger has no import {import_id}.", remedy="See which there are: attendctl imports"
        )
    return row[0], row[1], row[2]


def _withdraw(workbench: duckdb.DuckDBPyConnection, import_id: int, undone_on: date) -> list[MarksGoneBack]:
    workbench.execute(
        "UPDATE ledger.import_made SET undone_on = $1 WHERE import_id = $2", [undone_on, import_id]
    )
    add_to_chain(workbench, "withdrawal", [import_id], known_on=undone_on)
    _regroup_pupils(workbench)
    return [
        MarksGoneBack(*row)
        for row in restate_slots(workbench, _TOUCHED.format(import_id=import_id, of_the_latest=OF_THE_LATEST))
    ]


def _regroup_pupils(workbench: duckdb.DuckDBPyConnection) -> None:
    """Part the pupils that only the withdrawn import had said are one; their marks go with the keys.

    Makes ``regrouped_pupil (pupil_id)``: the pupils as they are now whose keys changed.
    """
    links = workbench.execute(
        "SELECT DISTINCT key_a, key_b FROM ledger.key_link JOIN live_import USING (import_id)"
    ).fetchall()
    smallest = components(links)
    stored = workbench.execute("SELECT key_id, pupil_id FROM ledger.pupil_key").fetchall()
    moved = [(key, smallest.get(key, key)) for key, pupil in stored if pupil != smallest.get(key, key)]
    workbench.execute(
        "CREATE OR REPLACE TEMP TABLE moved_key AS "
        "SELECT unnest($1::INTEGER[]) AS key_id, unnest($2::INTEGER[]) AS pupil_id",
        [[key for key, _ in moved], [pupil for _, pupil in moved]],
    )
    workbench.execute(
        """
        CREATE OR REPLACE TEMP TABLE regrouped_pupil AS
        SELECT pupil_id FROM moved_key
        UNION SELECT k.pupil_id FROM ledger.pupil_key AS k JOIN moved_key USING (key_id)
        """
    )
    if moved:
        for table in ("ledger.pupil_key", "ledger.mark"):
            workbench.execute(
                f"UPDATE {table} AS t SET pupil_id = m.pupil_id FROM moved_key AS m WHERE t.key_id = m.key_id"
            )
