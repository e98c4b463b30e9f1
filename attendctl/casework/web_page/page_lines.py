"""What the web page holds: frozen lines, ready to be printed. No number is computed after this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from attendctl.calendar import Week
from attendctl.casework.report_lines import AttendanceReport, GroupLine
from attendctl.casework.school_benchmarks import SchoolBenchmarks
from attendctl.measures.sums_between import SumsThen
from attendctl.rules.benchmarks import Benchmark

FigureName = Literal["period", "week_before", "period_last_year", "year", "year_last_year"]
TalkKind = Literal[
    "moved_down",
    "newly_persistent",
    "newly_severe",
    "at_penalty_threshold",
    "near_penalty_threshold",
    "action_due",
]

WithheldPart = Literal["all", "persistent", "severe"]
"""What is not shown of a line, since it is about one or two pupils or gives away a figure that is:
every figure, or the persistently or the severely absent pupils alone."""

TALK_KINDS: tuple[TalkKind, ...] = (
    "newly_severe",
    "newly_persistent",
    "moved_down",
    "at_penalty_threshold",
    "near_penalty_threshold",
    "action_due",
)
"""Why a pupil is talked about this week, the gravest first."""


@dataclass(frozen=True)
class Figure:
    """One headline figure, of the days from the first to the last with a session, both included.

    Attributes:
        name: which one it is.
        sums: of all the pupils.
        persistent: persistently absent pupils and those with a possible session; None where that is not
            measured: over a week or a term nobody is persistently absent.
        severe: the same of severe absence.
        difference_tenths: how much higher the period's (or the year's) attendance is than this, in tenths
            of a percentage point of the printed percentages; None on those two themselves.
        withheld: what is not shown.
    """

    name: FigureName
    from_day: date
    to_day: date
    sums: SumsThen
    persistent: tuple[int, int] | None = None
    severe: tuple[int, int] | None = None
    difference_tenths: int | None = None
    withheld: tuple[WithheldPart, ...] = ()


class WeekLine(NamedTuple):
    """One school week of the year; ``number`` counts them from 1.

    ``last_year`` is of the school week of the same number the year before, None where it is not held.
    """

    number: int
    week: Week
    sums: SumsThen
    last_year: SumsThen | None


class HalfDayLine(NamedTuple):
    """A weekday's mornings (0) or afternoons (1). ``period`` is None where the page is on the year alone."""

    weekday: int
    session: int
    period: SumsThen | None
    year: SumsThen


class DayLine(NamedTuple):
    """One school day; None for a half day on which nothing was possible."""

    day: date
    morning: SumsThen | None
    afternoon: SumsThen | None


class ReasonLine(NamedTuple):
    """A code of absence: in how many sessions it stands, and how many sessions of absence there were.

    ``code`` is None of several together. Where the period's number is withheld, no figure of the period is
    shown.
    """

    code: str | None
    meaning: str
    statistical_class: str
    period: int | None
    year: int
    period_absent: int | None
    year_absent: int
    year_possible: int
    period_is_withheld: bool = False


class GroupOfPupils(NamedTuple):
    """Pupils with one value in common, of all the schools of the page. ``withheld`` is what is not shown."""

    by: str
    name: str
    pupils: int
    with_sessions: int
    persistent: int
    severe: int
    period: SumsThen | None
    year: SumsThen
    withheld: tuple[WithheldPart, ...] = ()


class AreaBeside(NamedTuple):
    """The published figures of one area, and by how many tenths of a point the school's are above them."""

    benchmark: Benchmark
    attendance_difference: int | None
    persistent_difference: int | None


class SchoolBeside(NamedTuple):
    """One school's year to date beside the published figures that are chosen for it."""

    line: GroupLine
    withheld: tuple[WithheldPart, ...]
    chosen: SchoolBenchmarks
    areas: tuple[AreaBeside, ...]


class Reason(NamedTuple):
    """Why a pupil is talked about, as a sentence with its figure."""

    kind: TalkKind
    text: str


@dataclass(frozen=True)
class TalkLine:
    """A pupil to talk about this week, the gravest reason first."""

    school: str
    surname: str | None
    forename: str | None
    year_group: str | None
    class_name: str | None
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class WebPage:
    """A whole page. ``report`` is what its sums are taken from, and is the same as that of the period.

    Attributes:
        week: the week of the last day counted: that of the pupils to talk about.
        names: whether pupils are named.
    """

    report: AttendanceReport
    week: Week
    names: bool
    headline: tuple[Figure, ...]
    weeks: tuple[WeekLine, ...]
    half_days: tuple[HalfDayLine, ...]
    days: tuple[DayLine, ...]
    reasons: tuple[ReasonLine, ...]
    groups: tuple[GroupOfPupils, ...]
    to_talk_about: tuple[TalkLine, ...]
    beside: tuple[SchoolBeside, ...]
    notes: tuple[str, ...]
