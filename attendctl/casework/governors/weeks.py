"""The trend: attendance of every school week of the year, of all pupils together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from attendctl.calendar import monday_of
from attendctl.casework.governors.columns import is_in
from attendctl.casework.governors.days import DaysOfSchools
from attendctl.casework.governors.paper_lines import WeekLine
from attendctl.measures.session_sums import SessionSum
from attendctl.rules.small_numbers import SmallNumbers


def weeks_of(
    held: Sequence[SessionSum], year: DaysOfSchools, period: DaysOfSchools, rule: SmallNumbers
) -> tuple[WeekLine, ...]:
    """Return the school weeks of the year, and of the period where it began earlier, oldest first.

    A week is withheld if no more than one or two pupils had a session in any half day of it; the week with
    the fewest sessions then goes with it, for the period's sums less the other weeks' are that week's.
    """
    weeks: dict[date, list[SessionSum]] = {}
    for one in held:
        if is_in(one, year) or is_in(one, period):
            weeks.setdefault(monday_of(one.date), []).append(one)
    possible = {monday: sum(one.possible for one in sessions) for monday, sessions in weeks.items()}
    withheld = {monday for monday, sessions in weeks.items() if rule.is_small(_most_pupils(sessions))}
    if withheld:
        others = sorted(set(weeks) - withheld, key=lambda monday: (possible[monday], monday))
        withheld.update(others[:1])
    return tuple(
        WeekLine(
            monday,
            len({one.date for one in sessions}),
            any(is_in(one, period) for one in sessions),
            None if monday in withheld else possible[monday],
            None if monday in withheld else sum(one.attended for one in sessions),
        )
        for monday, sessions in sorted(weeks.items())
    )


def _most_pupils(sessions: Sequence[SessionSum]) -> int:
    """Return the most pupils that one half day of the week had, of all schools: it has at least as many."""
    half_days: dict[tuple[date, int], int] = {}
    for one in sessions:
        half_days[one.date, one.session] = half_days.get((one.date, one.session), 0) + one.possible
    return max(half_days.values())
