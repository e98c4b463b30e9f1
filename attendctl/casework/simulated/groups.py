"""Which groups of pupils the letters fall on, as sums of pupils."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb

from attendctl.casework.attendance_report import NOT_STATED, natural_order

GROUPS = {
    "sen": "sen",
    "pp": "pp",
    "fsm": "fsm",
    "eal": "eal",
    "lac": "lac",
    "social-worker": "social_worker",
    "sex": "sex",
    "year": "year_group",
    "class": "class",
}
"""What pupils are grouped by, as ``report --by`` writes it, with the column of the register."""


@dataclass(frozen=True)
class GroupOfPupils:
    """Pupils with one value in common, and how many of them have a letter by each policy.

    ``pupils`` are those who had a possible session: only they could have had one.
    """

    by: str
    name: str
    pupils: int
    with_letter: int
    with_letter_in_force: int


def groups_of(
    connection: duckdb.DuckDBPyConnection,
    pupils: Collection[tuple[int, int]],
    with_letter: Collection[tuple[int, int]],
    with_letter_in_force: Collection[tuple[int, int]],
) -> list[GroupOfPupils]:
    """Count the pupils of every group.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``. What the register
            states of a pupil last is what counts.
        pupils: every pupil played, as school and pupil.
        with_letter: those with at least one letter by the simulated policy.
        with_letter_in_force: by the policy in force.
    """
    stated = _stated(connection)
    found: list[GroupOfPupils] = []
    for by, column in GROUPS.items():
        members: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for key in pupils:
            members[_name(stated.get(key, {}).get(column))].append(key)
        for name in sorted(members, key=natural_order):
            of_group = members[name]
            found.append(
                GroupOfPupils(
                    by,
                    name,
                    len(of_group),
                    sum(key in with_letter for key in of_group),
                    sum(key in with_letter_in_force for key in of_group),
                )
            )
    return found


def _stated(connection: duckdb.DuckDBPyConnection) -> Mapping[tuple[int, int], dict[str, Any]]:
    columns = list(GROUPS.values())
    rows = connection.execute(
        f"SELECT school_id, pupil_id, {', '.join(columns)} FROM register_pupil"
    ).fetchall()
    return {(row[0], row[1]): dict(zip(columns, row[2:], strict=True)) for row in rows}


def _name(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value) if value not in (None, "") else NOT_STATED
