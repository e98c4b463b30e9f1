"""The sessions of schools added up by week, by weekday and half day, and by day."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from datetime import date
from typing import TypeVar

from attendctl.calendar import Week, monday_of
from attendctl.casework.web_page.last_year import SameWeeks, SessionsBySchool, sessions_then
from attendctl.casework.web_page.page_lines import DayLine, HalfDayLine, WeekLine
from attendctl.measures.session_sums import SessionSum
from attendctl.measures.sums import Sums
from attendctl.measures.sums_between import SumsThen

Key = TypeVar("Key", bound=Hashable)
MORNING, AFTERNOON = 0, 1


def total(parts: Iterable[SessionSum | SumsThen | Sums]) -> SumsThen:
    """Return sums added up; zeros of nothing.

    >>> total([SumsThen(10, 9, 1, 0, 0, 0), SumsThen(10, 8, 1, 1, 1, 0)])
    SumsThen(possible=20, attended=17, authorised=2, unauthorised=1, late=1, late_after_close=0)
    """
    rows = [
        (one.possible, one.attended, one.authorised, one.unauthorised, one.late, one.late_after_close)
        for one in parts
    ]
    return SumsThen(*(sum(column) for column in zip(*rows, strict=True))) if rows else SumsThen(*[0] * 6)


def totals_by(sessions: Iterable[SessionSum], key: Callable[[SessionSum], Key]) -> dict[Key, SumsThen]:
    """Return sums by whatever ``key`` says of a session."""
    found: dict[Key, list[SessionSum]] = {}
    for session in sessions:
        found.setdefault(key(session), []).append(session)
    return {name: total(parts) for name, parts in found.items()}


def school_weeks(
    year: Sequence[SessionSum], year_before: SessionsBySchool, same_weeks: Mapping[int, SameWeeks]
) -> tuple[WeekLine, ...]:
    """Return every school week of the year, oldest first, beside the same one of the year before.

    Args:
        year: the sessions of the year, up to the last day counted.
        year_before: every session of the year before, by school.
        same_weeks: of each school, which days are put beside which.
    """
    found: dict[date, list[SessionSum]] = {}
    for session in year:
        found.setdefault(monday_of(session.date), []).append(session)
    lines = []
    for number, monday in enumerate(sorted(found), 1):
        then = sessions_then(found[monday], year_before, same_weeks)
        lines.append(WeekLine(number, Week(monday), total(found[monday]), total(then) if then else None))
    return tuple(lines)


def half_days(year: Iterable[SessionSum], period: Sequence[SessionSum] | None) -> tuple[HalfDayLine, ...]:
    """Return every weekday's mornings and afternoons on which something was possible.

    Args:
        year: the sessions of the year.
        period: those of the period beside it; None for a page on the year alone.
    """
    of_year = totals_by(year, lambda one: (one.date.weekday(), one.session))
    of_period = totals_by(period or (), lambda one: (one.date.weekday(), one.session))
    nothing = total(())
    return tuple(
        HalfDayLine(
            *half_day,
            None if period is None else of_period.get(half_day, nothing),
            of_year.get(half_day, nothing),
        )
        for half_day in sorted(of_year | of_period)  # a period may begin in the year before
    )


def school_days(year: Iterable[SessionSum]) -> tuple[DayLine, ...]:
    """Return every school day with its two half days, oldest first."""
    halves = totals_by(year, lambda one: (one.date, one.session))
    return tuple(
        DayLine(day, halves.get((day, MORNING)), halves.get((day, AFTERNOON)))
        for day in sorted({day for day, _ in halves})
    )
