"""Which school a file is about."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from attendctl.ledger.book import open_ledger
from attendctl.ledger.merge import merge
from attendctl.ledger.undo import undo
from attendctl.ledger.workbench import open_workbench
from attendctl.settings import SchoolSettings
from tests.ledger.registers import AM, File, Row, stage, take_in

ANNA = "A801200000017"
MONDAY, FRIDAY = date(2025, 9, 8), date(2025, 9, 12)
ASH = SchoolSettings(name="Ash Primary", urn="999101", dfe_number="999/2101")
BEECH = SchoolSettings(name="Beech High", urn="999102")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "attendance.duckdb"


def file(name: str, school: str | None = None) -> File:
    return File(name, (Row(ANNA, MONDAY, AM, "/"),), school=school)


def schools(ledger: Path) -> list[tuple[str, str | None]]:
    with open_ledger(ledger, wait_seconds=0) as book:
        return book.connection.execute("SELECT name, urn FROM school ORDER BY name").fetchall()


def test_without_any_name_there_is_one_school_called_school(ledger: Path) -> None:
    outcome = take_in(ledger, file("a.csv"), known_on=FRIDAY).files[0]
    assert (outcome.schools, outcome.warnings) == (("School",), ())


@pytest.mark.parametrize("stated", ["Ash Primary", "ash primary ", "999101", "999/2101"])
def test_a_configured_school_is_known_by_name_urn_and_dfe_number(ledger: Path, stated: str) -> None:
    outcome = take_in(ledger, file("a.csv", stated), known_on=FRIDAY, schools=[ASH, BEECH]).files[0]
    assert (outcome.schools, outcome.warnings) == (("Ash Primary",), ())
    assert schools(ledger) == [("Ash Primary", "999101")]


def test_the_one_configured_school_holds_for_files_that_name_none(ledger: Path) -> None:
    assert take_in(ledger, file("a.csv"), known_on=FRIDAY, schools=[ASH]).files[0].schools == ("Ash Primary",)


def test_a_school_imported_without_a_name_takes_the_one_that_is_configured_later(ledger: Path) -> None:
    take_in(ledger, file("a.csv"), known_on=FRIDAY)
    outcome = take_in(ledger, file("b.csv"), known_on=FRIDAY, schools=[ASH]).files[0]
    assert (outcome.schools, outcome.marks.same) == (("Ash Primary",), 1)
    assert schools(ledger) == [("Ash Primary", "999101")]


def test_of_several_configured_schools_none_takes_over_the_school_without_a_name(ledger: Path) -> None:
    take_in(ledger, file("a.csv"), known_on=FRIDAY)
    take_in(ledger, file("b.csv", "Ash Primary"), known_on=FRIDAY, schools=[ASH, BEECH])
    assert schools(ledger) == [("Ash Primary", "999101"), ("School", None)]


def test_a_school_nobody_configured_is_taken_by_name_with_a_warning(ledger: Path) -> None:
    outcome = take_in(ledger, file("a.csv", "Cedar"), known_on=FRIDAY, schools=[ASH]).files[0]
    assert [(one.code, one.count) for one in outcome.warnings] == [("school_not_configured", 1)]
    again = take_in(ledger, file("b.csv", "CEDAR"), known_on=FRIDAY).files[0]
    assert (again.schools, again.warnings) == (("Cedar",), ())


def test_the_only_school_of_the_ledger_holds_for_files_that_name_none(ledger: Path) -> None:
    take_in(ledger, file("a.csv", "Cedar"), known_on=FRIDAY)
    assert take_in(ledger, file("b.csv"), known_on=FRIDAY).files[0].schools == ("Cedar",)


def test_with_several_schools_a_file_that_names_none_is_refused(ledger: Path) -> None:
    result = take_in(ledger, file("a.csv"), known_on=FRIDAY, schools=[ASH, BEECH])
    assert result.exit_status == 3
    assert "--school" in result.files[0].remedy
    assert not ledger.exists()


def test_the_school_option_goes_before_the_files_own_column(ledger: Path) -> None:
    with open_workbench() as workbench:
        incoming = replace(stage(workbench, file("a.csv", "Cedar"), "file_1"), school="999102")
        outcome = merge([incoming], ledger, known_on=FRIDAY, wait_seconds=0, schools=[ASH, BEECH]).files[0]
    assert outcome.schools == ("Beech High",)


def test_a_school_goes_with_its_last_import(ledger: Path) -> None:
    take_in(ledger, file("a.csv", "Ash"), file("b.csv", "Beech"), known_on=FRIDAY)
    undo(ledger, 2, undone_on=FRIDAY, wait_seconds=0)
    assert schools(ledger) == [("Ash", None)]
