"""The notebook interface gives the numbers of ``attendctl report --format json``."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from typer.testing import CliRunner

import attendctl
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.cli.main import app
from attendctl.errors import NotFound
from attendctl.frames import Attendance
from tests.report.hand_worked import WEEK_1, fernbrook
from tests.report.test_report_command import take_in_marks, write_marks

RUN = CliRunner()


@pytest.fixture
def book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Attendance:
    monkeypatch.chdir(tmp_path)
    write_marks(tmp_path / "marks.csv", fernbrook())
    take_in_marks(tmp_path)
    return attendctl.open("attendance.duckdb")


def contract(*words: str) -> dict[str, Any]:
    report: dict[str, Any] = json.loads(RUN.invoke(app, ["report", *words, "--format", "json"]).stdout)
    return report


@pytest.mark.parametrize(("words", "week"), [((), None), (("--week",), "latest")])
def test_pupils_are_those_of_the_json(book: Attendance, words: tuple[str, ...], week: str | None) -> None:
    frame = book.pupils(week=week)
    pupils = contract(*words)["pupils"]
    assert len(frame) == len(pupils) == 5
    for row, pupil in zip(frame.to_dict("records"), pupils, strict=True):
        for period in ("year", *(["week"] if week else [])):
            for name, value in pupil[period].items():
                found = row[f"{period}_{name}"]
                assert pd.isna(found) if value is None else found == value
        assert (row["surname"], row["band"]) == (pupil["surname"], pupil["band"])
    assert frame["year_sessions_possible"].dtype == "int64"
    assert frame["year_attendance_percent"].dtype == "float64"
    assert frame["first_mark"].dtype.kind == "M"


def test_groups_are_those_of_the_json(book: Attendance) -> None:
    frame = book.groups("class", "sex")
    groups = contract("--by", "class,sex")["groups"]
    assert frame["name"].tolist() == [group["name"] for group in groups]
    assert frame["year_sessions_attended"].tolist() == [
        group["year"]["sessions_attended"] for group in groups
    ]


def test_a_period_has_columns_of_its_own(book: Attendance) -> None:
    frame = book.pupils(period=PeriodAsked("half_term", "autumn 1"))
    report = contract("--half-term", "autumn", "1")
    assert list(frame["period_sessions_attended"]) == [
        pupil["period"]["sessions_attended"] for pupil in report["pupils"]
    ]
    assert not [column for column in frame.columns if column.startswith("week")]
    assert "period" not in book.pupils().columns
    groups = book.groups("class", period=PeriodAsked("half_term", "autumn 1"))
    assert groups["period_sessions_possible"].sum() == 40
    assert book.missing(period=PeriodAsked("half_term", "autumn 1")).empty


def test_weeks_are_the_school_weeks_and_add_up_to_the_year(book: Attendance) -> None:
    frame = book.weeks()
    assert frame["week"].tolist() == ["2025-W43", "2025-W45"]
    assert frame["sessions_possible"].tolist() == [40, 27]
    assert frame["sessions_missing"].tolist() == [0, 1]
    whole = contract()["whole_school"]["year"]
    assert frame["sessions_attended"].sum() == whole["sessions_attended"]


def test_missing_marks_are_listed(book: Attendance) -> None:
    frame = book.missing(week="2025-W45")
    assert frame["session"].tolist() == ["PM"]
    assert frame["date"].dt.date.tolist() == [date(2025, 11, 6)]
    assert len(book.missing(as_of=WEEK_1[0])) == 0


def test_marks_say_what_they_count_as(book: Attendance) -> None:
    frame = book.marks(first_day=date(2025, 11, 3))
    assert len(frame) == 10 + 10 + 7 + 10
    assert frame.loc[frame["code"] == "D", "possible"].sum() == 0
    assert set(frame.loc[frame["code"] == "I", "statistical_class"]) == {"authorised"}


def test_ledger_that_is_not_there_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="attendctl import FILE"):
        attendctl.open(tmp_path / "none.duckdb").pupils()


def test_importing_attendctl_brings_in_neither_pandas_nor_duckdb() -> None:
    script = "import sys, attendctl; print({'pandas', 'duckdb', 'pydantic'} & set(sys.modules))"
    found = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "set()"
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        attendctl.nothing  # noqa: B018
