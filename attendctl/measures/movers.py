"""Pupils who were at several schools of one ledger."""

from __future__ import annotations

from collections.abc import Collection

import duckdb

_LINKED = """
SELECT DISTINCT p.school_id
FROM pupil AS p
WHERE p.pupil_id IN (
    SELECT q.pupil_id FROM pupil AS q WHERE q.school_id IN (SELECT unnest($schools::SMALLINT[])))
"""


def schools_linked_to(connection: duckdb.DuckDBPyConnection, school_ids: Collection[int]) -> list[int]:
    """Return some schools and every other one at which a pupil of theirs has been, too.

    The penalty threshold goes with the pupil, so the marks of those schools are looked at as well.

    Args:
        connection: has the relation ``pupil``.
        school_ids: the schools asked about.
    """
    rows = connection.execute(_LINKED, {"schools": sorted(school_ids)}).fetchall()
    return sorted({*school_ids, *(school_id for (school_id,) in rows)})
