"""attendctl policy simulate, from the command line: what it refuses and writes; it stores nothing."""

from __future__ import annotations

import hashlib
import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cases.case_desk import ANNA, AT_ASH, AT_BEECH, CONFIG
from tests.cli.command_line import Desk, at_a_desk
from tests.simulation.three_pupils import changed_copy

SIX_WEEKS = ("--from", "2025-09-08", "--to", "2025-10-17")
BEN, CARA = "B999200000020", "C999200000030"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Six school weeks. At Ash (greenhill) Anna misses every Monday, Ben nothing; Cara at Beech too."""
    desk = at_a_desk(tmp_path, monkeypatch)
    (tmp_path / "attendctl.toml").write_text(CONFIG, encoding="utf-8")
    rows = ["UPN,Adno,Surname,Forename,School,Date,Session,Mark"]
    first = date(2025, 9, 8)
    for day in (first + timedelta(weeks=week, days=n) for week in range(6) for n in range(5)):
        for session in ("AM", "PM"):
            monday = "I" if day.weekday() == 0 else "/"
            rows.append(f"{ANNA},0417,Åsberg,Zoë,{AT_ASH},{day},{session},{monday}")
            rows.append(f"{BEN},512,Quill,Ben,{AT_ASH},{day},{session},/")
            rows.append(f"{CARA},417,Moss,Cara,{AT_BEECH},{day},{session},{monday}")
    path = tmp_path / "marks.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    desk.take_in(path)
    return desk


def test_it_is_played_at_every_school_beside_its_own_policy(desk: Desk) -> None:
    """8 of 40 sessions missed on 3 October is 80%: red by every policy here, with a letter by Greenhill's."""
    found = desk.json("policy", "simulate", "greenhill", *SIX_WEEKS)
    assert [(one["name"], one["in_force"]) for one in found["schools"]] == [
        (AT_ASH, "greenhill"),
        (AT_BEECH, "national"),
    ]
    first = [
        (one["school"], one["upn"], one["simulated_on"], one["in_force_on"], one["change"])
        for one in found["letters"]
        if one["step"] == "3a"
    ]
    assert first == [
        (AT_ASH, ANNA, "2025-10-03", "2025-10-03", "same"),
        (AT_BEECH, CARA, "2025-10-03", None, "only simulated"),
    ]
    assert found["pupils"] == 3


def test_one_school_alone(desk: Desk) -> None:
    found = desk.json("policy", "simulate", "greenhill", *SIX_WEEKS, "--school", AT_BEECH)
    assert [one["name"] for one in found["schools"]] == [AT_BEECH]
    assert {one["upn"] for one in found["letters"]} == {CARA}
    assert (found["pupils"], len(found["weeks"])) == (1, 6)


def test_nothing_is_stored(desk: Desk) -> None:
    before = hashlib.sha256(desk.ledger.read_bytes()).digest(), sorted(desk.folder.iterdir())
    assert desk.run("policy", "simulate", "national", *SIX_WEEKS).exit_code == 0
    assert (hashlib.sha256(desk.ledger.read_bytes()).digest(), sorted(desk.folder.iterdir())) == before


def test_it_is_written_whole_to_a_file(desk: Desk) -> None:
    path = desk.folder / "simulated.csv"
    result = desk.run("policy", "simulate", "greenhill", *SIX_WEEKS, "--format", "csv", "--output", path)
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_bytes().startswith(b"\xef\xbb\xbfSchool,Year,Class,UPN,")
    path = desk.folder / "simulated.json"
    desk.run("policy", "simulate", "greenhill", *SIX_WEEKS, "--format", "json", "--output", path)
    assert json.loads(path.read_text(encoding="utf-8"))["policy"]["policy"] == "greenhill"


def test_a_file_of_the_schools_own(desk: Desk) -> None:
    changed_copy(desk.folder)
    result = desk.run("policy", "simulate", "draft.toml", *SIX_WEEKS, "--school", AT_ASH)
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("greenhill draft: Greenhill Academy attendance policy\n")


def test_a_file_with_faults_names_file_and_key(desk: Desk) -> None:
    path = changed_copy(desk.folder)
    path.write_text(path.read_text(encoding="utf-8").replace("minimum_sessions", "minimal_sessions"), "utf-8")
    result = desk.run("policy", "simulate", "draft.toml", *SIX_WEEKS)
    assert result.exit_code == 2
    assert "draft.toml, key early_year." in result.stderr


def test_what_the_ledger_had_been_told_by_a_day(desk: Desk) -> None:
    result = desk.run("policy", "simulate", "greenhill", *SIX_WEEKS, "--known", "2025-09-01")
    assert result.exit_code == 4
    assert "The ledger holds no marks." in result.stderr


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("nowhere", *SIX_WEEKS), 4, "There is no policy 'nowhere'."),
        (("greenhill", *SIX_WEEKS, "--school", "Elm"), 4, "There is no school 'Elm' in the ledger."),
        (("greenhill", "--from", "2025-10-17", "--to", "2025-09-08"), 2, "is after --to 2025-09-08."),
        (("greenhill", "--from", "2025-10-18", "--to", "2025-10-19"), 4, "No school week ends between"),
        (("greenhill", "--from", "soon", "--to", "2025-10-19"), 2, "Write it as 2025-11-05."),
    ],
)
def test_what_cannot_be_played_is_said_once(
    desk: Desk, words: tuple[str, ...], status: int, said: str
) -> None:
    result = desk.run("policy", "simulate", *words)
    assert result.exit_code == status
    assert " ".join(result.stderr.split()).count(said) == 1
    assert result.stdout == ""
