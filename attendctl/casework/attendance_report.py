"""The report: attendance of a week, a term or a range and of the year so far, with bands, trend, groups."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

import duckdb

from attendctl.calendar import Week
from attendctl.casework.bands import BandFinder, trend
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.late_marks import late_marks_to_check
from attendctl.casework.policy_counts import policy_counts
from attendctl.casework.report_lines import (
    AttendanceReport,
    BandLine,
    GroupLine,
    LateMarkLine,
    MissingLine,
    PupilLine,
    SchoolLine,
)
from attendctl.casework.reporting_period import PeriodAsked, PeriodKind, ReportingPeriod, period_asked
from attendctl.errors import NotFound, WrongUsage
from attendctl.measures.attendance import (
    GROUPINGS,
    Period,
    PupilRow,
    group_rows,
    measure_attendance,
    missing_mark_rows,
    pupil_rows,
)
from attendctl.measures.engine import prepare_register
from attendctl.measures.reported_period import ReportedPeriod
from attendctl.measures.school_weeks import read_school_days, read_school_days_by_school
from attendctl.measures.sums import Sums
from attendctl.progress import OnProgress, tell_nobody
from attendctl.rates import percent_in_tenths
from attendctl.settings import Settings

DEFAULT_GROUPINGS = ("class", "year")
NOT_STATED = "not stated"
_BESIDE_THE_YEAR: tuple[PeriodKind, ...] = ("half_term", "term", "range")  # each with sums of its own
_DIGITS = re.compile(r"(\d+)")


def attendance_report(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    week: Week | None = None,
    latest_week: bool = False,
    period: PeriodAsked | None = None,
    as_of: date | None = None,
    known: date | None = None,
    by: Sequence[str] = DEFAULT_GROUPINGS,
    school: str | None = None,
    tell: OnProgress = tell_nobody,
) -> AttendanceReport:
    """Build the report on the year to date, or on a week, term or range and the year up to its end.

    Args:
        connection: has the relations ``mark``, ``pupil`` and ``school``.
        settings: name each school's policy.
        today: no mark after this day counts unless ``as_of`` says so.
        week: the week reported on; None for the year.
        latest_week: the latest school week there is, whatever ``week`` says.
        period: a period of any kind; it goes before ``week`` and ``latest_week``. The year is that of
            the period's last day.
        as_of: judge by marks dated up to this day, this day included. None: the
            last day on which something was possible.
        known: stated in the report; the connection is already limited to it.
        by: what to group pupils by, of ``attendctl.measures.attendance.GROUPINGS``.
        school: one school, by name, URN or DfE number; None for all.
        tell: is told how far the work has come.

    Raises:
        NotFound: no such school, no marks, no such term, or no school in that period.
        WrongUsage: a grouping that does not exist, or a range that ends before it begins.
    """
    refuse_unknown_groupings(by)
    tell("Reading the register")
    schools = choose_schools(connection, settings, school)
    prepare_register(connection, [chosen.school_id for chosen in schools] if school else None)
    days = read_school_days(connection)
    if not days.days:
        of_school = f" of {schools[0].name}" if school and schools else ""
        if known is not None:
            raise NotFound(
                f"The ledger had been told of no marks{of_school} by {known}.",
                remedy="Choose a later day with --known; attendctl imports lists what came in when.",
            )
        raise NotFound(
            f"The ledger holds no marks{of_school}.",
            remedy="Import a register first: attendctl import FILE",
        )
    if period is None:
        of_week = PeriodAsked("week", week=None if latest_week else week)
        period = of_week if latest_week or week else PeriodAsked()
    reporting, last_day = period_asked(
        days, read_school_days_by_school(connection), settings.calendar, period, as_of=as_of, today=today
    )
    year = Period(last_day)
    week = Week(reporting.from_day) if reporting.kind == "week" else None
    beside = reporting if reporting.kind in _BESIDE_THE_YEAR else None
    tell("Counting the sessions")
    measure_attendance(connection, year, reported=_reported(beside, last_day))
    finders = {chosen.school_id: BandFinder(chosen.policy) for chosen in schools}
    everyone = group_rows(connection, "everyone")
    if not everyone:
        raise NotFound(
            f"The ledger holds no marks from {year.year_from} to {last_day}.",
            remedy=f"It holds marks from {days.days[0]} to {days.days[-1]}: choose a day with --as-of.",
        )
    tell("Listing pupils and groups")
    rows = pupil_rows(connection)
    pupils = [_pupil_line(row, finders[row.school_id], reporting.kind) for row in rows]
    with_school = [(row.school_id, line) for row, line in zip(rows, pupils, strict=True)]
    return AttendanceReport(
        schools=tuple(_school_line(chosen) for chosen in schools),
        bands=_band_lines(schools),
        as_of=last_day,
        known=known,
        week=week,
        whole_school=_group_line("everyone", everyone[0], {}, reporting.kind),
        pupils=tuple(pupils),
        school_totals=_groups(connection, ("school",), schools, reporting.kind),
        groups=_groups(connection, by, schools, reporting.kind),
        missing_marks=tuple(
            MissingLine(school_name or "", pupil_id, upn, day, "PM" if session else "AM")
            for _, pupil_id, day, session, upn, school_name in missing_mark_rows(
                connection, since=None if beside else week.monday if week else year.year_from
            )
        ),
        policy_counts=policy_counts(connection, schools, with_school, settings.calendar, as_of=last_day),
        late_marks=_late_marks(connection, schools, with_school, year),
        period=beside,
    )


def natural_order(text: str) -> tuple[int, list[tuple[int, int, str]]]:
    """Sort key for names of classes and years as a school lists them: N, R, 1, 2 … 10; unstated last.

    >>> sorted(["10B", "2A", "R", "not stated"], key=natural_order)
    ['R', '2A', '10B', 'not stated']
    """
    first = 2 if text == NOT_STATED else int(text[:1].isdigit())
    parts = [(1, int(part), "") if part.isdecimal() else (0, 0, part.casefold()) for part in _split(text)]
    return first, parts


def _split(text: str) -> list[str]:
    return [part for part in _DIGITS.split(text) if part]


def refuse_unknown_groupings(by: Sequence[str]) -> None:
    """Raise WrongUsage for a ``--by`` that pupils are not grouped by."""
    unknown = [name for name in by if name not in GROUPINGS]
    if unknown:
        raise WrongUsage(
            f"--by {unknown[0]!r} is not something pupils are grouped by.",
            remedy=f"Choose from: {', '.join(GROUPINGS)}.",
        )


def _reported(period: ReportingPeriod | None, last_day: date) -> list[ReportedPeriod]:
    """Return the days to be counted beside the year, of each school that has the period."""
    return [
        ReportedPeriod(school_id, from_day, min(to_day, last_day))
        for school_id, (from_day, to_day) in (period.of_schools.items() if period else ())
    ]


def _school_line(chosen: ChosenSchool) -> SchoolLine:
    return SchoolLine(chosen.school_id, chosen.name, chosen.urn, chosen.dfe_number, chosen.policy.key)


def _band_lines(schools: Sequence[ChosenSchool]) -> tuple[BandLine, ...]:
    policies = {chosen.policy.key: chosen.policy for chosen in schools}
    return tuple(
        BandLine(key, band.name, band.document_name)
        for key, policy in policies.items()
        for band in policy.bands
    )


def _pupil_line(row: PupilRow, finder: BandFinder, kind: PeriodKind) -> PupilLine:
    attended, possible = row.year.attended, row.year.possible
    return PupilLine(
        row.school,
        row.pupil_id,
        row.upn,
        row.surname,
        row.forename,
        row.year_group,
        row.class_name,
        row.week if kind == "week" else None,
        row.year,
        row.persistent_absence,
        row.severe_absence,
        band=finder.band(attended=attended, possible=possible),
        band_previous_week=finder.band(attended=row.before_attended, possible=row.before_possible),
        trend=trend(
            attended_before=row.before_attended,
            possible_before=row.before_possible,
            attended_now=attended,
            possible_now=possible,
        ),
        status=row.status,
        first_mark=row.first_mark,
        last_mark=row.last_mark,
        period=row.period if kind in _BESIDE_THE_YEAR else None,
    )


def _groups(
    connection: duckdb.DuckDBPyConnection,
    by: Sequence[str],
    schools: Sequence[ChosenSchool],
    kind: PeriodKind,
) -> tuple[GroupLine, ...]:
    names = {chosen.school_id: chosen for chosen in schools}
    lines: list[GroupLine] = []
    for grouping in dict.fromkeys(by):
        found = [_group_line(grouping, row, names, kind) for row in group_rows(connection, grouping)]
        lines += sorted(found, key=lambda line: (line.school or "", natural_order(line.name)))
    return tuple(lines)


def _group_line(
    by: str, row: dict[str, Any], schools: dict[int, ChosenSchool], kind: PeriodKind
) -> GroupLine:
    school = schools.get(row["school_id"])
    persistent = percent_in_tenths(row["pupils_persistent"], row["pupils_with_sessions"])
    return GroupLine(
        by=by,
        name=row["name"],
        school=school.name if school else None,
        pupils=row["pupils"],
        pupils_with_sessions=row["pupils_with_sessions"],
        pupils_persistent=row["pupils_persistent"],
        pupils_severe=row["pupils_severe"],
        week=Sums.of_row(row, "week") if kind == "week" else None,
        year=Sums.of_row(row, "year"),
        cohort_band=school.policy.cohort_band_of(persistent) if school and persistent is not None else None,
        period=Sums.of_row(row, "period") if kind in _BESIDE_THE_YEAR else None,
    )


def _late_marks(
    connection: duckdb.DuckDBPyConnection,
    schools: Sequence[ChosenSchool],
    pupils: Sequence[tuple[int, PupilLine]],
    period: Period,
) -> tuple[LateMarkLine, ...] | None:
    found = late_marks_to_check(connection, schools, period)
    if not found:
        return found if found is None else ()
    lines = {(school_id, line.pupil_id): line for school_id, line in pupils}
    return tuple(
        LateMarkLine(
            line.school,
            line.upn,
            line.pupil_id,
            mark.day,
            mark.half_day,
            mark.code,
            mark.minutes_late,
            mark.closes_after,
        )
        for mark in found
        if (line := lines.get((mark.school_id, mark.pupil_id))) is not None
    )
