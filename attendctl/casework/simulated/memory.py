"""What a simulation remembers of an academic year: letters and entries as the ledger would have them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from attendctl.casework.decision import Decision
from attendctl.casework.earlier_letters import Earlier
from attendctl.casework.standing import WrittenLetter
from attendctl.ledger.case_log import LoggedEntry
from attendctl.policies import Policy, Step

_SIMULATED = "simulation"

# How a step that writes no letter is logged once it is done; any other as a "step".
_LOGGED_AS: dict[str, tuple[str, str | None]] = {
    "conversation": ("conversation", None),
    "contact": ("contact", "reached"),
    "meeting": ("meeting", "held"),
    "visit": ("visit", "seen"),
    "evidence": ("evidence", "received"),
    "monitoring": ("monitoring", None),
    "plan": ("plan", None),
    "contract": ("contract", None),
    "referral": ("referral", "made"),
    "return": ("return", None),
}

# At the end of a period, to many: kept apart, for a year of weekly certificates would be the longest history.
_OF_A_PERIOD = frozenset({"end_of", "most_improved"})


@dataclass
class Memory:
    """The letters and the case log of one academic year, empty at its start. Nothing is stored."""

    earlier: list[Earlier] = field(default_factory=list)
    logged: list[LoggedEntry] = field(default_factory=list)
    marked: set[tuple[int, int, str, str]] = field(default_factory=set)  # ends of periods
    still_open: set[tuple[int, int, str]] = field(default_factory=set)  # unsettled marks, last week

    def has(self, decision: Decision, step: Step) -> bool:
        """Whether the end of a period was marked before."""
        return _period_of(decision, step) in self.marked

    def take(self, decision: Decision, step: Step, policy: Policy, on: date) -> None:
        """Remember that what was due is done: the letter written, or the step logged as done."""
        if step.kind in _OF_A_PERIOD and not _is_followed(step, policy):
            self.marked.add(_period_of(decision, step))
        elif step.letter is not None:
            self._write(decision, step.letter, policy, on)
        else:
            self._log(decision, step, policy, on)

    def _write(self, decision: Decision, letter: str, policy: Policy, on: date) -> None:
        school_id, pupil_id = decision.pupil.school_id, decision.pupil.pupil_id
        reference = f"{len(self.earlier) + 1:07}"
        written = WrittenLetter(pupil_id, policy.key, letter, reference, on, decision.occasion, on)
        self.earlier.append(Earlier(school_id, on, on, written))

    def _log(self, decision: Decision, step: Step, policy: Policy, on: date) -> None:
        kind, outcome = _LOGGED_AS.get(step.does, ("step", None))
        if ends_its_round(step, kind, policy):
            kind, outcome = "step", None
        self.logged.append(
            LoggedEntry(
                decision.pupil.school_id,
                decision.pupil.pupil_id,
                kind,
                on,
                _SIMULATED,
                _SIMULATED,
                on,
                step=step.name,
                outcome=outcome,
                entry_id=len(self.logged) + 1,
            )
        )


def ends_its_round(step: Step, kind: str, policy: Policy) -> bool:
    """Whether an entry of a kind would make due anew what a step follows: to review a plan is no new plan.

    >>> from attendctl.policies import load_policy
    >>> policy = load_policy("national")
    >>> [ends_its_round(policy.step_for(name), "plan", policy) for name in ("plan-red", "plan-review")]
    [False, True]
    """
    seen: set[str] = set()
    current: Step | None = step
    while current is not None and current.name not in seen:
        seen.add(current.name)
        current = policy.step_for(current.follows) if current.follows else None
        if current is not None and current.kind == "logged" and current.entry == kind:
            return True
    return False


def _is_followed(step: Step, policy: Policy) -> bool:
    return any(step.name in (one.follows, *one.also_follows) for one in policy.steps)


def _period_of(decision: Decision, step: Step) -> tuple[int, int, str, str]:
    return decision.pupil.school_id, decision.pupil.pupil_id, step.name, decision.occasion
