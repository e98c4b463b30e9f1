"""A search over all printed cells cannot recover a withheld one. The searches know nothing of the program's.

Three readers try. One adds and subtracts printed sums of any tables, and even knows which pupils are in which
sum. One tries every whole number in place of the withheld ones of a table. One also guesses which of them are
withheld for being small, and which only to protect those.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest
from hypothesis import Phase, given, settings

from attendctl.casework.disclosure.lines import Line, Withheld
from attendctl.casework.disclosure.withheld_cells import _Work
from tests.disclosure.searches import values_left
from tests.disclosure.small_registers import (
    ALL,
    FEW,
    SCHOOLS,
    STATUSES,
    Child,
    decided,
    lines_of,
    populations_of,
)

NUMBERS = STATUSES[1:]
QUICK = settings(
    max_examples=100, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], derandomize=True
)


def weight(pupils: set[int] | frozenset[int], size: int) -> list[Fraction]:
    return [Fraction(int(pupil in pupils)) for pupil in range(size)]


def reduced(rows: list[list[Fraction]]) -> list[list[Fraction]]:
    """Plain elimination with fractions."""
    done: list[list[Fraction]] = []
    for row in rows:
        for other in done:
            lead = next(place for place, value in enumerate(other) if value)
            row = [value - row[lead] / other[lead] * by for value, by in zip(row, other, strict=True)]
        if any(row):
            done.append(row)
    return done


def follows(wanted: frozenset[int], rows: list[list[Fraction]], size: int) -> bool:
    """Whether the sum over some pupils can be made of printed sums."""
    return len(reduced([*rows, weight(wanted, size)])) == len(rows)


def printed_sets(
    lines: list[Line], withheld: Withheld, *, people: frozenset[int] | None = None
) -> list[frozenset[int]]:
    found = []
    for line in lines:
        if not withheld.line(line.key):
            members = frozenset(line.members)
            found.append(members if people is None else members & people)
            if people is None:
                found += [
                    frozenset(line.counted[name]) for name in NUMBERS if not withheld.count(line.key, name)
                ]
    return found


def subtraction_finds(school: list[Child], withheld: Withheld) -> str | None:
    """The first reader: a sum about one or two pupils, or a withheld group's, from printed sums."""
    lines, size = lines_of(school), len(school)
    for people in (None, *populations_of(school)):
        rows = reduced([weight(pupils, size) for pupils in printed_sets(lines, withheld, people=people)])
        for few in range(1, FEW + 1):
            for pupils in combinations(range(size), few):
                if follows(frozenset(pupils), rows, size):
                    return f"pupils {pupils}"
        for line in lines:
            members = frozenset(line.members) & (people if people is not None else line.members)
            if withheld.line(line.key) and members and follows(frozenset(members), rows, size):
                return f"line {line.key}"
    return None


def search_finds(school: list[Child], withheld: Withheld, *, guesses_why: bool) -> str | None:
    """The second and third reader: a withheld number with no more than one value that fits."""
    lines = lines_of(school)
    everybody = next(line for line in lines if line.key == ALL)
    if withheld.line(ALL):
        return None
    size = len(school)
    for table in ("year", "premium", "meals"):
        rows = [line for line in lines if line.table == table]
        hidden = [line for line in rows if withheld.line(line.key)]
        left = size - sum(len(line.members) for line in rows if line not in hidden)
        ranges = [
            (range(1, FEW + 1) if len(line.members) <= FEW else range(FEW + 1, size + 1))
            if guesses_why
            else range(1, size + 1)
            for line in hidden
        ]
        for line, values in zip(hidden, values_left(left, ranges), strict=True):
            if len(values) < 2:
                return f"pupils of {line.key}: {values}"
        for place, name in enumerate(NUMBERS):
            total = len(everybody.counted[name])
            if withheld.count(ALL, name) or total == 0:  # nobody at all is nobody of any group
                continue
            hidden = [line for line in rows if withheld.count(line.key, name)]
            left = total - sum(len(line.counted[name]) for line in rows if line not in hidden)
            ranges = []
            for line in hidden:
                known = [len(line.counted[other]) for other in NUMBERS if not withheld.count(line.key, other)]
                most = size if withheld.line(line.key) else len(line.members)
                if known and place:
                    most = min(known)
                least = max(known) if known and not place else 0
                ranges.append(range(least, most + 1))
            for line, values in zip(hidden, values_left(left, ranges), strict=True):
                if len(values) < 2:
                    return f"{name} of {line.key}: {values}"
    return None


def small_is_printed(school: list[Child], withheld: Withheld) -> str | None:
    """What is about one or two pupils by itself, and is printed."""
    for line in lines_of(school):
        pupils = len(line.members)
        for people in populations_of(school):
            if 0 < len(line.members & people) <= FEW and not withheld.line(line.key):
                return f"line {line.key}"
        if pupils <= FEW and not withheld.line(line.key):
            return f"line {line.key}"
        for name in NUMBERS:
            number = len(line.counted[name])
            if number and min(number, pupils - number) <= FEW and not withheld.count(line.key, name):
                return f"{name} of {line.key}"
    return None


@given(school=SCHOOLS)
@QUICK
def test_nothing_small_is_printed(school: list[Child]) -> None:
    assert small_is_printed(school, decided(school)) is None


@given(school=SCHOOLS)
@QUICK
def test_adding_and_subtracting_printed_sums_gives_nothing_small_and_nothing_withheld(
    school: list[Child],
) -> None:
    assert subtraction_finds(school, decided(school)) is None


@given(school=SCHOOLS)
@QUICK
def test_every_withheld_number_has_at_least_two_values_that_fit(school: list[Child]) -> None:
    withheld = decided(school)
    assert search_finds(school, withheld, guesses_why=False) is None
    assert search_finds(school, withheld, guesses_why=True) is None


ORDINARY = Child("1", False, False, "often there", True, True)
LEFT_OUT = {
    # one child has the premium and no free meals: five less four
    "withhold_what_subtraction_gives": [
        *([ORDINARY] * 7),
        *([Child("1", True, True, "often there", True, True)] * 4),
        Child("1", True, False, "often there", True, True),
    ],
    # three years of one child each: ten less seven is three, and each has at least one
    "withhold_what_can_be_worked_out": [
        *([ORDINARY] * 7),
        *(Child(year, False, False, "often there", True, True) for year in "234"),
    ],
}


@pytest.mark.parametrize("step", LEFT_OUT)
def test_the_readers_find_it_where_a_step_is_left_out(step: str, monkeypatch: pytest.MonkeyPatch) -> None:
    school = LEFT_OUT[step]
    assert subtraction_finds(school, decided(school)) is None
    monkeypatch.setattr(_Work, step, lambda _: False)
    withheld = decided(school)
    assert subtraction_finds(school, withheld) or search_finds(school, withheld, guesses_why=False)


def test_the_readers_find_it_where_nothing_is_withheld_beside_what_is_small(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    school = [*([ORDINARY] * 7), *([Child("2", False, False, "often there", True, True)] * 2)]
    for step in LEFT_OUT:
        monkeypatch.setattr(_Work, step, lambda _: False)
    withheld = decided(school)
    assert small_is_printed(school, withheld) is None
    assert subtraction_finds(school, withheld) is not None
    assert search_finds(school, withheld, guesses_why=False) is not None
