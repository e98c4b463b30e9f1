"""A letter, a correction of the register, and what is on the list then: with files and commands.

Ada Reed is at a school that follows Copnor's policy, Bea Reed at one that follows REAch2's. The first
register goes from 8 September to Friday 3 October 2025: 40 possible sessions. Later ones go on to their day.
"""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import Desk, at_a_desk
from tests.timelines.school_of_one import SCHOOL_DAYS, away, day, missed

ADA, BEA = "A999300000010", "A999300000020"
CONFIG = """
[[school]]
name = "Copse Primary"
policy = "copnor"
signatory = "J. Ashby"
signatory_role = "Attendance Officer"

[[school]]
name = "Reach Primary"
policy = "reach2"
signatory = "J. Ashby"
signatory_role = "Attendance Officer"
"""
COMMANDS = ("import", "letters", "actions")


class School:
    """A desk on which the day can be set."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk, self.today = desk, date(2025, 9, 8)
        for command in COMMANDS:
            monkeypatch.setattr(f"attendctl.cli.{command}_command.today", lambda: self.today)

    def take_in(self, on: str, illness: dict[str, dict[date, str]]) -> None:
        """Import the register of both pupils as it is said to be on a day."""
        self.today = date.fromisoformat(on)
        rows = ["UPN,Surname,Forename,Class,Address,School,Date,Session,Mark"]
        for upn, forename, school in ((ADA, "Ada", "Copse Primary"), (BEA, "Bea", "Reach Primary")):
            for one in (one for one in SCHOOL_DAYS if one <= self.today):
                codes = illness.get(upn, {}).get(one, "/ \\").split()
                for session, code in zip(("AM", "PM"), codes * (2 // len(codes)), strict=True):
                    rows.append(f"{upn},Reed,{forename},4K,3 Low Lane,{school},{one},{session},{code}")
        path = self.desk.folder / f"marks-{on}.csv"
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        self.desk.take_in(path)

    def letters(self, on: str) -> list[tuple[str, str]]:
        """Write what is due on a day; return pupil and letter."""
        self.today = date.fromisoformat(on)
        result = self.desk.json("letters", "--files", "html", "--output", f"letters-{on}")
        return sorted((one["upn"], one["letter"]) for one in result["letters"])

    def text_of(self, on: str, letter: str) -> str:
        """Return the words of the one letter of that name that was written on a day."""
        (path,) = (self.desk.folder / f"letters-{on}").rglob(f"*{letter}*.html")
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", path.read_text(encoding="utf-8"))).split())

    def no_longer_supported(self, on: str) -> list[dict[str, Any]]:
        self.today = date.fromisoformat(on)
        listed: list[dict[str, Any]] = self.desk.json("actions")["no_longer_supported"]
        return listed


@pytest.fixture
def school(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> School:
    desk = at_a_desk(tmp_path, monkeypatch)
    (tmp_path / "attendctl.toml").write_text(CONFIG, encoding="utf-8")
    return School(desk, monkeypatch)


# Ada is ill for 8 sessions from Monday 29 September: medical 1. Bea misses 2 of 40, 95.0: yellow.
EIGHT, TWO = missed("2025-09-29", 8), away("2025-10-03", 1)


def test_a_letter_that_a_correction_takes_away_and_gives_back(school: School) -> None:
    school.take_in("2025-10-03", {ADA: EIGHT, BEA: TWO})
    assert school.letters("2025-10-03") == [(ADA, "medical-1"), (BEA, "yellow")]
    assert school.no_longer_supported("2025-10-03") == []
    medical = school.text_of("2025-10-03", "medical-1")
    assert "This term Ada has missed 8 sessions (4 days) through illness." in medical
    assert "Ada has been in school for 32 of 40 sessions since 1 September 2025. That is 80.0% ." in medical
    yellow = school.text_of("2025-10-03", "yellow")
    assert "Bea has been in school for 38 of 40 sessions since 1 September 2025. That is 95.0% ." in yellow
    assert "between 94% and 95.4% is our yellow band." in yellow
    assert "attendance for 4 school weeks. If it is then 95.5% or more" in yellow

    # Ada's eighth session was M, which leaves 7 of illness. Bea was at school on the morning: 1 of 40, 97.5.
    less = {ADA: EIGHT | {day("2025-10-02"): "I M"}, BEA: {day("2025-10-03"): "/ I"}}
    school.take_in("2025-10-06", less)
    listed = school.no_longer_supported("2025-10-06")
    assert [(one["upn"], one["letter"], one["written_on"]) for one in listed] == [
        (ADA, "medical-1", "2025-10-03"),
        (BEA, "yellow", "2025-10-03"),
    ]
    assert [one["corrections"] for one in listed] == [
        [{"date": "2025-10-02", "session": "PM", "from": "I", "to": "M", "seen_on": "2025-10-06"}],
        [{"date": "2025-10-03", "session": "AM", "from": "I", "to": "/", "seen_on": "2025-10-06"}],
    ]
    assert "7 of 8 sessions (I)" in listed[0]["why"]
    assert "97.5% (39 of 40 sessions)" in listed[1]["why"]
    assert school.letters("2025-10-06") == []

    # The first register was right after all: the letters stand, and none is written a second time.
    school.take_in("2025-10-07", {ADA: EIGHT, BEA: TWO})
    assert school.no_longer_supported("2025-10-07") == []
    assert school.letters("2025-10-07") == []


@pytest.mark.parametrize(
    ("corrected", "is_supported"),
    [
        (9, True),  # one more than it takes
        (8, True),  # what it takes
        (7, False),  # one fewer
    ],
)
def test_a_correction_that_leaves_enough_takes_nothing_away(
    school: School, corrected: int, is_supported: bool
) -> None:
    """Nine sessions of illness when the letter was written: eight are enough for it."""
    school.take_in("2025-10-03", {ADA: missed("2025-09-29", 10)})
    assert (ADA, "medical-1") in school.letters("2025-10-03")
    school.take_in("2025-10-06", {ADA: missed("2025-09-29", corrected)})
    names = {one["letter"] for one in school.no_longer_supported("2025-10-06")}
    assert ("medical-1" not in names) is is_supported
    assert "evidence" in names  # five days in a row they are no more


def test_a_letter_taken_back_may_be_written_again(school: School) -> None:
    """3 of 40 is 92.5, 1 of 42 is 97.6, and 3 of 44 is 93.2: amber, purple, amber."""
    three = missed("2025-10-02", 3)
    school.take_in("2025-10-03", {BEA: three})
    assert school.letters("2025-10-03") == [(BEA, "amber-meeting")]
    school.take_in("2025-10-06", {BEA: {day("2025-10-03"): "I /"}})
    (one,) = school.no_longer_supported("2025-10-06")
    withdrawn = school.desk.json("letters", "--withdraw", one["reference"])
    assert [letter["letter"] for letter in withdrawn["letters"]] == ["withdrawal"]
    assert school.no_longer_supported("2025-10-06") == []
    school.take_in("2025-10-07", {BEA: three})
    assert school.letters("2025-10-07") == [(BEA, "amber-meeting")]
