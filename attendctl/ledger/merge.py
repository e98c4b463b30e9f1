"""Taking staged files into the ledger: all of one command's files in one transaction, or none."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from attendctl.ledger.attach import (
    NothingToKeep,
    attached_for_writing,
    empty_ledger_in_memory,
    one_transaction,
)
from attendctl.ledger.book import create_views
from attendctl.ledger.chain import add_to_chain
from attendctl.ledger.doubles import refuse_doubles
from attendctl.ledger.incoming import FileWarning, Incoming, rows_in
from attendctl.ledger.marks import merge_marks
from attendctl.ledger.outcome import ImportOutcome, MergeResult
from attendctl.ledger.pupils import resolve_pupils
from attendctl.ledger.records import keep_contacts, keep_pupils, keep_totals
from attendctl.ledger.refused import FileRefused, rows_refused
from attendctl.ledger.schools import resolve_schools
from attendctl.settings import SchoolSettings


def merge(
    incomings: Sequence[Incoming],
    path: Path,
    *,
    known_on: date,
    wait_seconds: Decimal | float = 30,
    schools: Sequence[SchoolSettings] = (),
    accept_partial: bool = False,
    accept_older: bool = False,
    match_names: bool = False,
    dry_run: bool = False,
) -> MergeResult:
    """Merge staged files into a ledger, in the order given; make the ledger when there is none.

    Args:
        incomings: files staged in one workbench, at least one.
        path: the ledger file.
        known_on: the day the ledger is told. Before the day of imports already made, the
            files take their place in the middle: what was told later still stands.
        wait_seconds: how long to wait while another command holds the ledger.
        schools: the configured schools, to know a school by its name, URN or DfE number.
        accept_partial: keep the good rows of a file, set the others aside.
        accept_older: take in a file that looks older than the ledger.
        match_names: take a pupil without any number for the one whose name and date of birth fit.
        dry_run: do everything, save nothing.

    Returns:
        One outcome per file. ``saved`` is False after a dry run, and when a file was refused:
        then no file was saved.

    Raises:
        LedgerBusy: another command held the ledger for ``wait_seconds``.
        LedgerNotUsable: the file is not a ledger, or cannot be written.
    """
    workbench = incomings[0].workbench
    outcomes: list[ImportOutcome] = []
    ledger: AbstractContextManager[None]
    if dry_run and not path.exists():
        ledger = empty_ledger_in_memory(workbench)
    else:
        ledger = attached_for_writing(workbench, path, wait_seconds=wait_seconds)
    try:
        with ledger, one_transaction(workbench, path):
            create_views(workbench)
            for incoming in incomings:
                outcomes.append(
                    merge_file(
                        incoming,
                        known_on=known_on,
                        schools=schools,
                        accept_partial=accept_partial,
                        accept_older=accept_older,
                        match_names=match_names,
                    )
                )
            if dry_run or any(outcome.refused_because for outcome in outcomes):
                raise NothingToKeep
    except NothingToKeep:
        return MergeResult(_as_if_not_made(outcomes), saved=False)
    return MergeResult(outcomes, saved=True)


def merge_file(
    incoming: Incoming,
    *,
    known_on: date,
    schools: Sequence[SchoolSettings] = (),
    accept_partial: bool = False,
    accept_older: bool = False,
    match_names: bool = False,
) -> ImportOutcome:
    """Merge one staged file into the attached ledger, inside the caller's transaction. As ``merge`` does."""
    workbench = incoming.workbench
    before = _same_import_before(incoming, match_names=match_names)
    outcome = ImportOutcome.of(incoming)
    if before is not None:
        return replace(outcome, already_imported=True, import_id=before)
    row = workbench.execute(
        "SELECT coalesce(max(import_id), 0) + 1, "
        "coalesce(max(known_on) FILTER (WHERE undone_on IS NULL) <= $1, TRUE) FROM ledger.import_made",
        [known_on],
    ).fetchone()
    assert row is not None
    import_id, is_latest = int(row[0]), bool(row[1])
    try:
        if incoming.refusals and not accept_partial:
            raise rows_refused(incoming.file, incoming.rows_read, rows_in(incoming.refusals))
        new_schools = resolve_schools(workbench, incoming, schools)
        refusals = resolve_pupils(workbench, incoming, import_id, match_names=match_names)
        doubles, without_doubles = refuse_doubles(workbench, incoming)
        refusals += doubles
        outcome = replace(
            outcome,
            refusals=outcome.refusals + tuple(refusals),
            warnings=outcome.warnings + tuple(new_schools),
        )
        if refusals and not accept_partial:
            raise rows_refused(incoming.file, incoming.rows_read, rows_in(refusals))
        pupils = keep_pupils(workbench, incoming, import_id)
        keep_contacts(workbench, incoming, import_id)
        keep_totals(workbench, incoming, import_id)
        _note_import(incoming, import_id, known_on, rows_in(outcome.refusals), match_names=match_names)
        marks = merge_marks(
            workbench,
            incoming,
            import_id,
            is_latest=is_latest,
            accept_older=accept_older,
            without_doubles=without_doubles,
        )
    except FileRefused as fault:
        return replace(
            outcome,
            refusals=outcome.refusals + fault.refusals,
            refused_because=fault.message,
            refused_code=fault.code,
            remedy=fault.remedy,
        )
    workbench.execute(
        """
        UPDATE ledger.import_made SET marks_new = $2, marks_changed = $3, marks_same = $4,
            marks_missing_from_export = $5, pupils_new = $6, pupils_changed = $7
        WHERE import_id = $1
        """,
        [import_id, marks.new, marks.changed, marks.same, marks.missing_from_export, *pupils[1:]],
    )
    add_to_chain(workbench, "import", [import_id], known_on=known_on)
    names = workbench.execute(
        "SELECT DISTINCT name FROM file_school JOIN ledger.school USING (school_id) ORDER BY name"
    ).fetchall()
    if marks.missing_from_export:
        outcome = replace(
            outcome,
            warnings=(
                *outcome.warnings,
                FileWarning(
                    "marks_missing_from_export",
                    "marks that the register holds between the file's first and last day "
                    "are not in the file. They stay.",
                    marks.missing_from_export,
                ),
            ),
        )
    return replace(
        outcome,
        schools=tuple(name for (name,) in names),
        marks=marks,
        pupils=pupils[0],
        pupils_new=pupils[1],
        pupils_changed=pupils[2],
        import_id=import_id,
    )


def _options(incoming: Incoming, *, match_names: bool) -> str:
    """Everything beside the bytes that decides what a file says, as text to compare."""
    chosen = dict(incoming.options)
    if incoming.school:
        chosen["school"] = incoming.school
    if match_names:
        chosen["match_names"] = "yes"
    return json.dumps(chosen, sort_keys=True, ensure_ascii=False)


def _same_import_before(incoming: Incoming, *, match_names: bool) -> int | None:
    row = incoming.workbench.execute(
        "SELECT min(import_id) FROM ledger.import_made "
        "WHERE sha256 = $1 AND options = $2 AND undone_on IS NULL",
        [incoming.sha256, _options(incoming, match_names=match_names)],
    ).fetchone()
    return row[0] if row else None


def _note_import(
    incoming: Incoming, import_id: int, known_on: date, refused: int, *, match_names: bool
) -> None:
    workbench = incoming.workbench
    workbench.execute(
        """
        INSERT INTO ledger.import_made
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, 0, 0, 0, 0, 0, $10, $11, NULL)
        """,
        [
            import_id,
            incoming.file,
            incoming.sha256,
            _options(incoming, match_names=match_names),
            incoming.kind,
            incoming.layout,
            known_on,
            incoming.rows_read,
            refused,
            incoming.first_date,
            incoming.last_date,
        ],
    )
    workbench.execute(
        "INSERT INTO ledger.import_school SELECT DISTINCT $1::INTEGER, school_id FROM file_school",
        [import_id],
    )


def _as_if_not_made(outcomes: Sequence[ImportOutcome]) -> list[ImportOutcome]:
    """Take out the numbers of imports that were not kept; those the ledger had before stay."""
    not_kept = {one.import_id for one in outcomes if not one.already_imported}
    return [replace(one, import_id=None) if one.import_id in not_kept else one for one in outcomes]
