"""What attendctl explain says of protections, marks of lateness and checklists, worked out by hand."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attendctl.casework.explained.marks import ExplainedMark, explain_marks
from attendctl.casework.explained.protections import explain_protections, latest_absence
from attendctl.casework.explanation import Explanation, explain_pupil
from attendctl.measures.evidence import MarkedSession
from attendctl.policies import load_policy
from attendctl.reports.explanation_dict import explanation_dict
from attendctl.reports.explanation_shown import explanation_text
from attendctl.settings import SchoolSettings, Settings
from tests.letters.register_by_hand import Pupil, register

UPN = "A999000000001"
FRIDAY = date(2025, 11, 21)
AWAY_FROM = date(2025, 11, 10)  # a Monday


def marks_of(*sessions: tuple[date, int, str]) -> list[ExplainedMark]:
    return explain_marks_of([MarkedSession(1, 1, day, half, code) for day, half, code in sessions])


def explain_marks_of(marks: list[MarkedSession]) -> list[ExplainedMark]:
    return list(explain_marks(marks))


def attended_before(number: int, until: date) -> list[ExplainedMark]:
    """So many sessions attended, the last on the afternoon of a day, two each day before."""
    days = [until - timedelta(days=back // 2) for back in range(number)]
    return marks_of(*((day, 1 - back % 2, "/") for back, day in enumerate(days)))


@pytest.mark.parametrize(("attended", "holds"), [(199, False), (200, True), (201, True)])
def test_traveller_is_protected_at_two_hundred_sessions_in_the_year_before(
    attended: int, holds: bool
) -> None:
    away = marks_of((AWAY_FROM, 0, "T"), (AWAY_FROM, 1, "T"))
    # a session more a day before the twelve months, and one on the day itself: neither counts
    outside = marks_of((date(2024, 11, 9), 0, "/"))
    every = [*outside, *attended_before(attended, AWAY_FROM - timedelta(days=1)), *away]

    def read(from_day: date, to_day: date) -> list[ExplainedMark]:
        return [mark for mark in every if from_day <= mark.day <= to_day]

    prosecution, base_school = explain_protections(load_policy("cheetwood"), away, read)
    assert (prosecution.from_day, prosecution.to_day) == (date(2024, 11, 10), date(2025, 11, 9))
    assert (prosecution.attended, prosecution.holds) == (attended, holds)
    assert (base_school.from_day, base_school.attended) == (date(2024, 5, 10), attended + 1)
    assert base_school.holds


def test_absence_reaches_back_to_the_last_other_possible_session() -> None:
    marks = marks_of(
        (date(2025, 10, 1), 0, "T"),
        (date(2025, 10, 2), 0, "/"),
        (date(2025, 10, 3), 0, "T"),
        (date(2025, 10, 6), 0, "#"),  # not possible: it ends nothing
        (date(2025, 10, 7), 0, "T"),
        (date(2025, 10, 8), 0, "/"),
    )
    assert latest_absence(marks, "T") == date(2025, 10, 3)
    assert latest_absence(marks, "G") is None


def explained(policy: str, *changes: tuple[date, int, str, int | None], year: str = "4") -> Explanation:
    """One pupil who misses the morning of Monday in every second of ten weeks, with some marks changed."""
    pupil = Pupil(UPN, lambda week: 1 if week % 2 == 0 else 0)
    connection = register([pupil], weeks=10)
    for column in ("band", "policy_version", "template_sha256", "reason"):
        connection.execute(f"ALTER TABLE letter_written ADD COLUMN {column} VARCHAR")
    for day, session, code, minutes in changes:
        connection.execute(
            "UPDATE mark SET code = $1, minutes_late = $2 WHERE date = $3 AND session = $4",
            [code, minutes, day, session],
        )
    connection.execute("UPDATE pupil SET year_group = $1", [year])
    settings = Settings(school=[SchoolSettings(name="Hillside School", urn="999002", policy=policy)])
    return explain_pupil(connection, settings, UPN, today=FRIDAY, as_of=FRIDAY)


def test_explain_says_whether_the_protection_holds() -> None:
    found = explained("cheetwood", (FRIDAY, 0, "T", None), (FRIDAY, 1, "T", None))
    prosecution, base_school = explanation_dict(found)["protections"]
    # 98 sessions before that Friday, five of them missed
    assert (prosecution["sessions_attended"], prosecution["sessions_needed"], prosecution["holds"]) == (
        93,
        200,
        False,
    )
    assert (base_school["sessions_attended"], base_school["holds"]) == (93, True)
    text = " ".join(explanation_text(found).split())
    assert "Protection traveller-prosecution: does not hold" in text
    assert "93 sessions (46½ days) attended from 21 November 2024 to 20 November 2025" in text
    assert "Protection traveller-base-school: holds" in text


def test_pupil_without_the_code_is_told_nothing_of_protections() -> None:
    found = explained("cheetwood")
    assert explanation_dict(found)["protections"] == []
    assert "Protection" not in explanation_text(found)


def test_explain_lists_marks_of_lateness_that_disagree_with_the_times() -> None:
    tuesday, wednesday = date(2025, 11, 18), date(2025, 11, 19)
    found = explained(
        "greenhill",
        (tuesday, 0, "L", 30),
        (wednesday, 0, "L", 29),
        (wednesday, 1, "U", 29),
        (FRIDAY, 1, "U", 30),
    )
    assert explanation_dict(found)["late_marks_to_check"] == [
        {
            "date": "2025-11-18",
            "session": "AM",
            "code": "L",
            "minutes_late": 30,
            "register_closes_after_minutes": 30,
            "was_closed": True,
        },
        {
            "date": "2025-11-19",
            "session": "PM",
            "code": "U",
            "minutes_late": 29,
            "register_closes_after_minutes": 30,
            "was_closed": False,
        },
    ]
    text = " ".join(explanation_text(found).split())
    assert "18 November 2025 AM: L with 30 minutes late." in text
    assert "closes 30 minutes after the start (Years 3 to 6): it had closed." in text
    assert "19 November 2025 PM: U with 29 minutes late." in text


def test_explain_shows_the_checklist_of_a_step() -> None:
    steps = {one["step"]: one for one in explanation_dict(explained("reach2"))["steps"]}
    assert steps["truancy-warning"]["checklist"] == [
        "what happened",
        "that another time may lead to more being done",
    ]
    assert "· what happened" in explanation_text(explained("reach2"))
