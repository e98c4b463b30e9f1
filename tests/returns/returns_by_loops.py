"""Spells and illness counted by plain loops over one child's marks: the rules told apart from SQL."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

# Of what the tests draw from; not possible is another school, closed, nothing marked.
UNAUTHORISED, NOT_POSSIBLE = frozenset("GNOU"), frozenset(("D", "Y4", "-"))


def spells_of(marks: Mapping[date, Sequence[str]], codes: frozenset[str]) -> list[list[date]]:
    """The runs of days on which every possible session has one of the codes, oldest first."""
    runs: list[list[date]] = [[]]
    for day in sorted(marks):
        possible = [code for code in marks[day] if code not in NOT_POSSIBLE]
        if not possible:
            continue
        if all(code in codes for code in possible):
            runs[-1].append(day)
        else:
            runs.append([])
    return [run for run in runs if run]


def sessions_ill(marks: Mapping[date, Sequence[str]]) -> int:
    """How many sessions are marked I."""
    return sum(code == "I" for codes in marks.values() for code in codes)
