"""attendctl explain, from the command line: what a letter rested on then and now, and who is not found."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cases.case_desk import AT_ASH, BEN, case_desk, days
from tests.cli.command_line import Desk

ANNA = "A999200000010"
FRIDAY, MONDAY = date(2025, 9, 26), date(2025, 9, 29)
# Three school weeks at Ash Primary, greenhill: Anna has missed 3 of 30, Ben none; 30 are too few for letters.


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = case_desk(tmp_path, monkeypatch)
    at(monkeypatch, FRIDAY)
    return desk


def at(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    for command in ("explain", "letters", "import", "case"):
        monkeypatch.setattr(f"attendctl.cli.{command}_command.today", lambda: day)


def marks_of(desk: Desk, name: str, codes: dict[tuple[date, str], str], every: list[date]) -> Path:
    rows = ["UPN,Adno,Surname,Forename,School,Date,Session,Mark"]
    rows += [
        f"{ANNA},0417,Åsberg,Zoë,{AT_ASH},{day},{session},{codes.get((day, session), '/')}"
        for day in every
        for session in ("AM", "PM")
    ]
    path = desk.folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_the_page_says_who_by_which_marks_and_why(desk: Desk) -> None:
    result = desk.run("explain", ANNA)
    assert result.exit_code == 0, result.output
    text = " ".join(result.stdout.split())
    assert "27 of 30 possible sessions attended: 90% before rounding" in text
    assert "Band: red" in text
    assert "This pupil's percentage lies there." in text
    assert "Persistent absence: yes" in text
    assert "10 × 3 = 30 is at least 1 × 30 = 30" in text
    assert "8 September 2025: AM and PM I (authorised absence)" in text
    assert "9 September 2025: AM I (authorised absence)" in text


def test_one_step_alone(desk: Desk) -> None:
    printed = desk.json("explain", ANNA, "--letter", "3a")
    (step,) = printed["steps"]
    assert (step["step"], step["outcome"]) == ("3a", "held back")
    assert step["what_would_change_it"] == ["10 sessions more that are possible: the policy waits for 40."]


@pytest.mark.parametrize(
    "words",
    [
        ("explain", "Z999200000099"),
        ("explain", ANNA, "--letter", "9z"),
        ("explain", ANNA, "--reference", "NONE-0000"),
        ("explain", ANNA, "--school", "Elm Primary"),
        ("explain", ANNA, "--as-of", "2025-09-01"),
    ],
)
def test_what_is_not_there_is_not_found(desk: Desk, words: tuple[str, ...]) -> None:
    result = desk.run(*words)
    assert result.exit_code == 4, result.output
    assert result.stdout == ""
    assert "Zoë" not in result.stderr


def letter_then_corrected(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Write 3a by forty sessions on 3 October; then two absences turn out to be none."""
    first, second = days(15)[0], days(15)[1]
    more = [date(2025, 9, 29 + n) if n < 2 else date(2025, 10, n - 1) for n in range(5)]
    late = {(day, session): "I" for day in more[:1] for session in ("AM", "PM")}
    at(monkeypatch, date(2025, 10, 3))
    assert desk.run("import", marks_of(desk, "week4.csv", late, more)).exit_code == 0
    written = desk.json("letters", "--pupil", ANNA, "--output", desk.folder / "out", "--files", "html")
    (letter,) = written["letters"]
    at(monkeypatch, date(2025, 10, 6))
    corrected = marks_of(desk, "corrected.csv", {(second, "AM"): "I"}, [first, second])
    assert desk.run("import", corrected).exit_code == 0
    found: dict[str, Any] = letter
    return found


def test_a_letter_tells_what_it_rested_on_then_and_what_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    # 5 of 40 missed then: 87.5, red. Monday 8 September was corrected since: 3 of 40, 92.5.
    letter = letter_then_corrected(desk, monkeypatch)
    assert letter["letter"] == "3a"
    (explained,) = desk.json("explain", ANNA, "--reference", letter["reference"])["letters"]
    assert explained["year_then"]["attendance_percent"] == 87.5
    assert explained["year_now"]["attendance_percent"] == 92.5
    assert [(mark["date"], mark["session"]) for mark in explained["sessions_then"]] == [
        ("2025-09-08", "AM"),
        ("2025-09-08", "PM"),
        ("2025-09-09", "AM"),
        ("2025-09-29", "AM"),
        ("2025-09-29", "PM"),
    ]
    assert [(mark["date"], mark["session"]) for mark in explained["sessions_now"]] == [
        ("2025-09-09", "AM"),
        ("2025-09-29", "AM"),
        ("2025-09-29", "PM"),
    ]
    assert explained["changed_since"] == [
        {"date": "2025-09-08", "session": "AM", "code_then": "I", "code_now": "/"},
        {"date": "2025-09-08", "session": "PM", "code_then": "I", "code_now": "/"},
    ]
    assert explained["policy_version"] == "2025-07"
    assert explained["template_sha256"] == letter["template_sha256"]
    assert explained["reason"] == letter["reason"]


def test_the_page_of_a_letter_says_so_too(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    letter = letter_then_corrected(desk, monkeypatch)
    text = desk.run("explain", ANNA, "--reference", letter["reference"].lower()).stdout
    assert "8 September 2025 AM: I (authorised absence) then, / (attended) now" in text
    assert "87.5% (35 of 40 sessions) then; 92.5% (37 of 40 sessions)" in " ".join(text.split())
    assert "Not due" not in text


def test_known_looks_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    letter_then_corrected(desk, monkeypatch)
    then = desk.json("explain", ANNA, "--known", "2025-10-03", "--as-of", "2025-10-03")
    now = desk.json("explain", ANNA, "--as-of", "2025-10-03")
    assert (then["year"]["attendance_percent"], now["year"]["attendance_percent"]) == (87.5, 92.5)
    assert (then["band"]["name"], now["band"]["name"]) == ("red", "amber")


def test_a_pupil_without_absence(desk: Desk) -> None:
    printed = desk.json("explain", BEN)
    assert (printed["band"]["name"], printed["year"]["attendance_percent"]) == ("green", 100.0)
    assert printed["band"]["up"] is None
    assert printed["letters"] == []


def test_it_can_be_written_to_a_file(desk: Desk) -> None:
    path = desk.folder / "why.txt"
    assert desk.run("explain", BEN, "--output", path).exit_code == 0
    assert "Band: green" in path.read_text(encoding="utf-8")
