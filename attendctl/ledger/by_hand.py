"""One mark entered by hand: an import of one row, so that it can be listed, known as of a day, and undone."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb

from attendctl.ledger.attach import NothingToKeep, attached_for_writing, one_transaction
from attendctl.ledger.book import create_views
from attendctl.ledger.incoming import Incoming, create_incoming_tables
from attendctl.ledger.merge import merge_file
from attendctl.ledger.not_usable import nothing_imported
from attendctl.ledger.outcome import ImportOutcome
from attendctl.ledger.refused import FileRefused
from attendctl.ledger.workbench import open_workbench

BY_HAND = "by hand"
"""What stands for the file and the layout of such an import."""


@dataclass(frozen=True)
class MarkByHand:
    """A mark to enter: whose, of which session (0 AM, 1 PM), and what the law asks to keep of it.

    ``school`` is a name, URN or DfE number. One of the three numbers at least says who it is.
    ``after_import`` is the last import there is: the same mark after another is another entry.
    """

    school: str
    upn: str | None
    mis_id: str | None
    admission_number: str | None
    day: date
    session: int
    code: str
    after_import: int
    reason: str
    person: str
    minutes_late: int | None = None


def enter_mark(
    path: Path,
    decide: Callable[[duckdb.DuckDBPyConnection], MarkByHand | None],
    *,
    known_on: date,
    wait_seconds: Decimal | float = 30,
    dry_run: bool = False,
) -> ImportOutcome | None:
    """Enter a mark into a ledger. It is decided on and entered under one lock: nothing comes between.

    Args:
        path: the ledger file.
        decide: is given a connection with the reading views, and returns what to enter; None: nothing.
        known_on: the day the ledger is told.
        wait_seconds: how long to wait while another command holds the ledger.
        dry_run: work it out, save nothing.

    Returns:
        What became of it; None where nothing was to be entered.

    Raises:
        LedgerNotFound: nothing has been imported yet.
        LedgerBusy: another command held it for ``wait_seconds``.
        LedgerNotUsable: the file is not a ledger, or cannot be written.
        FileRefused: the mark does not fit the ledger.
    """
    if not path.exists():
        raise nothing_imported(path)
    with open_workbench() as workbench, attached_for_writing(workbench, path, wait_seconds=wait_seconds):
        create_views(workbench)
        mark = decide(workbench)
        if mark is None:
            return None
        # Before the transaction, which can write to the ledger alone.
        incoming = _staged(workbench, mark)
        try:
            with one_transaction(workbench, path):
                outcome = merge_file(
                    incoming,
                    known_on=known_on,
                    accept_older=True,  # one mark looks like an old export: it turns a mark back
                )
                if outcome.refused_because:
                    raise FileRefused(outcome.refused_because, remedy=outcome.remedy or "")
                if dry_run:
                    raise NothingToKeep
        except NothingToKeep:
            return replace(outcome, import_id=None)
    return outcome


def _staged(workbench: duckdb.DuckDBPyConnection, mark: MarkByHand) -> Incoming:
    schema = "by_hand"
    create_incoming_tables(workbench, schema)
    workbench.execute(
        f"INSERT INTO {schema}.incoming_pupil (who, upn, mis_id, admission_number) VALUES (0, $1, $2, $3)",
        [mark.upn, mark.mis_id, mark.admission_number],
    )
    workbench.execute(
        f"INSERT INTO {schema}.incoming_mark "
        "(who, date, session, code, minutes_late, amended_reason, amended_by) "
        "VALUES (0, $1, $2, $3, $4, $5, $6)",
        [mark.day, mark.session, mark.code, mark.minutes_late, mark.reason, mark.person],
    )
    said = json.dumps(vars(mark), default=str, sort_keys=True, ensure_ascii=False)
    return Incoming(
        workbench=workbench,
        schema=schema,
        file=BY_HAND,
        sha256=hashlib.sha256(said.encode()).hexdigest(),
        kind="marks",
        layout=BY_HAND,
        rows_read=1,
        first_date=mark.day,
        last_date=mark.day,
        school=mark.school,
    )
