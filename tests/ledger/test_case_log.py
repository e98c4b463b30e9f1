"""The case log: entries are added and withdrawn, never changed, and known from the day they were told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from attendctl.errors import WrongUsage
from attendctl.ledger.book import open_ledger, open_ledger_to_write
from attendctl.ledger.case_log import CaseEntry, LoggedEntry, NoSuchEntry, append_case_entry, case_entries
from attendctl.ledger.undo import undo
from tests.ledger.registers import AM, File, Row, take_in

ANNA, BEN = "A999200000010", "A999200000020"
ANNAS, BENS = 1, 3  # their numbers in the ledger: the first key each was known by
MONDAY, FRIDAY, NEXT_FRIDAY = date(2025, 9, 8), date(2025, 9, 12), date(2025, 9, 19)
MEETING = CaseEntry(
    school_id=1,
    pupil_id=ANNAS,
    kind="meeting",
    happened_on=MONDAY,
    by_name="A. Person",
    by_position="Attendance Officer",
    known_on=FRIDAY,
    until=NEXT_FRIDAY,
    step="meeting-1",
    outcome="held",
    sessions=6,
    note="Zoë: bus at 8 o'clock — “too early”",
    details={"present": ["mother", "head of year"], "minutes": 40},
)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """A pupil first known by an admission number; a second import says which UPN that is. And Ben."""
    path = tmp_path / "attendance.duckdb"
    take_in(path, File("a.csv", (Row("", MONDAY, AM, "N", admission_number="417"),)), known_on=FRIDAY)
    take_in(path, File("b.csv", (Row(ANNA, MONDAY, AM, "N", admission_number="417"),)), known_on=FRIDAY)
    take_in(path, File("ben.csv", (Row(BEN, MONDAY, AM, "/"),)), known_on=FRIDAY)
    return path


def log(path: Path, *entries: CaseEntry) -> list[int]:
    with open_ledger_to_write(path, wait_seconds=0) as book:
        return [append_case_entry(book, entry) for entry in entries]


def logged(path: Path, known: date | None = None, **wanted: Any) -> list[LoggedEntry]:
    with open_ledger(path, wait_seconds=0, known=known) as book:
        return case_entries(book.connection, **wanted)


def numbers(path: Path, known: date | None = None, **wanted: Any) -> list[int]:
    return [entry.entry_id for entry in logged(path, known, **wanted)]


def withdrawal_of(entry_id: int, known_on: date = FRIDAY) -> CaseEntry:
    return replace(
        CaseEntry(1, ANNAS, "withdrawal", known_on, "A. Person", "Attendance Officer", known_on),
        withdraws=entry_id,
        note="logged for the wrong child",
    )


def test_an_entry_is_read_back_as_it_was_logged(ledger: Path) -> None:
    assert log(ledger, MEETING) == [1]
    assert logged(ledger) == [LoggedEntry(**vars(MEETING), entry_id=1)]


def test_what_is_not_said_is_not_stored(ledger: Path) -> None:
    bare = CaseEntry(1, BENS, "contact", MONDAY, "A. Person", "Head", FRIDAY)
    log(ledger, bare)
    with open_ledger(ledger) as book:
        row = book.connection.execute(
            "SELECT until, step, outcome, sessions, note, details FROM case_entry"
        ).fetchone()
    assert row == (None,) * 6
    assert logged(ledger) == [LoggedEntry(**vars(bare), entry_id=1)]


def test_the_same_entry_again_is_the_entry_there_is(ledger: Path) -> None:
    later_told = replace(MEETING, known_on=NEXT_FRIDAY)
    assert log(ledger, MEETING, MEETING, later_told) == [1, 1, 1]
    assert numbers(ledger) == [1]


@pytest.mark.parametrize(
    "other",
    [
        {"pupil_id": BENS},
        {"kind": "visit"},
        {"happened_on": FRIDAY},
        {"until": None},
        {"step": "meeting-2"},
        {"outcome": None},
        {"sessions": 7},
        {"note": "Zoë"},
        {"details": {}},
        {"by_name": "B. Person"},
        {"by_position": "Head"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_an_entry_that_differs_in_anything_is_another(ledger: Path, other: dict[str, Any]) -> None:
    assert log(ledger, MEETING, replace(MEETING, **other), MEETING) == [1, 2, 1]


def test_details_in_another_order_are_the_same(ledger: Path) -> None:
    turned = dict(reversed(list(MEETING.details.items())))
    assert log(ledger, MEETING, replace(MEETING, details=turned)) == [1, 1]


def test_entries_come_oldest_first_and_by_pupil(ledger: Path) -> None:
    log(ledger, replace(MEETING, happened_on=FRIDAY), MEETING, replace(MEETING, pupil_id=BENS))
    assert numbers(ledger) == [2, 3, 1]
    assert numbers(ledger, pupil_id=ANNAS) == [2, 1]
    assert numbers(ledger, pupil_id=BENS) == [3]


def test_before_the_ledger_was_told_there_is_no_entry(ledger: Path) -> None:
    log(ledger, MEETING, replace(MEETING, outcome="missed", known_on=NEXT_FRIDAY))
    assert numbers(ledger, FRIDAY) == [1]
    assert numbers(ledger, date(2025, 9, 18)) == [1]
    assert numbers(ledger, NEXT_FRIDAY) == [1, 2]
    assert numbers(ledger) == [1, 2]
    assert numbers(ledger, date(2025, 9, 11)) == []


def test_a_withdrawn_entry_is_kept_and_no_longer_counts(ledger: Path) -> None:
    assert log(ledger, MEETING, replace(MEETING, pupil_id=BENS), withdrawal_of(1)) == [1, 2, 3]
    assert numbers(ledger) == [2]
    everything = logged(ledger, with_withdrawn=True)
    assert [(one.entry_id, one.withdraws, one.withdrawn_by) for one in everything] == [
        (1, None, 3),
        (2, None, None),
        (3, 1, None),
    ]


def test_an_entry_counts_until_the_day_the_ledger_is_told_of_its_end(ledger: Path) -> None:
    log(ledger, MEETING, withdrawal_of(1, NEXT_FRIDAY))
    assert numbers(ledger, date(2025, 9, 18)) == [1]
    assert logged(ledger, date(2025, 9, 18))[0].withdrawn_by is None
    assert numbers(ledger, NEXT_FRIDAY) == []


def test_withdrawing_twice_is_withdrawing_once(ledger: Path) -> None:
    assert log(ledger, MEETING, withdrawal_of(1), withdrawal_of(1, NEXT_FRIDAY)) == [1, 2, 2]
    assert numbers(ledger, with_withdrawn=True) == [1, 2]


def test_what_was_withdrawn_can_be_logged_again(ledger: Path) -> None:
    assert log(ledger, MEETING, withdrawal_of(1), MEETING) == [1, 2, 3]
    assert numbers(ledger) == [3]


def test_no_entry_of_that_number(ledger: Path) -> None:
    with pytest.raises(NoSuchEntry, match="no entry 7") as fault:
        log(ledger, withdrawal_of(7))
    assert fault.value.exit_status == 4


def test_a_withdrawal_stays(ledger: Path) -> None:
    log(ledger, MEETING, withdrawal_of(1))
    with pytest.raises(WrongUsage, match="Entry 2 withdraws entry 1"):
        log(ledger, withdrawal_of(2))


@pytest.mark.parametrize(("told", "refused"), [(date(2025, 9, 11), True), (FRIDAY, False)])
def test_nothing_is_withdrawn_before_it_was_told(ledger: Path, told: date, refused: bool) -> None:
    log(ledger, MEETING)
    if refused:
        with pytest.raises(WrongUsage, match="was logged on 2025-09-12"):
            log(ledger, withdrawal_of(1, told))
    assert numbers(ledger) == [1]


def test_a_run_that_fails_logs_nothing(ledger: Path) -> None:
    with pytest.raises(NoSuchEntry):
        log(ledger, MEETING, withdrawal_of(9))
    assert numbers(ledger) == []


def test_an_entry_follows_the_upn_when_the_numbers_are_parted(ledger: Path) -> None:
    take_in(ledger, File("c.csv", (Row(ANNA, FRIDAY, AM, "/"),)), known_on=FRIDAY)
    log(ledger, MEETING)
    undo(ledger, 2, undone_on=NEXT_FRIDAY, wait_seconds=0)
    with open_ledger(ledger) as book:
        upns = book.connection.execute(
            "SELECT upn FROM case_entry JOIN pupil USING (school_id, pupil_id)"
        ).fetchall()
        then = book.connection.execute("SELECT count(*) FROM case_entry").fetchone()
    assert (upns, then) == ([(ANNA,)], (1,))
    assert len(logged(ledger, FRIDAY)) == 1
