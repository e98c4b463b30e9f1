"""What policies and the law count, by plain loops over a list of marks: no SQL, nothing of attendctl."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from tests.measures.count_by_loops import ATTENDED, is_possible, monday, year_start
from tests.measures.register_tables import Mark

Who = tuple[int, int]  # school, pupil


def by_pupil(marks: list[Mark], as_of: date) -> dict[Who, list[Mark]]:
    """Return every pupil's marks up to a day, in order."""
    pupils: dict[Who, list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.day, mark.session)):
        if mark.day <= as_of:
            pupils.setdefault((mark.school, mark.pupil), []).append(mark)
    return pupils


def school_days(marks: list[Mark], school: int, as_of: date) -> list[date]:
    """Return the days up to a day on which anyone of a school could attend, in order."""
    return sorted({m.day for m in marks if m.school == school and m.day <= as_of and is_possible(m)})


def count_and_day_reached(
    marks: list[Mark], codes: Collection[str], first: date, last: date, at_least: int
) -> tuple[int, date | None]:
    """Count one pupil's marks with some codes; the day on which there were enough."""
    sessions, reached_on = 0, None
    for mark in marks:
        if first <= mark.day <= last and mark.code in codes:
            sessions += 1
            if sessions == at_least:
                reached_on = mark.day
    return sessions, reached_on


def spells(marks: list[Mark], codes: Collection[str]) -> list[tuple[list[date], bool]]:
    """Return the days of each of a pupil's spells, and whether the last possible day is one of them."""
    days: dict[date, list[Mark]] = {}
    for mark in marks:
        if is_possible(mark):
            days.setdefault(mark.day, []).append(mark)
    found: list[list[date]] = []
    goes_on = False
    for day in sorted(days):
        if all(mark.code in codes for mark in days[day]):
            if goes_on:
                found[-1].append(day)
            else:
                found.append([day])
            goes_on = True
        else:
            goes_on = False
    return [(spell, goes_on and spell is found[-1]) for spell in found]


def days_since(day: date, days_of_school: list[date]) -> int:
    """Count the school days after a day."""
    return len([other for other in days_of_school if other > day])


def day_overdue(day: date, days_of_school: list[date], allowed: int) -> date | None:
    """Return the school day on which more school days have gone by than are allowed."""
    later = [other for other in days_of_school if other > day]
    return later[allowed] if len(later) > allowed else None


def band_and_since(
    marks: list[Mark], edges: Sequence[tuple[str, int, int]], as_of: date
) -> tuple[str | None, date] | None:
    """Walk a pupil's year; return the band at the end and the first day of the stay in it."""
    attended = possible = 0
    stay: tuple[str | None, date] | None = None
    days = sorted({m.day for m in marks if is_possible(m) and year_start(as_of) <= m.day <= as_of})
    for day in days:
        for mark in marks:
            if mark.day == day and is_possible(mark):
                possible += 1
                attended += mark.code in ATTENDED
        percent = (Decimal(100) * attended / possible).quantize(Decimal("0.1"), ROUND_HALF_UP)
        band = next((name for name, low, high in edges if low <= percent * 10 <= high), None)
        if stay is None or stay[0] != band:
            stay = band, day
    return stay


def window_on(
    marks: list[Mark], codes: Collection[str], days_of_school: list[date], day: date, weeks: int
) -> int:
    """Count a pupil's sessions up to a day in the latest so many school weeks up to it."""
    mondays = sorted({monday(other) for other in days_of_school if other <= day})[-weeks:]
    return len([m for m in marks if m.code in codes and m.day <= day and monday(m.day) in mondays])


def day_window_full(
    marks: list[Mark],
    codes: Collection[str],
    days_of_school: list[date],
    first: date,
    *,
    sessions: int,
    weeks: int,
) -> date | None:
    """Return the first school day from a day on whose window holds so many sessions."""
    for day in days_of_school:
        if day >= first and window_on(marks, codes, days_of_school, day, weeks) >= sessions:
            return day
    return None
