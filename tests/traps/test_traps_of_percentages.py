"""Traps 7 to 11 and 16: what is persistent, what is possible, and what is a percentage of what."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.traps.trap_desk import ADA, BEN, CARA, DAN, IVY, missed, present, school_days, trap_desk, weeks

YEAR = school_days("2025-09-01", 191)  # from Monday 1 September 2025 to Monday 25 May 2026
LAST = YEAR[-1]


def ill(sessions: int) -> dict[date, str]:
    """So many sessions of illness one after another from the first morning on."""
    return missed("2025-09-01", "I" * sessions)


# ---------------------------------------------------------------- trap 7: a tenth, in whole numbers


def test_trap_07_38_of_380_is_persistent_and_38_of_381_is_not_though_both_print_as_90(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """190 days are 380 sessions; on the 191st day the morning is possible for Cara alone: 381."""
    days = present(YEAR) | {LAST: "# #"}
    marks = {
        ADA: days | ill(37),
        BEN: days | ill(38),
        CARA: days | ill(38) | {LAST: "/ #"},
        DAN: days | ill(39) | {LAST: "/ #"},
        IVY: days,
    }
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in(LAST.isoformat(), marks)
    found = {upn: desk.year(upn) for upn in (ADA, BEN, CARA, DAN)}
    assert [
        (
            sums["sessions_authorised"],
            sums["sessions_possible"],
            sums["attendance_percent"],
            sums["persistent_absence"],
        )
        for sums in found.values()
    ] == [
        (37, 380, 90.3, False),
        (38, 380, 90.0, True),
        (38, 381, 90.0, False),  # 380 is less than 381
        (39, 381, 89.8, True),
    ]


# ---------------------------------------------------------------- trap 8: how many more, and how many back


def test_trap_08_ten_of_200_reach_persistent_absence_with_the_twelfth_session(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """(200 - 100) / 9 is 11.1: eleven more are 21 of 211, 9.95%, and twelve 22 of 212, 10.4%.

    Ben: 11 of 200, (200 - 110) / 9 is exactly 10: 21 of 210.
    """
    days = present(school_days("2025-09-01", 100))
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2026-01-16", {ADA: days | ill(10), BEN: days | ill(11), IVY: days})
    assert desk.desk.json("pupil", ADA)["sessions_until_persistent_absence"] == 12
    assert desk.desk.json("pupil", BEN)["sessions_until_persistent_absence"] == 10

    # And so it comes: of the next twelve sessions eleven are missed, and then the twelfth too.
    later = present(school_days("2025-09-01", 106)) | ill(10) | missed("2026-01-19", "I" * 12)
    for last, possible, is_persistent in (("I #", 211, False), ("I I", 212, True)):
        desk.take_in("2026-01-26", {ADA: later | {date(2026, 1, 26): last}})
        sums = desk.year(ADA)
        assert (sums["sessions_possible"], sums["persistent_absence"]) == (possible, is_persistent)


def test_trap_08_thirty_of_200_leave_it_after_101_full_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """30 of 300 still are a tenth, 30 of 301 are not. Ben: 20 of 200 leave it with the first."""
    days = present(school_days("2025-09-01", 100))
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2026-01-16", {ADA: days | ill(30), BEN: days | ill(20), CARA: days | ill(19), IVY: days})
    to_leave = "sessions_to_leave_persistent_absence"
    assert [desk.desk.json("pupil", upn)[to_leave] for upn in (ADA, BEN, CARA)] == [101, 1, None]


# ---------------------------------------------------------------- trap 9: half or more


def test_trap_09_exactly_half_is_severe(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ten possible sessions, eleven for Cara: 5 of 11 are less than half, 6 of 11 more."""
    days = present(school_days("2025-09-01", 6)) | {date(2025, 9, 8): "# #"}
    marks = {
        ADA: days | ill(4),
        BEN: days | ill(5),
        CARA: days | ill(5) | {date(2025, 9, 8): "/ #"},
        DAN: days | ill(6) | {date(2025, 9, 8): "/ #"},
        IVY: days,
    }
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-08", marks)
    assert [desk.year(upn)["severe_absence"] for upn in (ADA, BEN, CARA, DAN)] == [False, True, False, True]


# ---------------------------------------------------------------- trap 10: early in the year


@pytest.mark.parametrize(("policy", "minimum"), [("greenhill", 40), ("national", 20)])
def test_trap_10_one_day_off_in_the_first_week_brings_no_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str, minimum: int
) -> None:
    """One day of five is 80.0, and nobody is written to before the policy's sessions were possible.

    A fifth of all sessions is missed all along, so that only their number decides.
    """
    desk = trap_desk(tmp_path, monkeypatch, policy=policy)
    days = school_days("2025-09-01", 25)

    def first(sessions: int) -> dict[date, str]:
        """So many possible sessions, the last day of each five missed."""
        known = {day: "I" if place % 5 == 0 else "/ \\" for place, day in enumerate(days)}
        kept = {day: known[day] for day in days[: (sessions + 1) // 2]}
        if sessions % 2:
            kept[max(kept)] = "/ #"
        return kept

    desk.take_in("2025-09-05", {ADA: first(10), IVY: present(days[:5])})
    assert desk.year(ADA)["attendance_percent"] == 80.0
    assert desk.due() == []
    held = desk.desk.json("letters", "--dry-run")["held_back"]
    assert [one["upn"] for one in held] == [ADA]
    assert str(minimum) in held[0]["why"]
    for sessions, is_due in ((minimum - 1, False), (minimum, True), (minimum + 1, True)):
        marks = first(sessions)
        desk.take_in(max(marks).isoformat(), {ADA: marks, IVY: present(marks)})
        assert desk.year(ADA)["sessions_possible"] == sessions
        assert bool(desk.due()) is is_due, sessions


# ---------------------------------------------------------------- trap 11: a mark nobody made


@pytest.mark.parametrize("nothing", ["", "-"])
def test_trap_11_a_blank_mark_is_neither_present_nor_absent_and_is_listed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, nothing: str
) -> None:
    """Ten sessions, one missed for illness and one without a mark: 8 of 9, and one to be chased."""
    days = present(weeks("2025-09-01", 1))
    desk = trap_desk(tmp_path, monkeypatch)
    gap = {date(2025, 9, 3): f"/ {nothing}", date(2025, 9, 4): "I \\"}
    desk.take_in("2025-09-05", {ADA: days | gap, IVY: days})
    sums = desk.year(ADA)
    names = ("sessions_possible", "sessions_attended", "sessions_authorised", "sessions_missing")
    assert [sums[name] for name in names] == [9, 8, 1, 1]
    assert sums["attendance_percent"] == 88.9
    listed = desk.desk.json("report")["missing_marks"]
    assert [(one["upn"], one["date"], one["session"]) for one in listed] == [(ADA, "2025-09-03", "PM")]


def test_trap_11_a_school_day_without_absence_is_a_school_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody misses anything in the second to the tenth week: they are weeks of the window all the same."""
    days = present(weeks("2025-09-01", 11))
    ada = days | missed("2025-09-01", "O") | missed("2025-11-10", "OOOOOOOOO")  # the eleventh week
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-11-14", {ADA: ada, IVY: days})
    assert desk.reached(ADA) == [None]
    assert desk.year(IVY)["sessions_possible"] == 110


def test_trap_11_a_register_nobody_took_is_listed_for_every_pupil(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On the afternoon of 3 September one class was not registered; the rest of the school was."""
    days = present(weeks("2025-09-01", 1))
    gap = days | {date(2025, 9, 3): "/ -"}
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-05", {ADA: gap, BEN: gap, IVY: days})
    listed = [(one["upn"], one["session"]) for one in desk.desk.json("report")["missing_marks"]]
    assert listed == [(ADA, "PM"), (BEN, "PM")]


# ---------------------------------------------------------------- trap 16: weeks of two days and of five


def test_trap_16_weeks_of_two_and_of_five_days_are_summed_and_not_averaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two days of which one is missed, 50.0, and five full days, 100.0: 12 of 14 is 85.7, and not 75.0."""
    short, full = school_days("2025-09-04", 2), weeks("2025-09-08", 1)
    days = present([*short, *full])
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-12", {ADA: days | missed("2025-09-04", "II"), IVY: present(full)})
    assert desk.week(ADA, "2025-09-04")["attendance_percent"] == 50.0
    assert desk.week(ADA, "2025-09-08")["attendance_percent"] == 100.0
    assert desk.year(ADA)["attendance_percent"] == 85.7
    # Of the class: 12 of 14 and 10 of 10 are 22 of 24, 91.7; the mean of 85.7 and 100.0 would be 92.9.
    report = desk.desk.json("report")
    of_class = [one["year"]["attendance_percent"] for one in report["groups"] if one["by"] == "class"]
    assert [*of_class, report["whole_school"]["year"]["attendance_percent"]] == [91.7, 91.7]
