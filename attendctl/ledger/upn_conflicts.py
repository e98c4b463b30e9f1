"""Joining pupils that a row says are one, unless that would give a pupil two permanent UPNs."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import groupby

import duckdb

from attendctl.ledger.incoming import Refusal
from attendctl.ledger.pupil_keys import Joined
from attendctl.ledger.restate import restate_slots


@dataclass(frozen=True)
class NewLink:
    """One row of a file says that two keys are one pupil. ``former``: key_b is a UPN of the past."""

    who: int
    line: int | None
    key_a: int
    key_b: int
    former: bool


def join_pupils(workbench: duckdb.DuckDBPyConnection, links: list[NewLink]) -> list[tuple[int, Refusal]]:
    """Join the pupils of linked keys in the ledger, and move their marks to the joined pupil.

    Args:
        workbench: with a ledger attached; the links' keys are in it.
        links: in the file's order; all links of one row stand together.

    Returns:
        The rows that are refused, with why: their keys would give one pupil two permanent
        UPNs, of which none is stated as former. A temporary UPN (its last character is a
        letter) gives way to a permanent one.
    """
    if not links:
        return []
    keys = _keys_of(workbench, links)
    pupil_of = {key: pupil for key, (pupil, _, _) in keys.items()}
    lasting: defaultdict[int, set[str]] = defaultdict(set)  # permanent UPNs of a pupil
    for pupil, kind, value in keys.values():
        if kind == "upn" and not _is_temporary(value):
            lasting[pupil].add(value)
    former = {keys[link.key_b][2] for link in links if link.former} | _former_upns(workbench)
    joined = Joined()
    refused = []
    for who, row in groupby(links, key=lambda link: link.who):
        of_row = list(row)
        pupils = {joined.smallest(pupil_of[key]) for link in of_row for key in (link.key_a, link.key_b)}
        upns = set().union(*(lasting[pupil] for pupil in pupils)) - former
        if len(upns) > 1 and len(pupils) > 1:
            refused.append((who, _refusal(of_row, keys, upns)))
            continue
        one = joined.join(pupils)
        lasting[one] = set().union(*(lasting[pupil] for pupil in pupils))
    move_pupils(workbench, {old: new for old, new in joined.all().items() if old != new})
    return refused


def move_pupils(workbench: duckdb.DuckDBPyConnection, new_pupil_of: dict[int, int]) -> None:
    """Give the keys and marks of some pupils to other pupils, and state their register anew."""
    if not new_pupil_of:
        return
    workbench.execute(
        "CREATE OR REPLACE TEMP TABLE moved_pupil AS "
        "SELECT unnest($1::INTEGER[]) AS old, unnest($2::INTEGER[]) AS new",
        [list(new_pupil_of), list(new_pupil_of.values())],
    )
    for table in ("ledger.pupil_key", "ledger.mark"):
        workbench.execute(
            f"UPDATE {table} AS t SET pupil_id = m.new FROM moved_pupil AS m WHERE t.pupil_id = m.old"
        )
    restate_slots(
        workbench,
        "SELECT school_id, pupil_id, date, session FROM ledger.mark "
        "WHERE pupil_id IN (SELECT new FROM moved_pupil)",
    )


def _keys_of(workbench: duckdb.DuckDBPyConnection, links: list[NewLink]) -> dict[int, tuple[int, str, str]]:
    """Return (pupil_id, kind, value) of the links' keys and of every other key of their pupils."""
    wanted = sorted({key for link in links for key in (link.key_a, link.key_b)})
    rows = workbench.execute(
        """
        SELECT key_id, pupil_id, kind, value FROM ledger.pupil_key
        WHERE pupil_id IN (SELECT pupil_id FROM ledger.pupil_key
                           WHERE key_id IN (SELECT unnest($1::INTEGER[])))
        """,
        [wanted],
    ).fetchall()
    return {key: (pupil, kind, value) for key, pupil, kind, value in rows}


def _former_upns(workbench: duckdb.DuckDBPyConnection) -> set[str]:
    return {
        value
        for (value,) in workbench.execute(
            """
            SELECT DISTINCT k.value FROM ledger.key_link AS l JOIN live_import USING (import_id)
            JOIN ledger.pupil_key AS k ON k.key_id = l.key_b WHERE l.former_upn
            """
        ).fetchall()
    }


def _is_temporary(upn: str) -> bool:
    """A temporary UPN ends in a letter (DfE, UPNs: guide for schools and local authorities).

    >>> _is_temporary("A80120000001B"), _is_temporary("A801200000017")
    (True, False)
    """
    return upn[-1:].isalpha()


def _refusal(row: list[NewLink], keys: dict[int, tuple[int, str, str]], upns: set[str]) -> Refusal:
    columns = {"mis_id": "MIS id", "admission_number": "Admission number", "upn": "UPN"}
    shared = next((keys[link.key_b] for link in row if keys[link.key_b][1] != "upn"), keys[row[0].key_b])
    return Refusal(
        line=row[0].line,
        column=columns[shared[1]],
        value=shared[2],
        reason=f"'{shared[2]}' would make one pupil of the UPNs {' and '.join(sorted(upns))}, "
        "and both are permanent. "
        "Correct this number; or, if the UPN changed, export the column of former UPNs with it.",
    )
