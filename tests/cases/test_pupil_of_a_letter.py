"""attendctl letters --pupil: a namesake of an earlier year does not stand in the way of this year's pupil."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import Desk, at_a_desk

THIS_YEAR, LAST_YEAR = "A999200000010", "A999200000020"
LETTERS = ("letters", "--dry-run", "--as-of", "2025-09-26", "--pupil")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = at_a_desk(tmp_path, monkeypatch)
    rows = [f"{LAST_YEAR},Lind,Ada,09/09/2024,AM,/", f"{THIS_YEAR},Lind,Ada,08/09/2025,AM,/"]
    assert desk.run("import", desk.write("marks.csv", *rows)).exit_code == 0
    return desk


@pytest.mark.parametrize("word", ["Ada Lind", THIS_YEAR])
def test_a_name_means_the_pupil_with_sessions_this_year(desk: Desk, word: str) -> None:
    said = desk.json(*LETTERS, word)
    assert [one["upn"] for one in (*said["letters"], *said["held_back"])] == [THIS_YEAR]


def test_a_pupil_of_an_earlier_year_alone_is_not_found_in_this_one(desk: Desk) -> None:
    result = desk.run(*LETTERS, LAST_YEAR)
    assert result.exit_code == 4
    assert "no sessions in this academic year" in result.stderr


def test_nobody_of_that_name(desk: Desk) -> None:
    result = desk.run(*LETTERS, "Mystery Person")
    assert result.exit_code == 4
    assert "No pupil in the ledger goes by what --pupil says." in result.stderr
    assert "Mystery" not in result.stderr
