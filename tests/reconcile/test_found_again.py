"""A figure that another tool makes by one rule, or by two, is found with them among the answers."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from attendctl.casework.reconciled.counting import Counting, prepare_counting, sums_key
from attendctl.casework.reconciled.figures import Asked, FigureName
from attendctl.casework.reconciled.reconcile import Reconciliation, reconcile
from attendctl.casework.reconciled.variants import Usable, pairs
from attendctl.rules.benchmarks import load_tables
from attendctl.settings import Settings
from tests.house.examples import examples
from tests.measures.register_tables import weekdays
from tests.reconcile.other_tools import CODES, Child, Printed, figures, print_percent, register_of

# Over Christmas: two weeks, a holiday, two weeks. A child born in October 2020 comes of age in it.
DAYS = [*weekdays(date(2025, 12, 8), 10), *weekdays(date(2026, 1, 5), 10)]
SLOTS = [(day, half) for day in DAYS for half in (0, 1)]
AS_OF = date(2026, 1, 14)  # two school days before the end of the register
BORN = [date(2016, 5, 1), date(2020, 8, 31), date(2020, 10, 10), date(2021, 3, 1), None]


@st.composite
def children(draw: st.DrawFn) -> dict[int, Child]:
    found = {}
    for number in range(1, draw(st.integers(2, 6)) + 1):
        left = draw(st.sampled_from([None, None, date(2025, 12, 17), date(2026, 1, 9)]))
        slots = [slot for slot in SLOTS if left is None or slot[0] <= left]
        often = draw(st.lists(st.sampled_from([*CODES, "-"]), min_size=1, max_size=4))
        chosen = st.sampled_from(["/"] * draw(st.integers(1, 12)) + often)
        codes = draw(st.lists(chosen, min_size=len(slots), max_size=len(slots)))
        codes[0] = codes[-1] = "/"  # on roll from the first session to the last
        child = Child(draw(st.sampled_from(BORN)), left)
        child.marks = dict(zip(slots, codes, strict=True))
        found[number] = child
    return found


def counting_of(register: dict[int, Child]) -> Counting:
    return prepare_counting(
        register_of(register).connection(), Settings(), load_tables(), today=date(2026, 3, 1), as_of=AS_OF
    )


def other_tool(register: dict[int, Child], rules: tuple[Usable, ...]) -> Printed:
    first = next((one.day for one in rules if one.difference.from_day and one.day), date(2025, 9, 1))
    last = next((one.day for one in rules if one.difference.to_day and one.day), AS_OF)
    keys = {one.difference.key for one in rules}
    return figures(register, keys, from_day=first, to_day=last, last_day=AS_OF)


def ask(counting: Counting, printed: Printed, decimals: int) -> Reconciliation | None:
    exact = {"attendance": printed.attendance, "persistent": printed.persistent}
    if any(share is None for share in exact.values()):
        return None
    names: tuple[FigureName, ...] = ("attendance", "persistent")
    asked = {
        name: Asked.of(Decimal(print_percent(share, decimals, printed.rounding)))
        for name in names
        if (share := exact[name]) is not None
    }
    return reconcile(counting, asked)


def keys_of(rules: tuple[Usable, ...]) -> set[str]:
    return {one.difference.key for one in rules}


@pytest.mark.law
@settings(
    max_examples=examples(12),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(register=children(), data=st.data())
def test_a_tool_is_found_again_by_its_rules(register: dict[int, Child], data: st.DataObject) -> None:
    counting = counting_of(register)
    singles: list[tuple[Usable, ...]] = [(one,) for one in counting.usable]
    two: list[tuple[Usable, ...]] = [*pairs(counting.usable)]
    for rules in (
        data.draw(st.sampled_from(singles), label="one rule"),
        data.draw(st.sampled_from(two), label="two rules"),
    ):
        found = ask(counting, other_tool(register, rules), data.draw(st.integers(0, 3), label="decimals"))
        if found is None or found.ours.explains:
            continue  # nothing was possible, or the rules change no printed digit
        answers = [keys_of(one.differences) for one in found.explained_by]
        assert found.verdict in ("one rule", "two rules")
        assert any(answer <= keys_of(rules) for answer in answers), (keys_of(rules), answers)


@pytest.mark.law
@settings(
    max_examples=examples(8),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(register=children())
def test_every_way_of_counting_gives_what_a_plain_loop_gives(register: dict[int, Child]) -> None:
    counting = counting_of(register)
    asked: dict[FigureName, Asked] = {"attendance": Asked(0, 1), "persistent": Asked(0, 1)}
    found = reconcile(counting, asked)
    for tried in (found.ours, *found.singles):
        plain = other_tool(register, tried.differences)
        sums = tried.figures.sums
        assert (sums.possible, sums.attended) == (plain.possible, plain.attended), tried.differences
        assert tried.figures.attendance == plain.attendance, tried.differences
        assert tried.figures.pupils_persistent == plain.pupils_persistent, tried.differences
        assert tried.figures.pupils_counted == plain.pupils_counted, tried.differences
    of_sums = [one for one in counting.usable if one.difference.is_of_sums]
    for pair in pairs(of_sums):
        plain = other_tool(register, pair)
        sums = counting.sums[sums_key(pair)]
        assert (sums.possible, sums.attended, sums.persistent, sums.pupils_with_sessions) == (
            plain.possible,
            plain.attended,
            plain.pupils_persistent,
            plain.pupils_counted,
        ), pair
