"""Attendance in the school weeks before and after a step, beside pupils who did not have it.

Two numbers beside two others, and no more: pupils get a letter when their attendance is at
its worst, and from there most come up without one. What the step did, nobody can say from it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.bands import BandFinder
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.patterns.steps_taken import StepTaken
from attendctl.measures.period_sums import CountedPeriod, period_sums
from attendctl.rates import percent_in_tenths

_DAY = timedelta(days=1)
_TO_FRIDAY, _TO_SUNDAY = timedelta(days=4), timedelta(days=6)


@dataclass(frozen=True)
class Window:
    """The weeks around a step: first and last days, all included. The week of the step is in neither part."""

    school_id: int
    monday: date
    before: tuple[date, date]
    after: tuple[date, date]


@dataclass
class TwoSums:
    """Sessions of some pupils before and after; ``pupils`` may hold a pupil once a step."""

    pupils: list[tuple[int, int]] = field(default_factory=list)
    before: list[int] = field(default_factory=lambda: [0, 0])  # attended, possible
    after: list[int] = field(default_factory=lambda: [0, 0])

    @property
    def change_in_tenths(self) -> int | None:
        """The percentage after less the one before, each in tenths rounded half up; None without sessions."""
        before, after = percent_in_tenths(*self.before), percent_in_tenths(*self.after)
        return None if before is None or after is None else after - before

    def add(self, pupil: tuple[int, int], before: tuple[int, int], after: tuple[int, int]) -> None:
        """Take a pupil in."""
        self.pupils.append(pupil)
        self.before = [self.before[0] + before[0], self.before[1] + before[1]]
        self.after = [self.after[0] + after[0], self.after[1] + after[1]]


@dataclass(frozen=True)
class StepCompared:
    """One step for pupils of one band of a school, and the pupils of that band without it."""

    school_id: int
    step: str
    band: str | None
    with_step: TwoSums
    without: TwoSums

    def is_enough(self, least: int) -> bool:
        """Whether at least so many pupils are on either side."""
        return min(len(set(self.with_step.pupils)), len(set(self.without.pupils))) >= least


def window_of(
    school_id: int, mondays: Sequence[date], step_on: date, *, weeks: int, as_of: date
) -> Window | None:
    """Return the weeks before and after a step; None where there are not enough of them, or not yet.

    Args:
        school_id: of the school.
        mondays: of its school weeks, oldest first.
        step_on: the day of the step.
        weeks: how many school weeks on each side.
        as_of: the last of the weeks after must be over, its Friday included, by this day.

    >>> mondays = [date(2025, 11, 3) + timedelta(weeks=week) for week in range(5)]
    >>> found = window_of(1, mondays, date(2025, 11, 19), weeks=2, as_of=date(2025, 12, 5))
    >>> [str(day) for day in (*found.before, *found.after)]
    ['2025-11-03', '2025-11-16', '2025-11-24', '2025-12-07']
    """
    monday = monday_of(step_on)
    before = [week for week in mondays if week < monday][-weeks:]
    after = [week for week in mondays if week > monday][:weeks]
    if min(len(before), len(after)) < weeks or after[-1] + _TO_FRIDAY > as_of:
        return None
    return Window(school_id, monday, (before[0], before[-1] + _TO_SUNDAY), (after[0], after[-1] + _TO_SUNDAY))


def compare_steps(
    connection: duckdb.DuckDBPyConnection,
    schools: Sequence[ChosenSchool],
    mondays: Mapping[int, Sequence[date]],
    steps: Sequence[StepTaken],
    *,
    weeks: int,
    from_day: date,
    as_of: date,
    wanted: Collection[tuple[int, int]] | None = None,
) -> tuple[list[StepCompared], int]:
    """Compare the pupils who had each step with those of the same band who had not.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        schools: with the policies whose bands are meant.
        mondays: of the school weeks of each school, oldest first.
        steps: all there were.
        weeks: school weeks on each side.
        from_day: steps from this day on are looked at.
        as_of: the last day of marks.
        wanted: only steps of these pupils; the others are still compared with.

    Returns:
        By school, step and band; and how many steps had too few weeks before or after them.
    """
    finders = {school.school_id: BandFinder(school.policy) for school in schools}
    asked = [
        step
        for step in steps
        if step.on >= from_day
        and step.school_id in finders
        and (wanted is None or (step.school_id, step.pupil_id) in wanted)
    ]
    windows = {
        (step.school_id, monday_of(step.on)): window_of(
            step.school_id, mondays.get(step.school_id, ()), step.on, weeks=weeks, as_of=as_of
        )
        for step in asked
    }
    sums = _sums(connection, [window for window in windows.values() if window is not None])
    compared: dict[tuple[int, str, str | None], StepCompared] = {}
    batches: dict[tuple[int, date, str], list[int]] = defaultdict(list)
    too_few = 0
    for step in asked:
        if windows[step.school_id, monday_of(step.on)] is None:
            too_few += 1
        else:
            batches[step.school_id, monday_of(step.on), step.step].append(step.pupil_id)
    for (school_id, monday, name), pupils in sorted(batches.items()):
        window = windows[school_id, monday]
        assert window is not None
        had = {
            step.pupil_id
            for step in steps
            if step.step == name and window.before[0] <= step.on <= window.after[1]
        }
        _add_batch(compared, sums[school_id, monday], finders[school_id], school_id, name, set(pupils), had)
    return [compared[key] for key in sorted(compared, key=str)], too_few


_OfPupil = Mapping[int, tuple[int, int]]


@dataclass(frozen=True)
class _ThreeSums:
    """Attended and possible of each pupil: the year until the step's week, and both parts of its window."""

    year: _OfPupil
    before: _OfPupil
    after: _OfPupil


def _sums(
    connection: duckdb.DuckDBPyConnection, windows: Sequence[Window]
) -> Mapping[tuple[int, date], _ThreeSums]:
    periods = []
    for window in windows:
        year = academic_year_start(window.monday + _TO_FRIDAY), window.monday - _DAY
        for name, (first, last) in (("year", year), ("before", window.before), ("after", window.after)):
            periods.append(CountedPeriod(f"{name} {window.monday}", window.school_id, first, last))
    found: dict[tuple[str, int], dict[int, tuple[int, int]]] = defaultdict(dict)
    for one in period_sums(connection, periods):
        found[one.period, one.school_id][one.pupil_id] = (one.attended, one.possible)
    return {
        (window.school_id, window.monday): _ThreeSums(
            *(found[f"{name} {window.monday}", window.school_id] for name in ("year", "before", "after"))
        )
        for window in windows
    }


def _add_batch(
    compared: dict[tuple[int, str, str | None], StepCompared],
    sums: _ThreeSums,
    finder: BandFinder,
    school_id: int,
    name: str,
    pupils: Collection[int],
    had: Collection[int],
) -> None:
    """Add the pupils who had a step in one week, and once for each of their bands those without it."""
    none = (0, 0)
    bands: dict[str | None, list[int]] = defaultdict(list)
    for pupil_id in sorted(sums.year):
        there = sums.before.get(pupil_id, none)[1] and sums.after.get(pupil_id, none)[1]
        attended, possible = sums.year[pupil_id]
        if there and possible:
            bands[finder.band(attended=attended, possible=possible)].append(pupil_id)
    for band, of_band in bands.items():
        if not any(pupil_id in pupils for pupil_id in of_band):
            continue
        key = (school_id, name, band)
        entry = compared.setdefault(key, StepCompared(school_id, name, band, TwoSums(), TwoSums()))
        for pupil_id in of_band:
            side = entry.with_step if pupil_id in pupils else entry.without if pupil_id not in had else None
            if side is not None:
                side.add((school_id, pupil_id), sums.before[pupil_id], sums.after[pupil_id])
