"""A desk with a register that the tests of attendctl case log about. Today is Friday 26 September 2025."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.command_line import TODAY, Desk, at_a_desk

ANNA, BEN, CARA = "A999200000010", "A999200000020", "A999200000030"
AT_ASH, AT_BEECH = "Ash Primary", "Beech Primary"
CONFIG = """
[[school]]
name = "Ash Primary"
policy = "greenhill"
signatory = "J. Ashby"
signatory_role = "Attendance Officer"

[[school]]
name = "Beech Primary"
"""
FIRST_DAY = date(2025, 9, 8)


def days(number: int) -> list[date]:
    """The first school days of the year, from Monday 8 September 2025."""
    every = (FIRST_DAY + timedelta(days=n) for n in range(2 * number + 7))
    return [day for day in every if day.weekday() < 5][:number]


def case_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Anna: 30 possible, 3 missed (90.0%). Ben: nothing missed. Cara at Beech. Three school weeks."""
    desk = at_a_desk(tmp_path, monkeypatch)
    monkeypatch.setattr("attendctl.cli.case_command.today", lambda: TODAY)
    (tmp_path / "attendctl.toml").write_text(CONFIG, encoding="utf-8")
    rows = ["UPN,Adno,Surname,Forename,School,Date,Session,Mark"]
    missed = {(days(15)[0], "AM"), (days(15)[0], "PM"), (days(15)[1], "AM")}
    for day in days(15):
        for session in ("AM", "PM"):
            mark = "I" if (day, session) in missed else "/"
            rows.append(f"{ANNA},0417,Åsberg,Zoë,{AT_ASH},{day},{session},{mark}")
            rows.append(f"{BEN},512,Quill,Ben,{AT_ASH},{day},{session},/")
            rows.append(f"{CARA},417,Moss,Cara,{AT_BEECH},{day},{session},/")
    path = tmp_path / "marks.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    desk.take_in(path)
    return desk
