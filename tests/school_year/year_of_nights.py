"""A made-up school through a year: each night's exports, and what the register says at any night.

Nothing of attendctl is used here: what is expected of a ledger is read from the plan itself.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

SCHOOL = "Larkmoor School"
PRESENT = {"AM": "/", "PM": "\\"}
ABSENT = ("I", "M", "O", "C", "U", "L")
NOT_YET_KNOWN = "N"
# First and last day of each half term; weekends and two bank holidays fall out.
HALF_TERMS = [
    (date(2025, 9, 3), date(2025, 10, 24)),
    (date(2025, 11, 3), date(2025, 12, 19)),
    (date(2026, 1, 5), date(2026, 2, 13)),
    (date(2026, 2, 23), date(2026, 3, 27)),
    (date(2026, 4, 13), date(2026, 5, 22)),
    (date(2026, 6, 1), date(2026, 7, 22)),
]
CLOSED = {date(2026, 5, 4)}


class Slot(NamedTuple):
    """One session of one pupil."""

    upn: str
    day: date
    session: str


@dataclass(frozen=True)
class Pupil:
    """Who is in the exports from ``first`` to ``last``, both included; in another class from ``moved`` on."""

    upn: str
    surname: str
    forename: str
    year: int
    first: date
    last: date
    moved: date

    def group(self, night: date) -> str:
        """Return the registration group at a night."""
        return f"{self.year}{'A' if night < self.moved else 'B'}"


@dataclass
class Plan:
    """What is told of each session, and on which school days.

    ``told``: of each session the days on which its mark was told or changed, in order, with the mark.
    """

    days: list[date]
    pupils: list[Pupil]
    told: dict[Slot, list[tuple[date, str]]] = field(default_factory=dict)

    def as_told_by(self, night: date) -> dict[Slot, str]:
        """Return every session's mark as it stood when a night's exports had been told."""
        return {
            slot: [code for when, code in changes if when <= night][-1]
            for slot, changes in self.told.items()
            if changes[0][0] <= night
        }

    def changed_by(self, night: date) -> list[tuple[Slot, str, str, date]]:
        """Return each change told by a night: session, from, to, and the day that it was told."""
        return [
            (slot, before[1], after[1], after[0])
            for slot, changes in self.told.items()
            for before, after in pairwise(changes)
            if after[0] <= night
        ]

    def pupils_change_on(self, night: date) -> bool:
        """Say whether somebody joined, changed class or was there for the last time."""
        return any(night in (pupil.first, pupil.moved, pupil.last) for pupil in self.pupils)

    def miss(self, night: date, following: date) -> None:
        """Have what a night was to tell told by the following one; of two values only the later is told."""
        for slot, changes in self.told.items():
            if all(when != night for when, _ in changes):
                continue
            told = {following if when == night else when: code for when, code in changes}
            kept: list[tuple[date, str]] = []
            for when, code in sorted(told.items()):
                if not kept or kept[-1][1] != code:
                    kept.append((when, code))
            self.told[slot] = kept

    def days_of_export(self, night: date, *, reaches_back: int | None) -> list[date]:
        """Return the days of a night's export: the last so many school days; None: every day so far.

        A day before them of which the night has something new to tell is exported, too.
        """
        so_far = [day for day in self.days if day <= night]
        if reaches_back is None:
            return so_far
        news = {slot.day for slot, changes in self.told.items() if any(when == night for when, _ in changes)}
        return sorted({*so_far[-reaches_back:], *news})

    def register_lines(self, night: date, *, days: list[date]) -> Iterator[str]:
        """Return the lines of an export of some days, as they stood at a night."""
        wanted = set(days)
        standing = self.as_told_by(night)
        yield "School,UPN,Date,Session,Mark"
        for slot, code in standing.items():
            if slot.day in wanted:
                yield f"{SCHOOL},{slot.upn},{slot.day:%d/%m/%Y},{slot.session},{code}"

    def pupil_lines(self, night: date, *, with_leavers: bool = False) -> Iterator[str]:
        """Return the lines of an export of the pupils on roll at a night, or of all who ever were."""
        yield "School,UPN,Surname,Forename,Year Group,Reg Group,Date of Birth,Admission Date"
        for pupil in self.pupils:
            if pupil.first <= night and (with_leavers or night <= pupil.last):
                born = date(2025 - 5 - pupil.year, 1, 15)
                group = pupil.group(min(night, pupil.last))
                yield (
                    f"{SCHOOL},{pupil.upn},{pupil.surname},{pupil.forename},Year {pupil.year},{group},"
                    f"{born:%d/%m/%Y},{pupil.first:%d/%m/%Y}"
                )


def school_days() -> list[date]:
    """Return the days of the year on which the school is open, in order."""
    days = []
    for first, last in HALF_TERMS:
        span = (first + timedelta(days=number) for number in range((last - first).days + 1))
        days += [day for day in span if day.weekday() < 5 and day not in CLOSED]
    return days


def plan_year(seed: int, *, pupils: int, days: int | None = None) -> Plan:
    """Plan a year: joiners and leavers, absences, marks not known at first, and corrections of corrections.

    Args:
        seed: the same seed gives the same year.
        pupils: how many there are in all.
        days: only the first so many school days.
    """
    chance = random.Random(seed)
    open_days = school_days()[:days]
    plan = Plan(open_days, [_pupil(chance, number, open_days) for number in range(pupils)])
    for number, day in enumerate(open_days):
        for pupil in plan.pupils:
            if not pupil.first <= day <= pupil.last:
                continue
            for session, here in PRESENT.items():
                plan.told[Slot(pupil.upn, day, session)] = _changes(chance, open_days[number:], here)
    return plan


def _pupil(chance: random.Random, number: int, days: list[date]) -> Pupil:
    first, last = days[0], date(2026, 8, 31)
    if number % 9 == 4:
        first = chance.choice(days[1:])
    if number % 11 == 6:
        last = chance.choice([day for day in days if day > first] or days[-1:])
    moved = chance.choice(days) if number % 5 == 2 else date.max
    return Pupil(_upn(number), f"Surname{number}", f"Forename{number}", 7 + number % 5, first, last, moved)


def _changes(chance: random.Random, days: list[date], here: str) -> list[tuple[date, str]]:
    """Return what is told of one session: on its own day, and seldom again on later ones."""
    draw = chance.random()
    if draw < 0.015:
        first = NOT_YET_KNOWN
    elif draw < 0.07:
        first = chance.choice(ABSENT)
    else:
        first = here
    changes = [(days[0], first)]
    again = 0.9 if first == NOT_YET_KNOWN else 0.004
    later = 0
    while chance.random() < again:
        later += chance.choice((1, 1, 2, 3, 5, 8, 40))
        if later >= len(days):
            break
        code = chance.choice([one for one in (*ABSENT, here) if one != changes[-1][1]])
        changes.append((days[later], code))
        again = 0.2
    return changes


def _upn(number: int) -> str:
    """Return a UPN with the right letter before its twelve digits.

    The letter is of the list the DfE gives, by the digits weighted 2 to 13, modulo 23.
    """
    digits = f"9990022{number:05d}"
    total = sum(int(digit) * weight for weight, digit in enumerate(digits, start=2))
    return "ABCDEFGHJKLMNPQRTUVWXYZ"[total % 23] + digits
