"""The steps after the files are in: check, letters, actions, reports, backup. Each can be run again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from attendctl.casework.actions import actions_due
from attendctl.casework.decision import Outcome
from attendctl.casework.earlier_letters import letters_written
from attendctl.casework.register_health.check import Health, check_register
from attendctl.errors import AttendctlError, CannotWrite, LedgerBusy, NotFound, WrongUsage
from attendctl.ledger.attach import LedgerNotFound, LedgerNotUsable
from attendctl.ledger.backup import make_backup
from attendctl.ledger.book import Ledger, open_ledger, open_ledger_to_write
from attendctl.ledger.chain_check import ChainState
from attendctl.ledger.imports import ImportMade, list_imports
from attendctl.letters.drafts import keep_drafts
from attendctl.letters.letters_run import LettersRun, run_letters
from attendctl.letters.save_run import folder_for, save_run
from attendctl.nightly.places import Between, Places
from attendctl.nightly.put_away import made
from attendctl.nightly.reports_made import ReportAsked, make_report
from attendctl.progress import OnProgress
from attendctl.settings import Settings

ENDS_THE_NIGHT = (CannotWrite, LedgerBusy, LedgerNotUsable)
"""Faults after which the rest of the night would fail, too; any other holds back one step alone."""


@dataclass(frozen=True)
class Night:
    """What every step of a night takes."""

    settings: Settings
    places: Places
    date: date
    between: Between
    tell: OnProgress

    def book(self) -> AbstractContextManager[Ledger]:
        """Open the ledger to read it."""
        return open_ledger(self.settings.ledger_path, wait_seconds=self.settings.ledger.wait_seconds)


class ClockSetBack(WrongUsage):
    """The ledger was told of something on a later day than today."""

    code = "U004"


def was_told_something(night: Night) -> bool:
    """Whether there is a ledger. One whose making was ended holds nothing: importing makes it anew."""
    try:
        with night.book():
            return True
    except LedgerNotFound:
        return False


def refuse_a_clock_set_back(night: Night) -> None:
    """Refuse to go on when the ledger was told something on a later day: it would be taken for older.

    Raises:
        ClockSetBack: so it is.
    """
    with night.book() as book:
        row = book.connection.execute("SELECT max(known_on) FROM ledger.chain_entry").fetchone()
    last = row[0] if row else None
    if last is not None and last > night.date:
        raise ClockSetBack(
            f"Today is {night.date} by the clock of this machine, and the ledger was told something on "
            f"{last}. Nothing was done.",
            remedy="Set the clock right and run attendctl nightly again.",
        )


def imports_told(night: Night) -> list[ImportMade]:
    """Return every import the ledger was told of."""
    with night.book() as book:
        return list_imports(book)


def check(night: Night) -> Health | str:
    """Look at the register and at the ledger; the reason in words where there is no register yet."""
    with night.book() as book:
        try:
            return check_register(book.connection, night.settings, today=night.date, tell=night.tell)
        except NotFound as fault:
            return str(fault)


def letters(night: Night) -> dict[str, Any]:
    """Put the letters that are due into the drafts, or write and record them, as the settings say."""
    mode = night.settings.nightly.letters
    if mode == "none":
        return _letters_said(mode)
    try:
        if mode == "drafts":
            with night.book() as book:
                run = run_letters(book.connection, night.settings, today=night.date, tell=night.tell)
            made(night.places.drafts.parent)
            keep_drafts(run, night.places.drafts, between=night.between)
            by_letter = Counter(one.decision.letter or "" for one in run.letters)
            folder = night.places.drafts if run.letters else None
        else:
            run, by_letter, folder = _written(night)
    except ENDS_THE_NIGHT:
        raise
    except AttendctlError as fault:
        return _letters_said(mode, why=str(fault))
    night.between("letters made")
    return _letters_said(mode, run=run, by_letter=by_letter, folder=folder)


def _written(night: Night) -> tuple[LettersRun, Counter[str], Path | None]:
    settings = night.settings
    with open_ledger_to_write(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds) as book:
        run = run_letters(book.connection, settings, today=night.date, tell=night.tell)
        folder = folder_for(settings, None, run)
        if run.letters:
            save_run(run, book, folder, known_on=night.date)
            night.between("letters written and not yet recorded")
        # Of all that were written on this date: a run that was ended after this wrote some of them.
        of_date = {
            one.letter.reference: one.letter.letter
            for one in letters_written(book.connection)
            if one.letter.written_on == night.date
        }
    base = (settings.folder / settings.letters.output).absolute()
    return run, Counter(of_date.values()), base if of_date else None


def _letters_said(
    mode: str,
    *,
    run: LettersRun | None = None,
    by_letter: Counter[str] | None = None,
    folder: Path | None = None,
    why: str | None = None,
) -> dict[str, Any]:
    waiting = [one.decision for one in run.not_written] if run else []
    return {
        "mode": mode,
        "made": sum((by_letter or {}).values()),
        "by_letter": dict(sorted((by_letter or {}).items())),
        "held_back": sum(one.outcome is Outcome.HELD_BACK for one in waiting),
        "lacking_something": sum(one.is_fault for one in waiting),
        "folder": folder,
        "why_not": why,
    }


def actions(night: Night) -> dict[str, Any]:
    """Count what is due, by who does it."""
    with night.book() as book:
        listed = actions_due(book.connection, night.settings, today=night.date)
    return {
        "due": len(listed.actions),
        "by_who": dict(sorted(Counter(one.step.who for _, one in listed.actions if one.step).items())),
        "held_back": len(listed.held_back),
        "to_many": len(listed.to_many),
        "routines": len(listed.routines),
        "no_longer_supported": len(listed.no_longer_supported) + len(listed.notices_no_longer_supported),
    }


def reports(night: Night, health: Health) -> list[dict[str, Any]]:
    """Make the reports; one that cannot be made says why, and the others are made."""
    folder = made(night.places.reports)
    said: list[dict[str, Any]] = []
    for name in night.settings.nightly.reports:
        night.tell(f"Making {name}")
        why = None
        try:
            with night.book() as book:
                make_report(name, ReportAsked(book, night.settings, night.date, health, night.tell), folder)
        except ENDS_THE_NIGHT:
            raise
        except AttendctlError as fault:
            why = str(fault)
            (folder / name).unlink(missing_ok=True)  # of a run before: it would pass for tonight's
        said.append({"name": name, "file": None if why else folder / name, "why_not": why})
        night.between(f"made {name}")
    return said


def backup(night: Night, checked: ChainState | None) -> dict[str, Any] | None:
    """Write a backup of the ledger and keep the newest; None where the settings want none."""
    if not night.settings.nightly.backup:
        return None
    night.tell("Writing a backup")
    path, folder = night.settings.ledger_path, made(night.places.backups)
    target = folder / f"{path.stem}-{night.date}.zip"
    wait_seconds = night.settings.ledger.wait_seconds
    make_backup(path, target, made_on=night.date, wait_seconds=wait_seconds, checked=checked)
    night.between("backup made")
    kept = _keep_the_newest(folder, path.stem, night.settings.nightly.backups_kept)
    return {"file": target, "kept": kept}


def _keep_the_newest(folder: Path, stem: str, number: int) -> int:
    """Remove the oldest backups of a ledger, by the date in their name, and return how many are left."""
    dated: Sequence[Path] = sorted(path for path in folder.glob("*.zip") if _date_of(path, stem))
    for path in dated[:-number]:
        path.unlink(missing_ok=True)
    return len(dated[-number:])


def _date_of(path: Path, stem: str) -> date | None:
    try:
        return date.fromisoformat(path.stem.removeprefix(f"{stem}-"))
    except ValueError:
        return None
