"""Half days away: mornings more often than afternoons, or the reverse."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attendctl.casework.patterns.chance import ways_together
from attendctl.casework.patterns.pupil_record import DayOfPupil


@dataclass(frozen=True)
class HalfDays:
    """Days of one spell of which only one half was missed, both having been possible."""

    mornings: int
    afternoons: int


def half_days_of(days: Sequence[DayOfPupil], first: int, length: int) -> HalfDays:
    """Count the half days of a spell.

    Args:
        days: of the pupil.
        first: the place of the spell's first day.
        length: its days.
    """
    of_spell = [day for day in days[first : first + length] if day.possible_am and day.possible_pm]
    return HalfDays(
        sum(day.away_am is not None and day.away_pm is None for day in of_spell),
        sum(day.away_pm is not None and day.away_am is None for day in of_spell),
    )


def ways_by_mornings(spells: Sequence[HalfDays]) -> list[int]:
    """Return in how many ways 0, 1, 2 … of the half days are mornings.

    Luck is taken to choose for each spell, by the toss of a coin, whether its mornings were mornings
    or afternoons. So a week of mornings only, a timetable perhaps, is one toss. By the same
    numbers, read from the other side, the afternoons.

    >>> ways_by_mornings([HalfDays(1, 0), HalfDays(3, 0)])
    [1, 1, 0, 1, 1]
    """
    return ways_together([[spell.mornings, spell.afternoons] for spell in spells])
