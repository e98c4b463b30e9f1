"""How patterns are looked for: the data of ``levels.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files


@dataclass(frozen=True)
class Levels:
    """The numbers of the search, each with its reason in the file.

    ``level`` is the largest share of runs without a pattern that may report one. ``least_absences``
    counts spells. ``short_days`` and ``long_days`` are the most days of a short spell and the least
    of a long one. Weeks are school weeks.
    """

    level: Fraction
    correction: str
    level_because: str
    least_absences: int
    class_weeks: int
    class_illnesses: int
    short_days: int
    long_days: int
    many_short: int
    holiday_weekdays: int
    broken_weeks_every: int
    illness_codes: tuple[str, ...]
    illness_weeks: int
    illness_weeks_before: int
    step_weeks: int
    least_to_compare: int
    step_entries: tuple[str, ...]
    rare: Fraction


@lru_cache(maxsize=1)
def pattern_levels() -> Levels:
    """Read the file.

    >>> pattern_levels().level
    Fraction(1, 20)
    """
    text = files("attendctl.casework.patterns").joinpath("levels.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Levels(
        level=Fraction(data["luck"]["level"]),
        correction=data["luck"]["correction"],
        level_because=data["luck"]["because"],
        least_absences=data["least"]["absences"],
        class_weeks=data["least"]["class_weeks"],
        class_illnesses=data["least"]["class_illnesses"],
        short_days=data["spells"]["short_days"],
        long_days=data["spells"]["long_days"],
        many_short=data["spells"]["many_short"],
        holiday_weekdays=data["holidays"]["closed_weekdays"],
        broken_weeks_every=data["broken_weeks"]["one_absence_in_weeks"],
        illness_codes=tuple(data["illness"]["codes"]),
        illness_weeks=data["illness"]["school_weeks"],
        illness_weeks_before=data["illness"]["least_weeks_before"],
        step_weeks=data["steps"]["school_weeks"],
        least_to_compare=data["steps"]["least_to_compare"],
        step_entries=tuple(data["steps"]["entries"]),
        rare=Fraction(data["shown"]["rare"]),
    )
