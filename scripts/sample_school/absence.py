"""When a pupil is away and why: spells placed until the pupil's share of sessions is missed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from scripts.sample_school.dice import Dice
from scripts.sample_school.people import Pupil

Slot = tuple[date, int]
PRESENT = ("/", "\\")
HOLIDAY_DAYS = 5


@dataclass(frozen=True)
class Share:
    """The sessions a pupil misses, in thousandths of the possible ones, both ends included."""

    lowest: int
    highest: int


def absent_spells(dice: Dice, pupil: Pupil, own: dict[Slot, str], share: Share) -> Iterator[tuple[Slot, str]]:
    """Yield the sessions a pupil misses, each with its code."""
    present = [slot for slot, mark in own.items() if mark in PRESENT]
    wanted = (dice.between(share.lowest, share.highest) * len(present) + 500) // 1000
    taken: set[Slot] = set()
    free = set(present)
    often_away = share.lowest >= 100
    while len(taken) < wanted:
        left = wanted - len(taken)
        code, sessions = _spell(dice, often_away, left)
        start = dice.between(0, len(present) - 1)
        if sessions > 1 and present[start][1] == 1:
            start -= 1  # a whole day away begins in the morning
        for slot in present[max(start, 0) : max(start, 0) + min(sessions, left)]:
            if slot in free:
                free.discard(slot)
                taken.add(slot)
                yield slot, code


def _spell(dice: Dice, often_away: bool, left: int) -> tuple[str, int]:
    """Return a reason and how many sessions it lasts."""
    weights = {"I": 62, "M": 14, "O": 6, "C": 4, "G": 3, "U": 2}
    if often_away:
        weights = {"I": 52, "M": 8, "O": 20, "C": 4, "G": 5, "U": 4}
    code = dice.weighted(weights)
    if code == "G":
        return ("G", 2 * HOLIDAY_DAYS) if left >= 2 * HOLIDAY_DAYS - 2 else ("I", 1)
    if code == "I":
        return code, dice.weighted({1: 15, 2: 40, 4: 25, 6: 14, 8: 6})
    if code in ("M", "U"):
        return code, 1
    return code, dice.weighted({1: 20, 2: 60, 4: 20})
