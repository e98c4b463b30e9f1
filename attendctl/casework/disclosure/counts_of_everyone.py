"""Numbers that are counted of everyone, such as who is persistently and who is severely absent."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from typing import TypeVar

from attendctl.casework.disclosure.lines import Line
from attendctl.casework.disclosure.withheld_cells import withheld_cells
from attendctl.rules.small_numbers import SmallNumbers

Name = TypeVar("Name", bound=str)


def withheld_counts(counts: Mapping[Name, int], *, of: int, rule: SmallNumbers) -> frozenset[Name]:
    """Return the names of the numbers that are withheld: small ones, and what gives a small one away.

    Args:
        counts: how many pupils are counted by each name; where one is part of another, the larger first.
        of: the pupils, printed beside them.
        rule: says which numbers are small.

    >>> from datetime import date
    >>> from attendctl.rules.small_numbers import small_numbers
    >>> rule = small_numbers().in_force(date(2025, 12, 19))
    >>> sorted(withheld_counts({"persistent": 5, "severe": 3}, of=16, rule=rule))  # 5 less 3 are two pupils
    ['severe']
    >>> sorted(withheld_counts({"persistent": 6, "severe": 3}, of=16, rule=rule))
    []
    """
    pupils = range(of)
    counted: dict[str, frozenset[Hashable]] = {
        name: frozenset(pupils[:number]) for name, number in counts.items()
    }
    everyone = Line(None, None, frozenset(pupils), counted)
    withheld = withheld_cells([everyone], rule)
    return frozenset(name for name in counts if withheld.count(everyone.key, name))
