"""A subject access request about a child whom the ledger knows from withdrawn imports alone."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.cli.command_line import Desk, at_a_desk
from tests.ledger.registers import File, Row, take_in

STAYS, GONE = "A999000000001", "D999000000004"
MONDAY = date(2025, 9, 8)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """One import that counts; a second, about another child and another school, that was withdrawn."""
    desk = at_a_desk(tmp_path, monkeypatch)
    stays = File(
        "stays.csv", (Row(STAYS, MONDAY, 0, "/"),), pupils={STAYS: {"surname": "Birch"}}, school="Hillside"
    )
    gone = File(
        "gone.csv",
        (Row(GONE, MONDAY, 0, "I", comment="has a cold"), Row(GONE, MONDAY, 1, "\\")),
        pupils={GONE: {"surname": "Rowan", "forename": "Ida", "admission_number": "0417"}},
        school="Valley",
    )
    take_in(desk.ledger, stays, known_on=date(2025, 9, 9))
    take_in(desk.ledger, gone, known_on=date(2025, 9, 10))
    assert desk.run("undo", "2").exit_code == 0
    return desk


@pytest.mark.parametrize(
    "words", [(GONE,), ("417",), ("Ida Rowan",), (GONE, "--school", "valley"), (GONE.lower(),)]
)
def test_a_child_of_a_withdrawn_import_is_found_with_all_that_is_held(
    desk: Desk, words: tuple[str, ...]
) -> None:
    done = desk.run("pupil", *words, "--export", desk.folder / "access.zip")
    assert done.exit_code == 0, done.output
    with zipfile.ZipFile(desk.folder / "access.zip") as archive:
        files = {name: archive.read(name).decode("utf-8-sig") for name in archive.namelist()}
    marks = list(csv.DictReader(io.StringIO(files["register.csv"])))
    assert [(row["code"], row["comment"], row["stands"], row["withdrawn_on"]) for row in marks] == [
        ("I", "has a cold", "False", "2025-09-26"),
        ("\\", "", "False", "2025-09-26"),
    ]
    (statement,) = csv.DictReader(io.StringIO(files["statements.csv"]))
    assert (statement["admission_number"], statement["import_ids"]) == ("0417", "2 (withdrawn)")
    assert [row["file"] for row in csv.DictReader(io.StringIO(files["imports.csv"]))] == ["gone.csv"]
    assert all("Birch" not in content and STAYS not in content for content in files.values())


@pytest.mark.parametrize(
    "words", [("Z999000000009",), (GONE, "--school", "Hillside"), (GONE, "--school", "no")]
)
def test_who_is_held_nowhere_is_not_found(desk: Desk, words: tuple[str, ...]) -> None:
    assert desk.run("pupil", *words, "--export", desk.folder / "access.zip").exit_code == 4
    assert not (desk.folder / "access.zip").exists()


def test_no_page_is_shown_of_a_child_of_a_withdrawn_import(desk: Desk) -> None:
    assert desk.run("pupil", GONE).exit_code == 4
