"""Other tools, each in a plain loop over the register: what they print where they differ from us by rules."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from fractions import Fraction

from tests.measures.register_tables import Mark, RegisterTables

ATTENDED = ["/", "\\", "L", "B", "K", "P", "V", "W"]
ACTIVITY = ["B", "K", "P", "V", "W"]
AUTHORISED = ["I", "M", "C", "E", "S"]
UNAUTHORISED = ["G", "N", "O", "U"]
UNABLE = ["Y1", "Y2", "Y4", "Y7"]
NOT_POSSIBLE = ["D", "X", "Q", *UNABLE]
CODES = [*ATTENDED, *AUTHORISED, *UNAUTHORISED, *NOT_POSSIBLE]


@dataclass
class Child:
    """One pupil of a test register. ``left`` is the last day on roll."""

    born: date | None = date(2016, 5, 1)
    left: date | None = None
    marks: dict[tuple[date, int], str] = field(default_factory=dict)  # by day and half day


@dataclass(frozen=True)
class Printed:
    """What a tool makes of the register: exact figures, and the sums behind them."""

    possible: int
    attended: int
    attendance: Fraction | None
    pupils_persistent: int
    pupils_counted: int
    rounding: str | None

    @property
    def persistent(self) -> Fraction | None:
        return Fraction(self.pupils_persistent, self.pupils_counted) if self.pupils_counted else None


def register_of(children: Mapping[int, Child]) -> RegisterTables:
    """Return the children as the tables that everything above the ledger reads."""
    register = RegisterTables()
    for number, child in children.items():
        register.pupils[1, number] = {"date_of_birth": child.born, "leaving_date": child.left}
        for (day, half), code in child.marks.items():
            register.marks.append(Mark(number, day, half, code))
    return register


def counts_as(code: str, rules: Collection[str]) -> tuple[int, int, int]:
    """Return whether a session is possible, attended, absent; by our rules but for those named."""
    if code == "-":
        if "blanks-absent" in rules:
            return 1, 0, 1
        if "blanks-possible" in rules:
            return 1, 0, 0
        return (1, 1, 0) if "blanks-attended" in rules else (0, 0, 0)
    if code in ACTIVITY:
        if "activity-not-attended" in rules:
            return 1, 0, 0
        if "activity-absent" in rules:
            return 1, 0, 1
        return (0, 0, 0) if "activity-left-out" in rules else (1, 1, 0)
    if code == "N" and "unexplained-left-out" in rules:
        return 0, 0, 0
    if code == "L" and "late-absent" in rules:
        return 1, 0, 1
    if code == "U" and "late-after-close-attended" in rules:
        return 1, 1, 0
    for codes, rule in ((["D"], "another-school"), (["X"], "not-required"), (UNABLE, "unable")):
        if code in codes:
            if f"{rule}-attended" in rules:
                return 1, 1, 0
            return (1, 0, 1) if f"{rule}-absent" in rules else (0, 0, 0)
    if code in ATTENDED:
        return 1, 1, 0
    return (1, 0, 1) if code in AUTHORISED or code in UNAUTHORISED else (0, 0, 0)


def school_age_from(born: date) -> date:
    """Return the prescribed day on or after the fifth birthday."""
    fifth = born.replace(year=born.year + 5)
    days = [date(year, month, 31) for year in (fifth.year, fifth.year + 1) for month in (3, 8, 12)]
    return min(day for day in days if day >= fifth)


def figures(
    children: Mapping[int, Child], rules: Collection[str], *, from_day: date, to_day: date, last_day: date
) -> Printed:
    """Count as a tool that differs from us by some rules.

    Args:
        children: of 2025/26, and all marks of it.
        rules: keys of ``differences.toml``; those about days are given by the days instead.
        from_day: the first day this tool counts.
        to_day: the last.
        last_day: the last day that we count: who is on roll is decided on it.
    """
    by_pupil: dict[int, list[int]] = {}
    by_week: dict[date, list[int]] = defaultdict(lambda: [0, 0])
    on_roll = {number: child.left is None or child.left > last_day for number, child in children.items()}
    for number, child in children.items():
        if "leavers-out" in rules and not on_roll[number]:
            continue
        if "statistics-age-only" in rules and child.born and child.born > date(2020, 8, 31):
            continue
        for (day, _), code in child.marks.items():
            if not from_day <= day <= to_day:
                continue
            if "compulsory-age-only" in rules and child.born and day < school_age_from(child.born):
                continue
            sums = by_pupil.setdefault(number, [0, 0, 0])
            for place, one in enumerate(counts_as(code, rules)):
                sums[place] += one
            week = by_week[day - timedelta(days=day.weekday())]
            week[0] += counts_as(code, rules)[0]
            week[1] += counts_as(code, rules)[1]
    possible = sum(sums[0] for sums in by_pupil.values())
    attended = sum(sums[1] for sums in by_pupil.values())
    attendance = Fraction(attended, possible) if possible else None
    if "mean-of-weeks" in rules:
        attendance = mean(Fraction(a, p) for p, a in by_week.values() if p)
    if "mean-of-printed-weeks" in rules:
        attendance = mean(Fraction(printed_tenths(a, p), 1000) for p, a in by_week.values() if p)
    if "mean-of-pupils" in rules:
        attendance = mean(Fraction(sums[1], sums[0]) for sums in by_pupil.values() if sums[0])
    counted = {number: sums for number, sums in by_pupil.items() if sums[0] or "persistent-of-all" in rules}
    if "persistent-of-on-roll" in rules:
        counted = {number: sums for number, sums in counted.items() if on_roll[number]}
    persistent = sum(is_persistent(*sums, rules) for sums in counted.values())
    rounding = next((rule for rule in rules if rule in ("rounded-half-even", "cut-off", "rounded-up")), None)
    return Printed(possible, attended, attendance, persistent, len(counted), rounding)


def is_persistent(possible: int, attended: int, absent: int, rules: Collection[str]) -> bool:
    if not possible:
        return False
    if "persistent-below-exactly" in rules:
        return Fraction(attended, possible) < Fraction(9, 10)
    if "persistent-printed-below" in rules:
        return printed_tenths(attended, possible) < 900
    if "persistent-printed-at-or-below" in rules:
        return printed_tenths(attended, possible) <= 900
    return Fraction(absent, possible) >= Fraction(1, 10)


def printed_tenths(part: int, whole: int) -> int:
    """Round to tenths of a percent, a half upwards."""
    return math.floor(Fraction(1000 * part, whole) + Fraction(1, 2))


def mean(values: Iterable[Fraction]) -> Fraction | None:
    listed = list(values)
    return sum(listed, Fraction(0)) / len(listed) if listed else None


def print_percent(exact: Fraction, decimals: int, rounding: str | None) -> str:
    """Print a share as a percentage with so many decimals."""
    scaled = exact * 100 * 10**decimals
    if rounding == "cut-off":
        units = math.floor(scaled)
    elif rounding == "rounded-up":
        units = math.ceil(scaled)
    elif rounding == "rounded-half-even":
        units = round(scaled)
    else:
        units = math.floor(scaled + Fraction(1, 2))
    digits = str(units).rjust(decimals + 1, "0")
    return f"{digits[:-decimals]}.{digits[-decimals:]}" if decimals else digits
