"""What an attendance report holds: frozen lines, ready for any format. No number is computed after this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple

from attendctl.calendar import Week
from attendctl.casework.bands import Trend
from attendctl.measures.sums import Sums
from attendctl.rates import percent

if TYPE_CHECKING:
    from attendctl.casework.policy_counts import PolicyCount
    from attendctl.casework.reporting_period import PeriodKind, ReportingPeriod

Status = Literal["joiner", "leaver"]


@dataclass(frozen=True)
class SchoolLine:
    """A school of the report, and the policy its pupils are banded by."""

    school_id: int
    name: str
    urn: str | None
    dfe_number: str | None
    policy: str


@dataclass(frozen=True)
class BandLine:
    """A band of a policy: its colour name and what the document calls it."""

    policy: str
    name: str
    document_name: str


class PupilLine(NamedTuple):
    """One pupil: sums of the year and of the week or period, band, trend and flags.

    ``persistent_absence`` and ``severe_absence`` are None where no rule was in
    force; ``week`` is None but in a report on a week, ``period`` but in one on a
    half term, a term or a range.
    """

    school: str
    pupil_id: int
    upn: str | None
    surname: str | None
    forename: str | None
    year_group: str | None
    class_name: str | None
    week: Sums | None
    year: Sums
    persistent_absence: bool | None
    severe_absence: bool | None
    band: str | None
    band_previous_week: str | None
    trend: Trend | None
    status: Status | None
    first_mark: date | None
    last_mark: date | None
    period: Sums | None = None


@dataclass(frozen=True)
class GroupLine:
    """Pupils with one value in common. ``pupils_with_sessions`` is what shares of pupils are taken of."""

    by: str
    name: str
    school: str | None
    pupils: int
    pupils_with_sessions: int
    pupils_persistent: int
    pupils_severe: int
    week: Sums | None
    year: Sums
    cohort_band: str | None = None  # by the share of persistently absent pupils, where the policy has bands
    period: Sums | None = None

    @property
    def persistent_absence_percent(self) -> float | None:
        """Persistently absent pupils in a hundred; None without a pupil who had a possible session."""
        return percent(self.pupils_persistent, self.pupils_with_sessions)

    @property
    def severe_absence_percent(self) -> float | None:
        """Severely absent pupils in a hundred; None without a pupil who had a possible session."""
        return percent(self.pupils_severe, self.pupils_with_sessions)


class MissingLine(NamedTuple):
    """A mark that is owed: the register was open and nothing was recorded."""

    school: str
    pupil_id: int
    upn: str | None
    date: date
    session: Literal["AM", "PM"]


class LateMarkLine(NamedTuple):
    """A mark of lateness whose code does not fit its minutes: see ``attendctl.casework.late_marks``.

    The register closes ``closes_after`` minutes after the start by the school's policy.
    """

    school: str
    upn: str | None
    pupil_id: int
    date: date
    session: str
    code: str
    minutes_late: int
    closes_after: int


@dataclass(frozen=True)
class AttendanceReport:
    """A whole report. ``week`` is None for one on the year; ``known`` None for "all told so far".

    ``period`` is the half term, term or range of days reported on; None for a week and for the year.
    ``late_marks`` are those of the year to be looked at; None where no policy gives times.
    """

    schools: tuple[SchoolLine, ...]
    bands: tuple[BandLine, ...]
    as_of: date
    known: date | None
    week: Week | None
    whole_school: GroupLine
    pupils: tuple[PupilLine, ...]
    school_totals: tuple[GroupLine, ...]  # one a school with marks in the year
    groups: tuple[GroupLine, ...]
    missing_marks: tuple[MissingLine, ...]
    policy_counts: tuple[PolicyCount, ...] = ()
    late_marks: tuple[LateMarkLine, ...] | None = None
    period: ReportingPeriod | None = None

    @property
    def kind(self) -> PeriodKind:
        """What the report is on."""
        return "week" if self.week else self.period.kind if self.period else "year"

    @property
    def policy(self) -> str:
        """The policy's key; of schools with different policies, all of them."""
        return ", ".join(dict.fromkeys(school.policy for school in self.schools))

    @property
    def has_cohort_bands(self) -> bool:
        """Whether a policy has bands for groups, by their share of persistently absent pupils."""
        return any(line.cohort_band for line in (*self.groups, *self.school_totals))

    @property
    def is_of_several_schools(self) -> bool:
        """Whether every line must say which school it is of."""
        return len(self.schools) > 1
