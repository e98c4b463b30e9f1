"""Random registers: what the SQL counts is what plain loops count, to the last session."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendctl.casework.bands import trend
from attendctl.measures.attendance import (
    Period,
    group_rows,
    measure_attendance,
    missing_mark_rows,
    pupil_rows,
    school_week_rows,
)
from attendctl.measures.engine import prepare_register
from attendctl.measures.school_weeks import read_school_days
from tests.house.examples import examples
from tests.measures import count_by_loops as loops
from tests.measures.register_tables import Mark, RegisterTables, weekdays

# Two weeks of autumn, a half term, two more weeks with a weekend session between.
AUTUMN = [*weekdays(date(2025, 10, 13), 10), date(2025, 11, 8), *weekdays(date(2025, 11, 3), 8)]
# The last summer of the old codes, and the first days of the new ones.
TURN_OF_2024 = [*weekdays(date(2024, 8, 14), 6), *weekdays(date(2024, 9, 2), 5)]

OLD_AND_NEW = ["/", "\\", "L", "I", "O", "U", "N", "G", "C", "D", "X", "#", "Z", "V", "-", None]
ONLY_NEW = ["J1", "C1", "C2", "K", "Q", "Y1", "Y7"]
RETIRED = ["J", "H", "F", "Y"]
OFTEN = ["/", "I", "-", None, None, None, None, None]  # gaps are what is easily miscounted


def codes_on(day: date) -> list[str | None]:
    """Return what a register may hold on a day: retired codes are still met after their last day."""
    return [*OLD_AND_NEW, *RETIRED, *(ONLY_NEW if day >= loops.AUTUMN_2024 else []), *OFTEN]


@st.composite
def registers(draw: st.DrawFn) -> tuple[RegisterTables, date]:
    """Draw two schools of up to four pupils, each on roll for some of the days, and a day to judge by."""
    days = draw(st.sampled_from([AUTUMN, TURN_OF_2024]))
    register = RegisterTables(schools={1: "Fernbrook School", 2: "Dunmere Primary"})
    for school in (1, 2):
        closed = draw(st.sets(st.sampled_from(days), max_size=4))
        for pupil in range(draw(st.integers(1, 4))):
            span = sorted((draw(st.integers(0, len(days) - 1)), draw(st.integers(0, len(days) - 1))))
            for day in sorted(days)[span[0] : span[1] + 1]:
                for session in (0, 1):
                    allowed = ["#", None, "-"] if day in closed else codes_on(day)
                    code = draw(st.sampled_from(allowed))
                    minutes = draw(st.one_of(st.none(), st.integers(1, 90))) if code in ("L", "U") else None
                    if code is not None:
                        register.marks.append(Mark(10 * school + pupil, day, session, code, minutes, school))
            if draw(st.integers(0, 5)) == 0:
                register.pupils[school, 10 * school + pupil] = {"leaving_date": draw(st.sampled_from(days))}
    return register, draw(st.one_of(st.just(max(days)), st.sampled_from([*days, date(2025, 10, 29)])))


@pytest.mark.law
@settings(max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(drawn=registers())
def test_sql_counts_what_plain_loops_count(drawn: tuple[RegisterTables, date]) -> None:
    register, as_of = drawn
    connection = register.connection()
    prepare_register(connection)
    days = read_school_days(connection)
    of_schools = loops.school_days(register.marks)
    assert set(days.days) == set().union(*of_schools.values())

    measure_attendance(connection, Period(as_of))
    leaving = {who: stated["leaving_date"] for who, stated in register.pupils.items()}
    expected = loops.count_all(register.marks, as_of, leaving)
    found = {(row.school_id, row.pupil_id): row for row in pupil_rows(connection)}
    assert found.keys() == expected.keys()
    for who, row in found.items():
        counted = expected[who]
        assert tuple(row.year) == counted.year.values(), who
        assert tuple(row.week) == counted.week.values(), who
        assert (row.before_attended, row.before_possible) == (
            counted.before.attended,
            counted.before.possible,
        )
        assert (row.persistent_absence, row.severe_absence) == (counted.persistent, counted.severe)
        assert row.status == counted.status, who
        assert counted.trend == trend(
            attended_before=row.before_attended,
            possible_before=row.before_possible,
            attended_now=row.year.attended,
            possible_now=row.year.possible,
        )

    owed = sorted(
        (school, pupil, day, session)
        for school, pupil, day, session, _, _ in missing_mark_rows(connection, since=date.min)
    )
    assert owed == sorted((*who, *slot) for who, counted in expected.items() for slot in counted.owed)
    whole = group_rows(connection, "everyone")
    if expected:
        assert whole[0]["pupils"] == len(expected)
        assert whole[0]["year_possible"] == sum(counted.year.possible for counted in expected.values())
        assert whole[0]["pupils_persistent"] == sum(counted.persistent for counted in expected.values())
    weeks = school_week_rows(connection, Period(as_of))
    assert sum(row["possible"] for row in weeks) == sum(row.year.possible for row in found.values())


@pytest.mark.parametrize("by", ["school", "class", "sex"])
def test_groups_add_up_to_the_whole(by: str) -> None:
    register = RegisterTables()
    for pupil in range(6):
        register.days(pupil, weekdays(date(2025, 11, 3), 3), ["/\\/\\I ", "/\\O-/\\"][pupil % 2])
        register.pupils[1, pupil] = {"class": ["3A", None, "3B"][pupil % 3], "sex": "MF"[pupil % 2]}
    connection = register.connection()
    prepare_register(connection)
    read_school_days(connection)
    measure_attendance(connection, Period(date(2025, 11, 7)))
    groups = group_rows(connection, by)
    whole = group_rows(connection, "everyone")[0]
    for column in ("pupils", "year_possible", "year_attended", "year_missing", "week_unauthorised"):
        assert sum(group[column] for group in groups) == whole[column]
    if by == "class":
        assert {group["name"] for group in groups} == {"3A", "3B", "not stated"}
