"""attendctl check, from the command line: its forms, its exit status, and a ledger that was changed."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import duckdb
import pytest

from tests.cli.command_line import Desk, at_a_desk

ANNA, BEN = "N999200000001", "C999200000002"
SIGNED = ("--by", "A. Lee", "--position", "Office Manager")
AMENDED = ("amend", ANNA, "2025-09-08", "AM", "I", "--reason", "Rang", *SIGNED)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = at_a_desk(tmp_path, monkeypatch)
    rows = [f"{upn},=Quill,Ben,08/09/2025,{half},/" for upn in (ANNA, BEN) for half in ("AM", "PM")]
    desk.run("import", desk.write("marks.csv", *rows), "--known", "2025-09-12")
    return desk


def test_a_register_that_is_right(desk: Desk) -> None:
    result = desk.run("check")
    assert result.exit_code == 0
    assert result.stdout.startswith("The register up to 8 September 2025\n  Nothing to look at.\n\n")
    assert "The ledger is sound: 1 entry, the last " in result.stdout


def test_an_amendment_that_an_export_took_back(desk: Desk) -> None:
    desk.run(*AMENDED)
    assert desk.json("check")["counts"]["taken-back"] == 0
    desk.run("import", desk.write("later.csv", f"{ANNA},=Quill,Ben,08/09/2025,AM,O"))
    found = desk.json("check", exit_code=6)
    assert found["counts"] | {"taken-back": 0} == dict.fromkeys(found["counts"], 0)
    (finding,) = found["findings"]
    assert (finding["kind"], finding["upn"]) == ("taken-back", ANNA)
    assert finding["sessions"] == [{"date": "2025-09-08", "session": "AM", "code": "O", "code_before": "I"}]
    (row,) = csv.DictReader(io.StringIO(desk.run("check", "--format", "csv").stdout))
    assert (row["surname"], row["date"], row["code"]) == ("'=Quill", "2025-09-08", "O")
    shown = desk.run("check").stdout
    assert "An export took back an amendment made by hand: 1 session, 1 pupil." in shown
    assert "8 September 2025 AM I → O" in shown


def test_a_mark_changed_behind_the_programs_back(desk: Desk) -> None:
    with duckdb.connect(str(desk.ledger)) as file:
        file.execute("UPDATE mark SET code = 'I' WHERE session = 0")
    result = desk.run("check")
    assert result.exit_code == 3
    assert (
        "Entry 1: import 1, marks 2025, is not what it was when the ledger was told of it." in result.stdout
    )
    assert "restore the last backup" in result.stdout
    assert desk.json("check", exit_code=3)["ledger"]["is_sound"] is False


def test_no_register_yet_and_no_such_school(tmp_path: Path, desk: Desk) -> None:
    assert desk.run("check", "--school", "Nowhere").exit_code == 4
    assert desk.run("--ledger", tmp_path / "none.duckdb", "check").exit_code == 4
