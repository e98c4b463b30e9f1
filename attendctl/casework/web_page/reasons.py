"""Absence by reason: in how many sessions each code of absence stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from attendctl.casework.web_page.page_lines import ReasonLine
from attendctl.measures.session_sums import CodeSum

Reason = tuple[str, str, str]


def reasons_of_absence(year: Sequence[CodeSum], period: Sequence[CodeSum] | None) -> tuple[ReasonLine, ...]:
    """Return a line for each code of absence, the commonest of the year first.

    A code whose meaning changed during the year has a line for each meaning.

    Args:
        year: every code of the year.
        period: every code of the period beside it; None for a page on the year alone.
    """
    of_year, of_period = _absences(year), _absences(period or ())
    year_absent, period_absent = sum(of_year.values()), sum(of_period.values())
    possible = sum(one.possible for one in year)
    lines = [
        ReasonLine(
            *reason,
            None if period is None else of_period.get(reason, 0),
            of_year.get(reason, 0),
            None if period is None else period_absent,
            year_absent,
            possible,
        )
        for reason in of_year | of_period  # a period may begin in the year before
    ]
    return tuple(sorted(lines, key=lambda line: (-line.year, line.code or "")))


def _absences(codes: Iterable[CodeSum]) -> dict[Reason, int]:
    found: dict[Reason, int] = {}
    for one in codes:
        absent = one.authorised + one.unauthorised
        if absent:
            reason = (one.code, one.meaning, one.statistical_class)
            found[reason] = found.get(reason, 0) + absent
    return found
