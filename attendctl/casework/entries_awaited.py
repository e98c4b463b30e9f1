"""The entries a policy's steps wait for, held against what the case log can hold."""

from __future__ import annotations

from collections.abc import Iterator

from attendctl.casework.case_kinds import case_kinds
from attendctl.policies import Policy, Step
from attendctl.policies.finding import Finding, fault


def entry_findings(policy: Policy) -> Iterator[Finding]:
    """Yield every step that waits for, or is settled by, an entry that nobody can log.

    >>> from attendctl.policies import load_policy
    >>> greenhill = load_policy("greenhill")
    >>> lost = greenhill.step_for("leave-refused").model_copy(update={"outcome": "denied"})
    >>> [found.key for found in entry_findings(greenhill.model_copy(update={"steps": (lost,)}))]
    ['step 1.outcome']
    """
    for place, step in enumerate(policy.steps, start=1):
        yield from _of_step(step, f"step {place}")


def _of_step(step: Step, key: str) -> Iterator[Finding]:
    kinds = {kind.name: kind for kind in case_kinds()}
    listed = ", ".join(kinds)
    for name, entries in (("entry", (step.entry,)), ("cleared_by", step.cleared_by)):
        for entry in entries:
            if entry is not None and entry not in kinds:
                what = f"{step.name} waits for {entry!r} in the case log, which has no such kind."
                yield fault("unreachable", f"{key}.{name}", what, f"The kinds are: {listed}.")
    kind = kinds.get(step.entry or "")
    if kind is not None and step.outcome is not None and step.outcome not in kind.outcomes:
        yield fault(
            "unreachable",
            f"{key}.outcome",
            f"{step.name} waits for {kind.name} with the outcome {step.outcome!r}, which it cannot have.",
            f"The outcomes are: {', '.join(kind.outcomes) or 'none'}.",
        )
