"""What the page without names tells of last year: two numbers whose difference is about two pupils."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from tests.measures.register_tables import weekdays
from tests.web_page.conftest import page, run

LAST_YEAR, THIS_YEAR = weekdays(date(2024, 9, 9), 10), weekdays(date(2025, 9, 8), 10)
SCHOOLS = {  # of sixteen pupils, so many were persistently and so many severely absent last year
    "Alder School": (5, 3),
    "Birch School": (6, 3),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger of both schools: who was absent last year is always there this year."""
    made = tmp_path_factory.mktemp("last_year")
    (made / "attendctl.toml").write_text("".join(f'[[school]]\nname = "{name}"\n' for name in SCHOOLS))
    with (made / "marks.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(["School", "Admission Number", "Surname", "Forename", "Date", "Session", "Mark"])
        for school, (persistent, severe) in SCHOOLS.items():
            for pupil in range(16):
                days_away = 6 if pupil < severe else 2 if pupil < persistent else 0
                away = set(LAST_YEAR[:days_away])
                for day in [*LAST_YEAR, *THIS_YEAR]:
                    for half, mark in (("AM", "/"), ("PM", "\\")):
                        mark = "I" if day in away else mark
                        rows.writerow([school, 100 + pupil, f"S{pupil}", f"F{pupil}", day, half, mark])
    run(made, "import", str(made / "marks.csv"))
    return made


@pytest.mark.parametrize(("school", "printed"), [("Alder School", (5, None)), ("Birch School", (6, 3))])
def test_severe_absence_is_withheld_where_two_pupils_were_persistently_absent_beside(
    folder: Path, school: str, printed: tuple[int, int | None]
) -> None:
    figures = {one["figure"]: one for one in page(folder, "--school", school)["headline"]}
    then = figures["year_last_year"]
    assert (then["pupils_persistent"], then["pupils_severe"]) == printed
    assert then["withheld"] == (["severe"] if None in printed else [])
