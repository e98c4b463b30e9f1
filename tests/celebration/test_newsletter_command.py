"""``attendctl report --for newsletter`` as a user meets it: wrong input, then a ledger of two schools."""

from __future__ import annotations

import io
import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from typer.testing import CliRunner

from attendctl.cli.main import app
from tests.celebration.school_by_hand import CHILDREN, FRIDAYS, MONDAYS

CONFIG = """
[[school]]
name = "Hillside School"
policy = "greenhill"

[[school]]
name = "Brook School"
policy = "copnor"

[calendar]
terms = [{ name = "autumn", from = 2025-11-03, to = 2025-11-14 }]
"""
AS_OF = ("--as-of", FRIDAYS[0].isoformat())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of two schools: the children of ``school_by_hand`` in both, with other numbers."""
    path = tmp_path_factory.mktemp("two")
    pupils, marks = ["School,MIS ID,Surname,Forename,Class,Year,House"], ["School,MIS ID,Date,Session,Mark"]
    for school in ("Hillside School", "Brook School"):
        for number, child in CHILDREN.items():
            who = f"{school},{school[0]}{number:03}"
            stated = (child.surname, child.forename, child.class_name, child.year, child.house or "")
            pupils.append(",".join([who, *map(str, stated)]))
            for place, code in enumerate(child.weeks[0]):
                day, session = MONDAYS[0] + timedelta(days=place // 2), "AP"[place % 2] + "M"
                if code != " ":
                    marks.append(f"{who},{day},{session},{code}")
    for name, lines in (("pupils.csv", pupils), ("marks.csv", marks)):
        (path / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    (path / "attendctl.toml").write_text(CONFIG, encoding="utf-8")
    made = run(path, "import", str(path / "pupils.csv"), str(path / "marks.csv"))
    assert made.exit_code == 0, made.output
    return path


def run(folder: Path, *words: str) -> Any:
    return CliRunner().invoke(app, [*words, "--config", str(folder / "attendctl.toml")])


def newsletter(folder: Path, *words: str) -> Any:
    return run(folder, "report", "--for", "newsletter", *AS_OF, *words)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--format", "csv"), "--for newsletter has no --format csv."),
        (("--format", "pdf"), "writes pages, which cannot be printed to a terminal."),
        (
            ("--certificates", "--format", "docx", "--output", "c.docx"),
            "--certificates has no --format docx.",
        ),
        (("--day", "2025-11-05"), "makes no pages for that period"),
    ],
)
def test_what_there_is_not_is_refused_before_any_work(
    tmp_path: Path, words: tuple[str, ...], said: str
) -> None:
    refused = CliRunner().invoke(app, ["report", "--for", "newsletter", *words])
    assert refused.exit_code == 2
    assert said in " ".join(refused.output.split())


def test_each_school_has_a_section_by_its_own_policy_and_the_trust_is_a_sum(folder: Path) -> None:
    found = json.loads(newsletter(folder, "--format", "json").stdout)
    assert found["school"] == {"name": None, "urn": None}
    # 147 of 162 in each; nobody's need is noted, and nobody is on hold
    assert found["whole_school"] == {"pupils": 34, "attendance_percent": 90.7}
    assert [(one["name"], one["policy"], one["attendance_percent"]) for one in found["schools"]] == [
        ("Brook School", "copnor", 90.7),
        ("Hillside School", "greenhill", 90.7),
    ]
    assert {row["school"] for row in found["race"]} == {row["school"] for row in found["heroes"]}
    assert {row["school"] for row in found["heroes"]} == {"Hillside School"}
    assert {row["school"] for row in found["houses"]} == {"Brook School"}
    text = newsletter(folder).stdout
    assert "All the schools together: 90.7%" in text
    assert text.index("Brook School: 90.7%") < text.index("Hillside School: 90.7%")


def test_one_school_of_two_and_its_certificates_on_paper(folder: Path) -> None:
    only = ("--school", "Hillside School")
    found = json.loads(newsletter(folder, *only, "--certificates", "--format", "json").stdout)
    assert found["school"]["name"] == "Hillside School"
    path = folder / "certificates.pdf"
    made = newsletter(folder, *only, "--certificates", "--format", "pdf", "--output", str(path))
    assert made.exit_code == 0, made.output
    assert "5E not in the race" in " ".join(made.stderr.split())  # what the officer should know is said
    assert (
        len(PdfReader(io.BytesIO(path.read_bytes())).pages) == len(found["certificates"]) == 11
    )  # Ida's need is not noted here


def test_without_a_certificate_no_pages_are_written(folder: Path) -> None:
    path = folder / "none.pdf"
    made = newsletter(
        folder, "--school", "Brook School", "--certificates", "--format", "pdf", "--output", str(path)
    )
    assert made.exit_code == 4
    assert "There are no certificates for the week of 3 November 2025." in " ".join(made.output.split())
    assert not path.exists()


def test_a_form_that_a_newsletter_has_not_is_refused_before_a_file_is_asked_for(folder: Path) -> None:
    refused = newsletter(folder, "--week", "--format", "xlsx")
    assert refused.exit_code == 2
    assert "--for newsletter has no --format xlsx" in refused.output
    assert "--output" not in refused.output
