"""What the leadership workbook holds: frozen lines. No number is computed after this."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from attendctl.calendar import Week
from attendctl.casework.report_lines import AttendanceReport, GroupLine, PupilLine
from attendctl.measures.sums import Sums

Why = Literal["attendance", "correction", "both"]
Direction = Literal["better", "worse", "cancelled out", "no band now"]


class BandCount(NamedTuple):
    """How many pupils are in a band now, and were at the end of the school week before.

    Both by what the register says now. Bands of different policies are never added up.
    """

    policy: str
    band: str
    document_name: str
    now: int
    week_before: int


class Counts(NamedTuple):
    """What is due and open, the part of it that is overdue, and what is held back beside it."""

    open: int = 0
    overdue: int = 0
    held_back: int = 0


class ToSettle(NamedTuple):
    """Marks whose reason is not known yet: all, those that stand too long, and the day of the oldest."""

    open: int = 0
    overdue: int = 0
    oldest: date | None = None


@dataclass(frozen=True)
class Whole:
    """A school, or with ``school`` None all of them: its sums, bands, marks to settle and actions."""

    school: str | None
    sums: GroupLine
    bands: tuple[BandCount, ...]
    to_settle: ToSettle
    actions: Counts
    moved: Mapping[Direction, int]
    moved_why: Mapping[Why, int]


class WeekLine(NamedTuple):
    """A school week of one school, or with ``school`` None of all of them: sums of its pupils."""

    school: str | None
    week: Week
    pupils: int
    sums: Sums


class Moved(NamedTuple):
    """A pupil whose band changed since the end of the school week before.

    ``then`` is attended and possible at its end by what the register said then; None where it had not
    been told by then. ``before`` is the same by what it says now, ``now`` up to the day judged.
    """

    pupil: PupilLine
    school: str
    band_then: str | None
    band_before: str | None
    band_now: str | None
    then: tuple[int, int] | None
    before: tuple[int, int]
    now: tuple[int, int]
    direction: Direction
    why: Why


@dataclass(frozen=True)
class Movement:
    """Who moved, and what is known of the register at the end of the school week before.

    Attributes:
        before: that school week; None in the first of an academic year.
        known_by: the last day of what the register was told then.
        told_up_to: by school, the last day it had been told of by then; None where it had been told
            nothing: a correction cannot be told from attendance there.
        pupils: by school and name, as in the report.
    """

    before: Week | None
    known_by: date | None
    told_up_to: Mapping[str, date | None]
    pupils: tuple[Moved, ...]


class OwedLine(NamedTuple):
    """The marks a class owes: missing ones, and those whose reason is not known yet."""

    school: str
    class_name: str
    missing: int | None  # of the week or period; None in a report on the year
    missing_year: int
    to_settle: ToSettle


class ActionLine(NamedTuple):
    """A step of a school's policy: how many are open, overdue and held back."""

    school: str
    step: str
    title: str
    counts: Counts


class SettlingRule(NamedTuple):
    """How long a mark may wait for its reason, and who says so."""

    policies: tuple[str, ...]
    codes: tuple[str, ...]
    school_days: int
    source: str


@dataclass(frozen=True)
class LeadershipReport:
    """The whole. ``trust`` is of all the schools reported on, of one school the same as its own."""

    report: AttendanceReport
    trust: Whole
    schools: tuple[Whole, ...]
    school_of_pupil: tuple[str, ...]  # beside ``report.pupils``
    groups: tuple[GroupLine, ...]  # with school None: of all schools
    weeks: tuple[WeekLine, ...]
    movement: Movement
    owed: tuple[OwedLine, ...]
    actions: tuple[ActionLine, ...]
    settling_rules: tuple[SettlingRule, ...]
