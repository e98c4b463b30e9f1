"""The penalty threshold reached before the summer, and again: its own day, until somebody decided of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from attendctl.casework.decision import Outcome, SchoolYear
from attendctl.casework.standing import Sessions
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.judge import judge
from attendctl.casework.steps.undecided import met_since_decided
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.penalty_window import WindowCount, WindowRule, WindowSession
from attendctl.policies import load_policy
from tests.letters.example_letters import PUPIL

STEP = "penalty-considered"
JUNE, JULY, SEPTEMBER = date(2025, 6, 23), date(2025, 7, 1), date(2025, 9, 5)
TEN_IN_TEN = WindowRule({1: ["O"]}, 10, 10)


def decided(met: date | None, sessions: int, *logged: LoggedEntry, again: date | None = None) -> list[Any]:
    window = WindowCount(1, 7, sessions, 0, sessions, met, met, met)
    pupil = PUPIL.__class__(**{**PUPIL.__dict__, "year": Sessions(40, 0, 0)})
    undecided = again if logged else met
    facts = PupilFacts(pupil, window=window, threshold_undecided=undecided, logged=logged)
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


def test_what_was_decided_in_july_is_not_asked_for_again_in_september() -> None:
    assert decided(JUNE, 10, entry(JULY)) == []


def test_reached_again_since_it_is_asked_for_again() -> None:
    (found,) = decided(JUNE, 10, entry(JULY), again=SEPTEMBER)
    assert (found.due_on, "again on 5 September 2025" in found.why) == (SEPTEMBER, True)


def days_of_absence(*weeks: tuple[int, int]) -> list[WindowSession]:
    """So many whole days from Monday in some school weeks, numbered from 1 (Monday 1 September 2025)."""
    found = []
    for week, days in weeks:
        monday = date(2025, 9, 1) + timedelta(weeks=week - 1)
        for number in range(2 * days):
            day = monday + timedelta(days=number // 2)
            found.append(WindowSession(7, 1, monday, week, day, number % 2, "O", True, False, False))
    return found


FIRST = date(2025, 9, 5)  # the Friday of five whole days in week 1


@pytest.mark.parametrize(
    ("absence", "decided_on", "met"),
    [
        ([(1, 5)], [], FIRST),
        ([(1, 5)], [date(2025, 9, 4)], FIRST),  # below the threshold: it settles nothing
        ([(1, 5)], [FIRST], None),
        ([(1, 5)], [date(2025, 10, 1)], None),
        ([(1, 5), (2, 5), (10, 5)], [FIRST], None),  # it answers for ten school weeks
        ([(1, 5), (11, 4)], [FIRST], None),  # eight since
        ([(1, 5), (11, 5)], [FIRST], date(2025, 11, 14)),
        ([(1, 5), (2, 1), (11, 4)], [FIRST], date(2025, 11, 13)),  # ten in ten school weeks, in the eleventh
        ([(1, 5), (2, 1), (12, 4)], [FIRST], None),  # ten in eleven
        ([(1, 5), (2, 1), (11, 4)], [date(2025, 9, 8)], None),  # Monday's two were there to decide on
        (
            [(1, 5), (11, 5)],
            [FIRST, date(2025, 10, 1)],
            date(2025, 11, 14),
        ),  # the second was about nothing new
        ([(1, 5), (11, 5)], [FIRST, date(2025, 11, 14)], None),
        ([(1, 5), (11, 5), (12, 5)], [FIRST, date(2025, 11, 14)], None),
        ([(1, 5), (11, 5), (21, 5)], [FIRST, date(2025, 11, 14)], date(2026, 1, 23)),
    ],
)
def test_a_decision_is_about_the_sessions_up_to_its_day(
    absence: list[tuple[int, int]], decided_on: list[date], met: date | None
) -> None:
    assert met_since_decided(FIRST, days_of_absence(*absence), decided_on, TEN_IN_TEN) == met
