"""Kinds of things, such as reasons of absence, so put together that none is about one or two pupils."""

from __future__ import annotations

from collections.abc import Hashable, Sequence, Set
from dataclasses import dataclass, replace

from attendctl.rules.small_numbers import SmallNumbers


@dataclass(frozen=True)
class Kind:
    """So many things of a kind, and whom they are about.

    ``is_fixed``: printed elsewhere too, as it is. It hides nothing that it is put together with.
    """

    name: str
    number: int
    pupils: Set[Hashable]
    is_fixed: bool = False


def gather_small(
    kinds: Sequence[Kind], rule: SmallNumbers, *, other: str, every: str | None = None
) -> list[Kind] | None:
    """Put together the kinds that are about one or two pupils; in the same order, what is together last.

    Where they are still about one or two, the next smallest joins them. The sum stays what it was.

    Args:
        kinds: that add up to a number which is printed; those without anything are left out.
        rule: says which numbers are small.
        other: what those together are called.
        every: what they are called where none is left beside them; None calls them the same.

    Returns:
        None where all of them together are about one or two: then nothing may be printed.

    >>> from datetime import date
    >>> from attendctl.rules.small_numbers import small_numbers
    >>> rule = small_numbers().in_force(date(2025, 12, 19))
    >>> kinds = [Kind("illness", 40, {1, 2, 3, 4}), Kind("religion", 2, {5}), Kind("other", 9, {3, 6, 7})]
    >>> [(kind.name, kind.number) for kind in gather_small(kinds, rule, other="any other reason")]
    [('illness', 40), ('any other reason', 11)]
    """
    there = [kind for kind in kinds if kind.number]
    together = [kind for kind in there if _is_small(kind, rule) and not kind.is_fixed]
    if not together:
        return there
    rest = sorted(
        (kind for kind in there if kind not in together and not kind.is_fixed), key=lambda kind: kind.number
    )
    while _is_small(gathered := _sum(together, other), rule):
        if not rest:
            return None
        together.append(rest.pop(0))
    left = [kind for kind in there if kind not in together]
    return [*left, gathered] if left or every is None else [replace(gathered, name=every)]


def _is_small(kind: Kind, rule: SmallNumbers) -> bool:
    return rule.is_small(kind.number) or rule.is_small(len(kind.pupils))


def _sum(kinds: Sequence[Kind], name: str) -> Kind:
    pupils = frozenset(pupil for kind in kinds for pupil in kind.pupils)
    return replace(kinds[0], name=name, number=sum(kind.number for kind in kinds), pupils=pupils)
