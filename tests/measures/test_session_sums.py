"""A school's sums by half day and by code, against two days of two pupils counted by eye."""

from __future__ import annotations

from datetime import date

import pytest

from attendctl.measures.engine import prepare_register
from attendctl.measures.session_sums import code_sums, session_sums
from tests.measures.register_tables import AM, PM, RegisterTables

MONDAY, TUESDAY, WEDNESDAY = date(2025, 11, 3), date(2025, 11, 4), date(2025, 11, 5)


@pytest.fixture
def register() -> RegisterTables:
    """Two pupils of one school and one of another: all present on Monday but for one ``U``."""
    tables = RegisterTables(schools={1: "Fernbrook School", 2: "Ash School"})
    tables.days(1, [MONDAY, TUESDAY, WEDNESDAY], "/\\I\\##")
    tables.days(2, [MONDAY, TUESDAY, WEDNESDAY], "LUBN##")
    tables.days(3, [TUESDAY], "OI", school=2)
    return tables


def test_every_session_of_a_school_is_added_up(register: RegisterTables) -> None:
    connection = register.connection()
    prepare_register(connection)
    found = [tuple(row) for row in session_sums(connection, MONDAY, WEDNESDAY)]
    # school, day, half, possible, attended, authorised, unauthorised, late, late after close
    assert found == [
        (1, MONDAY, AM, 2, 2, 0, 0, 1, 0),
        (1, MONDAY, PM, 2, 1, 0, 1, 0, 1),
        (1, TUESDAY, AM, 2, 1, 1, 0, 0, 0),
        (1, TUESDAY, PM, 2, 1, 0, 1, 0, 0),
        (2, TUESDAY, AM, 1, 0, 0, 1, 0, 0),
        (2, TUESDAY, PM, 1, 0, 1, 0, 0, 0),
    ]


def test_both_days_are_included(register: RegisterTables) -> None:
    connection = register.connection()
    prepare_register(connection, [1])
    assert {row.date for row in session_sums(connection, TUESDAY, TUESDAY)} == {TUESDAY}
    assert [row.sessions for row in code_sums(connection, WEDNESDAY, WEDNESDAY)] == [4]


def test_codes_are_counted_with_what_they_count_as(register: RegisterTables) -> None:
    connection = register.connection()
    prepare_register(connection, [1])
    found = {row.code: row for row in code_sums(connection, MONDAY, WEDNESDAY)}
    assert {code: row.sessions for code, row in found.items()} == {
        "#": 4,
        "/": 1,
        "\\": 2,
        "B": 1,
        "I": 1,
        "L": 1,
        "N": 1,
        "U": 1,
    }
    assert (found["I"].possible, found["I"].authorised, found["I"].unauthorised) == (1, 1, 0)
    assert (found["B"].possible, found["B"].attended) == (1, 1)
    assert (found["#"].possible, found["#"].attended) == (0, 0)
