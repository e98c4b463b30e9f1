"""What a policy asks of the school rather than of one pupil: routines, groups, lists, registers, tables."""

from __future__ import annotations

from datetime import time
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from attendctl.policies.parts import NAME, Source, Strict, Tenths, Topic

Every = Literal["day", "week", "half_term", "term", "year"]
Counted = Literal["everyone", "pp", "sen", "fsm", "eal", "lac", "social-worker"]
"""Whom a policy may ask to be counted: everyone, or pupils of whom the register says so."""


class Routine(Strict):
    """Something done every so often, whoever the pupils are: a list, a report, a meeting."""

    name: str = Field(pattern=NAME)
    title: str = Field(min_length=1)
    topic: Topic
    every: Every
    led_by: str
    who: Literal["officer", "teacher", "head"] = "officer"
    command: str | None = None  # the command that makes what is asked for
    school_weeks: int | None = Field(default=None, ge=1)  # how many back it shows
    source: Source


class ReportedGroup(Strict):
    """A group whose attendance the document has reported. ``by`` is a grouping of the report."""

    by: str
    document_name: str
    source: Source


class CountBelow(Strict):
    """A number of the document below which pupils are counted and listed."""

    percent: Tenths
    of: tuple[Counted, ...]
    every: tuple[Every, ...]
    source: Source


class CountBetween(Strict):
    """Pupils counted and listed from one percentage to another, both included."""

    lowest: Tenths = Field(alias="from_percent")
    highest: Tenths = Field(alias="to_percent")
    of: tuple[Counted, ...]
    every: tuple[Every, ...]
    over: Literal["period", "year"] = "year"  # attendance of the period just ended, or of the year so far
    source: Source


class CaseGroup(Strict):
    """A group into which pupils are put, of one band or of any, with a member of staff who leads it."""

    name: str = Field(pattern=NAME)
    title: str
    band: str | None = None
    led_by: str
    source: Source


class RegisterTime(Strict):
    """When a register opens and closes: from ``late_from`` a pupil is late, from ``closed_from`` absent.

    ``years`` says for whom in words. ``year_groups`` (N, N1, N2, R, 1 …) and the first letters of
    ``surnames_from`` and ``surnames_to``, both included, say it again as registers do; without them
    it is for everyone.
    """

    years: str  # such as "Years 1 and 2", "surnames A to I" or "everyone"
    session: Literal["AM", "PM"]
    year_groups: tuple[str, ...] = ()
    surnames_from: str | None = Field(default=None, pattern=r"^[A-Z]$")
    surnames_to: str | None = Field(default=None, pattern=r"^[A-Z]$")
    starts: time
    late_from: time
    closed_from: time
    ends: time | None = None  # when the pupils go home
    source: Source

    @model_validator(mode="after")
    def _says_for_whom(self) -> RegisterTime:
        if (self.surnames_from is None) is not (self.surnames_to is None):
            raise ValueError("surnames_from and surnames_to go together: give both, or neither")
        if self.years != "everyone" and not self.year_groups and self.surnames_from is None:
            raise ValueError(
                'unless years is "everyone", year_groups, or surnames_from and surnames_to, must say for whom'
            )
        return self


class DaysMissed(Strict):
    """One row of a table shown to parents: attendance, and the days missed in a school year."""

    percent: Tenths
    days: int


class DaysMissedTable(Strict):
    """Attendance and the days missed in a year of ``school_days``."""

    school_days: int
    rows: tuple[DaysMissed, ...] = Field(alias="row")
    source: Source


class MinutesLate(Strict):
    """One row of a table shown to parents: minutes late each day, and the days lost in a year."""

    minutes: int
    days: Decimal


class MinutesLateTable(Strict):
    """Minutes late each day and the days lost in a year."""

    rows: tuple[MinutesLate, ...] = Field(alias="row")
    source: Source


class Allowance(Strict):
    """Absence the document accepts without evidence: so many periods of so many school days."""

    name: str = Field(pattern=NAME)
    title: str
    school_days: int = Field(ge=1)
    periods: int = Field(ge=1)
    within: Literal["year", "term"]
    source: Source


class Protection(Strict):
    """What protects pupils of a code: so many sessions attended in the months before an absence."""

    name: str = Field(pattern=NAME)
    title: str
    code: str
    sessions_attended: int = Field(ge=1)
    within_months: int = Field(ge=1)
    source: Source


class Retention(Strict):
    """How long a register entry is kept, in years."""

    years: int = Field(ge=1)
    source: Source


class Duty(Strict):
    """A duty of the document that is kept by the way attendctl works: where, and how."""

    name: str = Field(pattern=NAME)
    title: str = Field(min_length=1)
    topic: Topic
    kept_by: str = Field(min_length=1)
    source: Source
