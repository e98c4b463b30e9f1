"""What holds a step back that would be due: a leaver, a hold, a name that is missing, too few sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attendctl.casework.decision import Case, Decision, Outcome
from attendctl.casework.wording import date_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.policies import Step

# Steps that go by a percentage of the year, which means little on few sessions.
_BY_PERCENTAGE = frozenset(
    {"in_band", "below", "no_improvement", "improved", "persistent_absence", "severe_absence"}
)

# A hold spares the family. What keeps a child safe, and what the law asks of the school, goes on;
# so does the search for a child of whom nobody has said why it is away.
_GOES_ON_DURING_A_HOLD = frozenset({"visit", "return", "report", "referral", "record", "decision"})


HOLDING = ("hold", "release")
"""Entries of the case log that begin and end a hold."""


def held_back(case: Case, step: Step, *, occasion: str = "") -> Decision | None:
    """Return the decision that holds a step back, or None where nothing does."""
    pupil, policy = case.pupil, case.policy
    if pupil.is_leaver:
        return case.decide(
            Outcome.HELD_BACK,
            step,
            "The pupil has left: a leaving date, or no row in the school's latest week.",
            occasion=occasion,
        )
    if step.letter and not ((pupil.forename or "").strip() and (pupil.surname or "").strip()):
        return case.decide(
            Outcome.HELD_BACK,
            step,
            "The ledger has no forename and surname for this pupil. Import the pupil list.",
            is_fault=True,
            occasion=occasion,
        )
    hold = hold_in_force(case.facts.logged, case.year.day_of_action)
    if hold is not None and not _goes_on_during_a_hold(step):
        until = f" until {date_in_words(hold.until)}" if hold.until else ""
        reason = f": {hold.note}" if hold.note else ""
        return case.decide(
            Outcome.HELD_BACK,
            step,
            f"On hold{until}{reason} (case log, entry {hold.entry_id}).",
            occasion=occasion,
            entry=hold,
        )
    if _goes_by_percentage(step) and pupil.year.possible < policy.minimum_sessions:
        return case.decide(
            Outcome.HELD_BACK,
            step,
            f"Too few sessions to judge by: {pupil.year.possible} possible so far, "
            f"and the policy waits for {policy.minimum_sessions}.",
            source=policy.early_year.source,
            occasion=occasion,
        )
    return _before_the_half_term(case, step)


def _goes_by_percentage(step: Step) -> bool:
    """Whether a step goes by the year's percentage: by its kind, or as contact kept up in a band."""
    return step.kind in _BY_PERCENTAGE or (step.kind == "repeated" and step.band is not None)


def _goes_on_during_a_hold(step: Step) -> bool:
    return step.does in _GOES_ON_DURING_A_HOLD or (step.topic == "unexplained" and step.letter is None)


def hold_in_force(logged: Sequence[LoggedEntry], on: date) -> LoggedEntry | None:
    """Return the hold that is in force on a day, both ends included, or None."""
    hold: LoggedEntry | None = None
    for entry in logged:
        if entry.happened_on > on:
            continue
        if entry.kind == "hold":
            hold = entry
        elif entry.kind == "release":
            hold = None
    return hold if hold is not None and (hold.until is None or on <= hold.until) else None


def _before_the_half_term(case: Case, step: Step) -> Decision | None:
    if step.not_before != "october_half_term" or step.name == case.year.letter_by_hand:
        return None
    over = case.year.half_term_over_from
    what = f"Letter {step.name}" if step.letter else f"{step.title}: this"
    by_hand = f" Write it earlier with --letter {step.name}." if step.letter else ""
    if over is None:
        return case.decide(
            Outcome.HELD_BACK,
            step,
            f"{what} waits for the October half term, which the register does not show yet."
            f"{by_hand} Its week can be stated as october_half_term in [calendar].",
        )
    if case.year.as_of < over:
        return case.decide(
            Outcome.HELD_BACK,
            step,
            f"{what} waits until after the October half term, {date_in_words(over)}.{by_hand}",
        )
    return None
