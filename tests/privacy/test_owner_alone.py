"""What a command writes is for its owner alone, whatever was there before."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from attendctl.cli import main
from attendctl.letters.save_run import write_files
from attendctl.reports.printed import print_or_write
from attendctl.reports.whole_file import whole_file, write_whole
from tests.cases.case_desk import case_desk

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows keeps rights in lists of its own")
FILE, FOLDER = 0o600, 0o700


@pytest.fixture(autouse=True)
def everybody_may_read_what_is_made() -> Iterator[None]:
    before = os.umask(0)
    yield
    os.umask(before)


def rights(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_report_is_for_its_owner(tmp_path: Path) -> None:
    write_whole(tmp_path / "one.csv", b"Okoro")
    with whole_file(tmp_path / "two.xlsx") as file:
        file.write(b"Okoro")
    print_or_write("Okoro", tmp_path / "three.json")
    assert [rights(path) for path in sorted(tmp_path.iterdir())] == [FILE] * 3


def test_a_report_in_place_of_one_that_all_might_read_is_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(b"last week's")
    path.chmod(0o664)
    write_whole(path, b"this week's")
    assert rights(path) == FILE


def test_letters_and_their_folder_are_for_their_owner(tmp_path: Path) -> None:
    folder = tmp_path / "2025-11-07"
    write_files(folder, {"1a.pdf": b"Dear", "letters.json": b"{}"})
    assert [rights(folder), *map(rights, sorted(folder.iterdir()))] == [FOLDER, FILE, FILE]


def test_letters_put_into_a_folder_that_is_there_are_for_their_owner(tmp_path: Path) -> None:
    folder = tmp_path / "shared"
    folder.mkdir()
    write_files(folder, {"1a.pdf": b"Dear"})
    assert rights(folder / "1a.pdf") == FILE


def test_the_ledger_its_backup_and_every_output_are_for_their_owner(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = case_desk(tmp_path, monkeypatch)
    desk.ledger.unlink()
    assert desk.run("import", tmp_path / "marks.csv").exit_code == 0
    desk.run("backup", tmp_path / "copy.zip")
    desk.run("report", "--format", "csv", "--output", tmp_path / "report.csv")
    desk.run("pupil", "417", "--school", "Beech Primary", "--output", tmp_path / "pupil.txt")
    written = [tmp_path / name for name in ("copy.zip", "report.csv", "pupil.txt")]
    written.append(desk.ledger)
    assert {path.name: rights(path) for path in written} == {path.name: FILE for path in written}


def test_the_program_makes_nothing_for_others_to_read(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []

    def look() -> None:
        seen.append(os.umask(0))
        os.umask(seen[0])

    monkeypatch.setattr(main, "app", look)
    main.run()
    assert seen == [0o077]
