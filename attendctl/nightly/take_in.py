"""One file of the inbox: into the ledger and the archive, or set aside with the reasons; the others go on."""

from __future__ import annotations

import hashlib
import os
from dataclasses import dataclass
from datetime import date

from attendctl.errors import AttendctlError, InputRefused
from attendctl.import_files import import_files
from attendctl.ledger.outcome import ImportOutcome
from attendctl.nightly.inbox import Arrived
from attendctl.nightly.places import Between, Places
from attendctl.nightly.put_away import archive, set_aside
from attendctl.progress import OnProgress
from attendctl.settings import Settings


class LinkInInbox(InputRefused):
    """What lies in the inbox is a link: it might lead anywhere."""

    code = "I060"


@dataclass(frozen=True)
class Left:
    """A file that stays in the inbox, and why: the next run looks at it again."""

    file: str
    why: str


def take_in(
    arrived: Arrived, settings: Settings, places: Places, *, night: date, between: Between, tell: OnProgress
) -> Left | None:
    """Import one file by itself and put it away. None: it is in the archive, or set aside.

    The ledger has a file before the archive does, and the reasons stand before the file
    is beside them: whenever this ends, doing it again finishes it.

    Raises:
        LedgerBusy, LedgerNotUsable: as importing does.
        WrongUsage: a folder cannot be written to.
    """
    name = arrived.path.name
    outcome = read_or_refuse(arrived, settings, night=night, tell=tell)
    if isinstance(outcome, Left):
        return outcome
    between(f"read {name}")
    if outcome.sha256 is None:
        return Left(name, outcome.refused_because or "It cannot be read.")
    if not arrived.is_as_it_was():
        return Left(name, "It changed while it was read.")
    if outcome.refused_because:
        set_aside(arrived.path, places.refused, outcome.sha256, outcome)
        between(f"set aside {name}")
    else:
        archive(arrived.path, places.archive, outcome.sha256)
        between(f"archived {name}")
    return None


def read_or_refuse(
    arrived: Arrived, settings: Settings, *, night: date, tell: OnProgress
) -> ImportOutcome | Left:
    """Import one file by itself into the ledger of the settings. A link is refused and not followed."""
    name = arrived.path.name
    if arrived.is_link:
        try:
            where = arrived.path.readlink()
        except OSError:
            return Left(name, "It went, or changed, before it was looked at.")
        return ImportOutcome(
            name,
            sha256=hashlib.sha256(os.fsencode(where)).hexdigest(),
            refused_because=f"{name} is a link, which is never followed. Nothing was saved.",
            refused_code=LinkInInbox.code,
            remedy="Put the file itself into the inbox.",
        )
    try:
        (outcome,) = import_files([arrived.path], settings, today=night, known_on=night, tell=tell).files
    except AttendctlError:
        raise
    except Exception as fault:
        # A fault of ours on one file must not keep the other files, the reports and the letters back.
        return Left(name, f"attendctl ended on it with {type(fault).__name__}, a defect: please report it.")
    return outcome
