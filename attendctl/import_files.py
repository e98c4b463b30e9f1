"""Taking files in from first byte to ledger: read every file, then merge them all or none.

What ``attendctl import`` and the nightly run both do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb

from attendctl.errors import InputRefused
from attendctl.exports.read import read_export
from attendctl.ledger.incoming import Incoming, rows_in
from attendctl.ledger.merge import merge
from attendctl.ledger.outcome import ImportOutcome, MergeResult
from attendctl.ledger.refused import rows_refused
from attendctl.ledger.workbench import open_workbench
from attendctl.progress import OnProgress, tell_nobody
from attendctl.settings import Settings


def import_files(
    paths: Sequence[Path],
    settings: Settings,
    *,
    today: date,
    known_on: date,
    layout: str | None = None,
    school: str | None = None,
    week_of: date | None = None,
    accept_partial: bool = False,
    accept_older: bool = False,
    match_names: bool = False,
    dry_run: bool = False,
    tell: OnProgress = tell_nobody,
) -> MergeResult:
    """Read files and merge them into the ledger of the settings.

    Args:
        paths: the files, in the order they are to be told to the ledger.
        settings: whose ledger, schools and layouts hold.
        today: what reading takes for the present day.
        known_on: the day the ledger is told.
        layout: the layout of all the files; else each is recognised.
        school: the school of all the files; else as each file says.
        week_of: a day in the week of files that do not give a date.
        accept_partial: keep good rows, set the others aside.
        accept_older: take in a file that looks older than the ledger.
        match_names: know pupils without any number by name and date of birth.
        dry_run: do everything, save nothing.
        tell: is told how far the reading has come.

    Returns:
        What became of each file. A file that is refused is in it with the reasons; then
        nothing of any file was saved. The ledger is locked only after all files are read.

    Raises:
        LedgerBusy: another command held the ledger too long.
        LedgerNotUsable: the ledger file cannot be used.
        WrongUsage: there is no such layout.
    """
    outcomes: list[ImportOutcome] = []
    incomings: list[Incoming] = []
    with open_workbench() as workbench:
        for number, path in enumerate(paths, start=1):
            tell(f"Reading {path.name}", number - 1, len(paths))
            try:
                incoming = read_export(
                    path,
                    workbench,
                    schema=f"file_{number}",
                    settings=settings,
                    layout=layout,
                    school=school,
                    week_of=week_of,
                    today=today,
                    accept_partial=accept_partial,
                )
            except InputRefused as fault:
                outcomes.append(_refused(ImportOutcome(path.name, sha256=_sha256(path)), fault))
                continue
            except OSError as fault:
                outcomes.append(_refused(ImportOutcome(path.name), _unreadable(path, fault)))
                continue
            except duckdb.Error as fault:
                if path.is_file():
                    raise
                outcomes.append(_refused(ImportOutcome(path.name), _unreadable(path, fault)))
                continue
            incomings.append(incoming)
            outcome = ImportOutcome.of(incoming)
            if incoming.refusals and not accept_partial:
                outcome = _refused(
                    outcome, rows_refused(path.name, incoming.rows_read, rows_in(incoming.refusals))
                )
            outcomes.append(outcome)
        if any(outcome.refused_because for outcome in outcomes) or not incomings:
            return MergeResult(outcomes)
        tell("Merging into the ledger", len(paths), len(paths))
        return merge(
            incomings,
            settings.ledger_path,
            known_on=known_on,
            wait_seconds=settings.ledger.wait_seconds,
            schools=settings.schools,
            accept_partial=accept_partial,
            accept_older=accept_older,
            match_names=match_names,
            dry_run=dry_run,
        )


def _refused(outcome: ImportOutcome, fault: InputRefused) -> ImportOutcome:
    return replace(outcome, refused_because=fault.message, refused_code=fault.code, remedy=fault.remedy)


def _unreadable(path: Path, fault: Exception) -> InputRefused:
    why = getattr(fault, "strerror", None) or "it is no longer there"
    return InputRefused(
        f"{path.name} cannot be read: {why}. Nothing was saved.",
        remedy="See that the file is there and that you may read it, then import it again.",
    )


def _sha256(path: Path) -> str | None:
    if not path.is_file():  # a pipe would keep the command waiting for its other end
        return None
    try:
        with path.open("rb") as content:
            return hashlib.file_digest(content, "sha256").hexdigest()
    except OSError:
        return None
