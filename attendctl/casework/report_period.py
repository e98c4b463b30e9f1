"""Which day a report judges by, and which school week it is of."""

from __future__ import annotations

from datetime import date

from attendctl.calendar import Week
from attendctl.errors import NotFound
from attendctl.measures.school_weeks import SchoolDays


def as_of_year(days: SchoolDays, *, as_of: date | None, today: date) -> date:
    """Return the last day counted in a report on the year.

    Args:
        days: the school days of the register.
        as_of: stays as given.
        today: without ``as_of``, the last school day up to today.

    Raises:
        NotFound: nothing is recorded up to that day.

    >>> friday = date(2025, 11, 7)
    >>> as_of_year(SchoolDays((friday,)), as_of=None, today=date(2025, 11, 20)) == friday
    True
    """
    if not days.days:
        raise NotFound("The ledger holds no marks.", remedy="Import a register first: attendctl import FILE")
    last = days.last(upto=as_of or today)
    if last is None:
        raise NotFound(
            f"The ledger holds no marks up to {as_of or today}.",
            remedy=f"Its first school day is {days.days[0]}: choose a later day with --as-of.",
        )
    return as_of or last


def as_of_week(days: SchoolDays, week: Week | None, *, as_of: date | None, today: date) -> tuple[Week, date]:
    """Return the school week reported on, and the last day counted: in that week.

    Args:
        days: the school days of the register, at least one.
        week: the week asked for; None for the latest.
        as_of: no later day counts.
        today: without ``as_of``, no later day counts.

    Raises:
        NotFound: no school in that week; the message says which weeks there are.

    >>> days = SchoolDays((date(2025, 11, 3), date(2025, 11, 7)))
    >>> as_of_week(days, None, as_of=date(2025, 11, 5), today=date(2026, 1, 1))
    (Week(monday=datetime.date(2025, 11, 3)), datetime.date(2025, 11, 5))
    """
    latest = days.last(upto=as_of or today)
    if week is None and latest is not None:
        week = Week.containing(latest)
    last_day = days.last_in(week, upto=as_of or today) if week else None
    if week is None or last_day is None:
        raise _no_school(days, week, upto=as_of or today)
    last_of_week = days.last_in(week, upto=week.sunday) or last_day
    return week, min(as_of, last_of_week) if as_of else last_day


def _no_school(days: SchoolDays, week: Week | None, *, upto: date) -> NotFound:
    weeks = days.weeks(upto=upto)
    if not weeks:
        return NotFound(
            f"The ledger holds no school week up to {upto}.",
            remedy=f"Its first is {_spelled(days.weeks()[0])}: choose a later day with --as-of.",
        )
    there = f"The school weeks in the ledger run from {_spelled(weeks[0])} to {_spelled(weeks[-1])}"
    if week is None:
        return NotFound(f"There is no school week up to {upto}.", remedy=f"{there}.")
    before = [one for one in weeks if one < week]
    after = [one for one in weeks if one > week]
    near = [f"before it {_spelled(before[-1])}"] if before else []
    near += [f"after it {_spelled(after[0])}"] if after else []
    return NotFound(
        f"There was no school in {_spelled(week)}" + (f" up to {upto}." if upto < week.sunday else "."),
        remedy=f"{there}; {', '.join(near)}." if near else f"{there}.",
    )


def _spelled(week: Week) -> str:
    return f"{week} ({week.monday} to {week.sunday})"
