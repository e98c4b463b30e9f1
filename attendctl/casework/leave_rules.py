"""The policy's own rules on leave, read from the top: the first whose every condition holds decides."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.calendar import monday_of
from attendctl.casework.leave_days import LeaveDays
from attendctl.casework.standing import Sessions
from attendctl.casework.wording import date_in_words, percent_in_words
from attendctl.policies import Policy
from attendctl.policies.findings_in_leave import CONDITIONS
from attendctl.policies.in_words_parts import counted
from attendctl.policies.leave import LeaveKind, LeaveRule
from attendctl.rates import percent_in_tenths


@dataclass(frozen=True)
class LeaveRequest:
    """What the family asks for, and what only the officer knows of it; None: not said, taken as no."""

    kind: LeaveKind
    from_day: date
    to_day: date
    asked_on: date
    licence: bool | None = None
    licence_names_days: bool | None = None
    exceptional: bool | None = None


@dataclass(frozen=True)
class LeaveFacts:
    """What the conditions are judged by.

    ``year`` are the sessions of the year so far, ``after`` those with every session of the leave
    missed. ``assessment_weeks`` are Mondays that ``[calendar]`` states; None: it states none.
    """

    year: Sessions
    after: Sessions
    days: LeaveDays
    assessment_weeks: Collection[date] | None = None


@dataclass(frozen=True)
class ConditionLooked:
    """One condition of a rule: whether it holds, and the numbers that say so."""

    name: str
    holds: bool
    numbers: str


@dataclass(frozen=True)
class RuleLooked:
    """One rule for this kind of leave, with every condition that was looked at."""

    rule: LeaveRule
    conditions: tuple[ConditionLooked, ...]

    @property
    def fits(self) -> bool:
        """Whether every condition holds; a rule without one fits."""
        return all(condition.holds for condition in self.conditions)


def judge_leave(policy: Policy, request: LeaveRequest, facts: LeaveFacts) -> tuple[RuleLooked, ...]:
    """Return the rules for this kind of leave from the top down to the first that fits, which is the last.

    Where none fits, or the policy has none, the last does not fit: the head decides.
    """
    looked: list[RuleLooked] = []
    for rule in policy.leave_rules:
        if rule.kinds and request.kind not in rule.kinds:
            continue
        conditions = tuple(
            _CONDITIONS[name](rule, request, facts)
            for name in CONDITIONS
            if getattr(rule, name) not in (None, False)
        )
        looked.append(RuleLooked(rule, conditions))
        if looked[-1].fits:
            break
    return tuple(looked)


def _any_unauthorised(rule: LeaveRule, request: LeaveRequest, facts: LeaveFacts) -> ConditionLooked:
    number = facts.year.unauthorised
    said = f"{number} of {counted(facts.year.possible, 'session')} this year are unauthorised absence"
    return ConditionLooked("any_unauthorised", number > 0, said)


def _absence_above(rule: LeaveRule, request: LeaveRequest, facts: LeaveFacts) -> ConditionLooked:
    return _share_above("absence_above", "absence", facts.year.absent, facts, rule.absence_above or 0)


def _authorised_above(rule: LeaveRule, request: LeaveRequest, facts: LeaveFacts) -> ConditionLooked:
    limit = rule.authorised_absence_above or 0
    return _share_above("authorised_absence_above", "authorised absence", facts.year.authorised, facts, limit)


def _share_above(name: str, what: str, missed: int, facts: LeaveFacts, limit: int) -> ConditionLooked:
    """Compare as every percentage of a policy: as it is printed, rounded half up to one decimal."""
    tenths = percent_in_tenths(missed, facts.year.possible)
    share = "none yet" if tenths is None else percent_in_words(tenths)
    said = (
        f"{what} is {share} ({missed} of {counted(facts.year.possible, 'session')}), "
        f"and the limit is {percent_in_words(limit)}"
    )
    return ConditionLooked(name, tenths is not None and tenths > limit, said)


def _attendance_after(rule: LeaveRule, request: LeaveRequest, facts: LeaveFacts) -> ConditionLooked:
    limit, tenths = rule.attendance_after_below or 0, facts.after.tenths
    said = f"attendance with these days missed is {facts.after}, and the limit is {percent_in_words(limit)}"
    return ConditionLooked("attendance_after_below", tenths is not None and tenths < limit, said)


def _assessment(rule: LeaveRule, request: LeaveRequest, facts: LeaveFacts) -> ConditionLooked:
    if facts.assessment_weeks is None:
        said = "[calendar] states no assessment_weeks: taken as none"
        return ConditionLooked("in_assessment_weeks", False, said)
    inside = [day for day in facts.days.school_days if monday_of(day) in facts.assessment_weeks]
    said = f"{len(inside)} of {counted(len(facts.days.school_days), 'school day')} lie in assessment weeks"
    return ConditionLooked("in_assessment_weeks", bool(inside), said)


def _more_days(rule: LeaveRule, request: LeaveRequest, facts: LeaveFacts) -> ConditionLooked:
    days, limit = len(facts.days.school_days), rule.more_school_days_than or 0
    said = f"{counted(days, 'school day')} asked for, and the policy allows {limit}"
    return ConditionLooked("more_school_days_than", days > limit, said)


def _too_late(rule: LeaveRule, request: LeaveRequest, facts: LeaveFacts) -> ConditionLooked:
    said = (
        f"asked on {date_in_words(request.asked_on)}, and the first day is {date_in_words(request.from_day)}"
    )
    return ConditionLooked("asked_too_late", request.asked_on >= request.from_day, said)


def _stated(name: str, value: bool | None, what: str, *, wanted: bool) -> ConditionLooked:
    said = "not said, taken as no" if value is None else "yes" if value else "no"
    return ConditionLooked(name, bool(value) is wanted, f"{what}: {said}")


def _no_licence(rule: LeaveRule, request: LeaveRequest, facts: LeaveFacts) -> ConditionLooked:
    return _stated("without_licence", request.licence, "a licence (--licence)", wanted=False)


def _names_days(rule: LeaveRule, request: LeaveRequest, facts: LeaveFacts) -> ConditionLooked:
    what = "the licence names the days (--licence-names-days)"
    return _stated("licence_names_days", request.licence_names_days, what, wanted=True)


def _not_exceptional(rule: LeaveRule, request: LeaveRequest, facts: LeaveFacts) -> ConditionLooked:
    what = "exceptional circumstances (--exceptional)"
    return _stated("without_exceptional_circumstances", request.exceptional, what, wanted=False)


Looks = Callable[[LeaveRule, LeaveRequest, LeaveFacts], ConditionLooked]
_CONDITIONS: dict[str, Looks] = {
    "any_unauthorised": _any_unauthorised,
    "absence_above": _absence_above,
    "authorised_absence_above": _authorised_above,
    "attendance_after_below": _attendance_after,
    "in_assessment_weeks": _assessment,
    "more_school_days_than": _more_days,
    "asked_too_late": _too_late,
    "without_licence": _no_licence,
    "licence_names_days": _names_days,
    "without_exceptional_circumstances": _not_exceptional,
}


def codes_for(rules: Sequence[LeaveRule], kind: LeaveKind) -> tuple[str | None, str | None]:
    """Return the codes of leave of a kind, granted and refused; None where the policy names none."""
    of_kind = [rule for rule in rules if rule.code and (not rule.kinds or kind in rule.kinds)]
    granted = next((rule.code for rule in of_kind if rule.answer != "refuse"), None)
    # what the policy says of this kind by name goes before what it says of every kind
    refusals = sorted((rule for rule in of_kind if rule.answer == "refuse"), key=lambda rule: not rule.kinds)
    return granted, next((rule.code for rule in refusals), None)
