"""Attendance counted by plain loops over a list of marks: no SQL, no frame, nothing of attendctl.

What a code counts as is written out here a second time, from the statutory
guidance and the national statistics, for days from September 2011 to August
2020 and from April 2022 on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from tests.measures.register_tables import AM, Mark

AUTUMN_2024 = date(2024, 8, 19)
ATTENDED = {"/", "\\", "L", "B", "K", "P", "V", "W", "J"}
AUTHORISED = {"C", "C1", "C2", "E", "F", "H", "I", "J1", "M", "R", "S", "T"}
UNAUTHORISED = {"G", "N", "O", "U"}
NOT_POSSIBLE = {"D", "Q", "Y", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7"}
NOT_ON_ROLL = {"X", "Z", "#", "-"}

Slot = tuple[date, int]


@dataclass
class Counted:
    """One pupil's sessions over some days."""

    possible: int = 0
    attended: int = 0
    authorised: int = 0
    unauthorised: int = 0
    late: int = 0
    late_after_close: int = 0
    missing: int = 0
    minutes_late: int = 0

    def add(self, mark: Mark) -> None:
        """Count one mark; a missing mark is counted apart, by ``marks_owed``."""
        self.attended += mark.code in ATTENDED
        self.authorised += mark.code in AUTHORISED
        self.unauthorised += mark.code in UNAUTHORISED
        self.possible += is_possible(mark)
        self.late += mark.code == "L"
        self.late_after_close += mark.code == "U"
        self.minutes_late += mark.minutes or 0

    def values(self) -> tuple[int, ...]:
        """Return the counts in the order of attendctl's sums."""
        return (
            self.possible,
            self.attended,
            self.authorised,
            self.unauthorised,
            self.late,
            self.late_after_close,
            self.missing,
            self.minutes_late,
        )


@dataclass
class PupilCounted:
    """What the report should say of one pupil."""

    year: Counted = field(default_factory=Counted)
    week: Counted = field(default_factory=Counted)
    before: Counted = field(default_factory=Counted)
    owed: list[Slot] = field(default_factory=list)
    persistent: bool = False
    severe: bool = False
    trend: str | None = None
    status: str | None = None


def is_possible(mark: Mark) -> bool:
    """Say whether the session counts in the denominator."""
    known = ATTENDED | AUTHORISED | UNAUTHORISED | NOT_POSSIBLE | NOT_ON_ROLL
    assert mark.code in known, mark.code
    return mark.code in ATTENDED | AUTHORISED | UNAUTHORISED


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    while day.weekday() != 0:
        day -= timedelta(days=1)
    return day


def year_start(day: date) -> date:
    """Return the 1 September on or before a day."""
    return date(day.year if day.month >= 9 else day.year - 1, 9, 1)


def school_days(marks: list[Mark]) -> dict[int, set[date]]:
    """Return by school the days with a possible session."""
    days: dict[int, set[date]] = {}
    for mark in marks:
        if is_possible(mark):
            days.setdefault(mark.school, set()).add(mark.day)
    return days


def count_all(
    marks: list[Mark], as_of: date, leaving: dict[tuple[int, int], date] | None = None
) -> dict[tuple[int, int], PupilCounted]:
    """Count every pupil (by school and pupil) from 1 September to ``as_of``, both included."""
    in_year = [mark for mark in marks if year_start(as_of) <= mark.day <= as_of]
    open_slots: dict[int, set[Slot]] = {}
    for mark in in_year:
        if is_possible(mark):
            open_slots.setdefault(mark.school, set()).add((mark.day, mark.session))
    by_pupil: dict[tuple[int, int], list[Mark]] = {}
    for mark in in_year:
        by_pupil.setdefault((mark.school, mark.pupil), []).append(mark)
    known = {
        (mark.school, mark.pupil)
        for mark in marks
        if mark.day < year_start(as_of) and mark.code not in NOT_ON_ROLL
    }
    return {
        who: _count_pupil(
            of_pupil, open_slots.get(who[0], set()), as_of, (leaving or {}).get(who), known=who in known
        )
        for who, of_pupil in by_pupil.items()
    }


def _count_pupil(
    marks: list[Mark], open_slots: set[Slot], as_of: date, leaving_date: date | None, *, known: bool
) -> PupilCounted:
    counted = PupilCounted()
    for mark in marks:
        counted.year.add(mark)
        (counted.week if mark.day >= monday(as_of) else counted.before).add(mark)
    counted.status = _status(marks, open_slots, as_of, leaving_date)
    joined = _status(marks, open_slots, as_of, None, leaver=False) == "joiner"
    left = counted.status == "leaver"
    counted.owed = marks_owed(marks, open_slots, joined=joined, left=left, known=known and not joined)
    counted.year.missing = len(counted.owed)
    counted.week.missing = len([slot for slot in counted.owed if slot[0] >= monday(as_of)])
    absent, possible = counted.year.authorised + counted.year.unauthorised, counted.year.possible
    counted.persistent = possible > 0 and absent * 10 >= possible
    counted.severe = possible > 0 and absent * 2 >= possible
    if possible and counted.before.possible:
        now = counted.year.attended * counted.before.possible
        then = counted.before.attended * possible
        counted.trend = "better" if now > then else "worse" if now < then else "same"
    return counted


def marks_owed(
    marks: list[Mark], open_slots: set[Slot], *, joined: bool, left: bool, known: bool
) -> list[Slot]:
    """Return the sessions without a mark: those with an empty row, then those without any.

    ``known``: has a real mark before the year, and has been there since.
    """
    empty = [(mark.day, mark.session) for mark in marks if mark.code == "-"]
    real = [(mark.day, mark.session) for mark in marks if mark.code not in NOT_ON_ROLL]
    rows = {(mark.day, mark.session) for mark in marks}
    weeks = {monday(mark.day) for mark in marks}
    owed = list(empty)
    if real:
        owed = [slot for slot in owed if (slot > min(real) or not joined) and (slot < max(real) or not left)]
    for slot in open_slots:
        after_first = known or (len(real) > 0 and min(real) < slot)
        if slot not in rows and monday(slot[0]) in weeks and after_first and slot < max(rows):
            owed.append(slot)
    return sorted(owed)


def _status(
    marks: list[Mark],
    open_slots: set[Slot],
    as_of: date,
    leaving_date: date | None,
    *,
    leaver: bool = True,
) -> str | None:
    weeks = {monday(day) for day, _ in open_slots}
    if leaver and leaving_date is not None and leaving_date <= as_of:
        return "leaver"
    if leaver and weeks and max(mark.day for mark in marks) < max(weeks):
        return "leaver"
    real = [mark.day for mark in marks if mark.code not in NOT_ON_ROLL]
    if real and weeks and monday(min(real)) > min(weeks):
        return "joiner"
    return None


def every_session(days: list[date]) -> list[Slot]:
    """Return the mornings and afternoons of days."""
    return [(day, session) for day in days for session in (AM, AM + 1)]
