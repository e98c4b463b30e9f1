"""Who wins a race of classes or houses: the highest attendance of the period, as exact fractions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, NamedTuple

from attendctl.policies.celebration import Award
from attendctl.rates import percent_in_tenths
from attendctl.rules.key_stages import KeyStage, KeyStages
from attendctl.rules.small_numbers import SmallNumbers

_FEWEST = 2  # a race needs two


class Contestant(NamedTuple):
    """A class or house in one race. ``is_shown``: its percentage may be published."""

    name: str
    pupils: int  # with a possible session in the period
    attended: int
    possible: int
    is_shown: bool = True


@dataclass(frozen=True)
class Winner:
    """A winner, with its attendance in tenths of a percent where that may be published."""

    name: str
    attendance_tenths: int | None


@dataclass(frozen=True)
class Race:
    """One race: of the whole school, or of one key stage. All who share the first place have won."""

    award: Award
    stage: KeyStage | None
    winners: tuple[Winner, ...]
    contestants: int


@dataclass(frozen=True)
class NotInRace:
    """Classes or houses that do not compete: so small that a percentage is a child's, or with nobody else."""

    award: Award
    stage: KeyStage | None
    names: tuple[str, ...]
    why: Literal["small", "no key stage", "alone"]


def race(award: Award, stage: KeyStage | None, contestants: Sequence[Contestant]) -> Race | None:
    """Return who wins; None where fewer than two compete. A contestant without a session does not compete.

    >>> from attendctl.policies import load_policy
    >>> star = load_policy("greenhill").awards[1]
    >>> three = [Contestant("1A", 9, 19, 20), Contestant("1B", 9, 38, 40), Contestant("1C", 9, 18, 20)]
    >>> [(winner.name, winner.attendance_tenths) for winner in race(star, None, three).winners]
    [('1A', 950), ('1B', 950)]
    """
    rates = [(one, Fraction(one.attended, one.possible)) for one in contestants if one.possible]
    if len(rates) < _FEWEST:
        return None
    best = max(rate for _, rate in rates)
    winners = tuple(
        Winner(one.name, percent_in_tenths(one.attended, one.possible) if one.is_shown else None)
        for one, rate in rates
        if rate == best
    )
    return Race(award, stage, winners, len(rates))


def races_of(
    award: Award,
    competing: Sequence[tuple[KeyStage | None, Contestant]],
    stages: KeyStages,
    small: SmallNumbers,
) -> tuple[list[Race], list[NotInRace]]:
    """Return every race of an award, the youngest key stage first, and who does not compete and why.

    Args:
        award: to classes or houses.
        competing: each with its key stage.
        stages: of the national curriculum.
        small: what a small number of pupils is.
    """
    of_stages: Sequence[KeyStage | None] = [None]
    if award.within == "key_stage":
        named = award.key_stages
        of_stages = [*(stage for stage in stages.stages if not named or stage.name in named), None]
    races: list[Race] = []
    left: list[NotInRace] = []
    for stage in of_stages:
        here = [one for of, one in competing if of == stage or award.within == "school"]
        tiny = tuple(one.name for one in here if small.is_small(one.pupils))
        rest = [one for one in here if not small.is_small(one.pupils)]
        if tiny:
            left.append(NotInRace(award, stage, tiny, "small"))
        names = tuple(one.name for one in rest)
        if stage is None and award.within == "key_stage":
            left += [NotInRace(award, None, names, "no key stage")] if names and not award.key_stages else []
            continue
        found = race(award, stage, rest)
        if found is not None:
            races.append(found)
        elif names:
            left.append(NotInRace(award, stage, names, "alone"))
    return races, left
