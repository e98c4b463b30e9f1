"""The chain of the ledger's entries: whatever is changed behind its back is found, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from attendctl.ledger.book import open_ledger, open_ledger_to_write
from attendctl.ledger.case_log import CaseEntry, append_case_entry
from attendctl.ledger.chain_check import ChainFault, ChainState, check_chain
from attendctl.ledger.letters_record import LetterCopy, LetterPupil, LetterRecord, record_letters
from attendctl.ledger.undo import undo
from tests.ledger.registers import AM, PM, File, Row, take_in

ANNA, BEN = "A999200000010", "A999200000020"
LAST_SUMMER, MONDAY, TUESDAY = date(2025, 7, 14), date(2025, 9, 8), date(2025, 9, 9)
FRIDAY, NEXT_FRIDAY = date(2025, 9, 12), date(2025, 9, 19)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a ledger that was told of three imports, one withdrawn, a letter and a call."""
    path = tmp_path_factory.mktemp("chain") / "attendance.duckdb"
    first = File(
        "first.csv",
        (
            Row(ANNA, LAST_SUMMER, AM, "/"),
            Row(ANNA, MONDAY, AM, "N"),
            Row(ANNA, MONDAY, PM, "/", comment="came by taxi"),
            Row(BEN, MONDAY, AM, "L", minutes=7),
        ),
        pupils={ANNA: {"surname": "Åsberg"}, BEN: {"surname": "Quill"}},
        contacts={ANNA: [{"priority": 1, "name": "Mrs Åsberg"}]},
        school="Ash Primary",
    )
    take_in(path, first, known_on=FRIDAY)
    corrected = (Row(ANNA, MONDAY, AM, "I"), Row(BEN, MONDAY, AM, "L", minutes=7))
    take_in(path, File("corrected.csv", corrected, school="Ash Primary"), known_on=NEXT_FRIDAY)
    take_in(
        path, File("mistaken.csv", (Row(BEN, TUESDAY, AM, "O"),), school="Ash Primary"), known_on=NEXT_FRIDAY
    )
    undo(path, 3, undone_on=NEXT_FRIDAY)
    with open_ledger_to_write(path) as book:
        record_letters(book, [letter("AB12-CD34"), letter("EF56-AB78")])
        append_case_entry(
            book,
            CaseEntry(1, 1, "call", MONDAY, "J. Ashby", "Attendance Officer", FRIDAY, outcome="spoke"),
        )
    return path


def letter(reference: str) -> LetterRecord:
    return LetterRecord(
        reference=reference,
        school_id=1,
        pupil_id=1,
        letter="1a",
        band="amber",
        as_of=NEXT_FRIDAY,
        written_on=NEXT_FRIDAY,
        policy="greenhill",
        policy_version="2025-07",
        template_sha256="00ff",
        reason={"text": "92.9%", "source": "§ 4"},
        addressed_to=[{"name": "Mrs Åsberg"}],
        known_on=NEXT_FRIDAY,
        copies=[LetterCopy(1, {"name": "Mrs Åsberg"}, "Dear Mrs Åsberg,", {}, "a.pdf", "ee11")],
        pupils=[LetterPupil(1, 1, {"attendance_percent": 92.9})],
    )


def one_mark(day: date) -> File:
    return File("more.csv", (Row(BEN, day, PM, "/"),), school="Ash Primary")


def state_of(path: Path) -> ChainState:
    with open_ledger(path) as book:
        return check_chain(book.connection)


def test_nothing_is_found_where_nothing_was_changed(told: Path) -> None:
    state = state_of(told)
    assert state.faults == ()
    assert state.entries == 7  # three imports, a withdrawal, two letters, a call


def behind_its_back(told: Path, folder: Path, *statements: str) -> set[str]:
    """Return what is found after statements that the program never ran."""
    path = folder / "changed.duckdb"
    copyfile(told, path)
    with duckdb.connect(str(path)) as file:
        for statement in statements:
            file.execute(statement)
    return named(state_of(path))


def named(state: ChainState) -> set[str]:
    return {
        f"{one.fault} {one.kind} {one.about}" + (f": {one.part}" if one.part else "") for one in state.faults
    }


CHANGES = [
    ("UPDATE mark SET code = '/' WHERE code = 'I'", "changed import 2: marks 2025"),
    ("UPDATE mark SET minutes_late = 6 WHERE code = 'L'", "changed import 1: marks 2025"),
    (
        "UPDATE mark SET comment = 'walked' WHERE comment IS NOT NULL",
        "changed import 1: marks 2025",
    ),
    ("UPDATE mark SET comment = '' WHERE code = 'N'", "changed import 1: marks 2025"),
    ("UPDATE mark SET line = line + 1 WHERE code = 'N'", "changed import 1: marks 2025"),
    ("UPDATE mark SET date = date + 1 WHERE code = 'N'", "changed import 1: marks 2025"),
    ("DELETE FROM mark WHERE date < '2025-09-01'", "changed import 1: marks 2024"),
    (
        "UPDATE import_made SET known_on = '2025-09-18' WHERE import_id = 2",
        "changed import 2: import",
    ),
    ("UPDATE import_made SET undone_on = NULL", "changed withdrawal 3: withdrawal"),
    (
        "UPDATE import_made SET undone_on = '2025-09-22' WHERE import_id = 2",
        "added withdrawal 2",
    ),
    ("DELETE FROM confirmation", "changed import 2: confirmations"),
    (
        "UPDATE pupil_record SET surname = 'Quail' WHERE surname = 'Quill'",
        "changed import 1: pupils",
    ),
    ("UPDATE contact_record SET name = 'Mr Åsberg'", "changed import 1: contacts"),
    ("UPDATE pupil_key SET value = 'A999200000011' WHERE key_id = 1", "changed import 1: keys"),
    (
        "UPDATE letter SET band = 'red' WHERE reference = 'AB12-CD34'",
        "changed letter AB12-CD34: letter",
    ),
    ("DELETE FROM letter_copy WHERE reference = 'EF56-AB78'", "changed letter EF56-AB78: copies"),
    (
        "UPDATE letter_pupil SET figures = '{}' WHERE reference = 'AB12-CD34'",
        "changed letter AB12-CD34: pupils",
    ),
    ("UPDATE case_entry SET outcome = 'no answer'", "changed case 1: entry"),
    ("DELETE FROM case_entry", "changed case 1: entry"),
    ("INSERT INTO case_entry SELECT * REPLACE (2 AS entry_id) FROM case_entry", "added case 2"),
    (
        "UPDATE chain_part SET removed_on = '2025-09-30' WHERE part = 'marks 2024'",
        "changed import 1: marks 2024",
    ),
    ("UPDATE chain_entry SET known_on = '2025-09-01' WHERE entry = 1", "broken import 1"),
]


@pytest.mark.parametrize(("statement", "fault"), CHANGES, ids=[statement for statement, _ in CHANGES])
def test_a_change_behind_its_back_is_found(told: Path, tmp_path: Path, statement: str, fault: str) -> None:
    assert fault in behind_its_back(told, tmp_path, statement)


def test_two_marks_that_change_places_are_found(told: Path, tmp_path: Path) -> None:
    swap = (
        "UPDATE mark SET code = CASE code WHEN 'N' THEN '/' ELSE 'N' END "
        "WHERE key_id = 1 AND import_id = 1 AND date = '2025-09-08'"
    )
    assert "changed import 1: marks 2025" in behind_its_back(told, tmp_path, swap)


def test_an_entry_that_is_taken_out_whole_is_found(told: Path, tmp_path: Path) -> None:
    found = behind_its_back(
        told,
        tmp_path,
        "DELETE FROM letter WHERE reference = 'AB12-CD34'",
        "DELETE FROM letter_copy WHERE reference = 'AB12-CD34'",
        "DELETE FROM letter_pupil WHERE reference = 'AB12-CD34'",
        "DELETE FROM chain_part WHERE entry = (SELECT entry FROM chain_entry WHERE about = 'AB12-CD34')",
        "DELETE FROM chain_entry WHERE about = 'AB12-CD34'",
    )
    assert "broken letter EF56-AB78" in found


def test_a_removal_without_its_entry_is_found(told: Path, tmp_path: Path) -> None:
    found = behind_its_back(
        told,
        tmp_path,
        "DELETE FROM mark WHERE date < '2025-09-01'",
        "UPDATE chain_part SET removed_on = '2032-09-01' WHERE part = 'marks 2024'",
    )
    assert found == {"changed import 1: marks 2024"}


@pytest.mark.parametrize(
    "go_on",
    [
        lambda path: take_in(
            path, File("more.csv", (Row(BEN, TUESDAY, PM, "/"),), school="Ash Primary"), known_on=NEXT_FRIDAY
        ),
        lambda path: take_in(
            path, File("earlier.csv", (Row(BEN, MONDAY, AM, "/"),), school="Ash Primary"), known_on=MONDAY
        ),
        lambda path: undo(path, 1, undone_on=NEXT_FRIDAY),
    ],
    ids=["a later import", "an import told earlier", "a withdrawal"],
)
def test_what_the_program_does_next_breaks_nothing(
    told: Path, tmp_path: Path, go_on: Callable[[Path], object]
) -> None:
    path = tmp_path / "attendance.duckdb"
    copyfile(told, path)
    go_on(path)
    state = state_of(path)
    assert state.faults == ()
    assert state.entries == 8


def test_a_copy_with_its_rows_in_another_order_fits(told: Path, tmp_path: Path) -> None:
    path = tmp_path / "sorted.duckdb"
    copyfile(told, path)
    with duckdb.connect(str(path)) as file:
        for table in ("mark", "pupil_record", "letter_copy", "chain_part"):
            file.execute(f"CREATE TEMP TABLE kept AS FROM {table} ORDER BY ALL DESC")
            file.execute(f"DELETE FROM {table}")
            file.execute(f"INSERT INTO {table} FROM kept")
            file.execute("DROP TABLE kept")
    assert state_of(path).faults == ()


def test_faults_name_no_pupil() -> None:
    assert set(ChainFault.__dataclass_fields__) == {"fault", "kind", "about", "entry", "part"}


@pytest.mark.parametrize(
    ("change", "believed", "found"),
    [
        ("UPDATE mark SET code = 'N' WHERE import_id = 4", "sound", "changed import 4: marks 2025"),
        ("UPDATE mark SET code = 'N' WHERE import_id = 1", "sound", None),  # what the belief spares
        ("UPDATE chain_part SET row_count = 9 WHERE entry = 1", "sound", "broken import 1"),
        ("UPDATE mark SET code = 'N' WHERE import_id = 1", "with faults", "changed import 1: marks 2025"),
        ("UPDATE mark SET code = 'N' WHERE import_id = 1", "of another", "changed import 1: marks 2025"),
        ("UPDATE mark SET code = 'N' WHERE import_id = 1", "longer", "changed import 1: marks 2025"),
    ],
)
def test_only_what_came_since_a_check_is_summed(
    told: Path, tmp_path: Path, change: str, believed: str, found: str | None
) -> None:
    sound = state_of(told)
    fault = ChainFault("changed", "import", "1", 1, "marks 2025")
    checked = {
        "sound": sound,
        "with faults": replace(sound, faults=(fault,)),
        "of another": replace(sound, last_sha256="00" * 32),
        "longer": replace(sound, entries=sound.entries + 2),
    }[believed]
    path = tmp_path / "later.duckdb"
    copyfile(told, path)
    take_in(path, one_mark(TUESDAY), known_on=NEXT_FRIDAY)
    with duckdb.connect(str(path)) as file:
        file.execute(change)
    with open_ledger(path) as book:
        state = check_chain(book.connection, checked=checked)
    assert (found in named(state)) if found else not state.faults
    assert state.entries == sound.entries + 1
