"""Putting a run of letters on disk and in the ledger: both, or neither."""

from __future__ import annotations

import glob
import json
import os
import shutil
import uuid
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from attendctl.errors import CannotWrite
from attendctl.ledger.book import Ledger
from attendctl.ledger.letters_record import LetterPupil, LetterRecord, record_letters
from attendctl.letters.letter_copies import copy_of
from attendctl.letters.letters_json import (
    contacts_written_to,
    figures_of,
    letters_dict,
    letters_json,
    paths_of,
    reason_of,
)
from attendctl.letters.letters_run import LettersRun
from attendctl.settings import Settings

LETTERS_JSON = "letters.json"
_OWNERS_FOLDER, _OWNERS_FILE = 0o700, 0o600  # a letter names a child and where it lives


def folder_for(settings: Settings, output: Path | None, run: LettersRun) -> Path:
    """Return the folder a run goes to: the one named, else one a day and run under ``[letters] output``.

    A folder that holds just the letters of this run is of a run that ended before
    it was recorded: it is used again, so that no letter lies in two folders.
    """
    if output is not None:
        return output.absolute()
    base = (settings.folder / settings.letters.output).absolute()
    day = run.written_on.isoformat()
    folder, number = base / day, 1
    while (folder / LETTERS_JSON).exists() and not _holds_this_run(folder, run):
        number += 1
        folder = base / f"{day}-{number}"
    return folder


def _holds_this_run(folder: Path, run: LettersRun) -> bool:
    try:
        there = json.loads((folder / LETTERS_JSON).read_text(encoding="utf-8"))
        return [one["reference"] for one in there["letters"]] == [one.reference for one in run.letters]
    except (OSError, ValueError, LookupError, TypeError):
        return False


def save_run(run: LettersRun, ledger: Ledger, folder: Path, *, known_on: date) -> None:
    """Write a run's files whole and record its letters.

    The files are made beside the folder and put in place in one step, or one by
    one where the folder is there already, ``letters.json`` last. The record is
    made in the transaction that the caller's ledger was opened in: if the program
    ends before it, the next run writes the same letters again, byte for byte.

    Args:
        run: with at least one letter.
        ledger: from ``open_ledger_to_write``.
        folder: made if it is not there.
        known_on: the day the ledger is told.

    Raises:
        CannotWrite: the folder cannot be written to.
    """
    record_letters(ledger, (_record(run, number, folder, known_on) for number in range(len(run.letters))))
    files = {**run.files, LETTERS_JSON: letters_json(letters_dict(run, folder)).encode("utf-8")}
    write_files(folder, files)


def write_files(folder: Path, files: Mapping[str, bytes], *, is_alone: bool = True) -> None:
    """Write files into a folder, all of them whole: made beside it, then put in place.

    A folder made here, and each of the files, is for its owner alone.

    Args:
        folder: made if it is not there.
        files: by name, in the order in which they are put in place.
        is_alone: no other command writes to this folder now, for this one holds a lock that it would need:
            what a run left behind that was killed may go.

    Raises:
        CannotWrite: the folder cannot be written to.
    """
    stage = folder.parent / f".{folder.name}.{uuid.uuid4().hex}.part"
    if is_alone:
        for left_behind in folder.parent.glob(f".{glob.escape(folder.name)}.{'[0-9a-f]' * 32}.part"):
            shutil.rmtree(left_behind, ignore_errors=True)
    try:
        stage.mkdir(mode=_OWNERS_FOLDER, parents=True)
        for name, content in files.items():
            _write(stage / name, content)
        _flush_names(stage)
        if not _named(stage, folder):
            for name in files:
                (stage / name).replace(folder / name)
            stage.rmdir()
            _flush_names(folder)
        else:
            _flush_names(folder.parent)
    except OSError as fault:
        shutil.rmtree(stage, ignore_errors=True)
        raise CannotWrite(
            f"The letters cannot be written to {folder}: {fault.strerror or fault}. Nothing was recorded.",
            remedy="Name a folder you may write to, with --output.",
        ) from None


def _named(stage: Path, folder: Path) -> bool:
    """Give the stage the name of a folder; False where there is one, be it of this very moment."""
    if folder.exists():
        return False
    try:
        stage.rename(folder)
    except OSError:
        if folder.is_dir():
            return False
        raise
    return True


def _write(path: Path, content: bytes) -> None:
    with path.open("xb") as file:
        path.chmod(_OWNERS_FILE)
        file.write(content)
        file.flush()
        os.fsync(
            file.fileno()
        )  # the ledger will say that it was written: it is to be there after a power cut


def _flush_names(folder: Path) -> None:
    """See that the names in a folder are on the disk, too. Windows has no such order, and needs none."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _record(run: LettersRun, number: int, folder: Path, known_on: date) -> LetterRecord:
    letter = run.letters[number]
    pupil = letter.decision.pupil
    return LetterRecord(
        reference=letter.reference,
        school_id=pupil.school_id,
        pupil_id=pupil.pupil_id,
        letter=letter.decision.letter or "",
        band=letter.decision.band,
        as_of=run.as_of,
        written_on=run.written_on,
        policy=letter.occasion.policy.key,
        policy_version=letter.occasion.policy.version,
        template_sha256=letter.template.sha256,
        reason=dict(reason_of(letter)),
        addressed_to=contacts_written_to(letter),
        known_on=known_on,
        files=paths_of(letter, run.kinds, folder),
        occasion=letter.decision.occasion or None,
        copies=[
            copy_of(envelope, number, run.kinds, run.files)
            for number, envelope in enumerate(letter.envelopes, start=1)
        ],
        pupils=[
            LetterPupil(one.pupil.school_id, one.pupil.pupil_id, figures_of(one)) for one in letter.decisions
        ],
    )
