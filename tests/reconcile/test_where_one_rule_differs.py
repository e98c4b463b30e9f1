"""Registers in which one rule makes the difference, worked out by hand: it is the answer, with its numbers.

Two weeks of November 2025, ten children, twenty sessions each: 200 sessions. The marks are said in the tests.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from attendctl.casework.reconciled.counting import prepare_counting
from attendctl.casework.reconciled.figures import Asked, FigureName
from attendctl.casework.reconciled.reconcile import Reconciliation, reconcile
from attendctl.errors import NotFound, WrongUsage
from attendctl.rules.benchmarks import load_tables
from attendctl.settings import Settings
from tests.measures.register_tables import RegisterTables, weekdays

DAYS = weekdays(date(2025, 11, 3), 10)
ALL_PRESENT = "/\\" * 10


def register_with(
    *rows: str, born: dict[int, date] | None = None, left: dict[int, date] | None = None
) -> RegisterTables:
    """Return a register of ten children: those given, the others always there."""
    register = RegisterTables()
    for number in range(1, 11):
        codes = rows[number - 1] if number <= len(rows) else ALL_PRESENT
        register.days(number, DAYS, codes)
        stated: dict[str, object] = {"date_of_birth": (born or {}).get(number, date(2016, 5, 1))}
        if left and number in left:
            stated["leaving_date"] = left[number]
        register.pupils[1, number] = stated
    return register


def row(**sessions: int) -> str:
    """Return twenty sessions: so many of each code at the start of the second day, the rest present."""
    codes = list(ALL_PRESENT)
    place = 2
    for code, count in sessions.items():
        for _ in range(count):
            codes[place] = {"blank": "-"}.get(code, code)
            place += 1
    return "".join(codes)


def asked_of(register: RegisterTables, as_of: date | None = None, **figures: str) -> Reconciliation:
    counting = prepare_counting(
        register.connection(), Settings(), load_tables(), today=date(2026, 1, 1), as_of=as_of
    )
    names: tuple[FigureName, ...] = ("attendance", "persistent")
    return reconcile(counting, {name: Asked.of(Decimal(figures[name])) for name in names if name in figures})


def answers(found: Reconciliation) -> list[set[str]]:
    return [{one.difference.key for one in tried.differences} for tried in found.explained_by]


# 200 sessions but for what is said. Ours, theirs, and the rule.
CASES: dict[str, tuple[RegisterTables, str, str, str]] = {
    # 4 L of 200: ours 200 of 200; with L absent 196 of 200
    "late": (register_with(row(L=4)), "100.0", "98.0", "late-absent"),
    # 6 U: ours 194 of 200 = 97.0; attended: 200 of 200
    "late after close": (register_with(row(U=6)), "97.0", "100.0", "late-after-close-attended"),
    # 6 B: ours 100.0; B neither attended nor left out: 194 of 200
    "activity": (register_with(row(B=3), row(V=3)), "100.0", "97.0", "activity-not-attended"),
    # 10 N of 200, 2 I: ours 188 of 200 = 94.0; without the N 188 of 190 = 98.947
    "unexplained": (register_with(row(N=10), row(I=2)), "94.0", "98.9", "unexplained-left-out"),
    # 8 blanks: ours 192 of 192; absent: 192 of 200
    "blank": (register_with(row(blank=8)), "100.0", "96.0", "blanks-absent"),
    # 10 blanks and 10 O of 190 possible: 180 of 190 = 94.7; attended: 190 of 200 = 95.0
    "blank attended": (register_with(row(blank=10), row(O=10)), "94.7", "95.0", "blanks-attended"),
    # 10 D and 10 I: 180 of 190 = 94.7; D attended: 190 of 200
    "another school": (register_with(row(D=10), row(I=10)), "94.7", "95.0", "another-school-attended"),
    # 10 X: 190 of 190; as absence 190 of 200
    "not required": (register_with(row(X=10)), "100.0", "95.0", "not-required-absent"),
    # 18 I of 200 by one who has left: 182 of 200 = 91.0; without the child 180 of 180
    "leaver": (
        register_with(row(I=18), left={1: date(2025, 11, 14)}),
        "91.0",
        "100.0",
        "leavers-out",
    ),
    # a child of four, 10 I: 190 of 200 = 95.0; without 180 of 180
    "age": (register_with(row(I=10), born={1: date(2021, 3, 1)}), "95.0", "100.0", "statistics-age-only"),
}


@pytest.mark.parametrize(("register", "ours", "theirs", "rule"), CASES.values(), ids=CASES)
def test_the_rule_that_differs_is_named(register: RegisterTables, ours: str, theirs: str, rule: str) -> None:
    found = asked_of(register, attendance=theirs)
    assert found.ours.off_by["attendance"] == int(Decimal(ours) * 10) - int(Decimal(theirs) * 10)
    assert found.verdict == "one rule"
    assert {rule} in answers(found)
    same = asked_of(register, attendance=ours)
    assert same.verdict == "same"
    assert same.explained_by == ()
    assert same.near == ()


def test_exactly_ninety_per_cent() -> None:
    # 2 of 20 sessions missed is 90.0%: persistent by the law, not by "below 90". 1 of 10 pupils, or none.
    register = register_with(row(I=2))
    assert asked_of(register, persistent="10.0").verdict == "same"
    found = asked_of(register, persistent="0.0")
    assert {"persistent-below-exactly"} in answers(found)
    assert {"persistent-printed-below"} in answers(found)
    assert {"persistent-printed-at-or-below"} not in answers(found)


def one_pupil(sessions: int, absent: int) -> RegisterTables:
    """Return the register of one child with so many sessions, the first of them missed."""
    register = RegisterTables()
    days = weekdays(date(2025, 9, 1), (sessions + 1) // 2)
    codes = "I" * absent + ALL_PRESENT[absent % 2] * (sessions - absent)
    register.days(1, days, codes.ljust(2 * len(days)))
    return register


def test_what_prints_as_ninety_and_is_not_a_tenth_missed() -> None:
    # 20 of 201 missed is 9.95%; attendance 90.05 prints as 90.0
    found = asked_of(one_pupil(201, 20), as_of=date(2026, 5, 1), persistent="100")
    assert found.ours.figures.pupils_persistent == 0
    assert {"persistent-printed-at-or-below"} in answers(found)
    assert {"persistent-printed-below"} not in answers(found)


def test_what_prints_as_ninety_and_is_more_than_a_tenth_missed() -> None:
    # 25 of 249 missed is 10.04%; attendance 89.96 prints as 90.0
    found = asked_of(one_pupil(249, 25), as_of=date(2026, 5, 1), persistent="0")
    assert found.ours.figures.pupils_persistent == 1
    assert {"persistent-printed-below"} in answers(found)
    assert {"persistent-below-exactly"} not in answers(found)


def test_mean_of_weeks_of_unequal_length() -> None:
    # One pupil, a week of two days and one of five: 2 of 4 and 10 of 10. Sums 12 of 14 = 85.7; mean 75.0.
    register = RegisterTables()
    days = [*weekdays(date(2025, 11, 6), 2), *weekdays(date(2025, 11, 10), 5)]
    register.days(1, days, "II/\\" + "/\\" * 5)
    found = asked_of(register, attendance="75.0")
    assert found.ours.figures.attendance is not None
    assert found.ours.off_by["attendance"] == 857 - 750
    assert {"mean-of-weeks"} in answers(found)


def test_mean_of_pupils_who_were_there_for_unequal_time() -> None:
    # 20 of 20, and 1 of 2: sums 21 of 22 = 95.5; mean of 100 and 50 is 75.0.
    register = RegisterTables()
    register.days(1, DAYS, ALL_PRESENT)
    register.days(2, DAYS[-1:], "/I")
    found = asked_of(register, attendance="75.0")
    assert found.ours.off_by["attendance"] == 955 - 750
    assert {"mean-of-pupils"} in answers(found)


@pytest.mark.parametrize(
    ("theirs", "rules"),
    # 77 of 80 is 96.25: half up 96.3, to the even digit 96.2, cut off 96.2.
    [("96.2", [{"rounded-half-even"}, {"cut-off"}]), ("96.3", [])],
)
def test_rounding(theirs: str, rules: list[set[str]]) -> None:
    register = RegisterTables()
    for number in range(1, 5):
        register.days(number, DAYS, row(I=3) if number == 1 else ALL_PRESENT)
    assert answers(asked_of(register, attendance=theirs)) == rules


def test_the_day_that_a_tool_leaves_out_is_named() -> None:
    # Everyone is ill on the last day: 180 of 200 = 90.0; to the day before 180 of 180.
    register = register_with(*[ALL_PRESENT[:-2] + "II"] * 10)
    found = asked_of(register, attendance="100.0")
    by_key = {one.differences[0].difference.key: one.differences[0].day for one in found.explained_by}
    assert by_key["to-school-day-before"] == date(2025, 11, 13)
    assert by_key["to-week-before"] == date(2025, 11, 7)
    later = asked_of(register, as_of=date(2025, 11, 13), attendance="90.0")
    assert answers(later) == [{"to-school-day-after"}]


def test_the_first_day_that_a_tool_counts_is_named() -> None:
    # Everyone is ill on the first day.
    register = register_with(*["II" + ALL_PRESENT[2:]] * 10)
    found = asked_of(register, attendance="100.0")
    by_key = {one.differences[0].difference.key: one.differences[0].day for one in found.explained_by}
    assert by_key == {
        "from-second-school-day": date(2025, 11, 4),
        "from-second-school-week": date(2025, 11, 10),
    }


def test_two_rules_are_named_only_where_neither_alone_explains() -> None:
    # 4 L and 6 B: 200 of 200. With L absent and B not attended 190 of 200 = 95.0; alone 98.0 and 97.0.
    found = asked_of(register_with(row(L=4), row(B=6)), attendance="95.0")
    assert found.verdict == "two rules"
    assert {"late-absent", "activity-not-attended"} in answers(found)
    assert all(len(keys) == 2 for keys in answers(found))
    near = [one.differences[0].difference.key for one in found.near]
    assert near[0] in ("activity-not-attended", "activity-absent")
    assert "late-absent" in near


def test_none_of_them_is_an_answer() -> None:
    found = asked_of(register_with(row(I=1)), attendance="50.0")
    assert found.verdict == "none"
    assert found.explained_by == ()


def test_attendance_and_persistent_absence_apart() -> None:
    # Ours 97.0 (6 O of 200 by one pupil, 30% of his) and 1 of 10. Theirs 100.0 and 50.0: nothing gives both.
    found = asked_of(register_with(row(U=6)), attendance="100.0", persistent="50.0")
    assert found.verdict == "none"
    apart = {
        name: [one.differences[0].difference.key for one in alone] for name, alone in found.apart.items()
    }
    assert apart["attendance"][0] == "late-after-close-attended"
    assert apart["persistent"] == []


def test_more_decimals_tell_more_rules_apart() -> None:
    # 10 N, 2 I: left out 188 of 190 = 98.947368
    register = register_with(row(N=10), row(I=2))
    assert answers(asked_of(register, attendance="98.9474")) == [{"unexplained-left-out"}]


def test_a_rule_that_changes_nothing_here_is_not_tried() -> None:
    found = asked_of(register_with(row(L=4)), attendance="98.0")
    without = {one.difference.key for one in found.counting.without_effect}
    assert {"unable-absent", "blanks-absent", "leavers-out", "compulsory-age-only"} <= without
    assert not {one.difference.key for one in found.counting.usable} & without


def test_pupils_without_a_birthday_are_counted_and_said() -> None:
    register = register_with(row(I=2))
    register.pupils[1, 3]["date_of_birth"] = None
    found = asked_of(register, attendance="99.0")
    assert found.counting.without_birthday == 1
    assert found.verdict == "same"


def test_no_marks_between_the_days() -> None:
    connection = register_with().connection()
    with pytest.raises(NotFound, match="no marks from 2025-11-15 to 2025-12-01"):
        prepare_counting(
            connection,
            Settings(),
            load_tables(),
            today=date(2026, 1, 1),
            as_of=date(2025, 12, 1),
            from_day=date(2025, 11, 15),
        )
    with pytest.raises(WrongUsage, match="after the last day"):
        prepare_counting(
            connection,
            Settings(),
            load_tables(),
            today=date(2026, 1, 1),
            as_of=date(2025, 11, 14),
            from_day=date(2025, 11, 15),
        )
