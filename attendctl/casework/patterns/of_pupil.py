"""The patterns looked for in one pupil's own days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from attendctl.casework.patterns.beside_closures import BesideClosures
from attendctl.casework.patterns.broken_weeks import broken_weeks, ways_by_broken_weeks
from attendctl.casework.patterns.chance import luck_of, ways_to_draw
from attendctl.casework.patterns.halves import half_days_of, ways_by_mornings
from attendctl.casework.patterns.levels import Levels
from attendctl.casework.patterns.placed_spells import spells_in, ways_by_days, ways_by_spells
from attendctl.casework.patterns.pupil_record import DayOfPupil, PupilRecord
from attendctl.casework.patterns.tried import Kind, Tried

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def patterns_of_pupil(
    pupil: PupilRecord, beside: BesideClosures, levels: Levels, *, spells_of_school: tuple[int, int]
) -> list[Tried]:
    """Look for every pattern in one pupil's days.

    Args:
        pupil: with the days looked at.
        beside: the school's days beside holidays and closed days.
        levels: how many absences there must be, and what counts as short.
        spells_of_school: how many spells all pupils of the school had, and how many were short.

    Returns:
        Those that had enough absences to be looked at.
    """
    found: list[Tried] = []
    if len(pupil.spells) >= levels.least_absences:
        found += _by_weekday(pupil, "weekday", pupil.days, pupil.is_away)
        found += _beside(pupil, "beside-holiday", beside.holidays)
        found += _beside(pupil, "beside-closed-day", beside.closed_days)
        found += _short_spells(pupil, levels, *spells_of_school)
        found += _broken_weeks(pupil, levels)
    found += _half_days(pupil, levels)
    found += _lateness(pupil, levels)
    return found


def _by_weekday(
    pupil: PupilRecord, kind: Kind, days: Sequence[DayOfPupil], counted: Sequence[bool]
) -> Iterator[Tried]:
    """Look at each weekday of some days of a pupil: are more of its days counted than luck would have?"""
    lengths = tuple(length for _, length in spells_in(counted))
    weekdays = [day.date.weekday() for day in days]
    of = sum(counted)
    for weekday in sorted(set(weekdays)):
        of_weekday = bytes(one == weekday for one in weekdays)
        hits = _dates(
            days, [one == weekday and is_counted for one, is_counted in zip(weekdays, counted, strict=True)]
        )
        luck = luck_of(ways_by_days(of_weekday, lengths), len(hits))
        yield Tried(
            kind, WEEKDAYS[weekday], pupil.who.school_id, len(hits), of, luck, (pupil.who,), days=hits
        )


def _beside(pupil: PupilRecord, kind: Kind, beside: frozenset[date]) -> Iterator[Tried]:
    """Look at how many spells have a day beside a closure; one that bridges a holiday counts once."""
    marked = bytes(day.date in beside for day in pupil.days)
    if not any(marked):
        return
    seen = sum(any(marked[first : first + length]) for first, length in pupil.spells)
    luck = luck_of(ways_by_spells(marked, pupil.lengths), seen)
    days = _dates(pupil.days, [day.is_away and day.date in beside for day in pupil.days])
    what = "holidays" if kind == "beside-holiday" else "closed days"
    yield Tried(kind, what, pupil.who.school_id, seen, len(pupil.spells), luck, (pupil.who,), days=days)


def _short_spells(
    pupil: PupilRecord, levels: Levels, of_school: int, short_in_school: int
) -> Iterator[Tried]:
    """Look at how many spells are short, as if they were drawn from all spells of the school."""
    short = [(first, length) for first, length in pupil.spells if length <= levels.short_days]
    ways = ways_to_draw(of=of_school, marked=short_in_school, drawn=len(pupil.spells))
    days = [day.date for first, length in short for day in pupil.days[first : first + length]]
    yield Tried(
        "short-spells",
        "short",
        pupil.who.school_id,
        len(short),
        len(pupil.spells),
        luck_of(ways, len(short)),
        (pupil.who,),
        days=days,
    )


def _broken_weeks(pupil: PupilRecord, levels: Levels) -> Iterator[Tried]:
    weeks = len(set(pupil.weeks))
    if len(pupil.spells) * levels.broken_weeks_every < weeks:
        return
    seen = broken_weeks(pupil.weeks, pupil.is_away)
    luck = luck_of(ways_by_broken_weeks(pupil.weeks, pupil.lengths), seen)
    days = _dates(pupil.days, pupil.is_away)
    yield Tried("broken-weeks", "broken", pupil.who.school_id, seen, weeks, luck, (pupil.who,), days=days)


def _half_days(pupil: PupilRecord, levels: Levels) -> Iterator[Tried]:
    halves = [half_days_of(pupil.days, first, length) for first, length in pupil.spells]
    halves = [spell for spell in halves if spell.mornings or spell.afternoons]
    if len(halves) < levels.least_absences:
        return
    mornings, afternoons = (
        sum(spell.mornings for spell in halves),
        sum(spell.afternoons for spell in halves),
    )
    ways = ways_by_mornings(halves)
    ways += [0] * (mornings + afternoons + 1 - len(ways))
    for what, seen, by_count in (("AM", mornings, ways), ("PM", afternoons, ways[::-1])):
        days = [
            day.date
            for day in pupil.days
            if day.possible_am
            and day.possible_pm
            and (day.away_am is None) != (day.away_pm is None)
            and (day.away_am is not None) == (what == "AM")
        ]
        luck = luck_of(by_count, seen)
        of = mornings + afternoons
        yield Tried("half-day", what, pupil.who.school_id, seen, of, luck, (pupil.who,), days=days)


def _lateness(pupil: PupilRecord, levels: Levels) -> Iterator[Tried]:
    """Look at the weekdays of lateness, among the days on which the pupil came or was late."""
    days = [day for day in pupil.days if day.came or day.late]
    late = [bool(day.late) for day in days]
    if len(spells_in(late)) >= levels.least_absences:
        yield from _by_weekday(pupil, "late-weekday", days, late)


def _dates(days: Sequence[DayOfPupil], is_counted: Sequence[bool]) -> list[date]:
    return [day.date for day, counted in zip(days, is_counted, strict=True) if counted]
