"""Steps about penalty notices that every policy has: the warning before one, and the deadlines of notices."""

from __future__ import annotations

from datetime import date

from attendctl.casework.decision import Case, Decision, Outcome
from attendctl.casework.notices.notice import Notice
from attendctl.casework.notices.watched import WatchedNotice
from attendctl.casework.steps.counted import already_done
from attendctl.casework.steps.held_back import held_back
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.policies import Step
from attendctl.policies.in_words_parts import ordinal
from attendctl.policies.steps import Deadline


def warning_before_a_notice(case: Case, step: Step) -> Decision | None:
    """Decide on the warning: enough sessions in the window, and a notice could be asked for.

    It is judged where the officer names the letter, for it needs the whole of the penalty list.
    A warning that was written by sessions of the same window is not written again.
    """
    row = case.facts.penalty
    if row is None:
        why = (
            "No session of the latest window counts. It is written where the officer asks for it: "
            f"attendctl letters --letter {step.name}."
        )
        return _not(case, step, why) if case.explain else None
    needed = row.conduct.warning_from_sessions
    counted = [one for one in row.sessions if not one.cited_in]
    if len(counted) < needed:
        why = (
            f"{sessions_in_words(len(counted))} of unauthorised absence in the window: "
            f"parents are warned from {needed}."
        )
        return _not(case, step, why)
    if not row.eligible:
        return _not(case, step, row.why_not_eligible or "No notice could be asked for.")
    reached_on = counted[needed - 1].date
    occasion = reached_on.isoformat()
    return (
        already_done(case, step, since=row.window[0], due_on=reached_on, occasion=occasion)
        or held_back(case, step, occasion=occasion)
        or case.decide(
            Outcome.DUE,
            step,
            f"{sessions_in_words(len(counted))} of unauthorised absence in the latest window; "
            f"the {ordinal(needed)} was on {date_in_words(reached_on)}.",
            due_on=reached_on,
            occasion=occasion,
        )
    )


def _not(case: Case, step: Step, why: str) -> Decision | None:
    is_asked = case.explain or case.year.letter_by_hand == step.name
    return case.decide(Outcome.NOT_DUE, step, why) if is_asked else None


def deadline_of_a_notice(case: Case, step: Step) -> list[Decision]:
    """Decide on a deadline of the pupil's notices: one decision for each notice that waits for an answer.

    Neither a hold nor leaving ends a deadline of the law. It is answered by what became of the notice.
    """
    decisions = [
        decision
        for watched in case.facts.notices
        if (decision := _of_notice(case, step, watched)) is not None
    ]
    if decisions or not case.explain:
        return decisions
    return [case.decide(Outcome.NOT_DUE, step, "No notice about this pupil waits for it.")]


def _of_notice(case: Case, step: Step, watched: WatchedNotice) -> Decision | None:
    notice, today = watched.notice, case.year.day_of_action
    deadline = step.deadline or "review"
    due_on = _early_on(watched, today) if deadline == "early_action" else watched.days.get(deadline)
    if due_on is None:
        return None
    occasion = f"notice {notice.number}"
    if due_on > today:
        why = f"{_named(notice)}: its day comes on {date_in_words(due_on)}."
        return case.decide(Outcome.NOT_DUE, step, why, due_on=due_on, occasion=occasion)
    done = case.last(step, since=due_on)
    if done is not None:
        why = f"{step.title} Done on {date_in_words(done.on)}."
        return case.decide(Outcome.NOT_DUE, step, why, occasion=occasion)
    what, command = _ANSWERS[deadline]
    return case.decide(
        Outcome.DUE,
        step,
        f"{_named(notice)}: {what.format(day=date_in_words(due_on))}",
        due_on=due_on,
        occasion=occasion,
        entry=notice.issue,
        command=command.format(number=notice.number),
    )


def _early_on(watched: WatchedNotice, today: date) -> date | None:
    """Return the day from which more absence may end the time to improve; None where it may not."""
    if watched.offence is None or watched.notice.until is None or today > watched.notice.until:
        return None
    return max(watched.offence.date, watched.days.get("early_action", watched.offence.date))


def _named(notice: Notice) -> str:
    """Name a notice by its number, day and the parent's relationship: no name of a parent is repeated."""
    what = "Penalty notice" if notice.is_penalty else "Notice to improve"
    said = (notice.parent.relationship or "").strip()
    parent = f"the {said[:1].lower()}{said[1:]}" if said else "one parent"
    return f"{what} {notice.number} of {date_in_words(notice.on)} to {parent}"


_ANSWERS: dict[Deadline, tuple[str, str]] = {
    "payment_over": (
        "since {day} it can no longer be paid. Ask the authority what became of it, and log it.",
        "attendctl notice unpaid {number} (or pay, withdraw)",
    ),
    "authority_decides": (
        "logged as unpaid on {day}. The authority prosecutes or withdraws: log which.",
        "attendctl notice prosecute {number} (or withdraw)",
    ),
    "review": (
        "its last day is {day}. Was what it asks for done?",
        "attendctl notice review {number}",
    ),
    "early_action": (
        "more unauthorised absence in its time. From {day} it may be ended early, if its grounds are met.",
        "attendctl notice end {number}",
    ),
}
