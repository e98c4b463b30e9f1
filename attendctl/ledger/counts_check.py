"""Whether of every import as many marks are there as it was counted to have."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from attendctl.ledger.confirmations import OF_THE_LATEST

# An import's marks are versions of its own, and runs over the versions of others that it said again (see
# attendctl.ledger.confirmations). A run begins and ends with a session of its kind and covers those between,
# so their places say how many it covers. Of the runs over the latest versions the sessions that came later
# than the import are none of it: they are counted apart, and only those that stand before an earlier one.
# More may be there than was counted: an empty mark over a real one is kept, and counts as nothing.
_MISCOUNTED = f"""
WITH of_import AS (
    SELECT import_id, count(*) AS marks FROM ledger.mark GROUP BY import_id
), slot_of AS (
    SELECT import_id AS origin, school_id, key_id, (date - DATE '1970-01-01') * 2 + session AS slot,
           import_id AS since
    FROM ledger.mark WHERE import_id IN (SELECT origin_import_id FROM ledger.confirmation)
    UNION ALL
    SELECT {OF_THE_LATEST}, school_id, key_id, (date - DATE '1970-01-01') * 2 + session, min(import_id)
    FROM ledger.mark GROUP BY school_id, key_id, date, session
), placed AS (
    SELECT *, row_number() OVER (PARTITION BY origin, school_id, key_id ORDER BY slot) AS place,
           min(since) OVER (PARTITION BY origin, school_id, key_id ORDER BY slot
                            ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS since_after
    FROM slot_of
), filled_in AS (
    SELECT school_id, key_id, slot, since FROM placed WHERE since > since_after
), run AS (
    SELECT r.import_id, r.origin_import_id AS origin, r.school_id, r.key_id, r.first_slot, r.last_slot,
           l.place - f.place + 1 AS marks
    FROM ledger.confirmation AS r
    JOIN placed AS f
      ON f.origin = r.origin_import_id AND f.school_id = r.school_id AND f.key_id = r.key_id
     AND f.slot = r.first_slot
    JOIN placed AS l
      ON l.origin = r.origin_import_id AND l.school_id = r.school_id AND l.key_id = r.key_id
     AND l.slot = r.last_slot
), said_again AS (
    SELECT import_id, CAST(sum(marks) AS BIGINT) AS marks FROM (
        SELECT import_id, marks FROM run
        UNION ALL
        SELECT r.import_id, -count(*) FROM run AS r JOIN filled_in AS x
          ON x.school_id = r.school_id AND x.key_id = r.key_id AND x.since >= r.import_id
         AND x.slot BETWEEN r.first_slot AND r.last_slot
        WHERE r.origin = {OF_THE_LATEST} GROUP BY r.import_id)
    GROUP BY import_id
)
SELECT i.import_id, i.file, i.marks_new + i.marks_changed + i.marks_same AS counted,
       coalesce(o.marks, 0) + coalesce(s.marks, 0) AS there
FROM ledger.import_made AS i
LEFT JOIN of_import AS o ON o.import_id = i.import_id
LEFT JOIN said_again AS s ON s.import_id = i.import_id
WHERE counted > there AND i.known_on > coalesce(
    (SELECT max(known_on) FROM ledger.chain_entry WHERE kind = 'removal'), DATE '0001-01-01')
ORDER BY i.import_id
"""


class Miscounted(NamedTuple):
    """An import of which fewer marks are there than it was counted to have: new, changed and the same."""

    import_id: int
    file: str
    counted: int
    there: int


def imports_miscounted(connection: duckdb.DuckDBPyConnection) -> tuple[Miscounted, ...]:
    """Count the marks of every import anew, withdrawn ones too, and return those that lack some.

    Imports made before rows were last removed because they were old are left out: they may.

    Args:
        connection: with a ledger attached as ``ledger``.
    """
    return tuple(Miscounted(*row) for row in connection.execute(_MISCOUNTED).fetchall())
