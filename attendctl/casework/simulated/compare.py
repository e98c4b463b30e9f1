"""What the other policy means pupil by pupil: a letter or meeting earlier, later, or by one policy only."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.simulated.played import StepTaken

Change = Literal["same", "earlier", "later", "only simulated", "only in force"]

# What these are about has a name that does not depend on the policy's numbers: a spell's first day, a term.
_KNOWN_BY_OCCASION = frozenset({"spell", "count"})


@dataclass(frozen=True)
class Compared:
    """A letter or a meeting of one pupil, by the simulated policy and by the policy in force.

    ``taken`` is it as simulated; where only the policy in force has it, as that has it.
    A day is None where the policy does not have it at all; it may lie before the weeks shown.
    """

    change: Change
    taken: StepTaken
    simulated_on: date | None
    in_force_on: date | None


_Matter = tuple[int, int, date, str, str]


def compare(simulated: Iterable[StepTaken], in_force: Iterable[StepTaken]) -> list[Compared]:
    """Return every letter and meeting that one of the two has in the weeks shown, pupil by pupil.

    A step is matched with the step of the same name, about the same spell or period; one that
    came more than once a year, in the order it came. Meetings held every so many days are left out.

    Args:
        simulated: all that was taken, the weeks before those shown too: a letter that was written
            before the days asked about is "earlier", not missing.
        in_force: the same by the policy in force.
    """
    new, old = _by_matter(simulated), _by_matter(in_force)
    found = []
    for matter in {**new, **old}:
        one, other = new.get(matter), old.get(matter)
        taken = one or other
        if taken is not None and any(side is not None and side.week.is_shown for side in (one, other)):
            days = one.on if one else None, other.on if other else None
            found.append(Compared(_change(*days), taken, *days))
    return sorted(found, key=_place)


def _change(simulated_on: date | None, in_force_on: date | None) -> Change:
    if in_force_on is None:
        return "only simulated"
    if simulated_on is None:
        return "only in force"
    if simulated_on == in_force_on:
        return "same"
    return "earlier" if simulated_on < in_force_on else "later"


def _by_matter(taken: Iterable[StepTaken]) -> dict[tuple[_Matter, int], StepTaken]:
    times: dict[_Matter, int] = defaultdict(int)
    found: dict[tuple[_Matter, int], StepTaken] = {}
    for one in taken:
        if not (one.is_letter or (one.is_meeting and one.step.kind != "repeated")):
            continue
        about = one.occasion if one.step.kind in _KNOWN_BY_OCCASION else ""
        matter = (*one.key, one.week.academic_year, one.step.name, about)
        times[matter] += 1
        found[matter, times[matter]] = one
    return found


def _place(one: Compared) -> tuple[Any, ...]:
    """By school, class and pupil, then by the first of the two days."""
    pupil = one.taken.pupil
    days = [day for day in (one.simulated_on, one.in_force_on) if day is not None]
    return (
        one.taken.school.name,
        natural_order(pupil.year_group or NOT_STATED),
        natural_order(pupil.class_name or NOT_STATED),
        pupil.identity,
        pupil.pupil_id,
        min(days),
        one.taken.step.name,
    )
