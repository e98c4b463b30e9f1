"""Which days of the year before stand beside days of this one: the register of ten days in each, by hand.

2025/26: 3 and 4 September (Wednesday, Thursday), 8 to 12 September without Friday, half a week off, then 22
and 23 September. 2024/25: 2 to 6 September, 16 to 20 September, 23 to 27 September.
"""

from __future__ import annotations

from datetime import date

import pytest

from attendctl.casework.web_page.last_year import SameWeeks, sessions_then
from attendctl.measures.session_sums import SessionSum
from tests.measures.register_tables import weekdays

NOW = [*weekdays(date(2025, 9, 3), 2), *weekdays(date(2025, 9, 8), 4), *weekdays(date(2025, 9, 22), 2)]
THEN = [*weekdays(date(2024, 9, 2), 5), *weekdays(date(2024, 9, 16), 5), *weekdays(date(2024, 9, 23), 5)]
WEEKS = SameWeeks(NOW, THEN)


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        # the whole first week stands for a whole one, though this year it began on a Wednesday
        ("2025-09-03", "2025-09-04", ("2024-09-02", "2024-09-08")),
        # from the second day on: from the same weekday on
        ("2025-09-04", "2025-09-04", ("2024-09-05", "2024-09-08")),
        # the second week, whole: its Friday was a holiday this year
        ("2025-09-08", "2025-09-11", ("2024-09-16", "2024-09-22")),
        # up to a day on which the week went on
        ("2025-09-08", "2025-09-10", ("2024-09-16", "2024-09-18")),
        # the third school week is the latest: up to the same weekday
        ("2025-09-22", "2025-09-23", ("2024-09-23", "2024-09-24")),
        ("2025-09-03", "2025-09-23", ("2024-09-02", "2024-09-24")),
    ],
)
def test_days(first: str, last: str, expected: tuple[str, str]) -> None:
    found = WEEKS.days(date.fromisoformat(first), date.fromisoformat(last))
    assert found is not None
    assert tuple(day.isoformat() for day in found) == expected


def test_a_week_that_last_year_did_not_have_has_nothing_beside_it() -> None:
    short = SameWeeks(NOW, THEN[:10])
    assert short.week(date(2025, 9, 22)) is None
    assert short.days(date(2025, 9, 3), date(2025, 9, 23)) is None


@pytest.mark.parametrize(
    ("begins", "is_held"),
    [("2024-08-19", True), ("2024-08-16", False), ("2024-09-22", True), ("2024-09-23", False)],
)
def test_a_register_is_of_the_whole_year_if_it_begins_within_two_weeks(begins: str, is_held: bool) -> None:
    # 1 September 2025 less 52 weeks is 2 September 2024; by their Mondays
    assert SameWeeks(NOW, [date.fromisoformat(begins)]).is_held is is_held


def test_a_trust_has_last_year_only_if_each_of_its_schools_has() -> None:
    def session(school: int, day: date) -> SessionSum:
        return SessionSum(school, day, 0, 10, 9, 1, 0, 0, 0)

    year = [session(school, day) for school in (1, 2) for day in NOW[:2]]
    before = {1: [session(1, day) for day in THEN], 2: [session(2, day) for day in THEN]}
    weeks = {1: WEEKS, 2: WEEKS}
    assert [(one.school_id, one.date.day) for one in sessions_then(year, before, weeks)] == [
        (school, day) for school in (1, 2) for day in (2, 3, 4, 5, 6)
    ]
    assert sessions_then(year, {1: before[1]}, weeks) == []
    assert sessions_then(year, before, weeks | {2: SameWeeks(NOW, [])}) == []
