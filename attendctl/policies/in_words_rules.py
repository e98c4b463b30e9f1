"""What a policy asks of the school, in plain words: leave, routines, lists, register times, tables."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import time

from attendctl.policies.duties import Allowance, CountBelow, CountBetween, Protection, RegisterTime, Routine
from attendctl.policies.findings_in_leave import CONDITIONS
from attendctl.policies.in_words_parts import capital, counted, listed, range_in_words
from attendctl.policies.leave import AfterLeave, LeaveRule
from attendctl.rates import percent_in_words

EVERY: Mapping[str, str] = {
    "day": "every day",
    "week": "every week",
    "half_term": "every half term",
    "term": "every term",
    "year": "every year",
}
_ANSWERS = {"refuse": "refused", "grant": "granted", "head_decides": "the head decides"}
CONDITION_WORDS: Mapping[str, str] = {
    "any_unauthorised": "where there is unauthorised absence this year",
    "absence_above": "where absence this year is above {percent}",
    "authorised_absence_above": "where authorised absence this year is above {percent}",
    "attendance_after_below": "where it would take attendance below {percent}",
    "in_assessment_weeks": "in assessment weeks",
    "more_school_days_than": "for more than {number} school days",
    "asked_too_late": "where it was not asked for before",
    "without_licence": "without a licence of the local authority",
    "licence_names_days": "where the licence names the days",
    "without_exceptional_circumstances": "without exceptional circumstances",
}
"""What each condition of a leave rule asks for, by its key."""


def leave_in_words(rule: LeaveRule) -> str:
    """Say which requests a leave rule fits and how it answers them.

    >>> from attendctl.policies.parts import Source
    >>> from datetime import date
    >>> source = Source(section="Leave", checked_on=date(2026, 11, 22))
    >>> leave_in_words(LeaveRule(name="r", kinds=("holiday",), answer="refuse", reason="No.", code="G",
    ...     more_school_days_than=3, source=source))
    'a holiday, for more than 3 school days: refused, marked G'
    """
    what = listed([_LEAVE.get(kind, kind) for kind in rule.kinds], "or") or "any other leave"
    conditions = [_condition(rule, name) for name in CONDITIONS if getattr(rule, name) not in (None, False)]
    answer = _ANSWERS[rule.answer] + (f", marked {rule.code}" if rule.code else "")
    return f"{', '.join([what, *conditions])}: {answer}"


_LEAVE = {
    "holiday": "a holiday",
    "exceptional": "exceptional leave",
    "funeral": "a funeral",
    "religious": "a day of religious observance",
    "performance": "a performance",
    "interview": "an interview",
    "medical": "a medical appointment",
    "study": "study leave",
    "wedding": "a wedding",
    "protest": "a protest",
    "other": "leave of another kind",
}


def _condition(rule: LeaveRule, name: str) -> str:
    value = getattr(rule, name)
    words = CONDITION_WORDS.get(name, name.replace("_", " "))
    if isinstance(value, bool):
        return words
    return words.format(percent=percent_in_words(value), number=value)


def after_leave_in_words(after: AfterLeave) -> list[str]:
    """Say what is asked after leave, a sentence each.

    >>> from attendctl.policies.parts import Source
    >>> from datetime import date
    >>> source = Source(section="Leave", checked_on=date(2026, 11, 22))
    >>> after_leave_in_words(AfterLeave(return_within_school_days=5, source=source))
    ['back within 5 school days of the agreed date']
    """
    said = []
    if after.return_within_school_days is not None:
        said.append(
            f"back within {counted(after.return_within_school_days, 'school day')} of the agreed date"
        )
    if after.evidence_within_school_days is not None:
        days = counted(after.evidence_within_school_days, "school day")
        said.append(f"evidence for days added, within {days} of the return")
    if after.illness_beside_needs_evidence:
        said.append("evidence for illness right before or after the days away")
    return said


def routine_in_words(routine: Routine) -> str:
    """Say what is done how often.

    >>> from attendctl.policies.parts import Source
    >>> from datetime import date
    >>> source = Source(section="Data", checked_on=date(2026, 11, 22))
    >>> routine_in_words(Routine(name="r", title="Class lists", topic="reports", every="week",
    ...     led_by="officer", school_weeks=4, source=source))
    'every week: class lists, with the last 4 school weeks'
    """
    title = routine.title
    if title[1:2].islower() or title[1:2] == " ":
        title = title[:1].lower() + title[1:]
    weeks = f", with the last {counted(routine.school_weeks, 'school week')}" if routine.school_weeks else ""
    return f"{EVERY[routine.every]}: {title}{weeks}"


def count_below_in_words(count: CountBelow) -> str:
    """Say which pupils are counted below a percentage, and how often."""
    who = listed([group_in_words(group) for group in count.of])
    return f"{listed([EVERY[every] for every in count.every])}: {who} below {percent_in_words(count.percent)}"


def count_between_in_words(count: CountBetween) -> str:
    """Say which pupils are counted between two percentages, and how often."""
    who = listed([group_in_words(group) for group in count.of])
    percentages = range_in_words(count.lowest, count.highest)
    over = " over the period that ended" if count.over == "period" else ""
    return f"{listed([EVERY[every] for every in count.every])}: {who} at {percentages}{over}"


def edges_in_words(count: CountBelow | CountBetween) -> str:
    """Say between which percentages pupils are counted, as a heading.

    >>> from attendctl.policies import load_policy
    >>> copnor = load_policy("copnor")
    >>> edges_in_words(copnor.counts_below[0]), edges_in_words(copnor.counts_between[1])
    ('Below 95%', '96% and above')
    """
    if isinstance(count, CountBelow):
        return f"Below {percent_in_words(count.percent)}"
    return capital(range_in_words(count.lowest, count.highest))


def group_in_words(by: str) -> str:
    """Name a grouping of the report.

    >>> group_in_words("pp"), group_in_words("class")
    ('pupil premium', 'class')
    """
    return _GROUPS.get(by, by.replace("-", " "))


_GROUPS = {
    "everyone": "everyone",
    "year": "year group",
    "sen": "special educational needs",
    "pp": "pupil premium",
    "fsm": "free school meals",
    "eal": "English as an additional language",
    "lac": "looked after",
}


def register_time_in_words(times: RegisterTime) -> str:
    """Say when a session starts, from when a pupil is late, and from when absent.

    >>> from attendctl.policies.parts import Source
    >>> from datetime import date
    >>> source = Source(section="The day", checked_on=date(2026, 11, 22))
    >>> register_time_in_words(RegisterTime(years="everyone", session="AM", starts=time(8, 50),
    ...     late_from=time(9, 0), closed_from=time(9, 20), source=source))
    'AM, everyone: starts 8:50, late from 9:00, absent from 9:20'
    """
    ends = f", day ends {_clock(times.ends)}" if times.ends else ""
    return (
        f"{times.session}, {times.years}: starts {_clock(times.starts)}, "
        f"late from {_clock(times.late_from)}, absent from {_clock(times.closed_from)}{ends}"
    )


def _clock(at: time) -> str:
    return f"{at.hour}:{at.minute:02d}"


def allowance_in_words(allowance: Allowance) -> str:
    """Say which absence is accepted without evidence."""
    periods = "once" if allowance.periods == 1 else f"{allowance.periods} times"
    days = counted(allowance.school_days, "school day")
    return f"{allowance.title}: up to {days} without evidence, {periods} a {allowance.within}"


def protection_in_words(protection: Protection) -> str:
    """Say what protects pupils of a code."""
    return (
        f"{protection.title}: pupils marked {protection.code} are protected at "
        f"{counted(protection.sessions_attended, 'session')} attended in {protection.within_months} months"
    )
