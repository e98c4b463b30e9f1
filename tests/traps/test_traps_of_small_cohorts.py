"""Trap 15: a cohort of one or two is not printed, nor what subtraction would say of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.traps.trap_desk import missed, present, school_days, trap_desk

DAYS = school_days("2025-09-01", 20)
LAST = DAYS[-1].isoformat()
UPNS = [f"A99940001{number:04}" for number in range(30)]


def paper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *years: str) -> dict[str, Any]:
    """The governors' paper on a school of these children, one of each year named; the last is often ill."""
    desk = trap_desk(tmp_path, monkeypatch)
    rows = ["UPN,Surname,Forename,Year Group"]
    rows += [f"{upn},Surname{upn},Kim,{year}" for upn, year in zip(UPNS, years, strict=False)]
    (tmp_path / "pupils.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    marks = {upn: present(DAYS) for upn in UPNS[: len(years)]}
    marks[UPNS[len(years) - 1]] = present(DAYS) | missed("2025-09-01", "I" * 20)
    desk.take_in(LAST, marks)
    found: dict[str, Any] = desk.desk.json("report", "--for", "governors", "--as-of", LAST)
    return found


def years_of(found: dict[str, Any]) -> dict[str, tuple[int | None, float | None]]:
    return {
        one["name"]: (one["pupils"], one["year_attendance_percent"])
        for one in found["groups"]
        if one["by"] == "year"
    }


def test_trap_15_a_year_of_two_is_withheld_and_so_is_the_year_that_would_give_it_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = paper(tmp_path, monkeypatch, *"3333333344444", "5", "5")
    # the smallest other year goes too: fifteen children less eight and five are two
    assert years_of(found) == {"3": (8, 100.0), "4": (None, None), "5": (None, None)}


def test_trap_15_a_year_of_three_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found = paper(tmp_path, monkeypatch, *"3333333344444", "5", "5", "5")
    # three children of forty sessions, of which one missed twenty
    assert years_of(found) == {"3": (8, 100.0), "4": (5, 100.0), "5": (3, 83.3)}


def test_trap_15_one_persistently_absent_child_is_told_of_neither_the_school_nor_a_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = paper(tmp_path, monkeypatch, *"3333333344444", "5", "5", "5")
    counts = [
        found["headline"][0]["persistent_absence"],
        *(one["persistent_absence"] for one in found["groups"]),
    ]
    assert all(one["suppressed"] and one["pupils"] is None and one["percent"] is None for one in counts)
