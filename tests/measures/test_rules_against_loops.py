"""Random registers: every count, spell, stay and window is what plain loops over the marks find."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendctl.measures.band_stay import BandEdges, band_stays
from attendctl.measures.counts import CountRule, session_counts
from attendctl.measures.engine import prepare_register
from attendctl.measures.evidence import sessions_of
from attendctl.measures.penalty_window import WindowRule, window_counts, window_weeks
from attendctl.measures.pupil_days import count_pupil_days
from attendctl.measures.school_weeks import read_school_days
from attendctl.measures.spells import SpellRule, absence_spells
from attendctl.measures.sums_between import Between, sums_between
from attendctl.measures.unsettled import SettleRule, unsettled_marks
from tests.house.examples import examples
from tests.measures import rules_by_loops as loops
from tests.measures.count_by_loops import AUTHORISED, UNAUTHORISED, Counted, year_start
from tests.measures.register_tables import Mark, RegisterTables, weekdays

# A fortnight of July, the summer holidays, three weeks of autumn with a Saturday, a free week, three more.
DAYS = [
    *weekdays(date(2025, 7, 8), 10),
    *weekdays(date(2025, 9, 1), 15),
    date(2025, 9, 20),
    *weekdays(date(2025, 9, 29), 13),
]
FIRST = date(2025, 7, 1)
LAZY = ["/", "\\", "L", "I", "I", "I", "O", "O", "N", "U", "G", "D", "Y1", "#", "-", None]
GOOD = ["/", "\\"] * 6 + LAZY
EDGES = [("green", 960, 1000), ("yellow", 930, 959), ("amber", 901, 929), ("red", 0, 900)]


@st.composite
def registers(draw: st.DrawFn) -> tuple[RegisterTables, date]:
    """Draw two schools of up to three pupils, with runs of one code, closed days, and a day to judge by."""
    register = RegisterTables(schools={1: "Fernbrook School", 2: "Dunmere Primary"})
    for school in (1, 2):
        closed = draw(st.sets(st.sampled_from(DAYS), max_size=8))
        for pupil in range(draw(st.integers(1, 3))):
            likely = st.sampled_from(draw(st.sampled_from([LAZY, GOOD])))
            code = draw(likely)
            for day in sorted(DAYS):
                for session in (0, 1):
                    if draw(st.integers(0, 3)) == 0:
                        code = draw(likely)
                    here = "#" if day in closed else code
                    if here is not None:
                        register.marks.append(Mark(10 * school + pupil, day, session, here, school=school))
    return register, draw(st.sampled_from([*DAYS[12:], max(DAYS), date(2025, 9, 28)]))


def prepared(register: RegisterTables) -> duckdb.DuckDBPyConnection:
    connection = register.connection()
    prepare_register(connection)
    read_school_days(connection)
    return connection


SLOW = settings(max_examples=examples(15), deadline=None, suppress_health_check=[HealthCheck.too_slow])


@pytest.mark.law
@SLOW
@given(drawn=registers(), at_least=st.integers(1, 8))
def test_counts(drawn: tuple[RegisterTables, date], at_least: int) -> None:
    register, as_of = drawn
    first = date(2025, 9, 3)
    asked = {"lates": ("U",), "illness": ("I",), "absent": (*AUTHORISED, *UNAUTHORISED)}
    rules = [CountRule(name, codes, first, as_of, at_least) for name, codes in asked.items()]
    found = session_counts(prepared(register), {1: rules, 2: rules[:1]})
    expected = {
        (school, name, pupil): loops.count_and_day_reached(marks, codes, first, as_of, at_least)
        for (school, pupil), marks in loops.by_pupil(register.marks, as_of).items()
        for name, codes in asked.items()
        if school == 1 or name == "lates"
    }
    assert {(r.school_id, r.rule, r.pupil_id): (r.sessions, r.reached_on) for r in found} == {
        key: counted for key, counted in expected.items() if counted[0]
    }


@pytest.mark.law
@SLOW
@given(drawn=registers(), at_least=st.integers(1, 6))
def test_spells(drawn: tuple[RegisterTables, date], at_least: int) -> None:
    register, as_of = drawn
    asked = {"illness": ("I",), "unauthorised": tuple(UNAUTHORISED), "away": ("I", "O", "D", "-")}
    rules = [SpellRule(name, codes, at_least) for name, codes in asked.items()]
    connection = prepared(register)
    count_pupil_days(connection, from_day=FIRST, as_of=as_of)
    expected = {
        (school, name, pupil, days[0], days[-1]): (
            len(days),
            days[at_least - 1] if len(days) >= at_least else None,
            is_open,
        )
        for (school, pupil), marks in loops.by_pupil(register.marks, as_of).items()
        for name, codes in asked.items()
        for days, is_open in loops.spells(marks, codes)
    }
    found = absence_spells(connection, {1: rules, 2: rules}, reached_only=False)
    assert {
        (s.school_id, s.rule, s.pupil_id, s.first_day, s.last_day): (s.school_days, s.reached_on, s.is_open)
        for s in found
    } == expected
    reached = absence_spells(connection, {1: rules, 2: rules})
    assert reached == [spell for spell in found if spell.school_days >= at_least]


@pytest.mark.law
@SLOW
@given(drawn=registers(), allowed=st.integers(0, 6))
def test_unsettled_marks(drawn: tuple[RegisterTables, date], allowed: int) -> None:
    register, as_of = drawn
    rules = [SettleRule("unknown", ("N",), allowed), SettleRule("blank", ("-",), allowed)]
    found = unsettled_marks(prepared(register), {1: rules, 2: rules}, from_day=FIRST, as_of=as_of)
    expected = {}
    for mark in register.marks:
        if mark.code in ("N", "-") and mark.day <= as_of:
            days = loops.school_days(register.marks, mark.school, as_of)
            name = {"N": "unknown", "-": "blank"}[mark.code]
            expected[mark.school, name, mark.pupil, mark.day, mark.session] = (
                loops.days_since(mark.day, days),
                loops.day_overdue(mark.day, days, allowed),
            )
    assert {row[:5]: (row.school_days_since, row.due_on) for row in found} == expected
    for row in found:
        assert (row.due_on is not None) is (row.school_days_since > allowed)


@pytest.mark.law
@SLOW
@given(drawn=registers())
def test_stay_in_a_band(drawn: tuple[RegisterTables, date]) -> None:
    register, as_of = drawn
    connection = prepared(register)
    count_pupil_days(connection, from_day=FIRST, as_of=as_of)
    with_a_hole = [edge for edge in EDGES if edge[0] != "amber"]
    found = band_stays(
        connection,
        {1: [BandEdges(*edge) for edge in EDGES], 2: [BandEdges(*edge) for edge in with_a_hole]},
        as_of=as_of,
    )
    expected = {
        who: loops.band_and_since(marks, EDGES if who[0] == 1 else with_a_hole, as_of)
        for who, marks in loops.by_pupil(register.marks, as_of).items()
    }
    assert {(stay.school_id, stay.pupil_id): (stay.band, stay.since) for stay in found} == {
        who: stay for who, stay in expected.items() if stay
    }


@pytest.mark.law
@SLOW
@given(drawn=registers(), sessions=st.integers(1, 8), weeks=st.integers(1, 6), since=st.sampled_from(DAYS))
def test_rolling_window(drawn: tuple[RegisterTables, date], sessions: int, weeks: int, since: date) -> None:
    register, as_of = drawn
    connection = prepared(register)
    rule = WindowRule(dict.fromkeys((1, 2), tuple(UNAUTHORISED)), sessions, weeks)
    found = window_counts(connection, rule, reached_from=since, as_of=as_of)
    expected = {}
    for (school, pupil), marks in loops.by_pupil(register.marks, as_of).items():
        days = loops.school_days(register.marks, school, as_of)
        in_window = loops.window_on(marks, UNAUTHORISED, days, as_of, weeks)
        reached = loops.day_window_full(marks, UNAUTHORISED, days, since, sessions=sessions, weeks=weeks)
        if in_window or reached:
            expected[school, pupil] = (in_window, reached)
    assert {(row.school_id, row.pupil_id): (row.sessions, row.reached_on) for row in found} == expected
    for school in (1, 2):
        mondays = {loops.monday(day) for day in loops.school_days(register.marks, school, as_of)}
        assert window_weeks(connection, school, school_weeks=weeks, as_of=as_of) == sorted(mondays)[-weeks:]


@pytest.mark.law
@SLOW
@given(drawn=registers(), days=st.lists(st.sampled_from(DAYS), min_size=2, max_size=2))
def test_sums_and_sessions_between(drawn: tuple[RegisterTables, date], days: list[date]) -> None:
    register, _ = drawn
    first, last = min(days), max(days)
    connection = prepared(register)
    pupils = loops.by_pupil(register.marks, max(DAYS))
    asked = [
        Between(f"{school}/{pupil}/{at}", school, pupil, day, last)
        for school, pupil in pupils
        for at, day in enumerate((first, year_start(last)))
    ]
    found = sums_between(connection, [*asked, Between("nobody", 1, 999, first, last)])
    for one in asked:
        counted = Counted()
        for mark in pupils[one.school_id, one.pupil_id]:
            if one.from_day <= mark.day <= last:
                counted.add(mark)
        assert tuple(found[one.reference]) == counted.values()[:6]
    assert sum(found["nobody"]) == 0

    some = [pupil for _, pupil in pupils][::2]
    for codes in (None, ("I", "-"), ()):
        expected = [
            (mark.school, mark.pupil, mark.day, mark.session, mark.code)
            for mark in register.marks
            if mark.pupil in some and first <= mark.day <= last and (codes is None or mark.code in codes)
        ]
        assert [tuple(row) for row in sessions_of(connection, some, codes, first, last)] == sorted(expected)
