"""A step in plain words: when it is due, of whom, and what is done."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from attendctl.policies.in_words_parts import counted, listed, marks_in_words, ordinal, range_in_words
from attendctl.policies.policy import Policy
from attendctl.policies.steps import Deadline, Step, StepKind
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT, percent_in_words

_ENTRIES = {
    "contact": "a contact with the parents",
    "conversation": "a conversation",
    "meeting": "a meeting",
    "visit": "a visit to the home",
    "call": "a call",
    "plan": "a plan",
    "contract": "a contract",
    "target": "a target",
    "evidence": "evidence",
    "leave": "a decision on leave",
    "event": "an event",
    "referral": "a referral",
    "monitoring": "monitoring",
    "certificate": "a certificate",
    "return": "a return to the local authority",
    "notice-to-improve": "a notice to improve",
    "penalty-notice": "a penalty notice",
    "penalty-decision": "a decision at the penalty threshold",
}
_DEADLINES: Mapping[Deadline, str] = {
    "payment_over": "the day after the last day to pay a penalty notice, until what became of it is logged",
    "authority_decides": "when a penalty notice is logged as unpaid, until what became of it is logged",
    "review": "on the last day of a notice to improve, until what became of it is logged",
    "early_action": "at the first unauthorised session while a notice to improve runs",
}
_READERS = {"parent": "the parent whom the entry names", "authority": "the local authority"}
_PERIODS = {"week": "school week", "half_term": "half term", "term": "term", "year": "school year"}


def due_in_words(policy: Policy, step: Step) -> str:
    """Say when a step is due, as the first half of a sentence.

    >>> from attendctl.policies import load_policy
    >>> greenhill = load_policy("greenhill")
    >>> due_in_words(greenhill, greenhill.step_for("1b"))
    '4 school weeks after 1a, if attendance since then is below 96%, in the yellow band'
    """
    words = _WHEN[step.kind](policy, step)
    if step.band is not None and step.kind not in _SAYS_ITS_BAND:
        words += f", in the {step.band} band"
    if step.not_before == "october_half_term":
        words += ", from the October half term on"
    if step.with_unauthorised:
        words += ", for a pupil with unauthorised absence this year"
    if step.while_away:
        words += ", while the pupil is still away"
    if step.unless_done:
        words += f", unless {listed(list(step.unless_done), 'or')} was done this year"
    return words


def done_in_words(step: Step) -> str:
    """Say what a step does, as the second half of a sentence.

    >>> from attendctl.policies import load_policy
    >>> done_in_words(load_policy("greenhill").step_for("1a"))
    'letter 1a, "Attendance alert and offer of support"'
    """
    if step.letter is None:
        return step.title[:1].lower() + step.title[1:] if step.title[1:2].islower() else step.title
    return f'{"certificate" if step.does == "certificate" else "letter"} {step.letter}, "{step.title}"'


def more_in_words(step: Step) -> list[str]:
    """Say what else is to know of a step, a sentence each."""
    said: list[str] = []
    if step.statutory:
        said.append("The law asks this of every school.")
    if step.checklist:
        said.append(f"With {counted(len(step.checklist), 'point')}: {'; '.join(step.checklist)}.")
    if step.shortest_weeks is not None and step.longest_weeks is not None:
        said.append(f"It sets a period of {step.shortest_weeks} to {step.longest_weeks} weeks.")
    if step.only_when_named:
        said.append(f"Written only when asked for: --letter {step.name}.")
    if step.written_to in _READERS:
        said.append(f"Written to {_READERS[step.written_to]}.")
    if step.cleared_by:
        said.append(
            f"Settled too by {listed([_entry(kind) for kind in step.cleared_by], 'or')} in the case log."
        )
    return said


def _in_band(policy: Policy, step: Step) -> str:
    band = policy.band_named(step.band or "")
    percentages = f" ({range_in_words(*policy.range_of(band))})" if band else ""
    return f"in the {step.band} band{percentages}"


def _after_review(policy: Policy, step: Step) -> str:
    target = percent_in_words(policy.target_of(step))
    if step.kind == "improved":
        judged = f"attendance since then is {target} or better"
    elif step.judged_by == "unauthorised":
        judged = "there was unauthorised absence since then"
    else:
        judged = f"attendance since then is below {target}"
    earlier = listed([step.follows or "", *step.also_follows], "or")
    words = f"{_review(step)} after {earlier}, if {judged}"
    return f"{words}, or at once with unauthorised absence" if step.or_unauthorised else words


def _review(step: Step) -> str:
    if step.review_school_days is not None:
        return counted(step.review_school_days, "school day")
    return counted(step.review_school_weeks or 0, "school week")


def _counted(policy: Policy, step: Step) -> str:
    within = {"year": "the year", "term": "one term", "half_term": "one half term"}[step.within or "year"]
    return f"at the {ordinal(step.at_least or 0)} session {_marks(step)} in {within}"


def _in_a_row(policy: Policy, step: Step) -> str:
    days = step.school_days or 0
    if step.when_over:
        return f"back after {counted(days, 'school day')} or more in a row {_marks(step)}"
    if days == 1:
        return f"on the 1st school day {_marks(step)}"
    return f"on the {ordinal(days)} school day in a row {_marks(step)}"


def _marks(step: Step) -> str:
    return marks_in_words(step.codes, step.absence)


def _unsettled(policy: Policy, step: Step) -> str:
    days = step.school_days or 0
    after = f"more than {counted(days, 'school day')} after the session" if days else "on the day itself"
    return f"{after}, while a mark is still {listed(list(step.codes), 'or')}"


def _logged(policy: Policy, step: Step) -> str:
    outcome = f" with the outcome {step.outcome.replace('-', ' ')!r}" if step.outcome else ""
    times = f", the {ordinal(step.occurrence)} time" if step.occurrence else ""
    later = " and each time after it" if step.or_later else ""
    after = f" for {step.follows}" if step.follows else ""
    return f"when {_entry(step.entry or '')}{outcome} is in the case log{after}{times}{later}"


def _entry(kind: str) -> str:
    return _ENTRIES.get(kind, kind.replace("-", " ").replace("_", " "))


def _repeated(policy: Policy, step: Step) -> str:
    days = step.every_school_days or 0
    every = "every school day" if days == 1 else f"every {counted(days, 'school day')}"
    if step.codes or step.absence:
        spell = f"while away {counted(step.school_days or 1, 'school day')} or more in a row {_marks(step)}"
        return f"{every} {spell}"
    return f"{every} in the {step.band} band"


def _end_of(policy: Policy, step: Step) -> str:
    lowest = 0 if step.lowest is None else step.lowest
    highest = TENTHS_IN_ONE_HUNDRED_PERCENT if step.highest is None else step.highest
    if step.band is not None:
        band = policy.band_named(step.band)
        who = f" in the {step.band} band" + (f" ({range_in_words(*policy.range_of(band))})" if band else "")
    elif (lowest, highest) == (0, TENTHS_IN_ONE_HUNDRED_PERCENT):
        who = ", for every pupil"
    else:
        who = f", with {range_in_words(lowest, highest)} over it"
    on_time = " and never late" if step.on_time else ""
    times = f", the {ordinal(step.time)} time this year" if step.time else ""
    return f"at the end of each {_PERIODS[step.period or 'year']}{who}{on_time}{times}"


def _most_improved(policy: Policy, step: Step) -> str:
    best = "the best" if step.best == 1 else f"the best {step.best}"
    return (
        f"at the end of each {_PERIODS[step.period or 'year']}, {best} of each class against the one before"
    )


_SAYS_ITS_BAND = ("in_band", "repeated", "end_of")
_WHEN: Mapping[StepKind, Callable[[Policy, Step], str]] = {
    "in_band": _in_band,
    "below": lambda policy, step: f"with attendance below {percent_in_words(step.percent or 0)} this year",
    "no_improvement": _after_review,
    "improved": _after_review,
    "persistent_absence": lambda policy, step: "persistently absent, as the law counts it",
    "severe_absence": lambda policy, step: "severely absent, as the law counts it",
    "penalty_threshold": lambda policy, step: "at the law's threshold for a penalty notice",
    "count": _counted,
    "spell": _in_a_row,
    "unsettled": _unsettled,
    "not_returned": lambda policy, step: (
        f"not back {counted(step.school_days or 0, 'school day')} after leave ended"
    ),
    "logged": _logged,
    "after": lambda policy, step: (
        f"{counted(step.school_days, 'school day')} after {step.follows}"
        if step.school_days
        else f"right after {step.follows}"
    ),
    "repeated": _repeated,
    "end_of": _end_of,
    "most_improved": _most_improved,
    "penalty_warning": lambda policy, step: (
        "at as many sessions in the penalty window as the authority's code of conduct has parents warned at"
    ),
    "notice_deadline": lambda policy, step: _DEADLINES[step.deadline or "review"],
}
