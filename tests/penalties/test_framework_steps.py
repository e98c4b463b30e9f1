"""Steps of the national framework under every policy, and that they add nothing by themselves."""

from __future__ import annotations

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from attendctl.casework.entries_awaited import entry_findings
from attendctl.policies import load_policy, shipped_policies
from attendctl.policies.framework import framework_steps, with_framework, without_framework
from attendctl.policies.step_faults import steps_that_cannot_be
from tests.cli.command_line import Desk
from tests.penalties.notice_desk import ANNA, BEN, CARA, FIRST_MONDAY, notice_desk, whole_days

LETTERS = [
    "penalty-warning",
    "notice-to-improve",
    "notice-to-improve-met",
    "penalty-not-proceeding",
    "penalty-referral",
]
DEADLINES = [
    "notice-to-improve-review",
    "notice-to-improve-early",
    "penalty-payment-over",
    "penalty-unpaid",
]
FRAMEWORK = Path(__file__).parents[2] / "attendctl" / "policies" / "framework" / "steps.toml"
LATER = "2025-09-26"


def test_the_steps_there_are() -> None:
    assert [step.name for step in framework_steps() if step.letter] == LETTERS
    assert [step.name for step in framework_steps() if not step.letter] == DEADLINES
    assert all(step.topic in ("penalty", "improvement") for step in framework_steps())


def test_no_number_of_the_law_stands_among_them() -> None:
    lines = FRAMEWORK.read_text(encoding="utf-8").splitlines()
    told = [line for line in lines if not re.match(r"(#|checked_on|href|document)", line)]
    assert not [line for line in told if re.search(r"\d", line)]


@pytest.mark.parametrize("name", shipped_policies())
def test_every_policy_has_each_of_them_once_and_stays_the_same_policy(name: str) -> None:
    policy = load_policy(name)
    whole = with_framework(policy)
    assert (whole.key, whole.version, whole.bands) == (policy.key, policy.version, policy.bands)
    assert whole.steps[: len(policy.steps)] == policy.steps
    names = [step.name for step in whole.steps]
    assert len(names) == len(set(names))
    assert set(LETTERS) <= set(names)
    watched = [step.deadline for step in whole.steps if step.deadline]
    assert sorted(watched) == ["authority_decides", "early_action", "payment_over", "review"]
    assert list(steps_that_cannot_be(whole)) == []
    assert list(entry_findings(whole)) == []
    assert without_framework(whole) == policy


def test_aletheia_keeps_its_own_notice_to_improve_and_its_own_review() -> None:
    steps = {step.name: step for step in with_framework(load_policy("aletheia")).steps}
    assert steps["notice-to-improve"].longest_weeks == 6
    assert steps["notice-to-improve-over"].deadline == "review"
    assert "notice-to-improve-review" not in steps


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Anna: four sessions in the first week. Ben: five, and at the same home. Cara: six, looked after."""
    four, two = whole_days(FIRST_MONDAY, 2), whole_days(date(2025, 9, 10), 1)
    return notice_desk(
        tmp_path,
        monkeypatch,
        {
            ANNA: four,
            BEN: four | {(date(2025, 9, 10), "PM"): "N"},
            CARA: four | two,
        },
        pupils={CARA: {"looked_after": "Yes"}},
    )


def letters(desk: Desk, *words: str) -> dict[str, Any]:
    """Run the letters; the fathers, who live elsewhere, have no address, so something is held back."""
    result = desk.run("letters", "--as-of", LATER, *words, "--format", "json")
    assert result.exit_code in (0, 6), result.output
    run: dict[str, Any] = json.loads(result.stdout)
    return run


def warned(desk: Desk) -> list[str]:
    run = letters(desk, "--letter", "penalty-warning")
    return [one["upn"] for one in run["letters"]]


def test_without_a_notice_nothing_new_is_due(desk: Desk) -> None:
    actions = desk.json("actions", "--as-of", LATER)
    steps = {one["step"] for one in actions["actions"] + actions["held_back"]}
    assert not steps & {*LETTERS, *DEADLINES}
    assert not {one["letter"] for one in actions["to_many"]} & set(LETTERS)
    assert actions["notices_no_longer_supported"] == []
    written = {one["letter"] for one in letters(desk, "--dry-run")["letters"]}
    assert not written & set(LETTERS)


def test_a_warning_is_written_from_the_fifth_session_when_it_is_asked_for(desk: Desk) -> None:
    """Four are one too few; a session without a reason counts; for Cara nobody is fined, so nobody warned."""
    assert warned(desk) == [BEN]
    assert warned(desk) == []  # by the same window it is written once


def test_why_nobody_is_warned_is_answered(desk: Desk) -> None:
    held = letters(desk, "--letter", "penalty-warning", "--pupil", CARA)["held_back"]
    said = " ".join(one["why"] for one in held if one["letter"] == "penalty-warning")
    assert "Looked after by the local authority" in said
    held = letters(desk, "--letter", "penalty-warning", "--pupil", ANNA)["held_back"]
    said = " ".join(one["why"] for one in held if one["letter"] == "penalty-warning")
    assert "4 sessions (2 days) of unauthorised absence in the window: parents are warned from 5." in said


def test_explain_knows_the_warning(desk: Desk) -> None:
    steps = {one["step"]: one for one in desk.json("explain", ANNA, "--as-of", LATER)["steps"]}
    assert set(LETTERS) <= set(steps)
    (decision,) = steps["penalty-warning"]["decisions"]
    assert "parents are warned from 5" in decision["why"]
    assert "2024" in steps["penalty-warning"]["source"]


def test_a_simulation_leaves_them_out(desk: Desk) -> None:
    played = desk.json("policy", "simulate", "greenhill", "--from", "2025-09-08", "--to", "2025-10-10")
    assert not any(name in str(played) for name in (*LETTERS, *DEADLINES))
