"""The headline figures: the period and the year, beside the week before and the same days of last year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import duckdb

from attendctl.calendar import Week, monday_of
from attendctl.casework.disclosure.counts_of_everyone import withheld_counts
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.web_page.last_year import SameWeeks, SessionsBySchool, by_school, sessions_then
from attendctl.casework.web_page.page_lines import Figure, FigureName, WithheldPart
from attendctl.casework.web_page.session_totals import total
from attendctl.measures.period_sums import CountedPeriod, PeriodSum, period_sums
from attendctl.measures.session_sums import SessionSum
from attendctl.measures.sums import Sums
from attendctl.rates import percent_in_tenths
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence
from attendctl.rules.reader import NoRuleInForce, Rule
from attendctl.rules.small_numbers import small_numbers


def headline(
    connection: duckdb.DuckDBPyConnection,
    report: AttendanceReport,
    *,
    year: Sequence[SessionSum],
    year_before: SessionsBySchool,
    period: Sequence[SessionSum] | None,
    same_weeks: Mapping[int, SameWeeks],
    withheld: tuple[WithheldPart, ...],
    names: bool,
) -> tuple[Figure, ...]:
    """Return the headline figures, the period's first, then the year's, each before what it is put beside.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        report: the attendance report on the period.
        year: the sessions of the year, up to the last day counted.
        year_before: every session of the year before, by school.
        period: the sessions of the period; None for a page on the year alone.
        same_weeks: of each school, which days of the year before its own are put beside.
        withheld: what is not shown of everyone.
        names: whether pupils are named: then nothing is withheld of last year either.
    """
    figures = []
    if period:
        of_report = report.whole_school.week or report.whole_school.period
        mine = _figure("period", period, of_report)
        beside = [_week_before(year, report.week)] if report.week else []
        beside += [_last_year("period_last_year", period, year_before, same_weeks)]
        figures += [mine, *_compared(mine, beside)]
    whole = report.whole_school
    of_year = replace(
        _figure("year", year, whole.year),
        persistent=(whole.pupils_persistent, whole.pupils_with_sessions),
        severe=(whole.pupils_severe, whole.pupils_with_sessions),
        withheld=withheld,
    )
    then = _last_year("year_last_year", year, year_before, same_weeks)
    if then:
        then = _with_absentees(then, _pupils_then(connection, year, same_weeks))
        then = then if names else _without_small_numbers(then, report.as_of)
    return (*figures, of_year, *_compared(of_year, [then]))


def _figure(name: FigureName, sessions: Sequence[SessionSum], of_report: Sums | None = None) -> Figure:
    days = [one.date for one in sessions]
    sums = total([of_report] if of_report else sessions)
    return Figure(name, min(days), max(days), sums)


def _week_before(year: Sequence[SessionSum], week: Week) -> Figure | None:
    earlier = [one for one in year if one.date < week.monday]
    if not earlier:
        return None
    monday = monday_of(max(one.date for one in earlier))
    return _figure("week_before", [one for one in earlier if one.date >= monday])


def _last_year(
    name: FigureName,
    sessions: Sequence[SessionSum],
    year_before: SessionsBySchool,
    same_weeks: Mapping[int, SameWeeks],
) -> Figure | None:
    then = sessions_then(sessions, year_before, same_weeks)
    return _figure(name, then) if then else None


def _pupils_then(
    connection: duckdb.DuckDBPyConnection,
    year: Sequence[SessionSum],
    same_weeks: Mapping[int, SameWeeks],
) -> list[PeriodSum]:
    asked = [
        CountedPeriod("year_last_year", school_id, *days)
        for school_id, sessions in by_school(year).items()
        if (days := same_weeks[school_id].days_of(sessions))
    ]
    return [one for one in period_sums(connection, asked) if one.possible]


def _with_absentees(figure: Figure, pupils: Sequence[PeriodSum]) -> Figure:
    return replace(
        figure,
        persistent=_absentees(pupils, persistent_absence(), figure.to_day),
        severe=_absentees(pupils, severe_absence(), figure.to_day),
    )


def _without_small_numbers(figure: Figure, as_of: date) -> Figure:
    counts: dict[WithheldPart, tuple[int, int] | None] = {
        "persistent": figure.persistent,
        "severe": figure.severe,
    }
    numbers = {part: count[0] for part, count in counts.items() if count is not None}
    pupils = max((count[1] for count in counts.values() if count is not None), default=0)
    withheld = withheld_counts(numbers, of=pupils, rule=small_numbers().in_force(as_of))
    return replace(figure, withheld=tuple(part for part in numbers if part in withheld))


def _absentees(pupils: Sequence[PeriodSum], rule: Rule[AbsenceThreshold], on: date) -> tuple[int, int] | None:
    try:
        threshold = rule.in_force(on)
    except NoRuleInForce:
        return None
    reached = [
        one
        for one in pupils
        if threshold.is_reached(absent=one.authorised + one.unauthorised, possible=one.possible)
    ]
    return len(reached), len(pupils)


def _compared(mine: Figure, others: Sequence[Figure | None]) -> list[Figure]:
    tenths = percent_in_tenths(mine.sums.attended, mine.sums.possible)
    return [
        replace(one, difference_tenths=difference(tenths, one.sums.attendance_tenths))
        for one in others
        if one is not None
    ]


def difference(mine: int | None, other: int | None) -> int | None:
    """Return by how many tenths of a point one percentage is above another; None without both.

    >>> difference(943, 947), difference(943, None)
    (-4, None)
    """
    return None if mine is None or other is None else mine - other
