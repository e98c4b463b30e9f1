"""What the schools' policies say about reporting to governors, and with what they are compared."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.governors.paper_lines import Duty
from attendctl.casework.school_benchmarks import SchoolBenchmarks, own_benchmarks, school_benchmarks
from attendctl.policies import load_policy
from attendctl.policies.policy import Policy
from attendctl.rules.benchmarks import load_tables
from attendctl.settings import Settings

_TOPIC, _WORD = "reports", "govern"
_GUIDANCE = "national"
_EVERY = {
    "day": "every day",
    "week": "every week",
    "half_term": "every half term",
    "term": "every term",
    "year": "every year",
}


def duties_of(schools: Sequence[ChosenSchool]) -> tuple[Duty, ...]:
    """Return what each policy asks to be reported to its governors; where none does, what guidance asks."""
    policies = {school.policy.key: school.policy for school in schools}
    return _duties(policies.values()) or _duties([load_policy(_GUIDANCE)])


def _duties(policies: Iterable[Policy]) -> tuple[Duty, ...]:
    return tuple(
        Duty(
            policy.document.title,
            routine.title,
            _EVERY[routine.every],
            routine.source.section,
            routine.source.ours,
        )
        for policy in policies
        for routine in policy.routines
        if routine.topic == _TOPIC and _WORD in f"{routine.name} {routine.title}".casefold()
    )


def benchmarks_of(
    schools: Sequence[ChosenSchool], settings: Settings, *, as_of: date
) -> tuple[SchoolBenchmarks, ...]:
    """Return the published figures for the schools; those that several share, once."""
    tables = load_tables(own_benchmarks(settings))
    found: dict[object, SchoolBenchmarks] = {}
    for school in schools:
        chosen = school_benchmarks(school.settings, tables, as_of=as_of)
        found.setdefault((chosen.phase, chosen.figures, chosen.notes), chosen)
    return tuple(found.values())
