"""Random registers of three years: the window and the day the threshold was reached are what loops find.

Two schools with closures of their own; pupils who move, move back and are at both at once; sessions that a
standing notice cites; reasons not established; children who come of compulsory school age midway.
"""

from __future__ import annotations

import random
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from attendctl.measures.engine import prepare_register
from attendctl.measures.penalty_window import WindowRule, window_counts, window_sessions
from attendctl.measures.school_weeks import read_school_days
from tests.house.examples import examples
from tests.measures.register_tables import Mark, RegisterTables
from tests.measures.threshold_by_loops import PupilByLoops

CODES, UNEXPLAINED = ("G", "N", "O", "U"), ("N",)
TERMS = [
    (date(year, month, day), weeks)
    for year in (2024, 2025, 2026)
    for month, day, weeks in ((9, 2, 5), (11, 4, 4), (1, 6, 4), (4, 21, 4), (6, 9, 4))
]
DAYS = sorted(
    monday + timedelta(weeks=week, days=weekday)
    for first, weeks in TERMS
    for week in range(weeks)
    for monday in [first - timedelta(days=first.weekday())]
    for weekday in (0, 1, 4)
)
FIRST_DAY = date(2024, 8, 19)


def drawn_register(chance: random.Random) -> RegisterTables:
    register = RegisterTables(schools={1: "Fernbrook School", 2: "Dunmere Primary"})
    closed = {school: set(chance.sample(DAYS, chance.randint(0, 40))) for school in (1, 2)}
    for pupil in range(1, 6):
        moves = sorted(chance.sample(DAYS, chance.randint(0, 3)))
        at, leaning = chance.choice((1, 2)), chance.choice((0.03, 0.1, 0.3))
        gap = chance.choice([None, *moves])
        both_from = chance.choice([None, None, None, *moves])
        for day in DAYS:
            if day in moves:
                at = 3 - at
            if gap is not None and gap <= day < gap + timedelta(days=30):
                continue  # on no roll
            for session in (0, 1):
                code = chance.choice("GNOU") if chance.random() < leaning else chance.choice("/\\\\LIDY#-")
                if code == "Y":
                    code = "Y4"
                there = {at} if both_from is None or day < both_from else {1, 2}
                for school in sorted(there):
                    here = "#" if day in closed[school] else code
                    register.marks.append(Mark(pupil, day, session, here, school=school))
    return register


@pytest.mark.law
@settings(
    max_examples=examples(15),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a register from another seed is no smaller one
)
@given(
    seed=st.integers(0, 10**9),
    sessions=st.integers(1, 10),
    weeks=st.integers(1, 10),
    born=st.one_of(st.none(), st.dates(date(2019, 9, 1), date(2021, 8, 31))),
)
def test_window_and_day_reached(seed: int, sessions: int, weeks: int, born: date | None) -> None:
    chance = random.Random(seed)
    register = drawn_register(chance)
    as_of = chance.choice([*DAYS[30:], *(day + timedelta(days=chance.randint(1, 40)) for day in DAYS[30:])])
    since = chance.choice([date(2024, 9, 1), date(2025, 9, 1), *DAYS])
    cited = {
        (mark.pupil, mark.day, mark.session)
        for mark in register.marks
        if mark.code in CODES and chance.random() < 0.2
    }
    for pupil in range(1, 6):
        for school in (1, 2):
            register.pupils[school, pupil] = {"date_of_birth": born}
    connection = register.connection()
    prepare_register(connection)
    read_school_days(connection)
    codes_of = {1: CODES, 2: ("G", "O", "U")}  # N is not counted in the second
    rule = WindowRule(codes_of, sessions, weeks, UNEXPLAINED, FIRST_DAY)
    found = window_counts(connection, rule, reached_from=since, as_of=as_of, cited=cited)
    expected = {}
    for pupil in range(1, 6):
        walked = PupilByLoops(register.marks, pupil, as_of)
        if not walked.school_in:
            continue
        codes = codes_of[walked.school_now]

        def is_cited(mark: Mark) -> bool:
            return is_before_the_rule(mark) or (mark.pupil, mark.day, mark.session) in cited

        def is_young(mark: Mark) -> bool:
            return born is not None and mark.day < five_and_prescribed(born)

        series = {
            "all": walked.counted(codes, is_cited),
            "firm": walked.counted(codes, lambda mark: is_cited(mark) or mark.code == "N"),
            "of age": walked.counted(codes, lambda mark: is_cited(mark) or is_young(mark)),
            "with cited": walked.counted(codes, is_before_the_rule),
        }
        counts = {name: walked.in_window(days, as_of, weeks) for name, days in series.items()}
        reached = {
            name: walked.reached_on(days, since, sessions=sessions, weeks=weeks)
            for name, days in series.items()
        }
        if counts["with cited"] or reached["all"]:
            expected[pupil] = (
                walked.school_now,
                pupil,
                counts["all"],
                counts["all"] - counts["firm"],
                counts["with cited"],
                reached["all"],
                reached["firm"],
                reached["of age"],
            )
    assert {row.pupil_id: tuple(row) for row in found} == expected
    listed = window_sessions(connection, rule)
    for row in found:
        in_window = [one for one in listed if one.pupil_id == row.pupil_id and one.is_in_window]
        assert len(in_window) == row.with_cited


def is_before_the_rule(mark: Mark) -> bool:
    return mark.day < FIRST_DAY


def five_and_prescribed(born: date) -> date:
    """Return the first of 31 August, 31 December and 31 March that is no earlier than the fifth birthday."""
    fifth = date(born.year + 5, born.month, 28 if (born.month, born.day) == (2, 29) else born.day)
    if (born.month, born.day) == (2, 29):
        fifth += timedelta(days=1)
    prescribed = [date(year, month, 31) for year in (fifth.year, fifth.year + 1) for month in (3, 8, 12)]
    return min(day for day in prescribed if day >= fifth)
