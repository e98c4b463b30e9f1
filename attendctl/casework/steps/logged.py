"""Steps that answer the case log: something was logged, time has passed, contact is kept, leave is over."""

from __future__ import annotations

from datetime import date

from attendctl.calendar import academic_year_start
from attendctl.casework.decision import Case, Decision, Outcome
from attendctl.casework.steps.counted import already_done, codes_in_words, settled_by
from attendctl.casework.steps.held_back import held_back
from attendctl.casework.steps.history import SETTLED_BY, answering_entry, has_done
from attendctl.casework.steps.request_to_authority import request_not_to_be_made
from attendctl.casework.steps.review import school_days_after
from attendctl.casework.steps.reviewed import step_followed
from attendctl.casework.wording import date_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.policies import Step
from attendctl.policies.in_words_parts import ordinal


def answers_of(case: Case, step: Step) -> list[Decision]:
    """Decide on a step that an entry of the log makes due: one decision for each such entry.

    ``occurrence`` is the so-manyth of the year only; with ``or_later`` it is that and every later one.
    """
    entries = [
        entry
        for entry in case.facts.logged
        if _is_a(entry, step.entry)
        and step.outcome in (None, entry.outcome)
        and academic_year_start(entry.happened_on) == academic_year_start(case.year.as_of)
        and _is_about(case, step, entry)
    ]
    if step.occurrence is not None:
        first = step.occurrence - 1
        entries = entries[first:] if step.or_later else entries[first : step.occurrence]
    if step.while_away:
        entries = [entry for entry in entries if not _is_back(case, f"entry {entry.entry_id}")]
    if step.band is not None and step.band != case.band.name:
        entries = []
    if not entries:
        said = f"{step.entry}{f', {step.outcome}' if step.outcome else ''}"
        return [_not(case, step, f"The case log has no such entry: {said}.")] if case.explain else []
    return [_answer(case, step, entry) for entry in entries]


def _is_a(entry: LoggedEntry, kind: str | None) -> bool:
    """Whether an entry is of a kind: a call is a contact, too."""
    return entry.kind == kind or (kind == "contact" and entry.kind == "call")


def _is_about(case: Case, step: Step, entry: LoggedEntry) -> bool:
    """Whether an entry is about the step that this one follows: by its name, or as the latest by then.

    Only what such an entry may be about is looked at: a missed meeting is about the letter that invited
    to one, whatever was done since about an absence or a plan.
    """
    if step.follows is None:
        return True
    if entry.step is not None:
        return entry.step == step.follows
    about = {
        one.name if one.does == step.entry else one.follows
        for one in case.policy.steps
        if one.does == step.entry or (one.kind == "logged" and one.entry == step.entry)
    }
    before = [
        done
        for done in case.done
        if done.step in about and done.on <= entry.happened_on and done.key != f"entry {entry.entry_id}"
    ]
    return bool(before) and before[-1].step == step.follows


def _is_back(case: Case, key: str) -> bool:
    """Whether the pupil has attended a session since the day of something done."""
    since = case.facts.since.get(f"{case.pupil.pupil_id}|{key}")
    return since is not None and since.attended > 0


def _answer(case: Case, step: Step, entry: LoggedEntry) -> Decision:
    occasion = f"entry {entry.entry_id}"
    answered = next(
        (done for done in case.done if done.step == step.name and done.occasion == occasion), None
    )
    if answered is not None:
        return case.decide(
            Outcome.NOT_DUE,
            step,
            f"Letter {step.name} was written on {date_in_words(answered.on)}.",
            occasion=occasion,
            entry=entry,
        )
    if step.letter is None:
        done = already_done(case, step, since=entry.happened_on, due_on=entry.happened_on, occasion=occasion)
        if done is not None and (done.entry is None or done.entry.entry_id != entry.entry_id):
            return done
    outcome = f", {entry.outcome}" if entry.outcome else ""
    nth = f"{ordinal(step.occurrence)}{' or later' if step.or_later else ''}" if step.occurrence else ""
    place = f" The {nth} this year." if nth else ""
    against = request_not_to_be_made(case, step, entry, occasion=occasion)
    if against is not None:
        return against
    return held_back(case, step, occasion=occasion) or case.decide(
        Outcome.DUE,
        step,
        f"Logged on {date_in_words(entry.happened_on)}: {entry.kind}{outcome} "
        f"(entry {entry.entry_id}).{place}",
        due_on=entry.happened_on,
        occasion=occasion,
        entry=entry,
    )


def some_days_after(case: Case, step: Step) -> Decision | None:
    """Decide on a step that is due so many school days after another was done."""
    earlier = step_followed(case, step)
    if earlier is None or (step.band is not None and step.band != case.band.name):
        return (
            _not(case, step, f"{step.follows}, which it follows, has not been done.")
            if case.explain
            else None
        )
    if step.while_away and _is_back(case, earlier.key):
        why = f"The pupil has been at school since {step.follows} of {date_in_words(earlier.on)}."
        return _not(case, step, why) if case.explain else None
    days = step.school_days or 0
    due_on = school_days_after(earlier.on, case.year.school_days, days=days)
    if due_on is None or case.year.as_of < due_on:
        until = f", until {date_in_words(due_on)}" if due_on else ""
        why = f"{days} school days since {step.follows} of {date_in_words(earlier.on)} run{until}."
        return _not(case, step, why) if case.explain else None
    answer = answering_entry(case.facts.logged, step, since=earlier.on)
    return (
        settled_by(case, step, answer)
        or already_done(case, step, since=earlier.on, due_on=due_on)
        or held_back(case, step)
        or case.decide(
            Outcome.DUE,
            step,
            f"{step.follows} was done on {date_in_words(earlier.on)}"
            + (f", {days} school days ago or more." if days else "."),
            due_on=due_on,
        )
    )


def again_and_again(case: Case, step: Step) -> Decision | None:
    """Decide on contact that is kept up every so many school days, in a band or during a spell."""
    begun = _begun_on(case, step)
    if begun is None:
        why = (
            f"{case.standing} It is kept up in the {step.band} band."
            if step.band
            else (f"No such absence runs ({codes_in_words(step)}).")
        )
        return _not(case, step, why) if case.explain else None
    kinds = SETTLED_BY.get(step.does, {step.does}) | set(step.cleared_by)
    times = [
        entry.happened_on
        for entry in case.facts.logged
        if has_done(entry, step)
        and (entry.step == step.name or (entry.step is None and entry.kind in kinds))
        and entry.happened_on >= begun
    ]
    last = max(times, default=None)
    every = step.every_school_days or 1
    if last is None and step.band is None:
        due_on: date | None = begun  # a spell is acted on from the day on which it is long enough
    else:  # without one yet in a band, the first is due when the first stretch of days is full
        due_on = school_days_after(last or begun, case.year.school_days, days=every - (last is None))
    said = f"the last was on {date_in_words(last)}" if last else f"none since {date_in_words(begun)}"
    if due_on is None or case.year.as_of < due_on:
        return _not(case, step, f"Every {every} school days: {said}.", due_on) if case.explain else None
    return held_back(case, step) or case.decide(
        Outcome.DUE,
        step,
        f"Every {every} school days: {said}.",
        due_on=case.earliest(due_on) if step.band else due_on,
    )


def _begun_on(case: Case, step: Step) -> date | None:
    if step.band is not None:
        return case.facts.band_since if step.band == case.band.name else None
    running = [spell for spell in case.facts.spells.get(step.name, ()) if spell.is_open]
    return running[-1].reached_on if running else None


def not_back_after_leave(case: Case, step: Step) -> list[Decision]:
    """Decide on leave that was granted: is the pupil back so many school days after its last day?"""
    decisions = []
    for entry in case.facts.logged:
        if entry.kind != "leave" or entry.outcome != "granted" or entry.until is None:
            continue
        decision = _back_from(case, step, entry, entry.until)
        if decision is not None:
            decisions.append(decision)
    if not decisions and case.explain:
        return [_not(case, step, "No granted leave has ended without the pupil coming back.")]
    return decisions


def _back_from(case: Case, step: Step, entry: LoggedEntry, last_day: date) -> Decision | None:
    away = [
        spell
        for spell in case.facts.spells.get(step.name, ())
        if spell.is_open and spell.first_day <= last_day < spell.last_day
    ] + [
        spell
        for spell in case.facts.spells.get(step.name, ())
        if spell.is_open and spell.first_day == school_days_after(last_day, case.year.school_days, days=1)
    ]
    days = step.school_days or 0
    due_on = school_days_after(last_day, case.year.school_days, days=days)
    if not away or due_on is None or away[0].last_day < due_on:
        return None
    occasion = f"entry {entry.entry_id}"
    return (
        already_done(case, step, since=last_day, due_on=due_on, occasion=occasion)
        or held_back(case, step, occasion=occasion)
        or case.decide(
            Outcome.DUE,
            step,
            f"Granted leave ended on {date_in_words(last_day)} (entry {entry.entry_id}), and the pupil is "
            f"still away {days} school days later.",
            due_on=due_on,
            occasion=occasion,
            entry=entry,
        )
    )


def _not(case: Case, step: Step, why: str, due_on: date | None = None) -> Decision:
    return case.decide(Outcome.NOT_DUE, step, why, due_on=due_on)
