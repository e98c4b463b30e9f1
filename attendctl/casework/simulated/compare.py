"""What the other policy means pupil by pupil: a letter or meeting earlier, later, or by one policy only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from attendctl.casework.simulated.played import StepTaken

Change = Literal["earlier", "later", "only simulated", "only in force"]

# What these are about has a name that does not depend on the policy's numbers: a spell's first day, a term.
_KNOWN_BY_OCCASION = frozenset({"spell", "count"})


@dataclass(frozen=True)
class Difference:
    """A letter or a meeting that comes on another day, or by one of the two policies only.

    ``taken`` is it as simulated; where only the policy in force has it, as that has it.
    A day is None where the policy does not have it at all.
    """

    change: Change
    taken: StepTaken
    simulated_on: date | None
    in_force_on: date | None


_Key = tuple[int, int, date, str, str, int]


def differences_between(simulated: Iterable[StepTaken], in_force: Iterable[StepTaken]) -> list[Difference]:
    """Return every difference of letters and meetings, by pupil and day.

    A step is matched with the step of the same name, about the same spell or period; one that
    came more than once a year, in the order it came. What both have on the same day is left out.

    Args:
        simulated: all that was taken, the weeks before those shown too: a letter that was written
            before the days asked about is "earlier", not missing.
        in_force: the same by the policy in force.
    """
    new, old = _by_key(simulated), _by_key(in_force)
    found: list[Difference] = []
    for key in {**new, **old}:
        one, other = new.get(key), old.get(key)
        if not any(side is not None and side.week.is_shown for side in (one, other)):
            continue
        if one is not None and other is not None:
            if one.on != other.on:
                found.append(Difference("earlier" if one.on < other.on else "later", one, one.on, other.on))
        elif one is not None:
            found.append(Difference("only simulated", one, one.on, None))
        elif other is not None:
            found.append(Difference("only in force", other, None, other.on))
    return sorted(found, key=_place)


def _by_key(taken: Iterable[StepTaken]) -> dict[_Key, StepTaken]:
    times: dict[tuple[int, int, date, str, str], int] = defaultdict(int)
    found: dict[_Key, StepTaken] = {}
    for one in taken:
        if not (one.is_letter or one.is_meeting) or one.step.kind == "repeated":
            continue
        about = one.occasion if one.step.kind in _KNOWN_BY_OCCASION else ""
        key = (*one.key, one.week.academic_year, one.step.name, about)
        times[key] += 1
        found[*key, times[key]] = one
    return found


def _place(one: Difference) -> tuple[str, str, date, str]:
    """By school and pupil, then by the first of the two days."""
    days = [day for day in (one.simulated_on, one.in_force_on) if day is not None]
    return one.taken.school.name, one.taken.pupil.identity, min(days), one.taken.step.name
