"""A small school on disk under Greenhill's policy, of which every action can be said by hand.

Four school weeks from 8 September 2025, 40 sessions; Friday 3 October is today. In class 4K (year 4):

- Ada Åsberg, ill on four sessions of the first two days: 36 of 40, 90.0: red, a tenth missed. Lives with Ben.
- Ben Åsberg, the same in class 5L (year 5), at the same home.
- Cara Moss, N on Thursday 25 September, both sessions: the sixth school day after it is Friday 3 October.
  2 of 40 missed: 95.0, yellow.
- Dan Quill, away without leave from 29 September, ten sessions: 75.0, below 85.
- Eve Rudd, there every session, and late once in week 4.
- Flo "=1+1" Shaw, in class 5L, on hold since 1 October: 3 of 40 missed: 92.5, amber.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.command_line import Desk, at_a_desk
from tests.ledger.made_once import made_once

TODAY = date(2025, 10, 3)
FIRST = date(2025, 9, 8)
DAYS = [FIRST + timedelta(weeks=week, days=number) for week in range(4) for number in range(5)]
ADA, BEN, CARA, DAN, EVE, FLO = (f"A99920000{number:04}" for number in (10, 20, 30, 40, 50, 60))
PUPILS = {
    ADA: ("Åsberg", "Ada", "4", "4K"),
    BEN: ("Åsberg", "Ben", "5", "5L"),
    CARA: ("Moss", "Cara", "4", "4K"),
    DAN: ("Quill", "Dan", "4", "4K"),
    EVE: ("Rudd", "Eve", "4", "4K"),
    FLO: ("Shaw", "=1+1", "5", "5L"),
}
ILL_TWO_DAYS = {(day, half): "I" for day in DAYS[:2] for half in ("AM", "PM")}
MARKS: Mapping[str, Mapping[tuple[date, str], str]] = {
    ADA: ILL_TWO_DAYS,
    BEN: ILL_TWO_DAYS,
    CARA: {(date(2025, 9, 25), half): "N" for half in ("AM", "PM")},
    DAN: {(day, half): "O" for day in DAYS[15:] for half in ("AM", "PM")},
    EVE: {(date(2025, 10, 1), "AM"): "L"},
    FLO: {(DAYS[0], "AM"): "I", (DAYS[0], "PM"): "I", (DAYS[1], "AM"): "M"},
}
CONFIG = """
[[school]]
name = "Ash Primary"
urn = "999001"
policy = "greenhill"
signatory = "J. Ashby"
signatory_role = "Attendance Officer"
"""
HEADER = (
    *("UPN", "Adno", "Surname", "Forename", "Year", "Reg", "Address", "Postcode", "Salutation"),
    *("School", "Date", "Session", "Mark"),
)


def school_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Return a desk with the school's register taken in, and the hold logged."""
    desk = at_a_desk(tmp_path, monkeypatch)
    for command in ("import", "actions", "letters", "case"):
        monkeypatch.setattr(f"attendctl.cli.{command}_command.today", lambda: TODAY)
    (tmp_path / "attendctl.toml").write_text(CONFIG, encoding="utf-8")
    take_in(desk, "marks.csv", MARKS)
    made_once(desk.ledger, "Flo on hold", lambda: _hold(desk))
    return desk


def _hold(desk: Desk) -> None:
    hold = desk.run(
        *("case", "hold", FLO, "--on", "2025-10-01", "--until", "2025-10-31", "--reason", "bereavement"),
        *("--by", "J. Ashby", "--position", "Attendance Officer"),
    )
    assert hold.exit_code == 0, hold.output


def take_in(desk: Desk, name: str, marks: Mapping[str, Mapping[tuple[date, str], str]]) -> None:
    """Import the whole register once more, with these marks where a pupil was not present."""
    with (desk.folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number, (upn, (surname, forename, year, class_name)) in enumerate(PUPILS.items(), start=1):
            home = "1 Elm Row" if surname == "Åsberg" else f"{number} Oak Lane"
            salutation = f"Mrs {surname}"
            said = (upn, 400 + number, surname, forename, year, class_name, home, "QX1 1AA", salutation)
            for day in DAYS:
                for half in ("AM", "PM"):
                    mark = marks.get(upn, {}).get((day, half), "/")
                    writer.writerow((*said, "Ash Primary", day.isoformat(), half, mark))
    desk.take_in(desk.folder / name)
