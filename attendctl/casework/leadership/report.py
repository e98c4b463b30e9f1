"""The figures of the leadership workbook, for one school or all of a trust's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from attendctl.calendar import Week
from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.leadership.action_counts import all_counts, count_actions
from attendctl.casework.leadership.grouped import NOTHING, added_up_sums, group_line, read_groups
from attendctl.casework.leadership.lines import (
    ActionLine,
    BandCount,
    LeadershipReport,
    Moved,
    OwedLine,
    WeekLine,
    Whole,
)
from attendctl.casework.leadership.movement import (
    SchoolOfMovement,
    moved_counts,
    read_movement,
)
from attendctl.casework.leadership.owed import all_to_settle, owed_by_class, settling_rules
from attendctl.casework.report_lines import AttendanceReport, GroupLine, PupilLine
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.ledger.book import Ledger
from attendctl.measures.attendance import Period, group_rows, pupil_rows, school_week_rows
from attendctl.measures.school_weeks import read_school_days_by_school
from attendctl.measures.sums import Sums
from attendctl.progress import OnProgress, tell_nobody
from attendctl.settings import Settings


def leadership_report(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    ledger: Ledger | None = None,
    period: PeriodAsked | None = None,
    as_of: date | None = None,
    known: date | None = None,
    school: str | None = None,
    tell: OnProgress = tell_nobody,
) -> LeadershipReport:
    """Work the whole workbook out.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, and its calendar as far as stated.
        today: no mark after this day counts unless ``as_of`` says so.
        ledger: the ledger of that connection, to ask what the register said a week ago.
        period: reported on beside the year; None for the latest school week.
        as_of: judge by marks dated up to this day, this day included.
        known: stated in the report; the connection is already limited to it.
        school: one school, by name, URN or DfE number; None for all.
        tell: is told how far the work has come.

    Raises:
        NotFound: no such school, no marks, no such term, or no school in that period.
        WrongUsage: a range that ends before it begins.
    """
    report = attendance_report(
        connection,
        settings,
        today=today,
        period=period or PeriodAsked("week"),
        as_of=as_of,
        known=known,
        by=(),
        school=school,
        tell=tell,
    )
    schools = _by_name(choose_schools(connection, settings, school))
    names = {one.school_id: name for name, one in schools.items()}
    school_ids = [row.school_id for row in pupil_rows(connection)]
    groups = read_groups(connection, names, report.kind)
    totals = {
        line.school: line
        for row in group_rows(connection, "school")
        for line in [group_line("school", row, names[row["school_id"]], report.kind)]
    }
    tell("Looking for who moved band")
    movement = read_movement(
        connection,
        ledger,
        report,
        [SchoolOfMovement(one.school_id, name, one.policy) for name, one in schools.items()],
        school_ids,
    )
    year_from = Period(report.as_of).year_from
    owed = owed_by_class(connection, schools, groups, from_day=year_from, as_of=report.as_of)
    weeks = _weeks(connection, report.as_of, names)
    upto = as_of or today
    last_school_day = _last_school_day(connection, upto=upto)
    actions = count_actions(
        connection,
        settings,
        schools,
        {name: line.pupils for name, line in totals.items() if name},
        as_of=report.as_of,
        acting_on=acting_on(report.as_of, last_school_day, upto=upto),
        tell=tell,
    )
    of_pupils = tuple(names[school_id] for school_id in school_ids)
    banded = _Banded(of_pupils, report.pupils)
    return LeadershipReport(
        report=report,
        trust=_whole(None, report.whole_school, banded.of(schools), movement.pupils, owed, actions),
        schools=tuple(
            _whole(
                name,
                totals.get(name) or _nobody(name, report),
                banded.of({name: one}),
                [moved for moved in movement.pupils if moved.school == name],
                [line for line in owed if line.school == name],
                [line for line in actions if line.school == name],
            )
            for name, one in schools.items()
        ),
        school_of_pupil=of_pupils,
        groups=groups,
        weeks=weeks,
        movement=movement,
        owed=owed,
        actions=actions,
        settling_rules=settling_rules(list(schools.values())),
    )


def acting_on(judged: date, last_school_day: date | None, *, upto: date) -> date:
    """Return the last day of which letters and entries of the case log count.

    Of the latest days there are, what was done since the last marks counts, too; of an earlier week only
    what was done by its end.

    Args:
        judged: the last day whose marks are counted.
        last_school_day: the last there is.
        upto: the day that was asked for, or today.

    >>> friday, sunday = date(2025, 11, 7), date(2025, 11, 9)
    >>> acting_on(friday, friday, upto=sunday), acting_on(date(2025, 10, 24), friday, upto=sunday)
    (datetime.date(2025, 11, 9), datetime.date(2025, 10, 24))
    """
    return upto if last_school_day is None or judged >= last_school_day else judged


def _by_name(schools: Sequence[ChosenSchool]) -> dict[str, ChosenSchool]:
    """Give every school a name of its own: where two have one name, their URNs tell them apart."""
    often = Counter(school.name for school in schools)
    return {
        school.name
        if often[school.name] == 1
        else f"{school.name} ({school.urn or school.dfe_number or school.school_id})": school
        for school in schools
    }


def _whole(
    name: str | None,
    sums: GroupLine,
    bands: tuple[BandCount, ...],
    moved: Sequence[Moved],
    owed: Sequence[OwedLine],
    actions: Sequence[ActionLine],
) -> Whole:
    directions, whys = moved_counts(moved)
    return Whole(name, sums, bands, all_to_settle(owed), all_counts(actions), directions, whys)


class _Banded:
    """How many pupils of each school are in each band, now and at the end of the school week before."""

    def __init__(self, schools: Sequence[str], pupils: Sequence[PupilLine]) -> None:
        self._now = Counter(zip(schools, (line.band for line in pupils), strict=True))
        self._before = Counter(zip(schools, (line.band_previous_week for line in pupils), strict=True))

    def of(self, schools: Mapping[str, ChosenSchool]) -> tuple[BandCount, ...]:
        """Count the pupils of some schools, by the bands of each policy."""
        policies = {school.policy.key: school.policy for school in schools.values()}
        return tuple(
            BandCount(
                key,
                band.name,
                band.document_name,
                sum(self._now[name, band.name] for name in following),
                sum(self._before[name, band.name] for name in following),
            )
            for key, policy in policies.items()
            for following in [[name for name, one in schools.items() if one.policy.key == key]]
            for band in policy.bands
        )


def _weeks(
    connection: duckdb.DuckDBPyConnection, as_of: date, names: Mapping[int, str]
) -> tuple[WeekLine, ...]:
    """Return the school weeks of the year, of all schools first where there are several."""
    rows = school_week_rows(connection, Period(as_of))
    connection.execute("DROP TABLE pupil_week")  # a row a pupil and week: the largest table of all
    lines = [
        WeekLine(
            names[row["school_id"]],
            Week(row["monday"]),
            row["pupils"],
            Sums(*(row[field] for field in Sums._fields)),
        )
        for row in rows
    ]
    of_schools = [line for name in names.values() for line in lines if line.school == name]
    if len(names) == 1:
        return tuple(of_schools)
    mondays = sorted({line.week.monday for line in lines})
    return (
        *(_all_schools([line for line in lines if line.week.monday == day]) for day in mondays),
        *of_schools,
    )


def _all_schools(lines: Sequence[WeekLine]) -> WeekLine:
    return WeekLine(
        None, lines[0].week, sum(line.pupils for line in lines), added_up_sums(line.sums for line in lines)
    )


def _last_school_day(connection: duckdb.DuckDBPyConnection, *, upto: date) -> date | None:
    days = [one.last(upto=upto) for one in read_school_days_by_school(connection).values()]
    return max((day for day in days if day is not None), default=None)


def _nobody(name: str, report: AttendanceReport) -> GroupLine:
    """Return the sums of a school without a mark in the year."""
    return GroupLine(
        by="school",
        name=name,
        school=name,
        pupils=0,
        pupils_with_sessions=0,
        pupils_persistent=0,
        pupils_severe=0,
        week=NOTHING if report.kind == "week" else None,
        year=NOTHING,
        period=NOTHING if report.period else None,
    )
