"""The contacts of pupils, as the ledger has them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

import duckdb

from attendctl.casework.recipients import Contact

_CONTACTS = """
SELECT pupil_id, position, priority, title, forename, surname, name, relationship,
       parental_responsibility, lives_with_pupil, may_be_written_to, address, postcode, email
FROM contact
WHERE school_id = $school_id AND pupil_id IN (SELECT unnest($pupils::INTEGER[]))
ORDER BY pupil_id, position
"""


def contacts_of(
    connection: duckdb.DuckDBPyConnection, school_id: int, pupils: Collection[int]
) -> Mapping[int, Sequence[Contact]]:
    """Return the contacts of some pupils of one school, by pupil, as the register lists them."""
    found: dict[int, list[Contact]] = defaultdict(list)
    rows = connection.execute(_CONTACTS, {"school_id": school_id, "pupils": sorted(pupils)}).fetchall()
    for pupil_id, position, *rest in rows:
        found[pupil_id].append(Contact(position or 0, *rest))
    return found


def holds_addresses(connection: duckdb.DuckDBPyConnection, school_id: int) -> bool:
    """Say whether the ledger has any address of a school's pupils or contacts.

    A school that never exports one sends its letters home with the child.
    """
    row = connection.execute(
        "SELECT EXISTS (FROM pupil WHERE school_id = $1 AND coalesce(address, postcode) IS NOT NULL) "
        "OR EXISTS (FROM contact WHERE school_id = $1 AND coalesce(address, postcode) IS NOT NULL)",
        [school_id],
    ).fetchone()
    return bool(row and row[0])
