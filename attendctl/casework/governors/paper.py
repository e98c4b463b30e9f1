"""The governors' paper of one school or of a trust, measured and cleared of whatever is about too few."""

from __future__ import annotations

from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.disclosure.school_groups import withheld_groups
from attendctl.casework.governors.columns import UPTO_BEFORE, columns_of
from attendctl.casework.governors.days import (
    DaysOfSchools,
    days_of_period,
    days_of_year,
    first_day_needed,
    period_before,
)
from attendctl.casework.governors.done import letters_in, steps_in
from attendctl.casework.governors.duties import benchmarks_of, duties_of
from attendctl.casework.governors.groups import GROUPS, groups_of, not_stated
from attendctl.casework.governors.paper_lines import ColumnName, GovernorsPaper
from attendctl.casework.governors.reasons import reasons_of
from attendctl.casework.governors.weeks import weeks_of
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.measures.period_sums import CountedPeriod, period_sums
from attendctl.measures.pupil_codes import pupil_codes
from attendctl.measures.session_sums import session_sums
from attendctl.progress import OnProgress, tell_nobody
from attendctl.rules.small_numbers import small_numbers
from attendctl.settings import Settings


def governors_paper(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    period: PeriodAsked,
    as_of: date | None = None,
    known: date | None = None,
    school: str | None = None,
    tell: OnProgress = tell_nobody,
) -> GovernorsPaper:
    """Measure everything the paper says.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, phase, region and local authority.
        today: no mark after this day counts unless ``as_of`` says so.
        period: a half term, a term, a range of days or the year.
        as_of: judge by marks dated up to this day, this day included.
        known: stated in the paper; the connection is already limited to it.
        school: one school, by name, URN or DfE number; None for all of them in one paper.
        tell: is told how far the work has come.

    Raises:
        NotFound: no such school, no marks, or no such term.
        WrongUsage: a range that ends before it begins.
    """
    report = attendance_report(
        connection,
        settings,
        today=today,
        period=period,
        as_of=as_of,
        known=known,
        by=GROUPS,
        school=school,
        tell=tell,
    )
    rule = small_numbers().in_force(report.as_of)
    tell("Keeping back what is about one or two pupils")
    withheld = withheld_groups(connection, report, together=True)
    tell("Adding up weeks, reasons and what was done")
    chosen = choose_schools(connection, settings, school)
    held = session_sums(connection, first_day_needed(report), report.as_of)
    of_period, of_year = days_of_period(report), days_of_year(report)
    title = "these days" if report.kind == "range" else _title(report)
    days: dict[ColumnName, tuple[str, DaysOfSchools]] = {"period": (title, of_period)}
    before = period_before(connection, settings, report, held)
    if before:
        days["before"] = before.title, before.of_schools
    if report.period is not None:
        days["year"] = "year so far", of_year
    counted = [
        CountedPeriod(name, school_id, first, last)
        for name, (_, of_schools) in days.items()
        for school_id, (first, last) in of_schools.items()
    ]
    upto_before = [
        CountedPeriod(UPTO_BEFORE, one.school_id, academic_year_start(one.to_day), one.to_day)
        for one in counted
        if one.period == "before"
    ]
    codes = pupil_codes(connection, counted)
    columns = columns_of(days, held, codes, period_sums(connection, [*counted, *upto_before]), rule, withheld)
    groups = groups_of(report, withheld)
    return GovernorsPaper(
        report=report,
        largest_small_number=rule.largest_small_number,
        period_name=_title(report),
        period_days=(report.period.from_day, report.period.to_day)
        if report.period
        else (academic_year_start(report.as_of), report.as_of),
        columns=columns,
        weeks=weeks_of(held, of_year, of_period, rule),
        groups=groups,
        not_stated=not_stated(groups),
        reasons=reasons_of([one for one in codes if one.period == "period"], columns[0], rule),
        letters=letters_in(connection, settings, chosen, of_period, rule),
        steps=steps_in(connection, of_period, rule, upto=report.as_of),
        duties=duties_of(chosen),
        benchmarks=benchmarks_of(chosen, settings, as_of=report.as_of),
    )


def _title(report: AttendanceReport) -> str:
    if report.period is not None:
        return report.period.name
    start = academic_year_start(report.as_of).year
    return f"school year {start}/{(start + 1) % 100:02d}"
