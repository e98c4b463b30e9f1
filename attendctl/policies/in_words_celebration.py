"""What a policy celebrates, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attendctl.policies.celebration import Award, Celebration, LeftOut
from attendctl.policies.in_words_parts import listed, range_in_words
from attendctl.policies.in_words_rules import EVERY
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT

if TYPE_CHECKING:
    from attendctl.policies.policy import Policy

_OF = {"school": "of the whole school", "class": "of each class"}
_TO = {"pupil": "pupils", "class": "classes", "house": "houses"}


def published_in_words(celebration: Celebration) -> str:
    """Say whose percentages are published.

    >>> from attendctl.policies import load_policy
    >>> published_in_words(load_policy("greenhill").celebration)
    'of the whole school and of each class'
    """
    return listed([_OF[one] for one in celebration.percentages_of])


def award_in_words(award: Award) -> str:
    """Say who gets an award, how often, and for what.

    >>> from attendctl.policies import load_policy
    >>> print(award_in_words(load_policy("copnor").awards[0]))
    House attendance cup, every week: to the house with the highest attendance in KS1 and in KS2
    """
    title = f"{award.title}, {EVERY[award.every]}"
    if award.to != "pupil":
        where = "in the school"
        if award.within == "key_stage":
            where = listed([f"in {name}" for name in award.key_stages]) or "in each key stage"
        return f"{title}: to the {award.to} with the highest attendance {where}"
    level = f", {award.level}" if award.level else ""
    if award.step is not None:
        reached = f"of whom step {award.step} is due"
    else:
        full = TENTHS_IN_ONE_HUNDRED_PERCENT
        lowest = full if award.lowest is None else award.lowest
        reached = f"with {range_in_words(lowest, award.highest or full)} over it"
        reached += " and never late" if award.on_time else ""
    shown = "" if award.published == "names" else "; published is how many of each house"
    return f"{title}{level}: to every pupil {reached}, for {award.what_for}{shown}"


def left_out_in_words(policy: Policy, one: LeftOut) -> str:
    """Say what is not held against whom."""
    group = next((group for group in policy.case_groups if group.name == one.group), None)
    of = f" of pupils in the group {group.name} ({group.title})" if group else ""
    whom = listed([_TO[to] for to in one.awards_to])
    return (
        f"{one.title}, marked {listed(one.codes, 'or')}{of}: left out when awards to {whom} are decided, "
        "as if there had been no session"
    )
