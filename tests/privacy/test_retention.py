"""What is older than six years is listed and, when confirmed, removed from the file itself."""

from __future__ import annotations

import sys
import tempfile
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest

from attendctl.casework.retention import first_day_kept
from attendctl.errors import LedgerBusy, WrongUsage
from attendctl.ledger.book import open_ledger, open_ledger_to_write
from attendctl.ledger.case_log import append_case_entry
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.made_anew import make_anew
from attendctl.ledger.standing_check import marks_standing_wrongly
from attendctl.rules.reader import NoRuleInForce
from tests.cli.command_line import Desk
from tests.ledger.registers import AM, File, Row, read_marks, read_pupils, take_in
from tests.ledger.test_ledger_file import held
from tests.privacy.seven_years import (
    ADA,
    AUTUMN,
    FIRST_DAY_KEPT,
    SCHOOL,
    TODAY,
    entry,
    long_kept_desk,
)

OF_DORA = (b"Vanequist", b"Dorabella", b"D999000000004", b"Sloe Alley", b"marta@", b"Marta")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return long_kept_desk(tmp_path, monkeypatch)


def remove(desk: Desk) -> dict[str, Any]:
    return desk.json("retention", "--confirm", "--backup", desk.folder / "before.zip")


def faults_of(path: Path) -> tuple[Any, ...]:
    with open_ledger(path) as ledger:
        return (*check_chain(ledger.connection).faults, *marks_standing_wrongly(ledger.connection))


def test_what_is_old_is_counted_by_school_year_and_kind(desk: Desk) -> None:
    before = desk.ledger.read_bytes()
    said = desk.json("retention")
    # two children, two days, two halves: what came again is no new entry. Two statements of Dora, one a file
    assert [(one["academic_year"], one["kind"], one["rows"]) for one in said["entries"]] == [
        ("2019/20", "marks", 8),
        ("2019/20", "letters", 1),
        ("2019/20", "case entries", 1),
        ("2019/20", "pupil statements", 1),
        ("2019/20", "contacts", 1),
        ("2020/21", "letters", 1),
        ("2020/21", "case entries", 1),
        ("2020/21", "pupil statements", 1),
    ]
    assert (said["first_day_kept"], said["years"], said["removed"]) == ("2020-11-22", 6, False)
    assert {one["school"] for one in said["entries"]} == {SCHOOL}
    assert desk.ledger.read_bytes() == before


def test_nothing_of_a_child_who_left_is_in_the_file_any_more(desk: Desk) -> None:
    before = desk.ledger.read_bytes()
    assert all(word in before for word in OF_DORA)  # or the search below would prove nothing
    remove(desk)
    after = desk.ledger.read_bytes()
    assert [word for word in OF_DORA if word in after] == []
    assert b"uncle" not in after
    assert b"aunt" in after
    assert [path.name for path in desk.folder.iterdir() if path.name.startswith(".")] == []
    assert not desk.ledger.with_name(desk.ledger.name + ".wal").exists()


def test_what_is_not_old_stays_and_is_still_verified(desk: Desk) -> None:
    remove(desk)
    assert {key: said[0] for key, said in read_marks(desk.ledger).items()} == {
        (ADA, date(2020, 11, 20), AM): "I",
        (ADA, date(2026, 11, 20), AM): "/",
    }
    (ada,) = read_pupils(desk.ledger)
    assert {"Okoro", "Adaeze", date(2015, 1, 12)} <= set(ada)  # said in 2019, and of nobody who left
    assert faults_of(desk.ledger) == ()
    with open_ledger(desk.ledger) as ledger:
        held = ledger.connection.execute("SELECT reference FROM letter_written").fetchall()
        notes = ledger.connection.execute("SELECT note FROM case_entry").fetchall()
    assert (held, notes) == ([("NEW1-NEW1",)], [("Adaeze's aunt rang",)])


def test_the_counts_stay_and_a_second_removal_finds_nothing(desk: Desk) -> None:
    first = remove(desk)
    assert first["removed"] is True
    so_far = {one["kind"]: 0 for one in first["removed_so_far"]}
    for one in first["removed_so_far"]:
        assert one["on"] == "2026-11-22"
        so_far[one["kind"]] += one["rows"]
    assert so_far == {
        "marks of 2019/20": 8,
        "letters": 2,
        "case entries": 2,
        "pupil statements": 2,
        "contacts": 1,
    }
    (desk.folder / "before.zip").unlink()
    again = remove(desk)
    assert (again["entries"], again["removed"], again["backup"]) == ([], False, None)
    assert again["removed_so_far"] == first["removed_so_far"]
    assert not (desk.folder / "before.zip").exists()


def test_the_backup_holds_what_was_removed_and_the_ledger_can_be_backed_up_again(desk: Desk) -> None:
    before = read_marks(desk.ledger)
    remove(desk)
    assert desk.run("backup", desk.folder / "after.zip").exit_code == 0
    with zipfile.ZipFile(desk.folder / "after.zip") as archive:
        everything = b"".join(archive.read(name) for name in archive.namelist())
    assert b"Vanequist" not in everything
    assert desk.run("restore", desk.folder / "after.zip").exit_code == 0
    assert faults_of(desk.ledger) == ()
    assert desk.run("restore", desk.folder / "before.zip").exit_code == 0
    assert read_marks(desk.ledger) == before


def test_a_year_stays_whole_while_one_mark_of_it_was_told_too_late(desk: Desk) -> None:
    late = File("late.csv", (Row(ADA, AUTUMN, AM, "M"),), school=SCHOOL)
    take_in(desk.ledger, late, known_on=FIRST_DAY_KEPT, accept_older=True)
    said = desk.json("retention")
    assert said["totals"]["marks"] == 0
    assert said["totals"]["pupil statements"] == 0  # Dora's marks are still there, so she is
    assert said["totals"]["letters"] == 2


def test_a_child_who_comes_in_every_export_goes_when_it_left_long_ago(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = {"surname": "Vanequist", "forename": "Dorabella", "leaving_date": date(2020, 7, 20)}
    take_in(
        desk.ledger,
        File("leavers.csv", pupils={"D999000000004": said}, school=SCHOOL),
        known_on=FIRST_DAY_KEPT,
    )
    assert desk.json("retention")["totals"]["pupil statements"] == 0  # that she left was told on that day
    monkeypatch.setattr("attendctl.cli.retention_command.today", lambda: TODAY + timedelta(days=1))
    with duckdb.connect(str(desk.ledger)) as file:  # last night's export said so again
        file.execute("INSERT INTO pupil_said SELECT 4, max(record_id), 2 FROM pupil_said")
    assert desk.json("retention")["totals"]["pupil statements"] == 3


def test_copies_that_stand_beside_the_ledger_are_named(desk: Desk) -> None:
    for name in ("attendance.duckdb.before-version-3", "attendance-backup-2026-11-01.zip", "other.zip"):
        (desk.folder / name).write_bytes(b"")
    assert desk.json("retention")["copies"] == [
        "attendance-backup-2026-11-01.zip",
        "attendance.duckdb.before-version-3",
    ]


@pytest.mark.parametrize(
    ("today", "letters"), [(date(2026, 11, 21), 1), (date(2026, 11, 22), 2), (date(2026, 11, 23), 3)]
)
def test_an_entry_is_kept_on_the_day_of_its_last_anniversary(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, today: date, letters: int
) -> None:
    desk = long_kept_desk(tmp_path, monkeypatch, today)
    assert desk.json("retention")["totals"]["letters"] == letters


def test_an_entry_that_a_later_one_takes_back_stays_with_it(desk: Desk) -> None:
    with open_ledger_to_write(desk.ledger) as ledger:
        append_case_entry(ledger, entry(1, FIRST_DAY_KEPT, "mistaken", withdraws=2))
    assert desk.json("retention")["totals"]["case entries"] == 1


def test_the_number_of_an_entry_is_never_given_twice(desk: Desk) -> None:
    with duckdb.connect(str(desk.ledger)) as file:  # as if no newer entry had been logged
        number = file.execute("SELECT max(entry) FROM chain_entry WHERE kind = 'case'").fetchone()
        assert number is not None
    remove(desk)
    with open_ledger_to_write(desk.ledger) as ledger:
        assert append_case_entry(ledger, entry(1, TODAY, "another call")) == 4
    assert faults_of(desk.ledger) == ()


def test_what_was_removed_is_said_when_its_import_is_undone(desk: Desk) -> None:
    remove(desk)
    done = desk.run("undo", "2", "--dry-run")
    assert done.exit_code == 0
    assert "removed on 2026-11-22" in done.output
    assert desk.json("undo", "2", "--dry-run")["removed_on"] == "2026-11-22"
    assert "removed" not in desk.run("undo", "4", "--dry-run").output


@pytest.mark.parametrize("words", [("--confirm",), ("--backup", "b.zip")])
def test_nothing_is_removed_without_a_backup_or_without_saying_so(desk: Desk, words: tuple[str, ...]) -> None:
    before = desk.ledger.read_bytes()
    assert desk.run("retention", *words).exit_code == 2
    assert desk.ledger.read_bytes() == before


def test_a_ledger_that_was_tampered_with_is_left_alone(desk: Desk) -> None:
    with duckdb.connect(str(desk.ledger)) as file:
        file.execute("UPDATE mark SET code = 'I' WHERE date = '2026-11-20'")
    before = desk.ledger.read_bytes()
    assert desk.run("retention", "--confirm", "--backup", desk.folder / "b.zip").exit_code == 2
    assert desk.ledger.read_bytes() == before


def test_a_removal_that_breaks_off_leaves_the_ledger_and_nothing_beside_it(desk: Desk) -> None:
    before = desk.ledger.read_bytes()

    def half_way(connection: duckdb.DuckDBPyConnection) -> None:
        connection.execute("DELETE FROM ledger.mark")
        raise WrongUsage("the power went")

    with pytest.raises(WrongUsage, match="the power went"):
        make_anew(desk.ledger, half_way)
    assert desk.ledger.read_bytes() == before
    assert [path.name for path in desk.folder.iterdir() if path.name.startswith(".")] == []


def test_a_removal_leaves_alone_what_another_makes_that_waits_for_the_ledger(desk: Desk) -> None:
    """Who has the lock removes the copies of killed commands: who waits for it has none yet."""
    with held(desk.ledger), pytest.MonkeyPatch.context() as patch:
        folders: list[str] = []
        patch.setattr(tempfile, "TemporaryDirectory", lambda **options: folders.append(options["prefix"]))
        with pytest.raises(LedgerBusy):
            make_anew(desk.ledger, lambda _: None, wait_seconds=0)
        assert not [name for name in folders if name.startswith(".")]


def test_the_copies_of_another_ledger_in_the_same_folder_stay(desk: Desk) -> None:
    """Its command may be at work on them: the lock held is not that of its ledger."""
    ours, anothers = (desk.folder / f".attendctl-anew-{name}-x" for name in (desk.ledger.name, "b.duckdb"))
    for left_behind in (ours, anothers):
        left_behind.mkdir()
    make_anew(desk.ledger, lambda _: None)
    assert (ours.exists(), anothers.exists()) == (False, True)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks for a right to make links")
def test_of_a_ledger_that_is_a_link_the_file_it_leads_to_is_changed(desk: Desk) -> None:
    """The old file, with the children in it, does not stay at the end of the link."""
    there = desk.folder / "elsewhere" / "register.duckdb"
    there.parent.mkdir()
    desk.ledger.rename(there)
    desk.ledger.symlink_to(there)
    remove(desk)
    assert desk.ledger.is_symlink()
    assert not [word for word in OF_DORA if word in there.read_bytes()]
    assert faults_of(desk.ledger) == ()


def test_a_change_that_breaks_the_chain_does_not_take_the_ledgers_place(desk: Desk) -> None:
    before = read_marks(desk.ledger)
    with pytest.raises(Exception, match="does not hold what its chain says"):
        make_anew(desk.ledger, lambda connection: connection.execute("DELETE FROM ledger.mark"))
    assert read_marks(desk.ledger) == before


def test_the_rule_of_today_holds_for_entries_of_every_day() -> None:
    assert first_day_kept(date(2024, 8, 18)) == date(2021, 8, 18)
    assert first_day_kept(date(2024, 8, 19)) == date(2018, 8, 19)
    with pytest.raises(NoRuleInForce):
        first_day_kept(date(2006, 8, 31))


def test_the_words_name_no_child(desk: Desk) -> None:
    said = desk.run("retention", "--confirm", "--backup", desk.folder / "before.zip").output
    assert "Hillside School  2019/20  marks" in said
    assert "before.zip still holds it" in said
    assert "Vanequist" not in said
