"""Whether the marks that are flagged as standing are those that the imports say."""

from __future__ import annotations

from typing import NamedTuple

import duckdb

from attendctl.ledger.restate import judge_slots

# A session is worked out anew where it has more than one version, or whose one version is not the plain
# word of an import that counts: of the others there is nothing to work out.
_NOT_PLAIN = """
SELECT school_id, pupil_id, date, session FROM ledger.mark
WHERE NOT current OR standing_import_id IS NOT NULL
   OR import_id NOT IN (SELECT import_id FROM live_import)
UNION ALL
SELECT school_id, pupil_id, date, session FROM ledger.mark
GROUP BY school_id, pupil_id, date, session HAVING count(*) FILTER (current) <> 1
"""
_WRONG = """
WITH flagged AS (
    SELECT school_id, pupil_id, date, session, code, import_id
    FROM mark JOIN judged_slot USING (school_id, pupil_id, date, session)
), told AS (
    SELECT school_id, pupil_id, date, session, code, import_id FROM mark_run WHERE stands
)
SELECT school_id, count(*) FROM (
    (FROM flagged EXCEPT ALL FROM told) UNION ALL (FROM told EXCEPT ALL FROM flagged))
GROUP BY school_id ORDER BY school_id
"""
_OF_ANOTHER = """
SELECT m.school_id, count(*) FROM ledger.mark AS m LEFT JOIN ledger.pupil_key AS k USING (key_id)
WHERE k.pupil_id IS DISTINCT FROM m.pupil_id GROUP BY ALL ORDER BY ALL
"""


class Misplaced(NamedTuple):
    """Marks of a school that do not stand as they were told, or are another pupil's than their number's."""

    school_id: int
    marks: int


def marks_standing_wrongly(connection: duckdb.DuckDBPyConnection) -> tuple[Misplaced, ...]:
    """Work out anew what stands, and return the schools in which the ledger says otherwise.

    Args:
        connection: with a ledger attached as ``ledger`` and the reading views of all it was told.
            The view ``revisited_slot`` is another after this.
    """
    judge_slots(connection, _NOT_PLAIN)
    wrong = connection.execute(_WRONG).fetchall() + connection.execute(_OF_ANOTHER).fetchall()
    found: dict[int, int] = {}
    for school_id, marks in wrong:
        found[school_id] = found.get(school_id, 0) + marks
    return tuple(Misplaced(school_id, marks) for school_id, marks in sorted(found.items()))
