"""The decision on a request for leave, recorded in the case log: the letters of it are due then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from attendctl.casework.case_checks import signed_by
from attendctl.casework.leave import LeaveAnswer
from attendctl.casework.wording import date_in_words
from attendctl.errors import NotFound, WrongUsage
from attendctl.ledger.book import Ledger
from attendctl.ledger.case_log import (
    CaseEntry,
    LoggedEntry,
    append_case_entry,
    case_entries,
    case_entry_numbered,
)
from attendctl.rates import percent_text

LeaveOutcome = Literal["granted", "refused", "refused-added-days"]
_ANSWERED = {"granted": "grant", "refused": "refuse", "refused-added-days": "refuse"}
_DECIDED_OTHERWISE = "The school looked at your request and at your child's record, and decided."


@dataclass(frozen=True)
class LeaveDecision:
    """Who decides what. ``reason`` is for the letter; None: the policy's own. ``note`` stays in the log."""

    outcome: LeaveOutcome
    told: date
    by: str | None = None
    position: str | None = None
    note: str | None = None
    reason: str | None = None


@dataclass(frozen=True)
class RecordedLeave:
    """The entry of the log, whether it is new, and what else is to be said of it."""

    entry: LoggedEntry
    is_new: bool
    is_against_the_policy: bool
    said: tuple[str, ...]


def record_leave(ledger: Ledger, answer: LeaveAnswer, decision: LeaveDecision) -> RecordedLeave:
    """Record a decision. The same decision on the same days again changes nothing.

    Args:
        ledger: opened to write.
        answer: of ``attendctl.casework.leave.answer_leave``.
        decision: who decides what.

    Raises:
        WrongUsage: nobody signs it, or it is against the policy's answer and has no note.
        NotFound: the policy has no step for that outcome.
    """
    against = is_against_the_policy(answer, decision)
    if against and not (decision.note or "").strip():
        raise WrongUsage(
            f"The policy's answer is the other one: {answer.source}.",
            remedy="To decide against it, say why with --note.",
        )
    _check_outcome(answer, decision.outcome)
    by, position = signed_by(answer.school.settings, decision.by, decision.position)
    request = answer.request
    earlier = _decisions_on(ledger, answer)
    same = next((one for one in earlier if one.outcome == decision.outcome), None)
    said = [
        f"Entry {one.entry_id} of {date_in_words(one.happened_on)} says {one.outcome} of the same days. "
        f"If that no longer holds: attendctl case withdraw {one.entry_id}"
        for one in earlier
        if _ANSWERED.get(one.outcome or "") != _ANSWERED[decision.outcome]
    ]
    if against:
        said.insert(0, f"This is against the policy's answer: {answer.source}.")
    if same is not None:
        return RecordedLeave(same, False, against, tuple(said))
    entry = CaseEntry(
        answer.pupil.school_id,
        answer.pupil.pupil_id,
        "leave",
        decision.told,
        by,
        position,
        decision.told,
        until=request.to_day,
        outcome=decision.outcome,
        sessions=answer.days.sessions,
        note=(decision.note or "").strip() or None,
        details=_details(answer, decision, against=against),
    )
    number = append_case_entry(ledger, entry)
    return RecordedLeave(case_entry_numbered(ledger.connection, number), True, against, tuple(said))


def is_against_the_policy(answer: LeaveAnswer, decision: LeaveDecision) -> bool:
    """Say whether the policy answers and the decision is the other one."""
    return answer.answer != "head_decides" and answer.answer != _ANSWERED[decision.outcome]


def _check_outcome(answer: LeaveAnswer, outcome: LeaveOutcome) -> None:
    policy = answer.school.policy
    is_known = any(step.entry == "leave" and step.outcome == outcome for step in policy.steps)
    if outcome == "refused-added-days" and not is_known:
        raise NotFound(
            f"The policy {policy.key} has no step for days added to a refused leave.",
            remedy="Leave --added-days out.",
        )


def _decisions_on(ledger: Ledger, answer: LeaveAnswer) -> list[LoggedEntry]:
    """Return the decisions logged on the same days and kind of leave, oldest first."""
    asked = (answer.request.from_day.isoformat(), answer.request.to_day.isoformat(), answer.request.kind)
    return [
        entry
        for entry in case_entries(ledger.connection, pupil_id=answer.pupil.pupil_id)
        if entry.kind == "leave"
        and entry.school_id == answer.pupil.school_id
        and (entry.details.get("from"), entry.details.get("to"), entry.details.get("kind")) == asked
    ]


def _details(answer: LeaveAnswer, decision: LeaveDecision, *, against: bool) -> dict[str, Any]:
    request, after = answer.request, answer.effect.after
    is_granted = decision.outcome == "granted"
    policys = _DECIDED_OTHERWISE if against or answer.rule is None else answer.rule.reason
    reason = (decision.reason or "").strip() or policys
    return {
        "from": request.from_day.isoformat(),
        "to": request.to_day.isoformat(),
        "kind": request.kind,
        "asked_on": request.asked_on.isoformat(),
        "rule": answer.rule.name if answer.rule else None,
        "policy_answer": answer.answer,
        "reason": reason,
        "code": answer.code_if_granted if is_granted else answer.code_if_refused,
        "return_by": answer.return_by.isoformat() if answer.return_by and is_granted else None,
        "evidence_by": answer.evidence_by.isoformat() if answer.evidence_by else None,
        # as the fields of a letter are called
        "leave_from": request.from_day.isoformat(),
        "leave_to": request.to_day.isoformat(),
        "leave_days": len(answer.days.school_days),
        "leave_sessions": answer.days.sessions,
        "leave_kind": request.kind,
        "leave_reason": reason,
        "attendance_after_leave": f"{percent_text(after.attended, after.possible)}%",
    }
