"""A report on a period in every format, and its options on the command line."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.cli.main import app
from attendctl.reports.report_json import report_dict
from attendctl.settings import Settings
from tests.measures.register_tables import RegisterTables, weekdays
from tests.report.hand_worked import fernbrook
from tests.report.test_report_command import take_in_marks, write_marks

RUN = CliRunner()
PROPOSED = "proposed from the register"
STATED = """[calendar]
[[calendar.terms]]
name = "autumn"
from = 2025-09-03
to = 2025-12-19
half_term_from = 2025-10-27
half_term_to = 2025-10-31
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ledger that took in the register worked out by hand: a week, half term, a week."""
    monkeypatch.chdir(tmp_path)
    write_marks(tmp_path / "marks.csv", fernbrook())
    take_in_marks(tmp_path)
    return tmp_path


def run(*words: str) -> Result:
    return RUN.invoke(app, ["report", *words, "--as-of", "2025-11-12"], env={"COLUMNS": "110"})


def asked(*words: str) -> dict[str, Any]:
    result = run(*words, "--format", "json")
    assert result.exit_code == 0, result.output
    report: dict[str, Any] = json.loads(result.stdout)
    return report


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "kind", "name", "days", "stated", "attended"),
    [
        ("--half-term autumn 1", "half_term", "first half of the autumn term 2025", "10-20 10-24", False, 10),
        ("--half-term", "half_term", "second half of the autumn term 2025", "11-03 11-07", False, 8),
        ("--term --by class", "term", "autumn term 2025", "10-20 11-07", False, 18),
        ("--term=autumn 2025", "term", "autumn term 2025", "10-20 11-07", False, 18),
        ("--by class --term autumn 2025", "term", "autumn term 2025", "10-20 11-07", False, 18),
        ("--from 2025-10-24 --to 2025-11-03", "range", "2025-10-24 to 2025-11-03", "10-24 11-03", True, 4),
        ("--from 2025-11-06", "range", "2025-11-06 to 2025-11-07", "11-06 11-07", True, 2),
    ],
)
def test_the_command_line_names_a_period_and_gets_its_sums(
    words: str, kind: str, name: str, days: str, stated: bool, attended: int
) -> None:
    first, last = days.split()
    report = asked(*([words] if "=" in words else words.split()))
    assert (report["report"], report["week"]) == (kind, None)
    period = report["period"]
    assert (period["name"], period["is_stated"]) == (name, stated)
    assert (period["from"], period["to"]) == (f"2025-{first}", f"2025-{last}")
    ben = report["pupils"][1]
    assert (ben["period"]["sessions_attended"], ben["week"]) == (attended, None)
    assert "persistent_absence" not in ben["period"]  # a measure of the year
    for line in (report["whole_school"], *report["schools"], *report["groups"]):
        assert set(line["period"]) == set(line["year"])
        assert line["week"] is None


def test_stated_terms_are_said_to_be_stated(folder: Path) -> None:
    (folder / "attendctl.toml").write_text(f'[school]\nname = "Our School"\n{STATED}', encoding="utf-8")
    period = asked("--half-term", "autumn", "1")["period"]
    assert (period["from"], period["to"], period["is_stated"]) == ("2025-09-03", "2025-10-24", True)
    text = " ".join(run("--term").stdout.split())
    assert "autumn term 2025 (2025-09-03 to 2025-12-19)" in text
    assert "are those stated under [calendar]" in text
    assert PROPOSED not in text


def test_every_output_says_that_the_days_are_proposed(folder: Path) -> None:
    assert asked("--term")["period"]["is_stated"] is False
    table = " ".join(run("--term").stdout.split())
    assert "autumn term 2025 so far (2025-10-20 to 2025-11-07)" in table
    assert f"The days of the autumn term 2025 are {PROPOSED}: 2025-10-20 to 2025-11-07 so far." in table
    assert "measures of the year, never of a shorter period" in table
    rows = list(csv.DictReader(io.StringIO(run("--term", "--format", "csv").stdout)))
    assert {row["Period's days"] for row in rows} == {PROPOSED}
    assert run("--term", "--format", "xlsx", "--output", "term.xlsx").exit_code == 0
    book = load_workbook(folder / "term.xlsx")
    about = {str(row[0].value): str(row[1].value) for row in book["About"].iter_rows()}
    assert PROPOSED in about["Period"]
    for sheet in ("Pupils", "Groups"):
        header, *lines = ([cell.value for cell in row] for row in book[sheet].iter_rows())
        assert {line[header.index("Period's days")] for line in lines} == {PROPOSED}


def test_csv_and_workbook_have_the_numbers_of_the_json(folder: Path) -> None:
    pupils = asked("--half-term")["pupils"]
    rows = list(csv.DictReader(io.StringIO(run("--half-term", "--format", "csv").stdout)))
    assert run("--half-term", "--format", "xlsx", "--output", "half.xlsx").exit_code == 0
    header, *lines = (
        [cell.value for cell in row] for row in load_workbook(folder / "half.xlsx")["Pupils"].iter_rows()
    )
    for row, line, pupil in zip(rows, lines, pupils, strict=True):
        for column, key in (
            ("sessions possible", "sessions_possible"),
            ("sessions missing", "sessions_missing"),
            ("attendance %", "attendance_percent"),
        ):
            number = pupil["period"][key]
            assert row[f"Period {column}"] == ("" if number is None else str(number))
            assert line[header.index(f"Period {column}")] == number
        assert (row["Period from"], row["Period to"]) == ("2025-11-03", "2025-11-07")


def test_schools_with_other_half_terms_have_their_own_days() -> None:
    register = RegisterTables(schools={1: "Ash", 2: "Birch"})
    early = [*weekdays(date(2025, 10, 6), 10), *weekdays(date(2025, 10, 27), 5)]
    late = [*weekdays(date(2025, 10, 6), 15), *weekdays(date(2025, 11, 3), 5)]
    register.days(1, early, "/\\" * len(early), school=1)
    register.days(2, late, "/\\" * len(late), school=2)
    report = report_dict(
        attendance_report(
            register.connection(),
            Settings(),
            today=date(2025, 11, 12),
            period=PeriodAsked("half_term", "autumn 1"),
        )
    )
    assert report["period"] == {
        "name": "first half of the autumn term 2025",
        "from": "2025-10-06",
        "to": "2025-10-24",
        "is_stated": False,
        "has_ended": True,
        "schools": [
            {"school": "Ash", "from": "2025-10-06", "to": "2025-10-17"},
            {"school": "Birch", "from": "2025-10-06", "to": "2025-10-24"},
        ],
    }
    assert [one["period"]["sessions_possible"] for one in report["schools"]] == [20, 30]
    assert report["whole_school"]["period"]["sessions_possible"] == 50


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ("--week --term", 2, "--week and --term cannot both be"),
        ("--half-term --from 2025-11-03", 2, "--half-term and --from cannot both be"),
        ("--term winter", 2, "--term 'winter' is not a term"),
        ("--half-term autumn", 2, "which half of it"),
        ("--to 2025-11-03", 2, "--to needs --from"),
        ("--from 2025-11-03 --to 2025-11-02", 2, "is before --from"),
        ("--from November", 2, "is not a day"),
        ("--term spring", 4, "There are: autumn term 2025"),
        ("--from 2025-10-27 --to 2025-10-31", 4, "There was no school"),
    ],
)
def test_what_is_no_period_is_said_with_its_exit_status(words: str, status: int, said: str) -> None:
    result = run(*words.split())
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in " ".join(result.stderr.split())
