"""Steps at the end of a week, a half term, a term or the year: letters to many, and certificates."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from attendctl.casework.decision import Case, Decision, Outcome
from attendctl.casework.standing import Sessions
from attendctl.casework.steps.ended import EndedPeriod
from attendctl.casework.steps.facts import PeriodFigures, PupilFacts
from attendctl.casework.steps.held_back import held_back
from attendctl.casework.wording import date_in_words, percent_in_words, sessions_in_words
from attendctl.policies import Step
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT


def at_the_end(case: Case, step: Step) -> Decision | None:
    """Decide on a step of kind ``end_of`` for the latest period that has ended."""
    ended = _still_due(case, step)
    if ended is None:
        return _not(case, step, f"No {_in_words(step)} has ended that is still to be marked.")
    if not _qualifies(case, step, case.facts.periods.get(ended.name)):
        return _not(case, step, f"Not reached in the {ended.name}.")
    times = sum(
        _qualifies(case, step, case.facts.periods.get(period.name))
        for period in case.year.ended.get(step.period or "term", ())
        if period.to_day <= ended.to_day
    )
    if step.time is not None and times != step.time:
        return _not(case, step, f"Reached {times} times this year; this is for time {step.time}.")
    figures = case.facts.periods[ended.name]
    why = (
        case.standing
        if step.band
        else f"Attendance in the {ended.name} is {figures.sessions}.{not_held(step, figures)}"
    )
    return _due_once(case, step, ended, why)


def most_improved(case: Case, step: Step) -> Decision | None:
    """Decide on a step for the pupils of each class who improved most."""
    ended = _still_due(case, step)
    if ended is None or case.pupil.pupil_id not in case.year.improved.get(step.name, ()):
        return _not(case, step, "Not among the most improved of the class.")
    return _due_once(
        case,
        step,
        ended,
        f"Among the {step.best} most improved of the class in the {ended.name}: "
        f"{case.facts.periods[ended.name].sessions}.{not_held(step, case.facts.periods[ended.name])}",
    )


def find_most_improved(
    pupils: Iterable[PupilFacts], step: Step, ended: Sequence[EndedPeriod]
) -> frozenset[int]:
    """Return the pupils of each class who improved most from the period before the last to the last.

    Rates are compared exactly. Equal improvement is equal: all who share the last place are in.

    Args:
        pupils: of one school.
        step: of kind ``most_improved``.
        ended: its periods, oldest first.
    """
    if len(ended) < 2:
        return frozenset()
    before, now = ended[-2].name, ended[-1].name
    by_class: dict[str, list[tuple[Fraction, int]]] = defaultdict(list)
    for facts in pupils:
        then, since = _rate(step, facts.periods, before), _rate(step, facts.periods, now)
        if then is not None and since is not None and since > then and not facts.pupil.is_leaver:
            by_class[facts.pupil.class_name or ""].append((since - then, facts.pupil.pupil_id))
    chosen: set[int] = set()
    for improvements in by_class.values():
        ranked = sorted(improvements, reverse=True)
        last_in = ranked[: step.best or 1][-1][0]
        chosen |= {pupil_id for improvement, pupil_id in ranked if improvement >= last_in}
    return frozenset(chosen)


def not_held(step: Step, figures: PeriodFigures) -> str:
    """Say what a certificate does not hold against the pupil, to stand after a percentage; else nothing."""
    left_out = figures.left_out.possible
    if step.does != "certificate" or not left_out:
        return ""
    return f" Not held against the pupil: {sessions_in_words(left_out)} that the policy leaves out."


def _due_once(case: Case, step: Step, ended: EndedPeriod, why: str) -> Decision:
    done = next(
        (
            one
            for one in reversed(case.done)
            if one.step == step.name
            and (one.occasion == ended.name or (not one.occasion and one.on >= ended.to_day))
        ),
        None,
    )
    if done is not None:
        what = f"Letter {step.name} was written" if step.letter else f"{step.title}: done"
        return case.decide(Outcome.NOT_DUE, step, f"{what} on {date_in_words(done.on)}.", occasion=ended.name)
    return held_back(case, step, occasion=ended.name) or case.decide(
        Outcome.DUE, step, why, due_on=min(ended.to_day, case.year.as_of), occasion=ended.name
    )


def _still_due(case: Case, step: Step) -> EndedPeriod | None:
    """Return the latest ended period while it is still to be marked; by hand, however long ago."""
    ended = case.year.ended.get(step.period or "term", ())
    if not ended:
        return None
    is_late = case.year.weeks_since_end[step.period or "term"] > case.policy.still_due.school_weeks
    return None if is_late and step.name != case.year.letter_by_hand else ended[-1]


def _qualifies(case: Case, step: Step, figures: PeriodFigures | None) -> bool:
    if figures is None:
        return False
    sessions = _judged_by(step, figures)
    if sessions.tenths is None:
        return False
    if step.on_time and figures.late:
        return False
    if step.band is not None:
        return step.band == case.band.name
    lowest = step.lowest if step.lowest is not None else 0
    highest = step.highest if step.highest is not None else TENTHS_IN_ONE_HUNDRED_PERCENT
    if lowest == TENTHS_IN_ONE_HUNDRED_PERCENT:  # every session, not nearly every one
        return sessions.absent == 0
    return lowest <= sessions.tenths <= highest


def _judged_by(step: Step, figures: PeriodFigures) -> Sessions:
    """Return the sessions a step goes by: for a certificate, without those that the policy leaves out."""
    return figures.for_certificates if step.does == "certificate" else figures.sessions


def _rate(step: Step, periods: Mapping[str, PeriodFigures], name: str) -> Fraction | None:
    figures = periods.get(name)
    sessions = _judged_by(step, figures) if figures else None
    return Fraction(sessions.attended, sessions.possible) if sessions and sessions.possible else None


def _in_words(step: Step) -> str:
    words = (step.period or "term").replace("_", " ")
    if step.lowest is not None:
        words += f" with {percent_in_words(step.lowest)} or more"
    return words


def _not(case: Case, step: Step, why: str) -> Decision | None:
    return case.decide(Outcome.NOT_DUE, step, why) if case.explain else None
