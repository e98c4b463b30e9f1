"""A school written by hand for the tests of the evidence pack: Ash Primary, twelve weeks of autumn 2025.

School weeks begin on Mondays from 8 September to 1 December 2025; the week of 27 October is half term. Ben is
there at every session, so that every weekday of these weeks is a school day. Zoë is there too but where a
test says otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from attendctl.casework.evidence_pack.pack import EvidencePack, make_pack
from attendctl.casework.evidence_pack.pack_facts import Check
from attendctl.ledger.book import open_ledger, open_ledger_to_write
from attendctl.ledger.case_log import CaseEntry, append_case_entry
from attendctl.ledger.letters_record import LetterRecord, record_letters
from attendctl.settings import Settings
from tests.ledger.made_once import made_once
from tests.ledger.registers import File, Row, take_in

ZOE, BEN = "A999200000010", "A999200000020"
ASH = "Ash Primary"
HALF_TERM = date(2025, 10, 27)
MONDAYS = [
    monday
    for monday in (date(2025, 9, 8) + timedelta(weeks=number) for number in range(13))
    if monday != HALF_TERM
]
LAST_DAY = date(2025, 12, 5)
MOTHER = {
    "title": "Ms",
    "forename": "Ann",
    "surname": "Åsberg",
    "relationship": "Mother",
    "parental_responsibility": True,
    "lives_with_pupil": True,
    "address": "1 Low Road, Ashton",
    "postcode": "QX1 1AA",
}
FATHER = {**MOTHER, "title": "Mr", "forename": "Olaf", "relationship": "Father"}
PUPIL = {
    "surname": "Åsberg",
    "forename": "Zoë",
    "date_of_birth": date(2016, 5, 1),
    "year_group": "5",
    "class": "5A",
}

Place = tuple[date, int]
WEEK = date(2025, 11, 10)
FRIDAY = WEEK + timedelta(days=4)
AFTER = date(2025, 11, 24)


def a_whole_week(monday: date, code: str) -> dict[Place, str]:
    """Ten sessions, Monday to Friday."""
    return {(monday + timedelta(days=number), half): code for number in range(5) for half in (0, 1)}


def present(day: date) -> bool:
    """Whether it is a school day of Ash Primary."""
    return any(monday <= day < monday + timedelta(days=5) for monday in MONDAYS)


@dataclass
class AshPrimary:
    """The school with its ledger. Days of the log are told to the ledger on the day they happened."""

    folder: Path
    marks: Mapping[Place, str]
    comments: Mapping[Place, str] = field(default_factory=dict)
    pupil: Mapping[str, Any] = field(default_factory=dict)
    contacts: Sequence[Mapping[str, Any]] = (MOTHER,)
    upto: date = LAST_DAY
    left_out: Sequence[Place] = ()

    def __post_init__(self) -> None:
        self.path = self.folder / "attendance.duckdb"
        places = [
            (monday + timedelta(days=number), half)
            for monday in MONDAYS
            for number in range(5)
            for half in (0, 1)
            if monday + timedelta(days=number) <= self.upto
        ]
        usual = ("/", "\\")
        rows = [Row(BEN, day, half, usual[half]) for day, half in places]
        rows += [
            Row(
                ZOE,
                day,
                half,
                self.marks.get((day, half), usual[half]),
                comment=self.comments.get((day, half)),
            )
            for day, half in places
            if (day, half) not in self.left_out
        ]
        file = File(
            "autumn.csv",
            tuple(rows),
            pupils={ZOE: {**PUPIL, **self.pupil}, BEN: {"surname": "Quill", "forename": "Ben"}},
            contacts={ZOE: [dict(one) for one in self.contacts]} if self.contacts else {},
            school=ASH,
        )
        key = (file.text(), self.upto)
        made_once(self.path, key, lambda: take_in(self.path, file, known_on=self.upto))

    def correct(
        self,
        day: date,
        half: int,
        code: str,
        *,
        seen_on: date,
        reason: str | None = None,
        by: str | None = None,
    ) -> None:
        """Import one mark anew."""
        row = Row(ZOE, day, half, code, reason=reason, by=by)
        take_in(self.path, File(f"corrected-{seen_on}.csv", (row,), school=ASH), known_on=seen_on)

    def log(self, kind: str, on: date, outcome: str | None = None, **said: Any) -> int:
        """Log an entry about Zoë and return its number."""
        with open_ledger_to_write(self.path, wait_seconds=0) as ledger:
            school_id, pupil_id = _numbers(ledger.connection)
            entry = CaseEntry(
                school_id, pupil_id, kind, on, "J. Ashby", "Attendance Officer", on, outcome=outcome, **said
            )
            return append_case_entry(ledger, entry)

    def refuse_leave(self, first: date, last: date, *, told: date, kind: str = "holiday") -> int:
        """Log that leave is refused, with the code of a holiday for its days."""
        details = {"from": first.isoformat(), "to": last.isoformat(), "kind": kind, "code": "G"}
        return self.log("leave", told, "refused", until=last, details=details)

    def notice(self, on: date, sessions: Mapping[Place, str], **said: Any) -> int:
        """Log a penalty notice to the mother."""
        cited = [
            [day.isoformat(), ("AM", "PM")[half], code] for (day, half), code in sorted(sessions.items())
        ]
        details = {
            "parent": said.pop("parent", {"name": "Ms Ann Åsberg"}),
            "rank": 1,
            "sessions": cited,
            **said,
        }
        return self.log("penalty-notice", on, "issued", until=on + timedelta(days=27), details=details)

    def improve(self, first: date, last: date) -> int:
        """Log a notice to improve to the mother."""
        details = {"parent": {"name": "Ms Ann Åsberg"}, "sessions": []}
        return self.log("notice-to-improve", first, "offered", until=last, details=details)

    def letter(self, name: str, on: date, *, reference: str = "AAAA-0001") -> str:
        """Record a letter, by marks up to the same day."""
        with open_ledger_to_write(self.path, wait_seconds=0) as ledger:
            school_id, pupil_id = _numbers(ledger.connection)
            record = LetterRecord(
                reference=reference,
                school_id=school_id,
                pupil_id=pupil_id,
                letter=name,
                band=None,
                as_of=on,
                written_on=on,
                policy="national",
                policy_version="1",
                template_sha256=None,
                reason={"text": "by hand"},
                addressed_to=[{"name": "Ms Åsberg"}],
                known_on=on,
            )
            record_letters(ledger, [record])
        return reference

    def pack(self, as_of: date | None = None, settings: Settings | None = None, **asked: Any) -> EvidencePack:
        """Make the pack about Zoë; without a day, by everything there is."""
        with open_ledger(self.path, wait_seconds=0, known=asked.get("known")) as ledger:
            return make_pack(
                ledger.connection,
                settings or Settings(folder=self.folder),
                ZOE,
                today=date(2026, 1, 5),
                as_of=as_of or self.upto,
                **asked,
            )


def lines(pack: EvidencePack, name: str) -> list[Check]:
    """Return the lines of the check list of one name."""
    return [check for check in pack.checks if check.name == name]


def line(pack: EvidencePack, name: str) -> Check:
    """Return the one line of the check list of that name."""
    (found,) = lines(pack, name)
    return found


def _numbers(connection: Any) -> tuple[int, int]:
    row = connection.execute("SELECT school_id, pupil_id FROM pupil WHERE upn = $1", [ZOE]).fetchone()
    assert row is not None
    return row[0], row[1]


def in_order(school: AshPrimary) -> AshPrimary:
    """Log and write all that a pack about ten sessions O from 10 November on needs."""

    def log_all() -> None:
        school.letter("penalty-warning", date(2025, 10, 6))
        school.log("meeting", date(2025, 10, 8), "held")
        answers = {"support": "given"}
        school.log("penalty-decision", date(2025, 11, 17), "proceed", details={"answers": answers})

    made_once(school.path, "in order", log_all)
    return school


def faults(school: AshPrimary, **asked: Any) -> set[str]:
    """Return the names of the lines with a fault, on 24 November."""
    return {check.name for check in school.pack(AFTER, **asked).checks if check.status == "fault"}
