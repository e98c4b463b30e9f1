"""Every step of the policy once for one pupil: due, held back or not due, why, and what would change it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from attendctl.casework.decision import Case, Decision, Outcome
from attendctl.casework.explained.changes import outcome_of, what_would_change
from attendctl.casework.explained.rests_on import PupilRegister, RestsOn, rests_on
from attendctl.policies import Step
from attendctl.policies.in_words_parts import capital, range_in_words
from attendctl.policies.in_words_steps import due_in_words


@dataclass(frozen=True)
class StepExplained:
    """One step: what was decided on it, once for each occasion, its rule, and what it rests on."""

    step: Step
    outcome: Outcome
    decisions: tuple[Decision, ...]
    rule: str
    source: str
    ours: str | None
    rests: RestsOn
    changes: tuple[str, ...]


def explain_steps(
    case: Case, decisions: Iterable[Decision], register: PupilRegister
) -> tuple[StepExplained, ...]:
    """Explain every step of the case's policy, in the order of the policy.

    Args:
        case: the pupil's, with ``explain``.
        decisions: what the engine decided, with ``explain``.
        register: the pupil's marks and spells.
    """
    by_step: dict[str, list[Decision]] = defaultdict(list)
    for decision in decisions:
        if decision.step is not None:
            by_step[decision.step.name].append(decision)
    return tuple(
        _explained(case, step, by_step.get(step.name) or [_without_a_decision(case, step)], register)
        for step in case.policy.steps
    )


def _explained(
    case: Case, step: Step, decisions: Sequence[Decision], register: PupilRegister
) -> StepExplained:
    rests = rests_on(case, step, decisions, register)
    return StepExplained(
        step=step,
        outcome=outcome_of(decisions),
        decisions=tuple(decisions),
        rule=capital(due_in_words(case.policy, step)) + ".",
        source=case.policy.reference_of(step.source),
        ours=step.source.ours,
        rests=rests,
        changes=what_would_change(case, step, decisions, rests),
    )


def _without_a_decision(case: Case, step: Step) -> Decision:
    """Say why a step is not due of which the engine had nothing to decide."""
    year = case.pupil.year
    if step.kind == "severe_absence":
        why = f"{case.standing} {year.absent} of {year.possible} sessions are missed: not severe absence."
    elif step.kind in ("in_band", "no_improvement") and step.band not in (None, case.band.name):
        band = case.policy.band_named(step.band or "")
        ends = f" ({range_in_words(*case.policy.range_of(band))})" if band else ""
        why = f"{case.standing} The step is for the {step.band} band{ends}."
    elif step.kind in ("in_band", "no_improvement"):
        why = f"{case.standing} Severe absence has letters of its own instead of the band's."
    elif step.kind == "improved":
        why = f"{step.follows}, whose review it ends, has not been done this academic year."
    else:
        why = f"{case.standing} Nothing makes it due."
    return case.decide(Outcome.NOT_DUE, step, why)
