"""The request for a penalty notice: the sessions it may rest on, and when it is not to be made after all."""

from __future__ import annotations

from attendctl.casework.decision import Case, Decision, Outcome
from attendctl.casework.notices.notice import PENALTY_DECISION, CitedSession
from attendctl.casework.penalties.penalty_row import PenaltyRow
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.policies import Step


def sessions_to_ask_about(facts: PupilFacts, row: PenaltyRow, decided: LoggedEntry) -> list[CitedSession]:
    """Return the sessions of the window that are in no notice and whose reason is known.

    Where they are too few because a notice was issued since the decision: those the notice cites, as
    far as the register still has them as absence that counts.
    """
    law = row.law
    free = [one for one in row.sessions if not one.cited_in and one.code in law.firm_codes]
    issued = [
        one.notice
        for one in facts.notices
        if one.notice.is_penalty and one.notice.stands and one.notice.on >= decided.happened_on
    ]
    if len(free) >= law.sessions or not issued:
        return [CitedSession(one.date, one.session, one.code) for one in free]
    counted = {(one.date, one.session) for one in row.every_session if one.code in law.firm_codes}
    return sorted(one for one in issued[0].sessions if (one.date, one.session) in counted)


def request_not_to_be_made(case: Case, step: Step, decided: LoggedEntry, *, occasion: str) -> Decision | None:
    """Return the decision against a request that was decided on; None where nothing speaks against it.

    A later decision was another one; or the register, as it stands now, has too few sessions with a
    known reason. A request that was decided on below the threshold rests on the reason given for it.
    """
    if step.written_to != "authority" or decided.kind != PENALTY_DECISION:
        return None
    decisions = [entry for entry in case.facts.logged if entry.kind == PENALTY_DECISION]
    latest = max(decisions, key=lambda entry: (entry.happened_on, entry.entry_id), default=decided)
    if latest.outcome != decided.outcome:
        said = f"On {date_in_words(latest.happened_on)} it was decided otherwise: {latest.outcome} "
        said += f"(entry {latest.entry_id})."
        return case.decide(Outcome.NOT_DUE, step, said, occasion=occasion, entry=decided)
    row = case.facts.penalty
    if row is None or decided.details.get("below_threshold"):
        return None
    found = sessions_to_ask_about(case.facts, row, decided)
    if len(found) >= row.law.sessions:
        return None
    return case.decide(
        Outcome.HELD_BACK,
        step,
        f"{sessions_in_words(len(found))} with a known reason can be asked about; the threshold is "
        f"{row.law.sessions}. The authority would send the request back: correct the register, or decide "
        "anew (attendctl penalties decide).",
        is_fault=True,
        occasion=occasion,
        entry=decided,
    )
