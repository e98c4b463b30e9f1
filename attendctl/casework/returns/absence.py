"""Absence of which the authority is to be told: whose, by which duty, which days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

Counted = Literal["in a row", "in all", "after leave ended", "not found", "marks end"]


@dataclass(frozen=True)
class Absence:
    """Absence of one pupil that a duty is about.

    Args:
        duty: its name, as in ``attendctl.casework.returns.duties``.
        spell_from: with ``spell_to`` the days, both included, by which it is known again: those of the
            spell in which the number was reached. One return is made of each.
        first_day: with ``last_day`` the days that are counted, both included.
        half_days: how long, in half school days: 20 are ten days. Days in a row count whole.
        reached_on: the day the number was reached; None where it is only expected.
        is_open: the pupil has not been back since.
    """

    duty: str
    school_id: int
    pupil_id: int
    counted: Counted
    spell_from: date
    spell_to: date
    first_day: date
    last_day: date
    half_days: int
    reached_on: date | None
    is_open: bool = False

    @property
    def pupil(self) -> tuple[int, int]:
        """School and pupil."""
        return self.school_id, self.pupil_id

    def is_of_the_days(self, from_day: date, to_day: date) -> bool:
        """Whether its spell has a day between two days, both included."""
        return self.spell_from <= to_day and from_day <= self.spell_to


def days_of(half_days: int) -> int | float:
    """Return half days as school days: a whole number, or one and a half.

    >>> days_of(30), days_of(29)
    (15, 14.5)
    """
    days, half = divmod(half_days, 2)
    return days + 0.5 if half else days
