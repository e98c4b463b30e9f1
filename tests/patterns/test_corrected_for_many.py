"""Many patterns tried: Holm's correction against a plain loop, and which patterns count as tried."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from attendctl.casework.patterns.chance import Luck
from attendctl.casework.patterns.corrected import chances_among_all, could_show
from attendctl.casework.patterns.levels import pattern_levels

CHANCES = st.lists(st.fractions(min_value=0, max_value=1, max_denominator=400), max_size=12)


def rejected_step_by_step(chances: list[Fraction], level: Fraction) -> set[int]:
    """Return what Holm rejects, by his own steps: stop at the first that is not small enough."""
    left = sorted(range(len(chances)), key=lambda place: chances[place])
    rejected = set()
    while left and chances[left[0]] <= level / len(left):
        rejected.add(left.pop(0))
    return rejected


@settings(max_examples=200, deadline=None, derandomize=True, phases=[Phase.explicit, Phase.generate])
@given(CHANCES, st.sampled_from([Fraction(1, 20), Fraction(1, 10), Fraction(1, 100)]))
def test_holm_against_his_own_steps(chances: list[Fraction], level: Fraction) -> None:
    corrected = chances_among_all(chances)
    assert {place for place, chance in enumerate(corrected) if chance <= level} == rejected_step_by_step(
        chances, level
    )
    assert all(raw <= among_all <= 1 for raw, among_all in zip(chances, corrected, strict=True))


def of(least: str) -> Luck:
    return Luck(Fraction(1), Fraction(1), Fraction(least))


@pytest.mark.parametrize(
    ("leasts", "expected"),
    [
        ([], []),
        (["1/20"], [True]),  # one pattern, and it may be as rare as the level
        (["1/19"], [False]),
        (["1/1000", "1/2", "1/3"], [True, False, False]),  # two that could never be rare cost nothing
        (["1/40", "1/40"], [True, True]),
        (["1/1000", "1/39", "1/39"], [True, False, False]),  # three would need 1/60, two 1/40
    ],
)
def test_what_counts_as_tried(leasts: list[str], expected: list[bool]) -> None:
    assert could_show([of(least) for least in leasts], Fraction(1, 20)) == expected


def test_the_level_and_the_correction_are_data_with_a_reason() -> None:
    levels = pattern_levels()
    assert (levels.level, levels.correction) == (Fraction(1, 20), "Holm")
    assert "Holm" in levels.level_because
