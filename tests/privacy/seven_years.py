"""A ledger told over seven years: Dora Vane left in 2020, Ada Okoro is still there.

Entries told before 22 November 2020 are older than six years on 22 November 2026.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from attendctl.ledger.book import open_ledger_to_write
from attendctl.ledger.case_log import CaseEntry, append_case_entry
from attendctl.ledger.letters_record import LetterCopy, LetterPupil, LetterRecord, record_letters
from tests.cli.command_line import Desk, at_a_desk
from tests.ledger.made_once import made_once
from tests.ledger.registers import AM, PM, File, Row, take_in

ADA, DORA = "A999000000001", "D999000000004"
SCHOOL = "Hillside School"
AUTUMN, SUMMER = date(2019, 10, 1), date(2020, 6, 30)
TOLD_FIRST, TOLD_NEXT = date(2019, 10, 4), date(2020, 11, 21)
LAST_DAY_OLD, FIRST_DAY_KEPT, TODAY = date(2020, 11, 21), date(2020, 11, 22), date(2026, 11, 22)
ADA_IS: dict[str, Any] = {"surname": "Okoro", "forename": "Adaeze", "date_of_birth": date(2015, 1, 12)}
DORA_IS: dict[str, Any] = {"surname": "Vanequist", "forename": "Dorabella", "address": "9 Sloe Alley"}
MARTA = {"forename": "Marta", "surname": "Vanequist", "email": "marta@vanequist.example"}


def files() -> list[tuple[File, date]]:
    """Eight marks of 2019/20, one of 2020/21, and one of today's year."""
    year = [Row(upn, day, half, "/") for upn in (ADA, DORA) for day in (AUTUMN, SUMMER) for half in (AM, PM)]
    autumn = tuple(row for row in year if row.date == AUTUMN)
    return [
        (
            File(
                "autumn.csv",
                autumn,
                pupils={ADA: ADA_IS, DORA: DORA_IS},
                contacts={DORA: [MARTA]},
                school=SCHOOL,
            ),
            TOLD_FIRST,
        ),
        (File("year.csv", (*year[:-1], Row(DORA, SUMMER, PM, "L", minutes=9)), school=SCHOOL), TOLD_NEXT),
        (File("next.csv", (Row(ADA, date(2020, 11, 20), AM, "I"),), school=SCHOOL), FIRST_DAY_KEPT),
        (File("now.csv", (Row(ADA, date(2026, 11, 20), AM, "/"),), school=SCHOOL), date(2026, 11, 20)),
    ]


def letter(reference: str, pupil_id: int, told: date) -> LetterRecord:
    """A letter as it is recorded, with its text."""
    said = "Dear Marta Vanequist" if pupil_id == 2 else "Dear parent of Adaeze"
    return LetterRecord(
        reference=reference,
        school_id=1,
        pupil_id=pupil_id,
        letter="1a",
        band="amber",
        as_of=told,
        written_on=told,
        policy="greenhill",
        policy_version="2025-07",
        template_sha256=None,
        reason={"text": "why"},
        addressed_to=[],
        known_on=told,
        copies=[LetterCopy(1, {}, said, {}, "a.pdf", "ab")],
        pupils=[LetterPupil(1, pupil_id, {})],
    )


def entry(pupil_id: int, told: date, note: str, **more: Any) -> CaseEntry:
    """An entry of the case log."""
    return CaseEntry(1, pupil_id, "call", told, "D. Clerk", "officer", told, note=note, **more)


def long_kept_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: date = TODAY) -> Desk:
    """Two letters and two entries of the case log that are old, and one of each, of Ada, that is not."""
    desk = at_a_desk(tmp_path, monkeypatch)
    (tmp_path / "attendctl.toml").write_text(f'[school]\nname = "{SCHOOL}"\n', encoding="utf-8")
    monkeypatch.setattr("attendctl.cli.retention_command.today", lambda: today)

    def make() -> None:
        told = files()
        for file, day in told[:2]:
            take_in(desk.ledger, file, known_on=day)
        with open_ledger_to_write(desk.ledger) as ledger:
            record_letters(ledger, [letter("OLD1-OLD1", 2, TOLD_FIRST), letter("OLD2-OLD2", 1, LAST_DAY_OLD)])
            append_case_entry(ledger, entry(2, TOLD_FIRST, "Marta Vanequist wept"))
            append_case_entry(ledger, entry(1, LAST_DAY_OLD, "Adaeze's uncle rang"))
            append_case_entry(ledger, entry(1, FIRST_DAY_KEPT, "Adaeze's aunt rang"))
            record_letters(ledger, [letter("NEW1-NEW1", 1, FIRST_DAY_KEPT)])
        for file, day in told[2:]:
            take_in(desk.ledger, file, known_on=day)

    made_once(desk.ledger, ("seven years", str(files())), make)
    return desk
