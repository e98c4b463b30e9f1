"""An agreed target in sessions: at most so many more missed by a day, to reach the band above.

The sessions to come are an estimate: two each weekday that ``[calendar]`` does not
state as closed, and no more than the school year has left. What the pupil has so far is counted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from attendctl.calendar import academic_year_start
from attendctl.casework.standing import Sessions
from attendctl.casework.wording import date_in_words, percent_in_words, sessions_in_words
from attendctl.errors import WrongUsage
from attendctl.policies import Policy
from attendctl.rates import percent_in_tenths, percent_text

SESSIONS_A_DAY = 2
_ESTIMATED = (
    "Ahead count 2 sessions each weekday that [calendar] does not state as closed, "
    "and no more than a school year has left."
)
_SATURDAY = 5


@dataclass(frozen=True)
class Reach:
    """What a pupil can reach by a day.

    ``so_far`` counts to ``as_of``, ``ahead`` is the estimate of possible sessions after
    it up to ``until``, both included. ``at_most`` is how many of them may be missed for the
    band above; None: it cannot be reached. ``first_day`` is the first day by which it can,
    if no session is missed; None: not in this academic year.
    """

    as_of: date
    until: date
    so_far: Sessions
    ahead: int
    band: str
    band_above: str
    lowest: int  # of the band above, in tenths of a percent
    at_most: int | None
    first_day: date | None

    def percent_if_missed(self, sessions: int) -> str:
        """Return the percentage on ``until`` if so many of the sessions ahead are missed."""
        return percent_text(self.so_far.attended + self.ahead - sessions, self.so_far.possible + self.ahead)


def most_that_may_be_missed(so_far: Sessions, ahead: int, lowest: int) -> int | None:
    """Return how many of the sessions ahead may be missed to end at a percentage or above.

    Args:
        so_far: the sessions of the year up to now.
        ahead: possible sessions still to come.
        lowest: the percentage to reach, in tenths, compared after rounding half up.

    Returns:
        0 to ``ahead``; None where even missing none is not enough.

    >>> most_that_may_be_missed(Sessions(100, 8, 0), 100, lowest=960)    # 192 of 200 is 96%
    0
    >>> most_that_may_be_missed(Sessions(100, 9, 0), 100, lowest=960)    # 191 of 200 is 95.5%
    """
    return next((missed for missed in range(ahead, -1, -1) if _reaches(so_far, ahead, missed, lowest)), None)


def reach_of(
    policy: Policy,
    so_far: Sessions,
    *,
    as_of: date,
    until: date,
    closed: Collection[date],
    left: int | None = None,
) -> Reach:
    """Return what it takes to be in the band above on a day.

    Args:
        policy: the school's.
        so_far: the pupil's sessions of the academic year up to ``as_of``, this day included.
        as_of: the last day counted.
        until: the day to reach it by, after ``as_of`` and in the same academic year.
        closed: days that are stated as no school days.
        left: the most sessions that the academic year still has after ``as_of``; None: not known.

    Raises:
        WrongUsage: the day does not fit, nothing was possible yet, or there is no band above.
    """
    band = policy.band_of(so_far.tenths)
    if band is None:
        raise WrongUsage(
            "The pupil is in no band yet: no session has been possible this academic year.",
            remedy="Import the register first.",
        )
    above = policy.band_above(band)
    if above is None:
        raise WrongUsage(
            f"The pupil is in the {band.name} band, the best there is: there is no band above to aim for.",
            remedy="Log what was agreed as a plan: attendctl case log plan",
        )
    refuse_day_outside_the_year(until, as_of=as_of)
    ahead = _no_more_than(left, SESSIONS_A_DAY * sum(1 for _ in school_days_ahead(as_of, until, closed)))
    lowest = policy.range_of(above)[0]
    return Reach(
        as_of=as_of,
        until=until,
        so_far=so_far,
        ahead=ahead,
        band=band.name,
        band_above=above.name,
        lowest=lowest,
        at_most=most_that_may_be_missed(so_far, ahead, lowest),
        first_day=_first_day_it_can_be_reached(so_far, lowest, as_of, closed, left),
    )


def refuse_day_outside_the_year(until: date, *, as_of: date) -> None:
    """Refuse a day that is not after the last day counted, or lies past the end of its academic year.

    Raises:
        WrongUsage: it is one or the other.
    """
    if until <= as_of or academic_year_start(until) != academic_year_start(as_of):
        raise WrongUsage(
            f"--until {until} is not a day of this academic year after the last marks, of {as_of}.",
            remedy="Attendance counts from 1 September: give a day before the next.",
        )


def check_target(reach: Reach, sessions: int) -> str:
    """Return what an agreed number of sessions leads to, in words.

    Raises:
        WrongUsage: it does not lead to the band above; the remedy is the nearest number that
            does, or from when on there is one.
    """
    by, to_reach = date_in_words(reach.until), f"{percent_in_words(reach.lowest)} or more"
    if reach.at_most is None:
        later = (
            f"It can from {date_in_words(reach.first_day)} on, if no session is missed: give a later --until."
            if reach.first_day
            else "Nor can it in this academic year. Log what was agreed as a plan: attendctl case log plan."
        )
        raise WrongUsage(
            f"The {reach.band_above} band ({to_reach}) cannot be reached by {by}: "
            f"without one more session missed attendance would be about {reach.percent_if_missed(0)}%.",
            remedy=f"{later} {_ESTIMATED}",
        )
    if sessions > reach.at_most:
        missed = min(sessions, reach.ahead)
        raise WrongUsage(
            f"With {sessions_in_words(missed)} of about {reach.ahead} missed by {by} attendance would be "
            f"about {reach.percent_if_missed(missed)}%: not in the {reach.band_above} band ({to_reach}).",
            remedy=f"The most that leads there is --sessions {reach.at_most}. {_ESTIMATED}",
        )
    agreed = f"{'at most ' if sessions else ''}{sessions_in_words(sessions)}"
    said = (
        f"Attendance up to {date_in_words(reach.as_of)} is {reach.so_far}: the {reach.band} band. "
        f"With {agreed} of about {reach.ahead} missed by {by} it is about "
        f"{reach.percent_if_missed(sessions)}% or more: the {reach.band_above} band ({to_reach}) or better."
    )
    if sessions < reach.at_most:
        said += f" Up to {sessions_in_words(reach.at_most)} would lead there too."
    return f"{said} {_ESTIMATED}"


def school_days_ahead(after: date, until: date, closed: Collection[date]) -> Iterator[date]:
    """Give the weekdays after a day up to another, that one included, that are not stated as closed.

    >>> friday, tuesday = date(2025, 11, 7), date(2025, 11, 11)
    >>> [day.day for day in school_days_ahead(friday, tuesday, {date(2025, 11, 10)})]
    [11]
    """
    day = after + timedelta(days=1)
    while day <= until:
        if day.weekday() < _SATURDAY and day not in closed:
            yield day
        day += timedelta(days=1)


def _first_day_it_can_be_reached(
    so_far: Sessions, lowest: int, as_of: date, closed: Collection[date], left: int | None
) -> date | None:
    september = academic_year_start(as_of)
    last_day = september.replace(year=september.year + 1) - timedelta(days=1)
    for days, day in enumerate(school_days_ahead(as_of, last_day, closed), start=1):
        if _reaches(so_far, _no_more_than(left, SESSIONS_A_DAY * days), 0, lowest):
            return day
    return None


def _no_more_than(left: int | None, sessions: int) -> int:
    return sessions if left is None else min(sessions, left)


def _reaches(so_far: Sessions, ahead: int, missed: int, lowest: int) -> bool:
    tenths = percent_in_tenths(so_far.attended + ahead - missed, so_far.possible + ahead)
    return tenths is not None and tenths >= lowest
