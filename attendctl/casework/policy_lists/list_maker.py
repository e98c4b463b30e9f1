"""The lists of one school after another: who is on each, of whom, and who has left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.case_groups import InGroup, group_in_force
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.policy_counts import EVERYONE, Members, pupils_in_groups
from attendctl.casework.policy_lists.chosen_pupils import in_order, is_listed, marks_of_list, sums_judged
from attendctl.casework.policy_lists.illness_seen import Days, IllnessOfSchools
from attendctl.casework.policy_lists.lists_made import ListedPupil, MadeList
from attendctl.casework.report_lines import AttendanceReport, PupilLine, SchoolLine
from attendctl.casework.reporting_period import AskedKind
from attendctl.ledger.case_log import LoggedEntry, case_entries
from attendctl.measures.attendance import pupil_rows
from attendctl.measures.listed_marks import ListedMark, listed_marks
from attendctl.measures.reported_period import ReportedPeriod
from attendctl.measures.school_weeks import read_school_days_by_school
from attendctl.measures.sums import Sums
from attendctl.policies.lists_asked import ListAsked

Pupil = tuple[int, int]
"""A pupil of a school, by the ids of both."""

_NOTHING = Sums(*[0] * len(Sums._fields))
_OF_MARKS = ("marks", "illness")


@dataclass(frozen=True)
class _OfPupil:
    """A pupil with all that a list may look at."""

    line: PupilLine
    period: Sums
    groups: frozenset[str]
    marks: Sequence[ListedMark]


class ListMaker:
    """Makes the lists of one school after another, from a register that is read once for all of them."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        report: AttendanceReport,
        kind: AskedKind,
        days: Mapping[int, Days],
        asked: Mapping[int, Sequence[ListAsked]],
        *,
        logged_upto: date,
    ) -> None:
        """Read what the lists need.

        Args:
            connection: that the report was made on.
            report: on the period.
            kind: of the period.
            days: the first and the last day counted of each school that has the period.
            asked: the lists of each of these schools.
            logged_upto: what was logged after the last marks counts too, up to this day, included.
        """
        self._report, self._kind, self._days, self._asked = report, kind, days, asked
        every = [one for of_school in asked.values() for one in of_school]
        members = pupils_in_groups(connection, {group for one in every for group in one.who})
        marks = self._marks(connection, days)
        self._pupils = self._by_school(connection, members, marks)
        self._connection = connection
        self._logged_upto = logged_upto
        self._log: Mapping[Pupil, list[LoggedEntry]] | None = None  # read where a policy has named groups
        self._illness = IllnessOfSchools(
            connection, read_school_days_by_school(connection), to_day=report.as_of
        )

    def of_school(self, school: ChosenSchool, line: SchoolLine) -> Iterator[MadeList]:
        """Make every list of one school: of each group that a list names, one."""
        for asked in self._asked[school.school_id]:
            for who in asked.who:
                yield self._made(school, line, asked, who)

    def _made(self, school: ChosenSchool, line: SchoolLine, asked: ListAsked, who: str) -> MadeList:
        days = self._days[school.school_id]
        listed: list[ListedPupil] = []
        among = leavers = 0
        for one in self._pupils.get(school.school_id, ()):
            if who not in (EVERYONE, *one.groups):
                continue
            judged = sums_judged(asked, one.line, one.period)
            marks = marks_of_list(asked, one.marks)
            has_left = one.line.status == "leaver"
            among += bool(judged.possible) and not has_left
            if asked.kind == "school" or not is_listed(asked, school.policy, one.line, judged, marks):
                continue
            if has_left:
                leavers += 1
            else:
                group = self._group(school, asked, one.line)
                listed.append(ListedPupil(one.line, one.period, marks, group))
        totals = self._report.school_totals
        return MadeList(
            line,
            asked,
            who,
            *days,
            in_order(asked, listed),
            among,
            leavers,
            next((one for one in totals if one.school == line.name), None)
            if asked.kind == "school"
            else None,
            self._illness.of_school(asked, school.school_id, days) if asked.kind == "illness" else None,
        )

    def _group(self, school: ChosenSchool, asked: ListAsked, line: PupilLine) -> InGroup | None:
        """Return the named group of a pupil, on a list of a band whose pupils are put into groups."""
        bands = {group.band for group in school.policy.case_groups}
        if not bands & set(asked.bands):
            return None
        if self._log is None:
            self._log = _log_of_year(self._connection, self._report.as_of, upto=self._logged_upto)
        return group_in_force(self._log.get((school.school_id, line.pupil_id), ()))

    def _marks(
        self, connection: duckdb.DuckDBPyConnection, days: Mapping[int, Days]
    ) -> Mapping[Pupil, Sequence[ListedMark]]:
        """Read the marks of the period, where a list is of marks; of absence and lateness, of a day only."""
        kinds = (*_OF_MARKS, "absent", "late") if self._kind == "day" else _OF_MARKS
        codes = {
            school_id: [code for one in of_school if one.kind in kinds for code in one.codes]
            for school_id, of_school in self._asked.items()
            if any(one.kind in kinds for one in of_school)
        }
        if not codes:
            return {}
        found: dict[Pupil, list[ListedMark]] = defaultdict(list)
        periods = [ReportedPeriod(school_id, *days[school_id]) for school_id in codes]
        pairs = [(school_id, code) for school_id, of_school in codes.items() for code in of_school]
        for mark in listed_marks(connection, periods, pairs):
            found[mark.school_id, mark.pupil_id].append(mark)
        return found

    def _by_school(
        self,
        connection: duckdb.DuckDBPyConnection,
        members: Members,
        marks: Mapping[Pupil, Sequence[ListedMark]],
    ) -> Mapping[int, Sequence[_OfPupil]]:
        found: dict[int, list[_OfPupil]] = defaultdict(list)
        for row, line in zip(pupil_rows(connection), self._report.pupils, strict=True):
            key = row.school_id, row.pupil_id
            groups = members.get(key, frozenset())
            found[row.school_id].append(_OfPupil(line, self._sums(line), groups, marks.get(key, ())))
        return found

    def _sums(self, line: PupilLine) -> Sums:
        if self._kind == "year":
            return line.year
        return (line.week if self._kind == "week" else line.period) or _NOTHING


def _log_of_year(
    connection: duckdb.DuckDBPyConnection, day: date, *, upto: date
) -> Mapping[Pupil, list[LoggedEntry]]:
    """Return the entries of the academic year of a day, by pupil: a group is of one year, as for actions."""
    found: dict[Pupil, list[LoggedEntry]] = defaultdict(list)
    year = academic_year_start(day)
    for entry in case_entries(connection):
        if academic_year_start(entry.happened_on) == year and entry.happened_on <= upto:
            found[entry.school_id, entry.pupil_id].append(entry)
    return found
