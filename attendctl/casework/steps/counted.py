"""Steps that a number of sessions or days makes due: counts, spells, unsettled marks, thresholds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attendctl.calendar import academic_year_start
from attendctl.casework.decision import Case, Decision, Outcome
from attendctl.casework.steps.ended import name_of_half
from attendctl.casework.steps.held_back import held_back
from attendctl.casework.steps.history import Done, answering_entry, settling_entry
from attendctl.casework.steps.review import school_days_after
from attendctl.casework.steps.undecided import is_decision
from attendctl.casework.wording import date_in_words, percent_in_words, sessions_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.spells import Spell
from attendctl.policies import Step
from attendctl.policies.in_words_parts import ordinal

# About a pupil who is away: of no use once the pupil is back.
_WHILE_AWAY = frozenset({"visit", "contact", "conversation", "meeting", "referral", "record", "report"})


def below(case: Case, step: Step) -> Decision | None:
    """Decide on a step for attendance below a percentage, or for persistent absence in law."""
    tenths = case.pupil.year.tenths
    if step.kind == "below":
        limit = step.percent or 0
        if tenths is None or tenths >= limit:
            return _not(case, step, f"{case.standing} Not below {percent_in_words(limit)}.")
        why = f"{case.standing} That is below {percent_in_words(limit)}."
    else:
        year = case.pupil.year
        if not case.facts.is_persistently_absent:
            return _not(case, step, f"{case.standing} That is not persistent absence.")
        why = f"{case.standing} {year.absent} of {year.possible} sessions are missed: persistent absence."
    since = case.facts.below_since.get(step.name)
    return (
        already_done(case, step, since=None, due_on=since)
        or held_back(case, step)
        or case.decide(Outcome.DUE, step, why, due_on=case.earliest(since))
    )


def counted(case: Case, step: Step) -> Decision | None:
    """Decide on a step for a count of sessions in the year, the term or the half term."""
    found = case.facts.counts.get(step.name)
    at_least, where = step.at_least or 0, within_words(case, step)
    if found is None or found.reached_on is None:
        number = found.sessions if found else 0
        return _not(case, step, f"{number} of {at_least} sessions ({codes_in_words(step)}) {where}.")
    occasion = "" if step.within == "year" else where
    since = _first_day_of(case, step)
    done = already_done(case, step, since=since, due_on=found.reached_on, occasion=occasion)
    return (
        done
        or held_back(case, step, occasion=occasion)
        or case.decide(
            Outcome.DUE,
            step,
            f"{sessions_in_words(found.sessions)} ({codes_in_words(step)}) {where}, the last on "
            f"{date_in_words(found.last_day)}. "
            f"The {ordinal(at_least)} was on {date_in_words(found.reached_on)}.",
            due_on=found.reached_on,
            occasion=occasion,
        )
    )


def in_a_row(case: Case, step: Step) -> list[Decision]:
    """Decide on a step for a spell: one decision for each spell that still matters."""
    spells = [spell for spell in case.facts.spells.get(step.name, ()) if _still_matters(case, step, spell)]
    if not spells:
        return [decision for decision in [_not(case, step, _no_spell(case, step))] if decision]
    return [decision for spell in spells if (decision := _of_spell(case, step, spell)) is not None]


def _no_spell(case: Case, step: Step) -> str:
    past = case.facts.spells.get(step.name, ())
    if not past:
        days = "1 school day" if step.school_days == 1 else f"{step.school_days} school days"
        return f"No spell of {days} or more ({codes_in_words(step)})."
    last = past[-1]
    days = "1 school day" if last.school_days == 1 else f"{last.school_days} school days"
    said = (
        f"The latest spell ({codes_in_words(step)}), {days} from {date_in_words(last.first_day)} "
        f"to {date_in_words(last.last_day)},"
    )
    if last.is_open:
        return f"{said} is not over."
    return f"{said} is over, and too long ago to be acted on now."


def _of_spell(case: Case, step: Step, spell: Spell) -> Decision | None:
    occasion = spell.first_day.isoformat()
    due_on = spell.reached_on
    if step.when_over:  # on the day that the pupil was back
        due_on = school_days_after(spell.last_day, case.year.school_days, days=1) or due_on
    of_its_topic = [one.name for one in case.policy.steps if one.topic == step.topic]
    answer = answering_entry(case.facts.logged, step, since=spell.first_day, also_for=of_its_topic)
    done = settled_by(case, step, answer, occasion=occasion) or already_done(
        case, step, since=spell.first_day, due_on=due_on, occasion=occasion
    )
    return (
        done
        or held_back(case, step, occasion=occasion)
        or case.decide(
            Outcome.DUE,
            step,
            f"{spell.school_days} school day{'' if spell.school_days == 1 else 's'} in a row "
            f"({codes_in_words(step)}) from "
            f"{date_in_words(spell.first_day)} to {date_in_words(spell.last_day)}"
            f"{', and still away' if spell.is_open else ''}. "
            f"The {ordinal(step.school_days or 1)} was on "
            f"{date_in_words(spell.reached_on or spell.last_day)}.",
            due_on=due_on,
            occasion=occasion,
        )
    )


def not_settled(case: Case, step: Step) -> Decision | None:
    """Decide on marks that still carry a code after so many school days: settled by the register alone."""
    marks = [mark for mark in case.facts.unsettled.get(step.name, ()) if mark.due_on is not None]
    if not marks:
        return _not(
            case,
            step,
            f"No mark has been {codes_in_words(step)} for more than {step.school_days} school days.",
        )
    halves = ", ".join(f"{date_in_words(mark.date)} {'PM' if mark.session else 'AM'}" for mark in marks)
    number = f"{len(marks)} mark{' is' if len(marks) == 1 else 's are'}"
    return held_back(case, step) or case.decide(
        Outcome.DUE,
        step,
        f"{number} still {codes_in_words(step)} after more than {step.school_days} school days: {halves}.",
        due_on=min(mark.due_on for mark in marks if mark.due_on is not None),
    )


def at_the_penalty_threshold(case: Case, step: Step) -> Decision | None:
    """Decide on the step for the law's penalty threshold."""
    window = case.facts.window
    if step.band is not None and step.band != case.band.name:
        return _not(case, step, f"{case.standing} The step is for the {step.band} band.")
    first_met = window.of_age_reached_on if window else None
    if window is None or first_met is None:
        return _not(
            case, step, f"{window.sessions if window else 0} sessions in the window: below the threshold."
        )
    met = case.facts.threshold_undecided
    if met is None:
        decided = [entry for entry in case.facts.logged if is_decision(entry, {step.name})]
        return settled_by(case, step, decided[-1] if decided else None) or _not(
            case, step, "It was decided each time that the threshold was met."
        )
    if met < academic_year_start(case.year.as_of) and not window.sessions:
        why = f"Reached on {date_in_words(met)}; no session is left in the window."
        return _not(case, step, why)
    again = " again" if met != first_met else ""
    return held_back(case, step) or case.decide(
        Outcome.DUE,
        step,
        f"The penalty threshold was reached{again} on {date_in_words(met)}; "
        f"{sessions_in_words(window.sessions)} of unauthorised absence in the latest window.",
        due_on=met,
        occasion=met.isoformat(),
    )


def already_done(
    case: Case, step: Step, *, since: date | None, due_on: date | None = None, occasion: str = ""
) -> Decision | None:
    """Return the decision that a step is done, or None. Judged by marks of ``since`` or later, it counts."""
    done: Done | None = case.last(step, since=since)
    if done is not None:
        what = f"Letter {step.name} was written" if step.letter else f"{step.title}: done"
        return case.decide(Outcome.NOT_DUE, step, f"{what} on {date_in_words(done.on)}.", occasion=occasion)
    entry = settling_entry(case.facts.logged, step, since=due_on or since)
    return settled_by(case, step, entry, occasion=occasion)


def settled_by(case: Case, step: Step, entry: LoggedEntry | None, *, occasion: str = "") -> Decision | None:
    """Return the decision that an entry of the log settles a step; None for no entry."""
    if entry is None:
        return None
    return case.decide(
        Outcome.NOT_DUE,
        step,
        f"Settled on {date_in_words(entry.happened_on)} (case log, entry {entry.entry_id}).",
        entry=entry,
        occasion=occasion,
    )


def codes_in_words(step: Step) -> str:
    """Say which marks a step counts.

    >>> from attendctl.policies import load_policy
    >>> step = load_policy("national").step_for("1a")
    >>> codes_in_words(step.model_copy(update={"codes": ("G", "N", "O")}))
    'G, N or O'
    """
    if step.absence is not None:
        return "absence" if step.absence == "any" else f"{step.absence} absence"
    return ", ".join(step.codes[:-1]) + f" or {step.codes[-1]}" if len(step.codes) > 1 else step.codes[0]


def within_words(case: Case, step: Step) -> str:
    """Say in which year, term or half term a count is made, so that no other has the same words."""
    if step.within == "term" and case.year.term is not None:
        return f"in the {case.year.term.name} term {case.year.term.from_day.year}"
    half = case.year.half_term
    if step.within == "half_term" and half is not None:
        return f"in the {name_of_half(half)}"
    return "this academic year"


def _first_day_of(case: Case, step: Step) -> date | None:
    of = {"term": case.year.term, "half_term": case.year.half_term}.get(step.within or "year")
    return of.from_day if of else None


def _still_matters(case: Case, step: Step, spell: Spell) -> bool:
    if step.when_over:
        return not spell.is_open and _is_recent(case, spell)
    return spell.is_open or (step.does not in _WHILE_AWAY and _is_recent(case, spell))


def _is_recent(case: Case, spell: Spell) -> bool:
    weeks = case.policy.still_due.school_weeks
    recent: Sequence[date] = sorted(week for week in case.year.school_weeks if week <= case.year.as_of)[
        -weeks:
    ]
    return not recent or spell.last_day >= recent[0]


def _not(case: Case, step: Step, why: str) -> Decision | None:
    return case.decide(Outcome.NOT_DUE, step, why) if case.explain else None
