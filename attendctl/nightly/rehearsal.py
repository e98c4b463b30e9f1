"""What tonight would do, tried on a copy of the ledger: nothing of the school is written."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import date
from typing import Any

from attendctl.casework.register_health.check import Health
from attendctl.errors import AttendctlError
from attendctl.ledger.attach import LedgerNotFound, attached_for_reading
from attendctl.ledger.not_usable import written_or_said
from attendctl.ledger.workbench import open_workbench
from attendctl.letters.letters_json import letters_dict
from attendctl.letters.letters_run import run_letters
from attendctl.nightly import steps
from attendctl.nightly.files_of_night import file_line
from attendctl.nightly.inbox import Arrived, look_into
from attendctl.nightly.mail import mail_to_come
from attendctl.nightly.places import Places, go_on
from attendctl.nightly.steps import ENDS_THE_NIGHT, Night
from attendctl.nightly.take_in import Left, read_or_refuse
from attendctl.nightly.told import rehearsal_dict
from attendctl.progress import OnProgress, tell_nobody
from attendctl.settings import Settings
from attendctl.temporary_folder import temporary_folder


def rehearse_night(
    settings: Settings, *, today: date, now: float, tell: OnProgress = tell_nobody
) -> dict[str, Any]:
    """Say what a run would do: what each file would change, every letter, and what holds it back.

    The files are taken into a copy of the ledger in a folder of the machine for temporary files that
    its owner alone may read, so that each letter is decided with them in. The folder is removed.

    Args:
        settings: whose ``[nightly]`` holds.
        today: the date of the night.
        now: the time, in seconds since 1970: says which files have settled.
        tell: is told how far the work has come.

    Raises:
        LedgerBusy, LedgerNotUsable: the ledger cannot be read.
        ClockSetBack: the ledger was told something on a later day.
    """
    places = Places.of(settings, today)
    inbox = look_into(places.inbox, now=now, settle_seconds=settings.nightly.settle_seconds)
    with _copied(settings) as copied:
        night = Night(copied, places, today, go_on, tell)
        if steps.was_told_something(night):
            steps.refuse_a_clock_set_back(night)
        files = [_tried(arrived, night) for arrived in inbox.settled]
        health: Health | str = "Nothing has been imported yet."
        letters = None
        if steps.was_told_something(night):
            health = steps.check(night)
            if isinstance(health, Health) and health.is_sound and settings.nightly.letters != "none":
                letters = _letters(night)
        return rehearsal_dict(settings, places, today, inbox, files, health, letters, mail_to_come(settings))


def _tried(arrived: Arrived, night: Night) -> dict[str, Any]:
    outcome = read_or_refuse(arrived, night.settings, night=night.date, tell=night.tell)
    if isinstance(outcome, Left):
        return file_line(outcome.file, "would stay in the inbox", why=outcome.why)
    name = arrived.path.name
    if outcome.refused_because:
        became = "would be refused" if outcome.sha256 else "would stay in the inbox"
        return file_line(name, became, why=outcome.refused_because)
    if outcome.already_imported:
        return file_line(name, "came before", why="Nothing would change.")
    return file_line(
        name,
        "would be imported",
        rows_read=outcome.rows_read,
        marks_new=outcome.marks.new,
        marks_changed=outcome.marks.changed,
        marks_same=outcome.marks.same,
        pupils_new=outcome.pupils_new,
    )


def _letters(night: Night) -> dict[str, Any]:
    with night.book() as book:
        try:
            run = run_letters(book.connection, night.settings, today=night.date, tell=night.tell)
        except ENDS_THE_NIGHT:
            raise
        except AttendctlError as fault:
            return {"letters": [], "held_back": [], "why_not": str(fault)}
        return letters_dict(run, None) | {"why_not": None}


@contextmanager
def _copied(settings: Settings) -> Iterator[Settings]:
    """Give settings whose ledger is a copy of what the ledger holds, and remove it after."""
    with temporary_folder() as folder:
        copy = folder / "ledger.duckdb"
        wait = settings.ledger.wait_seconds
        with (
            suppress(LedgerNotFound),  # nothing was imported yet
            open_workbench() as workbench,
            attached_for_reading(workbench, settings.ledger_path, wait_seconds=wait),
        ):
            quoted = str(copy).replace("'", "''")
            with written_or_said(copy):
                workbench.execute(f"ATTACH '{quoted}' AS rehearsed")
                workbench.execute("COPY FROM DATABASE ledger TO rehearsed")
                workbench.execute("DETACH rehearsed")
        yield settings.model_copy(update={"ledger": settings.ledger.model_copy(update={"path": str(copy)})})
