"""Illness: in a row or in all, counted from September, and what is on the way to the number of the law.

Half a day of illness is half a day: two sessions are a school day. A spell is of whole days. Of each
spell in an academic year one return is made; days in all make one due once a year, for the spell in
which they reach the number. That is our reading: the law says "consecutive or cumulative".
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.agreed_target import SESSIONS_A_DAY
from attendctl.casework.returns.absence import Absence
from attendctl.casework.returns.duties import ILLNESS
from attendctl.measures.counts import CountRule, SessionCount, session_counts
from attendctl.measures.spells import Spell, SpellRule, absence_spells
from attendctl.rules.returns_to_authority import AuthorityReturn


@dataclass(frozen=True)
class Illness:
    """The illness of one academic year: what reached the number, and what is on the way to it.

    ``spells`` and ``counts`` are of every pupil with any illness, by school and pupil.
    """

    reached: list[Absence] = field(default_factory=list)
    on_the_way: list[Absence] = field(default_factory=list)
    counts: dict[tuple[int, int], SessionCount] = field(default_factory=dict)
    spells: dict[tuple[int, int], list[Spell]] = field(default_factory=dict)

    def latest(self, school_id: int, pupil_id: int) -> Absence | None:
        """Return a pupil's latest illness of the year, whole day or half; None without any."""
        count = self.counts.get((school_id, pupil_id))
        return None if count is None else _in_all(count, self.spells.get((school_id, pupil_id), ()), None)


def illness_of_the_year(
    connection: duckdb.DuckDBPyConnection,
    law: AuthorityReturn,
    school_ids: Collection[int],
    *,
    as_of: date,
) -> Illness:
    """Find the illness of the academic year of ``as_of``, up to that day.

    Args:
        connection: after ``attendctl.measures.pupil_days.count_pupil_days`` of the same ``as_of``. Days
            before September are taken out of it: a spell of July is another school year's.
        law: the duty in force.
        school_ids: the schools asked about.
        as_of: the last day judged, included.
    """
    september = academic_year_start(as_of)
    connection.execute("DELETE FROM pupil_day WHERE date < $1", [september])
    counting = CountRule(ILLNESS, law.codes, september, as_of, SESSIONS_A_DAY * law.school_days)
    spelling = SpellRule(ILLNESS, law.codes, law.school_days)
    found = Illness(spells=defaultdict(list))
    for count in session_counts(connection, {school: [counting] for school in school_ids}):
        found.counts[count.school_id, count.pupil_id] = count
    for spell in absence_spells(
        connection, {school: [spelling] for school in school_ids}, reached_only=False
    ):
        found.spells[spell.school_id, spell.pupil_id].append(spell)
    for key, count in found.counts.items():
        spells = found.spells.get(key, [])
        reached = _reached(count, spells)
        found.reached.extend(reached)
        found.on_the_way.extend(_on_the_way(count, spells, reached, law))
    return found


def _reached(count: SessionCount, spells: Sequence[Spell]) -> list[Absence]:
    found = [in_a_row(spell) for spell in spells if spell.reached_on is not None]
    if count.reached_on is None:
        return found
    if any(one.reached_on and one.reached_on <= count.reached_on for one in found):
        return found  # a spell reached it by itself: of that the authority is told
    in_all = _in_all(count, spells, count.reached_on)
    return [in_all, *(one for one in found if not one.is_of_the_days(in_all.spell_from, in_all.spell_to))]


def _on_the_way(
    count: SessionCount, spells: Sequence[Spell], reached: Sequence[Absence], law: AuthorityReturn
) -> list[Absence]:
    days_in_all, days_in_a_row = law.propose_from_days_in_all, law.propose_from_days_in_a_row
    if not reached and days_in_all is not None and count.sessions >= SESSIONS_A_DAY * days_in_all:
        return [_in_all(count, spells, None)]
    return [
        in_a_row(spell)
        for spell in spells
        if spell.is_open
        and days_in_a_row is not None
        and spell.school_days >= days_in_a_row
        and not any(one.is_of_the_days(spell.first_day, spell.last_day) for one in reached)
    ]


def in_a_row(spell: Spell) -> Absence:
    """Return a spell of illness as absence of its own."""
    return Absence(
        ILLNESS,
        spell.school_id,
        spell.pupil_id,
        "in a row",
        spell_from=spell.first_day,
        spell_to=spell.last_day,
        first_day=spell.first_day,
        last_day=spell.last_day,
        half_days=2 * spell.school_days,
        reached_on=spell.reached_on,
        is_open=spell.is_open,
    )


def _in_all(count: SessionCount, spells: Sequence[Spell], reached_on: date | None) -> Absence:
    """Return the illness of the year; its spell is the one of the day reached, else the latest."""
    day = reached_on or count.last_day
    spell = next((one for one in spells if one.first_day <= day <= one.last_day), None)
    return Absence(
        ILLNESS,
        count.school_id,
        count.pupil_id,
        "in all",
        spell_from=spell.first_day if spell else day,
        spell_to=spell.last_day if spell else day,
        first_day=count.first_day,
        last_day=count.last_day,
        half_days=count.sessions,
        reached_on=reached_on,
        is_open=bool(spells) and spells[-1].is_open,
    )
