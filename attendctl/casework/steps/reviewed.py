"""Steps at the end of a review period: no improvement, or improved, since an earlier step was done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attendctl.casework.decision import Case, Decision, Outcome
from attendctl.casework.standing import Sessions
from attendctl.casework.steps.history import SETTLED_BY, Done, settling_entry
from attendctl.casework.steps.review import review_is_due_on, school_days_after
from attendctl.casework.wording import date_in_words, percent_in_words
from attendctl.policies import Step


@dataclass(frozen=True)
class Review:
    """The review since an earlier step: which, when it ends (None: not known yet), and the sessions since."""

    of: Done
    of_words: str
    length: str
    ends_on: date | None
    since: Sessions


def step_followed(case: Case, step: Step) -> Done | None:
    """Return when the latest of the steps that this one follows was last done this year, or None."""
    names = [step.follows, *step.also_follows]
    done = [one for name in names if name and (one := _done(case, case.policy.step_for(name))) is not None]
    latest = max(done, key=lambda one: one.on, default=None)
    return _tried(case, step) if latest is None and step.kind == "after" else latest


def _tried(case: Case, step: Step) -> Done | None:
    """Return the first attempt at the contact that a step comes after: days run from it too."""
    followed = case.policy.step_for(step.follows or "")
    if followed is None or followed.does != "contact":
        return None
    is_reached, since = _reached(case, followed)
    for entry in case.facts.logged if is_reached else ():
        if (
            entry.outcome == "no-answer"
            and entry.kind in SETTLED_BY["contact"]
            and entry.step in (None, followed.name)
            and (since is None or entry.happened_on >= since)
        ):
            return Done(followed.name, entry.happened_on, entry.happened_on, f"entry {entry.entry_id}")
    return None


def _done(case: Case, followed: Step | None) -> Done | None:
    if followed is None:
        return None
    by_name = case.last(followed)
    if by_name is not None or followed.letter:
        return by_name
    is_reached, since = _reached(case, followed)
    entry = settling_entry(case.facts.logged, followed, since=since) if is_reached else None
    if entry is None:
        return None
    return Done(followed.name, entry.happened_on, entry.happened_on, f"entry {entry.entry_id}")


def _reached(case: Case, followed: Step) -> tuple[bool, date | None]:
    """Whether what a step asks for was reached, and on which day.

    An entry that names no step settles nothing that was not due by then: a call on the first day
    of an absence is not the call about the twelfth session, a visit on its third day is not the
    visit after a panel that was missed, and a meeting about no improvement is no praise.
    """
    facts = case.facts
    if followed.kind == "persistent_absence":
        return facts.is_persistently_absent, facts.band_since
    if followed.kind == "improved":
        met = after_success(case, followed)
        return met is not None and met.outcome is Outcome.DUE, met.due_on if met is not None else None
    if followed.kind in ("logged", "after") and followed.follows is not None:
        before = step_followed(case, followed)
        return before is not None, before.on if before is not None else None
    if followed.kind == "logged":
        asked_on = [
            entry.happened_on
            for entry in facts.logged
            if entry.kind == followed.entry and followed.outcome in (None, entry.outcome)
        ]
        return bool(asked_on), max(asked_on, default=None)
    if followed.kind not in ("count", "penalty_threshold"):
        return True, facts.band_since
    if followed.kind == "count":
        count = facts.counts.get(followed.name)
        reached_on = count.reached_on if count is not None else None
    else:
        reached_on = facts.window.of_age_reached_on if facts.window is not None else None
    return reached_on is not None, reached_on


def review_of(case: Case, step: Step) -> Review | None:
    """Return the review period of a step, or None where the step it follows was not done."""
    earlier = step_followed(case, step)
    if earlier is None:
        return None
    if step.review_school_weeks is not None:
        weeks = step.review_school_weeks
        length = f"{weeks} school week{'' if weeks == 1 else 's'}"
        ends_on = review_is_due_on(earlier.on, case.year.school_weeks, weeks=weeks)
    else:
        days = step.review_school_days or 0
        length = f"{days} school day{'' if days == 1 else 's'}"
        ends_on = school_days_after(earlier.on, case.year.school_days, days=days)
    what = "letter" if not earlier.key.startswith("entry ") else "step"
    of_words = f"{what} {earlier.step} of {date_in_words(earlier.on)}"
    return Review(
        earlier,
        of_words,
        length,
        ends_on,
        case.facts.since.get(f"{case.pupil.pupil_id}|{earlier.key}", Sessions(0, 0, 0)),
    )


def after_review(case: Case, step: Step) -> Decision:
    """Decide on a ``no_improvement`` step that nothing holds back."""
    if step.or_unauthorised and case.pupil.year.unauthorised:
        return case.decide(
            Outcome.DUE,
            step,
            f"{case.standing} {_sessions(case.pupil.year.unauthorised)} of this absence "
            f"{'is' if case.pupil.year.unauthorised == 1 else 'are'} unauthorised.",
            due_on=case.earliest(case.facts.band_since, step),
        )
    review = review_of(case, step)
    if review is None:
        followed = case.policy.step_for(step.follows or "")
        not_done = "has not been written" if followed and followed.letter else "has not been done"
        kind = "Letter" if followed and followed.letter else "Step"
        return case.decide(Outcome.NOT_DUE, step, f"{kind} {step.follows}, which it follows, {not_done}.")
    if review.ends_on is None or case.year.as_of < review.ends_on:
        return _still_running(case, step, review)
    closed = _closed_by_success(case, step, review)
    if closed is not None:
        return closed
    if step.judged_by == "unauthorised":
        return _by_unauthorised_absence(case, step, review, review.ends_on)
    target = case.policy.target_of(step)
    if review.since.tenths is None:
        return case.decide(Outcome.NOT_DUE, step, f"There was no possible session since {review.of_words}.")
    if review.since.tenths >= target:
        return case.decide(
            Outcome.NOT_DUE,
            step,
            f"Improved: attendance since {review.of_words} is {review.since}, "
            f"and {percent_in_words(target)} was asked for.",
            since=review.since,
        )
    return case.decide(
        Outcome.DUE,
        step,
        f"Attendance since {review.of_words} is {review.since}; {percent_in_words(target)} was asked for. "
        f"The review period of {review.length} ended on {date_in_words(review.ends_on)}. {case.standing}",
        since=review.since,
        due_on=_due_on(case, step, review.ends_on),
    )


def after_success(case: Case, step: Step) -> Decision | None:
    """Decide on an ``improved`` step: None where the step it follows was never done."""
    review = review_of(case, step)
    if review is None:
        return None
    again = case.last(step, since=review.of.on)
    if again is not None:
        return case.decide(
            Outcome.NOT_DUE, step, f"Letter {step.name} was written on {date_in_words(again.on)}."
        )
    if review.ends_on is None or case.year.as_of < review.ends_on:
        return _still_running(case, step, review)
    target = case.policy.target_of(step)
    if review.since.tenths is None or review.since.tenths < target:
        return case.decide(
            Outcome.NOT_DUE,
            step,
            f"Attendance since {review.of_words} is {review.since}; "
            f"{percent_in_words(target)} was asked for.",
            since=review.since,
        )
    return case.decide(
        Outcome.DUE,
        step,
        f"Attendance since {review.of_words} is {review.since}, and {percent_in_words(target)} "
        "was asked for: the target is met. "
        f"The review period of {review.length} ended on {date_in_words(review.ends_on)}.",
        since=review.since,
        due_on=review.ends_on,
    )


def _still_running(case: Case, step: Step, review: Review) -> Decision:
    until = f", until {date_in_words(review.ends_on)}" if review.ends_on else ""
    return case.decide(
        Outcome.NOT_DUE,
        step,
        f"The review period of {review.length} since {review.of_words} runs{until}.",
        due_on=review.ends_on,
    )


def _closed_by_success(case: Case, step: Step, review: Review) -> Decision | None:
    """A review that was answered with congratulations is over: a later slip is a new matter."""
    for other in case.policy.steps:
        if other.kind == "improved" and other.follows == step.follows:
            done = case.last(other, since=review.of.on)
            if done is not None:
                return case.decide(
                    Outcome.NOT_DUE,
                    step,
                    f"The review since {review.of_words} ended well: "
                    f"letter {other.name} was written on {date_in_words(done.on)}.",
                )
    return None


def _by_unauthorised_absence(case: Case, step: Step, review: Review, ends_on: date) -> Decision:
    if not review.since.unauthorised:
        return case.decide(
            Outcome.NOT_DUE,
            step,
            f"There is no unauthorised absence since {review.of_words}.",
            since=review.since,
        )
    return case.decide(
        Outcome.DUE,
        step,
        f"{_sessions(review.since.unauthorised)} of unauthorised absence since {review.of_words}. "
        f"The period of {review.length} ended on {date_in_words(ends_on)}.",
        since=review.since,
        due_on=_due_on(case, step, ends_on),
    )


def _due_on(case: Case, step: Step, ends_on: date) -> date:
    """The end of the review, or the day on which the pupil was back in the step's band after it."""
    since = case.facts.band_since if step.band is not None else None
    return max(ends_on, since) if since is not None else ends_on


def _sessions(number: int) -> str:
    return f"{number} session{'' if number == 1 else 's'}"
