"""Opening the ledger to read it: the views that everything above it stands on.

``open_ledger`` gives an in-memory connection with the views ``mark``, ``pupil``,
``contact``, ``school``, ``amendment``, ``import_made``, ``letter_written``,
``letter_copy``, ``letter_pupil``, ``case_entry`` and ``case_entry_all``, already
limited to what the ledger had been told by ``known``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import duckdb

from attendctl.ledger.attach import attached_for_reading, attached_for_writing, one_transaction
from attendctl.ledger.pupil_keys import components
from attendctl.ledger.workbench import open_workbench

# What stands now: read straight from the table, nothing is worked out.
_MARK_NOW = """
CREATE OR REPLACE TEMP VIEW mark AS
SELECT school_id, pupil_id, date, session, code,
       CASE WHEN standing_import_id IS NULL THEN minutes_late ELSE standing_minutes_late END AS minutes_late,
       CASE WHEN standing_import_id IS NULL THEN comment ELSE standing_comment END AS comment,
       CASE WHEN standing_import_id IS NULL THEN import_id ELSE standing_import_id END AS import_id,
       CASE WHEN standing_import_id IS NULL THEN line ELSE standing_line END AS line
FROM ledger.mark WHERE current
"""

_RELATIONS_NOW = """
CREATE OR REPLACE TEMP VIEW live_import AS
SELECT import_id, known_on FROM ledger.import_made WHERE undone_on IS NULL;
CREATE OR REPLACE TEMP VIEW key_pupil AS SELECT key_id, pupil_id FROM ledger.pupil_key;
CREATE OR REPLACE TEMP VIEW known_until AS SELECT DATE '9999-12-31' AS last_day;
CREATE OR REPLACE TEMP VIEW revisited_slot AS
SELECT DISTINCT school_id, pupil_id, date, session FROM ledger.mark WHERE NOT current;
"""

# As it stood on a day. A session whose one row came from an import that counts
# reads as it does now; every other is judged anew by standing.sql, and so is all of
# a pupil whose keys were linked otherwise then.
_REVISITED_THEN = """
CREATE OR REPLACE TEMP TABLE revisited_slot AS
SELECT DISTINCT m.school_id, k.pupil_id, m.date, m.session
FROM ledger.mark AS m JOIN key_pupil AS k USING (key_id)
WHERE NOT m.current OR m.standing_import_id IS NOT NULL
   OR m.import_id NOT IN (SELECT import_id FROM live_import)
   OR k.pupil_id IN (SELECT t.pupil_id FROM key_pupil AS t JOIN ledger.pupil_key AS n USING (key_id)
                     WHERE t.pupil_id <> n.pupil_id)
"""

_MARK_THEN = """
CREATE OR REPLACE TEMP TABLE mark AS
SELECT m.school_id, k.pupil_id, m.date, m.session, m.code, m.minutes_late, m.comment, m.import_id, m.line
FROM ledger.mark AS m JOIN key_pupil AS k USING (key_id)
ANTI JOIN revisited_slot AS s
  ON s.school_id = m.school_id AND s.pupil_id = k.pupil_id AND s.date = m.date AND s.session = m.session
UNION ALL
SELECT school_id, pupil_id, date, session, code, minutes_late, comment, import_id, line
FROM mark_run WHERE stands
"""


@dataclass(frozen=True)
class Ledger:
    """An open ledger. ``connection`` has the reading views; ``known`` is None for "everything"."""

    connection: duckdb.DuckDBPyConnection
    path: Path
    known: date | None = None

    @contextmanager
    def as_known_on(self, day: date) -> Iterator[Ledger]:
        """Give the same ledger once more, as it was known on a day, while this one stays as it is.

        The file is not opened again for it: on closing, a process loses its lock on a file that it
        has opened twice, and another command could write while this one reads on.
        """
        connection = self.connection.cursor()
        try:
            create_views(connection, known=day)
            yield Ledger(connection, self.path, day)
        finally:
            connection.close()


@contextmanager
def open_ledger(
    path: Path, *, wait_seconds: Decimal | float = 30, known: date | None = None
) -> Iterator[Ledger]:
    """Open a ledger to read it.

    Args:
        path: the ledger file.
        wait_seconds: how long to wait while another command writes it.
        known: use only what the ledger had been told by this day, this day included:
            later imports and later withdrawals have not happened yet.

    Raises:
        LedgerNotFound: nothing has been imported yet.
        LedgerNotUsable: the file is not a ledger this program can read.
        LedgerBusy: another command held it all the while.
    """
    with open_workbench() as connection, attached_for_reading(connection, path, wait_seconds=wait_seconds):
        create_views(connection, known=known)
        yield Ledger(connection, path, known)


@contextmanager
def open_ledger_to_write(path: Path, *, wait_seconds: Decimal | float = 30) -> Iterator[Ledger]:
    """Open a ledger with the same views, in one transaction that holds when the body ends well.

    For what is recorded beside imports (letters, case log). Raises as ``open_ledger`` does.
    """
    if not path.exists():  # nothing to write about: the same message as for reading
        with open_ledger(path, wait_seconds=wait_seconds):
            pass
    with open_workbench() as connection, attached_for_writing(connection, path, wait_seconds=wait_seconds):
        create_views(connection)
        with one_transaction(connection, path):
            yield Ledger(connection, path)


def create_views(connection: duckdb.DuckDBPyConnection, *, known: date | None = None) -> None:
    """Make the reading views on a connection with a ledger attached as ``ledger``."""
    package = files("attendctl.ledger")
    if known is None or _nothing_since(connection, known):
        connection.execute(_RELATIONS_NOW)
        connection.execute(package.joinpath("standing.sql").read_text(encoding="utf-8"))
        connection.execute(_MARK_NOW)
    else:
        _relations_then(connection, known)
        connection.execute(_REVISITED_THEN)
        connection.execute(package.joinpath("standing.sql").read_text(encoding="utf-8"))
        connection.execute(_MARK_THEN)
    if known is not None:
        connection.execute(f"CREATE OR REPLACE TEMP VIEW known_until AS SELECT DATE '{known}' AS last_day")
    connection.execute(package.joinpath("reading.sql").read_text(encoding="utf-8"))


def _nothing_since(connection: duckdb.DuckDBPyConnection, known: date) -> bool:
    """Say whether the ledger was told nothing after ``known``: no import, no withdrawal."""
    row = connection.execute(
        "SELECT count(*) FROM ledger.import_made WHERE known_on > $1 OR undone_on > $1", [known]
    ).fetchone()
    return row == (0,)


def _relations_then(connection: duckdb.DuckDBPyConnection, known: date) -> None:
    """Make ``live_import`` and ``key_pupil`` as of a day."""
    connection.execute(
        f"""
        CREATE OR REPLACE TEMP VIEW live_import AS
        SELECT import_id, known_on FROM ledger.import_made
        WHERE known_on <= DATE '{known}' AND (undone_on IS NULL OR undone_on > DATE '{known}')
        """
    )
    keys = [key for (key,) in connection.execute("SELECT key_id FROM ledger.pupil_key").fetchall()]
    links = connection.execute(
        "SELECT DISTINCT key_a, key_b FROM ledger.key_link JOIN live_import USING (import_id)"
    ).fetchall()
    smallest = components(links)
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE key_pupil AS SELECT unnest($1::INTEGER[]) AS key_id, "
        "unnest($2::INTEGER[]) AS pupil_id",
        [keys, [smallest.get(key, key) for key in keys]],
    )
