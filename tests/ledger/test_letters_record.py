"""The record of letters: each reference once, and with the pupil whatever numbers that pupil is known by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from attendctl.ledger.attach import LedgerNotFound, LedgerNotUsable
from attendctl.ledger.book import open_ledger, open_ledger_to_write
from attendctl.ledger.letters_record import (
    LetterCopy,
    LetterPupil,
    LetterRecord,
    letter_copies,
    letter_pupils,
    record_letters,
)
from attendctl.ledger.undo import undo
from tests.ledger.registers import AM, File, Row, take_in

ANNA = "A801200000017"
MONDAY, FRIDAY, NEXT_FRIDAY = date(2025, 9, 8), date(2025, 9, 12), date(2025, 9, 19)
LETTER = LetterRecord(
    reference="AB12-CD34",
    school_id=1,
    pupil_id=1,
    letter="1a",
    band="amber",
    as_of=FRIDAY,
    written_on=FRIDAY,
    policy="greenhill",
    policy_version="2025-09-01",
    template_sha256="00ff",
    reason={"text": "92.9% is in the band amber", "source": "§ 4"},
    addressed_to=[{"name": "Zoë Åsberg"}],
    known_on=FRIDAY,
    files=["letters/AB12-CD34.pdf"],
)
COPIES = [
    LetterCopy(
        1, {"lines": ["Mrs Åsberg", "1 Elm Road"]}, "Dear *Mrs* Åsberg\n", {"table": [[1, 2]]}, "a.pdf", "0a"
    ),
    LetterCopy(2, {"lines": ["Mr Quill"]}, "Dear Mr Quill\n", {"table": []}, "b.pdf", "0b"),
]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A pupil first known by an admission number; a second import says which UPN that is."""
    path = tmp_path / "attendance.duckdb"
    take_in(path, File("a.csv", (Row("", MONDAY, AM, "N", admission_number="417"),)), known_on=FRIDAY)
    take_in(path, File("b.csv", (Row(ANNA, MONDAY, AM, "N", admission_number="417"),)), known_on=FRIDAY)
    return path


def record(path: Path, letters: Iterable[LetterRecord]) -> int:
    with open_ledger_to_write(path, wait_seconds=0) as book:
        return record_letters(book, letters)


def written(path: Path, columns: str, known: date | None = None) -> list[tuple[Any, ...]]:
    with open_ledger(path, wait_seconds=0, known=known) as book:
        return book.connection.execute(
            f"SELECT {columns} FROM letter_written LEFT JOIN pupil USING (school_id, pupil_id) ORDER BY ALL"
        ).fetchall()


def test_a_letter_is_read_back_as_it_was_recorded(ledger: Path) -> None:
    assert record(ledger, [LETTER]) == 1
    columns = "reference, upn, letter, band, as_of, written_on, policy, policy_version, template_sha256"
    assert written(ledger, columns) == [
        ("AB12-CD34", ANNA, "1a", "amber", FRIDAY, FRIDAY, "greenhill", "2025-09-01", "00ff")
    ]
    assert written(ledger, "reason, addressed_to, files") == [
        (
            '{"text": "92.9% is in the band amber", "source": "§ 4"}',
            '[{"name": "Zoë Åsberg"}]',
            '["letters/AB12-CD34.pdf"]',
        )
    ]


def test_a_reference_recorded_before_stays_as_it_was(ledger: Path) -> None:
    record(ledger, [LETTER])
    again = replace(LETTER, band="red", files=[])
    assert record(ledger, [again, replace(LETTER, reference="EF56-GH78"), again]) == 1
    assert written(ledger, "reference, band") == [("AB12-CD34", "amber"), ("EF56-GH78", "amber")]


def test_a_letter_follows_the_upn_when_the_numbers_are_parted(ledger: Path) -> None:
    take_in(ledger, File("c.csv", (Row(ANNA, FRIDAY, AM, "/"),)), known_on=FRIDAY)
    record(ledger, [LETTER])
    undo(ledger, 2, undone_on=NEXT_FRIDAY, wait_seconds=0)
    assert written(ledger, "upn, admission_number") == [(ANNA, None)]


def test_a_pupil_without_a_upn_has_the_letter_under_the_number_there_is(ledger: Path) -> None:
    undo(ledger, 2, undone_on=FRIDAY, wait_seconds=0)
    record(ledger, [LETTER])
    assert written(ledger, "upn, admission_number") == [(None, "417")]


@pytest.mark.parametrize(("known", "letters"), [(date(2025, 9, 18), 0), (NEXT_FRIDAY, 1)])
def test_before_the_ledger_was_told_there_is_no_letter(ledger: Path, known: date, letters: int) -> None:
    record(ledger, [replace(LETTER, known_on=NEXT_FRIDAY)])
    assert len(written(ledger, "reference", known)) == letters


def test_a_run_that_fails_records_nothing(ledger: Path) -> None:
    def letters_until_the_disk_is_full() -> Iterator[LetterRecord]:
        yield LETTER
        raise LedgerNotUsable("the disk of the letters is full")

    with pytest.raises(LedgerNotUsable):
        record(ledger, letters_until_the_disk_is_full())
    assert written(ledger, "reference") == []


def test_without_a_ledger_no_letter_is_recorded_and_no_file_made(tmp_path: Path) -> None:
    with pytest.raises(LedgerNotFound):
        record(tmp_path / "none.duckdb", [LETTER])
    assert list(tmp_path.iterdir()) == []


def test_an_occasion_is_read_back(ledger: Path) -> None:
    record(ledger, [replace(LETTER, occasion="autumn term"), replace(LETTER, reference="EF56-GH78")])
    assert written(ledger, "reference, occasion") == [("AB12-CD34", "autumn term"), ("EF56-GH78", None)]


def test_copies_are_read_back_as_they_were_sent(ledger: Path) -> None:
    record(ledger, [replace(LETTER, copies=COPIES), replace(LETTER, reference="EF56-GH78")])
    with open_ledger(ledger) as book:
        assert letter_copies(book.connection, "AB12-CD34") == COPIES
        assert letter_copies(book.connection, "EF56-GH78") == []
        assert letter_copies(book.connection, "NONE-SUCH") == []


def test_copies_of_a_reference_recorded_before_stay_as_they_were(ledger: Path) -> None:
    record(ledger, [replace(LETTER, copies=COPIES[:1])])
    changed = replace(LETTER, copies=[replace(COPIES[0], markdown="other"), COPIES[1]])
    assert record(ledger, [changed]) == 0
    with open_ledger(ledger) as book:
        assert letter_copies(book.connection, "AB12-CD34") == COPIES[:1]


def test_a_letter_about_several_pupils_is_a_letter_of_each(ledger: Path) -> None:
    take_in(ledger, File("d.csv", (Row("A999200000020", MONDAY, AM, "N"),)), known_on=FRIDAY)
    about = [LetterPupil(1, 1, {"absent": 7}), LetterPupil(1, 3, {"absent": 2})]
    record(ledger, [replace(LETTER, pupils=about), replace(LETTER, reference="EF56-GH78")])
    with open_ledger(ledger) as book:
        assert letter_pupils(book.connection, "AB12-CD34") == about
        assert letter_pupils(book.connection, "EF56-GH78") == [LetterPupil(1, 1, {})]
        upns = book.connection.execute(
            "SELECT upn FROM letter_pupil JOIN pupil USING (school_id, pupil_id) "
            "WHERE reference = 'AB12-CD34' ORDER BY upn"
        ).fetchall()
    assert upns == [("A801200000017",), ("A999200000020",)]


def test_before_the_ledger_was_told_there_is_no_copy_either(ledger: Path) -> None:
    record(ledger, [replace(LETTER, copies=COPIES, known_on=NEXT_FRIDAY)])
    with open_ledger(ledger, known=FRIDAY) as book:
        assert letter_copies(book.connection, "AB12-CD34") == []
        assert letter_pupils(book.connection, "AB12-CD34") == []
