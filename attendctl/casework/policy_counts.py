"""The pupils a policy asks to be counted: below a percentage or between two, of everyone or of groups."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.report_lines import PupilLine
from attendctl.casework.steps.ended import EndedPeriod, ended_periods
from attendctl.measures.period_sums import CountedPeriod, period_sums
from attendctl.measures.school_weeks import SCHOOL_DAYS
from attendctl.measures.terms import terms_of_school
from attendctl.policies.duties import CountBelow, CountBetween
from attendctl.rates import percent, percent_in_tenths
from attendctl.settings import CalendarSettings

_SAID_OF_PUPILS = {
    "pp": "pp",
    "sen": "sen <> 'N'",  # N says that there is none; K, E and a school's own words, that there is
    "fsm": "fsm",
    "eal": "eal",
    "lac": "lac",
    "social-worker": "social_worker",
}
EVERYONE = "everyone"
"""The group that is no group: all pupils."""

Count = CountBelow | CountBetween
Members = Mapping[tuple[int, int], frozenset[str]]
Sums = Mapping[tuple[int, int], tuple[int, int]]


class CountedPupil(NamedTuple):
    """A pupil that is counted, with the sessions that the count is by."""

    line: PupilLine
    attended: int
    possible: int

    @property
    def attendance_percent(self) -> float | None:
        """The percentage that the count is by, with one decimal."""
        return percent(self.attended, self.possible)


@dataclass(frozen=True)
class PolicyCount:
    """One number of the policy, with the pupils found: the lowest attendance first.

    ``of`` is "everyone" or a grouping of the report whose value is yes. ``ended`` is the period that is
    counted over; None: the year so far. ``among`` are the pupils of the group with a possible session.
    """

    school: str
    policy: str
    rule: Count
    of: str
    every: tuple[str, ...]
    ended: EndedPeriod | None
    among: int
    pupils: tuple[CountedPupil, ...]


def policy_counts(
    connection: duckdb.DuckDBPyConnection,
    schools: Sequence[ChosenSchool],
    pupils: Iterable[tuple[int, PupilLine]],
    calendar: CalendarSettings,
    *,
    as_of: date,
) -> tuple[PolicyCount, ...]:
    """Count the pupils of each school as its own policy asks. Leavers count, as in the report's groups.

    Attendance is of the year so far; with ``over = "period"``, of the latest period of each kind that
    has ended. It is compared after rounding to tenths of a percent, half up. A pupil without a possible
    session is never counted.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        schools: each with its policy.
        pupils: of the report, each with its school's id.
        calendar: terms, as far as they are stated.
        as_of: the day judged.
    """
    counting = [school for school in schools if _rules(school)]
    if not counting:
        return ()
    of_school: dict[int, list[PupilLine]] = defaultdict(list)
    for school_id, line in pupils:
        of_school[school_id].append(line)
    groups = {group for school in counting for rule in _rules(school) for group in rule.of}
    members = pupils_in_groups(connection, groups)
    periods = _periods(connection, counting, calendar, as_of)
    sums = _sums(connection, periods, as_of)
    return tuple(
        count
        for school in counting
        for count in _of_school(school, of_school[school.school_id], members, periods, sums)
    )


def is_counted(rule: Count, tenths: int | None) -> bool:
    """Whether attendance in tenths of a percent is counted: below the number, or between both ends.

    >>> from attendctl.policies import load_policy
    >>> below_95 = load_policy("copnor").counts_below[0]
    >>> [is_counted(below_95, tenths) for tenths in (949, 950, None)]
    [True, False, False]
    """
    if tenths is None:
        return False
    if isinstance(rule, CountBelow):
        return tenths < rule.percent
    return rule.lowest <= tenths <= rule.highest


def pupils_in_groups(connection: duckdb.DuckDBPyConnection, groups: Collection[str]) -> Members:
    """Return the groups of each pupil, by school and pupil, as far as the register says yes.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        groups: those asked about, of ``attendctl.policies.duties.Counted``; of none, nothing is read.
    """
    names = sorted(set(groups) - {EVERYONE})
    if not names:
        return {}
    said = ", ".join(f"coalesce({_SAID_OF_PUPILS[name]}, FALSE)" for name in names)
    rows = connection.execute(f"SELECT school_id, pupil_id, {said} FROM register_pupil").fetchall()
    return {
        (school_id, pupil_id): frozenset(name for name, is_so in zip(names, flags, strict=True) if is_so)
        for school_id, pupil_id, *flags in rows
    }


def _of_school(
    school: ChosenSchool,
    lines: Sequence[PupilLine],
    members: Members,
    periods: Mapping[int, Mapping[str, EndedPeriod]],
    sums: Mapping[str, Sums],
) -> Iterator[PolicyCount]:
    ended = periods.get(school.school_id, {})
    of_year = _judged(school, lines, members, None)
    of_period = {kind: _judged(school, lines, members, sums.get(kind, {})) for kind in ended}
    for rule in _rules(school):
        over = [(kind,) for kind in rule.every if kind in ended] if _is_over_period(rule) else [rule.every]
        for every in over:
            period = ended[every[0]] if _is_over_period(rule) else None
            judged = of_period[every[0]] if period else of_year
            for of in rule.of:
                among = [one for one in judged if of == EVERYONE or of in one.groups]
                found = [one for one in among if is_counted(rule, one.tenths)]
                yield PolicyCount(
                    school.name,
                    school.policy.key,
                    rule,
                    of,
                    every,
                    period,
                    sum(one.tenths is not None for one in among),
                    tuple(one.pupil for one in sorted(found, key=lambda one: one.place)),
                )


class _Judged(NamedTuple):
    pupil: CountedPupil
    tenths: int | None
    groups: frozenset[str]

    @property
    def place(self) -> tuple[int, str, str]:
        line = self.pupil.line
        return self.tenths or 0, line.surname or "", line.forename or ""


def _judged(
    school: ChosenSchool, lines: Iterable[PupilLine], members: Members, sums: Sums | None
) -> list[_Judged]:
    judged = []
    for line in lines:
        key = (school.school_id, line.pupil_id)
        attended, possible = (
            (line.year.attended, line.year.possible) if sums is None else sums.get(key, (0, 0))
        )
        tenths = percent_in_tenths(attended, possible)
        judged.append(_Judged(CountedPupil(line, attended, possible), tenths, members.get(key, frozenset())))
    return judged


def _rules(school: ChosenSchool) -> tuple[Count, ...]:
    return (*school.policy.counts_below, *school.policy.counts_between)


def _is_over_period(rule: Count) -> bool:
    return isinstance(rule, CountBetween) and rule.over == "period"


def _kinds_counted(school: ChosenSchool) -> frozenset[str]:
    return frozenset(kind for rule in _rules(school) if _is_over_period(rule) for kind in rule.every)


def _periods(
    connection: duckdb.DuckDBPyConnection,
    schools: Sequence[ChosenSchool],
    calendar: CalendarSettings,
    as_of: date,
) -> dict[int, dict[str, EndedPeriod]]:
    kinds = {school.school_id: _kinds_counted(school) for school in schools}
    if not any(kinds.values()):
        return {}
    days: dict[int, list[date]] = defaultdict(list)
    for day, school_id in connection.execute(SCHOOL_DAYS).fetchall():
        days[school_id].append(day)
    found = {}
    for school in schools:
        of_school = days[school.school_id]
        ended = ended_periods(of_school, terms_of_school(of_school, calendar), as_of=as_of)
        found[school.school_id] = {
            kind: periods[-1]
            for kind, periods in ended.items()
            if periods and kind in kinds[school.school_id]
        }
    return found


def _sums(
    connection: duckdb.DuckDBPyConnection, periods: Mapping[int, Mapping[str, EndedPeriod]], as_of: date
) -> dict[str, dict[tuple[int, int], tuple[int, int]]]:
    rows = [
        CountedPeriod(kind, school_id, ended.from_day, min(ended.to_day, as_of))
        for school_id, of_school in periods.items()
        for kind, ended in of_school.items()
    ]
    found: dict[str, dict[tuple[int, int], tuple[int, int]]] = defaultdict(dict)
    for row in period_sums(connection, rows):
        found[row.period][row.school_id, row.pupil_id] = (row.attended, row.possible)
    return found
