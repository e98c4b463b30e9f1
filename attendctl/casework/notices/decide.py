"""The decision at the penalty threshold: the framework's questions, answered in words, and what follows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from attendctl.casework.case_checks import Asked, checked_entry, needed_text
from attendctl.casework.case_kinds import check_outcome, kind_named
from attendctl.casework.contacts import contacts_of
from attendctl.casework.notices.citing import free_for, last_met
from attendctl.casework.notices.notice import PENALTY_DECISION, RUNNING, read_notices
from attendctl.casework.notices.notice_case import read_row, school_and_pupil
from attendctl.casework.notices.notice_log import NoticeLogged, append_notice
from attendctl.casework.notices.notice_words import DO_NOT_PROCEED, PROCEED
from attendctl.casework.notices.parents import parents_of
from attendctl.casework.notices.refusals import NoticeRefused
from attendctl.casework.penalties.penalty_row import PenaltyRow
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.errors import WrongUsage
from attendctl.ledger.book import Ledger
from attendctl.ledger.case_log import case_entries
from attendctl.policies import Policy
from attendctl.policies.in_words_parts import counted
from attendctl.rules.penalty_questions import PenaltyQuestions, penalty_questions
from attendctl.settings import Settings

# The register answers this question itself, unless the officer does.
_BY_THE_REGISTER = "threshold"


@dataclass(frozen=True)
class Decided:
    """What the officer says. ``answers`` are by the question's name; ``tell`` is for the family's letter."""

    outcome: str
    answers: Mapping[str, str] = field(default_factory=dict)
    below_threshold: str | None = None
    note: str | None = None
    tell: str | None = None


def decide(ledger: Ledger, settings: Settings, asked: Asked, said: Decided) -> NoticeLogged:
    """Log the decision about a pupil at the threshold, with the answers it rests on.

    Raises:
        NotFound: no such school, pupil or outcome.
        WrongUsage: an answer is missing, empty, or to no question.
        NoticeRefused: the pupil is not at the threshold, or to proceed is ruled out for this pupil.
    """
    kind = kind_named(PENALTY_DECISION)
    check_outcome(kind, said.outcome)
    school, pupil = school_and_pupil(ledger, settings, asked)
    row = read_row(ledger, settings, asked, school, pupil)
    questions = penalty_questions().in_force(asked.on or asked.told)
    below = None if said.below_threshold is None else needed_text(said.below_threshold, "--below-threshold")
    reached_on = _reached_on(ledger, row)
    if reached_on is None and below is None:
        raise NoticeRefused(
            f"The pupil {pupil.identity} is not at the threshold: {_standing(row)} [{row.law.reference}]",
            remedy="Nothing is to be decided yet. Where a case is looked at below it, say why: "
            "--below-threshold REASON",
        )
    if said.outcome == PROCEED and row.why_not_eligible is not None:
        raise NoticeRefused(
            f"A notice about {pupil.identity} is ruled out: {row.why_not_eligible}",
            remedy="Choose another outcome: "
            f"{', '.join(outcome for outcome in kind.outcomes if outcome != PROCEED)}.",
        )
    answers = checked_answers({_BY_THE_REGISTER: _standing(row)} | dict(said.answers), questions)
    details = {
        "answers": answers,
        "reached_on": reached_on.isoformat() if reached_on else None,
        "sessions": row.sessions_in_window,
    }
    if said.tell is not None:
        if said.outcome != DO_NOT_PROCEED:
            raise WrongUsage(
                f"--tell goes with {DO_NOT_PROCEED}: only that decision has a letter which gives a reason.",
                remedy="Leave it out, or say it for the school alone: --note TEXT",
            )
        details["decision_reason"] = needed_text(said.tell, "--tell")
    if below is not None:
        details["below_threshold"] = below
    entry = checked_entry(
        asked,
        kind,
        school,
        pupil,
        outcome=said.outcome,
        step=_step(school.policy),
        note=said.note,
        details=details,
    )
    lines = [_standing(row), *(f"To weigh: {one}" for one in row.for_judgement)]
    if said.outcome == PROCEED:
        lines += _times_to_improve(ledger, row, asked.on or asked.told)
    return append_notice(ledger, entry, pupil, lines)


def checked_answers(answers: Mapping[str, str], questions: PenaltyQuestions) -> dict[str, str]:
    """Return the answers by question, in the order of the questions.

    Raises:
        WrongUsage: one is missing, empty, or to no question; the message has the questions.
    """
    names = [one.name for one in questions.questions]
    for name in answers:
        if name not in names:
            raise WrongUsage(
                f"--answer {name!r} answers no question of the framework.",
                remedy=f"The questions are: {', '.join(names)}.",
            )
    missing = [one for one in questions.questions if not answers.get(one.name, "").strip()]
    if missing:
        listed = "\n".join(f"  {one.name}: {one.question}\n    {one.why}" for one in missing)
        how = " ".join(f'--answer {one.name}="…"' for one in missing)
        raise WrongUsage(
            f"The decision answers each question in words. Not answered yet:\n{listed}",
            remedy=f"Answer with: {how}",
        )
    return {name: " ".join(answers[name].split()) for name in names}


def _standing(row: PenaltyRow) -> str:
    """Say how the pupil stands to the threshold."""
    law = row.law
    said = f"{counted(row.sessions_in_window, 'session')} in the latest "
    said += counted(law.school_weeks, "school week")
    if row.of_which_unexplained:
        said += f", of them {row.of_which_unexplained} without a known reason"
    if row.sessions_with_cited > row.sessions_in_window:
        cited = row.sessions_with_cited - row.sessions_in_window
        said += f"; {sessions_in_words(cited)} more are cited in a notice"
    said += f"; the threshold is {law.sessions}"
    if row.reached_on is None:
        return f"{said}."
    firm = row.firm_reached_on
    without = " (not yet by known reasons alone)" if firm is None else ""
    if firm is not None and firm != row.reached_on:
        without = f" (by known reasons alone on {date_in_words(firm)})"
    return f"{said}. The threshold was reached on {date_in_words(row.reached_on)}{without}."


def _times_to_improve(ledger: Ledger, row: PenaltyRow, on: date) -> list[str]:
    """Say which times to improve have not been reviewed: a penalty notice to that parent waits for it."""
    entries = case_entries(ledger.connection, pupil_id=row.pupil.pupil_id)
    return [
        f"The notice to improve {one.number}, until {date_in_words(one.until)}, has not been reviewed: "
        f"a penalty notice to the same parent waits for attendctl notice review {one.number} or "
        f"notice end {one.number}."
        for one in read_notices(entries, upto=on)
        if not one.is_penalty and one.status == RUNNING and one.until is not None
    ]


def _reached_on(ledger: Ledger, row: PenaltyRow) -> date | None:
    """Return the day the threshold was reached: for the pupil, else for a parent to whom no notice was.

    A notice to one parent uses its sessions for that parent alone, so that it may still be decided
    about the other.
    """
    if row.reached_on is not None:
        return row.reached_on
    pupil_id = row.pupil.pupil_id
    contacts = contacts_of(ledger.connection, row.school.school_id, [pupil_id]).get(pupil_id, ())
    notices = read_notices(case_entries(ledger.connection, pupil_id=pupil_id))
    for parent in parents_of(contacts):
        free = free_for(parent.named, row.every_session, notices)
        met = last_met(free, row.law, window_from=row.window[0])
        if met is not None:
            return met.on
    return None


def _step(policy: Policy) -> str | None:
    return next((step.name for step in policy.steps if step.kind == "penalty_threshold"), None)
