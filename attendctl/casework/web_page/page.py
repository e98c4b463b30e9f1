"""The web page of one school or of several: everything it shows, measured."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import duckdb

from attendctl.calendar import Week, academic_year_start
from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.casework.school_benchmarks import own_benchmarks
from attendctl.casework.web_page.beside_benchmarks import schools_beside
from attendctl.casework.web_page.groups import GROUPS, groups_of_page
from attendctl.casework.web_page.headline import headline
from attendctl.casework.web_page.last_year import by_school, same_weeks_of
from attendctl.casework.web_page.page_lines import WebPage
from attendctl.casework.web_page.page_notes import page_notes
from attendctl.casework.web_page.reasons import reasons_of_absence
from attendctl.casework.web_page.session_totals import half_days, school_days, school_weeks
from attendctl.casework.web_page.small_reasons import without_small_reasons
from attendctl.casework.web_page.talk_about import pupils_to_talk_about
from attendctl.casework.web_page.withheld_parts import what_is_withheld
from attendctl.errors import WrongUsage
from attendctl.measures.attendance import pupil_rows
from attendctl.measures.session_sums import CodeSum, SessionSum, code_sums, session_sums
from attendctl.progress import OnProgress, tell_nobody
from attendctl.rules.benchmarks import load_tables
from attendctl.settings import Settings

Days = tuple[date, date]


def web_page(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    period: PeriodAsked,
    as_of: date | None = None,
    known: date | None = None,
    school: str | None = None,
    names: bool = False,
    tell: OnProgress = tell_nobody,
) -> WebPage:
    """Measure everything the page shows.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, phase, region and local authority.
        today: no mark after this day counts unless ``as_of`` says so.
        period: what stands beside the year.
        as_of: judge by marks dated up to this day, this day included.
        known: stated on the page; the connection is already limited to it.
        school: one school, by name, URN or DfE number; None for all.
        names: whether the pupils to talk about are named.
        tell: is told how far the work has come.

    Raises:
        NotFound: no such school, no marks, no such term, or no school in that period.
        WrongUsage: a range that ends before it begins, or without names too few pupils for a page.
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
    tell("Adding up weeks, days and reasons")
    rows = pupil_rows(connection)
    chosen = choose_schools(connection, settings, school)
    days = _days_of_schools(report)
    year_from = academic_year_start(report.as_of)
    before_from = year_from.replace(year=year_from.year - 1)
    held = session_sums(
        connection, min([before_from, *(first for first, _ in (days or {}).values())]), report.as_of
    )
    year = [one for one in held if one.date >= year_from]
    year_before = by_school(one for one in held if before_from <= one.date < year_from)
    of_period = None if days is None else [one for one in held if _is_in(one, days)]
    withheld = what_is_withheld(connection, report, names=names)
    of_everyone = withheld((None, None, None))
    if "all" in of_everyone:
        raise WrongUsage(
            "The whole page would be about one or two pupils, and without names it may be projected.",
            remedy="Add --names: that page is for the staff, and nothing is withheld in it.",
        )
    same_weeks = same_weeks_of(by_school(year), year_before)
    figures = headline(
        connection,
        report,
        year=year,
        year_before=year_before,
        period=of_period,
        same_weeks=same_weeks,
        withheld=of_everyone,
        names=names,
    )
    weeks = school_weeks(year, year_before, same_weeks)
    reasons = reasons_of_absence(
        code_sums(connection, year_from, report.as_of),
        None if days is None else _codes(connection, days, report.as_of),
    )
    if not names:
        reasons = without_small_reasons(connection, report, reasons, year_from=year_from, days=days or {})
    groups = groups_of_page(report, withheld)
    tell("Looking who is to be talked about")
    to_talk_about = pupils_to_talk_about(connection, settings, report, rows, chosen, school=school)
    return WebPage(
        report=report,
        week=Week.containing(report.as_of),
        names=names,
        headline=figures,
        weeks=weeks,
        half_days=half_days(year, of_period),
        days=school_days(year),
        reasons=reasons,
        groups=groups,
        to_talk_about=to_talk_about,
        beside=schools_beside(report, chosen, load_tables(own_benchmarks(settings)), withheld),
        notes=page_notes(report, chosen, same_weeks, groups, names=names),
    )


def _days_of_schools(report: AttendanceReport) -> dict[int, Days] | None:
    """Return the first and last day of the period by school; None for a page on the year alone."""
    if report.week:
        return {one.school_id: (report.week.monday, report.week.sunday) for one in report.schools}
    return dict(report.period.of_schools) if report.period else None


def _is_in(session: SessionSum, days: Mapping[int, Days]) -> bool:
    first, last = days.get(session.school_id, (date.max, date.min))
    return first <= session.date <= last


def _codes(connection: duckdb.DuckDBPyConnection, days: Mapping[int, Days], as_of: date) -> list[CodeSum]:
    """Return the codes of the period, of each school those of its own days: mostly all have the same."""
    return [
        one
        for first, last in sorted(set(days.values()))
        for one in code_sums(connection, first, min(last, as_of))
        if days.get(one.school_id) == (first, last)
    ]
