"""The answer to a subject access request: all of one child, nothing of another."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import zipfile
from pathlib import Path
from typing import Any

import pytest

from attendctl.casework.subject_access.other_children import LEFT_OUT, without_other_children
from tests.cli.command_line import Desk
from tests.privacy.okoros_and_moss import ADA, BEN, CLEO, school_desk


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return school_desk(tmp_path, monkeypatch)


def export(desk: Desk, pupil: str, *words: str) -> dict[str, str]:
    file = desk.folder / "access.zip"
    done = desk.run("pupil", pupil, "--export", file, *words)
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}


def table(files: dict[str, str], name: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(io.StringIO(files[f"{name}.csv"])))


def test_every_version_of_every_mark_is_there_with_who_and_why(desk: Desk) -> None:
    marks = table(export(desk, BEN), "register")
    assert len(marks) == 81  # 80 sessions, one of them told twice
    was, stands = [row for row in marks if (row["date"], row["session"]) == ("2025-09-08", "PM")]
    assert (was["code"], was["stands"], was["told_on"]) == ("I", "False", "2025-11-03")
    assert (stands["code"], stands["stands"], stands["told_on"]) == ("O", "True", "2025-11-07")
    assert (stands["reason"], stands["by"], stands["file"]) == (
        "nobody rang",
        "P. Office, clerk",
        "corrected.csv",
    )
    assert "tonsils out" in marks[0]["comment"]
    assert marks[0]["meaning"].startswith("illness")


def test_changes_statements_contacts_log_and_letters_are_there(desk: Desk) -> None:
    files = export(desk, BEN)
    (change,) = table(files, "amendments")
    assert (change["original"], change["amended"], change["by"]) == ("I", "O", "P. Office, clerk")
    (first, correction) = table(files, "statements")
    assert (first["surname"], first["date_of_birth"], first["import_ids"]) == ("Okoro", "2015-01-12", "1")
    assert (correction["surname"], correction["first_told_on"]) == ("", "2025-11-07")
    assert [row["email"] for row in table(files, "contacts")] == ["grace@okoro.example"]
    assert [row["note"] for row in table(files, "case_log")] == ["Benedict came back smiling"]
    (letter,) = table(files, "letters")
    assert json.loads(letter["figures"])["year"]["sessions_attended"] == 76
    assert [row["file"] for row in table(files, "imports")] == ["marks.csv", "corrected.csv"]
    held = json.loads(files["held.json"])
    assert len(held["register"]) == 81
    for words in ("tonsils out", "grace@okoro.example", "Benedict came back smiling", "nobody rang"):
        assert words in files["index.html"]


@pytest.mark.parametrize(
    ("pupil", "others"),
    [
        (BEN, ("Adaeze", "Ada ", "Ada Okoro", ADA, CLEO, "Moss", "Cleopatra")),
        (ADA, ("Benedict", BEN, CLEO, "Moss", "tonsils", "nobody rang")),
        (CLEO, ("Okoro", "Benedict", "Ada", "Low Lane", "tonsils", ADA, BEN, "grace@")),
    ],
)
def test_nothing_of_another_child_is_anywhere_in_it(desk: Desk, pupil: str, others: tuple[str, ...]) -> None:
    for name, content in export(desk, pupil).items():
        for word in others:
            assert word not in content, f"{word} is in {name}"


def test_a_letter_about_a_brother_too_says_what_is_left_out(desk: Desk) -> None:
    files = export(desk, BEN)
    (letter,) = [content for name, content in files.items() if name.startswith("letters/")]
    assert LEFT_OUT in letter
    assert letter.count("| Was in school | 76 | 38 |") == 1  # there were two, his sister's above his own
    assert "Benedict has been in school for 76 of 80 sessions" in letter
    assert "What this letter said of other children is left out." in files["index.html"]
    shown = desk.json("pupil", BEN, "--export", desk.folder / "again.zip")
    assert len(shown["letters_shortened"]) == 1
    assert shown["rows"]["register"] == 81


def test_a_letter_about_one_child_is_whole(desk: Desk) -> None:
    files = export(desk, CLEO)
    letters = [content for name, content in files.items() if name.startswith("letters/")]
    assert letters
    assert all("71 of 80" in content and LEFT_OUT not in content for content in letters)


def test_the_file_is_for_its_owner_and_the_screen_names_nobody(desk: Desk) -> None:
    done = desk.run("pupil", "Benedict Okoro", "--export", desk.folder / "access.zip")
    assert "Okoro" not in done.output
    assert BEN in done.output
    if os.name != "nt":
        assert stat.S_IMODE((desk.folder / "access.zip").stat().st_mode) == 0o600


@pytest.mark.parametrize("words", [("--as-of", "2025-10-01"), ("--format", "pdf"), ("--until", "2026-07-01")])
def test_less_than_everything_is_refused(desk: Desk, words: tuple[str, ...]) -> None:
    done = desk.run("pupil", BEN, "--export", desk.folder / "access.zip", *words)
    assert done.exit_code == 2
    assert not (desk.folder / "access.zip").exists()


def test_a_nobody_gets_no_file(desk: Desk) -> None:
    assert desk.run("pupil", "Z999000000009", "--export", desk.folder / "access.zip").exit_code == 4
    assert not (desk.folder / "access.zip").exists()


def test_a_name_that_is_a_word_does_not_black_out_the_word() -> None:
    letter = "We will write. Will and Zoe may come.\n\n# Will\n\n50%\n\n## More\n\n40%\n\n# Zoe\n\n90%"
    shown = without_other_children(letter, own={"Zoe"}, others={"Will"})
    assert shown == (
        "We will write. [another child] and Zoe may come.\n\n[left out: about another child]\n\n# Zoe\n\n90%"
    )


def test_a_row_of_a_table_about_another_child_is_left_out() -> None:
    letter = "| Child | Missed |\n|:--|--:|\n| Zoe Ash | 3 |\n| Will Ash | 7 |\n| WILL | 8 |"
    shown = without_other_children(letter, own={"Zoe", "Ash"}, others={"Will", "Ash"})
    assert shown == f"| Child | Missed |\n|:--|--:|\n| Zoe Ash | 3 |\n{LEFT_OUT}\n{LEFT_OUT}"
