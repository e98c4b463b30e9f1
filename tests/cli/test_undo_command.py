"""attendctl imports and attendctl undo, from the command line."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from tests.cli.command_line import Desk, at_a_desk
from tests.ledger.registers import read_marks

ANNA = "A999200000010"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = at_a_desk(tmp_path, monkeypatch)
    desk.run("import", desk.write("marks.csv", f"{ANNA},Åsberg,Zoë,08/09/2025,AM,N"), "--known", "2025-09-12")
    desk.run("import", desk.write("corrected.csv", f"{ANNA},Åsberg,Zoë,08/09/2025,AM,I"))
    return desk


def test_imports_lists_what_came_in(desk: Desk) -> None:
    made = desk.json("imports")["imports"]
    assert [(one["import_id"], one["file"], one["known_on"]) for one in made] == [
        (1, "marks.csv", "2025-09-12"),
        (2, "corrected.csv", "2025-09-26"),
    ]
    assert (made[1]["marks_new"], made[1]["marks_changed"], made[1]["undone_on"]) == (0, 1, None)
    lines = desk.run("imports").stdout.splitlines()
    assert len(lines) == 3
    assert "corrected.csv" in lines[2]


def test_imports_known_on_an_earlier_day(desk: Desk) -> None:
    assert [one["import_id"] for one in desk.json("imports", "--known", "2025-09-12")["imports"]] == [1]
    assert desk.run("imports", "--known", "2025-09-01").stdout == "Nothing had been imported by then.\n"


def test_imports_as_csv_runs_no_formula(desk: Desk) -> None:
    desk.run("import", desk.write("=1+1.csv", f"{ANNA},Åsberg,Zoë,09/09/2025,AM,/"))
    rows = list(csv.DictReader(io.StringIO(desk.run("imports", "--format", "csv").stdout)))
    assert [row["file"] for row in rows] == ["marks.csv", "corrected.csv", "'=1+1.csv"]


def test_undo_says_what_went_back_to_what(desk: Desk) -> None:
    result = desk.run("undo", "2")
    assert result.exit_code == 0
    assert result.stdout == "Import 2 (corrected.csv) is undone.\n  1 mark from I back to N\n"
    assert [said[0] for said in read_marks(desk.ledger).values()] == ["N"]
    assert "undone on 2025-09-26" in desk.run("imports").stdout


def test_undo_json(desk: Desk) -> None:
    assert desk.json("undo", "2") == {
        "import_id": 2,
        "file": "corrected.csv",
        "undone_on": "2025-09-26",
        "already_undone": False,
        "saved": True,
        "marks": [{"from": "I", "to": "N", "sessions": 1}],
        "removed_on": None,
    }


def test_undo_dry_run_changes_nothing(desk: Desk) -> None:
    assert "would be undone" in desk.run("undo", "2", "--dry-run").stdout
    assert [said[0] for said in read_marks(desk.ledger).values()] == ["I"]


def test_undoing_twice_is_no_fault(desk: Desk) -> None:
    desk.run("undo", "2")
    result = desk.run("undo", "2")
    assert result.exit_code == 0
    assert "was undone on 2025-09-26 already" in result.stdout


def test_an_unknown_import_is_exit_4(desk: Desk) -> None:
    result = desk.run("undo", "9")
    assert result.exit_code == 4
    assert "attendctl imports" in result.stderr


def test_imports_without_a_ledger_says_how_to_begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = at_a_desk(empty, monkeypatch).run("imports")
    assert result.exit_code == 4
    assert "attendctl import FILE" in result.stderr


@pytest.mark.parametrize(("told", "status"), [("2025-09-11", 2), ("2025-09-12", 0), ("2025-09-27", 2)])
def test_the_ledger_is_told_from_the_day_of_the_import_to_today(desk: Desk, told: str, status: int) -> None:
    assert desk.run("undo", "1", "--known", told).exit_code == status


def test_an_import_counts_until_the_day_the_ledger_is_told_of_its_end(desk: Desk) -> None:
    assert desk.json("undo", "1", "--known", "2025-09-20")["undone_on"] == "2025-09-20"
    assert [said[0] for said in read_marks(desk.ledger, known=date(2025, 9, 19)).values()] == ["N"]
    assert read_marks(desk.ledger, known=date(2025, 9, 20)) == {}
    assert [said[0] for said in read_marks(desk.ledger).values()] == ["I"]
