"""Every layout of the sample school gives one report, and it is what plain loops count."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app
from scripts.sample_school.everything import fernbrook
from scripts.sample_school.register import Register
from tests.house import plain_count as plain

SAMPLE = Path(__file__).parents[2] / "sample_data"
LAYOUTS = sorted(path.name for path in (SAMPLE / "layouts").iterdir() if path.suffix != ".md")
FIRST, LAST = date(2025, 9, 1), date(2026, 3, 27)
MONDAY, SUNDAY = plain.week_of(LAST)
WEEK_BEFORE = date(2026, 3, 22)
CLASSES_AND_YEARS = 10 + 7


@pytest.fixture(scope="module")
def registers() -> dict[str, Register]:
    _, register = fernbrook()
    return {"with minutes": register, "one character": register.one_character()}


def _run(*words: str) -> str:
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == 0, result.output
    return result.stdout


def _report(folder: Path, files: list[Path], *more: str) -> dict[str, Any]:
    config = folder / "attendctl.toml"
    if not config.exists():
        config.write_bytes((SAMPLE / "attendctl.toml").read_bytes())
        _run("--config", str(config), "import", *map(str, files))
    return json.loads(_run("--config", str(config), "report", "--format", "json", *more))


def _expected_pupil(register: Register, upn: str) -> dict[str, Any]:
    year = plain.pupil_sums(register, upn, FIRST, LAST)
    before = plain.pupil_sums(register, upn, FIRST, WEEK_BEFORE)
    a, b = year["sessions_attended"], year["sessions_possible"]
    c, d = before["sessions_attended"], before["sessions_possible"]
    trend = "same" if a * d == c * b else "better" if a * d > c * b else "worse"
    return {
        "upn": upn,
        "week": plain.with_percent(plain.pupil_sums(register, upn, MONDAY, SUNDAY)),
        "year": plain.with_percent(year)
        | {"persistent_absence": plain.persistent(year), "severe_absence": plain.severe(year)},
        "band": plain.greenhill_band(plain.with_percent(year)["attendance_percent"]),
        "band_previous_week": plain.greenhill_band(plain.with_percent(before)["attendance_percent"]),
        "trend": trend,
    }


def _expected_whole_school(register: Register) -> dict[str, Any]:
    years = [plain.pupil_sums(register, upn, FIRST, LAST) for upn in register.marks]
    weeks = [plain.pupil_sums(register, upn, MONDAY, SUNDAY) for upn in register.marks]
    counted = [year for year in years if year["sessions_possible"]]
    return {
        "week": plain.with_percent(plain.total(weeks)),
        "year": plain.with_percent(plain.total(years)),
        "persistent_absence_percent": plain.one_decimal(sum(map(plain.persistent, counted)), len(counted)),
        "severe_absence_percent": plain.one_decimal(sum(map(plain.severe, counted)), len(counted)),
    }


def _check(report: dict[str, Any], register: Register) -> None:
    assert report["as_of"] == str(LAST)
    assert report["week"]["from"] == str(MONDAY)
    rows = {row["upn"]: row for row in report["pupils"]}
    assert set(rows) == set(register.marks)
    for pupil in register.pupils:
        wanted = _expected_pupil(register, pupil.upn)
        assert {key: rows[pupil.upn][key] for key in wanted} == wanted
        names = (rows[pupil.upn]["surname"], rows[pupil.upn]["forename"], rows[pupil.upn]["class"])
        assert names == (pupil.surname, pupil.forename, pupil.group)
    whole = _expected_whole_school(register)
    assert {key: report["whole_school"][key] for key in whole} == whole
    assert len(report["groups"]) == CLASSES_AND_YEARS
    for group in report["groups"]:
        members = [
            pupil.upn for pupil in register.pupils if group["name"] in (pupil.group, _year_name(pupil.year))
        ]
        years = [plain.pupil_sums(register, upn, FIRST, LAST) for upn in members]
        assert group["pupils"] == len(members)
        assert group["year"] == plain.with_percent(plain.total(years))
        assert group["persistent_absence_percent"] == plain.one_decimal(
            sum(map(plain.persistent, years)), len(members)
        )


def _year_name(year: int) -> str:
    return str(year) if year else "R"


def _files(layout: str) -> list[Path]:
    # a common transfer file has no class; the roll has it
    beside = [SAMPLE / "pupils.csv"] if layout == "ctf.xml" else []
    return [*beside, SAMPLE / "layouts" / layout]


@pytest.fixture(scope="module")
def year_of_one_layout(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The report on the year from one layout, to hold every other against."""
    report = _report(tmp_path_factory.mktemp("one"), _files("week_columns.csv"))
    return json.dumps(report, sort_keys=True)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_layout_gives_the_counted_numbers_and_the_report_of_every_other_layout(
    layout: str, tmp_path: Path, registers: dict[str, Register], year_of_one_layout: str
) -> None:
    _check(_report(tmp_path, _files(layout), "--week", "2026-W13"), registers["one character"])
    year = json.dumps(_report(tmp_path, _files(layout)), sort_keys=True)
    assert year == year_of_one_layout


def test_the_schools_own_three_files_give_the_counted_numbers(
    tmp_path: Path, registers: dict[str, Register]
) -> None:
    files = [SAMPLE / name for name in ("pupils.csv", "contacts.csv", "marks.csv")]
    _check(_report(tmp_path, files, "--week", "2026-W13"), registers["with minutes"])


def test_the_sample_is_near_the_national_benchmark(registers: dict[str, Register]) -> None:
    whole = _expected_whole_school(registers["with minutes"])
    assert 93.5 <= whole["year"]["attendance_percent"] <= 95.5
    assert 12 <= whole["persistent_absence_percent"] <= 18
    assert whole["severe_absence_percent"] == 1.0
    bands = [
        _expected_pupil(registers["with minutes"], upn)["band"] for upn in registers["with minutes"].marks
    ]
    assert min(bands.count(band) for band in ("green", "yellow", "amber", "red")) >= 20
