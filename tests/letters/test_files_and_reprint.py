"""``letters --files`` and ``--reprint`` from the command line: siblings, who lacks what, the same bytes."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import duckdb
import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app
from attendctl.letters import save_run
from tests.ledger.made_once import made_once
from tests.ledger.registers import File, Row, take_in
from tests.letters.register_by_hand import SCHOOL_WEEKS

AS_OF = "2025-11-07"
MOTHER = {
    "priority": 1,
    "title": "Mrs",
    "forename": "Grace",
    "surname": "Okoro",
    "relationship": "Mother",
    "parental_responsibility": True,
    "lives_with_pupil": True,
    "may_be_written_to": True,
    "email": "grace@okoro.example",
}
FATHER = MOTHER | {"priority": 2, "title": "Mr", "forename": "Sam", "relationship": "Father", "email": None}
FATHER_SOMEWHERE = FATHER | {"lives_with_pupil": False}
ADA, BEN, CLEO = "A999000000001", "B999000000002", "C999000000003"
FORENAMES = {ADA: "Ada", BEN: "Ben", CLEO: "Cleo"}


def take_in_register(folder: Path, contacts: dict[str, list[dict[str, Any]]]) -> None:
    """Ada and Ben miss 4 of 80 sessions (95.0%: letter 1a), Cleo 6 (92.5%: 2a); all live at one address."""
    missed = {ADA: 4, BEN: 4, CLEO: 6}
    rows = [
        Row(upn, monday + timedelta(days=place // 2), place % 2, "I" if week == 0 and place < absent else "/")
        for upn, absent in missed.items()
        for week, monday in enumerate(SCHOOL_WEEKS[:8])
        for place in range(10)
    ]
    home = {
        "surname": "Okoro",
        "address": "3 Low Lane, Hilltown",
        "postcode": "QX1 9ZZ",
        "year_group": "4",
        "class": "4K",
    }
    pupils = {upn: {**home, "forename": name} for upn, name in FORENAMES.items()}
    file = File("marks.csv", tuple(rows), pupils=pupils, contacts=contacts, school="Hillside School")
    ledger = folder / "attendance.duckdb"
    made_once(ledger, file.text(), lambda: take_in(ledger, file, known_on=date(2025, 11, 7)))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("ATTENDCTL_CONFIG", "ATTENDCTL_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "attendctl.toml").write_text(
        '[school]\nname = "Hillside School"\nurn = "999002"\npolicy = "greenhill"\n', encoding="utf-8"
    )
    return tmp_path


@pytest.fixture
def school(folder: Path) -> Path:
    """Ada and Ben at home with both parents, Cleo with a father whose address is not known."""
    take_in_register(folder, {ADA: [MOTHER, FATHER], BEN: [MOTHER, FATHER], CLEO: [MOTHER, FATHER_SOMEWHERE]})
    return folder


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["letters", *arguments])


def result_of(*arguments: str) -> tuple[int, dict[str, Any]]:
    outcome = run("--format", "json", "--as-of", AS_OF, *arguments)
    return outcome.exit_code, json.loads(outcome.stdout)


def test_siblings_have_one_letter_and_each_a_record(school: Path) -> None:
    _, said = result_of("--letter", "1a", "--output", "out")
    (letter,) = said["letters"]
    assert letter["upn"] == ADA
    assert [(one["upn"], one["band"]) for one in letter["pupils"]] == [(ADA, "yellow"), (BEN, "yellow")]
    assert all(one["reason"]["text"] for one in letter["pupils"])
    for upn in (ADA, BEN):
        _, about = result_of("--pupil", upn, "--dry-run")
        assert about["letters"] == []
        assert letter["reference"] in json.dumps(result_of("--pupil", upn, "--letter", "1a", "--dry-run")[1])
    _, again = result_of("--letter", "1a", "--output", "out")
    assert again["letters"] == []


def test_a_parent_without_an_address_is_held_back_and_the_others_are_written(school: Path) -> None:
    status, said = result_of("--letter", "2a", "--output", "out")
    assert status == 6
    (letter,) = said["letters"]
    assert [one["name"] for one in letter["addressed_to"]] == ["Mrs Okoro"]
    (held,) = said["held_back"]
    assert (held["upn"], held["something_is_missing"]) == (CLEO, True)
    assert "no address" in held["why"]


def test_letters_that_go_by_hand_need_no_address(school: Path) -> None:
    with (school / "attendctl.toml").open("a", encoding="utf-8") as config:
        config.write("\n[letters]\nby_hand = true\n")
    status, said = result_of("--letter", "2a", "--output", "out")
    assert status == 0
    assert [one["name"] for one in said["letters"][0]["addressed_to"]] == ["Mrs Okoro", "Mr Okoro"]


def test_every_kind_is_written_and_who_has_no_e_mail_address_is_said(school: Path) -> None:
    outcome = run("--as-of", AS_OF, "--letter", "1a", "--files", "pdf,docx,html,eml", "--output", "out")
    said = json.loads((school / "out" / "letters.json").read_text(encoding="utf-8"))
    (letter,) = said["letters"]
    endings = [Path(path).suffix for path in letter["files"]]
    assert endings == [".pdf", ".docx", ".html", ".eml"]
    assert all(Path(path).is_file() for path in letter["files"])
    assert letter["without_email"] == ["Mr Okoro"]
    assert "1 person has no e-mail address" in outcome.stderr
    assert "Okoro" not in outcome.stderr
    assert (school / "out" / "print-all.pdf").is_file()


def test_drafts_alone_need_no_address_but_an_e_mail_address(folder: Path) -> None:
    elsewhere = MOTHER | {"lives_with_pupil": False}
    take_in_register(folder, {ADA: [elsewhere], BEN: [FATHER], CLEO: [MOTHER]})
    status, said = result_of("--letter", "1a", "--files", "eml", "--output", "out")
    assert status == 6
    (letter,) = said["letters"]
    assert letter["upn"] == ADA
    assert [Path(path).suffix for path in letter["files"]] == [".eml"]
    (held,) = said["held_back"]
    assert held["upn"] == BEN
    assert "no e-mail address" in held["why"]
    assert sorted(path.suffix for path in (folder / "out").iterdir()) == [".eml", ".json"]


def test_what_is_no_kind_of_file_writes_nothing(school: Path) -> None:
    before = sorted(school.iterdir())
    outcome = run("--as-of", AS_OF, "--files", "pdf,odt")
    assert outcome.exit_code == 2
    assert "pdf, docx, html, eml" in outcome.stderr
    assert sorted(school.iterdir()) == before


def files_in(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_reprint_is_the_same_bytes_though_everything_else_has_changed(school: Path) -> None:
    _, said = result_of("--letter", "1a", "--files", "pdf,docx,html,eml", "--output", "out")
    (letter,) = said["letters"]
    first = {name: content for name, content in files_in(school / "out").items() if name.startswith("1a-")}
    own = school / "templates" / "letters" / "greenhill"
    own.mkdir(parents=True)
    (own / "1a.md").write_text("Quite other words.", encoding="utf-8")
    (school / "attendctl.toml").write_text(
        '[school]\nname = "Renamed"\npolicy = "national"\n', encoding="utf-8"
    )
    take_in(
        school / "attendance.duckdb",
        File("later.csv", (Row(ADA, date(2025, 9, 8), 0, "/"),), school="Hillside School"),
        known_on=date(2025, 11, 20),
    )
    outcome = run("--reprint", letter["reference"].lower().replace("-", ""), "--output", "again")
    assert outcome.exit_code == 0
    assert files_in(school / "again") == first
    assert "Not the same" not in outcome.stderr
    run("--reprint", letter["reference"], "--files", "html", "--output", "one")
    assert list(files_in(school / "one")) == [name for name in first if name.endswith(".html")]


def test_a_reprint_as_json_and_into_its_own_folder(school: Path) -> None:
    _, said = result_of("--letter", "2a", "--output", "out")
    reference = said["letters"][0]["reference"]
    outcome = run("--reprint", reference, "--format", "json")
    printed = json.loads(outcome.stdout)
    assert printed["reference"] == reference
    assert printed["changed"] == []
    (path,) = printed["files"]
    assert Path(path).parent == school / "letters" / f"reprint-{reference}"
    assert Path(path).read_bytes() == Path(said["letters"][0]["files"][0]).read_bytes()


def test_a_reprint_that_is_not_what_it_was_is_said(school: Path) -> None:
    _, said = result_of("--letter", "2a", "--output", "out")
    with duckdb.connect(str(school / "attendance.duckdb")) as ledger:
        ledger.execute("UPDATE letter_copy SET sheet = replace(sheet, 'Mrs Okoro', 'Mrs Other')")
    outcome = run("--reprint", said["letters"][0]["reference"], "--output", "again")
    assert outcome.exit_code == 0
    assert "Not the same bytes" in outcome.stderr


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--reprint", "ZZZZ-ZZZZ"], 4, "knows no letter"),
        (["--reprint", "ZZZZ-ZZZZ", "--pupil", ADA], 2, "--reprint"),
        (["--reprint", "ZZZZ-ZZZZ", "--dry-run"], 2, "--reprint"),
        (["--reprint", "ZZZZ-ZZZZ", "--files", "odt"], 2, "--files"),
    ],
)
def test_a_reprint_that_cannot_be(school: Path, arguments: list[str], status: int, said: str) -> None:
    before = sorted(school.iterdir())
    outcome = run(*arguments)
    assert outcome.exit_code == status
    assert said in outcome.stderr
    assert sorted(school.iterdir()) == before


def test_a_letter_of_before_copies_were_kept_says_so(school: Path) -> None:
    _, said = result_of("--letter", "2a", "--output", "out")
    with duckdb.connect(str(school / "attendance.duckdb")) as ledger:
        ledger.execute("DELETE FROM letter_copy")
    outcome = run("--reprint", said["letters"][0]["reference"])
    assert outcome.exit_code == 4
    assert "before the ledger kept copies" in outcome.stderr


def test_a_word_letter_of_the_school_is_kept_and_reprinted(school: Path) -> None:
    import docx

    own = school / "templates" / "letters" / "greenhill"
    own.mkdir(parents=True)
    document = docx.Document()
    document.add_paragraph("Dear {{ salutation }}, about {{ pupil }}.")
    document.save(str(own / "2a.docx"))
    outcome = run("--as-of", AS_OF, "--letter", "2a", "--output", "out")
    assert "print from Word" in outcome.stderr
    said = json.loads((school / "out" / "letters.json").read_text(encoding="utf-8"))
    (path,) = said["letters"][0]["files"]
    assert path.endswith(".docx")
    (own / "2a.docx").unlink()
    run("--reprint", said["letters"][0]["reference"], "--output", "again")
    assert files_in(school / "again") == {Path(path).name: Path(path).read_bytes()}


@pytest.mark.parametrize("there_before", [False, True])
def test_two_reprints_into_one_folder_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there_before: bool
) -> None:
    """Neither takes what the other makes for what a killed run left; the folder may be made meanwhile."""
    folder, files = tmp_path / "again", {"a.pdf": b"a", "b.pdf": b"b"}
    if there_before:
        folder.mkdir()
    write = save_run._write

    def write_after_another(path: Path, content: bytes) -> None:
        if path.name == "b.pdf":
            monkeypatch.setattr(save_run, "_write", write)
            save_run.write_files(folder, files, is_alone=False)
        write(path, content)

    monkeypatch.setattr(save_run, "_write", write_after_another)
    save_run.write_files(folder, files, is_alone=False)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == files
    assert list(tmp_path.iterdir()) == [folder]
