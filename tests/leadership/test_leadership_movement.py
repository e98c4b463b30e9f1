"""Who moved band and why: every case of the table by hand, and sums of the register as it was told then."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from attendctl.casework.leadership.movement import why_moved
from attendctl.measures.engine import prepare_register
from attendctl.measures.told_then import last_days_told, told_then
from tests.leadership.trust_by_hand import ALDER, BIRCH, FORMULA, asked
from tests.measures.register_tables import Mark, RegisterTables, weekdays

DAYS = weekdays(date(2025, 9, 8), 3)
FIRST, LAST = DAYS[0], DAYS[-1]
MOVED = [  # surname, band then, before, now, direction, why
    (FORMULA, "red", "red", "yellow", "better", "attendance"),
    ("Beech", "yellow", "yellow", "green", "better", "attendance"),
    ("Cole", "green", "red", "yellow", "worse", "both"),
    ("Dale", "green", "yellow", "yellow", "worse", "correction"),
    ("Elm", "green", "yellow", "green", "cancelled out", "both"),
    ("Kerr", "yellow", "yellow", "green", "better", "attendance"),
    ("Hill", None, "red", "amber", "better", "attendance"),
]


def listed(contract: dict[str, Any]) -> list[tuple[Any, ...]]:
    keys = ("surname", "band_then", "band_before", "band_now", "direction", "why")
    return [tuple(row[key] for key in keys) for row in contract["movement"]["pupils"]]


def test_every_case_of_the_table(contract: dict[str, Any]) -> None:
    assert listed(contract) == MOVED
    cole = next(row for row in contract["movement"]["pupils"] if row["surname"] == "Cole")
    assert [cole[f"percent_{when}"] for when in ("then", "before", "now")] == [100.0, 90.0, 93.3]
    assert contract["trust"]["moved"] == {"worse": 2, "better": 4, "cancelled_out": 1, "no_band_now": 0}
    assert contract["trust"]["moved_why"] == {"attendance": 4, "correction": 1, "both": 2}


def test_it_says_of_which_school_the_register_was_not_known_then(contract: dict[str, Any]) -> None:
    movement = contract["movement"]
    assert (movement["since"]["iso"], movement["known_by"]) == ("2025-W38", "2025-09-21")
    assert movement["register_then"] == [
        {"school": ALDER, "told_up_to": "2025-09-19"},
        {"school": BIRCH, "told_up_to": None},
    ]
    said = {one["term"]: one["says"] for one in contract["definitions"]}
    assert f"nothing of {BIRCH} by 2025-09-21" in said["The register then"]


def test_known_before_the_corrections_there_are_none(trust: Path) -> None:
    """Judged by what the ledger knew on Friday 19 September: the register then and now are one."""
    told = asked(trust, "--week", "2025-W38", "--known", "2025-09-19")
    movement = told["movement"]
    assert (movement["since"]["iso"], movement["known_by"]) == ("2025-W37", "2025-09-14")
    # 9 of 10 (red, 90.0) at the end of the first week; without Friday afternoon 18 of 19 (94.7) for Beech,
    # and 17 of 19 (89.5) for the pupil with two N marks, who had 10 of 10
    assert listed(told) == [
        (FORMULA, "green", "green", "red", "worse", "attendance"),
        ("Beech", "red", "red", "yellow", "better", "attendance"),
    ]
    assert told["trust"]["moved_why"]["correction"] == 0


def test_in_the_first_week_of_the_year_nobody_can_have_moved(trust: Path) -> None:
    first = asked(trust, "--week", "2025-W37")
    assert first["movement"]["since"] is None
    assert first["movement"]["known_by"] is None
    assert first["movement"]["pupils"] == []


@pytest.mark.parametrize(
    ("then", "before", "now", "expected"),
    [
        ("green", "green", "green", None),
        ("green", "green", "amber", (None, "attendance")),
        ("green", "amber", "amber", (None, "correction")),
        ("green", "amber", "red", (None, "both")),
        ("green", "amber", "green", ("cancelled out", "both")),
        ("green", None, None, ("no band now", "correction")),
        (None, "amber", "amber", None),  # no band then: nothing to correct
        (None, "amber", "red", (None, "attendance")),
        (None, None, "green", None),  # a joiner
    ],
)
def test_why_somebody_moved(then: str | None, before: str | None, now: str | None, expected: Any) -> None:
    assert why_moved(then, before, now, was_told=True) == expected


def test_what_was_not_told_then_is_never_a_correction() -> None:
    assert why_moved("green", "amber", "amber", was_told=False) is None
    assert why_moved("green", "amber", "red", was_told=False) == (None, "attendance")


def prepared(marks: list[Mark]) -> duckdb.DuckDBPyConnection:
    connection = RegisterTables(marks=marks).connection()
    prepare_register(connection)
    return connection


def sums(then: list[Mark], now: list[Mark]) -> dict[tuple[int, int], tuple[int, int]]:
    return dict(told_then(prepared(then), prepared(now), from_day=FIRST, to_day=LAST).sessions)


def test_a_session_told_later_counts_as_it_stands_now() -> None:
    then = [Mark(1, DAYS[0], 0, "/"), Mark(2, DAYS[0], 0, "/")]
    now = [*then, Mark(1, DAYS[0], 1, "I"), Mark(2, DAYS[0], 1, "\\")]
    assert sums(then, now) == {(1, 1): (1, 2), (1, 2): (2, 2)}


def test_a_mark_put_into_a_session_that_was_told_is_a_correction() -> None:
    """Pupil 2 had no row and pupil 3 a missing mark on a morning the register had been told of."""
    then = [Mark(1, DAYS[0], 0, "/"), Mark(3, DAYS[0], 0, "-")]
    now = [Mark(1, DAYS[0], 0, "/"), Mark(2, DAYS[0], 0, "I"), Mark(3, DAYS[0], 0, "I")]
    assert sums(then, now) == {(1, 1): (1, 1), (1, 3): (0, 0)}


def test_a_session_of_missing_marks_only_had_not_been_told() -> None:
    then = [Mark(1, DAYS[0], 0, "-"), Mark(1, DAYS[1], 0, "/")]
    now = [Mark(1, DAYS[0], 0, "/"), Mark(1, DAYS[1], 0, "/")]
    assert sums(then, now) == {(1, 1): (2, 2)}
    assert last_days_told(prepared(then[:1]), from_day=FIRST, to_day=LAST) == {}
    assert last_days_told(prepared(then), from_day=FIRST, to_day=LAST) == {1: DAYS[1]}


def test_days_outside_the_year_do_not_count() -> None:
    marks = [Mark(1, date(2025, 8, 31), 0, "I"), Mark(1, FIRST, 0, "/"), Mark(1, LAST, 1, "\\")]
    marks.append(Mark(1, date(2025, 9, 11), 0, "I"))
    assert sums(marks, marks) == {(1, 1): (2, 2)}


SLOT = st.tuples(st.integers(1, 3), st.sampled_from(DAYS), st.integers(0, 1))
REGISTER = st.dictionaries(SLOT, st.sampled_from(["/", "I", "-", "#"]), max_size=14)
POSSIBLE, ATTENDED = {"/", "I"}, {"/"}


@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
@given(REGISTER, REGISTER)
def test_sums_as_told_are_those_of_a_plain_loop(then: dict[Any, str], now: dict[Any, str]) -> None:
    told = {slot[1:] for slot, code in then.items() if code != "-"}
    expected: dict[tuple[int, int], tuple[int, int]] = {}
    counted = [
        *((slot, code) for slot, code in then.items()),
        *((slot, code) for slot, code in now.items() if slot[1:] not in told),
    ]
    for (pupil, _, _), code in counted:
        attended, possible = expected.get((1, pupil), (0, 0))
        expected[1, pupil] = attended + (code in ATTENDED), possible + (code in POSSIBLE)
    found = sums(
        [Mark(*slot, code) for slot, code in then.items()], [Mark(*slot, code) for slot, code in now.items()]
    )
    assert found == expected
