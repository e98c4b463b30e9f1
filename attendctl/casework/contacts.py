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
