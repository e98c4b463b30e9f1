"""attendctl amend and attendctl history: a mark corrected by hand, as the law asks."""

from __future__ import annotations

import csv
import io
from datetime import date
from pathlib import Path

import pytest

from attendctl.ledger.book import open_ledger
from attendctl.ledger.chain_check import check_chain
from tests.cli.command_line import Desk, at_a_desk
from tests.ledger.registers import AM, PM, read_marks

ANNA, BEN = "A999200000010", "A999200000020"
MONDAY = date(2025, 9, 8)
AMEND = ("amend", ANNA, "2025-09-08", "AM")
SIGNED = ("--by", "A. Lee", "--position", "Office Manager")
WHY = ("--reason", "Parent rang", *SIGNED)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = at_a_desk(tmp_path, monkeypatch)
    marks = desk.write(
        "marks.csv",
        f"{ANNA},Åsberg,Zoë,08/09/2025,AM,N",
        f"{BEN},Quill,Ben,08/09/2025,AM,/",
        f"{BEN},Quill,Ben,08/09/2025,PM,\\",
        f"{BEN},Quill,Ben,09/09/2025,AM,#",
    )
    desk.run("import", marks, "--known", "2025-09-12")
    return desk


def codes(desk: Desk, known: date | None = None) -> dict[tuple[str, int], str]:
    marks = read_marks(desk.ledger, known=known)
    return {(upn, session): said[0] for (upn, day, session), said in marks.items() if day == MONDAY}


def test_the_mark_changes_and_the_original_stays(desk: Desk) -> None:
    result = desk.run(*AMEND, "i", *WHY)
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        f"{ANNA} 2025-09-08 AM: N → I",
        "  Parent rang (A. Lee, Office Manager, 2025-09-26)",
        "  Import 2: attendctl undo 2 takes it back.",
        "  Correct it in the MIS as well: an export that says otherwise amends it again.",
    ]
    assert codes(desk)[ANNA, AM] == "I"
    assert codes(desk, known=date(2025, 9, 25))[ANNA, AM] == "N"
    (amended,) = desk.json("history")["amendments"]
    assert amended | {"school": "", "class": None} == {
        "school": "",
        "upn": ANNA,
        "surname": "Åsberg",
        "forename": "Zoë",
        "class": None,
        "date": "2025-09-08",
        "session": "AM",
        "original": "N",
        "amended": "I",
        "minutes_late_original": None,
        "minutes_late_amended": None,
        "seen_on": "2025-09-26",
        "reason": "Parent rang",
        "by": "A. Lee, Office Manager",
        "import_id": 2,
        "file": "by hand",
        "line": None,
    }


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    desk.run(*AMEND, "I", *WHY)
    again = desk.json(*AMEND, "I", *WHY)
    assert (again["changes_nothing"], again["saved"], again["import_id"]) == (True, False, None)
    assert len(desk.json("imports")["imports"]) == 2


def test_what_was_undone_or_amended_back_can_be_amended_again(desk: Desk) -> None:
    for word, number in (("I", 2), ("N", 3), ("I", 4)):
        assert desk.json(*AMEND, word, *WHY)["import_id"] == number
    desk.run("undo", "4")
    assert codes(desk)[ANNA, AM] == "N"
    assert desk.json(*AMEND, "I", *WHY)["import_id"] == 5
    assert codes(desk)[ANNA, AM] == "I"
    assert [(one["original"], one["amended"]) for one in desk.json("history")["amendments"]] == [
        ("N", "I"),
        ("I", "N"),
        ("N", "I"),
    ]


def test_an_export_that_says_otherwise_amends_it_again(desk: Desk) -> None:
    desk.run(*AMEND, "I", *WHY)
    desk.run("import", desk.write("later.csv", f"{ANNA},Åsberg,Zoë,08/09/2025,AM,O"))
    assert codes(desk)[ANNA, AM] == "O"
    assert [one["by"] for one in desk.json("history")["amendments"]] == ["A. Lee, Office Manager", None]


def test_a_dry_run_changes_nothing(desk: Desk) -> None:
    result = desk.run(*AMEND, "L", "--minutes", "12", *WHY, "--dry-run")
    assert "N → L 12 min" in result.stdout
    assert "this was a dry run" in result.stdout
    assert codes(desk)[ANNA, AM] == "N"
    assert desk.run("history").stdout == "No mark of the register was ever amended.\n"


def test_minutes_late_are_kept(desk: Desk) -> None:
    desk.run(*AMEND, "L", "--minutes", "12", *WHY)
    assert read_marks(desk.ledger)[ANNA, MONDAY, AM][:2] == ("L", 12)
    assert "L 12 min" in desk.run("history", ANNA).stdout


def test_a_session_without_a_row_gets_its_mark(desk: Desk) -> None:
    entered = desk.json("amend", ANNA, "2025-09-08", "PM", "\\", *WHY)
    assert (entered["original"], entered["amended"]) == (None, "\\")
    assert codes(desk)[ANNA, PM] == "\\"


def test_it_is_in_the_chain(desk: Desk) -> None:
    desk.run(*AMEND, "I", *WHY)
    desk.run("undo", "2")
    with open_ledger(desk.ledger) as book:
        state = check_chain(book.connection)
    assert (state.entries, state.faults) == (3, ())


def test_history_of_one_pupil_and_of_some_days(desk: Desk) -> None:
    desk.run(*AMEND, "I", *WHY)
    desk.run("amend", BEN, "2025-09-08", "PM", "M", *WHY)
    assert [one["upn"] for one in desk.json("history", BEN)["amendments"]] == [BEN]
    assert len(desk.json("history", "--from", "2025-09-08", "--to", "2025-09-08")["amendments"]) == 2
    assert desk.json("history", "--from", "2025-09-09")["amendments"] == []
    assert desk.json("history", "--to", "2025-09-07")["amendments"] == []
    assert desk.json("history", "--known", "2025-09-25")["amendments"] == []
    assert desk.run("history", "--from", "2025-09-09", "--to", "2025-09-08").exit_code == 2


def test_history_as_csv_runs_no_formula(desk: Desk) -> None:
    desk.run(*AMEND, "I", "--reason", "=1+1", *SIGNED)
    (row,) = csv.DictReader(io.StringIO(desk.run("history", "--format", "csv").stdout))
    assert (row["reason"], row["original"], row["amended"]) == ("'=1+1", "N", "I")


@pytest.mark.parametrize(
    ("words", "exit_code", "said"),
    [
        ((*AMEND, "Q9", *WHY), 4, "'Q9' is not an attendance code"),
        ((*AMEND, "H", *WHY), 4, "'H' was not an attendance code on 2025-09-08"),
        ((*AMEND, "-", *WHY), 2, "cannot be taken out of the register"),
        ((*AMEND, "I", "--minutes", "5", *WHY), 2, "--minutes 5 does not go with I"),
        ((*AMEND, "L", "--minutes", "-1", *WHY), 2, "not less than 0"),
        ((*AMEND, "I", *SIGNED), 2, "--reason"),
        ((*AMEND, "I", "--reason", " ", *SIGNED), 2, "needs a reason"),
        ((*AMEND, "I", "--reason", "Parent rang"), 2, "name and position"),
        (("amend", ANNA, "2025-09-08", "noon", "I", *WHY), 2, "'noon' is no session"),
        (("amend", ANNA, "2025-09-27", "AM", "I", *WHY), 2, "is later than 2025-09-26"),
        (("amend", ANNA, "2025-09-09", "AM", "I", *WHY), 2, "had no session on 2025-09-09 AM"),
        (("amend", ANNA, "2025-09-10", "AM", "I", *WHY), 2, "had no session on 2025-09-10 AM"),
        (("amend", "nobody", "2025-09-08", "AM", "I", *WHY), 4, "No pupil"),
        ((*AMEND, "I", *WHY, "--known", "2025-09-27"), 2, "in the future"),
        (("history", "nobody"), 4, "No pupil"),
    ],
)
def test_what_cannot_be_amended_is_refused(
    desk: Desk, words: tuple[str, ...], exit_code: int, said: str
) -> None:
    result = desk.run(*words)
    assert result.exit_code == exit_code, result.output
    assert said in result.output
    assert "Åsberg" not in result.output
    assert codes(desk)[ANNA, AM] == "N"
