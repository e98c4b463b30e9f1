"""The unattended run from the inbox to the summary. A run after one that was ended does what is left."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from attendctl.casework.register_health.check import Health
from attendctl.errors import CannotWrite
from attendctl.nightly import steps
from attendctl.nightly.ended_early import told_if_it_ends_early
from attendctl.nightly.files_of_night import files_of_night
from attendctl.nightly.inbox import Inbox, look_into
from attendctl.nightly.left_behind import remove_what_was_left_behind
from attendctl.nightly.mail import mail_night
from attendctl.nightly.one_at_a_time import the_only_run
from attendctl.nightly.places import Between, Places, go_on
from attendctl.nightly.put_away import made
from attendctl.nightly.steps import Night
from attendctl.nightly.take_in import Left, take_in
from attendctl.nightly.told import night_dict, with_mail
from attendctl.progress import OnProgress, tell_nobody
from attendctl.reports.nightly.page import night_page
from attendctl.reports.whole_file import write_whole
from attendctl.settings import Settings
from attendctl.temporary_folder import all_temporary_files_in_one_folder


def run_night(
    settings: Settings, *, today: date, now: float, between: Between = go_on, tell: OnProgress = tell_nobody
) -> dict[str, Any]:
    """Take in what lies in the inbox; check; letters, actions, reports, backup; and say what happened.

    There is no journal. Each step leaves what it makes whole or not at all, and sees by what is
    there what it has done before: after an end at any moment, and after a good end, it can be run again.

    Args:
        settings: whose ``[nightly]`` holds.
        today: the date of the night: imports, letters and reports carry it.
        now: the time, in seconds since 1970: says which files have settled.
        between: is told of each thing done; what it raises ends the run there.
        tell: is told how far the work has come.

    Returns:
        The JSON contract: counts and paths, no pupil. ``exit_status`` is 0, 6 where there is
        something to look at, or 3 where the ledger is not sound; then nothing after the check was done.

    Raises:
        AnotherRunIsOn: another night run is at work.
        LedgerBusy, LedgerNotUsable: the ledger cannot be used.
        ClockSetBack: the ledger was told something on a later day.
        CannotWrite: a file or folder cannot be written.
    """
    night = Night(settings, Places.of(settings, today), today, between, tell)
    with told_if_it_ends_early(night, now=now):
        try:
            with the_only_run(settings.ledger_path), all_temporary_files_in_one_folder():
                return _run(night, now)
        except CannotWrite as fault:
            raise CannotWrite(
                fault.message,
                remedy="Make room, or give back the right to write there, and run attendctl nightly again: "
                "it goes on where it stopped.",
            ) from None


def _run(night: Night, now: float) -> dict[str, Any]:
    remove_what_was_left_behind(night.places, night.settings.ledger_path)
    if steps.was_told_something(night):
        steps.refuse_a_clock_set_back(night)
    inbox = look_into(night.places.inbox, now=now, settle_seconds=night.settings.nightly.settle_seconds)
    left = _take_in_each(night, inbox)
    said: dict[str, Any] = {"health": "Nothing has been imported yet."}
    imports = []
    if steps.was_told_something(night):
        imports = steps.imports_told(night)
        said = _after_the_files(night)
    files = files_of_night(night.places, imports, night=night.date, left=left)
    contract = night_dict(night.settings, night.places, night.date, inbox, files, said)
    _write_summary(night, contract)
    mail = mail_night(night.settings, contract, night=night.date, now=now, between=night.between)
    if mail is not None:
        contract = with_mail(contract, mail)
        _write_summary(night, contract)
    return contract


def _take_in_each(night: Night, inbox: Inbox) -> list[Left]:
    left: list[Left] = []
    for number, arrived in enumerate(inbox.settled):
        night.tell(f"Taking in {arrived.path.name}", number, len(inbox.settled))
        stays = take_in(
            arrived, night.settings, night.places, night=night.date, between=night.between, tell=night.tell
        )
        if stays is not None:
            left.append(stays)
    return left


def _after_the_files(night: Night) -> dict[str, Any]:
    """Do the steps that only read the ledger, and the letters. None of them on a ledger that is not sound."""
    health = steps.check(night)
    night.between("checked")
    said: dict[str, Any] = {"health": health}
    if isinstance(health, Health) and not health.is_sound:
        return said
    if isinstance(health, Health):
        # Letters first: what they change is in the lists and the reports after them, in every run alike.
        said["letters"] = steps.letters(night)
        said["actions"] = steps.actions(night)
        said["reports"] = steps.reports(night, health)
    said["backup"] = steps.backup(night, health.chain if isinstance(health, Health) else None)
    return said


def _write_summary(night: Night, contract: dict[str, Any]) -> None:
    """Write the night's JSON and page, and the page once more where it is always found."""
    places, base = night.places, night.settings.folder.absolute()
    folder = made(places.reports)
    text = json.dumps(contract, ensure_ascii=False, indent=1) + "\n"
    write_whole(folder / "summary.json", text.encode("utf-8"))
    night.between("summary.json written")
    write_whole(folder / "summary.html", night_page(contract, base=base, at=folder).encode("utf-8"))
    night.between("summary.html written")
    write_whole(
        places.output / "latest.html", night_page(contract, base=base, at=places.output).encode("utf-8")
    )
    night.between("latest.html written")
