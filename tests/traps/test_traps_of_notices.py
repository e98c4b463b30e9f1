"""Traps 5 and 6: two notices in a rolling three years, and how long a notice to improve is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.command_line import Desk
from tests.penalties.notice_desk import (
    ANNA,
    BEN,
    FIRST_MONDAY,
    TEXTS,
    decide,
    elsewhere,
    issue,
    notice_desk,
    notices,
    refused,
    whole_days,
)
from tests.traps.trap_desk import ADA, IVY, missed, present, trap_desk, weeks

TEN = whole_days(FIRST_MONDAY, 5)  # 8 to 12 September 2025
HOLIDAY = whole_days(FIRST_MONDAY, 5, "G")
ON = "2025-09-15"


def decided(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, code: str = "national") -> Desk:
    """Anna has ten O, Ben ten G; of both it is decided to proceed."""
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN, BEN: HOLIDAY}, code=code)
    for upn in (ANNA, BEN):
        decide(desk, ON, upn)
    return desk


def became(desk: Desk, issued: str, command: str, on: str, *options: str, upn: str = ANNA) -> None:
    """Enter a notice of another authority, and what became of it on a day."""
    number = str(elsewhere(desk, issued, upn)["notice"]["notice"])
    result = desk.run("notice", command, number, "--on", on, *options)
    assert result.exit_code == 0, result.output


def improve(desk: Desk, *words: str, upn: str = ANNA, on: str = ON) -> tuple[str, ...]:
    """The words of the command that offers a notice to improve."""
    return ("notice", "improve", upn, "--parent", "mother", "--on", on, *words, *TEXTS)


# ---------------------------------------------------------------- trap 5: two in three years


def test_trap_05_the_first_is_80_then_160_the_second_160_and_there_is_no_third(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = decided(tmp_path, monkeypatch)
    became(desk, "2024-10-01", "pay", "2024-10-21", "--amount", "80")  # day 21
    became(desk, "2025-02-03", "pay", "2025-02-07", "--amount", "160")  # day 5: nothing is taken off
    message = refused(desk, "notice", "issue", ANNA, "--parent", "mother", "--on", ON)
    assert "the law allows 2" in message
    assert "Instead: an attendance contract" in message
    # The other parent has had none.
    assert issue(desk, ON, ANNA, "father")["notice"]["rank"] == 1


@pytest.mark.parametrize(
    ("amount", "day", "is_right"),
    [("80", "2024-10-21", True), ("80", "2024-10-22", False), ("160", "2024-10-22", True)],
)
def test_trap_05_80_ends_with_day_21(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: str, day: str, is_right: bool
) -> None:
    """Received on 1 October 2024: day 21 is the 21st."""
    desk = decided(tmp_path, monkeypatch)
    number = str(elsewhere(desk, "2024-10-01")["notice"]["notice"])
    result = desk.run("notice", "pay", number, "--amount", amount, "--on", day)
    assert (result.exit_code == 0) is is_right


@pytest.mark.parametrize(
    ("first", "rank"),
    [
        ("2022-09-15", 1),  # three years before: but it is before the day of the national framework
        ("2024-08-18", 1),  # the day before it
        ("2024-08-19", 2),  # its first day
    ],
)
def test_trap_05_counting_starts_on_19_august_2024(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: str, rank: int
) -> None:
    desk = decided(tmp_path, monkeypatch)
    became(desk, first, "unpaid", "2025-09-01")
    assert issue(desk, ON)["notice"]["rank"] == rank


@pytest.mark.parametrize(
    ("monday", "on", "rank"),
    [
        ("2027-09-20", "2027-09-30", None),  # both lie in the three years that end on this day
        ("2027-09-20", "2027-10-01", 2),  # the one of 1 October 2024 lies in them no more
        ("2028-01-24", "2028-02-02", 2),
        ("2028-01-24", "2028-02-03", 1),  # nor does the one of 3 February 2025
    ],
)
def test_trap_05_three_years_roll(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, monday: str, on: str, rank: int | None
) -> None:
    later = trap_desk(tmp_path, monkeypatch)
    days = present(weeks(monday, 2))
    later.take_in("2028-12-29", {ADA: days | missed(monday, "O" * 10), IVY: days})
    desk = later.desk
    became(desk, "2024-10-01", "pay", "2024-10-05", "--amount", "80", upn=ADA)
    became(desk, "2025-02-03", "pay", "2025-02-07", "--amount", "160", upn=ADA)
    decide(desk, on, ADA)
    if rank is None:
        message = refused(desk, "notice", "issue", ADA, "--parent", "mother", "--on", on)
        assert "the law allows 2" in message
        assert "Another is possible from 1 October 2027" in message
    else:
        assert issue(desk, on, ADA)["notice"]["rank"] == rank


@pytest.mark.parametrize(
    ("what", "rank"),
    [
        (("pay", "2024-10-05", "--amount", "80"), 2),
        (("unpaid", "2024-11-01"), 2),
        (("prosecute", "2025-03-03", "--result", "guilty"), 2),
        (("withdraw", "2024-10-10", "--reason", "Ill after all"), 1),
    ],
)
def test_trap_05_paid_unpaid_and_prosecuted_count_and_withdrawn_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: tuple[str, ...], rank: int
) -> None:
    desk = decided(tmp_path, monkeypatch)
    number = str(elsewhere(desk, "2024-10-01")["notice"]["notice"])
    command, day, *options = what
    if command == "prosecute":
        assert desk.run("notice", "unpaid", number, "--on", "2024-11-01").exit_code == 0
    assert desk.run("notice", command, number, "--on", day, *options).exit_code == 0
    assert issue(desk, ON)["notice"]["rank"] == rank


# ---------------------------------------------------------------- trap 6: notices to improve


@pytest.mark.parametrize(
    ("code", "weeks", "is_allowed"),
    [
        *(("national", weeks, 3 <= weeks <= 6) for weeks in (2, 3, 6, 7)),
        *(("norfolk", weeks, weeks == 6) for weeks in (5, 6, 7)),
        *(("southwark", weeks, weeks == 6) for weeks in (5, 6, 7)),
    ],
)
def test_trap_06_the_authority_says_how_many_weeks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, weeks: int, is_allowed: bool
) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN}, code=code)
    words = improve(desk, "--weeks", str(weeks))
    if is_allowed:
        assert desk.json(*words)["is_new"]
    else:
        refused(desk, *words)


@pytest.mark.parametrize(
    ("code", "until"),
    [
        ("national", "2025-11-02"),  # weeks as the calendar has them: Sunday of the sixth
        ("norfolk", "2025-11-07"),  # half term from 27 October is none of them: Friday of the sixth
    ],
)
def test_trap_06_six_weeks_are_of_the_calendar_or_of_school(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, until: str
) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN}, code=code)
    made = desk.json(*improve(desk, "--weeks", "6", on="2025-09-22"))
    assert made["notice"]["until"] == until


@pytest.mark.parametrize(("code", "issued_by"), [("national", "school"), ("stockton", "authority")])
def test_trap_06_the_authority_says_who_issues_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, issued_by: str
) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN}, code=code)
    said = " ".join(desk.json(*improve(desk))["said"])
    assert ("The local authority issues it" in said) is (issued_by == "authority")


def test_trap_06_a_holiday_needs_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = decided(tmp_path, monkeypatch)
    assert "A penalty notice needs none before it" in refused(desk, *improve(desk, upn=BEN))
    assert issue(desk, ON, BEN)["notice"]["rank"] == 1


def test_trap_06_a_notice_may_follow_before_the_time_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three weeks from 15 September, ended on the 24th: a notice on the same day."""
    more = TEN | whole_days(date(2025, 9, 22), 2)
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: more})
    number = str(desk.json(*improve(desk, "--weeks", "3"))["notice"]["notice"])
    decide(desk, "2025-09-24")
    words = ("notice", "issue", ANNA, "--parent", "mother", "--on", "2025-09-24")
    assert "runs until 5 October 2025" in refused(desk, *words)
    ended = desk.run("notice", "end", number, "--reason", "Four more sessions", "--on", "2025-09-24")
    assert ended.exit_code == 0, ended.output
    assert len(issue(desk, "2025-09-24")["notice"]["sessions"]) == 14
    assert [one["status"] for one in notices(desk, "--on", "2025-09-24")] == ["ended-early", "running"]
