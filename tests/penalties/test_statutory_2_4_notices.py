"""The cases about notices of the table of penalty cases, each named after its row."""

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

HOLIDAY = whole_days(FIRST_MONDAY, 5, "G")
TEN = whole_days(FIRST_MONDAY, 5)
ISSUED = "2025-09-15"


def desk_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *upns: str, code: str = "national") -> Desk:
    desk = notice_desk(tmp_path, monkeypatch, dict.fromkeys(upns or (ANNA,), TEN), code=code)
    for upn in upns or (ANNA,):
        decide(desk, ISSUED, upn)
    return desk


def test_case_10_two_parents_and_two_children_on_one_holiday_make_four_notices(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: HOLIDAY, BEN: HOLIDAY})
    for upn in (ANNA, BEN):
        decide(desk, ISSUED, upn)
        for parent in ("mother", "father"):
            assert issue(desk, ISSUED, upn, parent)["notice"]["rank"] == 1
    assert len(notices(desk)) == 4


@pytest.mark.parametrize(
    ("parents", "children", "number"),
    [(1, 1, 1), (2, 1, 2), (1, 2, 2), (2, 2, 4)],
)
def test_case_11_a_notice_for_each_parent_and_child(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, parents: int, children: int, number: int
) -> None:
    upns = (ANNA, BEN)[:children]
    desk = desk_with(tmp_path, monkeypatch, *upns)
    for upn in upns:
        for parent in ("mother", "father")[:parents]:
            issue(desk, ISSUED, upn, parent)
    assert len(notices(desk)) == number


@pytest.mark.parametrize(
    ("day", "on", "amount"),
    [(21, "2025-10-05", "80"), (22, "2025-10-06", "160"), (28, "2025-10-12", "160")],
)
def test_case_12_a_first_notice_is_80_to_day_21_and_160_to_day_28(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, day: int, on: str, amount: str
) -> None:
    desk = desk_with(tmp_path, monkeypatch)
    issue(desk, ISSUED)
    (shown,) = notices(desk, "--on", on)
    assert (shown["to_pay"]["pounds"], shown["to_pay"]["day"]) == (int(amount), day)
    assert desk.run("notice", "pay", "2", "--amount", amount, "--on", on).exit_code == 0


def test_case_12_on_day_29_it_is_unpaid_and_the_authority_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_with(tmp_path, monkeypatch)
    issue(desk, ISSUED)
    assert "day 29" in refused(desk, "notice", "pay", "2", "--amount", "160", "--on", "2025-10-13")
    result = desk.run("notice", "unpaid", "2", "--on", "2025-10-13")
    assert "prosecute or withdraw" in result.stdout


def test_case_13_a_second_notice_is_160_on_day_5_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_with(tmp_path, monkeypatch)
    elsewhere(desk, "2024-10-01")
    desk.run("notice", "pay", "2", "--amount", "80", "--on", "2024-10-05")
    second = issue(desk, ISSUED)["notice"]
    assert second["rank"] == 2
    number = str(second["notice"])
    assert "£160 is due" in refused(desk, "notice", "pay", number, "--amount", "80", "--on", "2025-09-19")
    assert desk.run("notice", "pay", number, "--amount", "160", "--on", "2025-09-19").exit_code == 0


def test_case_14_a_third_time_within_three_years_is_no_notice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_with(tmp_path, monkeypatch)
    paid_elsewhere(desk, "2024-10-01", "80")
    paid_elsewhere(desk, "2025-02-03", "160")
    message = refused(desk, "notice", "issue", ANNA, "--parent", "mother", "--on", ISSUED)
    assert "the law allows 2" in message
    assert "Instead: an attendance contract" in message


def test_case_15_of_two_earlier_notices_a_withdrawn_one_does_not_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_with(tmp_path, monkeypatch)
    paid_elsewhere(desk, "2024-10-01", "80")
    withdrawn = str(elsewhere(desk, "2025-02-03")["notice"]["notice"])
    assert desk.run("notice", "withdraw", withdrawn, "--reason", "Ill", "--on", "2025-02-10").exit_code == 0
    assert issue(desk, ISSUED)["notice"]["rank"] == 2


def test_case_16_unpaid_and_found_guilty_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_with(tmp_path, monkeypatch)
    number = str(elsewhere(desk, "2024-10-01")["notice"]["notice"])
    assert desk.run("notice", "unpaid", number, "--on", "2024-11-01").exit_code == 0
    words = ("--result", "guilty", "--on", "2025-03-03")
    assert desk.run("notice", "prosecute", number, *words).exit_code == 0
    assert issue(desk, ISSUED)["notice"]["rank"] == 2


@pytest.mark.parametrize(("upn", "parent"), [(ANNA, "father"), (BEN, "mother")])
def test_case_17_two_notices_to_another_parent_or_about_a_sibling_do_not_matter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, upn: str, parent: str
) -> None:
    desk = desk_with(tmp_path, monkeypatch, ANNA, BEN)
    paid_elsewhere(desk, "2024-10-01", "80", upn, parent)
    paid_elsewhere(desk, "2025-02-03", "160", upn, parent)
    assert issue(desk, ISSUED, ANNA, "mother")["notice"]["rank"] == 1


def test_case_18_a_reception_child_before_the_prescribed_day_is_not_eligible(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Five on 3 September 2025: of compulsory school age from 31 December.
    young = {ANNA: {"born": "2020-09-03", "year": "R"}}
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN}, pupils=young)
    message = refused(desk, "notice", "issue", ANNA, "--parent", "mother", "--on", ISSUED)
    assert "was not of compulsory school age" in message
    words = ("--outcome", "proceed", "--on", ISSUED)
    assert "compulsory school age" in refused(desk, "penalties", "decide", ANNA, *words)


def test_case_19_a_notice_may_follow_before_the_time_to_improve_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    absence = TEN | {(date(2025, 9, 23), "AM"): "O"}
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: absence}, code="norfolk")
    desk.json("notice", "improve", ANNA, "--parent", "mother", "--on", ISSUED, *TEXTS)
    words = ("--reason", "Absent again in the second week", "--on", "2025-09-24")
    assert desk.run("notice", "end", "1", *words).exit_code == 0
    decide(desk, "2025-09-24")
    assert len(issue(desk, "2025-09-24")["notice"]["sessions"]) == 11


def test_case_20_no_notice_to_improve_for_a_holiday(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: HOLIDAY})
    words = ("--parent", "mother", "--on", ISSUED, *TEXTS)
    assert "holiday without leave" in refused(desk, "notice", "improve", ANNA, *words)
    decide(desk, ISSUED)
    assert issue(desk, ISSUED)["is_new"]


def test_case_21_in_buckinghamshire_six_weeks_are_60_sessions_and_three_are_30(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN}, code="buckinghamshire")
    words = ("--parent", "mother", "--on", ISSUED, *TEXTS)
    made = desk.json("notice", "improve", ANNA, *words)
    said = " ".join(made["said"])
    assert "30 school days, 60 sessions on a full timetable" in said
    # Three weeks, 30 sessions, are over on Friday 3 October.
    assert "may follow from 6 October 2025" in said
    early = refused(desk, "notice", "end", "1", "--reason", "Absent", "--on", "2025-10-05")
    assert "cannot be ended before 6 October 2025" in early
    assert "after three weeks, 30 sessions" in early
    assert desk.run("notice", "end", "1", "--reason", "Absent", "--on", "2025-10-06").exit_code == 0


def paid_elsewhere(desk: Desk, on: str, amount: str, upn: str = ANNA, parent: str = "mother") -> None:
    number = str(elsewhere(desk, on, upn, parent)["notice"]["notice"])
    result = desk.run("notice", "pay", number, "--amount", amount, "--on", on)
    assert result.exit_code == 0, result.output
