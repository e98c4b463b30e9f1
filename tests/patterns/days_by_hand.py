"""Pupils of a made-up school, each with days written by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from attendctl.casework.patterns.beside_closures import BesideClosures, days_beside_closures
from attendctl.casework.patterns.chance import Luck
from attendctl.casework.patterns.judged import Judgement, judge
from attendctl.casework.patterns.levels import pattern_levels
from attendctl.casework.patterns.of_class import patterns_of_classes
from attendctl.casework.patterns.of_pupil import patterns_of_pupil
from attendctl.casework.patterns.pupil_record import DayOfPupil, PupilRecord, WhoIsMeant
from attendctl.casework.patterns.siblings import days_away, patterns_of_siblings
from attendctl.casework.patterns.tried import Tried

MONDAY = date(2025, 9, 1)
LEVELS = pattern_levels()
NOTHING_CLOSED = BesideClosures(frozenset(), frozenset())


def weekdays(weeks: int, *, without: Sequence[int] = ()) -> list[date]:
    """Return Monday to Friday of so many weeks; weeks by number, from 0, may be holidays."""
    return [
        MONDAY + timedelta(weeks=week, days=day)
        for week in range(weeks)
        if week not in without
        for day in range(5)
    ]


def pupil(
    number: int,
    days: Sequence[date],
    away: Mapping[date, str] | Sequence[date] = (),
    *,
    late: Sequence[date] = (),
    class_name: str | None = "3A",
    ill: Sequence[date] = (),
) -> PupilRecord:
    """Return a pupil; ``away`` has the two codes of a day, ``/`` for a half attended, or whole days of I."""
    codes = away if isinstance(away, Mapping) else dict.fromkeys(away, "II")
    return PupilRecord(
        WhoIsMeant(1, number, f"Z{number:012}", None, None, f"Name{number}", "Ann", "3", class_name, None),
        [
            DayOfPupil(
                day,
                1,
                1,
                *(None if code == "/" else code for code in codes.get(day, "//")),
                int(day in late),
                int(day in ill or "I" in codes.get(day, "")),
            )
            for day in days
        ],
    )


def tried_of(record: PupilRecord, beside: BesideClosures = NOTHING_CLOSED) -> dict[tuple[str, str], Tried]:
    """Return all that was looked at of one pupil, by kind and value; no spells but the pupil's own."""
    short = sum(length <= LEVELS.short_days for length in record.lengths)
    found = patterns_of_pupil(record, beside, LEVELS, spells_of_school=(len(record.lengths), short))
    return {(one.kind, one.what): one for one in found}


def search(
    records: Sequence[PupilRecord],
    days: Sequence[date],
    homes: Mapping[tuple[int, int], frozenset[tuple[str, ...]]] | None = None,
) -> Judgement:
    """Look for everything in a school, as the command does."""
    beside = days_beside_closures(days, holiday_weekdays=LEVELS.holiday_weekdays)
    lengths = [length for record in records for length in record.lengths]
    of_school = len(lengths), sum(length <= LEVELS.short_days for length in lengths)
    tried: list[Tried] = []
    for record in records:
        tried += patterns_of_pupil(record, beside, LEVELS, spells_of_school=of_school)
    tried += patterns_of_classes(records, days, LEVELS)
    tried += patterns_of_siblings([days_away(record) for record in records], homes or {}, LEVELS)
    return judge(tried, LEVELS)


def expected_and_chance(luck: Luck) -> tuple[str, str]:
    """Return both fractions as text."""
    return str(luck.expected), str(luck.chance)
