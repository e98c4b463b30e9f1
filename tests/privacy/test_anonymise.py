"""A copy to share: the same numbers, and no child, parent, school or word of anybody in its bytes."""

from __future__ import annotations

import json
import os
import stat
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from attendctl.cli.main import app
from attendctl.errors import WrongUsage
from attendctl.ledger.anonymised import anonymise
from attendctl.ledger.anonymised_texts import details_without_people
from attendctl.ledger.book import open_ledger
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.other_identities import Identities
from attendctl.ledger.standing_check import marks_standing_wrongly
from attendctl.rules.compulsory_age import is_of_compulsory_age
from attendctl.rules.unique_pupil_number import doubt_about
from tests.house.examples import examples
from tests.house.sources import ROOT
from tests.ledger.registers import AM, File, Row, take_in
from tests.privacy.okoros_and_moss import school_desk

SECRET = b"of one test"
FINED, HELD = "V999204724039", "Z999204723062"
LOGGED = [
    ["case", "hold", HELD, "--reason", "a death in the Wrexcombe family"],
    [
        *("penalties", "decide", FINED, "--outcome", "proceed", "--on", "2026-03-27"),
        *("--answer", "support=Yes", "--answer", "best-tool=Yes"),
        *("--answer", "equality=No", "--answer", "public-interest=Yes"),
    ],
    ["notice", "issue", FINED, "--parent", "mother", "--on", "2026-03-27"],
]
IDENTITIES = {
    *("upn", "admission_number", "mis_id", "surname", "forename", "preferred_surname", "preferred_forename"),
    *("name", "urn", "dfe_number", "school", "schools", "parent", "parents", "addressed_to", "by_name"),
    *("date_of_birth", "last_sha256", "by", "position"),
}


def run(folder: Path, *words: str) -> str:
    result = CliRunner().invoke(app, ["--config", str(folder / "attendctl.toml"), *words])
    assert result.exit_code in (0, 6), result.output
    return result.stdout


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample school with a hold, a decision and a notice, and its copy with its own configuration."""
    folder = tmp_path_factory.mktemp("school")
    for name in ("attendctl.toml", "marks.csv", "pupils.csv", "contacts.csv"):
        (folder / name).write_bytes((ROOT / "sample_data" / name).read_bytes())
    run(folder, "import", *(str(folder / name) for name in ("pupils.csv", "contacts.csv", "marks.csv")))
    for words in LOGGED:
        run(folder, *words)
    copy = folder / "copy"
    copy.mkdir()
    run(folder, "anonymise", str(copy / "attendance.duckdb"))
    said = (folder / "attendctl.toml").read_text(encoding="utf-8")
    with duckdb.connect(str(folder / "attendance.duckdb"), read_only=True) as file:
        ((name,),) = file.execute("SELECT name FROM school").fetchall()
    assert name in said
    (copy / "attendctl.toml").write_text(said.replace(name, "School 1"), encoding="utf-8")
    return folder


def without_identities(value: Any) -> Any:
    """Plain values without who they are of; lists in an order that hangs on no name."""
    if isinstance(value, dict):
        return {
            key: without_identities(one)
            for key, one in value.items()
            if key not in IDENTITIES or isinstance(one, dict)
        }
    if isinstance(value, list):
        return sorted((without_identities(one) for one in value), key=lambda one: json.dumps(one))
    return value


@pytest.mark.parametrize(
    "words",
    [
        ["report", "--week"],
        ["penalties", "--as-of", "2026-03-27"],
        ["actions", "--as-of", "2026-03-27"],
        ["check", "--as-of", "2026-03-27"],
    ],
    ids=lambda words: words[0],
)
def test_the_numbers_are_the_same(school: Path, words: list[str]) -> None:
    ours, copy = (json.loads(run(folder, *words, "--format", "json")) for folder in (school, school / "copy"))
    assert ours != copy
    assert without_identities(ours) == without_identities(copy)


def test_nothing_of_anybody_is_in_its_bytes(school: Path) -> None:
    with duckdb.connect(str(school / "attendance.duckdb"), read_only=True) as file:
        said = [
            word
            for statement in (
                "SELECT surname, forename, upn, mis_id, address, postcode, salutation FROM pupil_record",
                "SELECT surname, name, email, telephone, address, postcode FROM contact_record",
                "SELECT name FROM school",
                "SELECT file, sha256 FROM import_made",
                "SELECT comment, amended_by FROM mark WHERE comment IS NOT NULL OR amended_by IS NOT NULL",
                "SELECT note, by_name FROM case_entry",
            )
            for row in file.execute(statement).fetchall()
            for word in row
            if word
        ]
    ours, copy = ((school / part / "attendance.duckdb").read_bytes() for part in ("", "copy"))
    searched = {word for word in said if len(word) > 4}  # shorter ones stand in any file by chance
    assert len(searched) > 1000
    some = sorted(searched)[::20]
    assert sum(word.encode() in ours for word in some) > len(some) / 2  # the search does find
    assert [word for word in searched if word.encode() in copy] == []
    assert b"Wrexcombe" in ours
    assert b"Wrexcombe" not in copy


def test_it_is_a_sound_ledger_for_its_owner(school: Path) -> None:
    path = school / "copy" / "attendance.duckdb"
    with open_ledger(path) as ledger:
        assert check_chain(ledger.connection).faults == ()
        assert marks_standing_wrongly(ledger.connection) == ()
        upns = [upn for (upn,) in ledger.connection.execute("SELECT upn FROM pupil").fetchall() if upn]
    assert len(set(upns)) == len(upns) > 100
    assert {doubt_about(upn) for upn in upns} <= {None, "temporary"}
    if os.name != "nt":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_nobody_in_letters_siblings_and_amendments_is_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = school_desk(tmp_path, monkeypatch)
    done = desk.json("anonymise", tmp_path / "copy.duckdb")
    assert (done["pupils"], done["marks"], done["letters"], done["case_entries"]) == (3, 241, 2, 2)
    copy = (tmp_path / "copy.duckdb").read_bytes()
    words = "Okoro Adaeze Benedict Cleopatra Grace Philip tonsils nobody smiling Office Hilltown Hillside"
    assert [word for word in words.split() if word.encode() not in desk.ledger.read_bytes()] == []
    assert [word for word in words.split() if word.encode() in copy] == []
    assert b"QX1 9ZZ" in desk.ledger.read_bytes()
    assert b"QX1 9ZZ" not in copy
    with duckdb.connect(str(tmp_path / "copy.duckdb"), read_only=True) as file:
        homes = file.execute("SELECT surname, address FROM pupil_record WHERE address IS NOT NULL").fetchall()
        parents = file.execute("SELECT surname, email, title FROM contact_record ORDER BY ALL").fetchall()
        classes = file.execute("SELECT DISTINCT class FROM pupil_record WHERE class IS NOT NULL").fetchall()
    assert len(homes) == 2
    assert len(set(homes)) == 1  # brother and sister live together still
    assert len(set(parents)) == 2
    assert {homes[0][0]} < {surname for surname, *_ in parents}  # and are called as their mother is
    assert classes == [("4K",)]


def test_another_secret_makes_other_people_and_one_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = school_desk(tmp_path, monkeypatch)
    surnames = []
    for name, secret in (("one", SECRET), ("again", SECRET), ("other", b"another")):
        anonymise(desk.ledger, tmp_path / f"{name}.duckdb", secret=secret)
        with duckdb.connect(str(tmp_path / f"{name}.duckdb"), read_only=True) as file:
            surnames.append(file.execute("SELECT surname, upn FROM pupil_record ORDER BY ALL").fetchall())
    one, again, other = surnames
    assert one == again
    assert not set(one) & set(other)


def test_a_file_that_is_there_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = school_desk(tmp_path, monkeypatch)
    (tmp_path / "copy.duckdb").write_bytes(b"mine")
    assert desk.run("anonymise", tmp_path / "copy.duckdb").exit_code == 2
    assert (tmp_path / "copy.duckdb").read_bytes() == b"mine"


def test_of_a_ledger_that_was_changed_no_copy_is_made(tmp_path: Path) -> None:
    ledger, copy = tmp_path / "a.duckdb", tmp_path / "copy.duckdb"
    rows = (Row("A999200000010", date(2025, 9, 8), AM, "/"),)
    take_in(ledger, File("a.csv", rows, school="Ash Primary"), known_on=date(2025, 9, 8))
    with duckdb.connect(str(ledger)) as file:
        file.execute("UPDATE mark SET code = 'I'")
    with pytest.raises(WrongUsage, match=r"do not fit\. No copy was made"):
        anonymise(ledger, copy, secret=b"s")
    assert [path.name for path in tmp_path.iterdir()] == ["a.duckdb"]


def test_marks_by_hand_stay_so_and_school_numbers_find_their_child(tmp_path: Path) -> None:
    ledger, copy = tmp_path / "a.duckdb", tmp_path / "copy.duckdb"
    rows = (Row("", date(2025, 9, 8), AM, "/", admission_number="0417"),)
    take_in(ledger, File("by hand", rows, school="Ash Primary"), known_on=date(2025, 9, 8))
    anonymise(ledger, copy, secret=SECRET)
    with open_ledger(copy) as book:
        ((number, code),) = book.connection.execute(
            "SELECT admission_number, code FROM mark JOIN pupil USING (school_id, pupil_id)"
        ).fetchall()
        ((key,),) = book.connection.execute("SELECT value FROM ledger.pupil_key").fetchall()
        ((file,),) = book.connection.execute("SELECT file FROM import_made").fetchall()
    assert (code, file) == ("/", "by hand")
    assert number == key != "417"


@settings(deadline=None, max_examples=examples(20))
@given(st.dates(min_value=date(2002, 1, 1), max_value=date(2022, 12, 31)))
def test_another_birthday_is_of_the_same_year_group_and_the_same_age_on_every_day(born: date) -> None:
    other = Identities(SECRET).born(born)
    assert other != born
    assert (other.year - (other.month < 9)) == (born.year - (born.month < 9))
    for year in range(born.year + 4, born.year + 18):
        for month in range(1, 13):
            for number in (1, 15, 28):
                day = date(year, month, number)
                if day >= date(1998, 9, 1):
                    assert is_of_compulsory_age(other, day) == is_of_compulsory_age(born, day)


@pytest.mark.parametrize(
    ("upn", "doubt"),
    [
        ("B801200005001", None),
        ("A801200005001", "check-letter"),
        ("M80120000500A", "temporary"),
        ("B8012", "form"),
    ],
)
def test_another_number_is_as_doubtful_as_the_first(upn: str, doubt: str | None) -> None:
    other = Identities(SECRET).upn(upn)
    assert other != upn
    assert doubt_about(other) == doubt


def test_details_keep_what_is_counted_and_lose_what_somebody_wrote() -> None:
    who = Identities(SECRET)
    who.part_of_a_name("Ben")
    said = {
        "sessions": [["2025-10-01", "PM", "O"]],
        "parent": {"name": "Mrs Grace Okoro", "relationship": "Mother", "position": 1},
        "kind": "holiday",
        "result": "ben",
        "Ben's aunt": "called",
        "why": "Ben was ill",
        "amount": "80.00",
        "answers": {"support": "Yes", "equality": "No: Ben"},
    }
    left = json.loads(details_without_people(json.dumps(said), who, {"O"}))
    assert left["sessions"] == said["sessions"]
    assert left["parent"]["name"] == f"Mrs {who.name('Grace Okoro')}"
    assert (left["kind"], left["amount"], left["answers"]["support"]) == ("holiday", "80.00", "Yes")
    assert "Ben" not in json.dumps(left)
    assert "ben" not in json.dumps(left)
    assert "Okoro" not in json.dumps(left)
