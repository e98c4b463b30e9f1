"""Laws of the ledger over random registers: order, repetition, withdrawal, and days in the past."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendctl.ledger.book import open_ledger
from attendctl.ledger.counts_check import imports_miscounted
from attendctl.ledger.undo import undo
from tests.ledger.plain_register import PlainRegister, Told
from tests.ledger.registers import File, Row, read_amendments, read_marks, read_pupils, take_in

FIRST_DAY = date(2025, 9, 8)
UPNS = ["A801200000017", "B801200000025", "C801200000033"]
DAYS_OF_MARKS = [FIRST_DAY + timedelta(days=number) for number in range(3)]
TOLD_ON = [FIRST_DAY + timedelta(days=number) for number in range(10, 16)]

detail = st.one_of(st.none(), st.integers(1, 2))
said = st.one_of(
    st.tuples(st.sampled_from(["/", "N", "I", "-"]), st.none(), st.none()),
    st.tuples(st.just("L"), detail, st.sampled_from([None, None, "bus"])),
)
slots = st.tuples(st.integers(0, 2), st.sampled_from(DAYS_OF_MARKS), st.integers(0, 1))
contents = st.dictionaries(slots, said, min_size=1, max_size=8)
# how each file names its pupils: by UPN, by admission number, or by both
naming = st.lists(st.sampled_from(["upn", "upn", "number", "both"]), min_size=3, max_size=3)


@st.composite
def histories(draw: st.DrawFn) -> tuple[list[Told], list[tuple[int, date]]]:
    """Draw files with the day they are told, in any order, and which are withdrawn when."""
    told = []
    for number in range(1, draw(st.integers(2, 5)) + 1):
        names = draw(naming)
        rows = []
        for (pupil, day, session), (code, minutes, comment) in sorted(draw(contents).items(), key=str):
            upn = UPNS[pupil] if names[pupil] != "number" else ""
            admission_number = f"00{pupil + 1}" if names[pupil] != "upn" else None
            rows.append(Row(upn, day, session, code, minutes, comment, admission_number=admission_number))
        told.append(Told(number, File(f"file_{number}.csv", tuple(rows)), draw(st.sampled_from(TOLD_ON))))
    chosen = draw(st.lists(st.sampled_from(told), unique_by=lambda one: one.number, max_size=3))
    return told, [(one.number, max(one.known_on, draw(st.sampled_from(TOLD_ON[3:])))) for one in chosen]


@contextmanager
def ledger_file() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder) / "attendance.duckdb"


def assert_marks_are_as_counted(path: Path) -> None:
    with open_ledger(path, wait_seconds=0) as book:
        assert imports_miscounted(book.connection) == ()


def assert_reads_as(path: Path, plain: PlainRegister, known: date | None = None) -> None:
    expected = {slot: (one.code, one.minutes, one.comment, one.file) for slot, one in plain.marks.items()}
    assert read_marks(path, known=known) == expected
    amendments = sorted((*row[:5], *row[7:9]) for row in read_amendments(path, known=known))
    assert amendments == sorted(plain.amendments)


def import_and_undo_anything(history: tuple[list[Told], list[tuple[int, date]]]) -> None:
    told, withdrawn = history
    with ledger_file() as path:
        for one in told:
            take_in(path, one.file, known_on=one.known_on, accept_older=True)
        take_in(path, *(one.file for one in told), known_on=TOLD_ON[-1])  # the same files again
        assert_reads_as(path, PlainRegister(told))
        assert_marks_are_as_counted(path)
        for number, undone_on in withdrawn:
            undo(path, number, undone_on=undone_on, wait_seconds=0)
            told[number - 1].undone_on = undone_on
            assert_reads_as(path, PlainRegister(told))
        assert_marks_are_as_counted(path)
        for known in (TOLD_ON[2], TOLD_ON[4]):
            assert_reads_as(path, PlainRegister(told, known), known)
        with ledger_file() as never_made:
            for one in told:
                if one.undone_on is None:
                    take_in(never_made, one.file, known_on=one.known_on, accept_older=True)
            if never_made.exists():
                assert read_marks(path) == read_marks(never_made)
                assert read_pupils(path) == read_pupils(never_made)
                assert read_amendments(path) == read_amendments(never_made)


def overlapping_files_in_any_order(data: st.DataObject) -> None:
    """Cut files from one register that is corrected over the days, and tell them in any order."""
    slot_list = [(upn, day, session) for upn in UPNS for day in DAYS_OF_MARKS for session in (0, 1)]
    register: dict[tuple[str, date, int], str] = {}
    files = []
    for number, exported_on in enumerate(TOLD_ON[: data.draw(st.integers(2, 4))]):
        for slot in slot_list:
            if slot not in register or data.draw(st.integers(0, 5)) == 0:
                register[slot] = data.draw(st.sampled_from("/NIO"))
        first, last = sorted(data.draw(st.lists(st.integers(0, 2), min_size=2, max_size=2)))
        rows = [
            Row(*slot, code)
            for slot, code in register.items()
            if DAYS_OF_MARKS[first] <= slot[1] <= DAYS_OF_MARKS[last]
        ]
        files.append((File(f"file_{number}.csv", tuple(rows)), exported_on))
    in_order = [Told(number, file, day) for number, (file, day) in enumerate(files)]
    with ledger_file() as path:
        for file, exported_on in data.draw(st.permutations(files + files[:2])):
            take_in(path, file, known_on=exported_on, accept_older=True)
        assert_reads_as(path, PlainRegister(in_order))
        assert_marks_are_as_counted(path)


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(histories())
def test_the_ledger_reads_as_if_only_the_live_imports_had_been_made(
    history: tuple[list[Told], list[tuple[int, date]]],
) -> None:
    import_and_undo_anything(history)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_overlapping_files_of_one_register_end_in_one_ledger_in_any_order(data: st.DataObject) -> None:
    overlapping_files_in_any_order(data)


@pytest.mark.soak
@settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
@given(histories())
def test_soak_live_imports(history: tuple[list[Told], list[tuple[int, date]]]) -> None:
    import_and_undo_anything(history)


@pytest.mark.soak
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.data())
def test_soak_overlapping_files(data: st.DataObject) -> None:
    overlapping_files_in_any_order(data)
