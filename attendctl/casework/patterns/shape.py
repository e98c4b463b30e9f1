"""The shape of a pupil's absence: many short spells or one long one, broken weeks and whole ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from attendctl.casework.patterns.broken_weeks import broken_weeks
from attendctl.casework.patterns.levels import Levels
from attendctl.casework.patterns.pupil_record import PupilRecord, WhoIsMeant

Shape = Literal["many short", "one long", "neither"]


@dataclass(frozen=True)
class AbsenceShape:
    """One pupil's absence over the days looked at, in days and weeks; a half day away makes a day away.

    ``weeks_whole`` are weeks without a day at school; ``weeks`` all that had a possible day.
    """

    who: WhoIsMeant
    days_possible: int
    days_away: int
    spells: int
    short_spells: int
    longest: int
    weeks: int
    weeks_broken: int
    weeks_whole: int
    shape: Shape


def shape_of(pupil: PupilRecord, levels: Levels) -> AbsenceShape:
    """Describe the absence of one pupil.

    It is "many short" where so many spells are short and make most of the days away; "one long"
    where one long spell does.

    Args:
        pupil: with the days looked at.
        levels: what is short, long and many.
    """
    short = [days for days in pupil.lengths if days <= levels.short_days]
    away = sum(pupil.lengths)
    longest = max(pupil.lengths, default=0)
    shape: Shape = "neither"
    if len(short) >= levels.many_short and 2 * sum(short) > away:
        shape = "many short"
    elif longest >= levels.long_days and 2 * longest > away:
        shape = "one long"
    at_school = {week for week, away_ in zip(pupil.weeks, pupil.is_away, strict=True) if not away_}
    weeks = set(pupil.weeks)
    return AbsenceShape(
        who=pupil.who,
        days_possible=len(pupil.days),
        days_away=away,
        spells=len(pupil.spells),
        short_spells=len(short),
        longest=longest,
        weeks=len(weeks),
        weeks_broken=broken_weeks(pupil.weeks, pupil.is_away),
        weeks_whole=len(weeks - at_school),
        shape=shape,
    )
