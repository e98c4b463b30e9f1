"""Every step of a policy for one pupil: due, held back, or, where asked for, why not."""

from __future__ import annotations

from collections.abc import Callable

from attendctl.casework.decision import Case, Decision, Outcome, SchoolYear
from attendctl.casework.steps.counted import (
    already_done,
    at_the_penalty_threshold,
    below,
    counted,
    in_a_row,
    not_settled,
)
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.held_back import held_back
from attendctl.casework.steps.ladder import judge_ladder
from attendctl.casework.steps.logged import (
    again_and_again,
    answers_of,
    not_back_after_leave,
    some_days_after,
)
from attendctl.casework.steps.notices import deadline_of_a_notice, warning_before_a_notice
from attendctl.casework.steps.periods import at_the_end, most_improved
from attendctl.casework.steps.reviewed import after_review, after_success
from attendctl.policies import Policy, Step

Judged = Decision | list[Decision] | None


def judge(facts: PupilFacts, policy: Policy, year: SchoolYear, *, explain: bool = False) -> list[Decision]:
    """Decide on every step of a policy for one pupil.

    Args:
        facts: of the pupil, up to ``year.as_of``.
        policy: of the pupil's school.
        year: the school's year so far.
        explain: of every step of the pupil's band and of every other step say why it is not due, too.

    Returns:
        What is due and held back, the ladder of the band first; where no letter of the ladder is,
        why not. Nothing where no session was possible: there is no band and nothing to decide.
    """
    band = policy.band_of(facts.pupil.year.tenths)
    if band is None:
        return []
    case = Case(facts, policy, year, band, explain)
    decisions = judge_ladder(case)
    for step in policy.steps:
        if not explain and _has_nothing_to_go_by(facts, step):
            continue
        rule = _RULES.get(step.kind)
        if step.kind == "no_improvement" and step.band is None:
            rule = _review_in_any_band
        if rule is not None and step.with_unauthorised and not facts.pupil.year.unauthorised:
            rule = _without_unauthorised_absence
        judged = rule(case, step) if rule else None
        if judged is None:
            continue
        for decision in judged if isinstance(judged, list) else [judged]:
            if explain or decision.outcome is not Outcome.NOT_DUE or _is_asked_for(year, step):
                decisions.append(decision)
    return decisions


def _has_nothing_to_go_by(facts: PupilFacts, step: Step) -> bool:
    """Whether a step cannot be due of a pupil: most steps of most pupils, so they are passed over at once."""
    if step.kind in _MEASURED:
        return step.name not in getattr(facts, _MEASURED[step.kind])
    if step.kind == "penalty_threshold":
        return facts.window is None
    if step.kind == "notice_deadline":
        return not facts.notices
    if step.kind == "penalty_warning":
        return facts.penalty is None
    return step.kind in _AFTER_SOMETHING and not facts.written and not facts.logged


def _is_asked_for(year: SchoolYear, step: Step) -> bool:
    """Whether the officer named a letter that is written for no other reason: "not due" is an answer."""
    return step.kind == "penalty_warning" and step.name == year.letter_by_hand


_MEASURED = {
    "count": "counts",
    "spell": "spells",
    "unsettled": "unsettled",
    "below": "below_since",
}
"""Kinds that go by something measured: where nothing was, nothing is due."""

_AFTER_SOMETHING = frozenset({"after", "improved", "logged", "not_returned"})
"""Kinds that follow a letter written or an entry of the case log."""


def _without_unauthorised_absence(case: Case, step: Step) -> Decision:
    return case.decide(Outcome.NOT_DUE, step, f"{case.standing} None of the absence is unauthorised.")


def _review_in_any_band(case: Case, step: Step) -> Decision | None:
    """A review that no band belongs to, such as thirty days after a penalty warning."""
    done = case.last(step)
    if done is not None:
        return case.decide(Outcome.NOT_DUE, step, f"{step.title}: done.") if case.explain else None
    decision = after_review(case, step)
    if decision.outcome is not Outcome.DUE:
        return decision if case.explain else None
    settled = already_done(case, step, since=None, due_on=decision.due_on)
    if settled is not None:
        return settled if case.explain else None
    return held_back(case, step) or decision


def _improved(case: Case, step: Step) -> Decision | None:
    decision = after_success(case, step)
    if decision is None or decision.outcome is not Outcome.DUE:
        return decision if case.explain else None
    settled = already_done(case, step, since=decision.due_on, due_on=decision.due_on)
    if settled is not None:
        return settled if case.explain else None
    return held_back(case, step) or decision


_RULES: dict[str, Callable[[Case, Step], Judged]] = {
    "below": below,
    "persistent_absence": below,
    "improved": _improved,
    "count": counted,
    "spell": in_a_row,
    "unsettled": not_settled,
    "penalty_threshold": at_the_penalty_threshold,
    "logged": answers_of,
    "after": some_days_after,
    "repeated": again_and_again,
    "not_returned": not_back_after_leave,
    "end_of": at_the_end,
    "most_improved": most_improved,
    "penalty_warning": warning_before_a_notice,
    "notice_deadline": deadline_of_a_notice,
}
