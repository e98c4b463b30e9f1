"""Who the rows of a file are: keys, the links between them, and the pupils those make.

A pupil is the UPN; without one, the MIS id or the admission number within the school.
A row that gives several links them, for as long as its import counts.
"""

from __future__ import annotations

import duckdb

from attendctl.ledger.incoming import Incoming, Refusal
from attendctl.ledger.name_match import match_names_to_pupils
from attendctl.ledger.upn_conflicts import NewLink, join_pupils

# Every key a row states, best first. Leading zeros of an admission number are
# a matter of the export's taste.
_ARRIVING_KEYS = """
CREATE OR REPLACE TEMP TABLE arriving_key AS
WITH pupil AS (
    SELECT p.who, p.line, f.school_id, nullif(upper(trim(p.upn)), '') AS upn,
           nullif(upper(trim(p.former_upn)), '') AS former_upn, nullif(trim(p.mis_id), '') AS mis_id,
           nullif(trim(p.admission_number), '') AS admission_number
    FROM {schema}.incoming_pupil AS p JOIN file_school AS f ON f.stated IS NOT DISTINCT FROM p.school
), stated AS (
    SELECT who, line, school_id AS row_school, 1 AS rank, 'upn' AS kind, 0 AS school_id, upn AS value
    FROM pupil
    UNION ALL
    SELECT who, line, school_id, 2, 'mis_id', school_id, mis_id FROM pupil
    UNION ALL
    SELECT who, line, school_id, 3, 'admission_number', school_id,
           coalesce(nullif(ltrim(admission_number, '0'), ''), left(admission_number, 1)) FROM pupil
    UNION ALL
    SELECT who, line, school_id, 4, 'upn', 0, former_upn FROM pupil WHERE former_upn IS DISTINCT FROM upn
)
SELECT * FROM stated WHERE value IS NOT NULL
"""

_NEW_KEYS = """
INSERT INTO ledger.pupil_key
SELECT key_id, kind, school_id, value, key_id AS pupil_id
FROM (SELECT (SELECT coalesce(max(key_id), 0) FROM ledger.pupil_key)
             + row_number() OVER (ORDER BY rank, school_id, value) AS key_id, kind, school_id, value
      FROM (SELECT min(rank) AS rank, kind, school_id, value FROM arriving_key GROUP BY ALL) AS a
      ANTI JOIN ledger.pupil_key AS k USING (kind, school_id, value))
"""

# The best key of a row carries its marks; every other key is linked to it.
_ROW_KEYS = """
CREATE OR REPLACE TEMP TABLE row_key AS
SELECT a.who, a.line, a.row_school AS school_id, a.rank, k.key_id,
       first_value(k.key_id) OVER (PARTITION BY a.who ORDER BY a.rank) AS main_key_id
FROM arriving_key AS a JOIN ledger.pupil_key AS k USING (kind, school_id, value)
"""


def resolve_pupils(
    workbench: duckdb.DuckDBPyConnection, incoming: Incoming, import_id: int, *, match_names: bool
) -> list[Refusal]:
    """Make the temporary table ``who_is (who, line, school_id, key_id, pupil_id)`` for one file.

    Stores new keys and this import's links, and moves the marks of pupils that turn out to be
    one. A pupil in the returned refusals is not in ``who_is``, nor are his keys linked.

    Raises nothing: what cannot be decided is a refusal of that row.
    """
    workbench.execute(_ARRIVING_KEYS.format(schema=incoming.schema))
    workbench.execute(_NEW_KEYS)
    workbench.execute(_ROW_KEYS)
    refused = join_pupils(workbench, _new_links(workbench))
    workbench.execute(
        "CREATE OR REPLACE TEMP TABLE refused_who AS SELECT unnest($1::INTEGER[]) AS who",
        [[who for who, _ in refused]],
    )
    workbench.execute(
        """
        INSERT INTO ledger.key_link
        SELECT DISTINCT $1::INTEGER, main_key_id, key_id, rank = 4
        FROM row_key ANTI JOIN refused_who USING (who) WHERE key_id <> main_key_id
        """,
        [import_id],
    )
    workbench.execute(
        """
        CREATE OR REPLACE TEMP TABLE who_is AS
        SELECT r.who, any_value(r.line) AS line, any_value(r.school_id) AS school_id,
               any_value(r.main_key_id) AS key_id, any_value(k.pupil_id) AS pupil_id
        FROM row_key AS r JOIN ledger.pupil_key AS k ON k.key_id = r.main_key_id
        ANTI JOIN refused_who AS x ON x.who = r.who
        GROUP BY r.who
        """
    )
    unnamed = match_names_to_pupils(workbench, incoming, match_names=match_names)
    return sorted([refusal for _, refusal in refused] + unnamed, key=lambda one: one.line or 0)


def _new_links(workbench: duckdb.DuckDBPyConnection) -> list[NewLink]:
    """Return the links of rows that say anything the live imports have not said, in the file's order."""
    rows = workbench.execute(
        """
        WITH known AS (
            SELECT DISTINCT key_a AS main_key_id, key_b AS key_id, former_upn
            FROM ledger.key_link JOIN live_import USING (import_id)
        ), telling AS (
            SELECT DISTINCT r.who FROM row_key AS r
            ANTI JOIN known AS k
              ON k.main_key_id = r.main_key_id AND k.key_id = r.key_id AND k.former_upn = (r.rank = 4)
            WHERE r.key_id <> r.main_key_id
        )
        SELECT r.who, r.line, r.main_key_id, r.key_id, r.rank = 4
        FROM row_key AS r JOIN telling USING (who) WHERE r.key_id <> r.main_key_id
        ORDER BY r.line, r.who, r.rank DESC
        """
    ).fetchall()
    return [NewLink(*row) for row in rows]
