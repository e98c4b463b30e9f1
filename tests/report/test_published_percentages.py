"""Registers with the published number of sessions of each code give the published percentages."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendctl.calendar import Week
from attendctl.casework.attendance_report import attendance_report
from attendctl.cli.main import app
from attendctl.reports.report_json import report_dict
from attendctl.settings import Settings
from tests.measures.register_tables import RegisterTables
from tests.report.published_registers import (
    DAYS,
    SESSIONS_OF_A_PUPIL,
    PublishedRow,
    fill_register,
    marks,
    read_published,
    two_decimals,
)

THROUGH_IMPORT = 16  # authorities of each phase


def rows_of(row: PublishedRow, school: int) -> Iterator[tuple[int, date, int, str]]:
    """Return pupil, day, session and code: pupils one after the other, a year of sessions each."""
    for place, code in enumerate(marks(row.scaled())):
        pupil, slot = divmod(place, SESSIONS_OF_A_PUPIL)
        session = slot % 2
        present = "/" if session == 0 else "\\"
        yield 1000 * school + pupil, DAYS[slot // 2], session, present if code == "/" else code


def assert_as_published(row: PublishedRow, sums: dict[str, Any]) -> None:
    possible = sums["sessions_possible"]
    found = tuple(
        two_decimals(sums[f"sessions_{name}"], possible)
        for name in ("attended", "authorised", "unauthorised")
    )
    assert found == row.percentages, row.name
    to_one = (Decimal(100 * sums["sessions_attended"]) / possible).quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert Decimal(str(sums["attendance_percent"])) == to_one, row.name


def test_every_unsuppressed_authority_gives_its_published_percentages() -> None:
    published = read_published()
    assert len(published) == 452
    register = RegisterTables(schools={number: row.name for number, row in enumerate(published)})
    connection = register.connection()
    fill_register(connection, published)
    report = report_dict(attendance_report(connection, Settings(), today=date(2026, 8, 1), by=["school"]))
    sums_by_name = {group["name"]: group["year"] for group in report["groups"]}
    assert len(sums_by_name) == len(published)
    for row in published:
        assert_as_published(row, sums_by_name[row.name])


@pytest.fixture(scope="module")
def some_of_each_phase() -> list[PublishedRow]:
    rows = read_published()
    chosen = []
    for phase in ("Primary", "Secondary", "Special"):
        of_phase = [row for row in rows if row.name.endswith(phase)]
        chosen += list(islice(of_phase, 0, None, len(of_phase) // THROUGH_IMPORT + 1))
    # and those whose authorised absence holds the retired code
    return chosen + [row for row in rows if row.authorised["F"] > 9 and row not in chosen]


def test_import_and_report_give_the_published_percentages(
    some_of_each_phase: list[PublishedRow], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert len(some_of_each_phase) >= 45
    monkeypatch.chdir(tmp_path)
    with Path("year.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["School", "Admission Number", "Surname", "Forename", "Date", "Session", "Mark"])
        for school, row in enumerate(some_of_each_phase, 1):
            for pupil, day, session, code in rows_of(row, school):
                writer.writerow(
                    [row.name, pupil, f"Pupil{pupil}", "A", day.isoformat(), "PM" if session else "AM", code]
                )
    run = CliRunner()
    imported = run.invoke(app, ["import", "year.csv"])
    assert imported.exit_code == 0, imported.output
    shown = run.invoke(app, ["report", "--by", "school", "--format", "json", "--as-of", "2026-07-10"])
    assert shown.exit_code == 0, shown.output
    report = json.loads(shown.stdout)
    sums_by_name = {group["name"]: group["year"] for group in report["groups"]}
    for row in some_of_each_phase:
        assert_as_published(row, sums_by_name[row.name])
    assert report["week"] is None
    assert Week.parse(report["as_of"]).monday == date(2026, 7, 6)
