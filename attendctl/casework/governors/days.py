"""Which days the paper is about: of each school the period's, those of the period before, and the year's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.reporting_period import PeriodAsked, period_asked
from attendctl.casework.web_page.last_year import by_school, same_weeks_of
from attendctl.errors import NotFound
from attendctl.measures.school_weeks import read_school_days, read_school_days_by_school
from attendctl.measures.session_sums import SessionSum
from attendctl.settings import Settings

Days = tuple[date, date]
DaysOfSchools = Mapping[int, Days]


@dataclass(frozen=True)
class PeriodBefore:
    """The period to compare with: its title and its days by school. A school without it is not in it."""

    title: str
    of_schools: DaysOfSchools


def days_of_period(report: AttendanceReport) -> DaysOfSchools:
    """Return the first and last day counted of the report's period by school, of a year those of the year."""
    if report.period is None:
        return days_of_year(report)
    return {
        school: (first, min(last, report.as_of))
        for school, (first, last) in report.period.of_schools.items()
        if first <= report.as_of
    }


def days_of_year(report: AttendanceReport) -> DaysOfSchools:
    """Return the first and last day counted of the academic year by school."""
    days = (academic_year_start(report.as_of), report.as_of)
    return dict.fromkeys((line.school_id for line in report.schools), days)


def first_day_needed(report: AttendanceReport) -> date:
    """Return the first day whose sessions may be asked for: of the year before, or of an earlier period."""
    year_from = academic_year_start(report.as_of)
    of_period = (first for first, _ in days_of_period(report).values())
    earliest = min([year_from, *of_period])
    return academic_year_start(earliest - timedelta(days=1))


def period_before(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    report: AttendanceReport,
    held: Sequence[SessionSum],
) -> PeriodBefore | None:
    """Find the period to compare with: the term before a term, the year before a year or a range.

    Of a year and of a range, it is the school weeks of the same numbers the year before.

    Args:
        connection: the one of the report.
        settings: state terms, as far as they are stated.
        report: on the period.
        held: the sessions from ``first_day_needed`` on.

    Returns:
        None where the register does not hold it for every school of the period.
    """
    days = days_of_period(report)
    if report.period is not None and report.period.kind in ("half_term", "term"):
        return _term_before(connection, settings, report, days)
    return _year_before(held, days)


def _term_before(
    connection: duckdb.DuckDBPyConnection, settings: Settings, report: AttendanceReport, days: DaysOfSchools
) -> PeriodBefore | None:
    assert report.period is not None
    the_day_before = report.period.from_day - timedelta(days=1)
    try:
        period, _ = period_asked(
            read_school_days(connection),
            read_school_days_by_school(connection),
            settings.calendar,
            PeriodAsked(report.period.kind),
            as_of=the_day_before,
            today=the_day_before,
        )
    except NotFound:
        return None
    if not set(days) <= set(period.of_schools):
        return None
    return PeriodBefore(period.name, {school: period.of_schools[school] for school in days})


def _year_before(held: Sequence[SessionSum], days: DaysOfSchools) -> PeriodBefore | None:
    found: dict[int, Days] = {}
    for school, (first, last) in days.items():
        own = [one for one in held if one.school_id == school]
        now = [one for one in own if first <= one.date <= last]
        if not now:
            return None
        start = academic_year_start(last)
        year = [one for one in own if start <= one.date <= last]
        earlier = [one for one in own if start.replace(year=start.year - 1) <= one.date < start]
        weeks = same_weeks_of(by_school(year), by_school(earlier)).get(school)
        then = weeks.days_of(now) if weeks else None
        if then is None:
            return None
        found[school] = then
    return PeriodBefore("the same school weeks a year before", found) if found else None
