"""What stands in the way of a penalty notice now: the cap, a notice still open, no decision, a hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

from attendctl.casework.notices.may_be_fined import (
    before_the_law,
    not_at_the_threshold,
    not_of_compulsory_age,
    spared_by_the_code,
    unexplained,
    used_for_this_parent,
)
from attendctl.casework.notices.notice import RUNNING
from attendctl.casework.notices.notice_words import MET, PROCEED
from attendctl.casework.notices.proposed import Proposed
from attendctl.casework.notices.refusals import Refusal
from attendctl.casework.steps.held_back import hold_in_force
from attendctl.casework.wording import date_in_words
from attendctl.rules.notice_to_improve import notice_to_improve
from attendctl.rules.penalty_questions import penalty_questions


def beyond_the_cap(proposed: Proposed) -> Iterator[Refusal]:
    """This parent has as many notices about this child as the law allows in so many years."""
    cap, law = proposed.case.cap, proposed.case.law
    if cap.possible_from is None or law.most is None or law.years is None:
        return
    listed = ", ".join(f"{one.number} of {date_in_words(one.on)}" for one in cap.counting)
    yield Refusal(
        f"it would be number {cap.rank} to this parent about this child in {law.years} years, and the law "
        f"allows {law.most}: notice {listed}. Another is possible from {date_in_words(cap.possible_from)}.",
        f"Instead: {'; '.join(law.instead)}.",
        law.reference,
    )


def earlier_notice_open(proposed: Proposed) -> Iterator[Refusal]:
    """An earlier penalty notice to this parent waits to be paid, or for somebody to say what became of it."""
    law, on = proposed.case.law, proposed.case.on
    for notice in proposed.case.to_this_parent:
        if not notice.is_penalty or notice.status != RUNNING or notice.until is None:
            continue
        number = notice.number
        if on <= notice.until:
            what = f"notice {number} to this parent can still be paid, until {date_in_words(notice.until)}."
            instead = (
                f"Wait until it is paid (attendctl notice pay {number}) or that day is over; if it was "
                f"wrong: attendctl notice withdraw {number}."
            )
        else:
            what = (
                f"notice {number} to this parent could be paid until {date_in_words(notice.until)}, and the "
                "case log does not say what became of it."
            )
            instead = f"Log it: attendctl notice pay, unpaid, prosecute or withdraw {number}."
        yield Refusal(what, instead, law.reference)


def not_decided(proposed: Proposed) -> Iterator[Refusal]:
    """Nobody has decided to proceed since there was something new to decide on."""
    case, decision = proposed.case, proposed.case.decision
    if not proposed.sessions:
        return
    since, after, what = max(_news(proposed))
    source = penalty_questions().in_force(case.on).reference
    how = f"attendctl penalties decide {case.pupil.identity}"
    if decision is None or (decision.happened_on, decision.entry_id) < (since, after):
        yield Refusal(
            f"nobody has decided that a notice is right since {what}, {date_in_words(since)}.",
            f"Decide first: {how} --outcome {PROCEED}",
            source,
        )
    elif decision.outcome != PROCEED:
        yield Refusal(
            f"the latest decision, entry {decision.entry_id} of {date_in_words(decision.happened_on)}, is "
            f"{decision.outcome}.",
            f"If that has changed, decide again: {how}",
            source,
        )


def _news(proposed: Proposed) -> Iterator[tuple[date, int, str]]:
    """Give what a decision has to be later than: the day, the number if it is an entry, and what it is."""
    days = sorted(session.date for session in proposed.sessions)
    if proposed.met is not None:
        yield proposed.met.on, 0, "the threshold was met"
    elif proposed.meets_the_threshold:
        yield days[proposed.case.threshold.sessions - 1], 0, "the sessions cited came to the threshold"
    else:
        yield days[-1], 0, "the last session cited"
    for notice in proposed.case.penalties:
        yield notice.on, notice.number, f"notice {notice.number} to this parent"
    improvement = proposed.case.improvement
    if improvement is not None and improvement.status == MET:
        event = improvement.events[-1]
        yield event.happened_on, event.entry_id, f"the notice to improve {improvement.number} was met"


def improvement_still_runs(proposed: Proposed) -> Iterator[Refusal]:
    """A notice to improve to this parent is neither over and reviewed nor ended early."""
    notice, on = proposed.case.improvement, proposed.case.on
    if notice is None or notice.until is None or notice.status != RUNNING:
        return
    number, until = notice.number, date_in_words(notice.until)
    source = notice_to_improve().in_force(notice.on).reference
    if on <= notice.until:
        yield Refusal(
            f"the notice to improve {number} to this parent runs until {until}.",
            f"Wait for its review; where its grounds are met: attendctl notice end {number} --reason TEXT",
            source,
        )
    else:
        yield Refusal(
            f"the notice to improve {number} to this parent ended on {until}, and it was not reviewed.",
            f"Review it: attendctl notice review {number} --outcome not-met",
            source,
        )


def on_hold(proposed: Proposed) -> Iterator[Refusal]:
    """A hold is in force, and nobody has said why a notice goes out all the same."""
    logged = [one for one in proposed.case.logged if one.school_id == proposed.case.school.school_id]
    hold = hold_in_force(logged, proposed.case.on)
    if hold is None or proposed.despite_hold:
        return
    until = f" until {date_in_words(hold.until)}" if hold.until else ""
    yield Refusal(
        f"a hold is in force{until} (entry {hold.entry_id} of the case log).",
        "Wait, release it with attendctl case release, or say why not: --despite-hold REASON.",
    )


CHECKS: tuple[Callable[[Proposed], Iterator[Refusal]], ...] = (
    not_of_compulsory_age,
    spared_by_the_code,
    before_the_law,
    not_at_the_threshold,
    used_for_this_parent,
    unexplained,
    beyond_the_cap,
    earlier_notice_open,
    improvement_still_runs,
    not_decided,
    on_hold,
)
"""Everything that rules a penalty notice out, in the order in which it is said."""


def refusals(proposed: Proposed) -> list[Refusal]:
    """Return every reason against a penalty notice; empty where it can be issued."""
    return [refusal for check in CHECKS for refusal in check(proposed)]
