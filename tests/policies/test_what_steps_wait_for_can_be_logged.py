"""What a step of a shipped policy waits for can be written in the case log, and what settles it too."""

from __future__ import annotations

import pytest

from attendctl.casework.case_kinds import check_outcome, kind_named
from attendctl.policies import Step, load_policy, shipped_policies

STEPS = [
    pytest.param(step, id=f"{policy}: {step.name}")
    for policy in shipped_policies()
    for step in load_policy(policy).steps
]


@pytest.mark.parametrize("step", [one for one in STEPS if one.values[0].entry is not None])
def test_an_entry_that_a_step_waits_for_can_be_logged(step: Step) -> None:
    assert step.entry is not None
    kind = kind_named(step.entry)
    if step.outcome is not None:
        check_outcome(kind, step.outcome)


@pytest.mark.parametrize("step", [one for one in STEPS if one.values[0].cleared_by])
def test_an_entry_that_clears_a_step_can_be_logged(step: Step) -> None:
    for kind in step.cleared_by:
        assert kind_named(kind).name == kind
