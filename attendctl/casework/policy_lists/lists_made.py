"""What lists of pupils hold: frozen, ready for any form. No number is computed after this."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Literal, NamedTuple

from attendctl.casework.case_groups import InGroup
from attendctl.casework.report_lines import AttendanceReport, GroupLine, PupilLine, SchoolLine
from attendctl.casework.reporting_period import AskedKind
from attendctl.measures.listed_marks import ListedMark
from attendctl.measures.sums import Sums
from attendctl.policies.duties import Every
from attendctl.policies.lists_asked import ListAsked


class ListedPupil(NamedTuple):
    """A pupil on a list. ``marks`` are those that the list is of; ``group`` the policy's named group."""

    line: PupilLine
    period: Sums
    marks: tuple[ListedMark, ...]
    group: InGroup | None


@dataclass(frozen=True)
class AbsenceKind:
    """How often a code of absence stands in the school's register: in the period, and in the weeks before it.

    ``days`` and ``days_before`` are school days; leavers' marks are counted as all others.
    """

    code: str
    meaning: str
    sessions: int
    days: int
    sessions_before: int
    days_before: int

    @property
    def a_day(self) -> float | None:
        """Sessions a school day in the period, with one decimal, rounded half up."""
        return _a_day(self.sessions, self.days)

    @property
    def a_day_before(self) -> float | None:
        """Sessions a school day in the weeks before; None where there was no school in them."""
        return _a_day(self.sessions_before, self.days_before)


@dataclass(frozen=True)
class RisingClass:
    """A class in which more illnesses began of late than luck would bring: see ``attendctl patterns``.

    ``recent`` of the class's ``of`` illnesses of the year began in the last school weeks.
    """

    class_name: str
    recent: int
    of: int
    expected: Fraction
    chance: Fraction  # among all classes looked at


@dataclass(frozen=True)
class IllnessSeen:
    """The kinds of absence in the period, and the classes of those looked at in which illness is rising."""

    kinds: tuple[AbsenceKind, ...]
    beside_school_weeks: int
    recent_school_weeks: int
    classes_looked_at: int
    rising: tuple[RisingClass, ...]


@dataclass(frozen=True)
class MadeList:
    """One list of one school, in its order.

    Attributes:
        who: "everyone" or a grouping of the report whose value is yes.
        from_day: the first day of the period in this school.
        to_day: the last day counted.
        among: pupils on roll of the group who had a possible session in the days it goes by.
        leavers_left_out: pupils who would be on the list had they not left.
        figure: of a list that is the school's own figure.
        illness: of a list of illness.
    """

    school: SchoolLine
    asked: ListAsked
    who: str
    from_day: date
    to_day: date
    pupils: tuple[ListedPupil, ...]
    among: int
    leavers_left_out: int
    figure: GroupLine | None = None
    illness: IllnessSeen | None = None


@dataclass(frozen=True)
class SchoolWithoutLists:
    """A school with nothing to print, and why; ``periods`` are those for which its policy asks for lists."""

    school: SchoolLine
    why: Literal["no lists", "no such period"]
    periods: tuple[Every, ...]


@dataclass(frozen=True)
class PolicyLists:
    """Every list of every school asked about, and the report whose numbers they show.

    ``from_day`` and ``to_day`` are the first day of any school and the last counted.
    """

    report: AttendanceReport
    kind: AskedKind
    name: str
    from_day: date
    to_day: date
    lists: tuple[MadeList, ...]
    without: tuple[SchoolWithoutLists, ...]


def _a_day(sessions: int, days: int) -> float | None:
    return (20 * sessions + days) // (2 * days) / 10 if days else None
