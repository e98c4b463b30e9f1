"""A mark that nobody explained before the summer is still to be explained in September."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.command_line import Desk, at_a_desk

WEEKS = [date(2026, 7, 13), date(2026, 9, 7), date(2026, 9, 14)]
DAYS = [monday + timedelta(days=number) for monday in WEEKS for number in range(5)]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Ada's Thursday 16 July is N in the morning. The sixth school day after it is Friday 11 September."""
    desk = at_a_desk(tmp_path, monkeypatch)
    monkeypatch.setattr("attendctl.cli.import_command.today", lambda: DAYS[-1])
    rows = []
    for day in DAYS:
        for session in ("AM", "PM"):
            mark = "N" if (day, session) == (date(2026, 7, 16), "AM") else "/"
            rows.append(f"A999200000010,Fenwick,Ada,{day},{session},{mark}")
    assert desk.run("import", desk.write("marks.csv", *rows)).exit_code == 0
    return desk


@pytest.mark.parametrize(("as_of", "due_on"), [("2026-09-10", []), ("2026-09-11", ["2026-09-11"])])
def test_a_mark_without_a_reason_outlasts_the_summer(desk: Desk, as_of: str, due_on: list[str]) -> None:
    said = desk.json("actions", "--as-of", as_of)
    assert [one["due_on"] for one in said["actions"] if one["step"] == "n-unsettled"] == due_on


def test_a_ledger_without_classes_says_so(desk: Desk) -> None:
    result = desk.run("actions", "--class", "9Z", "--as-of", "2026-09-14")
    assert result.exit_code == 4
    assert "No pupil's class is stated" in result.stderr
