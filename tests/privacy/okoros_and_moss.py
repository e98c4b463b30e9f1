"""A school of three: Ada and Ben Okoro, who share a home and a letter, and Cleo Moss, who lives elsewhere.

Their names, streets and notes stand nowhere else, so that a search for one of them finds a leak.
"""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from attendctl.ledger.book import open_ledger_to_write
from attendctl.ledger.case_log import CaseEntry, append_case_entry
from tests.cli.command_line import Desk, at_a_desk
from tests.ledger.made_once import made_once
from tests.ledger.registers import File, Row, take_in

ADA, BEN, CLEO = "A999000000001", "B999000000002", "C999000000003"
SCHOOL = "Hillside School"
MONDAY = date(2025, 9, 8)
AS_OF = date(2025, 11, 7)
CONFIG = '[school]\nname = "Hillside School"\nurn = "999002"\npolicy = "greenhill"\n'
OKORO: dict[str, Any] = {
    "surname": "Okoro",
    "address": "3 Low Lane, Hilltown",
    "postcode": "QX1 9ZZ",
    "class": "4K",
}
PUPILS: dict[str, dict[str, Any]] = {
    ADA: OKORO | {"forename": "Adaeze", "preferred_forename": "Ada", "year_group": "4"},
    BEN: OKORO | {"forename": "Benedict", "year_group": "6", "date_of_birth": date(2015, 1, 12)},
    CLEO: {"surname": "Moss", "forename": "Cleopatra", "year_group": "4", "class": "4K"},
}
GRACE: dict[str, Any] = {
    "priority": 1,
    "title": "Mrs",
    "forename": "Grace",
    "surname": "Okoro",
    "relationship": "Mother",
    "parental_responsibility": True,
    "lives_with_pupil": True,
    "may_be_written_to": True,
    "email": "grace@okoro.example",
}
PHILIP = GRACE | {
    "title": "Mr",
    "forename": "Philip",
    "surname": "Moss",
    "relationship": "Father",
    "email": "philip@moss.example",
    "address": "77 High Row, Hilltown",
    "postcode": "QX7 7ZZ",
}
WEEKS = [MONDAY + timedelta(weeks=week) for week in range(9) if week != 7]


def rows_of(upn: str, missed: int) -> list[Row]:
    """Eighty sessions in eight school weeks, the first of them missed for illness."""
    return [
        Row(upn, monday + timedelta(days=place // 2), place % 2, "I" if week == 0 and place < missed else "/")
        for week, monday in enumerate(WEEKS)
        for place in range(10)
    ]


def the_file() -> File:
    """Ada and Ben miss 4 of 80 (95.0%), Cleo 9 (88.8%). Ben's first mark has a comment."""
    rows = [*rows_of(ADA, 4), *rows_of(BEN, 4), *rows_of(CLEO, 9)]
    rows = [Row(*vars(one).values()) for one in rows]
    first = next(place for place, one in enumerate(rows) if one.upn == BEN)
    rows[first] = Row(BEN, MONDAY, 0, "I", comment="tonsils out")
    return File(
        "marks.csv", tuple(rows), pupils=PUPILS, contacts={ADA: [GRACE], BEN: [GRACE], CLEO: [PHILIP]}
    )


def correction() -> File:
    """Ben's first afternoon, told again by the office."""
    row = Row(BEN, MONDAY, 1, "O", reason="nobody rang", by="P. Office, clerk")
    return File("corrected.csv", (row,), school=SCHOOL)


def school_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """The register, one correction, the letters of 7 November and two entries of the case log."""
    desk = at_a_desk(tmp_path, monkeypatch)
    (tmp_path / "attendctl.toml").write_text(CONFIG, encoding="utf-8")
    file = the_file()
    first = File(file.name, file.rows, file.pupils, file.contacts, school=SCHOOL)

    def make() -> None:
        take_in(desk.ledger, first, known_on=date(2025, 11, 3))
        written = desk.run("letters", "--as-of", AS_OF.isoformat(), "--output", tmp_path / "letters")
        assert written.exit_code == 0, written.output
        with open_ledger_to_write(desk.ledger) as ledger:
            for pupil_id, note in ((2, "Benedict came back smiling"), (3, "Cleopatra's aunt rang")):
                append_case_entry(
                    ledger,
                    CaseEntry(1, pupil_id, "call", AS_OF, "D. Clerk", "officer", AS_OF, note=note),
                )
        take_in(desk.ledger, correction(), known_on=AS_OF)

    made_once(desk.ledger, ("okoros and moss", first.text()), make)
    return desk
