"""A night that ended early says so on the page that somebody opens in the morning."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from attendctl.errors import AttendctlError
from attendctl.nightly.one_at_a_time import the_only_run
from tests.nightly.mail_school import LIGHT
from tests.nightly.night_school import NIGHT, School, marks


@pytest.fixture
def light(after_a_night: School) -> School:
    after_a_night.configure(LIGHT)
    return after_a_night


def latest(school: School) -> Path:
    return school.folder / "nightly" / "latest.html"


def test_the_page_says_what_happened_and_what_to_do_until_a_night_is_whole_again(light: School) -> None:
    light.night()
    whole = latest(light).read_bytes()
    with pytest.raises(AttendctlError):
        light.night(date(2025, 11, 7))
    page = latest(light).read_text()
    assert "Hillside School: night run of 7 November 2025: ended with a fault" in page
    assert "U004: Today is 2025-11-07 by the clock of this machine" in page
    assert "Set the clock right and run attendctl nightly again." in page
    assert not (light.folder / "nightly" / "2025-11-07").exists()
    light.night()
    assert latest(light).read_bytes() == whole


def test_the_page_of_the_run_that_is_on_is_not_overtaken(light: School) -> None:
    before = latest(light).read_bytes()
    with the_only_run(light.ledger), pytest.raises(AttendctlError, match="Another night run"):
        light.night()
    assert latest(light).read_bytes() == before


def test_a_first_night_that_cannot_keep_a_file_has_a_page(school: School) -> None:
    (school.folder / "archive").write_text("in the way")
    school.put("marks.csv", *marks())
    with pytest.raises(AttendctlError) as fault:
        school.night()
    assert fault.value.code == "U003"
    assert "archive" in latest(school).read_text()
    assert latest(school).stat().st_mode & 0o077 == 0


def test_a_defect_is_on_the_page_by_its_kind_alone(light: School) -> None:
    def fail(_done: str) -> None:
        raise ZeroDivisionError("Okoro")

    with pytest.raises(ZeroDivisionError):
        light.night(between=fail)
    assert "ended with ZeroDivisionError, a defect of attendctl" in latest(light).read_text()
    assert "Okoro" not in latest(light).read_text()


def test_where_the_page_cannot_be_written_the_fault_is_the_same(light: School) -> None:
    latest(light).unlink()
    latest(light).mkdir()
    (latest(light) / "in the way").touch()
    with pytest.raises(AttendctlError) as fault:
        light.night(date(2025, 11, 7))
    assert fault.value.code == "U004"
    names = {path.name for path in (light.folder / "nightly").iterdir()}
    assert NIGHT.isoformat() in names
    assert not [name for name in names if name.startswith(".")]
