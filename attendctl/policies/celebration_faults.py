"""What the awards of a policy file may not say: steps, groups and key stages that are not there."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attendctl.policies.celebration import Award
from attendctl.policies.policy import Policy
from attendctl.policies.steps import Step
from attendctl.rules.key_stages import key_stages
from attendctl.rules.reader import NoRuleInForce

_DECIDED_AT_THE_END = ("end_of", "most_improved")


def awards_that_cannot_be(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Yield every fault of the awards and of what is left out: key, what is wrong, what to do."""
    for place, award in enumerate(policy.awards, start=1):
        if award.step is not None:
            yield from _step_of(policy, award, f"award {place}.step")
        yield from _key_stages_of(award, policy.effective_from, f"award {place}.key_stages")
    groups = [group.name for group in policy.case_groups]
    for place, one in enumerate(policy.left_out, start=1):
        if one.group is not None and one.group not in groups:
            yield (
                f"left_out {place}.group",
                f"there is no group {one.group!r} of pupils.",
                f"The groups are: {', '.join(groups)}."
                if groups
                else "Write a [[case_group]] of that name, or take the group out.",
            )


def _step_of(policy: Policy, award: Award, key: str) -> Iterator[tuple[str, str, str]]:
    step: Step | None = policy.step_for(award.step or "")
    if step is None:
        yield key, f"there is no step {award.step!r}.", 'Name a [[step]] with does = "certificate".'
    elif step.does != "certificate" or step.kind not in _DECIDED_AT_THE_END:
        yield (
            key,
            f"{step.name} gives no certificate at the end of a period.",
            'Name a [[step]] of kind end_of or most_improved with does = "certificate".',
        )
    elif step.period != award.every:
        yield (
            key,
            f"{step.name} is for each {step.period}, the award for each {award.every}.",
            "Say the same period in both.",
        )


def _key_stages_of(award: Award, on: date, key: str) -> Iterator[tuple[str, str, str]]:
    try:
        there = [stage.name for stage in key_stages().in_force(on).stages]
    except NoRuleInForce:
        return
    for name in award.key_stages:
        if name not in there:
            yield key, f"there is no key stage {name!r}.", f"They are: {', '.join(there)}."
