"""What would change a decision: the sessions, the day, or the entry of the case log that settles it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from attendctl.calendar import monday_of
from attendctl.casework.decision import LADDER, Case, Decision, Outcome
from attendctl.casework.explained.band import Move
from attendctl.casework.explained.law import explain_law
from attendctl.casework.explained.moves import (
    missed_in_words,
    the_next,
    to_come_up_to,
    to_fall_below,
    to_leave_the_band,
    to_reach_the_band,
)
from attendctl.casework.explained.rests_on import RestsOn, last_ended
from attendctl.casework.explained.wait import what_ends_the_wait, what_settles
from attendctl.casework.steps.periods import not_held
from attendctl.casework.steps.review import school_days_after
from attendctl.casework.steps.reviewed import Review, step_followed
from attendctl.casework.wording import date_in_words, percent_in_words
from attendctl.policies import Step
from attendctl.policies.in_words_parts import counted, listed, marks_in_words, ordinal

_OF_COMMANDS = {
    "leave": "attendctl leave",
    "target": "attendctl case target",
    "hold": "attendctl case hold",
    "notice-to-improve": "attendctl notice",
    "penalty-notice": "attendctl notice",
    "penalty-decision": "attendctl penalties decide",
}


def outcome_of(decisions: Sequence[Decision]) -> Outcome:
    """Return what holds of a step with several occasions: due before held back before not due."""
    outcomes = {decision.outcome for decision in decisions}
    return next((one for one in (Outcome.DUE, Outcome.HELD_BACK) if one in outcomes), Outcome.NOT_DUE)


def what_would_change(
    case: Case, step: Step, decisions: Sequence[Decision], rests: RestsOn
) -> tuple[str, ...]:
    """Say what would change the decision on a step, a sentence each; nothing where nothing would.

    Args:
        case: the pupil's.
        step: of the case's policy.
        decisions: what was decided on it, one for each occasion.
        rests: the sessions that it rests on.
    """
    outcome = outcome_of(decisions)
    if outcome is Outcome.DUE:
        return (*what_settles(case, step), *_leaves_by_itself(case, step))
    if outcome is Outcome.HELD_BACK:
        return what_ends_the_wait(case, step)
    done = case.last(step)
    if done is not None and (step.kind in LADDER or step.kind == "below"):
        return ("It is done once in an academic year: it may come due again from 1 September.",)
    settled = next((one.entry for one in decisions if one.entry and one.why.startswith("Settled")), None)
    if settled is not None:
        return (f"Without entry {settled.entry_id} it is due: attendctl case withdraw {settled.entry_id}.",)
    if step.kind == "repeated" and (next_time := _next_time(step, decisions)) is not None:
        return (next_time,)
    return tuple(said for said in _NOT_DUE[step.kind](case, step, rests) if said)


def _next_time(step: Step, decisions: Sequence[Decision]) -> str | None:
    """Say when something that is kept up is due again, once its next day is in the register."""
    due_on = next((one.due_on for one in decisions if one.due_on), None)
    return f"It comes due on {date_in_words(due_on)}." if due_on else None


def _leaves_by_itself(case: Case, step: Step) -> tuple[str, ...]:
    """A step of a band that nobody did is due no more once the pupil is in a better band."""
    said = to_leave_the_band(case) if step.kind == "in_band" else None
    return (f"{said} It is due no more then.",) if said else ()


Said = Sequence[str | None]


def _by_band(case: Case, step: Step, rests: RestsOn) -> Said:
    name = step.band or case.band.name
    way = to_reach_the_band(case, name)
    if way is not None:
        return [way, _unauthorised(case, step)]
    worse = case.worse_than(step)
    if worse is not None:
        source = case.policy.reference_of(case.policy.after_worse_band.source)
        return [f"Nothing before 1 September: {source}."]
    return [_no_longer_severe(case, step), _unauthorised(case, step)]


def _no_longer_severe(case: Case, step: Step) -> str | None:
    """Severe absence has letters of its own instead of the band's: say when it ends."""
    if not (case.facts.is_severely_absent and step.letter):
        return None
    laws = explain_law(case.pupil.year, on=case.year.as_of)
    sessions = next((one.attended_until for one in laws if one.name == "severe absence"), None)
    if sessions is None:
        return None
    return f"Attending {the_next(sessions)} ends severe absence."


def _below(case: Case, step: Step, rests: RestsOn) -> Said:
    limit, tenths = step.percent or 0, case.pupil.year.tenths
    falls = to_fall_below(case.pupil.year, limit) if tenths is not None and tenths >= limit else None
    return [falls, _unauthorised(case, step)]


def _by_law(case: Case, step: Step, rests: RestsOn) -> Said:
    name = step.kind.replace("_", " ")
    law = next((one for one in explain_law(case.pupil.year, on=case.year.as_of) if one.name == name), None)
    if law is None or law.missed_until is None:
        return [_unauthorised(case, step)]
    more, year = law.missed_until, case.pupil.year
    there = Move(more, year.attended, year.possible + more, "")
    return [missed_in_words(there, with_band=False), _unauthorised(case, step)]


def _reviewed(case: Case, step: Step, rests: RestsOn) -> Said:
    review, asked = rests.review, percent_in_words(case.policy.target_of(step))
    in_band = to_reach_the_band(case, step.band) if step.band and step.kind == "no_improvement" else None
    if review is None:
        names = listed([step.follows or "", *step.also_follows], "or")
        return [f"{names} has to be done first.", in_band]
    improving = step.kind == "improved"
    judged = (
        "any unauthorised absence since then makes it due"
        if step.judged_by == "unauthorised"
        else f"{asked} or more since then makes it due"
        if improving
        else f"less than {asked} since then makes it due"
    )
    if review.ends_on is None:
        return [f"{_weeks_so_far(case, step, review)}; {judged}.", in_band]
    if case.year.as_of < review.ends_on:
        return [f"The review ends on {date_in_words(review.ends_on)}; {judged}.", in_band]
    if step.judged_by == "unauthorised":
        return ["One session of unauthorised absence.", in_band]
    target, since = case.policy.target_of(step), review.since
    if since.tenths is None:
        return ["A possible session since then.", in_band]
    if improving and since.tenths < target:
        return [f"Counted since {review.of_words}: " + to_come_up_to(since, target, case.year.as_of)]
    if not improving and since.tenths >= target:
        return [f"Counted since {review.of_words}: " + to_fall_below(since, target), in_band]
    return [in_band]


def _weeks_so_far(case: Case, step: Step, review: Review) -> str:
    """Say how far a review has come whose last day the register cannot show yet."""
    since, as_of = review.of.on, case.year.as_of
    if step.review_school_weeks is not None:
        past = sum(monday_of(since) < week <= as_of for week in case.year.school_weeks)
    else:
        past = sum(since < day <= as_of for day in case.year.school_days)
    return f"The review of {review.length} ends when the register shows so many, {past} so far"


def _count(case: Case, step: Step, rests: RestsOn) -> Said:
    needed, number = rests.needed or 0, rests.number or 0
    if number >= needed:
        again = "year" if step.within == "year" else (step.within or "").replace("_", " ")
        return [f"It is counted anew in the next {'academic year' if again == 'year' else again}."]
    sessions = counted(needed - number, "session")
    return [f"{number} of {needed} so far: {sessions} more {marks_in_words(step.codes, step.absence)}."]


def _spell(case: Case, step: Step, rests: RestsOn) -> Said:
    needed, number = rests.needed or 1, rests.number or 0
    marks = marks_in_words(step.codes, step.absence)
    back = " Then it comes due when the pupil is back." if step.when_over else ""
    if not number:
        in_a_row = " in a row" if needed > 1 else ""
        return [f"{counted(needed, 'school day')}{in_a_row} {marks}.{back}"]
    if number < needed:
        more = counted(needed - number, "school day")
        return [f"{number} of {needed} school days in a row so far: {more} more {marks}.{back}"]
    return [back.strip() or "Another such absence, after a day at school."]


def _unsettled(case: Case, step: Step, rests: RestsOn) -> Said:
    codes = listed(list(step.codes), "or")
    days = step.school_days or 0
    if rests.number is None:
        return [f"A mark that is still {codes} more than {counted(days, 'school day')} after its session."]
    return [
        f"The oldest mark of {codes} has stood for {counted(rests.number, 'school day')}; it is due when "
        f"it has stood for {rests.needed}. Another code in the register settles it."
    ]


def _penalty(case: Case, step: Step, rests: RestsOn) -> Said:
    way = to_reach_the_band(case, step.band) if step.band else None
    if rests.needed is None:
        return ["There was no national threshold on that day."]
    number = rests.number or 0
    if number >= rests.needed:
        return [way]
    return [
        f"{number} of {rests.needed} sessions in the {counted(len(rests.window), 'school week')} up to now: "
        f"{rests.needed - number} more while these are still in the window.",
        way,
    ]


def _warning(case: Case, step: Step, rests: RestsOn) -> Said:
    row = case.facts.penalty
    command = f"attendctl letters --letter {step.name} --pupil {case.pupil.identity}"
    if row is None:
        return [f"No session counts toward the penalty threshold. The letter: {command}."]
    needed = row.conduct.warning_from_sessions
    if row.sessions_in_window < needed:
        return [
            f"{row.sessions_in_window} of {needed} sessions in the "
            f"{counted(len(row.window), 'school week')} up to now. The letter: {command}."
        ]
    return [f"It is written when the officer asks for it: {command}."]


def _deadline(case: Case, step: Step, rests: RestsOn) -> Said:
    return [f"A notice that is logged and whose day has come: attendctl notice show {case.pupil.identity}."]


def _not_returned(case: Case, step: Step, rests: RestsOn) -> Said:
    days = counted(step.school_days or 0, "school day")
    return [f"Leave granted in the case log, and the pupil still away {days} after its last day."]


def _logged(case: Case, step: Step, rests: RestsOn) -> Said:
    kind = step.entry or ""
    command = _OF_COMMANDS.get(kind, f"attendctl case log {kind}") + f" {case.pupil.identity}"
    if step.outcome and kind not in _OF_COMMANDS:
        command += f" --outcome {step.outcome}"
    nth = f", the {ordinal(step.occurrence)} this year," if step.occurrence else ""
    after = f" about {step.follows}" if step.follows else ""
    way = to_reach_the_band(case, step.band) if step.band else None
    outcome = f" with the outcome {step.outcome}" if step.outcome else ""
    return [
        f"An entry of the kind {kind}{outcome}{nth}{after} in the case log: {command}.",
        way,
        _unauthorised(case, step),
    ]


def _after(case: Case, step: Step, rests: RestsOn) -> Said:
    way = to_reach_the_band(case, step.band) if step.band else None
    earlier = step_followed(case, step)
    if earlier is not None and way is None:
        if case.last(step, since=earlier.on) is not None:
            return [f"It is done once each time {step.follows} is done."]
        due_on = school_days_after(earlier.on, case.year.school_days, days=step.school_days or 0)
        days = counted(step.school_days or 0, "school day")
        if due_on is None:
            past = sum(earlier.on < day <= case.year.as_of for day in case.year.school_days)
            return [f"It comes due when the register shows {days} since then, {past} so far."]
        return [f"It comes due on {date_in_words(due_on)}."]
    if not step.school_days:
        return [f"It comes due when {step.follows} is done.", way]
    return [f"It comes due {counted(step.school_days, 'school day')} after {step.follows} is done.", way]


def _repeated(case: Case, step: Step, rests: RestsOn) -> Said:
    if step.band not in (None, case.band.name):
        return [to_reach_the_band(case, step.band or "")]
    if step.band is None and (rests.number or 0) < (rests.needed or 1):
        return _spell(case, step, rests)
    days = counted(step.every_school_days or 1, "school day")
    return [f"It comes due when the register shows {days} since the last."]


def _ended(case: Case, step: Step, rests: RestsOn) -> Said:
    ended = last_ended(case, step)
    word = (step.period or "term").replace("_", " ")
    if ended is None:
        return [f"It is looked at when a {word} has ended: none of this academic year has."]
    figures = case.facts.periods.get(ended.name)
    if figures is None or not figures.sessions.possible:
        so_far = f"No session was possible in the {ended.name}."
    else:
        so_far = f"Attendance in the {ended.name} was {figures.sessions}.{not_held(step, figures)}"
    return [f"{so_far} It is looked at again when the next {word} has ended."]


def _unauthorised(case: Case, step: Step) -> str | None:
    wanting = step.with_unauthorised and not case.pupil.year.unauthorised
    return "And one session of unauthorised absence this year." if wanting else None


_NOT_DUE: dict[str, Callable[[Case, Step, RestsOn], Said]] = {
    "in_band": _by_band,
    "below": _below,
    "persistent_absence": _by_law,
    "severe_absence": _by_law,
    "no_improvement": _reviewed,
    "improved": _reviewed,
    "count": _count,
    "spell": _spell,
    "unsettled": _unsettled,
    "penalty_threshold": _penalty,
    "not_returned": _not_returned,
    "logged": _logged,
    "after": _after,
    "repeated": _repeated,
    "end_of": _ended,
    "most_improved": _ended,
    "penalty_warning": _warning,
    "notice_deadline": _deadline,
}
