"""Patterns judged together: which of all those tried luck would hardly make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from attendctl.casework.patterns.corrected import chances_among_all, could_show
from attendctl.casework.patterns.levels import Levels
from attendctl.casework.patterns.tried import Tried


@dataclass(frozen=True)
class Judged:
    """A pattern with its chance among all that were tried in the run.

    ``codes`` counts the sessions missed on the days of a pupil's pattern, by code.
    """

    tried: Tried
    among_all: Fraction
    could_be_luck: bool
    codes: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Judgement:
    """What a run found, the least likely first.

    ``tried`` counts the patterns that could have been told from luck; ``too_thin`` those that could
    not have been, whatever happened.
    """

    tried: int
    too_thin: int
    found: tuple[Judged, ...]
    could_be_luck: tuple[Judged, ...]  # rare by themselves, and not among so many


def judge(tried: Sequence[Tried], levels: Levels) -> Judgement:
    """Tell the patterns of one run from luck.

    Args:
        tried: everything the run looked at.
        levels: the share of runs without a pattern that may report one.
    """
    enough = could_show([one.luck for one in tried], levels.level)
    counted = [one for one, is_enough in zip(tried, enough, strict=True) if is_enough]
    corrected = chances_among_all([one.luck.chance for one in counted])
    every = sorted(
        (
            Judged(one, among_all, could_be_luck=among_all > levels.level)
            for one, among_all in zip(counted, corrected, strict=True)
        ),
        key=lambda judged: judged.tried.luck.chance,
    )
    return Judgement(
        tried=len(counted),
        too_thin=len(tried) - len(counted),
        found=tuple(one for one in every if not one.could_be_luck),
        could_be_luck=tuple(
            one for one in every if one.could_be_luck and one.tried.luck.chance <= levels.rare
        ),
    )
