"""Marks that a class owes: missing ones, and those whose reason should have been settled by now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.leadership.lines import OwedLine, SettlingRule, ToSettle
from attendctl.casework.report_lines import GroupLine
from attendctl.casework.steps.measured_rules import settle_rules
from attendctl.measures.unsettled import SettleRule, unsettled_marks
from attendctl.policies import Policy, Step, load_policy

_WHERE_NONE_IS_WRITTEN = "national"  # the law's own days hold for a school whose policy names none

# A mark under two rules of one policy is one mark; it is overdue when it is by either.
_BY_CLASS = """
SELECT school_id, class, count(*), count(*) FILTER (WHERE is_overdue), min(date)
FROM (
    SELECT u.school_id, u.pupil_id, u.date, u.session, bool_or(u.due_on IS NOT NULL) AS is_overdue
    FROM unsettled_mark AS u
    GROUP BY ALL
) AS mark
LEFT JOIN register_pupil AS p USING (school_id, pupil_id)
GROUP BY school_id, class
"""


def owed_by_class(
    connection: duckdb.DuckDBPyConnection,
    schools: Mapping[str, ChosenSchool],
    classes: Sequence[GroupLine],
    *,
    from_day: date,
    as_of: date,
) -> tuple[OwedLine, ...]:
    """Return what every class owes, the classes that owe nothing left out.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        schools: by the name that the workbook gives them, in its order.
        classes: the groups of every school by class, with the missing marks.
        from_day: the first day looked at.
        as_of: the last day looked at, and to which school days are counted, included.
    """
    rules = {
        school.school_id: [
            rule for policy in [settling_policy(school.policy)] for rule in settle_rules(policy)
        ]
        for school in schools.values()
    }
    counted = _count(connection, rules, from_day=from_day, as_of=as_of)
    missing = {
        (line.school, line.name): (_missing_of_period(line), line.year.missing)
        for line in classes
        if line.by == "class"
    }
    lines = []
    for name, school in schools.items():
        of_school = {class_name for where, class_name in missing if where == name} | {
            class_name for school_id, class_name in counted if school_id == school.school_id
        }
        for class_name in sorted(of_school, key=natural_order):
            of_period, of_year = missing.get((name, class_name), (0, 0))
            to_settle = counted.get((school.school_id, class_name), ToSettle())
            if of_year or of_period or to_settle.open:
                lines.append(OwedLine(name, class_name, of_period, of_year, to_settle))
    return tuple(lines)


def settling_policy(policy: Policy) -> Policy:
    """Return the policy that says how long a mark may wait for its reason: the school's, else the national.

    >>> settling_policy(load_policy("copnor")).key
    'copnor'
    """
    return policy if settling_steps(policy) else load_policy(_WHERE_NONE_IS_WRITTEN)


def settling_rules(schools: Sequence[ChosenSchool]) -> tuple[SettlingRule, ...]:
    """Return how long marks may wait in these schools, each rule once with the policies it is of."""
    found: dict[tuple[tuple[str, ...], int, str], list[str]] = {}
    for key, own in {school.policy.key: school.policy for school in schools}.items():
        policy = settling_policy(own)
        for step in settling_steps(policy):
            rule = tuple(step.codes), step.school_days or 0, policy.reference_of(step.source)
            found.setdefault(rule, []).append(key)
    return tuple(
        SettlingRule(tuple(policies), codes, days, source)
        for (codes, days, source), policies in found.items()
    )


def settling_steps(policy: Policy) -> list[Step]:
    """Return the steps of a policy that are due when a mark still waits for its reason."""
    return [step for step in policy.steps if step.kind == "unsettled"]


def all_to_settle(lines: Sequence[OwedLine]) -> ToSettle:
    """Return the marks to settle of several classes together."""
    days = [line.to_settle.oldest for line in lines if line.to_settle.oldest is not None]
    return ToSettle(
        sum(line.to_settle.open for line in lines),
        sum(line.to_settle.overdue for line in lines),
        min(days, default=None),
    )


def _count(
    connection: duckdb.DuckDBPyConnection,
    rules: Mapping[int, Sequence[SettleRule]],
    *,
    from_day: date,
    as_of: date,
) -> dict[tuple[int, str], ToSettle]:
    unsettled_marks(connection, rules, from_day=from_day, as_of=as_of, due_only=True)
    return {
        (school_id, class_name or NOT_STATED): ToSettle(marks, overdue, oldest)
        for school_id, class_name, marks, overdue, oldest in connection.execute(_BY_CLASS).fetchall()
    }


def _missing_of_period(line: GroupLine) -> int | None:
    sums = line.week or line.period
    return None if sums is None else sums.missing
