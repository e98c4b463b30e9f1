"""What the review after a letter asks for, and how it went since the letter before."""

from __future__ import annotations

from attendctl.casework.decision import Decision
from attendctl.casework.wording import date_in_words, percent_in_words, sessions_in_words
from attendctl.letters.fields.field import Field, FieldValue, Joined
from attendctl.policies import Policy, Step
from attendctl.rates import percent_text

REVIEW = {
    "review_period": Field("the time until the review, such as 4 school weeks, or none", Joined.same),
    "review_target": Field("the attendance the review asks for", Joined.same),
    "earlier_date": Field("the date of the letter this one follows", Joined.same),
    "earlier_reference": Field("the reference of the letter this one follows", Joined.same),
    "since_attendance": Field("attendance since that letter", Joined.each),
    "since_attended": Field("sessions attended since that letter", Joined.each),
    "since_possible": Field("possible sessions since that letter", Joined.each),
    "since_missed": Field("sessions missed since that letter, in words with days", Joined.each),
}


def review_of(decision: Decision, policy: Policy) -> dict[str, FieldValue]:
    """Return what the review after this letter asks for, or asked for before it."""
    step = policy.step_for(decision.letter or "")
    if step is None:
        return dict.fromkeys(REVIEW)
    follow_up = next(
        (later for later in policy.steps if later.follows == step.name and later.kind == "no_improvement"),
        None,
    )
    judged_by = step if step.kind in ("no_improvement", "improved") else follow_up
    since = decision.since_previous
    earlier = next((one for one in reversed(decision.previous) if one.letter == step.follows), None)
    return {
        "review_period": _period(follow_up) if follow_up else None,
        "review_target": percent_in_words(policy.target_of(judged_by)) if judged_by else None,
        "earlier_date": date_in_words(earlier.written_on) if earlier else None,
        "earlier_reference": earlier.reference if earlier else None,
        "since_attendance": f"{percent_text(since.attended, since.possible)}%" if since else None,
        "since_attended": since.attended if since else None,
        "since_possible": since.possible if since else None,
        "since_missed": sessions_in_words(since.absent) if since else None,
    }


def _period(step: Step) -> str | None:
    for number, unit in ((step.review_school_weeks, "school week"), (step.review_school_days, "school day")):
        if number:
            return f"{number} {unit}{'' if number == 1 else 's'}"
    return None
