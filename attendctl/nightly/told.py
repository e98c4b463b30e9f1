"""What happened in a night as plain values: counts and paths, no pupil; and what of it is to be looked at."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attendctl.casework.register_health.check import Health
from attendctl.casework.register_health.finding import KINDS
from attendctl.errors import DONE_WITH_SOME_SET_ASIDE, InputRefused
from attendctl.nightly.inbox import Inbox
from attendctl.nightly.places import Places
from attendctl.reports.nightly.words import about_file
from attendctl.settings import Settings


def night_dict(
    settings: Settings,
    places: Places,
    night: date,
    inbox: Inbox,
    files: Sequence[Mapping[str, Any]],
    said: Mapping[str, Any],
) -> dict[str, Any]:
    """Return the contract of ``attendctl nightly --format json``.

    Args:
        settings: paths are told from their folder.
        places: of the night.
        night: its date.
        inbox: as it was found.
        files: of ``files_of_night``.
        said: by the steps: ``health`` and, as far as they were done, ``letters``, ``actions``,
            ``reports``, ``backup``.
    """
    health = said["health"]
    contract = {
        **_beginning(places, night, inbox, files, health),
        "letters": said.get("letters"),
        "actions": said.get("actions"),
        "reports": said.get("reports", []),
        "backup": said.get("backup"),
        "mail": None,
    }
    contract["to_look_at"] = list(_to_look_at(contract, health))
    contract["exit_status"] = _exit_status(contract)
    told = _with_paths_from(settings.folder.absolute(), contract)
    assert isinstance(told, dict)
    return told


def with_mail(contract: Mapping[str, Any], mail: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return the contract of a night with what became of its mail, as ``mail_night`` says it."""
    told = {**contract, "mail": mail}
    if mail and mail["why_not"]:
        told["to_look_at"] = [*told["to_look_at"], f"The summary was not mailed to all: {mail['why_not']}"]
        told["exit_status"] = _exit_status(told)
    return told


def rehearsal_dict(
    settings: Settings,
    places: Places,
    night: date,
    inbox: Inbox,
    files: Sequence[Mapping[str, Any]],
    health: Health | str,
    letters: Mapping[str, Any] | None,
    mail: Mapping[str, Any] | None,
) -> dict[str, Any]:
    """Return the contract of ``attendctl nightly --dry-run``: it names each letter, and so pupils.

    Args:
        settings, places, night, inbox: as for a night.
        files: what each would become.
        health: of the copy with the files in it; in words where there is no register.
        letters: of ``letters_dict``; None where the settings want none, or none can be decided.
        mail: of ``attendctl.nightly.mail.mail_to_come``.
    """
    listed: Mapping[str, Any] = letters or {"letters": [], "held_back": [], "why_not": None}
    contract = {
        **_beginning(places, night, inbox, files, health),
        "letters": listed["letters"],
        "held_back": listed["held_back"],
        "no_letters_because": listed["why_not"],
        "reports": list(settings.nightly.reports),
        "backup": settings.nightly.backup,
        "mail": mail,
        "exit_status": 0,
    }
    if isinstance(health, Health) and not health.is_sound:
        contract["exit_status"] = InputRefused.exit_status
    told = _with_paths_from(settings.folder.absolute(), contract)
    assert isinstance(told, dict)
    return told


def _beginning(
    places: Places, night: date, inbox: Inbox, files: Sequence[Mapping[str, Any]], health: Health | str
) -> dict[str, Any]:
    return {
        "night": night.isoformat(),
        "as_of": health.as_of.isoformat() if isinstance(health, Health) else None,
        "schools": [one.name for one in health.schools] if isinstance(health, Health) else [],
        "inbox": {
            "folder": places.inbox,
            "is_there": inbox.is_there,
            "still_coming": [_shown(path.name) for path in inbox.waiting],
            "left_alone": [_shown(path.name) for path in inbox.left_alone],
        },
        "files": [dict(one) for one in files],
        "check": _check(health) if isinstance(health, Health) else None,
    }


def _check(health: Health) -> dict[str, Any]:
    return {
        "is_sound": health.is_sound,
        "findings": len(health.findings),
        "counts": {kind: sum(one.kind == kind for one in health.findings) for kind in KINDS},
    }


def _to_look_at(contract: Mapping[str, Any], health: Health | str) -> Iterator[str]:
    if isinstance(health, Health) and not health.is_sound:
        yield (
            "The ledger is not what it was told: no letters, reports or backup were made. "
            "attendctl check says more; attendctl restore puts a backup in its place."
        )
    if isinstance(health, str):
        yield health
    if not contract["inbox"]["is_there"]:
        yield "There is no inbox: make the folder, and have the exports put there."
    for one in contract["files"]:
        if about := about_file(one, one["why"]):
            yield about
    if isinstance(health, Health) and health.findings:
        yield f"{_counted(len(health.findings), 'finding')} in the register: attendctl check lists them."
    letters = contract["letters"]
    if letters and letters["why_not"]:
        yield f"No letters were made: {letters['why_not']}"
    if letters and letters["lacking_something"]:
        yield (
            f"{_counted(letters['lacking_something'], 'letter')} held back for something that is missing: "
            "attendctl letters --dry-run says what."
        )
    for report in contract["reports"]:
        if report["why_not"]:
            yield f"{report['name']} was not made: {report['why_not']}"


def _exit_status(contract: Mapping[str, Any]) -> int:
    if contract["check"] and not contract["check"]["is_sound"]:
        return InputRefused.exit_status
    return DONE_WITH_SOME_SET_ASIDE if contract["to_look_at"] else 0


def _with_paths_from(base: Path, value: Any) -> Any:
    """Return values with every path told from a folder, with forward strokes."""
    if isinstance(value, Path):
        try:
            return Path(os.path.relpath(value, base)).as_posix()
        except ValueError:  # on another drive
            return value.as_posix()
    if isinstance(value, dict):
        return {name: _with_paths_from(base, one) for name, one in value.items()}
    return [_with_paths_from(base, one) for one in value] if isinstance(value, list) else value


def _shown(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")


def _counted(number: int, what: str) -> str:
    return f"{number:,} {what if number == 1 else what + 's'}"
