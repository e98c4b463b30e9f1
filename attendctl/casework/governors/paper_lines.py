"""What the governors' paper holds: frozen lines, ready to be printed. No number is computed after this.

None is a figure that is withheld or that there is none of; which of the two, the line says.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from attendctl.casework.disclosure.gather import Kind
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.school_benchmarks import SchoolBenchmarks

ColumnName = Literal["period", "before", "year"]
Measure = Literal["authorised", "unauthorised", "late", "late_after_close"]

MEASURES: tuple[Measure, ...] = ("authorised", "unauthorised", "late", "late_after_close")


class PupilCount(NamedTuple):
    """So many pupils of those with a possible session; withheld: both None."""

    pupils: int | None
    of: int | None

    @property
    def is_withheld(self) -> bool:
        """Whether the number would be about one or two pupils."""
        return self.pupils is None


@dataclass(frozen=True)
class Column:
    """The figures of all pupils together over some days.

    Attributes:
        name: the period reported on, the one before it, or the year up to the last day counted.
        title: fit for the head of a column.
        from_day: the first day with school.
        to_day: the last.
        school_days: days with school; of several schools, days on which any had school.
        possible: sessions; None where the pupils of these days are too few.
        attended: the same.
        measures: sessions by measure, without those withheld; authorised and unauthorised go together.
        persistent: of the academic year up to ``to_day``; None where no rule was in force.
        severe: the same.
        difference_tenths: of the one before, by how many tenths of a point the period's attendance is
            above it, as printed.
    """

    name: ColumnName
    title: str
    from_day: date
    to_day: date
    school_days: int
    possible: int | None
    attended: int | None
    measures: dict[Measure, int]
    persistent: PupilCount | None
    severe: PupilCount | None
    difference_tenths: int | None = None


class WeekLine(NamedTuple):
    """A school week: its Monday, school days, and sessions; None where the pupils in it are too few."""

    monday: date
    school_days: int
    in_period: bool
    possible: int | None
    attended: int | None


class GroupFigures(NamedTuple):
    """Pupils with one value in common, of all the schools of the paper. Withheld: no figure at all.

    ``pupils`` are those with a possible session in the year; attendance is in tenths of a percent.
    """

    by: str
    name: str
    is_withheld: bool
    pupils: int | None = None
    period_tenths: int | None = None
    year_tenths: int | None = None
    persistent: PupilCount = PupilCount(None, None)
    severe: PupilCount = PupilCount(None, None)


class ReasonLine(NamedTuple):
    """A reason of absence. ``codes`` are those it stands for, none where several small ones are together."""

    reason: str
    codes: tuple[str, ...]
    statistical_class: str
    sessions: int


class Duty(NamedTuple):
    """What a policy says about reporting to governors."""

    policy: str
    title: str
    every: str
    section: str
    ours: str | None


@dataclass(frozen=True)
class GovernorsPaper:
    """The whole paper.

    Attributes:
        report: on the same period; its pupils are never printed.
        largest_small_number: of pupils that a figure is withheld for.
        period_name: fit for a title.
        period_days: first and last day of the period as it is stated, proposed or asked for.
        columns: the period; the one before where the register holds it; the year, unless it is the period.
        weeks: of the year, and of the period where it began earlier.
        groups: in the order of ``attendctl.casework.governors.groups.GROUPS``; schools first.
        not_stated: what no register states of any pupil.
        reasons: of the period; None where they are withheld.
        letters: written in the period, by kind; None where they are withheld.
        steps: logged in the period, by kind; None where they are withheld.
        duties: of the schools' policies.
        benchmarks: the published figures for each school, once each.
    """

    report: AttendanceReport
    largest_small_number: int
    period_name: str
    period_days: tuple[date, date]
    columns: tuple[Column, ...]
    weeks: tuple[WeekLine, ...]
    groups: tuple[GroupFigures, ...]
    not_stated: tuple[str, ...]
    reasons: tuple[ReasonLine, ...] | None
    letters: tuple[Kind, ...] | None
    steps: tuple[Kind, ...] | None
    duties: tuple[Duty, ...]
    benchmarks: tuple[SchoolBenchmarks, ...]
