"""A request for leave, answered with the policy's own rules and what it does to attendance."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import get_args

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.explained.marks import explain_marks, sessions_in
from attendctl.casework.leave_days import LeaveDays, SchoolCalendar, days_of_leave, read_school_calendar
from attendctl.casework.leave_effect import (
    LeaveEffect,
    effect_of_leave,
    penalty_window,
    sessions_left,
    with_leave,
)
from attendctl.casework.leave_rules import (
    LeaveFacts,
    LeaveRequest,
    RuleLooked,
    codes_for,
    judge_leave,
)
from attendctl.casework.pupil_meant import PupilMeant, pupils_of, the_pupil_meant
from attendctl.casework.report_period import as_of_year
from attendctl.casework.stated_closures import stated_closures
from attendctl.errors import NotFound, WrongUsage
from attendctl.measures.engine import prepare_register
from attendctl.measures.evidence import sessions_of
from attendctl.measures.school_weeks import SchoolDays, read_school_days
from attendctl.policies.leave import Answer, LeaveKind, LeaveRule
from attendctl.settings import Settings


@dataclass(frozen=True)
class LeaveAnswer:
    """How the policy answers a request, the rules it looked at, and the effect on attendance.

    ``rule`` None: no rule of the policy fits, and the head decides. School days after
    ``register_until`` are taken from the calendar. ``return_by`` and ``evidence_by`` are what the
    policy asks after leave, where it does. Codes are the policy's for the days, granted and refused.
    """

    school: ChosenSchool
    pupil: PupilMeant
    as_of: date
    register_until: date
    request: LeaveRequest
    days: LeaveDays
    looked: tuple[RuleLooked, ...]
    rule: LeaveRule | None
    effect: LeaveEffect
    code_if_granted: str | None
    code_if_refused: str | None
    return_by: date | None
    evidence_by: date | None

    @property
    def answer(self) -> Answer:
        """What the policy says: refuse, grant, or the head decides."""
        return self.rule.answer if self.rule else "head_decides"

    @property
    def source(self) -> str:
        """The document and section that the answer rests on."""
        policy = self.school.policy
        return (
            policy.reference_of(self.rule.source) if self.rule else f"{policy.document.title}: no rule fits"
        )


def leave_kind(word: str) -> LeaveKind:
    """Return a kind of leave as ``--kind`` gives it.

    Raises:
        NotFound: there is none; the message lists those there are.

    >>> leave_kind(" Holiday")
    'holiday'
    """
    kinds: tuple[LeaveKind, ...] = get_args(LeaveKind)
    found = next((kind for kind in kinds if kind == word.strip().casefold()), None)
    if found is None:
        raise NotFound(f"There is no kind of leave {word!r}.", remedy=f"The kinds are: {', '.join(kinds)}.")
    return found


def answer_leave(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    asked: str,
    request: LeaveRequest,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
) -> LeaveAnswer:
    """Answer a request for leave with the rules of the policy of the pupil's school.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, and its calendar as far as stated.
        asked: the pupil: UPN, admission number, MIS id, or forename and surname.
        request: what is asked for.
        today: the last day that counts, unless ``as_of`` says otherwise.
        as_of: judge by marks dated up to this day, this day included.
        school: one school, by name, URN or DfE number.

    Raises:
        NotFound: no such pupil or school, or no marks up to that day.
        WrongUsage: the days are reversed, hold no school day, lie in two academic years or in one
            that is over; or several pupils go by that word.
    """
    schools = {one.school_id: one for one in choose_schools(connection, settings, school)}
    pupil = the_pupil_meant(pupils_of(connection, schools), asked)
    chosen = schools[pupil.school_id]
    prepare_register(connection, [chosen.school_id])
    last_day = as_of_year(_school_days(connection), as_of=as_of, today=today)
    calendar = read_school_calendar(
        connection, chosen.school_id, stated_closures(settings.calendar), upto=max(last_day, today)
    )
    september = _academic_year_of(request, last_day)
    reach_back = september.replace(year=september.year - 1)  # a penalty window may begin in the year before
    marks = explain_marks(sessions_of(connection, {pupil.pupil_id}, None, reach_back, last_day))
    days = days_of_leave(calendar, marks, from_day=request.from_day, to_day=request.to_day, as_of=last_day)
    year = sessions_in(marks, september, last_day)
    record = sessions_in(marks, academic_year_start(last_day), last_day)
    facts = LeaveFacts(
        record,
        with_leave(year, days, is_granted=True),
        days,
        frozenset(settings.calendar.assessment_weeks) or None,
    )
    looked = judge_leave(chosen.policy, request, facts)
    rule = looked[-1].rule if looked and looked[-1].fits else None
    granted, refused = codes_for(chosen.policy.leave_rules, request.kind)
    if rule is not None and rule.code:
        granted, refused = (granted, rule.code) if rule.answer == "refuse" else (rule.code, refused)
    return LeaveAnswer(
        school=chosen,
        pupil=pupil,
        as_of=last_day,
        register_until=calendar.last_known,
        request=request,
        days=days,
        looked=looked,
        rule=rule,
        effect=effect_of_leave(
            chosen.policy,
            year,
            days,
            left=sessions_left(calendar, settings.calendar, as_of=last_day, in_year_of=request.from_day),
            window=penalty_window(calendar, marks, days, as_of=last_day),
            is_granted=rule is None or rule.answer != "refuse",
        ),
        code_if_granted=granted,
        code_if_refused=refused,
        return_by=_return_by(chosen, calendar, request),
        evidence_by=_evidence_by(chosen, calendar, request),
    )


def _school_days(connection: duckdb.DuckDBPyConnection) -> SchoolDays:
    days = read_school_days(connection)
    if not days.days:
        raise NotFound("The ledger holds no marks.", remedy="Import a register first: attendctl import FILE")
    return days


def _academic_year_of(request: LeaveRequest, as_of: date) -> date:
    first, last = academic_year_start(request.from_day), academic_year_start(request.to_day)
    if request.to_day >= request.from_day and first != last:
        raise WrongUsage(
            f"The days from {request.from_day} to {request.to_day} lie in two academic years.",
            remedy="Attendance counts from 1 September: ask for each year by itself.",
        )
    if first < academic_year_start(as_of):
        raise WrongUsage(
            f"--from {request.from_day} lies in an academic year before that of {as_of}, "
            "the last day judged.",
            remedy="Judge by the marks of that year: give a day of it as --as-of.",
        )
    return first


def _return_by(school: ChosenSchool, calendar: SchoolCalendar, request: LeaveRequest) -> date | None:
    after = school.policy.after_leave
    if after is None or after.return_within_school_days is None:
        return None
    return calendar.nth_after(request.to_day, after.return_within_school_days)


def _evidence_by(school: ChosenSchool, calendar: SchoolCalendar, request: LeaveRequest) -> date | None:
    """Counted from the day of the return: the first school day after the leave."""
    after = school.policy.after_leave
    if after is None or after.evidence_within_school_days is None:
        return None
    return calendar.nth_after(request.to_day, 1 + after.evidence_within_school_days)
