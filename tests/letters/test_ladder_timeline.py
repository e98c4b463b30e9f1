"""A school year of one invented pupil per path of a ladder: each letter on the right day, once.

The dates are worked out by hand from the weeks in ``register_by_hand``: week 1 is that of
8 September, week 7 that of 20 October, week 8 that of 3 November, week 12 that of 1 December.
Letters are asked for every Friday. A Friday after n school weeks has 10n possible sessions.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

import pytest

from attendctl.casework.decision import Outcome
from attendctl.casework.steps_due import letters_due
from attendctl.settings import SchoolSettings, Settings
from tests.letters.register_by_hand import Absences, Pupil, fridays, register


def settings(policy: str, **more: Any) -> Settings:
    return Settings(school=[SchoolSettings(name="Hillside School", urn="999002", policy=policy)], **more)


def every_second_week(week: int) -> int:
    return 1 if week % 2 == 0 else 0  # 1 of 20: 95.0% on even weeks


def three_in_four_weeks(week: int) -> int:
    return 0 if week % 4 == 0 else 1  # 3 of 40: 92.5% every fourth week


def well_in_one_week_of_four(week: int) -> int:
    return 0 if week % 4 == 1 else 1  # the first week is the good one


def two_a_week(week: int) -> int:
    return 2  # 80.0%


def half_of_every_week(week: int) -> int:
    return 5  # 50.0%


def one_short_of_half(week: int) -> int:
    return 4 if week == 1 else 5  # 2 weeks: 9 of 20 missed, 55.0%; always above 50


def well_until_october(week: int) -> int:
    return 10 if week in (5, 6) else 0


def improves_in_november(week: int) -> int:
    return every_second_week(week) if week <= 8 else 0


def never(week: int) -> int:
    return 0


# Greenhill's forty sessions are reached on Friday 3 October, after week 4; the twenty of the national
# policy on Friday 19 September, after week 2.
TIMELINES: list[tuple[str, str, Absences, list[tuple[str, str]]]] = [
    # 4 of 80 missed on 7 November: 95.0, yellow; not before the half term. Review: 4 school weeks
    # on, 5 December; since then 2 of 40 missed: 95.0, below 96.
    ("greenhill", "yellow, no improvement", every_second_week, [("2025-11-07", "1a"), ("2025-12-05", "1b")]),
    # From week 9 never absent: on 5 December 4 of 120 missed, 96.7: green.
    ("greenhill", "yellow, improves", improves_in_november, [("2025-11-07", "1a")]),
    # 3 of 40 missed on 3 October: 92.5, amber; 2a does not wait for the half term. Review: the weeks of
    # 6, 13, 20 October and 3 November, so 7 November; since then 3 of 40: 92.5, below 93.
    ("greenhill", "amber, no improvement", three_in_four_weeks, [("2025-10-03", "2a"), ("2025-11-07", "2b")]),
    # 10 October: 10 of 50 missed, 80.0: from green to red in a week, one letter. From week 16 on above
    # 90 (20 of 210 is 90.5, 25 weeks 92.0), and never the gentler letter.
    ("greenhill", "a jump over two stages, then better", well_until_october, [("2025-10-10", "3a")]),
    ("greenhill", "red", two_a_week, [("2025-10-03", "3a")]),
    ("greenhill", "never absent", never, []),
    # 19 September: 1 of 20 missed, 95.0, green. 26 September: 2 of 30, 93.3, amber (90.1 to 94.9). Review:
    # the weeks of 29 September, 6, 13 and 20 October; since then 3 of 40 missed: 92.5, below 95.
    (
        "national",
        "amber, no improvement",
        well_in_one_week_of_four,
        [("2025-09-26", "1a"), ("2025-10-24", "1b")],
    ),
    # 95.0 on even weeks is green; on Fridays after odd weeks it is above: week 5 has 2 of 50, 96.0.
    ("national", "just green", every_second_week, []),
    # 4 of 20 missed on 19 September. Review: the weeks of 22 and 29 September, 6 and 13 October.
    ("national", "red, no improvement", two_a_week, [("2025-09-19", "2a"), ("2025-10-17", "2b")]),
    # 2 of 20 missed: 90.0 is red. From 3 October on amber, and never the gentler letter.
    ("national", "red, then amber", three_in_four_weeks, [("2025-09-19", "2a")]),
    ("national", "exactly half", half_of_every_week, [("2025-09-19", "3a")]),
    (
        "national",
        "one session short of half",
        one_short_of_half,
        [("2025-09-19", "2a"), ("2025-10-17", "2b")],
    ),
]


@cache
def written_in_a_year(policy: str) -> dict[str, list[tuple[str, str]]]:
    """Play the year once for all pupils of a policy, one a path; return day and letter by path."""
    paths = [(path, absences) for of, path, absences, _ in TIMELINES if of == policy]
    pupils = [
        Pupil(f"A9990000000{number:02}", absences, surname=f"Okoro{number}")
        for number, (_, absences) in enumerate(paths, start=1)
    ]
    connection = register(pupils)
    written: dict[str, list[tuple[str, str]]] = {path: [] for path, _ in paths}
    for friday in fridays():
        (school,) = letters_due(connection, settings(policy), today=friday, as_of=friday)
        due = [decision for decision in school.decisions if decision.outcome is Outcome.DUE]
        assert len({decision.pupil.pupil_id for decision in due}) == len(due), "two letters to one pupil"
        for decision in due:
            letter = decision.letter
            assert letter is not None
            assert decision.why
            assert decision.source
            pupil_id = decision.pupil.pupil_id
            connection.execute(
                "INSERT INTO letter_written VALUES (1, $1, $2, $3, $4, $5, $1, $1, NULL)",
                [friday, pupil_id, policy, letter, f"{pupil_id}-{letter}-{friday}"],
            )
            written[paths[pupil_id - 1][0]].append((friday.isoformat(), letter))
    return written


@pytest.mark.parametrize(
    ("policy", "path", "expected"),
    [(policy, path, expected) for policy, path, _, expected in TIMELINES],
    ids=[f"{policy}: {path}" for policy, path, _, _ in TIMELINES],
)
def test_a_year_of_fridays(policy: str, path: str, expected: list[tuple[str, str]]) -> None:
    assert written_in_a_year(policy)[path] == expected


def one_decision(policy: str, absences: Absences, day: date, **more: Any) -> Any:
    connection = register([Pupil("A999000000001", absences)])
    (school,) = letters_due(connection, settings(policy), today=day, as_of=day, **more)
    (decision,) = school.decisions
    return decision


def test_eighteen_sessions_are_too_few() -> None:
    # the afternoon of Friday 19 September is the twentieth session; Thursday 18 September has 18
    decision = one_decision("national", two_a_week, date(2025, 9, 18))
    assert decision.outcome is Outcome.HELD_BACK
    assert "18 possible" in decision.why
    assert not decision.is_fault


def test_the_first_letter_of_greenhill_waits_for_the_october_half_term() -> None:
    waiting = one_decision("greenhill", every_second_week, date(2025, 10, 3))
    assert (waiting.outcome, waiting.letter) == (Outcome.HELD_BACK, "1a")
    assert "October half term" in waiting.why


def test_the_officer_may_write_it_before() -> None:
    by_hand = one_decision("greenhill", every_second_week, date(2025, 10, 3), letter_by_hand="1a")
    assert (by_hand.outcome, by_hand.letter) == (Outcome.DUE, "1a")


def test_another_letter_by_hand_does_not_lift_the_wait() -> None:
    other = one_decision("greenhill", every_second_week, date(2025, 10, 3), letter_by_hand="2a")
    assert other.outcome is Outcome.HELD_BACK


def test_a_leaver_is_held_back() -> None:
    connection = register([Pupil("A999000000001", never), Pupil("B999000000002", two_a_week, last_week=6)])
    day = date(2025, 11, 7)
    (school,) = letters_due(connection, settings("national"), today=day, as_of=day)
    gone = next(one for one in school.decisions if one.pupil.upn == "B999000000002")
    assert gone.outcome is Outcome.HELD_BACK
    assert "left" in gone.why


def test_a_pupil_without_a_name_is_held_back_as_a_fault() -> None:
    connection = register([Pupil("A999000000001", two_a_week, forename="  ")])
    day = date(2025, 11, 7)
    (school,) = letters_due(connection, settings("national"), today=day, as_of=day)
    assert school.decisions[0].outcome is Outcome.HELD_BACK
    assert school.decisions[0].is_fault


def test_the_next_academic_year_starts_the_ladder_again() -> None:
    connection = register([Pupil("A999000000001", two_a_week)])
    connection.execute(
        "INSERT INTO letter_written "
        "VALUES (1, '2025-07-11', 1, 'national', '2a', 'OLD', '2025-07-11', '2025-07-11', NULL)"
    )
    day = date(2025, 10, 3)
    (school,) = letters_due(connection, settings("national"), today=day, as_of=day)
    assert (school.decisions[0].outcome, school.decisions[0].letter) == (Outcome.DUE, "2a")


def test_review_day_is_the_day_not_the_day_before() -> None:
    connection = register([Pupil("A999000000001", two_a_week)])
    connection.execute(  # a Wednesday; four school weeks on, with the half term between: Wednesday 5 November
        "INSERT INTO letter_written "
        "VALUES (1, '2025-10-01', 1, 'national', '2a', 'R', '2025-10-01', '2025-10-01', NULL)"
    )
    for day, outcome in ((date(2025, 11, 4), Outcome.NOT_DUE), (date(2025, 11, 5), Outcome.DUE)):
        (school,) = letters_due(connection, settings("national"), today=day, as_of=day)
        assert school.decisions[0].outcome is outcome, day
        assert school.decisions[0].letter == "2b"


def test_the_day_of_the_letter_itself_is_not_counted_since() -> None:
    # Friday 3 October: both sessions missed, and the letter written. From Monday on, always there.
    def absences(week: int) -> int:
        return 10 if week == 4 else 0

    connection = register([Pupil("A999000000001", absences)])
    connection.execute(
        "INSERT INTO letter_written "
        "VALUES (1, '2025-10-03', 1, 'national', '2a', 'R', '2025-10-03', '2025-10-03', NULL)"
    )
    day = date(2025, 11, 7)  # 10 of 80 missed: 87.5, red
    (school,) = letters_due(connection, settings("national"), today=day, as_of=day)
    (decision,) = school.decisions
    assert decision.outcome is Outcome.NOT_DUE
    assert "100.0% (40 of 40 sessions)" in decision.why
