"""attendctl case target: checked by the marks up to the day it was agreed on."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.case_desk import ANNA, BEN, case_desk
from tests.cli.command_line import Desk

# Anna has missed 3 of 30 up to Friday 26 September: 90.0%, red at Greenhill. The band above begins at 90.1%.
# Up to Friday 17 October there are 15 school days: 30 sessions. Of 60, 5 missed is 91.7, 6 is 90.0.
UNTIL = "2025-10-17"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return case_desk(tmp_path, monkeypatch)


@pytest.mark.parametrize(("sessions", "status"), [("1", 0), ("2", 0), ("3", 2)])
def test_below_at_and_above_the_most_that_leads_there(desk: Desk, sessions: str, status: int) -> None:
    result = desk.run("case", "target", ANNA, "--sessions", sessions, "--until", UNTIL)
    assert result.exit_code == status, result.output
    if status:
        assert "The most that leads there is --sessions 2." in result.stderr
        assert desk.json("case", "show")["entries"] == []
    else:
        assert ("Up to 2 sessions (1 day) would lead there too." in result.stdout) == (sessions == "1")


def test_it_is_logged_with_what_it_was_judged_by(desk: Desk) -> None:
    printed = desk.json(
        "case", "target", ANNA, "--sessions", "2", "--until", UNTIL, "--note", "agreed with both"
    )
    assert printed["saved"] is True
    assert printed["said"].startswith(
        "Attendance up to 26 September 2025 is 90.0% (27 of 30 sessions): the red"
    )
    entry = printed["entry"]
    assert (entry["kind"], entry["sessions"], entry["until"]) == ("target", 2, UNTIL)
    assert entry["details"] == {
        "as_of": "2025-09-26",
        "band": "red",
        "band_above": "amber",
        "possible_so_far": 30,
        "attended_so_far": 27,
        "possible_ahead": 30,
        "at_most": 2,
    }
    again = desk.json(
        "case", "target", ANNA, "--sessions", "2", "--until", UNTIL, "--note", "agreed with both"
    )
    assert (again["is_new"], again["entry"]["entry_id"]) == (False, entry["entry_id"])


def test_marks_after_the_day_it_was_agreed_on_do_not_count(desk: Desk) -> None:
    """Up to Friday 12 September: 3 of 10 missed. 40 ahead to 10 October. Of 50, 4 is 92.0, 5 is 90.0."""
    on = ("--on", "2025-09-12", "--until", "2025-10-10")
    assert (
        desk.json("case", "target", ANNA, "--sessions", "1", *on)["entry"]["details"]["attended_so_far"] == 7
    )
    assert desk.run("case", "target", ANNA, "--sessions", "2", *on).exit_code == 2


def test_the_half_term_that_is_stated_is_not_counted_ahead(desk: Desk) -> None:
    until = ("--sessions", "0", "--until", "2025-10-31", "--dry-run")
    before = desk.json("case", "target", ANNA, *until)["entry"]["details"]["possible_ahead"]
    with (desk.folder / "attendctl.toml").open("a", encoding="utf-8") as config:
        config.write("\n[calendar]\noctober_half_term = 2025-10-27\n")
    after = desk.json("case", "target", ANNA, *until)["entry"]["details"]["possible_ahead"]
    assert (before, after) == (50, 40)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((BEN, "--sessions", "0", "--until", UNTIL), "the best there is"),
        ((ANNA, "--sessions", "0", "--until", "2026-09-01"), "not a day of this academic year"),
        ((ANNA, "--sessions", "0", "--until", "2025-09-26"), "not a day of this academic year"),
        ((ANNA, "--sessions", "0", "--until", "2025-09-25"), "is before --on 2025-09-26"),
        ((ANNA, "--sessions", "0", "--until", UNTIL, "--on", "2025-09-27"), "what is to come"),
        ((ANNA, "--sessions", "-1", "--until", UNTIL), "greater than or equal to 0"),
    ],
)
def test_what_is_refused(desk: Desk, words: tuple[str, ...], said: str) -> None:
    result = desk.run("case", "target", *words)
    assert result.exit_code == 2
    assert said in " ".join(result.stderr.split())
    assert desk.json("case", "show")["entries"] == []


def test_before_the_first_mark_nothing_can_be_said(desk: Desk) -> None:
    result = desk.run("case", "target", ANNA, "--sessions", "0", "--until", UNTIL, "--on", "2025-09-05")
    assert result.exit_code == 4
    assert "no marks up to 2025-09-05" in result.stderr


def test_a_ledger_without_a_mark_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bare = Desk(tmp_path)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pupils.csv").write_text(
        "Admission Number,Surname,Forename,Date of Birth\n0042,Fenwick,Ada,01/05/2016\n", encoding="utf-8"
    )
    assert bare.run("import", "pupils.csv", "--school", "Millbank").exit_code == 0
    signed = ("--on", "2025-09-26", "--by", "A. Bee", "--position", "Attendance Officer")
    result = bare.run("case", "target", "0042", "--sessions", "1", "--until", UNTIL, *signed)
    assert result.exit_code == 4, result.output
    assert "The ledger holds no marks." in result.stderr


def test_no_more_sessions_are_ahead_than_a_school_year_has_left(desk: Desk) -> None:
    """Of the 380 sessions of a year 30 are over: 350 are left, however many weekdays there are to August.

    Of 380, 37 missed is 90.3, 38 is 90.0: with 3 missed so far, 34 more lead to amber.
    """
    until = ("--until", "2026-08-31", "--dry-run")
    details = desk.json("case", "target", ANNA, "--sessions", "34", *until)["entry"]["details"]
    assert (details["possible_ahead"], details["at_most"]) == (350, 34)
    assert desk.run("case", "target", ANNA, "--sessions", "35", *until).exit_code == 2
