"""The penalty threshold of one pupil by plain loops over a list of marks: no SQL, nothing of attendctl."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.measures.count_by_loops import is_possible, monday
from tests.measures.register_tables import Mark


@dataclass
class PupilByLoops:
    """One pupil, with the school weeks walked one by one: ``school_in`` is the school of each."""

    marks: list[Mark]  # of every pupil
    pupil: int
    as_of: date
    school_in: dict[date, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        own = sorted(
            (mark.day, mark.session, mark.school)
            for mark in self.marks
            if mark.pupil == self.pupil and is_possible(mark) and mark.day <= self.as_of
        )
        open_weeks = {
            (mark.school, monday(mark.day))
            for mark in self.marks
            if is_possible(mark) and mark.day <= self.as_of
        }
        if not own:
            return
        week, at = monday(own[0][0]), 0
        while week <= self.as_of:
            in_week = [one for one in own if monday(one[0]) == week]
            if in_week:
                at = in_week[-1][2]
            if in_week or (at, week) in open_weeks:
                self.school_in[week] = at
            week += timedelta(days=7)

    @property
    def school_now(self) -> int:
        """The school at which the pupil was last."""
        return self.school_in[max(self.school_in)]

    def counted(self, codes: Collection[str], is_left_out: Callable[[Mark], bool]) -> list[date]:
        """Return the day of each session that counts, a half day marked by two schools once."""
        places = {
            (mark.day, mark.session)
            for mark in self.marks
            if mark.pupil == self.pupil
            and mark.code in codes
            and mark.day <= self.as_of
            and not is_left_out(mark)
        }
        return sorted(day for day, _ in places)

    def in_window(self, days: list[date], on: date, weeks: int) -> int:
        """Count the days up to one that lie in the latest so many school weeks up to it."""
        mondays = sorted(week for week in self.school_in if week <= on)[-weeks:]
        return sum(day <= on and monday(day) in mondays for day in days)

    def reached_on(self, days: list[date], since: date, *, sessions: int, weeks: int) -> date | None:
        """Return the first day from one on, with school or a session that counts, whose window is full."""
        with_school = {
            mark.day
            for mark in self.marks
            if is_possible(mark) and self.school_in.get(monday(mark.day)) == mark.school
        }
        for day in sorted({*with_school, *days}):
            if since <= day <= self.as_of and self.in_window(days, day, weeks) >= sessions:
                return day
        return None
