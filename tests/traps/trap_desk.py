"""A desk for one trap at a time: a register written out day by day, and the commands over it.

A day is written as its two marks, "O /"; one mark stands for both. There are no marks outside the days
given to a pupil: a pupil is on the register from the first of them to the last.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

import attendctl.cli
from tests.cli.command_line import Desk, at_a_desk

ADA, BEN, CARA, DAN, IVY = (f"A99940000{number:04}" for number in (10, 20, 30, 40, 50))
FORENAMES = {ADA: "Ada", BEN: "Ben", CARA: "Cara", DAN: "Dan", IVY: "Ivy"}

Marks = Mapping[date, str]


def school_days(first: str, number: int) -> list[date]:
    """So many days from Monday to Friday, from the first on; holidays are not looked at."""
    start = date.fromisoformat(first)
    days = (start + timedelta(days=n) for n in range(2 * number + 7))
    return [day for day in days if day.weekday() < 5][:number]


def weeks(first_monday: str, number: int, *, closed: Iterable[str] = ()) -> list[date]:
    """The days of so many weeks that follow one another, but for those whose Monday is named as closed."""
    start = date.fromisoformat(first_monday)
    shut = {date.fromisoformat(monday) for monday in closed}
    mondays = (start + timedelta(weeks=week) for week in range(number + len(shut)))
    return [monday + timedelta(days=n) for monday in mondays if monday not in shut for n in range(5)]


def present(days: Iterable[date]) -> dict[date, str]:
    """At school on all these days."""
    return dict.fromkeys(days, "/ \\")


def missed(first: str, codes: str | Iterable[str]) -> dict[date, str]:
    """Sessions missed one after another from a morning on, a code each; a half left over is attended.

    >>> missed("2025-09-05", "OGU")
    {datetime.date(2025, 9, 5): 'O G', datetime.date(2025, 9, 8): 'U \\\\'}
    """
    halves = list(codes)
    halves += ["\\"] * (len(halves) % 2)
    days = school_days(first, len(halves) // 2)
    return {day: f"{halves[2 * place]} {halves[2 * place + 1]}" for place, day in enumerate(days)}


class TrapDesk:
    """A desk on which it is always the day of the last import."""

    def __init__(self, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
        self.desk, self.today = desk, date.min
        for module in pkgutil.iter_modules(attendctl.cli.__path__):
            command = import_module(f"attendctl.cli.{module.name}")
            if hasattr(command, "today"):
                monkeypatch.setattr(command, "today", lambda: self.today)

    def take_in(self, on: str, marks: Mapping[str, Marks], *words: str) -> None:
        """Import these marks on a day, with who the pupils are; ``words`` are options of the command."""
        self.today = date.fromisoformat(on)
        rows = ["UPN,Date,Session,Mark"]
        for upn, days in marks.items():
            for day, said in sorted(days.items()):
                two = said.split(" ") if " " in said else [said, said]
                rows += [f"{upn},{day},{half},{mark}" for half, mark in zip(("AM", "PM"), two, strict=True)]
        path = self.desk.folder / f"marks-{on}.csv"
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        self.desk.take_in("pupils.csv", "contacts.csv", path, *words)

    def penalties(self, *words: str) -> dict[str, dict[str, Any]]:
        """What attendctl penalties says of each pupil on its list."""
        return {row["upn"]: row for row in self.desk.json("penalties", *words)["pupils"]}

    def reached(self, *upns: str) -> list[str | None]:
        """The day on which each of these pupils reached the penalty threshold."""
        listed = self.penalties()
        return [listed[upn]["reached_on"] for upn in upns]

    def year(self, upn: str) -> dict[str, Any]:
        """The sums of the year of one pupil, from attendctl report."""
        return self._row(upn)["year"]  # type: ignore[no-any-return]

    def week(self, upn: str, week: str) -> dict[str, Any]:
        """The sums of one week of one pupil."""
        return self._row(upn, "--week", week)["week"]  # type: ignore[no-any-return]

    def due(self, upn: str = ADA) -> list[str]:
        """The letters that are due for one pupil; none is written."""
        letters = self.desk.json("letters", "--dry-run")["letters"]
        return [one["letter"] for one in letters if one["upn"] == upn]

    def write(self, upn: str = ADA) -> list[str]:
        """Write the letters that are due; return those about one pupil."""
        letters = self.desk.json("letters", "--files", "html")["letters"]
        return [one["letter"] for one in letters if one["upn"] == upn]

    def no_longer_supported(self) -> list[dict[str, Any]]:
        """The letters that attendctl actions says the register no longer supports."""
        listed: list[dict[str, Any]] = self.desk.json("actions")["no_longer_supported"]
        return listed

    def _row(self, upn: str, *words: str) -> dict[str, Any]:
        (row,) = [row for row in self.desk.json("report", *words)["pupils"] if row["upn"] == upn]
        found: dict[str, Any] = row
        return found


def trap_desk(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    policy: str = "national",
    code: str = "national",
    born: Mapping[str, str] | None = None,
    calendar: Iterable[str] = (),
) -> TrapDesk:
    """Make the desk. Every pupil was born on 15 January 2018, is in year 3 and lives alone with their mother.

    Args:
        policy: the school's.
        code: of conduct, the local authority's.
        born: dates of birth that differ, by UPN.
        calendar: lines under [calendar].
    """
    desk = at_a_desk(tmp_path, monkeypatch)
    config = ["[school]", 'name = "Ash Primary"', 'urn = "999001"', f'policy = "{policy}"']
    config += [f'code_of_conduct = "{code}"', 'local_authority = "Fernshire"']
    config += ['signatory = "J. Ashby"', 'signatory_role = "Attendance Officer"', "[calendar]", *calendar]
    (tmp_path / "attendctl.toml").write_text("\n".join(config) + "\n", encoding="utf-8")
    pupils = ["UPN,Surname,Forename,Date of Birth,Year Group,Class,Address,Postcode"]
    contacts = [
        "UPN,Priority,Title,Contact Forename,Contact Surname,Relationship,Parental Responsibility,"
        "Lives with Pupil,May be written to,Address,Postcode"
    ]
    for number, (upn, forename) in enumerate(FORENAMES.items(), start=1):
        surname, home = f"Sorrel{'abcde'[number - 1]}", f"{number} Mill Row,QX1 1AA"
        birthday = (born or {}).get(upn, "2018-01-15")
        pupils.append(f"{upn},{surname},{forename},{birthday},3,3A,{home}")
        contacts.append(f"{upn},1,Ms,Nia,{surname},Mother,Yes,Yes,Yes,{home}")
    for file, rows in (("pupils.csv", pupils), ("contacts.csv", contacts)):
        (tmp_path / file).write_text("\n".join(rows) + "\n", encoding="utf-8")
    return TrapDesk(desk, monkeypatch)
