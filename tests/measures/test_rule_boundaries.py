"""Counts, spells and windows at their edges: one below, at and one above, worked out by hand."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from attendctl.measures.band_stay import BandEdges, band_stays
from attendctl.measures.counts import CountRule, session_counts
from attendctl.measures.engine import prepare_register
from attendctl.measures.pupil_days import count_pupil_days
from attendctl.measures.school_weeks import read_school_days
from attendctl.measures.spells import Spell, SpellRule, absence_spells
from attendctl.measures.sums_between import Between, sums_between
from attendctl.measures.unsettled import SettleRule, unsettled_marks
from tests.measures.register_tables import RegisterTables, weekdays

WEEK = weekdays(date(2025, 11, 3), 5)  # Monday 3 to Friday 7 November
FORTNIGHT = weekdays(date(2025, 11, 3), 10)
OVER_HALF_TERM = [*weekdays(date(2025, 10, 20), 5), *weekdays(date(2025, 11, 3), 5)]
OVER_SUMMER = [
    *weekdays(date(2025, 7, 16), 5),
    *weekdays(date(2025, 9, 2), 5),
]  # to 22 July; from 2 September


def register_of(codes: str, days: list[date]) -> duckdb.DuckDBPyConnection:
    """Return the register of one pupil, number 2, beside one who is always there."""
    register = RegisterTables()
    register.days(1, days, "/\\" * len(days))
    register.days(2, days, codes)
    connection = register.connection()
    prepare_register(connection)
    read_school_days(connection)
    return connection


@pytest.mark.parametrize(
    ("codes", "sessions", "reached_on"),
    [
        ("/\\/\\/\\/\\/\\", None, None),
        ("U\\U\\/\\U\\/\\", 3, None),
        ("U\\U\\/\\U\\/U", 4, 7),
        ("UUUU/\\/\\/\\", 4, 4),
        ("UU/UUU/\\/\\", 5, 5),  # the morning of Wednesday is the fourth
        ("/\\UUUUUUUU", 8, 5),
    ],
)
def test_count_is_reached_on_the_day_of_the_session_that_makes_it(
    codes: str, sessions: int | None, reached_on: int | None
) -> None:
    rule = CountRule("lates", ["U"], WEEK[0], WEEK[-1], 4)
    found = session_counts(register_of(codes, WEEK), {1: [rule]})
    assert [(row.pupil_id, row.sessions) for row in found] == ([(2, sessions)] if sessions else [])
    assert [row.reached_on and row.reached_on.day for row in found] == ([reached_on] if sessions else [])


def test_count_takes_both_its_days_and_none_beyond() -> None:
    connection = register_of("IIIIIIIIII", WEEK)
    rules = [
        CountRule("all", ["I", "I"], WEEK[0], WEEK[-1], 10),
        CountRule("middle", ["I"], WEEK[1], WEEK[3], 6),
        CountRule("one day", ["I"], WEEK[2], WEEK[2], 3),
        CountRule("another code", ["O"], WEEK[0], WEEK[-1], 1),
    ]
    found = {row.rule: row for row in session_counts(connection, {1: rules})}
    assert {name: (row.sessions, row.reached_on) for name, row in found.items()} == {
        "all": (10, date(2025, 11, 7)),
        "middle": (6, date(2025, 11, 6)),
        "one day": (2, None),
    }
    assert (found["middle"].first_day, found["middle"].last_day) == (date(2025, 11, 4), date(2025, 11, 6))
    assert {row.rule for row in session_counts(connection, {1: rules}, reached_only=True)} == {
        "all",
        "middle",
    }


def test_two_rules_of_one_name_are_refused() -> None:
    rule = CountRule("lates", ["U"], WEEK[0], WEEK[-1], 4)
    with pytest.raises(ValueError, match="two rules of the name 'lates'"):
        session_counts(register_of("/\\" * 5, WEEK), {1: [rule, rule]})
    with pytest.raises(ValueError, match="one reference"):
        sums_between(register_of("/\\" * 5, WEEK), [Between("a", 1, 2, WEEK[0], WEEK[1])] * 2)


def test_no_rules_find_nothing() -> None:
    connection = register_of("IIIIIIIIII", WEEK)
    count_pupil_days(connection, from_day=date(2025, 9, 1), as_of=WEEK[-1])
    assert session_counts(connection, {}) == absence_spells(connection, {1: []}) == []
    assert sums_between(connection, []) == {}


def spells_of(codes: str, days: list[date], *, at_least: int = 3, as_of: date | None = None) -> list[Spell]:
    """Return the spells of illness of a pupil."""
    connection = register_of(codes, days)
    count_pupil_days(connection, from_day=date(2025, 7, 1), as_of=as_of or days[-1])
    return absence_spells(connection, {1: [SpellRule("illness", ["I"], at_least)]}, reached_only=False)


@pytest.mark.parametrize(
    ("codes", "expected"),  # first day, last day, school days, reached on, open
    [
        ("IIII/\\/\\/\\", [(3, 4, 2, None, False)]),
        ("IIIIII/\\/\\", [(3, 5, 3, 5, False)]),
        ("IIIIIIII/\\", [(3, 6, 4, 5, False)]),
        ("/\\/\\IIIIII", [(5, 7, 3, 7, True)]),
        ("/I/\\/\\/\\/\\", []),  # half a day is not a day of absence
        ("/IIIIIII/\\", [(4, 6, 3, 6, False)]),  # the first day begins in the afternoon
        ("IIIIII/II\\", [(3, 5, 3, 5, False)]),
        ("IIOOIIII/\\", [(3, 3, 1, None, False), (5, 6, 2, None, False)]),
        ("IOIIIIII/\\", [(4, 6, 3, 6, False)]),  # one session of another absence
        ("I-IIII/\\/\\", [(3, 5, 3, 5, False)]),  # the only possible session of Monday
        ("II--II II\\", [(3, 6, 3, 6, False)]),
        ("II  II  II", [(3, 7, 3, 7, True)]),  # no row at all on two days
        ("IIDDIIYYII", [(3, 7, 3, 7, True)]),
        ("II##II/\\/\\", [(3, 5, 2, None, False)]),
        ("IIIIIIDD##", [(3, 5, 3, 5, True)]),  # no possible day since
        ("IIIIII----", [(3, 5, 3, 5, True)]),
        ("----------", []),
    ],
)
def test_spell_is_of_whole_days_and_steps_over_days_without_a_possible_session(
    codes: str, expected: list[tuple[int, int, int, int | None, bool]]
) -> None:
    found = [
        (s.first_day.day, s.last_day.day, s.school_days, s.reached_on and s.reached_on.day, s.is_open)
        for s in spells_of(codes, WEEK)
    ]
    assert found == expected


def test_spell_goes_on_over_a_half_term_and_over_the_summer() -> None:
    half = spells_of("/\\" * 3 + "II" * 5 + "/\\" * 2, OVER_HALF_TERM, at_least=5)
    assert half == [
        Spell(1, "illness", 2, date(2025, 10, 23), date(2025, 11, 5), 5, date(2025, 11, 5), is_open=False)
    ]
    summer = spells_of("/\\" * 2 + "II" * 8, OVER_SUMMER, at_least=5)
    assert summer == [
        Spell(1, "illness", 2, date(2025, 7, 18), date(2025, 9, 8), 8, date(2025, 9, 3), is_open=True)
    ]


def test_spell_is_judged_by_the_marks_up_to_the_day() -> None:
    codes = "II" * 6 + "/\\" * 4
    for last, expected in [(1, (2, None, True)), (4, (5, 7, True)), (5, (6, 7, True)), (6, (6, 7, False))]:
        spell = spells_of(codes, FORTNIGHT, at_least=5, as_of=FORTNIGHT[last])[0]
        assert (spell.school_days, spell.reached_on and spell.reached_on.day, spell.is_open) == expected


def test_days_are_not_counted_from_within_the_year() -> None:
    with pytest.raises(ValueError, match="from 2025-09-01 or earlier"):
        count_pupil_days(register_of("/\\" * 5, WEEK), from_day=date(2025, 9, 2), as_of=WEEK[-1])


@pytest.mark.parametrize(
    ("as_of", "since", "due"),
    [
        (date(2025, 10, 24), 0, None),
        (date(2025, 11, 2), 0, None),  # the half term does not count
        (date(2025, 11, 3), 1, None),
        (date(2025, 11, 7), 5, None),
        (date(2025, 11, 9), 5, None),
        (date(2025, 11, 10), 6, date(2025, 11, 10)),
        (date(2025, 11, 14), 10, date(2025, 11, 10)),
    ],
)
def test_unexplained_friday_before_half_term_is_overdue_on_the_second_monday_after(
    as_of: date, since: int, due: date | None
) -> None:
    days = [*OVER_HALF_TERM, *weekdays(date(2025, 11, 10), 5)]
    connection = register_of("/\\" * 4 + "/N" + "/\\" * 10, days)
    found = unsettled_marks(
        connection, {1: [SettleRule("reason", ["N"], 5)]}, from_day=date(2025, 9, 1), as_of=as_of
    )
    assert [tuple(row) for row in found] == [(1, "reason", 2, date(2025, 10, 24), 1, "N", since, due)]
    only_due = unsettled_marks(
        connection, {1: [SettleRule("reason", ["N"], 5)]}, from_day=days[0], as_of=as_of, due_only=True
    )
    assert bool(only_due) is (due is not None)


EDGES = [BandEdges("green", 960, 1000), BandEdges("amber", 901, 959), BandEdges("red", 0, 900)]


@pytest.mark.parametrize(
    ("codes", "band", "since"),
    [
        ("/\\" * 10, "green", 3),
        ("I\\" + "/\\" * 9, "amber", 10),  # 19 of 20; 9 of 10 is 90.0 and red, 11 of 12 is 91.7
        ("I\\" + "/\\" * 4 + "//" * 4 + "/I", "red", 14),  # 18 of 20
        ("/\\" * 9 + "/I", "amber", 14),  # 95.0
        ("/\\" * 9 + "##", "green", 3),
        ("II" * 10, "red", 3),
    ],
)
def test_stay_in_a_band_starts_on_the_day_that_led_to_it(codes: str, band: str, since: int) -> None:
    connection = register_of(codes, FORTNIGHT)
    count_pupil_days(connection, from_day=date(2025, 9, 1), as_of=FORTNIGHT[-1])
    found = {stay.pupil_id: stay for stay in band_stays(connection, {1: EDGES}, as_of=FORTNIGHT[-1])}
    assert (found[2].band, found[2].since.day) == (band, since)
    assert (found[1].band, found[1].since) == ("green", FORTNIGHT[0])


@pytest.mark.parametrize(
    ("attended", "possible", "band"),
    [
        (901, 1000, "amber"),
        (900, 1000, "red"),
        (1801, 2000, "amber"),  # 90.05 is printed as 90.1
        (18009, 20000, "red"),  # 90.045 is printed as 90.0
        (1919, 2000, "green"),  # 95.95
        (19189, 20000, "amber"),  # 95.945
    ],
)
def test_band_is_of_the_percentage_rounded_half_up(attended: int, possible: int, band: str) -> None:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TEMP TABLE pupil_day AS SELECT 1 AS school_id, 2 AS pupil_id, DATE '2025-11-03' AS date,"
        f" 2 AS possible, 1 AS nth, {possible} AS year_possible, {attended} AS year_attended"
    )
    assert [stay.band for stay in band_stays(connection, {1: EDGES}, as_of=date(2025, 11, 3))] == [band]


def test_year_starts_afresh_in_september() -> None:
    connection = register_of("II" * 5 + "/\\" * 5, OVER_SUMMER)
    count_pupil_days(connection, from_day=date(2025, 7, 1), as_of=OVER_SUMMER[-1])
    found = band_stays(connection, {1: EDGES}, as_of=OVER_SUMMER[-1])
    assert {(stay.band, stay.since) for stay in found} == {("green", date(2025, 9, 2))}
