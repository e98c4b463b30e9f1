"""When each school last made a return of each duty."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.facts_on_a_day import days_of_schools
from attendctl.casework.returns.duties import Duty
from attendctl.casework.returns.made import Logged
from attendctl.casework.returns.months import MonthWithout, months_without
from attendctl.casework.returns.returns_list import LastMade, ReturnLine


def last_made(
    connection: duckdb.DuckDBPyConnection,
    schools: Collection[ChosenSchool],
    duties: Mapping[str, Duty],
    made: Sequence[Logged],
    lines: Sequence[ReturnLine],
    as_of: date,
    returned_on: date,
) -> Iterator[LastMade]:
    """Give the last return of each school and duty, and the calendar months of the year without one.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        schools: those asked about.
        duties: in force, by name.
        made: the returns, as the case log has them.
        lines: every absence that reached a number, for how many did in each month.
        as_of: the last day judged; its academic year is looked at.
        returned_on: a month is over when its last day is on or before this day.
    """
    days = days_of_schools(connection)
    for school in schools:
        for duty in duties.values():
            on = [
                one.on
                for one in made
                if one.entry.school_id == school.school_id
                and (one.duty == duty.name or (one.duty is None and not duty.is_enquiry))
            ]
            without: list[MonthWithout] = []
            if duty.law is not None and duty.law.at_least_every is not None:
                reached = [
                    one.absence.reached_on
                    for one in lines
                    if (one.school, one.duty) == (school, duty) and one.absence.reached_on and one.due_on
                ]
                september = academic_year_start(as_of)
                school_days = days.get(school.school_id, ())
                without = months_without(school_days, on, reached, from_day=september, upto=returned_on)
            yield LastMade(school, duty, max(on, default=None), tuple(without))
