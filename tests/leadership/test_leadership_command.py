"""``attendctl report --for leadership`` from the outside: forms, periods, files, exit statuses."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.leadership.trust_by_hand import ALDER, BIRCH, PUPILS, asked, run

WRONG_USAGE, NOT_FOUND = 2, 4
LEADERSHIP = ("report", "--for", "leadership")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--format", "xlsx"), WRONG_USAGE, "--format xlsx --output report.xlsx"),
        (("--format", "csv"), WRONG_USAGE, "Choose from: table, json, xlsx."),
        (("--format", "pdf"), WRONG_USAGE, "Choose from: table, json, xlsx."),
        (("--class", "3A"), WRONG_USAGE, "--class goes with --for class"),
        (("--by", "sex"), WRONG_USAGE, "--by and --for cannot both be"),
        (("--day",), WRONG_USAGE, "--for leadership makes no pages for that period"),
        (("--week", "2025-W30"), NOT_FOUND, "There was no school in 2025-W30"),
        (("--school", "Cedar"), NOT_FOUND, "There is no school 'Cedar'"),
        (("--known", "2025-09-01"), NOT_FOUND, "had been told of no marks"),
        (("--format", "xlsx", "--output", "/no/such/folder/l.xlsx"), WRONG_USAGE, "cannot be written"),
    ],
)
def test_what_cannot_be_is_refused(trust: Path, words: tuple[str, ...], status: int, said: str) -> None:
    exit_code, printed = run(trust, *LEADERSHIP, *words)
    assert exit_code == status, printed
    assert said in " ".join(printed.split())


def test_the_table_names_no_pupil(trust: Path) -> None:
    status, printed = run(trust, *LEADERSHIP, "--as-of", "2025-09-26")
    assert status == 0
    lines = [" ".join(line.split()) for line in printed.splitlines()]
    assert "Attendance of 2 schools" in lines
    assert "School week 2025-W39 (2025-09-22 to 2025-09-28), and the year up to 2025-09-26." in lines
    assert any(line.startswith(f"{ALDER} 8 98.7 95.9 0.0 0.0 2 3 1") for line in lines)
    assert any(line.startswith("All schools 11 91.7 88.7 18.2 9.1 2 4 1") for line in lines)
    assert "yellow greenhill 3 4" in lines
    assert "by both 2 (of these 1 there and back)" in " ".join(lines)
    for _, surname, *_ in PUPILS.values():
        assert surname not in printed.replace("=1+1 ", "")


def test_a_term_has_its_sums_beside_those_of_the_year(trust: Path) -> None:
    term = asked(trust, "--term")
    assert term["week"] is None
    assert (term["period"]["name"], term["period"]["is_stated"]) == ("autumn term 2025", False)
    assert term["trust"]["period"] == term["trust"]["year"]
    assert term["trust"]["week"] is None
    assert term["movement"]["since"]["iso"] == "2025-W38"


def test_some_days_have_their_own_sums_and_the_year_none_beside_it(trust: Path, tmp_path: Path) -> None:
    days = asked(trust, "--from", "2025-09-08", "--to", "2025-09-12")
    assert days["as_of"] == "2025-09-12"
    assert days["trust"]["period"]["sessions_possible"] == 100
    year = asked(trust, "--year")
    assert (year["week"], year["period"]) == (None, None)
    file = tmp_path / "year.xlsx"
    status, printed = run(
        trust, *LEADERSHIP, "--year", "--school", BIRCH, "--format", "xlsx", "--output", str(file)
    )
    assert (status, printed) == (0, "")
    book = load_workbook(io.BytesIO(file.read_bytes()))
    assert [cell.value for cell in book["Year groups"][1]][:3] == ["Year group", "Pupils", "Year %"]
    assert [path.name for path in tmp_path.iterdir()] == ["year.xlsx"]


def test_a_later_week_makes_what_was_due_overdue(trust: Path, contract: dict[str, Any]) -> None:
    """The N mark came due on Friday 26 September: it is overdue from the Monday after it on."""
    on_monday = asked(trust, "--year", "--as-of", "2025-09-29")
    assert [
        (line["open"], line["overdue"])
        for found in (contract, on_monday)
        for line in found["actions"]
        if line["school"] == ALDER and line["step"] == "n-unsettled"
    ] == [(1, 0), (1, 1)]
