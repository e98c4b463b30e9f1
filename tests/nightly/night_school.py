"""A tiny school with an inbox, run through nights; and everything it holds afterwards, to compare."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from attendctl.ledger.book import open_ledger
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.standing_check import marks_standing_wrongly
from attendctl.nightly.places import go_on
from attendctl.nightly.run import run_night
from attendctl.settings import read_settings

NIGHT = date(2025, 11, 8)  # a Saturday
NOW = 2_000_000_000.0  # in 2033: every file has lain still
MONDAYS = [date(2025, 9, 8) + timedelta(weeks=week) for week in range(8)]
AMBER, RED, PRESENT = "B999000000002", "C999000000003", "D999000000004"
MISSED = {AMBER: 6, RED: 8, PRESENT: 0}  # of 80 sessions: 92.5%, 90.0% and 100%
CONFIG = """
[school]
name = "Hillside School"
urn = "999002"
policy = "greenhill"

[letters]
by_hand = true

[nightly]
"""
FEW_REPORTS = 'reports = ["week.xlsx", "check.csv"]\n'


@dataclass(frozen=True)
class School:
    """A school's folder, with the inbox that the night looks into."""

    folder: Path

    def put(self, name: str, *lines: str, order: int = 0) -> Path:
        """Put a file of lines into the inbox; the night takes files by their order."""
        path = self.folder / "inbox" / name
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        os.utime(path, (1_700_000_000 + order, 1_700_000_000 + order))
        return path

    def put_everything(self) -> None:
        """Put pupils, contacts, the register, and a register that is wrong in its line 3."""
        self.put("pupils.csv", *pupils(), order=1)
        self.put("contacts.csv", *contacts(), order=2)
        self.put("marks.csv", *marks(), order=3)
        self.put("wrong.csv", *wrong_marks(), order=4)

    def night(
        self, on: date = NIGHT, *, between: Callable[[str], None] = go_on, now: float = NOW
    ) -> dict[str, Any]:
        """Run one night and return what it says."""
        return run_night(read_settings(self.folder / "attendctl.toml"), today=on, now=now, between=between)

    def configure(self, lines: str) -> None:
        """Write attendctl.toml anew with these lines under [nightly]."""
        (self.folder / "attendctl.toml").write_text(CONFIG + lines, encoding="utf-8")

    @property
    def ledger(self) -> Path:
        return self.folder / "attendance.duckdb"

    def files(self) -> dict[str, bytes]:
        """Return every file below the folder but the ledger and its lock; of a backup its rows."""
        found = {}
        for path in sorted(self.folder.rglob("*")):
            name = path.relative_to(self.folder).as_posix()
            if path.is_file() and "attendance.duckdb" not in name:
                found[name] = _rows(path) if path.suffix == ".zip" else path.read_bytes()
        return found

    def told(self) -> dict[str, list[tuple[Any, ...]]]:
        """Return what the ledger holds: marks, letters, imports; it is sound."""
        with open_ledger(self.ledger) as book:
            connection = book.connection
            rows = {
                name: connection.execute(statement).fetchall()
                for name, statement in {
                    "marks": "FROM ledger.mark ORDER BY ALL",
                    "letters": "SELECT reference, letter, pupil_id, as_of, written_on, known_on, reason "
                    "FROM letter_written ORDER BY ALL",
                    "imports": "SELECT import_id, file, sha256, known_on, marks_new, undone_on "
                    "FROM import_made ORDER BY ALL",
                    "chain": "SELECT kind, about, known_on FROM ledger.chain_entry ORDER BY entry",
                }.items()
            }
            assert not check_chain(connection).faults
            assert not marks_standing_wrongly(connection)
            return rows


def school_in(folder: Path, lines: str = FEW_REPORTS) -> School:
    """Make a school with an empty inbox."""
    (folder / "inbox").mkdir(parents=True)
    school = School(folder)
    school.configure(lines)
    return school


def pupils() -> list[str]:
    return [
        "UPN,Legal Surname,Legal Forename,Year Group,Reg Group",
        *(f"{upn},Okoro,Ada{number},4,4K" for number, upn in enumerate(MISSED)),
    ]


def contacts() -> list[str]:
    return [
        "UPN,Priority,Title,Contact Forename,Contact Surname,Relationship,Parental Responsibility,"
        "Lives with Pupil,May be written to",
        *(f"{upn},1,Mrs,Grace,Okoro,Mother,Yes,Yes,Yes" for upn in MISSED),
    ]


def marks() -> list[str]:
    """The register of eight school weeks: each pupil away for the first of its sessions, present after."""
    slots = [
        (monday + timedelta(days=place // 2), "AM" if place % 2 == 0 else "PM")
        for monday in MONDAYS
        for place in range(10)
    ]
    return [
        "UPN,Date,Session,Mark",
        *(
            f"{upn},{day:%d/%m/%Y},{half},{'I' if number < missed else '/' if half == 'AM' else chr(92)}"
            for upn, missed in MISSED.items()
            for number, (day, half) in enumerate(slots)
        ),
    ]


def wrong_marks() -> list[str]:
    return ["UPN,Date,Session,Mark", f"{RED},03/11/2025,AM,/", f"{RED},03/11/2025,PM,Q9"]


def _rows(path: Path) -> bytes:
    """Return how many rows of which tables a backup holds: a letter's own says in which folder it lies."""
    with zipfile.ZipFile(path) as backup:
        tables = json.loads(backup.read("manifest.json"))["tables"]
    return "\n".join(f"{one['table']} {one['rows']}" for one in tables).encode()
