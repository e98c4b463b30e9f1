"""The register itself: one mark for each pupil and session, from the same seed.

``Register.marks[upn][(day, half)]`` is the mark, half 0 in the morning and 1 in
the afternoon. ``-`` stands for a mark nobody recorded.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta

from scripts.sample_school.absence import Share, absent_spells
from scripts.sample_school.dice import Dice
from scripts.sample_school.people import Pupil
from scripts.sample_school.term_dates import (
    CLOSED_UNEXPECTEDLY,
    INSET_DAYS,
    LAST_DAY,
    OPEN_DAYS,
    REGISTER_DAYS,
)

Slot = tuple[date, int]
MISSING = "-"
PRESENT = ("/", "\\")
N_IS_SETTLED_WITHIN = timedelta(days=11)

IN_ONE_CHARACTER = {"C2": "C", "Y4": "#"}
"""For exports whose marks have one character: another code that counts the same in every sum."""


@dataclass
class Register:
    """All marks of two terms, and the minutes of the late ones."""

    pupils: list[Pupil]
    marks: dict[str, dict[Slot, str]] = field(default_factory=dict)
    minutes: dict[tuple[str, Slot], int] = field(default_factory=dict)

    def one_character(self) -> Register:
        """Return the same register without the codes of two characters and without minutes."""
        marks = {
            upn: {slot: IN_ONE_CHARACTER.get(mark, mark) for slot, mark in own.items()}
            for upn, own in self.marks.items()
        }
        return Register(self.pupils, marks)

    def mark(self, pupil: Pupil, day: date, half: int) -> str | None:
        """Return a pupil's mark, or None outside the pupil's time on roll."""
        return self.marks[pupil.upn].get((day, half))


def make_register(pupils: list[Pupil], seed: int) -> Register:
    """Fill the register: plans of the school first, then each pupil's own absences."""
    dice = Dice(seed)
    register = Register(pupils)
    shares = _shares(dice, pupils)
    for pupil in pupils:
        days = [day for day in REGISTER_DAYS if pupil.first_day <= day <= pupil.last_day]
        own = {(day, half): PRESENT[half] for day in days for half in (0, 1)}
        register.marks[pupil.upn] = own
        for day in INSET_DAYS:
            _overwrite(own, day, "#")
        _overwrite(own, CLOSED_UNEXPECTEDLY, "Y4")
        _plans_of_the_school(dice, pupil, own)
        for slot, mark in absent_spells(dice, pupil, own, shares[pupil.upn]):
            own[slot] = mark
        _come_late(dice, register, pupil)
        _leave_unexplained(dice, own)
    _exceptions(register)
    _forget_marks(dice, register)
    return register


def _overwrite(own: dict[Slot, str], day: date, mark: str) -> None:
    for slot in ((day, 0), (day, 1)):
        if slot in own:
            own[slot] = mark


def _shares(dice: Dice, pupils: list[Pupil]) -> dict[str, Share]:
    """Spread the pupils over the bands as schools find them: shares in thousandths of possible sessions."""
    tiers = [
        (44, Share(0, 11)),
        (68, Share(12, 38)),
        (35, Share(42, 68)),
        (26, Share(72, 98)),
        (22, Share(102, 165)),
        (3, Share(200, 330)),
        (2, Share(510, 600)),
    ]
    dealt = dice.shuffled([share for pupils_in_tier, share in tiers for _ in range(pupils_in_tier)])
    return {pupil.upn: share for pupil, share in zip(pupils, dealt, strict=True)}


def _plans_of_the_school(dice: Dice, pupil: Pupil, own: dict[Slot, str]) -> None:
    if pupil.year == 4:
        _overwrite(own, date(2025, 10, 14), "V")
    if pupil.year == 6 and dice.happens(880):
        for day in (date(2026, 2, 4), date(2026, 2, 5), date(2026, 2, 6)):
            _overwrite(own, day, "V")
    if pupil.group == "5T" and dice.happens(350):
        own[(date(2025, 11, 20), 1)] = "P"
    if pupil.year == 6 and dice.happens(200):
        own[(date(2026, 3, 5), 0)] = "B"


def _come_late(dice: Dice, register: Register, pupil: Pupil) -> None:
    own = register.marks[pupil.upn]
    in_a_thousand = dice.weighted({4: 62, 25: 28, 90: 10})
    for slot, mark in own.items():
        if mark == "U":
            register.minutes[(pupil.upn, slot)] = dice.between(31, 75)
        elif mark in PRESENT and slot[1] == 0 and dice.happens(in_a_thousand):
            after_close = dice.happens(70)
            own[slot] = "U" if after_close else "L"
            minutes = dice.between(31, 75) if after_close else dice.between(2, 25)
            register.minutes[(pupil.upn, slot)] = minutes


def _leave_unexplained(dice: Dice, own: dict[Slot, str]) -> None:
    """N is what the office has not settled yet: mostly of the last days, seldom older."""
    for slot in list(own):
        recent = slot[0] > LAST_DAY - N_IS_SETTLED_WITHIN
        if own[slot] in ("I", "O") and dice.happens(400 if recent else 6):
            own[slot] = "N"


def _exceptions(register: Register) -> None:
    """One pupil each for what the codes allow, at fixed places in the class lists."""
    pupils = register.pupils
    youngest, elsewhere, part_time, excluded = (register.marks[pupils[n].upn] for n in (5, 110, 170, 191))
    for day in OPEN_DAYS:
        if day <= date(2025, 12, 19):
            youngest[(day, 1)] = "X"  # not yet of compulsory school age: mornings only
        if day.weekday() in (1, 3):
            _overwrite(elsewhere, day, "D")
        if date(2025, 11, 3) <= day <= date(2025, 12, 12):
            part_time[(day, 1)] = "C2"
    for day in (date(2025, 12, 3), date(2025, 12, 4)):
        _overwrite(excluded, day, "E")
    for n in (12, 36, 77, 79, 140, 163):
        _overwrite(register.marks[pupils[n].upn], date(2026, 3, 20), "R")
    nine, ten = register.marks[pupils[118].upn], register.marks[pupils[153].upn]
    for slot in [(day, half) for day in OPEN_DAYS if day >= date(2026, 3, 2) for half in (0, 1)][:10]:
        # two holidays in term time: one session short of the penalty threshold, and at it
        ten[slot] = "G"
        nine[slot] = "G" if slot != (date(2026, 3, 2), 0) else "/"
    register.minutes = {
        (upn, slot): minutes
        for (upn, slot), minutes in register.minutes.items()
        if register.marks[upn][slot] in ("L", "U")
    }


def _forget_marks(dice: Dice, register: Register) -> None:
    """Registers nobody took. Never a pupil's first or last day, which say when the pupil was on roll."""
    not_taken = {
        ("4B", (date(2026, 3, 25), 1)),
        ("2D", (date(2026, 2, 9), 0)),
        ("6A", (date(2025, 11, 6), 1)),
    }
    for pupil in register.pupils:
        own = register.marks[pupil.upn]
        ends = {min(own)[0], max(own)[0]}
        for slot in own:
            if slot[0] in ends or own[slot] not in PRESENT:
                continue
            if (pupil.group, slot) in not_taken or dice.between(1, 900) == 1:
                own[slot] = MISSING
