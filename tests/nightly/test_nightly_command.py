"""attendctl nightly and letters --release, from the command line."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from attendctl.cli.main import app
from attendctl.cli.nightly_command import nightly
from attendctl.letters.drafts import read_drafts
from tests.nightly.night_school import AMBER, NIGHT, NOW, RED, School

MORNING = date(2025, 11, 10)


@pytest.fixture(autouse=True)
def _in_the_morning(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ATTENDCTL_CONFIG", "ATTENDCTL_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("attendctl.cli.nightly_command.today", lambda: NIGHT)
    monkeypatch.setattr("attendctl.cli.nightly_command.time_now", lambda: NOW)
    monkeypatch.setattr("attendctl.cli.letters_command.today", lambda: MORNING)


def run(school: School, *words: str) -> Result:
    config = str(school.folder / "attendctl.toml")
    result = CliRunner().invoke(app, ["--config", config, *words], catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def said_by(school: School, *words: str, status: int = 0) -> dict[str, Any]:
    result = run(school, *words, "--format", "json")
    assert result.exit_code == status, result.output
    said: dict[str, Any] = json.loads(result.stdout)
    return said


def test_a_dry_run_says_every_file_and_letter_and_writes_nothing(school: School) -> None:
    school.put_everything()
    before = school.files()
    result = run(school, "nightly", "--dry-run")
    assert result.exit_code == 0, result.output
    assert school.files() == before
    assert not list(school.folder.glob(".*")), "a lock, a copy"
    assert not school.ledger.exists()
    words = " ".join(result.stdout.split())
    assert "marks.csv would be imported 240 240 0" in words
    assert "wrong.csv would be refused" in words
    assert "2 letters due" in words
    assert "2a Okoro, Ada0 (4K): Attendance up to 31 October 2025 is 92.5% (74 of 80 sessions)" in words
    assert "Nothing was written: this was a dry run." in words


def test_a_dry_run_leaves_the_ledger_as_it_is(after_a_night: School) -> None:
    school = after_a_night
    school.configure("reports = []\n")
    new = [f"{upn},03/11/2025,{half},I" for upn in (AMBER, RED) for half in ("AM", "PM")]
    school.put("more.csv", "UPN,Date,Session,Mark", *new)
    ledger, files = school.ledger.read_bytes(), school.files()
    said = said_by(school, "nightly", "--dry-run")
    (one,) = said["files"]
    assert (one["became"], one["marks_new"], said["as_of"]) == ("would be imported", 4, "2025-11-03")
    # 74 of 82 is 90.2%, and 72 of 82 is 87.8%: by the register with tonight's file in
    figures = {one["upn"]: one["year"]["attendance_percent"] for one in said["letters"]}
    assert figures == {AMBER: 90.2, RED: 87.8}
    assert school.ledger.read_bytes() == ledger
    assert school.files() == files


def test_a_night_on_the_terminal(school: School) -> None:
    school.configure('letters = "none"\nreports = ["check.csv"]\nbackup = false\n')
    school.put_everything()
    result = run(school, "nightly")
    assert result.exit_code == 6
    words = " ".join(result.stdout.split())
    assert words.startswith("Night run of 8 November 2025 3 files imported.")
    assert "nightly/2025-11-08/check.csv" in words
    assert "wrong.csv was refused: 1 of 2 rows in wrong.csv cannot be imported." in words
    assert "Okoro" not in words


def test_the_drafts_are_released_once(after_a_night: School) -> None:
    school = after_a_night
    waiting = set(read_drafts(school.folder / "drafts").letters)
    shown = said_by(school, "letters", "--release", "--dry-run")
    assert {one["reference"] for one in shown["letters"]} == waiting
    assert school.told()["letters"] == []
    said = said_by(school, "letters", "--release")
    assert {one["reference"] for one in said["letters"]} == waiting
    assert [said[name] for name in ("changed", "written_before", "no_longer_due", "taken_out")] == [[]] * 4
    assert {one[0] for one in school.told()["letters"]} == waiting
    assert all(Path(name).is_file() for one in said["letters"] for name in one["files"])
    assert said["written_on"] == "2025-11-10"
    assert not (school.folder / "drafts").exists()
    again = run(school, "letters", "--release")
    assert again.exit_code == 4
    assert "N013: No letters wait" in again.output


def test_a_release_that_ended_before_the_drafts_were_removed(after_a_night: School, tmp_path: Path) -> None:
    school = after_a_night
    (school.folder / "drafts").rename(tmp_path / "kept")
    assert said_by(school, "letters")["letters"]
    (tmp_path / "kept").rename(school.folder / "drafts")
    said = said_by(school, "letters", "--release")
    assert said["letters"] == []
    assert len(said["written_before"]) == 2
    assert len(school.told()["letters"]) == 2
    assert not (school.folder / "drafts").exists()


def test_what_was_taken_out_changed_or_is_due_no_more(after_a_night: School) -> None:
    school = after_a_night
    drafts = read_drafts(school.folder / "drafts")
    by_upn = {one["upn"]: reference for reference, one in drafts.letters.items()}
    # Two sessions of RED turn out to have been attended: 74 of 80 is amber, and another letter.
    put_right = [f"{RED},08/09/2025,{half},{code}" for half, code in (("AM", "/"), ("PM", "\\"))]
    path = school.put("put right.csv", "UPN,Date,Session,Mark", *put_right)
    assert run(school, "import", str(path), "--known", "2025-11-09").exit_code == 0
    (file,) = (Path(name).name for name in drafts.letters[by_upn[AMBER]]["files"])
    (school.folder / "drafts" / file).unlink()
    result = run(school, "letters", "--release", "--format", "json")
    said = json.loads(result.stdout)
    assert said["letters"] == []
    assert [one["reference"] for one in said["taken_out"]] == [by_upn[AMBER]]
    assert [(one["reference"], one["letter"]) for one in said["no_longer_due"]] == [(by_upn[RED], "3a")]
    assert f"{by_upn[RED]} is no longer due" in result.stderr
    assert school.told()["letters"] == []


def test_newer_figures_than_the_draft_are_said(after_a_night: School) -> None:
    school = after_a_night
    more = [f"{RED},03/11/2025,{half},I" for half in ("AM", "PM")]
    path = school.put("more.csv", "UPN,Date,Session,Mark", *more)
    assert run(school, "import", str(path), "--known", "2025-11-09").exit_code == 0
    said = said_by(school, "letters", "--release")
    changed = {one["upn"] for one in said["letters"] if one["reference"] in said["changed"]}
    assert RED in changed
    assert {one["upn"]: one["year"]["sessions_possible"] for one in said["letters"]}[RED] == 82


def test_drafts_that_cannot_be_read_and_options_that_do_not_go_together(after_a_night: School) -> None:
    (after_a_night.folder / "drafts" / "letters.json").write_text("{", encoding="utf-8")
    result = run(after_a_night, "letters", "--release")
    assert (result.exit_code, "I061" in result.output) == (3, True)
    assert run(after_a_night, "letters", "--release", "--band", "red").exit_code == 2


def test_the_command_says_what_it_does() -> None:
    assert (nightly.__doc__ or "").startswith("Take in what is in the inbox")
