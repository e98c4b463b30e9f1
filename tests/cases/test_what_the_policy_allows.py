"""Groups, allowances and set periods: what a policy names and allows, below, at and above its numbers."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from attendctl.casework.set_periods import check_set_period
from attendctl.errors import WrongUsage
from attendctl.ledger.case_log import CaseEntry
from attendctl.policies import load_policy
from tests.cases.case_desk import ANNA, BEN, case_desk
from tests.cli.command_line import Desk

BY = ("--by", "B. Person", "--position", "Head of Year")


def desk_of(policy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = case_desk(tmp_path, monkeypatch)
    settings = tmp_path / "attendctl.toml"
    text = settings.read_text(encoding="utf-8").replace('"greenhill"', f'"{policy}"')
    settings.write_text(text, encoding="utf-8")
    return desk


@pytest.fixture
def cheetwood(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return desk_of("cheetwood", tmp_path, monkeypatch)


@pytest.fixture
def copnor(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return desk_of("copnor", tmp_path, monkeypatch)


def shown(desk: Desk, *words: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = desk.json("case", "show", *words)["entries"]
    return entries


def refused(desk: Desk, status: int, *words: str) -> str:
    before = len(shown(desk))
    result = desk.run("case", *words)
    assert (result.exit_code, result.stdout) == (status, ""), result.output
    assert len(shown(desk)) == before
    return " ".join(result.stderr.split())


def actions_of(desk: Desk, pupil: str) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = desk.json("actions", "--pupil", pupil, "--as-of", "2025-09-26")["actions"]
    return listed


# ---------------------------------------------------------------------- groups


def test_a_pupil_is_put_into_a_group_and_a_later_one_takes_its_place(cheetwood: Desk) -> None:
    # Anna missed 3 of 30: 90.0, red by Cheetwood's policy
    assert {one["case_group"] is None for one in actions_of(cheetwood, ANNA)} == {True}
    assert "group-red" in {one["step"] for one in actions_of(cheetwood, ANNA)}
    words = ("case", "group", ANNA, "SEND", "--led-by", "C. Person", "--on", "2025-09-24", *BY)
    result = cheetwood.run(*words)
    assert result.stdout == (
        f"Entry 1 is logged: group, send, led by C. Person, on 24 September 2025 ({ANNA}).\n"
    )
    (entry,) = shown(cheetwood)
    assert (entry["kind"], entry["outcome"]) == ("group", "send")
    assert entry["details"] == {"title": "Special educational needs", "led_by": "C. Person"}
    after = actions_of(cheetwood, ANNA)
    assert "group-red" not in {one["step"] for one in after}
    group = {"name": "send", "title": "Special educational needs", "led_by": "C. Person"}
    assert [one["case_group"] for one in after] == [group] * len(after)
    assert "group send, led by C. Person" in cheetwood.run("actions", "--as-of", "2025-09-26").stdout
    assert "send, led by C. Person" in cheetwood.run("case", "show").stdout

    cheetwood.run("case", "group", ANNA, "other", *BY)
    other = {"name": "other", "title": "Other", "led_by": None}
    assert {str(one["case_group"]) for one in actions_of(cheetwood, ANNA)} == {str(other)}
    cheetwood.run("case", "withdraw", "2", "--reason", "another pupil", *BY)
    assert {str(one["case_group"]) for one in actions_of(cheetwood, ANNA)} == {str(group)}


def test_a_wrong_group_lists_those_of_the_policy(cheetwood: Desk) -> None:
    said = refused(cheetwood, 4, "group", ANNA, "sporty", *BY)
    assert "The policy cheetwood has no group 'sporty'." in said
    assert "Its groups are: looked-after, send, long-term, parents, school, offending, eal," in said


def test_a_policy_without_groups_says_so(copnor: Desk) -> None:
    assert "The policy copnor has no groups" in refused(copnor, 2, "group", ANNA, "send", *BY)


def test_a_group_is_not_logged_as_an_entry_of_another_kind(cheetwood: Desk) -> None:
    said = refused(cheetwood, 2, "log", "group", ANNA, "--outcome", "send", *BY)
    assert "attendctl case group" in said


# ---------------------------------------------------------------------- absence accepted without evidence

ALLOWED = ("log", "evidence", ANNA, "--outcome", "allowed", *BY)


@pytest.mark.parametrize("sessions", ["1", "5", "6"])
def test_up_to_three_days_are_allowed(copnor: Desk, sessions: str) -> None:
    assert copnor.run("case", *ALLOWED, "--sessions", sessions).exit_code == 0
    assert shown(copnor)[0]["details"] == {"allowance": "diarrhoea-and-vomiting"}


def test_more_than_three_days_are_refused_with_what_the_policy_allows(copnor: Desk) -> None:
    said = refused(copnor, 2, *ALLOWED, "--sessions", "7")
    assert "7 sessions (3½ days) are more than 6 sessions (3 days)." in said
    assert "for 3 school days, once a year" in said
    assert "Reactive strategies for attendance, 15" in said


def test_the_second_of_the_year_is_refused_and_the_same_again_is_not_a_second(copnor: Desk) -> None:
    first = ("--sessions", "6", "--on", "2025-09-08")
    copnor.run("case", *ALLOWED, *first)
    assert copnor.json("case", *ALLOWED, *first)["is_new"] is False
    said = refused(copnor, 2, *ALLOWED, "--sessions", "1", "--on", "2025-09-22")
    assert "It was allowed once this year already: entry 1 of 8 September 2025." in said
    assert (
        copnor.run("case", "log", "evidence", BEN, "--outcome", "allowed", "--sessions", "1", *BY).exit_code
        == 0
    )
    # a year before, it was another year's
    assert copnor.run("case", *ALLOWED, "--sessions", "1", "--on", "2025-07-10").exit_code == 0
    copnor.run("case", "withdraw", "1", "--reason", "another pupil", *BY)
    assert copnor.run("case", *ALLOWED, "--sessions", "1", "--on", "2025-09-22").exit_code == 0


def test_how_long_it_was_must_be_said_and_by_which_allowance(copnor: Desk) -> None:
    assert "Say it with --sessions" in refused(copnor, 2, *ALLOWED)
    said = refused(copnor, 4, *ALLOWED, "--sessions", "1", "--allowance", "hay-fever")
    assert "Its allowances are: diarrhoea-and-vomiting." in said
    assert "--allowance is for absence" in refused(copnor, 2, "log", "call", ANNA, "--allowance", "x", *BY)


def test_a_policy_without_an_allowance_accepts_none(cheetwood: Desk) -> None:
    said = refused(cheetwood, 2, *ALLOWED, "--sessions", "1")
    assert "The policy cheetwood accepts no absence without evidence." in said


# ---------------------------------------------------------------------- the period of a notice to improve


@pytest.mark.parametrize(
    ("until", "is_allowed"),
    [("2025-09-28", False), ("2025-09-29", True), ("2025-10-20", True), ("2025-10-21", False)],
)
def test_notice_to_improve_runs_three_to_six_weeks(until: str, is_allowed: bool) -> None:
    """From 8 September 2025: that is up to 29 September at the soonest, 20 October at the latest."""
    offered = CaseEntry(
        school_id=1,
        pupil_id=7,
        kind="notice-to-improve",
        happened_on=date(2025, 9, 8),
        by_name="R. Amadi",
        by_position="Attendance Officer",
        known_on=date(2025, 9, 8),
        until=date.fromisoformat(until),
        outcome="offered",
    )
    if is_allowed:
        check_set_period(load_policy("aletheia"), offered)
        return
    with pytest.raises(WrongUsage) as refused_for:
        check_set_period(load_policy("aletheia"), offered)
    said = str(refused_for.value)
    assert f"--until {until} is outside the 3 to 6 weeks that notice-to-improve may set" in said
    assert "from 29 September 2025 up to 20 October 2025" in said


def test_another_entry_with_a_last_day_is_not_held_to_those_weeks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_of("aletheia", tmp_path, monkeypatch)
    words = ("log", "event", ANNA, "--outcome", "query", "--until", "2025-09-26", *BY)
    assert desk.run("case", *words).exit_code == 0


# ---------------------------------------------------------------------- what is gone through first


def test_actions_have_the_checklist_of_each_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_of("reach2", tmp_path, monkeypatch)
    # Anna missed 3 of 30: 90.0, red; Ben was given a warning
    desk.run("case", "log", "event", BEN, "--outcome", "truancy", *BY)
    warning = [one for one in actions_of(desk, BEN) if one["step"] == "truancy-warning"]
    assert [one["checklist"] for one in warning] == [
        ["what happened", "that another time may lead to more being done"]
    ]
    assert "· what happened" in desk.run("actions", "--as-of", "2025-09-26").stdout
