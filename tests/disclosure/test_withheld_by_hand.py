"""What is withheld, and what is put together, in the small."""

from __future__ import annotations

import pytest

from attendctl.casework.disclosure.gather import Kind, gather_small
from attendctl.casework.disclosure.lines import Line, Withheld
from attendctl.casework.disclosure.withheld_cells import withheld_cells
from tests.disclosure.small_registers import ALL, RULE


def groups(*sizes: int, persistent: tuple[int, ...] = ()) -> Withheld:
    """Decide one table of groups of these sizes, of whom so many are persistently absent."""
    lines, first = [], 0
    for place, size in enumerate(sizes):
        members = frozenset(range(first, first + size))
        counted = {}
        if persistent:
            counted["persistent"] = frozenset(range(first, first + persistent[place]))
        lines.append(Line(place, "table", members, counted))
        first += size
    together = (
        {"persistent": frozenset().union(*(line.counted["persistent"] for line in lines))}
        if persistent
        else {}
    )
    whole = Line(ALL, None, frozenset(range(first)), together)
    return withheld_cells([whole, *lines], RULE)


@pytest.mark.parametrize(
    ("sizes", "withheld"),
    [
        ((10, 20), set()),
        ((3, 20), set()),
        ((2, 20), {0, 1}),  # twenty-two less twenty
        ((1, 20), {0, 1}),
        ((10, 2, 20), {0, 1}),  # the smallest goes with it
        ((1, 2, 20), {0, 1}),  # three together, and either may be the one
        ((1, 1, 20, 30), {0, 1, 2}),  # two together are too few
        ((1, 1, 1, 20, 30), {0, 1, 2, 3}),  # three together, at least one each: one each
        ((2, 2, 20, 30), {0, 1, 2}),  # four together, at most two each: two each
        ((1, 3, 20, 30), {0, 1, 2}),  # four together, one of them one or two and the other not
        ((2, 3, 20, 30), {0, 1}),
    ],
)
def test_groups_are_withheld_until_no_number_is_left_that_can_be_known(
    sizes: tuple[int, ...], withheld: set[int]
) -> None:
    assert groups(*sizes).lines == withheld


@pytest.mark.parametrize(
    ("sizes", "persistent", "withheld"),
    [
        ((20, 20), (0, 9), set()),  # a nought is printed
        ((20, 20, 20), (3, 9, 4), set()),
        ((20, 20, 20), (2, 9, 4), {0, 2}),  # the smallest number goes with it
        ((20, 20, 20), (18, 9, 4), {0, 2}),  # all but two
        ((20, 20, 20), (17, 9, 4), set()),
        ((6, 20, 20), (6, 9, 4), {0, 2}),  # all
        ((20, 20, 20), (1, 1, 1), {0, 1, 2, ALL}),  # three in all, and one each
    ],
)
def test_a_number_of_absentees_is_withheld_with_another(
    sizes: tuple[int, ...], persistent: tuple[int, ...], withheld: set[object]
) -> None:
    found = groups(*sizes, persistent=persistent)
    assert {key for key, _ in found.counts} == withheld
    assert not found.lines


def test_where_the_school_has_one_persistent_absentee_no_group_tells_whose_it_is() -> None:
    assert {key for key, _ in groups(20, 20, persistent=(1, 0)).counts} == {0, 1, ALL}


def test_a_whole_school_of_two_is_withheld() -> None:
    assert groups(1, 1).lines == {ALL, 0, 1}


def test_a_group_of_whom_one_had_a_session_in_the_period_is_withheld() -> None:
    whole = Line(ALL, None, frozenset(range(20)))
    rows = [Line("a", "t", frozenset(range(10))), Line("b", "t", frozenset(range(10, 20)))]
    found = withheld_cells([whole, *rows], RULE, populations=[frozenset(range(9, 20))])
    assert found.lines == {"a", "b"}


def kinds(*of: tuple[str, int, str]) -> list[Kind]:
    return [Kind(name, number, set(pupils)) for name, number, pupils in of]


def gathered(*of: tuple[str, int, str]) -> list[tuple[str, int]] | None:
    found = gather_small(kinds(*of), RULE, other="other")
    return None if found is None else [(kind.name, kind.number) for kind in found]


def test_a_kind_about_two_pupils_is_put_with_the_next_smallest() -> None:
    assert gathered(("a", 40, "pqrst"), ("b", 30, "pq"), ("c", 9, "rst")) == [("a", 40), ("other", 39)]


def test_small_kinds_about_three_pupils_together_need_no_other() -> None:
    assert gathered(("a", 40, "pqrst"), ("b", 3, "pq"), ("c", 4, "rs")) == [("a", 40), ("other", 7)]


def test_a_number_of_two_about_more_pupils_is_small_too() -> None:
    assert gathered(("a", 40, "pqrst"), ("b", 2, "pqrs")) == [("other", 42)]


def test_nothing_is_left_where_all_kinds_are_about_one_pupil() -> None:
    assert gathered(("a", 40, "p"), ("b", 2, "p")) is None


def test_a_number_printed_elsewhere_is_not_put_with_others() -> None:
    fixed = Kind("late", 9, {"p", "q", "r"}, is_fixed=True)
    small = Kind("holiday", 8, {"p"})
    assert gather_small([fixed, small], RULE, other="other") is None


def test_without_anything_there_is_no_kind() -> None:
    assert gathered() == []
    assert gathered(("a", 0, "")) == []
