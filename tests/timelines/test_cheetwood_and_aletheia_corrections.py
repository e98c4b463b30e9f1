"""A correction of the register takes a letter's reason away, and gives it back: with files and commands.

Cay Reed is at a school that follows Cheetwood's policy, Eli Reed at one that follows Aletheia's. The first
register goes from 8 September to Friday 3 October 2025: 40 possible sessions.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import Desk, at_a_desk
from tests.timelines.school_of_one import SCHOOL_DAYS, Codes, day, missed

CAY, ELI = "A999300000030", "A999300000040"
SCHOOLS = {CAY: ("Cay", "Chase Primary"), ELI: ("Eli", "Alder Primary")}
SCHOOL_OF = """
[[school]]
name = "{}"
policy = "{}"
signatory = "J. Ashby"
signatory_role = "Attendance Officer"
"""
# Cay misses 3 of 40 without leave: 92.5, red-amber. Eli is ill for 2 of 40: 95.0, amber.
THREE, TWO = missed("2025-10-02", 3, "O"), missed("2025-10-03", 2)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    made = at_a_desk(tmp_path, monkeypatch)
    config = SCHOOL_OF.format("Chase Primary", "cheetwood") + SCHOOL_OF.format("Alder Primary", "aletheia")
    (tmp_path / "attendctl.toml").write_text(config, encoding="utf-8")
    return made


class Days:
    """What is done on which day, by command."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk, self.today = desk, date.min
        for command in ("import", "letters", "actions"):
            monkeypatch.setattr(f"attendctl.cli.{command}_command.today", lambda: self.today)

    def take_in(self, on: str, codes: Mapping[str, Codes]) -> None:
        self.today = date.fromisoformat(on)
        rows = ["UPN,Surname,Forename,Class,Address,School,Date,Session,Mark"]
        for upn, (forename, school) in SCHOOLS.items():
            for one in (one for one in SCHOOL_DAYS if one <= self.today):
                marks = codes.get(upn, {}).get(one, "/ \\").split()
                for session, code in zip(("AM", "PM"), marks * (2 // len(marks)), strict=True):
                    rows.append(f"{upn},Reed,{forename},4K,3 Low Lane,{school},{one},{session},{code}")
        path = self.desk.folder / f"marks-{on}.csv"
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        self.desk.take_in(path)

    def letters(self) -> list[tuple[str, str]]:
        made = self.desk.json("letters", "--files", "html", "--output", f"letters-{self.today}")
        return sorted((one["upn"], one["letter"]) for one in made["letters"])

    def words(self) -> str:
        """Return all that today's letters say."""
        pages = sorted((self.desk.folder / f"letters-{self.today}").rglob("*.html"))
        return " ".join(
            unescape(
                re.sub(r"<[^>]+>", " ", " ".join(page.read_text(encoding="utf-8") for page in pages))
            ).split()
        )

    def no_longer_supported(self) -> list[dict[str, Any]]:
        listed: list[dict[str, Any]] = self.desk.json("actions")["no_longer_supported"]
        return listed


def test_letters_that_a_correction_takes_away_and_gives_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = Days(desk, monkeypatch)
    days.take_in("2025-10-03", {CAY: THREE, ELI: TWO})
    assert days.letters() == [(CAY, "concern-red-amber"), (ELI, "concern")]
    assert days.no_longer_supported() == []
    words = days.words()
    assert "Cay has been in school for 37 of 40 sessions since 1 September 2025. That is 92.5%" in words
    assert "Eli has been in school for 38 of 40 sessions since 1 September 2025. That is 95.0%" in words

    # Cay was ill: still red-amber, and nothing is unauthorised. Eli was there in the morning: 1 of 40, 97.5.
    ill = dict.fromkeys(THREE, "I") | {day("2025-10-03"): "I \\"}
    days.take_in("2025-10-06", {CAY: ill, ELI: {day("2025-10-03"): "/ I"}})
    listed = days.no_longer_supported()
    assert [(one["upn"], one["letter"], len(one["corrections"])) for one in listed] == [
        (CAY, "concern-red-amber", 3),
        (ELI, "concern", 1),
    ]
    assert "97.5% (39 of 40 sessions)" in listed[1]["why"]
    assert days.letters() == []

    # The first register was right after all. By now Cay has missed 3 of 44, 93.2: no gentler letter.
    days.take_in("2025-10-07", {CAY: THREE, ELI: TWO})
    assert days.no_longer_supported() == []
    assert days.letters() == []


@pytest.mark.parametrize(("unauthorised", "is_supported"), [(2, True), (1, True), (0, False)])
def test_one_unauthorised_session_is_enough_for_the_letter_of_concern(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, unauthorised: int, is_supported: bool
) -> None:
    days = Days(desk, monkeypatch)
    days.take_in("2025-10-03", {CAY: THREE})
    assert days.letters() == [(CAY, "concern-red-amber")]
    codes = ["O"] * unauthorised + ["I"] * (3 - unauthorised)
    corrected = {day("2025-10-02"): " ".join(codes[:2]), day("2025-10-03"): f"{codes[2]} \\"}
    days.take_in("2025-10-06", {CAY: corrected})
    assert (days.no_longer_supported() == []) is is_supported
