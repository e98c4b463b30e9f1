"""Traps 12 to 14: who is on the register and of what age, what a spell steps over, and what is returned."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.traps.trap_desk import (
    ADA,
    BEN,
    CARA,
    DAN,
    IVY,
    TrapDesk,
    missed,
    present,
    school_days,
    trap_desk,
    weeks,
)

# ---------------------------------------------------------------- trap 12: joiners, leavers, age


def test_trap_12_joiners_count_from_admission_leavers_to_their_last_day_and_rejoiners_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three school weeks of ten sessions. Of each pupil one day on the register is missed."""
    first, second, third = weeks("2025-09-01", 1), weeks("2025-09-08", 1), weeks("2025-09-15", 1)
    marks = {
        ADA: present(second + third) | missed("2025-09-08", "II"),  # joined in the second week
        BEN: present(first + second) | missed("2025-09-08", "II"),  # left after it
        CARA: present(first + third) | missed("2025-09-15", "II"),  # left, and came back after a week
        DAN: dict.fromkeys(first, "Z") | present(second + third) | missed("2025-09-08", "II"),
        IVY: present(first + second + third),
    }
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-19", marks)
    for upn in (ADA, BEN, CARA, DAN):
        sums = desk.year(upn)
        names = ("sessions_possible", "sessions_attended", "sessions_missing", "attendance_percent")
        assert [sums[name] for name in names] == [20, 18, 0, 90.0]
        assert sums["persistent_absence"]
    # All of them count in the whole school: 4 x 20 + 30 possible, 4 x 2 missed.
    whole = desk.desk.json("report")["whole_school"]
    assert (whole["year"]["sessions_possible"], whole["year"]["sessions_attended"]) == (110, 102)
    assert whole["persistent_absence_percent"] == 80.0  # four of five


def test_trap_12_a_pupil_who_moves_is_counted_at_each_school_by_its_own_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A week at Ash with a day missed, 8 of 10; then a week at Beech with a morning missed, 9 of 10."""
    desk = trap_desk(tmp_path, monkeypatch)
    config = tmp_path / "attendctl.toml"
    of_ash = config.read_text(encoding="utf-8").replace("[school]", "[[school]]")
    config.write_text('[[school]]\nname = "Beech Primary"\n' + of_ash, encoding="utf-8")
    ash, beech = weeks("2025-09-01", 1), weeks("2025-09-08", 1)
    at_ash = {ADA: present(ash) | missed("2025-09-01", "II"), IVY: present(ash + beech)}
    desk.take_in("2025-09-11", at_ash, "--school", "Ash Primary")
    at_beech = {ADA: present(beech) | missed("2025-09-08", "I")}
    desk.take_in("2025-09-12", at_beech, "--school", "Beech Primary")
    for school, percent, is_persistent in (("Ash Primary", 80.0, True), ("Beech Primary", 90.0, True)):
        rows = desk.desk.json("report", "--school", school)["pupils"]
        (sums,) = [row["year"] for row in rows if row["upn"] == ADA]
        assert sums["sessions_possible"] == 10
        assert (sums["attendance_percent"], sums["persistent_absence"]) == (percent, is_persistent)


@pytest.mark.parametrize("code", ["D", "X", "Y7", "Q"])
def test_trap_12_a_session_elsewhere_or_not_required_is_not_possible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str
) -> None:
    """Four of ten sessions are not possible, one of the other six is missed: 5 of 6."""
    days = present(weeks("2025-09-01", 1))
    away = dict.fromkeys(school_days("2025-09-01", 2), code) | {date(2025, 9, 3): "I \\"}
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-05", {ADA: days | away, IVY: days})
    sums = desk.year(ADA)
    assert (sums["sessions_possible"], sums["attendance_percent"]) == (6, 83.3)


def test_trap_12_who_is_not_of_compulsory_age_is_left_out_of_the_law_and_kept_in_the_register(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All are away without leave for ten school days, from Monday 8 September 2025 on.

    Five on 31 August: of age from that day. Five a day later: from 31 December. Four: from 2027.
    """
    days = present(weeks("2025-09-01", 3))
    away = days | missed("2025-09-08", "O" * 20)
    born = {ADA: "2020-08-31", BEN: "2020-09-01", CARA: "2021-09-01"}
    desk = trap_desk(tmp_path, monkeypatch, born=born)
    desk.take_in("2025-09-19", {ADA: away, BEN: away, CARA: away, IVY: days})
    listed = desk.penalties()
    assert {upn: row["eligible"] for upn, row in listed.items()} == {ADA: True, BEN: False, CARA: False}
    assert all("compulsory school age" in listed[upn]["why_not_eligible"] for upn in (BEN, CARA))
    returns = desk.desk.json("returns")
    assert [one["upn"] for one in returns["due"]] == [ADA]
    assert {one["upn"] for one in returns["not_of_compulsory_age"]} == {BEN, CARA}
    # The school's own figures have them all.
    for upn in (ADA, BEN, CARA):
        sums = desk.year(upn)
        assert (sums["sessions_possible"], sums["sessions_unauthorised"]) == (30, 20)
    assert desk.desk.json("report")["whole_school"]["pupils"] == 4


# ---------------------------------------------------------------- trap 13: what a spell steps over


def returns_of(desk: TrapDesk, upn: str, where: str = "due") -> list[tuple[str, str, str, float]]:
    """Duty, first and last day and school days of the lines about one pupil."""
    lines: list[dict[str, Any]] = desk.desk.json("returns")[where]
    return [
        (one["duty"], one["first_day"], one["last_day"], one["school_days"])
        for one in lines
        if one["upn"] == upn
    ]


def test_trap_13_a_spell_ignores_weekends_and_days_at_another_school(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Away from Thursday 4 September; Monday 15 is D. Days 1 to 7 to Friday 12, 8 to 10 from 16 to 18."""
    days = present(weeks("2025-09-01", 4))
    fifteenth = date(2025, 9, 15)
    away = missed("2025-09-04", "O" * 22)  # eleven days from Monday to Friday, to Thursday 18
    with_d = away | {fifteenth: "D"}
    nine = with_d | {date(2025, 9, 18): "/ \\"}
    marks = {
        ADA: days | with_d,
        BEN: days | nine,
        CARA: days | with_d | {date(2025, 9, 19): "O"},
        DAN: days | away | {fifteenth: "/ \\"},
        IVY: days,
    }
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-26", marks)
    name = "unauthorised_absence"
    assert returns_of(desk, ADA) == [(name, "2025-09-04", "2025-09-18", 10)]
    assert returns_of(desk, BEN) == []
    assert returns_of(desk, CARA) == [(name, "2025-09-04", "2025-09-19", 11)]
    assert returns_of(desk, DAN) == []  # a day at this school ends it


def test_trap_13_so_does_a_spell_that_a_policy_asks_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Copnor asks for evidence after five days of illness in a row: Thursday to Thursday with D on Monday."""
    days = present(weeks("2025-09-01", 3))
    five = missed("2025-09-04", "I" * 12) | {date(2025, 9, 8): "D"}
    four = missed("2025-09-04", "I" * 10) | {date(2025, 9, 8): "D"}
    broken = missed("2025-09-04", "I" * 12) | {date(2025, 9, 8): "/ \\"}
    desk = trap_desk(tmp_path, monkeypatch, policy="copnor")
    desk.take_in("2025-09-12", {ADA: days | five, BEN: days | four, CARA: days | broken, IVY: days})
    asked = [one["upn"] for one in desk.desk.json("actions")["actions"] if one["step"] == "evidence"]
    assert asked == [ADA]


# ---------------------------------------------------------------- trap 14: returns


def test_trap_14_fifteen_days_of_i_are_a_return_and_of_m_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = present(weeks("2025-09-01", 4))
    marks = {
        ADA: days | missed("2025-09-01", "I" * 30),
        BEN: days | missed("2025-09-01", "I" * 28),  # fourteen days
        CARA: days | missed("2025-09-01", "M" * 30),
        DAN: days | missed("2025-09-01", "I" * 32),  # sixteen days are one return
        IVY: days,
    }
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-26", marks)
    assert returns_of(desk, ADA) == [("illness", "2025-09-01", "2025-09-19", 15)]
    assert returns_of(desk, BEN) == []
    assert returns_of(desk, CARA) == []
    assert returns_of(desk, CARA, "proposed") == []
    assert returns_of(desk, DAN) == [("illness", "2025-09-01", "2025-09-22", 16)]


def test_trap_14_days_in_all_count_too_and_one_illness_is_one_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten days, a day at school, and five days: fifteen in all on Monday 22 September. Ben has one fewer."""
    days = present(weeks("2025-09-01", 5))
    ada = days | missed("2025-09-01", "I" * 20) | missed("2025-09-16", "I" * 10)
    ben = days | missed("2025-09-01", "I" * 20) | missed("2025-09-16", "I" * 8)
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in(
        "2025-09-22", {upn: _upto(of, "2025-09-22") for upn, of in ((ADA, ada), (BEN, ben), (IVY, days))}
    )
    (line,) = desk.desk.json("returns")["due"]
    assert (line["upn"], line["counted"], line["school_days"]) == (ADA, "in all", 15)
    assert line["due_on"] == "2025-09-22"
    desk.desk.run("returns", "--record", "--output", "first.xlsx")
    # The same illness goes on: nothing more is due of it.
    longer = days | missed("2025-09-01", "I" * 20) | missed("2025-09-16", "I" * 20)
    desk.take_in("2025-10-03", {ADA: longer, BEN: ben, IVY: days})
    assert returns_of(desk, ADA) == []


def test_trap_14_reasonable_grounds_are_a_decision_and_not_a_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five days of illness that still runs: asked about. Due once somebody says that it will be fifteen."""
    days = present(weeks("2025-09-01", 2))
    ill = days | missed("2025-09-08", "I" * 10)
    shorter = days | missed("2025-09-09", "I" * 8)
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-12", {ADA: ill, BEN: ill, CARA: shorter, IVY: days})
    assert [returns_of(desk, upn) for upn in (ADA, BEN, CARA)] == [[], [], []]
    assert [len(returns_of(desk, upn, "proposed")) for upn in (ADA, BEN, CARA)] == [1, 1, 0]
    assert desk.desk.run("returns", "confirm", ADA).exit_code == 0
    assert desk.desk.run("returns", "confirm", BEN, "--no").exit_code == 0
    assert [one[0] for one in returns_of(desk, ADA)] == ["illness"]
    assert returns_of(desk, BEN) == []
    assert desk.desk.json("returns")["proposed"] == []


def test_trap_14_ten_days_of_any_of_the_four_codes_and_a_new_return_for_each_episode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten days, back for one, and ten days more: two returns. Ben has nine days, Cara leave on the fifth."""
    days = present(weeks("2025-09-01", 5))
    first, second = missed("2025-09-01", "GNOU" * 5), missed("2025-09-16", "O" * 20)
    desk = trap_desk(tmp_path, monkeypatch)
    marks = {
        ADA: days | first | second,
        BEN: days | missed("2025-09-01", "GNOU" * 4 + "GN"),
        CARA: days | first | {date(2025, 9, 5): "C"},
        IVY: days,
    }
    desk.take_in("2025-10-03", marks)
    name = "unauthorised_absence"
    assert returns_of(desk, ADA) == [
        (name, "2025-09-01", "2025-09-12", 10),
        (name, "2025-09-16", "2025-09-29", 10),
    ]
    assert returns_of(desk, BEN) == []
    assert returns_of(desk, CARA) == []
    (duty,) = [one for one in desk.desk.json("returns")["duties"] if one["duty"] == name]
    assert duty["at_least_every"] == "calendar month"


def _upto(marks: dict[date, str], last: str) -> dict[date, str]:
    return {day: said for day, said in marks.items() if day <= date.fromisoformat(last)}
