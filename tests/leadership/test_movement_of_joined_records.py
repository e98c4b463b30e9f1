"""A pupil whom the register had as two records then, and has as one now: what it said then is of both."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path

from typer.testing import CliRunner

from attendctl.cli.main import app
from tests.measures.register_tables import weekdays

FIRST, SECOND = weekdays(date(2025, 9, 8), 5), weekdays(date(2025, 9, 15), 5)
UPN = "X801415659585"
Row = tuple[str, str, date, str, str]


def run(folder: Path, *words: str) -> str:
    result = CliRunner().invoke(app, [*words, "--ledger", str(folder / "l.duckdb")], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    return result.stdout


def tell(folder: Path, known: str, rows: list[Row]) -> None:
    with (folder / "marks.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("Admission Number", "UPN", "Date", "Session", "Mark"), *rows])
    run(folder, "import", str(folder / "marks.csv"), "--known", known)


def test_sums_then_are_those_of_both_records(tmp_path: Path) -> None:
    halves = ("AM", "PM")
    tell(tmp_path, "2025-09-06", [("", UPN, date(2025, 9, 5), half, "/") for half in halves])
    week = [("102", "", day, half, "O" if day == FIRST[3] else "/") for day in FIRST for half in halves]
    tell(tmp_path, "2025-09-14", week)
    corrected: list[Row] = [("102", UPN, FIRST[0], half, "O") for half in halves]
    tell(
        tmp_path,
        "2025-09-20",
        [*corrected, *(("102", UPN, day, half, "/") for day in SECOND for half in halves)],
    )
    words = ("report", "--week", "2025-09-15", "--for", "leadership", "--format", "json")
    # then 10 of 12, with the correction 8 of 12, now 18 of 22: red throughout. One record alone had 2 of 2.
    assert json.loads(run(tmp_path, *words))["movement"]["pupils"] == []
