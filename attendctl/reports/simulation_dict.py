"""A simulation as plain values: the JSON contract, from which the table and the CSV are made."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from attendctl.casework.simulated.compare import Compared
from attendctl.casework.simulated.played import StepTaken
from attendctl.casework.simulation import Simulation
from attendctl.policies import Step

SIDES = ("simulated", "in_force")


def simulation_dict(found: Simulation) -> dict[str, Any]:
    """Return a simulation by the contract of ``docs/json.md``. Pupils are named by number alone."""
    sides = dict(zip(SIDES, (found.simulated, found.in_force), strict=True))
    return {
        "from": found.from_day.isoformat(),
        "to": found.to_day.isoformat(),
        "known": found.known.isoformat() if found.known else None,
        "policy": {
            "policy": found.policy.key,
            "version": found.policy.version,
            "title": found.policy.title,
        },
        "schools": [
            {
                "name": school.name,
                "urn": school.urn,
                "in_force": school.policy.key,
                "in_force_version": school.policy.version,
            }
            for school in found.schools
        ],
        "pupils": found.pupils,
        "weeks": _weeks(found),
        "steps": _steps(found),
        "to_many": [one for by, taken in sides.items() for one in _to_many(by, taken)],
        "groups": [
            {
                "by": group.by,
                "name": group.name,
                "pupils": group.pupils,
                "with_letter": {
                    "simulated": group.with_letter,
                    "in_force": group.with_letter_in_force,
                },
            }
            for group in found.groups
        ],
        "letters": [_compared(one) for one in found.compared if one.taken.is_letter],
        "meetings": [_compared(one) for one in found.compared if not one.taken.is_letter],
    }


def _weeks(found: Simulation) -> list[dict[str, Any]]:
    counts = {
        side: Counter((one.week.monday, _sort_of(one)) for one in taken if not one.is_batch)
        for side, taken in zip(SIDES, (found.simulated, found.in_force), strict=True)
    }
    return [
        {
            "from": week.monday.isoformat(),
            "judged_on": week.judged_on.isoformat(),
            **{
                side: {sort: counts[side][week.monday, sort] for sort in ("letters", "meetings", "other")}
                for side in SIDES
            },
        }
        for week in found.weeks
    ]


def _sort_of(one: StepTaken) -> str:
    if one.is_letter:
        return "letters"
    return "meetings" if one.is_meeting else "other"


def _steps(found: Simulation) -> list[dict[str, Any]]:
    """Count every step, in the order of the simulated policy and then of those in force."""
    steps: dict[str, Step] = {}
    for policy in (found.policy, *(school.policy for school in found.schools)):
        for step in policy.steps:
            steps.setdefault(step.name, step)
    times = {
        side: _times(taken) for side, taken in zip(SIDES, (found.simulated, found.in_force), strict=True)
    }
    return [
        {
            "step": name,
            "title": step.title,
            "does": step.does,
            "to_many": step.only_when_named,
            **{side: {"times": times[side][name][0], "pupils": times[side][name][1]} for side in SIDES},
        }
        for name, step in steps.items()
        if any(times[side][name][0] for side in SIDES)
    ]


def _times(taken: Iterable[StepTaken]) -> dict[str, tuple[int, int]]:
    pupils: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for one in taken:
        pupils[one.step.name].append(one.key)
    found: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    found |= {name: (len(keys), len(set(keys))) for name, keys in pupils.items()}
    return found


def _to_many(by: str, taken: Sequence[StepTaken]) -> list[dict[str, Any]]:
    """Return letters and certificates to many, one line a school, occasion and day."""
    batches: dict[tuple[str, str, str, str], list[StepTaken]] = defaultdict(list)
    for one in taken:
        if one.is_batch:
            batches[one.on.isoformat(), one.school.name, one.step.name, one.occasion].append(one)
    return [
        {
            "by": by,
            "on": on,
            "school": school,
            "letter": name,
            "title": of_batch[0].step.title,
            "about": occasion or None,
            "pupils": len(of_batch),
        }
        for (on, school, name, occasion), of_batch in sorted(batches.items(), key=lambda batch: batch[0])
    ]


def _compared(one: Compared) -> dict[str, Any]:
    taken = one.taken
    return {
        "school": taken.school.name,
        "upn": taken.pupil.upn,
        "admission_number": taken.pupil.admission_number,
        "year_group": taken.pupil.year_group,
        "class": taken.pupil.class_name,
        "step": taken.step.name,
        "title": taken.step.title,
        "band": taken.band,
        "about": taken.occasion or None,
        "change": one.change,
        "simulated_on": one.simulated_on.isoformat() if one.simulated_on else None,
        "in_force_on": one.in_force_on.isoformat() if one.in_force_on else None,
        "reason": {"text": taken.why, "source": taken.source},
    }
