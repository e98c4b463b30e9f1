"""A hold logged today holds back what is written today, however far the marks go."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from attendctl.casework.decision import Outcome
from attendctl.casework.steps_due import steps_due
from attendctl.settings import SchoolSettings, Settings
from tests.letters.register_by_hand import Pupil, register

SETTINGS = Settings(school=[SchoolSettings(name="Hillside School", urn="999002", policy="national")])
FRIDAY, MONDAY = date(2025, 10, 24), date(2025, 10, 27)  # the last day of marks, and the Monday after


def connection_with(kind: str, on: date, until: date | None = None) -> Any:
    connection = register([Pupil("A999000000001", lambda week: 2)], weeks=7)
    connection.execute(
        "INSERT INTO case_entry_all (entry_id, school_id, pupil_id, kind, happened_on, until, note, "
        "by_name, by_position, known_on) VALUES (1, 1, 1, $1, $2, $3, 'bereavement', 'A', 'B', $2)",
        [kind, on, until],
    )
    return connection


def outcome(connection: Any, *, today: date, as_of: date | None = None) -> Outcome:
    (school,) = steps_due(connection, SETTINGS, today=today, as_of=as_of)
    return next(one.outcome for one in school.decisions if one.letter == "2a")


@pytest.mark.parametrize(
    ("on", "until", "today", "expected"),
    [
        (MONDAY, None, MONDAY, Outcome.HELD_BACK),
        (FRIDAY, MONDAY, MONDAY, Outcome.HELD_BACK),  # its last day
        (FRIDAY, FRIDAY, MONDAY, Outcome.DUE),  # over
        (date(2025, 7, 1), None, MONDAY, Outcome.HELD_BACK),  # from the year before, never released
        (MONDAY, None, date(2026, 9, 7), Outcome.HELD_BACK),  # letters about the year before
    ],
)
def test_a_hold_is_looked_at_on_the_day_of_the_letter(
    on: date, until: date | None, today: date, expected: Outcome
) -> None:
    assert outcome(connection_with("hold", on, until), today=today) is expected


def test_a_day_judged_by_name_does_not_see_a_later_hold() -> None:
    assert outcome(connection_with("hold", MONDAY), today=MONDAY, as_of=FRIDAY) is Outcome.DUE


def test_what_was_logged_after_the_last_marks_is_answered() -> None:
    connection = connection_with("leave", MONDAY)
    connection.execute("UPDATE case_entry_all SET outcome = 'refused'")
    (school,) = steps_due(connection, SETTINGS, today=MONDAY)
    assert "leave-refused" in [one.letter for one in school.decisions]
