"""``attendctl report --for class`` from the outside: options that go together, files, exit statuses."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from attendctl.cli.main import app
from tests.class_sheets.class_by_hand import NAMES, fernbrook
from tests.cli.command_line import take_in_once

WRONG_USAGE, NOT_FOUND = 2, 4
SETTINGS = '[school]\nname = "Fernbrook School"\npolicy = "cheetwood"\n'


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the classes worked out by hand in its ledger."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "attendctl.toml").write_text(SETTINGS, encoding="utf-8")
    with (tmp_path / "marks.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["Admission Number", "Surname", "Forename", "Class", "Date", "Session", "Mark", "Minutes Late"]
        )
        for mark in fernbrook().marks:
            session = "PM" if mark.session else "AM"
            writer.writerow(
                [f"00{mark.pupil}", *NAMES[mark.pupil], mark.day, session, mark.code, mark.minutes or ""]
            )
    take_in_once(tmp_path, tmp_path / "attendance.duckdb", run, "marks.csv")
    return tmp_path


def run(*words: str) -> Result:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def asked(*words: str) -> dict[str, Any]:
    result = run("report", "--for", "class", *words, "--format", "json")
    assert result.exit_code == 0, result.output
    contract: dict[str, Any] = json.loads(result.stdout)
    return contract


@pytest.mark.usefixtures("folder")
def test_without_a_week_it_is_the_latest_and_a_week_may_be_asked_for() -> None:
    latest = asked("--week")
    assert latest == asked() == asked("--week", "2025-W46")
    assert latest["week"] == {"from": "2025-11-10", "to": "2025-11-16", "iso": "2025-W46"}
    ann_cole = latest["classes"][0]["pupils"][2]
    assert (ann_cole["four_weeks"]["minutes_late"], ann_cole["four_weeks"]["times_late"]) == (52, 2)
    assert asked("--week", "2025-10-08")["week"]["iso"] == "2025-W41"


@pytest.mark.usefixtures("folder")
def test_one_class_and_the_wall() -> None:
    assert [one["class"] for one in asked("--class", "3B")["classes"]] == ["3B"]
    wall = asked("--display", "--class", "3A")
    assert [child["name"] for child in wall["classes"][0]["pupils"]] == ["Ann A", "Ben"]


@pytest.mark.parametrize("form", ["table", "json", "csv", "xlsx", "pdf"])
@pytest.mark.parametrize("display", [[], ["--display"]], ids=["for the teacher", "for the wall"])
def test_every_form_is_written_to_a_file(folder: Path, form: str, display: list[str]) -> None:
    file = folder / f"classes.{form}"
    words = ["report", "--for", "class", *display, "--format", form, "--output", str(file)]
    result = run(*words)
    assert (result.exit_code, result.stdout) == (0, "")
    first = file.read_bytes()
    assert first
    assert run(*words).exit_code == 0
    assert file.read_bytes() == first


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--for", "class", "--format", "pdf"], WRONG_USAGE, "--output classes.pdf"),
        (["--for", "class", "--format", "xlsx"], WRONG_USAGE, "--output report.xlsx"),
        (["--format", "pdf", "--output", "report.pdf"], WRONG_USAGE, "--for class"),
        (["--for", "parrots"], WRONG_USAGE, "Choose from: class"),
        (["--class", "3A"], WRONG_USAGE, "--for class --class"),
        (["--display"], WRONG_USAGE, "--for class --display"),
        (["--for", "class", "--by", "sex"], WRONG_USAGE, "--by and --for"),
        (["--for", "class", "--term"], WRONG_USAGE, "Choose from: --week"),
        (["--for", "class", "--class", "9Z"], NOT_FOUND, "3A, 3B"),
        (["--for", "class", "--week", "2025-W44"], NOT_FOUND, "no school in 2025-W44"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_does_not_go_together_is_one_message_with_a_remedy(
    words: list[str], status: int, said: str
) -> None:
    result = run("report", *words)
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr
    assert not any(name in result.stderr for names in NAMES.values() for name in names[:2])
