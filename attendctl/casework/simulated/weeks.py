"""Which school weeks a simulation plays, and on which day of each it judges."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.calendar import academic_year_start, monday_of
from attendctl.errors import NotFound, WrongUsage


@dataclass(frozen=True)
class PlayedWeek:
    """One school week: judged once, on its last school day, for the schools that were open.

    ``is_shown`` is false for the weeks before the days asked about, which are played
    so that the pupils' history is there and are not part of the result.
    """

    monday: date
    judged_on: date
    school_ids: frozenset[int]
    is_shown: bool = True

    @property
    def academic_year(self) -> date:
        """The 1 September that the history of the week starts at."""
        return academic_year_start(self.judged_on)


def weeks_to_play(
    school_days: Mapping[int, Sequence[date]], *, from_day: date, to_day: date
) -> list[PlayedWeek]:
    """Return the school weeks to play, in order.

    Args:
        school_days: by school id, as the register has them.
        from_day: weeks are shown whose last school day is this day or later.
        to_day: the last day judged, included. A week that ends after it is not played.

    Raises:
        WrongUsage: ``from_day`` is after ``to_day``.
        NotFound: no school week ends between the two days.

    >>> days = [date(2025, 11, 6), date(2025, 11, 7), date(2025, 11, 10)]
    >>> weeks = weeks_to_play({1: days}, from_day=date(2025, 11, 8), to_day=date(2025, 11, 14))
    >>> [(week.judged_on.isoformat(), week.is_shown) for week in weeks]
    [('2025-11-07', False), ('2025-11-10', True)]
    """
    if from_day > to_day:
        raise WrongUsage(
            f"--from {from_day} is after --to {to_day}.", remedy="Give the earlier day as --from."
        )
    all_days = {day for of_school in school_days.values() for day in of_school}
    if not all_days:
        raise NotFound("The ledger holds no marks.", remedy="Import a register first: attendctl import FILE")
    last_days: dict[date, date] = {}
    open_schools: dict[date, set[int]] = {}
    for school_id, of_school in school_days.items():
        for day in of_school:
            monday = monday_of(day)
            last_days[monday] = max(day, last_days.get(monday, day))
            open_schools.setdefault(monday, set()).add(school_id)
    weeks = [
        PlayedWeek(monday, last, frozenset(open_schools[monday]), is_shown=last >= from_day)
        for monday, last in sorted(last_days.items())
        if last <= to_day
    ]
    shown = [week for week in weeks if week.is_shown]
    if not shown:
        raise NotFound(
            f"No school week ends between {from_day} and {to_day}.",
            remedy=f"The ledger holds school days from {min(all_days)} to {max(all_days)}: "
            "choose --from and --to so that the last school day of a week lies between them.",
        )
    return [week for week in weeks if week.academic_year >= shown[0].academic_year]
