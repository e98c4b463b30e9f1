"""A pupil's spells of absence in one academic year, and how often one begins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.pupil_page.sessions import PupilSession
from attendctl.measures.pupil_days import count_pupil_days
from attendctl.measures.spells import SpellRule, absence_spells
from attendctl.rules.attendance_codes import load_attendance_codes

_ABSENCES = ("authorised", "unauthorised")


@dataclass(frozen=True)
class SpellOfPage:
    """School days in a row that were missed whole, first and last included; ``codes`` by sessions of each."""

    from_day: date
    to_day: date
    school_days: int
    codes: Mapping[str, int]
    is_open: bool


@dataclass(frozen=True)
class SpellsOfPage:
    """The spells of a year, beside the days missed in part and the school weeks in which they fell.

    ``school_weeks`` are those in which a session was possible for the pupil.
    """

    spells: tuple[SpellOfPage, ...]
    days_missed_in_part: int
    school_weeks: int

    @property
    def longest(self) -> int:
        """School days of the longest; 0 without any."""
        return max((one.school_days for one in self.spells), default=0)

    @property
    def weeks_a_spell_in_tenths(self) -> int | None:
        """School weeks for each spell, in tenths rounded half up; None without a spell.

        >>> one = SpellOfPage(date(2025, 11, 3), date(2025, 11, 3), 1, {"I": 2}, False)
        >>> SpellsOfPage((one,) * 4, 0, 13).weeks_a_spell_in_tenths    # 3.25
        33
        """
        number = len(self.spells)
        return (20 * self.school_weeks + number) // (2 * number) if number else None


def spells_of(
    connection: duckdb.DuckDBPyConnection,
    school_id: int,
    pupil_id: int,
    sessions: Sequence[PupilSession],
    *,
    as_of: date,
) -> SpellsOfPage:
    """Return the spells of the academic year of a day, for any reason; one from the year before is cut.

    Who came after the register closed was at school: such a session neither makes a spell nor a day
    missed in part.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        school_id: at which school.
        pupil_id: whose.
        sessions: of the year, oldest first.
        as_of: the last day looked at, included.
    """
    september = academic_year_start(as_of)
    count_pupil_days(connection, from_day=september, as_of=as_of)
    rule = SpellRule("absent", absence_codes(september, as_of), 1)
    found = [one for one in absence_spells(connection, {school_id: [rule]}) if one.pupil_id == pupil_id]
    spells = tuple(
        SpellOfPage(
            one.first_day,
            one.last_day,
            one.school_days,
            _codes(sessions, one.first_day, one.last_day),
            one.is_open,
        )
        for one in found
    )
    in_part = 0
    for _, of_day in groupby((one for one in sessions if one.possible), key=lambda one: one.date):
        missed = [one.is_absence and not one.late_after_close for one in of_day]
        in_part += any(missed) and not all(missed)
    weeks = {monday_of(one.date) for one in sessions if one.possible}
    return SpellsOfPage(spells, in_part, len(weeks))


def absence_codes(from_day: date, to_day: date) -> frozenset[str]:
    """Return the codes that were an absence on some day between two, but for those of coming late.

    Args:
        from_day: the first day.
        to_day: the last, included.
    """
    codes = load_attendance_codes()
    return frozenset(
        entry.code
        for entry in codes.entries
        if codes.class_of(entry).counts_as in _ABSENCES
        and entry.lateness is None
        and entry.valid_from <= to_day
        and (entry.accepted_late or entry.valid_until is None or entry.valid_until >= from_day)
    )


def _codes(sessions: Sequence[PupilSession], first: date, last: date) -> Mapping[str, int]:
    counted = Counter(
        one.code for one in sessions if one.is_absence and one.code and first <= one.date <= last
    )
    return dict(sorted(counted.items(), key=lambda item: (-item[1], item[0])))
