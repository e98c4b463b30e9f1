"""Which days a difference about days means in this register: the first or last day that is counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attendctl.calendar import Week, academic_year_start, monday_of
from attendctl.casework.reconciled.differences import FromDay, ToDay
from attendctl.measures.terms import SchoolTerms


def last_day_meant(meant: ToDay, days: Sequence[date], to_day: date) -> date | None:
    """Return the last day counted instead, or None where the register has no such day.

    Args:
        meant: as ``differences.toml`` names it.
        days: the school days of the register, oldest first.
        to_day: the last day that is counted by us, included.

    >>> days = [date(2025, 11, 6), date(2025, 11, 7), date(2025, 11, 10)]
    >>> last_day_meant("school day before", days, date(2025, 11, 7))
    datetime.date(2025, 11, 6)
    >>> last_day_meant("school week before", days, date(2025, 11, 7)) is None
    True
    """
    monday = monday_of(to_day)
    if meant == "school day before":
        counted = [day for day in days if day <= to_day]
        return counted[-2] if len(counted) > 1 else None
    if meant == "school day after":
        return next((day for day in days if day > to_day), None)
    if meant == "school week before":
        return max((day for day in days if day < monday), default=None)
    after = next((day for day in days if day > Week.containing(to_day).sunday), None)
    return max((day for day in days if monday_of(day) == monday_of(after)), default=None) if after else None


def first_day_meant(
    meant: FromDay,
    days: Sequence[date],
    *,
    from_day: date,
    to_day: date,
    terms: SchoolTerms,
    published_from: date | None,
) -> date | None:
    """Return the first day counted instead, or None where the register has no such day, or it is ours.

    Args:
        meant: as ``differences.toml`` names it.
        days: the school days of the register, oldest first.
        from_day: the first day that is counted by us, included.
        to_day: the last.
        terms: of the school.
        published_from: the first day of the published figures of that academic year, where it is known.
    """
    counted = [day for day in days if from_day <= day <= to_day]
    if not counted:
        return None
    if meant == "year":
        found: date | None = academic_year_start(to_day)
    elif meant == "second school day":
        found = counted[1] if len(counted) > 1 else None
    elif meant == "second school week":
        found = next((monday_of(day) for day in counted if monday_of(day) > monday_of(counted[0])), None)
    elif meant == "term":
        term = terms.term_of(to_day)
        found = term.from_day if term else None
    elif meant == "half term":
        half = terms.half_term_of(to_day)
        found = half.from_day if half else None
    else:
        found = published_from
    # Between our first day and the first school day there is nothing to count.
    if found is None or found > to_day or (from_day <= found <= counted[0]):
        return None
    return found
