"""Traps 17, 18 and 3 (letters, notices): what is printed, what is written twice, what is taken back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from tests.penalties.notice_desk import decide, issue
from tests.traps.trap_desk import (
    ADA,
    BEN,
    CARA,
    DAN,
    IVY,
    Marks,
    TrapDesk,
    missed,
    present,
    school_days,
    trap_desk,
    weeks,
)


def texts(desk: TrapDesk, *words: str) -> dict[str, str]:
    """Write letters; return the words of each by the pupil it is about."""
    letters = desk.desk.json("letters", "--files", "html", *words)["letters"]
    return {one["upn"]: _words(desk.desk.folder / one["files"][0]) for one in letters}


def _words(path: Path) -> str:
    body = path.read_text(encoding="utf-8").partition("<body>")[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


# ---------------------------------------------------------------- trap 3: a letter that counted an N


def test_trap_03_the_warning_says_which_sessions_are_n_and_that_they_may_still_be_explained(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    days = present(weeks("2025-09-01", 2))
    desk = trap_desk(tmp_path, monkeypatch)
    marks = {
        ADA: days | missed("2025-09-01", "OOOOOONNNN"),
        BEN: days | missed("2025-09-01", "OOOOOONNN"),
        CARA: days | missed("2025-09-01", "OOOOOOOOOO"),
        IVY: days,
    }
    desk.take_in("2025-09-12", marks)
    written = texts(desk, "--letter", "penalty-warning")
    assert sorted(written) == [ADA, BEN, CARA]
    assert "N counts only as long as it is N . That is 4 of the 10." in written[ADA]
    assert "That number has been reached." in written[ADA]
    assert "That is 3 of the 9." in written[BEN]
    assert "There is 1 left until then." in written[BEN]
    assert "as long as it is N" not in written[CARA]


@pytest.mark.parametrize(
    ("before", "after", "is_supported"),
    [
        ("OOOON", "OOOOI", False),  # five were enough for a warning, four are not
        ("OOOOON", "OOOOOI", True),  # five still are
        ("OOOON", "OOOOO", True),
    ],
)
def test_trap_03_a_warning_is_not_supported_once_an_n_became_i_and_too_few_are_left(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, before: str, after: str, is_supported: bool
) -> None:
    days = present(weeks("2025-09-01", 2))
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-12", {ADA: days | missed("2025-09-01", before), IVY: days})
    assert list(texts(desk, "--letter", "penalty-warning")) == [ADA]
    assert desk.no_longer_supported() == []
    desk.take_in("2025-09-15", {ADA: days | missed("2025-09-01", after)})
    listed = [one for one in desk.no_longer_supported() if one["letter"] == "penalty-warning"]
    assert len(listed) == (0 if is_supported else 1)
    if not is_supported:
        (one,) = listed
        assert "4 sessions (2 days) of unauthorised absence" in one["why"]
        assert [(mark["from"], mark["to"]) for mark in one["corrections"]] == [("N", "I")]


@pytest.mark.parametrize(("code", "is_supported"), [("I", False), ("U", True)])
def test_trap_03_a_notice_is_not_supported_once_a_session_it_cites_became_i(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, is_supported: bool
) -> None:
    """Ten O are cited; the last becomes I, or a code that counts as well."""
    days = present(weeks("2025-09-01", 2))
    desk = trap_desk(tmp_path, monkeypatch)
    desk.take_in("2025-09-12", {ADA: days | missed("2025-09-01", "OOOOOOOOOO"), IVY: days})
    decide(desk.desk, "2025-09-12", ADA)
    number = issue(desk.desk, "2025-09-12", ADA)["notice"]["notice"]
    desk.take_in("2025-09-15", {ADA: days | missed("2025-09-01", f"OOOOOOOOO{code}")})
    listed = desk.desk.json("actions")["notices_no_longer_supported"]
    assert [one["notice"] for one in listed] == ([] if is_supported else [number])
    if not is_supported:
        assert "9 sessions (4½ days) of 10 are left" in listed[0]["why"]
        assert listed[0]["command"] == f"attendctl notice withdraw {number}"


# ---------------------------------------------------------------- trap 17: what is printed


def test_trap_17_what_is_printed_does_not_contradict_the_rule(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four pupils about 90 per cent under Greenhill, where 90.0 and less is red and 90.1 amber.

    Ada:  20 of 200 missed, exactly 90: persistent absence.
    Ben:  20 of 201, 90.05: prints 90.0, and is no persistent absence.
    Cara: 22 of 219, 89.95: prints 90.0, and is persistent absence.
    Dan:  20 of 202, 90.099: prints 90.1, amber.
    """
    days = school_days("2025-09-01", 110)  # 220 sessions
    pupils = {ADA: (20, 200), BEN: (20, 201), CARA: (22, 219), DAN: (20, 202)}

    def year(absent: int, possible: int) -> dict[date, str]:
        return missed("2025-09-01", ["I"] * absent + ["/"] * (possible - absent) + ["#"] * (220 - possible))

    desk = trap_desk(tmp_path, monkeypatch, policy="greenhill")
    marks = {upn: year(*sessions) for upn, sessions in pupils.items()}
    desk.take_in(days[-1].isoformat(), marks | {IVY: present(days)})
    persistent = {upn: desk.year(upn)["persistent_absence"] for upn in pupils}
    assert persistent == {ADA: True, BEN: False, CARA: True, DAN: False}
    written = texts(desk)
    for upn, printed in ((ADA, "90.0%"), (BEN, "90.0%"), (CARA, "90.0%"), (DAN, "90.1%")):
        absent, possible = pupils[upn]
        assert printed in written[upn]
        assert f"{possible - absent} of {possible} sessions" in written[upn]
        assert not re.search(r"(below|under|less than) 90", written[upn])
        assert ("persistent" in written[upn]) is persistent[upn]
        assert ("1 in every 10 sessions or more" in written[upn]) is persistent[upn]
    assert "Attendance that is 90% or below" in written[BEN]
    assert "between 90.1% and 92.9%" in written[DAN]


# ---------------------------------------------------------------- trap 18: once, and one at a time


@pytest.mark.parametrize(("policy", "letter"), [("national", "2a"), ("greenhill", "3a")])
def test_trap_18_corrected_up_and_down_again_does_not_send_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str, letter: str
) -> None:
    """6 of 60 missed is 90.0, 2 of 60 is 96.7, and 6 of 60 once more."""
    days = present(weeks("2025-09-01", 6))
    six, two = days | missed("2025-09-01", "IIIIII"), days | missed("2025-09-01", "II")
    desk = trap_desk(tmp_path, monkeypatch, policy=policy)
    desk.take_in("2025-10-10", {ADA: six, IVY: days})
    assert desk.write() == [letter]
    desk.take_in("2025-10-11", {ADA: two})
    assert [one["letter"] for one in desk.no_longer_supported()] == [letter]
    assert desk.write() == []
    desk.take_in("2025-10-12", {ADA: six})
    assert desk.year(ADA)["attendance_percent"] == 90.0
    assert desk.no_longer_supported() == []
    assert desk.write() == []


@pytest.mark.parametrize(
    ("policy", "letter", "gentler"), [("national", "2a", "1a"), ("greenhill", "3a", "2a")]
)
def test_trap_18_a_fall_over_two_stages_gives_one_next_step(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, policy: str, letter: str, gentler: str
) -> None:
    """All there for four weeks; then a week of illness: 40 of 50, 80.0, past every band between."""
    first, fifth, sixth = weeks("2025-09-01", 4), weeks("2025-09-29", 1), weeks("2025-10-06", 1)
    ivy = present(first + fifth + sixth)
    desk = trap_desk(tmp_path, monkeypatch, policy=policy)
    desk.take_in("2025-09-26", _upto(first[-1], {ADA: present(first), IVY: ivy}))
    assert desk.write() == []
    fallen = present(first) | missed("2025-09-29", "I" * 10)
    desk.take_in("2025-10-03", _upto(fifth[-1], {ADA: fallen, IVY: ivy}))
    assert desk.year(ADA)["attendance_percent"] == 80.0
    steps = {one["step"] for one in desk.desk.json("actions")["actions"] if one["letter"]}
    assert (letter in steps, gentler in steps) == (True, False)
    assert desk.write() == [letter]
    # The next week, every day at school: 50 of 60, 83.3. Nothing is sent again, and nothing gentler.
    desk.take_in("2025-10-10", {ADA: fallen | present(sixth), IVY: ivy})
    assert desk.write() == []


def _upto(last: date, marks: Mapping[str, Marks]) -> dict[str, dict[date, str]]:
    return {upn: {day: said for day, said in of.items() if day <= last} for upn, of in marks.items()}
