"""Class sheets: each class's last four school weeks and the year, for its teacher. Best first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import duckdb

from attendctl.calendar import Week
from attendctl.casework.attendance_report import NOT_STATED, attendance_report, natural_order
from attendctl.casework.bands import BandFinder
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.pupil_meant import refuse_unknown_class
from attendctl.casework.report_lines import AttendanceReport, PupilLine, SchoolLine
from attendctl.errors import NotFound
from attendctl.measures.attendance import Period, pupil_rows, school_week_rows
from attendctl.measures.sums import Sums
from attendctl.policies.policy import Policy
from attendctl.progress import OnProgress, tell_nobody
from attendctl.settings import Settings

SCHOOL_WEEKS_SHOWN = 4
"""How many weeks a sheet shows: fewer early in the year, which starts on 1 September."""

PUPIL_WEEKS = f"""
SELECT school_id, pupil_id, monday, {", ".join(Sums._fields)}
FROM pupil_week
"""

_NOTHING = Sums(*[0] * len(Sums._fields))

WeeksOfPupils = Mapping[tuple[int, int], Mapping[date, Sums]]


class SheetLine(NamedTuple):
    """One pupil of a class sheet. ``of_report`` is the pupil's line in the report on the same week."""

    of_report: PupilLine
    weeks: tuple[Sums, ...]  # as the sheet's weeks; zeros where the pupil had nothing
    four_weeks: Sums
    four_weeks_band: str | None

    @property
    def has_left(self) -> bool:
        """Whether the pupil is no longer in the class."""
        return self.of_report.status == "leaver"


@dataclass(frozen=True)
class ClassSheet:
    """One class of one school. The totals are sums of all its pupils, leavers included."""

    school: SchoolLine
    name: str
    weeks: tuple[Week, ...]  # oldest first
    pupils: tuple[SheetLine, ...]  # the highest over the four weeks first; who has left, last
    week_totals: tuple[Sums, ...]
    four_weeks: Sums
    year: Sums
    target_tenths: int  # of the school's policy


@dataclass(frozen=True)
class ClassSheets:
    """The sheets of every class asked for, and the report whose numbers they show."""

    report: AttendanceReport
    sheets: tuple[ClassSheet, ...]


def times_late(sums: Sums) -> int:
    """Return how often a pupil came late: before the register closed and after it.

    >>> times_late(Sums(10, 9, 0, 1, 2, 1, 0, 45))
    3
    """
    return sums.late + sums.late_after_close


def class_sheets(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    week: Week | None = None,
    as_of: date | None = None,
    known: date | None = None,
    school: str | None = None,
    class_name: str | None = None,
    tell: OnProgress = tell_nobody,
) -> ClassSheets:
    """Make the sheet of every class, or of one.

    Args:
        connection: has the relations ``mark``, ``pupil`` and ``school``.
        settings: name each school's policy.
        today: no mark after this day counts unless ``as_of`` says so.
        week: the last of the weeks shown; None for the latest school week.
        as_of: judge by marks dated up to this day, this day included.
        known: stated in the sheets; the connection is already limited to it.
        school: one school, by name, URN or DfE number; None for all.
        class_name: one class; None for all.
        tell: is told how far the work has come.

    Raises:
        NotFound: no such school or class, or no school in that week.
    """
    if class_name is not None:
        refuse_unknown_class(connection, class_name)
    report = attendance_report(
        connection,
        settings,
        today=today,
        week=week,
        latest_week=week is None,
        as_of=as_of,
        known=known,
        by=("class",),
        school=school,
        tell=tell,
    )
    tell("Making the sheets")
    school_weeks: dict[int, list[Week]] = {}
    for week_row in school_week_rows(connection, Period(report.as_of)):
        school_weeks.setdefault(week_row["school_id"], []).append(Week(week_row["monday"]))
    of_pupils = _weeks_of_pupils(connection)
    classes: dict[tuple[int, str], list[PupilLine]] = {}
    for row, line in zip(pupil_rows(connection), report.pupils, strict=True):
        name = line.class_name or NOT_STATED
        if class_name in (None, name):
            classes.setdefault((row.school_id, name), []).append(line)
    if class_name is not None and not classes:
        raise NotFound(
            f"No pupil of class {class_name!r} has a mark in this academic year up to {report.as_of}.",
            remedy="Leave --class out to see which classes have marks.",
        )
    chosen = {one.school_id: one for one in choose_schools(connection, settings, school)}
    sheets = tuple(
        _sheet(line, chosen[line.school_id], name, school_weeks.get(line.school_id, []), pupils, of_pupils)
        for line in report.schools
        for (school_id, name), pupils in sorted(classes.items(), key=lambda item: natural_order(item[0][1]))
        if school_id == line.school_id
    )
    return ClassSheets(report, sheets)


def target_tenths(policy: Policy) -> int:
    """Return the policy's target in tenths of a percent; where it states none, where its best band begins.

    >>> from attendctl.policies import load_policy
    >>> target_tenths(load_policy("greenhill")), target_tenths(load_policy("reach2"))
    (960, 970)
    """
    return policy.target.percent if policy.target else policy.range_of(policy.bands[0])[0]


def _sheet(
    school: SchoolLine,
    chosen: ChosenSchool,
    name: str,
    weeks_of_school: list[Week],
    pupils: list[PupilLine],
    of_pupils: WeeksOfPupils,
) -> ClassSheet:
    weeks = tuple(weeks_of_school[-SCHOOL_WEEKS_SHOWN:])
    finder = BandFinder(chosen.policy)
    lines = [
        _line(line, finder, weeks, of_pupils.get((school.school_id, line.pupil_id), {})) for line in pupils
    ]
    return ClassSheet(
        school,
        name,
        weeks,
        tuple(sorted(lines, key=_best_first)),  # a tie leaves the report's order: by name
        tuple(_sum(line.weeks[place] for line in lines) for place in range(len(weeks))),
        _sum(line.four_weeks for line in lines),
        _sum(line.of_report.year for line in lines),
        target_tenths(chosen.policy),
    )


def _line(
    line: PupilLine, finder: BandFinder, weeks: tuple[Week, ...], of_pupil: Mapping[date, Sums]
) -> SheetLine:
    sums = tuple(of_pupil.get(week.monday, _NOTHING) for week in weeks)
    together = _sum(sums)
    band = finder.band(attended=together.attended, possible=together.possible)
    return SheetLine(line, sums, together, band)


def _best_first(line: SheetLine) -> tuple[bool, Fraction, Fraction]:
    """Sort exact rates of the four weeks, then of the year; nothing possible comes after everything."""
    return line.has_left, _lowest_last(line.four_weeks), _lowest_last(line.of_report.year)


def _lowest_last(sums: Sums) -> Fraction:
    return Fraction(-sums.attended, sums.possible) if sums.possible else Fraction(1)


def _sum(sums: Iterable[Sums]) -> Sums:
    return Sums(*(sum(column) for column in zip(_NOTHING, *sums, strict=True)))


def _weeks_of_pupils(connection: duckdb.DuckDBPyConnection) -> WeeksOfPupils:
    """Return the sums of every week of every pupil, by school and pupil, then by Monday."""
    found: dict[tuple[int, int], dict[date, Sums]] = {}
    for school_id, pupil_id, monday, *sums in connection.execute(PUPIL_WEEKS).fetchall():
        found.setdefault((school_id, pupil_id), {})[monday] = Sums._make(sums)
    return found
