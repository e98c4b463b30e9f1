"""Which numbers of pupils are too small to be printed for readers outside the office, by day."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule


class SmallNumbers(DatedValue):
    """Numbers from 1 up to ``largest_small_number``, included, are small.

    The number is at least 2: where only 1 were small, a withheld number would be known.
    """

    largest_small_number: int = Field(ge=2)

    def is_small(self, pupils: int) -> bool:
        """Say whether a number of pupils is too small to be printed.

        >>> from datetime import date
        >>> rule = small_numbers().in_force(date(2025, 12, 19))
        >>> [rule.is_small(pupils) for pupils in (0, 1, 2, 3)]
        [False, True, True, False]
        """
        return 0 < pupils <= self.largest_small_number

    def may_be_printed(self, counted: int, *, of: int) -> bool:
        """Say whether a number of pupils in a group may be printed: not small, nor all or nearly all.

        Args:
            counted: such as the persistently absent pupils of a group.
            of: the pupils of the group.

        >>> from datetime import date
        >>> rule = small_numbers().in_force(date(2025, 12, 19))
        >>> [rule.may_be_printed(counted, of=9) for counted in (0, 2, 3, 6, 7, 9)]
        [True, False, True, True, False, False]
        """
        return counted == 0 or min(counted, of - counted) > self.largest_small_number


@lru_cache(maxsize=1)
def small_numbers() -> Rule[SmallNumbers]:
    """Read the rule. Source: ``england/small_numbers.toml``."""
    return load_rule(ENGLAND / "small_numbers.toml", SmallNumbers)
