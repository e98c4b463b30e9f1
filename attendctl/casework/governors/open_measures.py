"""Which sums of sessions may stand beside each other: a sum that one or two pupils made is withheld.

The period and the period before it lie in the year: what is printed of all three tells what is left of the
year by subtraction, so the year's sum goes where that would be about one or two pupils.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping

from attendctl.casework.governors.paper_lines import ColumnName
from attendctl.rules.small_numbers import SmallNumbers

SessionsOfPupils = Counter[Hashable]


def withheld_columns(
    sessions: Mapping[ColumnName, SessionsOfPupils], rule: SmallNumbers, *, before_is_in_year: bool
) -> set[ColumnName]:
    """Return the columns whose sum is withheld.

    Args:
        sessions: by column, how many sessions of each pupil make the sum; a column that is not
            printed is not in it.
        rule: says which numbers are small.
        before_is_in_year: whether the period before lies in the year of the period.

    >>> from datetime import date
    >>> from attendctl.rules.small_numbers import small_numbers
    >>> rule = small_numbers().in_force(date(2025, 12, 19))
    >>> period, year = Counter("aabbcc"), Counter("aabbccc")  # one late mark of c lies before the period
    >>> withheld_columns({"period": period, "year": year}, rule, before_is_in_year=False)
    {'year'}
    """
    nothing: SessionsOfPupils = Counter()
    withheld = {name for name, of_pupils in sessions.items() if _is_small(of_pupils, rule)}
    if "year" in sessions:
        year, period = sessions["year"], sessions.get("period", nothing)
        before = sessions.get("before", nothing) if before_is_in_year else nothing
        rests = (year - period, year - before, year - period - before)
        if withheld & {"period", "before"} or any(_is_small(rest, rule) for rest in rests):
            withheld.add("year")
    return withheld


def _is_small(of_pupils: SessionsOfPupils, rule: SmallNumbers) -> bool:
    return rule.is_small(sum(1 for number in of_pupils.values() if number > 0))
