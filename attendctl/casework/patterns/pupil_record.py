"""The days of the pupils of a school, as patterns are looked for in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

import duckdb

from attendctl.calendar import monday_of
from attendctl.casework.patterns.placed_spells import Spell, spells_in
from attendctl.measures.engine import fill_table, materialise

_WHO = """
SELECT school_id, pupil_id, upn, admission_number, mis_id, surname, forename, year_group, class, leaving_date
FROM register_pupil ORDER BY school_id, pupil_id
"""
_DAYS = """
SELECT pupil_id, date, possible_am, possible_pm, away_am, away_pm, late, ill
FROM away_day WHERE school_id = $school ORDER BY pupil_id, date
"""


class DayOfPupil(NamedTuple):
    """A day with a possible session of the pupil. ``away_*`` is the code of a half that was missed."""

    date: date
    possible_am: int
    possible_pm: int
    away_am: str | None
    away_pm: str | None
    late: int
    ill: int

    @property
    def is_away(self) -> bool:
        """Whether any of the day was missed; coming late, at whatever time, is not being away."""
        return self.away_am is not None or self.away_pm is not None

    @property
    def came(self) -> bool:
        """Whether the pupil was at school for any of the day."""
        return bool(self.possible_am and self.away_am is None) or bool(
            self.possible_pm and self.away_pm is None
        )


class WhoIsMeant(NamedTuple):
    """A pupil of a school, with what the lists print."""

    school_id: int
    pupil_id: int
    upn: str | None
    admission_number: str | None
    mis_id: str | None
    surname: str | None
    forename: str | None
    year_group: str | None
    class_name: str | None
    leaving_date: date | None


@dataclass(frozen=True)
class PupilRecord:
    """One pupil with the days looked at, in order."""

    who: WhoIsMeant
    days: Sequence[DayOfPupil]

    @cached_property
    def is_away(self) -> tuple[bool, ...]:
        """Of each day, whether any of it was missed."""
        return tuple(day.is_away for day in self.days)

    @cached_property
    def spells(self) -> tuple[Spell, ...]:
        """The absences: unbroken runs of the pupil's days with something missed."""
        return tuple(spells_in(self.is_away))

    @property
    def lengths(self) -> tuple[int, ...]:
        """The days of each spell."""
        return tuple(days for _, days in self.spells)

    @cached_property
    def weeks(self) -> tuple[int, ...]:
        """Of each day, a number of its week."""
        return tuple(monday_of(day.date).toordinal() for day in self.days)


def prepare_days(
    connection: duckdb.DuckDBPyConnection, illness_codes: Sequence[str], *, from_day: date, to_day: date
) -> None:
    """Sort out every day of every pupil, first and last day included, as the table ``away_day``.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        illness_codes: the codes that say that a pupil is ill.
        from_day: the first day looked at.
        to_day: the last.
    """
    fill_table(connection, "illness_code", {"code": "VARCHAR"}, [(code,) for code in illness_codes])
    materialise(connection, "away_day", from_day=from_day, to_day=to_day)


def pupils_by_school(connection: duckdb.DuckDBPyConnection) -> Mapping[int, Mapping[int, WhoIsMeant]]:
    """Return every pupil of the prepared schools, by school and pupil."""
    found: dict[int, dict[int, WhoIsMeant]] = {}
    for row in connection.execute(_WHO).fetchall():
        who = WhoIsMeant._make(row)
        found.setdefault(who.school_id, {})[who.pupil_id] = who
    return found


def records_of_school(
    connection: duckdb.DuckDBPyConnection,
    school_id: int,
    pupils: Mapping[int, WhoIsMeant],
    *,
    to_day: date,
) -> list[PupilRecord]:
    """Return the pupils of a school who were there to the end; who left is not looked at.

    Args:
        connection: after ``prepare_days``.
        school_id: of the school.
        pupils: of it.
        to_day: the last day looked at. A leaver has a leaving date up to it, or no day in the
            school's last week.
    """
    rows = connection.execute(_DAYS, {"school": school_id}).fetchall()
    last_week = monday_of(max((row[1] for row in rows), default=to_day))
    return [
        PupilRecord(pupils[number], days)
        for number, days in _by_pupil(rows)
        if number in pupils
        and days[-1].date >= last_week
        and not ((left := pupils[number].leaving_date) and left <= to_day)
    ]


def _by_pupil(rows: Sequence[tuple[Any, ...]]) -> Iterator[tuple[int, list[DayOfPupil]]]:
    same: dict[date, date] = {}  # one value of each day, however many pupils have it
    for number, of_pupil in groupby(rows, key=itemgetter(0)):
        yield number, [DayOfPupil(same.setdefault(day, day), *rest) for _, day, *rest in of_pupil]
