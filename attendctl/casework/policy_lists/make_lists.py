"""The lists of pupils of a period, of every school by its own policy, from the report on the same period."""

from __future__ import annotations

from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.policy_lists.illness_seen import Days
from attendctl.casework.policy_lists.list_maker import ListMaker
from attendctl.casework.policy_lists.lists_made import PolicyLists, SchoolWithoutLists
from attendctl.casework.policy_lists.nothing_asked import every_of, refuse_without_lists
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.reporting_period import AskedKind, PeriodAsked
from attendctl.policies.lists_asked import lists_asked, periods_with_lists
from attendctl.progress import OnProgress, tell_nobody
from attendctl.settings import Settings


def policy_lists(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    period: PeriodAsked,
    as_of: date | None = None,
    known: date | None = None,
    school: str | None = None,
    tell: OnProgress = tell_nobody,
) -> PolicyLists:
    """Make the lists that each school's policy asks for in a period. Who has left is on none of them.

    Args:
        connection: has the relations ``mark``, ``pupil`` and ``school``; for named groups, the case log.
        settings: name each school's policy.
        today: no mark after this day counts unless ``as_of`` says so.
        period: lists of this period; attendance of the year is that up to its end.
        as_of: judge by marks dated up to this day, this day included.
        known: stated in the lists; the connection is already limited to it.
        school: one school, by name, URN or DfE number; None for all.
        tell: is told how far the work has come.

    Raises:
        NotFound: no such school or period, or no policy asks for lists of such a period.
    """
    every = every_of(period.kind)
    schools = choose_schools(connection, settings, school)
    refuse_without_lists([chosen.policy for chosen in schools], period.kind)
    report = attendance_report(
        connection,
        settings,
        today=today,
        period=period,
        as_of=as_of,
        known=known,
        by=(),
        school=school,
        tell=tell,
    )
    tell("Making the lists")
    asked = {one.school_id: lists_asked(one.policy, every) for one in schools}
    days = _days_of_schools(report)
    making = [one for one in schools if asked[one.school_id] and one.school_id in days]
    maker = ListMaker(
        connection,
        report,
        period.kind,
        days,
        {one.school_id: asked[one.school_id] for one in making},
        logged_upto=as_of or today,
    )
    lines = {line.school_id: line for line in report.schools}
    lists = tuple(made for one in making for made in maker.of_school(one, lines[one.school_id]))
    without = tuple(
        SchoolWithoutLists(
            lines[one.school_id],
            "no such period" if asked[one.school_id] else "no lists",
            periods_with_lists(one.policy),
        )
        for one in schools
        if one not in making
    )
    return PolicyLists(
        report,
        period.kind,
        _name(report, period.kind),
        min(first for first, _ in days.values()),
        report.as_of,
        lists,
        without,
    )


def _days_of_schools(report: AttendanceReport) -> dict[int, Days]:
    """Return the days counted of each school that has the period: its first, and the last of it or of all."""
    if report.period is not None:
        return {
            school_id: (first, min(last, report.as_of))
            for school_id, (first, last) in report.period.of_schools.items()
        }
    first = report.week.monday if report.week else academic_year_start(report.as_of)
    return {line.school_id: (first, report.as_of) for line in report.schools}


def _name(report: AttendanceReport, kind: AskedKind) -> str:
    if report.period is not None:
        return report.period.name
    if report.week is not None:
        return str(report.week)
    start = academic_year_start(report.as_of).year
    return f"school year {start}/{(start + 1) % 100:02d}"
