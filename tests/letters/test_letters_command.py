"""``attendctl letters`` from the command line: files, record, JSON contract, exit statuses."""

from __future__ import annotations

import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from rich.console import Console
from typer.testing import CliRunner

from attendctl.cli.main import app
from attendctl.reports.letters_shown import print_letters_table
from attendctl.reports.output import PLAIN
from tests.ledger.made_once import made_once
from tests.ledger.registers import File, Row, take_in
from tests.letters.register_by_hand import SCHOOL_WEEKS

MOTHER = {
    "priority": 1,
    "title": "Mrs",
    "forename": "Grace",
    "surname": "Okoro",
    "relationship": "Mother",
    "parental_responsibility": True,
    "lives_with_pupil": True,
    "may_be_written_to": True,
}
FATHER_ELSEWHERE = {
    **MOTHER,
    "priority": 2,
    "title": "Mr",
    "forename": "Sam",
    "relationship": "Father",
    "lives_with_pupil": False,
    "address": "9 High Street, Hilltown",
    "postcode": "QX1 5CD",
}
NOBODY = {**MOTHER, "may_be_written_to": False}

# Eight school weeks, 80 sessions: present but for so many of the first sessions of week 1 on.
MISSED = {
    "A999000000001": 4,  # 95.0: greenhill yellow
    "B999000000002": 6,  # 92.5: amber
    "C999000000003": 8,  # 90.0: red
    "D999000000004": 0,
    "E999000000005": 9,  # 88.8: red, and nobody to write to
}
AS_OF = "2025-11-07"


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a configured school and its ledger."""
    monkeypatch.chdir(tmp_path)
    for name in ("ATTENDCTL_CONFIG", "ATTENDCTL_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "attendctl.toml").write_text(
        '[school]\nname = "Hillside School"\nurn = "999002"\npolicy = "greenhill"\n', encoding="utf-8"
    )
    rows = []
    for upn, missed in MISSED.items():
        slots = [
            (monday + timedelta(days=place // 2), place % 2)
            for monday in SCHOOL_WEEKS[:8]
            for place in range(10)
        ]
        rows += [
            Row(upn, day, session, "I" if number < missed else "/")
            for number, (day, session) in enumerate(slots)
        ]
    file = File(
        "marks.csv",
        tuple(rows),
        pupils={
            upn: {
                "surname": "Okoro",
                "forename": f"Ada{number}",
                "year_group": "4",
                "class": "4K",
                "address": "3 Low Lane, Hilltown",
                "postcode": "QX1 9ZZ",
            }
            for number, upn in enumerate(MISSED)
        },
        contacts={
            "A999000000001": [MOTHER],
            "B999000000002": [MOTHER, FATHER_ELSEWHERE],
            "E999000000005": [NOBODY],
        },
        school="Hillside School",
    )
    ledger = tmp_path / "attendance.duckdb"
    made_once(ledger, file.text(), lambda: take_in(ledger, file, known_on=date(2025, 11, 7)))
    return tmp_path


def run(*arguments: str) -> Any:
    return CliRunner().invoke(app, ["letters", *arguments])


def result_of(*arguments: str) -> tuple[int, dict[str, Any]]:
    outcome = run("--format", "json", *arguments)
    return outcome.exit_code, json.loads(outcome.stdout)


def test_the_json_contract(school: Path) -> None:
    status, said = result_of("--as-of", AS_OF, "--output", "out")
    assert status == 6  # one pupil has nobody who may be written to
    assert (said["as_of"], said["policy"], said["policy_version"]) == (AS_OF, "greenhill", "2025-07")
    assert [(one["upn"], one["letter"], one["band"]) for one in said["letters"]] == [
        ("A999000000001", "1a", "yellow"),
        ("B999000000002", "2a", "amber"),
        ("C999000000003", "3a", "red"),
    ]
    for one in said["letters"]:
        assert set(one["reason"]) == {"text", "source"}
        assert all(one["reason"].values())
        assert one["previous"] == []
        assert len(one["reference"]) == 9
        for path in one["files"]:
            assert (
                PdfReader(path).metadata.title
                == f"Attendance letter {one['letter']}, reference {one['reference']}"
            )  # type: ignore[union-attr]
    assert [one["name"] for one in said["letters"][0]["addressed_to"]] == ["Mrs Okoro"]
    assert [one["name"] for one in said["letters"][1]["addressed_to"]] == ["Mrs Okoro", "Mr Okoro"]
    assert len(said["letters"][1]["files"]) == 2  # one each to parents who live apart
    assert said["letters"][2]["addressed_to"] == []  # no contact known: the parent or carer of …
    (held,) = said["held_back"]
    assert (held["upn"], held["letter"]) == ("E999000000005", "3a")
    assert "may be written to" in held["why"]
    assert json.loads((school / "out" / "letters.json").read_text(encoding="utf-8")) == said


def test_the_folder_holds_one_pdf_each_and_one_to_print_all(school: Path) -> None:
    _, said = result_of("--as-of", AS_OF, "--output", "out")
    singles = sorted(Path(path).name for one in said["letters"] for path in one["files"])
    assert sorted(path.name for path in (school / "out").iterdir()) == sorted(
        [*singles, "letters.json", "print-all.pdf"]
    )
    everything = PdfReader(school / "out" / "print-all.pdf")
    text = " ".join(page.extract_text() for page in everything.pages)
    # By postcode: the father at QX1 5CD; then 3 Low Lane, QX1 9ZZ, by name.
    order = ["Dear Mr Okoro", "Dear Mrs Okoro", "Dear Mrs Okoro", "Dear parent or carer of Ada2"]
    assert re.findall(r"Dear (?:Mrs? Okoro|parent or carer of Ada2)", text) == order
    starts = [number for number, page in enumerate(everything.pages) if "Dear" in page.extract_text()]
    assert [start % 2 for start in starts] == [0, 0, 0, 0]  # every letter on a sheet of its own
    assert not [path for path in school.iterdir() if path.name.endswith(".part")]


def test_a_second_run_writes_nothing_and_says_so(school: Path) -> None:
    result_of("--as-of", AS_OF, "--output", "out")
    before = {path.name: path.stat().st_mtime_ns for path in (school / "out").iterdir()}
    outcome = run("--as-of", AS_OF, "--output", "out")
    assert "Nothing was written" in outcome.stderr
    assert {path.name: path.stat().st_mtime_ns for path in (school / "out").iterdir()} == before


def test_a_dry_run_writes_and_records_nothing(school: Path) -> None:
    ledger = (school / "attendance.duckdb").read_bytes()
    before = sorted(school.iterdir())
    status, said = result_of("--as-of", AS_OF, "--dry-run")
    assert status == 6
    assert len(said["letters"]) == 3
    assert [one["files"] for one in said["letters"]] == [[], [], []]
    assert sorted(school.iterdir()) == before
    assert (school / "attendance.duckdb").read_bytes() == ledger
    _, again = result_of("--as-of", AS_OF, "--output", "out")
    assert [one["reference"] for one in again["letters"]] == [one["reference"] for one in said["letters"]]


def test_without_output_every_run_has_its_own_folder(school: Path) -> None:
    result_of("--as-of", AS_OF, "--letter", "1a")
    result_of("--as-of", AS_OF, "--letter", "2a")
    assert sorted(path.name for path in (school / "letters").iterdir()) == [AS_OF, f"{AS_OF}-2"]


def test_letters_lie_in_the_order_of_years_and_classes(tmp_path: Path, school: Path) -> None:
    classes = [("10", "10B"), ("9", "9C"), ("R", "RW"), ("10", "10A")]
    pupils = {
        f"Z99900000001{number}": {"surname": "Okoro", "forename": "Ada", "year_group": year, "class": name}
        for number, (year, name) in enumerate(classes)
    }
    rows = [
        Row(upn, monday + timedelta(days=place // 2), place % 2, "I" if place < 3 else "/")
        for upn in pupils
        for monday in SCHOOL_WEEKS[:8]
        for place in range(10)
    ]
    take_in(
        tmp_path / "attendance.duckdb",
        File("more.csv", tuple(rows), pupils=pupils, school="Hillside School"),
        known_on=date(2025, 11, 7),
    )
    _, said = result_of("--as-of", AS_OF, "--dry-run")
    assert [one["class"] for one in said["letters"]] == ["RW", "4K", "4K", "4K", "9C", "10A", "10B"]


def test_one_band(school: Path) -> None:
    status, said = result_of("--as-of", AS_OF, "--band", "amber", "--output", "out")
    assert status == 0
    assert [one["letter"] for one in said["letters"]] == ["2a"]
    assert said["held_back"] == []


def test_a_run_that_was_interrupted_writes_the_same_bytes_again(school: Path) -> None:
    ledger = (school / "attendance.duckdb").read_bytes()
    result_of("--as-of", AS_OF, "--output", "out")
    first = {path.name: path.read_bytes() for path in (school / "out").iterdir()}
    (school / "attendance.duckdb").write_bytes(ledger)  # as if the record had not been made
    result_of("--as-of", AS_OF, "--output", "out")
    assert {path.name: path.read_bytes() for path in (school / "out").iterdir()} == first


def test_a_run_killed_before_its_record_uses_its_folder_again_and_leaves_no_stage(school: Path) -> None:
    ledger = (school / "attendance.duckdb").read_bytes()
    _, first = result_of("--as-of", AS_OF)
    (school / "attendance.duckdb").write_bytes(ledger)  # killed after the files, before the record
    stage = school / "letters" / f".{AS_OF}.{'0a' * 16}.part"
    stage.mkdir()  # killed amid the files
    (stage / "half.pdf").write_bytes(b"%PDF")
    _, again = result_of("--as-of", AS_OF)
    assert again == first
    assert [path.name for path in (school / "letters").iterdir()] == [AS_OF]


def test_why_not(school: Path) -> None:
    result_of("--as-of", AS_OF, "--output", "out")
    _, about_pupil = result_of("--as-of", AS_OF, "--pupil", "A999000000001", "--dry-run")
    (held,) = about_pupil["held_back"]
    assert (held["letter"], held["outcome"]) == ("1b", "not due")
    assert "review period" in held["why"]
    _, about_letter = result_of("--as-of", AS_OF, "--letter", "1a", "--dry-run")
    assert ["was written on 7 November 2025" in one["why"] for one in about_letter["held_back"]] == [True]
    _, about_green = result_of("--as-of", AS_OF, "--pupil", "D999000000004", "--dry-run")
    assert "No letter belongs to this band" in about_green["held_back"][0]["why"]


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["--band", "blue"], 4, "green, yellow, amber, red"),
        (["--letter", "9z"], 4, "1a, 1b, 2a, 2b, 3a"),
        (["--pupil", "Mystery Person"], 4, "UPN"),
        (["--pupil", "Okoro"], 2, "UPN"),
        (["--school", "Elsewhere"], 4, "Hillside School"),
        (["--format", "xlsx"], 2, "csv"),
        (["--as-of", "2019-01-01"], 4, "--as-of"),
        (["--as-of", "2026-09-10"], 4, "no marks from 2026-09-01"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    school: Path, arguments: list[str], status: int, said: str
) -> None:
    before = sorted(school.iterdir())
    outcome = run(*arguments)
    assert outcome.exit_code == status
    assert said in outcome.stderr
    assert "Mystery" not in outcome.stderr
    assert sorted(school.iterdir()) == before


def test_a_broken_template_stops_the_whole_run_before_the_first_letter(school: Path) -> None:
    own = school / "templates" / "letters" / "greenhill"
    own.mkdir(parents=True)
    (own / "3a.md").write_text("Dear {{ somebody }}", encoding="utf-8")
    outcome = run("--as-of", AS_OF, "--output", "out")
    assert outcome.exit_code == 2
    assert "somebody" in outcome.stderr
    assert not (school / "out").exists()
    (own / "3a.md").unlink()
    _, said = result_of("--as-of", AS_OF, "--output", "out")
    assert len(said["letters"]) == 3  # nothing had been recorded


def test_a_folder_that_cannot_be_written_records_nothing(school: Path) -> None:
    (school / "out").write_text("a file, not a folder", encoding="utf-8")
    outcome = run("--as-of", AS_OF, "--output", "out/letters")
    assert outcome.exit_code == 2
    _, said = result_of("--as-of", AS_OF, "--output", "elsewhere")
    assert len(said["letters"]) == 3


def test_the_table_has_one_line_a_letter_and_reasons_when_one_pupil_is_asked_for(school: Path) -> None:
    table = run("--as-of", AS_OF, "--dry-run").stdout
    lines = [line.split() for line in table.splitlines() if "Okoro, Ada" in line]
    assert [line[:8] for line in lines] == [
        ["Okoro,", "Ada0", "4K", "1a", "yellow", "95.0%", "of", "80"],
        ["Okoro,", "Ada1", "4K", "2a", "amber", "92.5%", "of", "80"],
        ["Okoro,", "Ada2", "4K", "3a", "red", "90.0%", "of", "80"],
    ]
    assert "has not been written this academic year" not in table
    about_one = run("--as-of", AS_OF, "--dry-run", "--pupil", "A999000000001").stdout
    assert "has not been written this academic year" in " ".join(about_one.split())


def test_a_reason_that_many_pupils_share_is_said_once(school: Path) -> None:
    table = run("--as-of", "2025-09-12", "--dry-run").stdout
    assert "Held back or not due" in table
    assert " ".join(table.split()).count("the policy waits for 40") == 1
    assert "4 pupils: A999000000001, B999000000002, C999000000003, E999000000005" in " ".join(table.split())


def test_a_name_is_printed_as_it_is(school: Path) -> None:
    _, contract = result_of("--as-of", AS_OF, "--dry-run", "--pupil", "A999000000001")
    contract["letters"][0] |= {"surname": ":cat:", "forename": "[red]Ada"}
    text = io.StringIO()
    print_letters_table(contract, Console(file=text, **PLAIN))
    assert ":cat:, [red]Ada" in text.getvalue()


def test_table_and_csv_show_every_letter(school: Path) -> None:
    table = run("--as-of", AS_OF, "--dry-run")
    assert table.stdout.count("Okoro") >= 3
    csv_text = run("--as-of", AS_OF, "--dry-run", "--format", "csv").stdout
    assert csv_text.count("\n") == 1 + 3 + 1


def test_every_pdf_is_tagged_archival_and_dated_as_the_letter(school: Path) -> None:
    result_of("--as-of", AS_OF, "--output", "out")
    for path in (school / "out").glob("*.pdf"):
        reader = PdfReader(io.BytesIO(path.read_bytes()))
        root: Any = reader.trailer["/Root"]
        assert root["/Lang"] == "en-GB"
        assert root["/MarkInfo"]["/Marked"]
        assert "/StructTreeRoot" in root
        metadata = root["/Metadata"].get_object().get_data().decode()
        assert "pdfuaid:part" in metadata
        assert "pdfaid:part" in metadata
        assert reader.metadata is not None
        assert reader.metadata.title
        assert reader.metadata.creation_date is not None
        assert reader.metadata.creation_date.date() == date(2025, 11, 7)
        fonts = {str(font) for page in reader.pages for font in _fonts(page)}
        assert all("Arimo" in font for font in fonts), fonts


def _fonts(page: Any) -> list[str]:
    resources = page["/Resources"].get_object()
    return [font.get_object()["/BaseFont"] for font in resources.get("/Font", {}).values()]
