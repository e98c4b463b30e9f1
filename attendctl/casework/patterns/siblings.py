"""Siblings who are away at the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

import duckdb

from attendctl.casework.contacts import contacts_of
from attendctl.casework.patterns.chance import luck_of
from attendctl.casework.patterns.levels import Levels
from attendctl.casework.patterns.placed_spells import Spell, ways_by_spells
from attendctl.casework.patterns.pupil_record import PupilRecord, WhoIsMeant
from attendctl.casework.patterns.tried import Tried
from attendctl.casework.recipients import PupilAtHome, households_to_write_to

_HOMES = """
SELECT pupil_id, forename, surname, address, postcode, salutation, addressee
FROM pupil WHERE school_id = $school ORDER BY pupil_id
"""

Home = tuple[str, ...]
Pupil = tuple[int, int]


def homes_of_pupils(
    connection: duckdb.DuckDBPyConnection, school_ids: Collection[int]
) -> Mapping[Pupil, frozenset[Home]]:
    """Return the homes of each pupil, by school and pupil: the same people at the same address.

    Two pupils with a home in common are siblings, as for the letters that siblings share.

    Args:
        connection: has the ledger's views ``pupil`` and ``contact``.
        school_ids: the schools asked about.
    """
    found: dict[Pupil, frozenset[Home]] = {}
    for school_id in school_ids:
        rows = connection.execute(_HOMES, {"school": school_id}).fetchall()
        contacts = contacts_of(connection, school_id, [row[0] for row in rows])
        for pupil_id, forename, surname, *stated in rows:
            at_home = PupilAtHome(f"{forename or ''} {surname or ''}".strip(), *stated)
            homes = households_to_write_to(at_home, contacts.get(pupil_id, ()))
            found[school_id, pupil_id] = frozenset(
                where for home in homes if (where := home.who_and_where) is not None
            )
    return found


class DaysAway(NamedTuple):
    """What is kept of a pupil to compare with siblings, perhaps of another school: little of each."""

    who: WhoIsMeant
    days: tuple[date, ...]  # of the pupil
    is_away: bytes  # of each day
    spells: tuple[Spell, ...]


def days_away(pupil: PupilRecord) -> DaysAway:
    """Return what siblings are compared by."""
    return DaysAway(pupil.who, tuple(day.date for day in pupil.days), bytes(pupil.is_away), pupil.spells)


def patterns_of_siblings(
    pupils: Sequence[DaysAway], homes: Mapping[Pupil, frozenset[Home]], levels: Levels
) -> Iterator[Tried]:
    """Look at every two siblings: how many absences of one touch a day away of the other.

    Counted are the absences of the one who had more; where they fall is luck, while the days of the
    other stay. Siblings catch the same colds, and families travel together: the pattern says so and
    no more.

    Args:
        pupils: of all the schools asked about.
        homes: as ``homes_of_pupils`` found them.
        levels: how many absences both must have.
    """
    by_home: dict[Home, list[DaysAway]] = defaultdict(list)
    for pupil in pupils:
        if len(pupil.spells) >= levels.least_absences:
            for home in homes.get((pupil.who.school_id, pupil.who.pupil_id), ()):
                by_home[home].append(pupil)
    seen: set[tuple[int, int]] = set()
    for together in by_home.values():
        for one, other in combinations(together, 2):
            pair = (one.who.pupil_id, other.who.pupil_id)
            if pair not in seen and pair[0] != pair[1]:
                seen.add(pair)
                yield _pair(one, other)


def _pair(one: DaysAway, other: DaysAway) -> Tried:
    more, fewer = sorted((one, other), key=lambda pupil: -len(pupil.spells))
    away = {day for day, is_away in zip(fewer.days, fewer.is_away, strict=True) if is_away}
    marked = bytes(day in away for day in more.days)
    seen = sum(any(marked[first : first + length]) for first, length in more.spells)
    days = [day for day, is_away in zip(more.days, more.is_away, strict=True) if is_away and day in away]
    luck = luck_of(ways_by_spells(marked, tuple(length for _, length in more.spells)), seen)
    return Tried(
        "siblings",
        "sibling",
        more.who.school_id,
        seen,
        len(more.spells),
        luck,
        (more.who, fewer.who),
        days=days,
    )
