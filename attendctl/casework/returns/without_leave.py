"""Absence without leave, day after day: the return, and the pupils whom school and authority look for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.returns.absence import Absence, Counted
from attendctl.casework.returns.duties import (
    MISSING_EDUCATION,
    NOT_RETURNED,
    STILL_AWAY,
    UNAUTHORISED,
    Duty,
)
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.marks_end import marks_that_end
from attendctl.measures.pupil_days import count_pupil_days
from attendctl.measures.spells import Spell, SpellRule, absence_spells

_ANY_SPELL = 1
_DAYS_OF_PUPIL = "SELECT date FROM pupil_day WHERE school_id = $1 AND pupil_id = $2 ORDER BY date"
_IN_THE_REGISTER = "SELECT 1 FROM register_pupil WHERE school_id = $1 AND pupil_id = $2"
_PRESENT_SINCE = """
SELECT 1 FROM register_mark AS m
JOIN session_code AS c ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE m.school_id = $1 AND m.pupil_id = $2 AND m.date > $3 AND m.date <= $4 AND c.attended = 1 LIMIT 1
"""


def spells_without_leave(
    connection: duckdb.DuckDBPyConnection,
    duties: Mapping[str, Duty],
    logged: Sequence[LoggedEntry],
    school_ids: Collection[int],
    *,
    as_of: date,
) -> list[Absence]:
    """Find the spells that reached the number of a duty in force, those that are over too.

    A spell that began before the summer goes on after it. The days of pupils are counted from
    September of the year before.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        duties: in force, by name.
        logged: the case log, for the leave that was granted.
        school_ids: the schools asked about.
        as_of: the last day judged, included.
    """
    september = academic_year_start(as_of)
    count_pupil_days(connection, from_day=academic_year_start(september - timedelta(days=1)), as_of=as_of)
    rules = []
    for name in (UNAUTHORISED, STILL_AWAY, NOT_RETURNED):
        law = duties[name].law if name in duties else None
        if law is not None:
            days = _ANY_SPELL if name == NOT_RETURNED else law.school_days
            rules.append(SpellRule(name, law.codes, days))
    found = absence_spells(connection, dict.fromkeys(school_ids, rules))
    absences = [_absence(spell, spell.rule, "in a row") for spell in found if spell.rule != NOT_RETURNED]
    after_leave = [spell for spell in found if spell.rule == NOT_RETURNED]
    return absences + _not_returned(connection, duties.get(NOT_RETURNED), logged, after_leave)


def missing_education(
    connection: duckdb.DuckDBPyConnection, logged: Iterable[LoggedEntry], *, as_of: date
) -> list[Absence]:
    """Find the pupils of whom nobody knows where they are taught.

    Either the log says that they were not found (a referral, not-found) and they have attended no
    session since; or their marks end while those of their class go on, and no leaving date is given.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        logged: the case log.
        as_of: the last day judged, included.
    """
    found = {
        (one.school_id, one.pupil_id): Absence(
            MISSING_EDUCATION,
            one.school_id,
            one.pupil_id,
            "marks end",
            spell_from=one.last_day,
            spell_to=one.last_day,
            first_day=one.last_day,
            last_day=one.last_day,
            half_days=0,
            reached_on=one.last_day,
            is_open=True,
        )
        for one in marks_that_end(connection, as_of=as_of)
    }
    september = academic_year_start(as_of)
    for entry in logged:
        if entry.kind != "referral" or entry.outcome != "not-found":
            continue
        on, key = entry.happened_on, (entry.school_id, entry.pupil_id)
        if not september <= on <= as_of or not connection.execute(_IN_THE_REGISTER, key).fetchone():
            continue
        if connection.execute(_PRESENT_SINCE, [*key, on, as_of]).fetchone() is None:
            found[key] = Absence(MISSING_EDUCATION, *key, "not found", on, on, on, on, 0, on, is_open=True)
    return list(found.values())


def _not_returned(
    connection: duckdb.DuckDBPyConnection,
    duty: Duty | None,
    logged: Sequence[LoggedEntry],
    spells: Iterable[Spell],
) -> list[Absence]:
    """Of the spells that follow at once on granted leave, those with the law's days since it ended."""
    if duty is None or duty.law is None:
        return []
    by_pupil: dict[tuple[int, int], list[Spell]] = defaultdict(list)
    for spell in spells:
        by_pupil[spell.school_id, spell.pupil_id].append(spell)
    found = []
    for entry in logged:
        key = entry.school_id, entry.pupil_id
        if entry.kind != "leave" or entry.outcome != "granted" or entry.until is None or key not in by_pupil:
            continue
        days = [day for (day,) in connection.execute(_DAYS_OF_PUPIL, list(key)).fetchall()]
        after = [day for day in days if day > entry.until]
        for spell in by_pupil[key]:
            away = [day for day in after if spell.first_day <= day <= spell.last_day]
            if away and away[0] == after[0] and len(away) >= duty.law.school_days:
                since = spell._replace(
                    first_day=away[0],
                    school_days=len(away),
                    reached_on=away[duty.law.school_days - 1],
                )
                found.append(_absence(since, NOT_RETURNED, "after leave ended"))
    return found


def _absence(spell: Spell, duty: str, counted: Counted) -> Absence:
    return Absence(
        duty,
        spell.school_id,
        spell.pupil_id,
        counted,
        spell_from=spell.first_day,
        spell_to=spell.last_day,
        first_day=spell.first_day,
        last_day=spell.last_day,
        half_days=2 * spell.school_days,
        reached_on=spell.reached_on,
        is_open=spell.is_open,
    )
