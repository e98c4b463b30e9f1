"""Which letters and entries of the case log are steps to look before and after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import duckdb
import pytest

from attendctl.casework.patterns.levels import pattern_levels
from attendctl.casework.patterns.steps_taken import StepTaken, steps_taken

DAY = date(2025, 10, 22)


def steps(
    letters: Sequence[tuple[str, str, str | None]] = (),
    entries: Sequence[tuple[str, str | None]] = (),
    *,
    upto: date = DAY,
) -> list[StepTaken]:
    """Return the steps of one pupil: letters by reference, name and occasion, entries by kind and outcome."""
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE letter_written (reference VARCHAR, school_id SMALLINT, pupil_id INT, letter VARCHAR,"
        " as_of DATE, written_on DATE, policy VARCHAR, known_on DATE, occasion VARCHAR)"
    )
    connection.execute(
        "CREATE TABLE letter_pupil (reference VARCHAR, school_id SMALLINT, pupil_id INT, figures VARCHAR)"
    )
    for reference, name, occasion in letters:
        connection.execute(
            "INSERT INTO letter_written VALUES (?, 1, 7, ?, ?, ?, 'national', ?, ?)",
            [reference, name, DAY, DAY, DAY, occasion],
        )
        connection.execute("INSERT INTO letter_pupil VALUES (?, 1, 7, NULL)", [reference])
    connection.execute(
        "CREATE TABLE case_entry_all (entry_id INT, school_id SMALLINT, pupil_id INT, kind VARCHAR,"
        " happened_on DATE, until DATE, step VARCHAR, outcome VARCHAR, sessions INT, note VARCHAR,"
        " details VARCHAR, by_name VARCHAR, by_position VARCHAR, known_on DATE, withdraws INT,"
        " withdrawn_by INT)"
    )
    for number, (kind, outcome) in enumerate(entries, 1):
        connection.execute(
            "INSERT INTO case_entry_all VALUES (?, 1, 7, ?, ?, NULL, NULL, ?, NULL, NULL, '{}', 'A', 'B',"
            " ?, NULL, NULL)",
            [number, kind, DAY, outcome, DAY],
        )
    return steps_taken(connection, pattern_levels(), upto=upto)


def test_a_letter_is_a_step_by_its_name() -> None:
    assert steps([("R1", "1a", None)]) == [StepTaken(DAY, 1, 7, "letter 1a")]


def test_a_letter_that_was_taken_back_is_none_and_nor_is_what_took_it_back() -> None:
    assert steps([("R1", "1a", None), ("R2", "withdrawal", "R1")]) == []


@pytest.mark.parametrize(
    ("kind", "outcome", "is_step"),
    [
        ("meeting", "held", True),
        ("meeting", "missed", False),
        ("meeting", "arranged", False),
        ("plan", None, True),
        ("hold", "illness", False),
        ("return", None, False),
    ],
)
def test_entries(kind: str, outcome: str | None, is_step: bool) -> None:
    assert steps(entries=[(kind, outcome)]) == ([StepTaken(DAY, 1, 7, kind)] if is_step else [])


def test_the_same_step_twice_on_a_day_is_one_and_later_ones_are_not_known() -> None:
    assert len(steps(entries=[("plan", None), ("plan", None)])) == 1
    assert steps(entries=[("plan", None)], upto=date(2025, 10, 21)) == []
