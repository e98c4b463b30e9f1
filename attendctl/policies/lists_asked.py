"""Every list that a policy asks for in a period, whichever table of its file it stands in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import get_args

from attendctl.policies.duties import CountBelow, CountBetween, Every
from attendctl.policies.in_words_parts import range_in_words
from attendctl.policies.in_words_rules import edges_in_words
from attendctl.policies.lists import ListKind, ListOrder, Over
from attendctl.policies.parts import Source
from attendctl.policies.policy import Policy
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT, percent_in_words


@dataclass(frozen=True)
class ListAsked:
    """One list, as ``attendctl.policies.lists.PolicyList`` says it.

    ``lowest`` and ``highest`` are in tenths of a percent, both included.
    """

    name: str
    title: str
    every: tuple[Every, ...]
    kind: ListKind
    who: tuple[str, ...]
    over: Over
    lowest: int | None
    highest: int | None
    bands: tuple[str, ...]
    codes: tuple[str, ...]
    beside_school_weeks: int | None
    order: ListOrder
    source: Source


def lists_asked(policy: Policy, every: Every | None) -> tuple[ListAsked, ...]:
    """Return the lists of a period: those that its counts make, then its own, each in the order of the file.

    Args:
        policy: with every key right.
        every: the kind of the period; None for any days, which have every list but those of a day alone.

    >>> from attendctl.policies import load_policy
    >>> [one.title for one in lists_asked(load_policy("copnor"), "week")][:4]
    ['100%', 'Below 90%', 'Below 80%', 'Below 50%']
    """
    return tuple(one for one in _all(policy) if _is_of(one.every, every))


def periods_with_lists(policy: Policy) -> tuple[Every, ...]:
    """Return the periods for which a policy asks for a list, the shortest first.

    >>> from attendctl.policies import load_policy
    >>> periods_with_lists(load_policy("reach2"))
    ('day', 'week')
    """
    every = {period for one in _all(policy) for period in one.every}
    return tuple(period for period in get_args(Every) if period in every)


def _is_of(listed: tuple[Every, ...], every: Every | None) -> bool:
    return every in listed if every else any(period != "day" for period in listed)


def _all(policy: Policy) -> Iterator[ListAsked]:
    counts: tuple[CountBelow | CountBetween, ...] = (*policy.counts_between, *policy.counts_below)
    yield from map(_of_count, counts)
    for one in policy.lists:
        yield ListAsked(
            one.name,
            one.title,
            one.every,
            one.kind,
            one.who,
            "period" if one.kind in ("marks", "illness") else one.over,
            one.lowest,
            one.highest,
            one.bands,
            one.codes,
            one.beside_school_weeks,
            one.order,
            one.source,
        )


def _of_count(count: CountBelow | CountBetween) -> ListAsked:
    """Return the list of the pupils that a count counts: below a percentage, or between two."""
    over: Over
    order: ListOrder
    if isinstance(count, CountBelow):
        name, over, order = f"below-{percent_in_words(count.percent)}", "year", "lowest"
        lowest, highest = 0, count.percent - 1
    else:
        lowest, highest = count.lowest, count.highest
        name, over = range_in_words(lowest, highest), count.over
        order = "class" if lowest == TENTHS_IN_ONE_HUNDRED_PERCENT else "highest"
    return ListAsked(
        name.replace("%", "").replace(" ", "-"),
        edges_in_words(count),
        count.every,
        "attendance",
        count.of,
        over,
        lowest,
        highest,
        (),
        (),
        None,
        order,
        count.source,
    )
