"""The penalty threshold reached before the summer: its own day in September, and gone with its window."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from attendctl.casework.decision import Outcome, SchoolYear
from attendctl.casework.standing import Sessions
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.judge import judge
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.penalty_window import WindowCount
from attendctl.policies import load_policy
from tests.letters.example_letters import PUPIL

STEP = "penalty-considered"
JUNE, JULY, SEPTEMBER = date(2025, 6, 23), date(2025, 7, 1), date(2025, 9, 5)


def decided(reached_on: date | None, sessions: int, *logged: LoggedEntry) -> list[Any]:
    window = WindowCount(1, 7, sessions, 0, sessions, reached_on, reached_on, reached_on)
    pupil = PUPIL.__class__(**{**PUPIL.__dict__, "year": Sessions(40, 0, 0)})
    facts = PupilFacts(pupil, window=window, logged=logged)
    year = SchoolYear(SEPTEMBER, [date(2025, 9, 1)], None)
    return [one for one in judge(facts, load_policy("national"), year) if one.step and one.step.name == STEP]


def entry(on: date) -> LoggedEntry:
    return LoggedEntry(1, 7, "step", on, "A", "B", on, step=STEP, entry_id=1)


@pytest.mark.parametrize(
    ("reached_on", "sessions", "due"),
    [(JUNE, 10, True), (JUNE, 1, True), (JUNE, 0, False), (SEPTEMBER, 10, True), (None, 9, False)],
)
def test_it_is_due_while_its_window_has_a_session(reached_on: date | None, sessions: int, due: bool) -> None:
    found = decided(reached_on, sessions)
    assert [one.outcome for one in found] == ([Outcome.DUE] if due else [])
    assert [one.due_on for one in found] == ([reached_on] if due else [])


def test_a_decision_of_july_is_not_asked_for_again_in_september() -> None:
    assert decided(JUNE, 10, entry(JULY)) == []
    assert (
        len(decided(JUNE, 10, entry(date(2025, 5, 1)))) == 1
    )  # an earlier decision was about something else
