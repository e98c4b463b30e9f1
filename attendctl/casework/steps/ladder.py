"""The ladder of a pupil's band: what is due at once, and what follows a review.

A jump over two stages gives the steps of the stage the pupil is at now. A step
of the ladder is done once in an academic year.
"""

from __future__ import annotations

from attendctl.casework.decision import Case, Decision, Outcome
from attendctl.casework.steps.counted import already_done
from attendctl.casework.steps.held_back import held_back
from attendctl.casework.steps.reviewed import after_review, step_followed
from attendctl.casework.wording import date_in_words
from attendctl.policies import Step


def judge_ladder(case: Case) -> list[Decision]:
    """Decide on the steps of a pupil's band, letters and others.

    Returns:
        What is due or held back. Where nothing of the band's letters is, one decision that
        says why; with ``case.explain`` one decision for every step of the band.
    """
    steps = ladder_of(case)
    if not steps:
        return [case.decide(Outcome.NOT_DUE, None, f"{case.standing} No letter belongs to this band.")]
    decided = [(step, decision) for step in steps if (decision := _judge(case, step)) is not None]
    if case.explain:
        return [decision for _, decision in decided]
    wanted = [decision for _, decision in decided if decision.outcome is not Outcome.NOT_DUE]
    if any(decision.letter for decision in wanted):
        return wanted
    why_not = [decision for step, decision in decided if step.letter and _is_worth_saying(case, step)]
    if not wanted and not why_not:
        why_not = [decision for _, decision in decided]
    return wanted + why_not[-1:]


def ladder_of(case: Case) -> list[Step]:
    """Return the steps of the pupil's band; severe absence has letters of its own instead of the band's."""
    severe = [step for step in case.policy.steps if step.kind == "severe_absence"]
    of_band = [
        step
        for step in case.policy.steps
        if step.band == case.band.name and step.kind in ("in_band", "no_improvement")
    ]
    if not case.facts.is_severely_absent:
        return of_band
    if any(step.letter for step in severe):
        of_band = [step for step in of_band if not step.letter]
    return of_band + severe


def _is_worth_saying(case: Case, step: Step) -> bool:
    """A letter that follows one not written yet says nothing new."""
    return step.kind != "no_improvement" or step_followed(case, step) is not None


def _judge(case: Case, step: Step) -> Decision | None:
    done = already_done(case, step, since=None, due_on=case.facts.band_since)
    if done is not None:
        return done
    instead = [earlier for earlier in case.done if earlier.step in step.unless_done]
    if instead:
        return case.decide(
            Outcome.NOT_DUE,
            step,
            f"{instead[-1].step} was done on {date_in_words(instead[-1].on)}: it is not asked for again.",
        )
    if step.with_unauthorised and not case.pupil.year.unauthorised:
        return case.decide(Outcome.NOT_DUE, step, f"{case.standing} None of the absence is unauthorised.")
    worse = case.worse_than(step)
    if worse is not None:
        return case.decide(
            Outcome.NOT_DUE,
            step,
            f"Letter {worse.step} of {date_in_words(worse.on)} was for a lower band; "
            "a pupil who comes up from it is not sent the gentler letter.",
        )
    if step.kind == "no_improvement" and not _has_begun(case, step):
        return after_review(case, step) if case.explain or step.letter else None
    return held_back(case, step) or _due(case, step)


def _has_begun(case: Case, step: Step) -> bool:
    """Whether there is anything to hold back: the step it follows was done, or need not have been."""
    by_absence = step.or_unauthorised and case.pupil.year.unauthorised > 0
    return by_absence or step_followed(case, step) is not None


def _due(case: Case, step: Step) -> Decision:
    if step.kind == "no_improvement":
        return after_review(case, step)
    if step.kind == "severe_absence":
        sessions = case.pupil.year
        return case.decide(
            Outcome.DUE,
            step,
            f"{case.standing} {sessions.absent} of {sessions.possible} sessions are missed: severe absence.",
            due_on=case.earliest(case.facts.below_since.get(step.name)),
        )
    not_done = f" Letter {step.name} has not been written this academic year." if step.letter else ""
    return case.decide(
        Outcome.DUE,
        step,
        f"{case.standing}{not_done}",
        due_on=case.earliest(case.facts.band_since, step),
    )
