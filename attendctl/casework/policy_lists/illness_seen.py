"""What goes round: each kind of absence beside the weeks before, and classes in which illness is rising."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.patterns.judged import judge
from attendctl.casework.patterns.levels import pattern_levels
from attendctl.casework.patterns.of_class import illness_of_classes
from attendctl.casework.patterns.pupil_record import (
    WhoIsMeant,
    prepare_days,
    pupils_by_school,
    records_of_school,
)
from attendctl.casework.policy_lists.lists_made import AbsenceKind, IllnessSeen, RisingClass
from attendctl.measures.school_weeks import SchoolDays
from attendctl.measures.session_sums import CodeSum, code_sums
from attendctl.policies.lists_asked import ListAsked

Days = tuple[date, date]


class IllnessOfSchools:
    """The register's absence by code and its illnesses by class, read once for all schools that ask."""

    def __init__(
        self, connection: duckdb.DuckDBPyConnection, school_days: Mapping[int, SchoolDays], *, to_day: date
    ) -> None:
        """Take where to read from, the school days of each school, and the last day counted."""
        self._connection = connection
        self._school_days = school_days
        self._to_day = to_day
        self._sums: dict[Days, list[CodeSum]] = {}
        self._prepared: tuple[str, ...] | None = None
        self._pupils: Mapping[int, Mapping[int, WhoIsMeant]] = {}

    def of_school(self, asked: ListAsked, school_id: int, period: Days) -> IllnessSeen:
        """Return what goes round in one school.

        Args:
            asked: the list, of kind ``illness``.
            school_id: of the school.
            period: its first and last day counted.
        """
        weeks = asked.beside_school_weeks or 0
        tried, rising = self._rising(asked.codes, school_id)
        return IllnessSeen(
            self._kinds(school_id, period, weeks),
            weeks,
            pattern_levels().illness_weeks,
            tried,
            rising,
        )

    def _kinds(self, school_id: int, period: Days, weeks: int) -> tuple[AbsenceKind, ...]:
        days = self._school_days[school_id].days
        before = _weeks_before(days, period[0], weeks)
        now = _absences(self._of_days(period), school_id)
        then = _absences(self._of_days((before[0], before[-1])), school_id) if before else {}
        here = sum(period[0] <= day <= period[1] for day in days)
        kinds = [
            AbsenceKind(code, meaning, sessions, here, then.get((code, meaning), 0), len(before))
            for (code, meaning), sessions in now.items()
        ]
        return tuple(sorted(kinds, key=lambda kind: (-kind.sessions, kind.code)))

    def _of_days(self, days: Days) -> list[CodeSum]:
        if days not in self._sums:
            self._sums[days] = code_sums(self._connection, *days)
        return self._sums[days]

    def _rising(self, codes: Sequence[str], school_id: int) -> tuple[int, tuple[RisingClass, ...]]:
        year_from, levels = academic_year_start(self._to_day), pattern_levels()
        if self._prepared != tuple(codes):
            prepare_days(self._connection, codes, from_day=year_from, to_day=self._to_day)
            self._prepared, self._pupils = tuple(codes), pupils_by_school(self._connection)
        pupils = self._pupils.get(school_id, {})
        records = records_of_school(self._connection, school_id, pupils, to_day=self._to_day)
        days = [day for day in self._school_days[school_id].days if year_from <= day <= self._to_day]
        judgement = judge(illness_of_classes(records, days, levels), levels)
        found = (
            RisingClass(
                one.tried.class_name or "",
                one.tried.seen,
                one.tried.of,
                one.tried.luck.expected,
                one.among_all,
            )
            for one in judgement.found
        )
        return judgement.tried, tuple(found)


def _absences(sums: Sequence[CodeSum], school_id: int) -> dict[tuple[str, str], int]:
    return {
        (one.code, one.meaning): one.sessions
        for one in sums
        if one.school_id == school_id and one.authorised + one.unauthorised > 0
    }


def _weeks_before(days: Sequence[date], from_day: date, weeks: int) -> list[date]:
    """Return the school days of the last whole school weeks before the week of a day."""
    earlier = [day for day in days if day < monday_of(from_day)]
    mondays = sorted({monday_of(day) for day in earlier})[-weeks:] if weeks else []
    return [day for day in earlier if mondays and day >= mondays[0]]
