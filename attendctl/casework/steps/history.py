"""What was done already about a pupil: letters written and entries of the case log, as one history."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.casework.standing import WrittenLetter
from attendctl.ledger.case_log import LoggedEntry
from attendctl.policies import Step

# An entry that says that something was tried in vain, or is still to come, settles nothing.
NOT_DONE = frozenset({"missed", "refused", "arranged", "no-answer", "not-accepted"})

# What settles a step of the log's kinds beside an entry of the kind the step itself is called by.
SETTLED_BY = {
    "conversation": {"conversation", "meeting", "contact", "call"},
    "contact": {"contact", "call", "conversation", "meeting", "visit"},
    "plan": {"plan", "contract"},
    "contract": {"contract"},
    "evidence": {"evidence"},
}


@dataclass(frozen=True)
class Done:
    """A step that was done: the letter written, or the entry logged for it.

    ``up_to`` is the last day of marks it was judged by (of an entry, its day).
    ``key`` is the letter's reference or the entry's number.
    """

    step: str
    on: date
    up_to: date
    key: str
    occasion: str = ""


def history_of(written: Iterable[WrittenLetter], logged: Iterable[LoggedEntry]) -> tuple[Done, ...]:
    """Return the steps done by name, oldest first: letters, and log entries that name a step."""
    letters = [
        Done(one.letter, one.written_on, one.as_of or one.written_on, one.reference, one.occasion or "")
        for one in written
    ]
    entries = [
        Done(one.step, one.happened_on, one.happened_on, f"entry {one.entry_id}")
        for one in logged
        if one.step is not None and one.outcome not in NOT_DONE
    ]
    return tuple(sorted([*letters, *entries], key=lambda done: (done.on, done.key)))


def last_done(history: Sequence[Done], step: Step, *, since: date | None = None) -> Done | None:
    """Return the latest time a step was done by name, judged by marks of ``since`` or later; or None."""
    for done in reversed(history):
        if done.step == step.name and (since is None or done.up_to >= since):
            return done
    return None


def has_done(entry: LoggedEntry, step: Step) -> bool:
    """Whether an entry of a kind that settles a step did.

    A visit to an empty house reached nobody, and evidence that is wanted has not come.
    """
    if entry.outcome == "nobody-in":
        return step.does == "visit"
    if entry.outcome == "wanted":
        return step.does == "evidence"
    return entry.outcome not in NOT_DONE


def answering_entry(
    logged: Sequence[LoggedEntry],
    step: Step,
    *,
    since: date,
    also_for: Collection[str] = (),
) -> LoggedEntry | None:
    """Return the first entry that a step says clears it, from the day on that its cause began; or None.

    Unlike an entry of the step's own kind it need not wait for the day the step came due: evidence
    that came in time is evidence, whether it names this step or the one that asked for it.

    Args:
        logged: the pupil's entries, oldest first.
        step: one that may say ``cleared_by``.
        since: the first day of the absence, or the day of the step that it follows.
        also_for: other steps for which it may have been logged.
    """
    for entry in logged:
        if (
            entry.kind in step.cleared_by
            and entry.step in (None, step.name, step.follows, *also_for)
            and has_done(entry, step)
            and entry.happened_on >= since
        ):
            return entry
    return None


def settling_entry(logged: Sequence[LoggedEntry], step: Step, *, since: date | None) -> LoggedEntry | None:
    """Return the first entry from a day on that settles a step without naming one, or None.

    Args:
        logged: the pupil's entries, oldest first.
        step: one that is not done by a letter, or that says ``cleared_by``.
        since: the day the step came due; None where it is not known.
    """
    kinds = set(step.cleared_by)
    if step.letter is None:
        kinds |= SETTLED_BY.get(step.does, {step.does})
    for entry in logged:
        if (
            entry.kind in kinds
            and entry.step in (None, step.name)
            and has_done(entry, step)
            and (since is None or entry.happened_on >= since)
        ):
            return entry
    return None
