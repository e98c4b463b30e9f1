"""What changes from one policy to another, checked percentage by percentage and key by key."""

from __future__ import annotations

import itertools
import re

import pytest

from attendctl.policies import Policy, Step, load_policy, shipped_policies
from attendctl.policies.differences import Difference, differences
from attendctl.policies.differences_of_steps import changes_of_step

GREENHILL = load_policy("greenhill")
PAIRS = list(itertools.permutations(shipped_policies(), 2))

# Worked from the two documents' bands by hand.
GREENHILL_TO_REACH2 = [
    "A pupil at 97% to 100% is green by greenhill and purple by reach2.",
    "A pupil at 95.5% to 95.9% is yellow by greenhill and green by reach2.",
    "A pupil at 93% to 93.9% is yellow by greenhill and amber by reach2.",
    "A pupil at 90.1% to 92.4% is amber by greenhill and red by reach2.",
]
NATIONAL_TO_COPNOR = [
    "A pupil at 95% to 95.9% is green by national and amber by copnor.",
    "A pupil at 90% is red by national and amber by copnor.",
]


def _bands(changes: list[Difference]) -> list[str]:
    return [one.text for one in changes if one.change == "band" and one.key.startswith("attendance")]


def test_bands_from_greenhill_to_reach2() -> None:
    assert _bands(differences(GREENHILL, load_policy("reach2"))) == GREENHILL_TO_REACH2


def test_bands_from_the_law_alone_to_copnor() -> None:
    assert _bands(differences(load_policy("national"), load_policy("copnor"))) == NATIONAL_TO_COPNOR


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_every_tenth_of_a_percent_is_told_exactly_when_its_band_changes(one: str, other: str) -> None:
    before, after = load_policy(one), load_policy(other)
    told = {}
    for text in _bands(differences(before, after)):
        found = re.fullmatch(
            r"A pupil at ([\d.]+)%(?: to ([\d.]+)%)? is (\S+) by \S+ and (\S+) by \S+\.", text
        )
        assert found, text
        lowest = round(float(found[1]) * 10)
        highest = round(float(found[2]) * 10) if found[2] else lowest
        for tenths in range(lowest, highest + 1):
            assert tenths not in told
            told[tenths] = (found[3], found[4])
    for tenths in range(1001):
        old, new = before.band_of(tenths), after.band_of(tenths)
        assert old is not None
        assert new is not None
        assert told.get(tenths) == ((old.name, new.name) if old.name != new.name else None)


@pytest.mark.parametrize("name", shipped_policies())
def test_a_policy_does_not_differ_from_itself(name: str) -> None:
    assert differences(load_policy(name), load_policy(name)) == []


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_what_one_way_adds_the_other_way_takes_away(one: str, other: str) -> None:
    there = differences(load_policy(one), load_policy(other))
    back = differences(load_policy(other), load_policy(one))
    assert {c.key for c in there if c.change == "added"} == {c.key for c in back if c.change == "removed"}
    assert {c.key for c in there if c.change == "changed"} == {c.key for c in back if c.change == "changed"}


def _with_step(name: str, **keys: object) -> Policy:
    steps = tuple(step.model_copy(update=keys) if step.name == name else step for step in GREENHILL.steps)
    return GREENHILL.model_copy(update={"steps": steps})


# One key of one step changed: what an officer is told. Written by hand.
CHANGED = [
    ("1b", {"review_school_weeks": 6}, "Letter 1b comes after 6 school weeks instead of 4 school weeks."),
    ("1b", {"follows": "2a"}, "Letter 1b follows 2a instead of 1a."),
    ("1b", {"target": 950}, "Letter 1b asks for 95% instead of 96% in the review."),
    ("1a", {"not_before": None}, "Letter 1a no longer waits for the October half term."),
    ("1a", {"led_by": "head"}, "Letter 1a is led by: head instead of attendance officer."),
    ("2a", {"with_unauthorised": True}, "Letter 2a is now only for pupils with unauthorised absence."),
    ("3a", {"while_away": True}, "Letter 3a is now only for a pupil who is still away."),
    ("3a", {"only_when_named": True}, "Letter 3a is now written only when asked for."),
    ("3a", {"cleared_by": ("plan",)}, "Letter 3a: cleared by is plan instead of nothing."),
]


@pytest.mark.parametrize(("name", "keys", "text"), CHANGED)
def test_a_changed_key_of_a_step_is_told_in_words(name: str, keys: dict[str, object], text: str) -> None:
    found = differences(GREENHILL, _with_step(name, **keys))
    assert [one.text for one in found] == [text]
    assert found[0].change == "changed"
    assert found[0].before != found[0].after or "cleared" in text


def test_a_step_of_another_kind_says_both() -> None:
    old = GREENHILL.step_for("3a")
    assert old is not None
    new = old.model_copy(update={"kind": "severe_absence", "band": None})
    assert list(changes_of_step(GREENHILL, GREENHILL, old, new)) == [
        "Letter 3a is due otherwise: severely absent, as the law counts it; "
        "before: in the red band (90% and below)."
    ]


def test_every_key_of_a_step_is_told_when_it_changes() -> None:
    """No key of the model can change in silence."""
    quiet = {"name", "source", "topic", "target"}
    step = GREENHILL.step_for("1b")
    assert step is not None
    other = {"kind": "in_band", "does": "meeting", "band": "red", "who": "head", "title": "Other"}
    for key in set(Step.model_fields) - quiet:
        was = getattr(step, key)
        new = other.get(key) or _another(was, str(Step.model_fields[key].annotation))
        changed = step.model_copy(update={key: new})
        assert list(changes_of_step(GREENHILL, GREENHILL, step, changed)), key


def _another(was: object, annotation: str) -> object:
    if isinstance(was, bool):
        return not was
    if isinstance(was, tuple):
        return (*was, "plan")
    if isinstance(was, int):
        return was + 1
    if was is None:
        return 5 if "int" in annotation else "term"
    return f"{was} too"


def test_leave_rules_in_another_order_are_told() -> None:
    reach2 = load_policy("reach2")
    turned = reach2.model_copy(update={"leave_rules": tuple(reversed(reach2.leave_rules))})
    (moved,) = differences(reach2, turned)
    assert moved.change == "moved"
    assert moved.text.startswith("Leave rules are read in another order: ")


def test_numbers_outside_the_steps_are_told_too() -> None:
    early = GREENHILL.early_year.model_copy(update={"minimum_sessions": 41})
    (change,) = differences(GREENHILL, GREENHILL.model_copy(update={"early_year": early}))
    assert change.text == (
        "No step of the ladder before 41 possible sessions of the year. "
        "Before: No step of the ladder before 40 possible sessions of the year."
    )


def test_two_versions_of_one_policy_are_named_by_version() -> None:
    red = GREENHILL.bands[-1].model_copy(update={"lowest": 0, "highest": 899})
    amber = GREENHILL.bands[-2].model_copy(update={"lowest": 900})
    later = GREENHILL.model_copy(
        update={"version": "2026-07", "bands": (*GREENHILL.bands[:2], amber, red), "holes": ()}
    )
    first = differences(GREENHILL, later)[0]
    assert first.text == "A pupil at 90% is red by greenhill 2025-07 and amber by greenhill 2026-07."
