"""``attendctl report`` from the outside: an import, then every way to ask."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app
from tests.cli.command_line import take_in_once
from tests.measures.register_tables import RegisterTables
from tests.report.hand_worked import fernbrook

RUN = CliRunner()


def write_marks(path: Path, register: RegisterTables, *, upto: date = date.max) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["Admission Number", "Surname", "Forename", "Class", "Date", "Session", "Mark"])
        for mark in register.marks:
            stated = register.pupils[mark.school, mark.pupil]
            if mark.day <= upto:
                writer.writerow(
                    [
                        f"00{mark.pupil}",
                        stated["surname"],
                        stated["forename"],
                        stated["class"],
                        mark.day.isoformat(),
                        "PM" if mark.session else "AM",
                        mark.code,
                    ]
                )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ledger that took in the register worked out by hand."""
    monkeypatch.chdir(tmp_path)
    write_marks(tmp_path / "marks.csv", fernbrook())
    take_in_marks(tmp_path)
    return tmp_path


def take_in_marks(folder: Path) -> None:
    """Import marks.csv of the folder that the test runs in."""
    take_in_once(
        folder, folder / "attendance.duckdb", lambda *words: RUN.invoke(app, list(words)), "marks.csv"
    )


def asked(*words: str) -> dict[str, Any]:
    result = RUN.invoke(app, ["report", *words, "--format", "json"])
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    return report


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "week", "groupings"),
    [
        ((), None, {"class", "year"}),
        (("--week",), "2025-W45", {"class", "year"}),
        (("--week", "--by", "class"), "2025-W45", {"class"}),
        (("--by", "class,sex", "--week"), "2025-W45", {"class", "sex"}),
        (("--by", "class", "--by", "pp", "--week", "2025-W43"), "2025-W43", {"class", "pp"}),
        (("--week=2025-W45",), "2025-W45", {"class", "year"}),
        (("--week=2025-10-22",), "2025-W43", {"class", "year"}),
        (("--week", "2025-11-09"), "2025-W45", {"class", "year"}),
        (("--week", "--as-of", "2025-10-24"), "2025-W43", {"class", "year"}),
    ],
)
def test_week_may_stand_alone_or_name_a_week(
    words: tuple[str, ...], week: str | None, groupings: set[str]
) -> None:
    report = asked(*words)
    assert (report["week"] and report["week"]["iso"]) == week
    assert {group["by"] for group in report["groups"]} == groupings


@pytest.mark.usefixtures("folder")
def test_report_after_import_has_the_numbers_worked_out_by_hand() -> None:
    found = {
        pupil["forename"]: (pupil["year"]["sessions_attended"], pupil["year"]["sessions_possible"])
        for pupil in asked("--week")["pupils"]
    }
    assert found == {"Ann": (20, 20), "Ben": (18, 20), "Cai": (7, 7), "Dee": (5, 10), "Eve": (10, 10)}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--week", "2025-W44"), 4, "no school in 2025-W44"),
        (("--week", "2025-W60"), 2, "is not a week"),
        (("--by", "teacher"), 2, "'teacher' is not something"),
        (("--school", "Nowhere"), 4, "no school 'Nowhere'"),
        (("--format", "xlsx"), 2, "--output report.xlsx"),
        (("--as-of", "2025-10-01"), 4, "first school day is 2025-10-20"),
        (("--as-of", "tomorrow"), 2, "is not a day"),
        (("--ledger", "other.duckdb"), 4, "attendctl import FILE"),
        (("--format", "json", "--output", "nowhere/report.json"), 2, "cannot be written"),
    ],
)
def test_what_cannot_be_reported_is_said_with_its_exit_status(
    words: tuple[str, ...], status: int, said: str
) -> None:
    result = RUN.invoke(app, ["report", *words])
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in " ".join(result.stderr.split())
    assert "Traceback" not in result.stderr


def test_known_leaves_out_what_the_ledger_learned_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    register = fernbrook()
    write_marks(tmp_path / "first.csv", register)
    register.marks = [replace(mark, code="/") if mark.code == "I" else mark for mark in register.marks]
    write_marks(tmp_path / "corrected.csv", register)
    for file, told_on in (("first.csv", "2025-11-08"), ("corrected.csv", "2025-11-15")):
        assert RUN.invoke(app, ["import", file, "--known", told_on]).exit_code == 0
    assert asked("--week")["pupils"][1]["year"]["attendance_percent"] == 100.0
    before = asked("--week", "--known", "2025-11-14")
    assert before["pupils"][1]["year"]["attendance_percent"] == 90.0
    assert before["known"] == "2025-11-14"


def test_outputs_are_files(folder: Path) -> None:
    for kind in ("json", "csv", "xlsx", "table"):
        result = RUN.invoke(app, ["report", "--week", "--format", kind, "--output", f"report.{kind}"])
        assert (result.exit_code, result.stdout) == (0, "")
        assert (folder / f"report.{kind}").stat().st_size > 0


@pytest.mark.usefixtures("folder")
def test_table_is_printed_by_default() -> None:
    result = RUN.invoke(app, ["report", "--week"], env={"COLUMNS": "120"})
    assert result.exit_code == 0
    assert "Ash, Ben" in result.stdout


def test_rules_are_listed_and_shown_as_of_a_day() -> None:
    listed = json.loads(RUN.invoke(app, ["rules", "list", "--format", "json"]).stdout)
    assert {"name", "id", "title", "kind", "unit"} <= listed["rules"][0].keys()
    words = ["rules", "show", "attendance_codes", "--as-of", "2024-08-18"]
    before = json.loads(RUN.invoke(app, [*words, "--format", "json"]).stdout)
    codes = {value["code"]: value for value in before["values"]}
    assert codes["J"]["statistical_class"] == "educational_activity"
    assert "J1" not in codes
    assert codes["J"]["until"] == "2024-08-18"
    assert "interview" in RUN.invoke(app, words).stdout


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["rules", "show", "homework"], "The rules are: attendance_codes"),
        (["rules", "show", "severe_absence", "--as-of", "2015-08-31"], "starts on 2015-09-01"),
    ],
)
def test_rule_that_is_not_there_or_not_yet_is_not_found(words: list[str], said: str) -> None:
    result = RUN.invoke(app, words)
    assert result.exit_code == 4
    assert said in result.stderr


def test_known_before_the_first_import_is_said_as_such(folder: Path) -> None:
    done = RUN.invoke(app, ["report", "--known", "2020-01-01"])
    assert done.exit_code == 4
    assert "told of no marks by 2020-01-01" in done.stderr
    assert "attendctl imports" in done.stderr


def test_a_slip_in_the_configuration_is_named_in_plain_words(folder: Path) -> None:
    (folder / "attendctl.toml").write_text('[school]\nname = "Our School"\npolcy = "national"\n', "utf-8")
    done = RUN.invoke(app, ["report"])
    assert done.exit_code == 2
    assert "attendctl.toml, key school.polcy: there is no such key." in done.stderr
