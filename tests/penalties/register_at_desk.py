"""Registers of whole weeks written as an export and taken in, and the penalty list that comes of them.

The pupil is Tamsin. Wren is always there, so that a week is a school week whatever Tamsin does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from tests.cli.command_line import Desk

TAMSIN, WREN = "A999200000010", "B999200000020"
PRESENT = "/\\" * 5


def weeks_from(first: date, weeks: int) -> list[date]:
    """So many Mondays in a row."""
    return [first + timedelta(weeks=number) for number in range(weeks)]


def rows_of_week(
    upn: str, monday: date, codes: str = PRESENT, *, school: str = "Ash Primary", days: str = "01234"
) -> list[str]:
    """A week of marks, two a day from Monday on; a blank leaves the half day out."""
    rows = []
    for place, weekday in enumerate(days):
        day = monday + timedelta(days=int(weekday))
        for session, code in zip(("AM", "PM"), codes[2 * place : 2 * place + 2], strict=True):
            if code != " ":
                rows.append(f"{school},{upn},{day},{session},{code}")
    return rows


def take_in(desk: Desk, name: str, rows: Sequence[str], *words: str) -> None:
    """Import an export of rows."""
    path = desk.folder / name
    path.write_text("\n".join(["School,UPN,Date,Session,Mark", *rows]) + "\n", encoding="utf-8")
    desk.take_in(path, *words)


def take_in_weeks(desk: Desk, mondays: Sequence[date], absences: Mapping[int, str], *words: str) -> None:
    """Import both pupils; Tamsin's codes by school week, the first is 1, from Monday morning on."""
    rows = []
    for number, monday in enumerate(mondays, 1):
        codes = absences.get(number, "")
        rows += rows_of_week(WREN, monday)
        rows += rows_of_week(TAMSIN, monday, codes + PRESENT[len(codes) :])
    take_in(desk, "marks.csv", rows, *words)


def listed(desk: Desk, as_of: date | str, *words: str, upn: str = TAMSIN) -> dict[str, Any] | None:
    """Return the pupil's entry of attendctl penalties, or None."""
    found = desk.json("penalties", "--as-of", str(as_of), *words)["pupils"]
    return next((pupil for pupil in found if pupil["upn"] == upn), None)
