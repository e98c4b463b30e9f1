"""Every chance against the plain list of all ways, for cases small enough to write them out."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import combinations, permutations, product
from math import comb

from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from attendctl.casework.patterns.broken_weeks import broken_weeks, ways_by_broken_weeks
from attendctl.casework.patterns.chance import luck_of, ways_to_draw, ways_together
from attendctl.casework.patterns.halves import HalfDays, ways_by_mornings
from attendctl.casework.patterns.placed_spells import (
    spells_in,
    ways_by_days,
    ways_by_spells,
    ways_in_all,
)
from tests.patterns.ways_by_enumeration import every_way, runs, ways_by_count

QUICK = settings(
    max_examples=150, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], derandomize=True
)
DAYS = st.lists(st.booleans(), min_size=1, max_size=12)
LENGTHS = st.lists(st.integers(1, 3), min_size=1, max_size=4)


@QUICK
@given(DAYS, LENGTHS)
def test_days_on_marked_days(marked: list[bool], lengths: list[int]) -> None:
    counted = ways_by_count(
        len(marked), lengths, lambda away: sum(a and m for a, m in zip(away, marked, strict=True))
    )
    assert ways_by_days(bytes(marked), tuple(lengths)) == counted


@QUICK
@given(DAYS, LENGTHS)
def test_spells_that_touch_marked_days(marked: list[bool], lengths: list[int]) -> None:
    counted = ways_by_count(
        len(marked),
        lengths,
        lambda away: sum(any(marked[first : first + days]) for first, days in runs(away)),
    )
    assert ways_by_spells(bytes(marked), tuple(lengths)) == counted


@QUICK
@given(st.lists(st.integers(1, 3), min_size=1, max_size=4), LENGTHS)
def test_broken_weeks(days_of_weeks: list[int], lengths: list[int]) -> None:
    weeks = [number for number, days in enumerate(days_of_weeks) for _ in range(days)]

    def broken(away: object) -> int:
        assert isinstance(away, list)
        by_week = [
            {a for a, week in zip(away, weeks, strict=True) if week == number} for number in set(weeks)
        ]
        return sum(len(seen) == 2 for seen in by_week)

    assert ways_by_broken_weeks(tuple(weeks), tuple(lengths)) == ways_by_count(len(weeks), lengths, broken)


@QUICK
@given(DAYS)
def test_spells_are_the_runs_of_days_away(away: list[bool]) -> None:
    assert spells_in(away) == runs(away)
    weeks = [place // 3 for place in range(len(away))]
    by_week = [set(away[first : first + 3]) for first in range(0, len(away), 3)]
    assert broken_weeks(weeks, away) == sum(len(seen) == 2 for seen in by_week)


@QUICK
@given(st.integers(1, 12), LENGTHS)
def test_number_of_all_ways(days: int, lengths: list[int]) -> None:
    assert ways_in_all(days, lengths) == len(list(every_way(days, lengths)))


def test_a_draw_without_putting_back() -> None:
    for of, marked, drawn in product(range(1, 8), range(8), range(8)):
        if marked <= of and drawn <= of:
            counted = Counter(sum(one < marked for one in hand) for hand in combinations(range(of), drawn))
            ways = ways_to_draw(of=of, marked=marked, drawn=drawn)
            assert {count: number for count, number in enumerate(ways) if number} == dict(counted)


def test_mornings_and_afternoons_swap_spell_by_spell() -> None:
    spells = [HalfDays(1, 0), HalfDays(0, 2), HalfDays(3, 1)]
    counted = Counter(
        sum(one.afternoons if swapped else one.mornings for one, swapped in zip(spells, tosses, strict=True))
        for tosses in product((False, True), repeat=3)
    )
    ways = ways_by_mornings(spells)
    assert {count: number for count, number in enumerate(ways) if number} == dict(counted)


def test_the_days_of_each_week_in_any_order() -> None:
    weeks = [[3, 0, 1], [2, 2], [0, 0, 4]]
    counted: Counter[int] = Counter()
    for orders in product(*(list(permutations(week)) for week in weeks)):
        counted[sum(order[-1] for order in orders)] += 1
    every = sum(counted.values())
    ways = ways_together(weeks)
    assert [Fraction(number, sum(ways)) for number in ways] == [
        Fraction(counted[count], every) for count in range(len(ways))
    ]


def test_six_of_seven_single_days_on_a_friday_by_hand() -> None:
    """In seven weeks of five days, 7 single days; 6 or 7 of them Fridays.

    By hand: all 7 Fridays, 1 way. Exactly 6: leave out one of 7 Fridays, and lay one other day that is not
    beside a Friday taken. Each taken Friday rules out the Thursday before it and the Monday after it.
    Friday of week n left out: Thursday of week n is free, and so is Monday of week n + 1 (of the first
    week, the Monday that starts it always is). Of 28 other days: 7 Tuesdays and 7 Wednesdays, 1 Thursday,
    the first Monday, and the Monday after the free Friday where there is one (6 of the 7 choices).
    """
    fridays = bytes(number % 5 == 4 for number in range(35))
    exactly_six = 7 * (7 + 7 + 1 + 1) + 6
    ways = ways_by_days(fridays, (1,) * 7)
    assert ways[6:] == (exactly_six, 1)
    assert sum(ways) == comb(35 - 7 + 1, 7)
    assert luck_of(ways, 6).chance == Fraction(exactly_six + 1, comb(29, 7))


def test_a_week_of_illness_has_one_friday_wherever_it_falls() -> None:
    fridays = bytes(number % 5 == 4 for number in range(50))
    assert ways_by_days(fridays, (5,)) == (0, 46)
    luck = luck_of(ways_by_days(fridays, (5, 10)), 3)
    assert (luck.expected, luck.chance) == (3, 1)
