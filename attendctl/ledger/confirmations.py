"""Keeping that an import said again what the register holds, in few rows."""

from __future__ import annotations

import duckdb

OF_THE_LATEST = 0
"""As the origin of a run, where no import has this number: of each session the latest version before."""

# A run is a stretch of consecutive sessions of one school and key that were all said again. A session
# of the same kind that was not said again ends it: so a run can be read back by its first and last
# slot alone. Nearly always what is said again is the latest version that the ledger holds: such a run
# goes on over the imports that its versions came from, or a file of the whole year, exported every
# night, would leave a row a pupil for every night before it. Any other version is kept as a run over
# the versions of its own import.
_RUNS = """
INSERT INTO ledger.confirmation
WITH said_again AS (
    SELECT origin_row_id, code_only OR {all_code_only} AS code_only
    FROM compared WHERE origin_row_id IS NOT NULL
), versions AS (
    SELECT h.import_id, h.school_id, h.key_id, (h.date - DATE '1970-01-01') * 2 + h.session AS slot,
           row_number() OVER (PARTITION BY h.school_id, h.key_id, h.date, h.session
                              ORDER BY h.import_id DESC, h.row_id DESC) = 1 AS is_latest,
           s.code_only
    FROM held_mark AS h LEFT JOIN said_again AS s ON s.origin_row_id = h.row_id
), flagged AS (
    SELECT {of_the_latest} AS origin, school_id, key_id, slot, code_only FROM versions WHERE is_latest
    UNION ALL
    SELECT import_id, school_id, key_id, slot, CASE WHEN NOT is_latest THEN code_only END
    FROM versions
    WHERE import_id IN (SELECT import_id FROM versions WHERE NOT is_latest AND code_only IS NOT NULL)
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY origin, school_id, key_id ORDER BY slot)
            - row_number() OVER (PARTITION BY origin, school_id, key_id, code_only ORDER BY slot) AS island
    FROM flagged
)
SELECT {import_id}, origin, school_id, key_id, min(slot), max(slot), code_only
FROM numbered WHERE code_only IS NOT NULL
GROUP BY origin, school_id, key_id, code_only, island
"""


def keep_confirmations(workbench: duckdb.DuckDBPyConnection, import_id: int, *, all_code_only: bool) -> None:
    """Store which marks of the register the file in ``compared`` said again.

    Args:
        workbench: with ``held_mark`` and ``compared`` made by ``attendctl.ledger.marks``; of the import
            itself no mark is stored yet.
        import_id: the import that said them.
        all_code_only: the file gives no minutes, comments or reasons at all; then every
            confirmation is of the code alone, and runs are not cut where details are.
    """
    workbench.execute(
        _RUNS.format(import_id=import_id, all_code_only=all_code_only, of_the_latest=OF_THE_LATEST)
    )


def marks_said_by(imports: str) -> str:
    """Return the SQL of every mark that some imports said, for the first time or again.

    Its columns are import_id, school_id, pupil_id, date, session and code.

    Args:
        imports: a query of ``import_id``.
    """
    return f"""
    SELECT import_id, school_id, pupil_id, date, session, code FROM ledger.mark
    WHERE import_id IN ({imports})
    UNION ALL
    SELECT f.import_id, m.school_id, m.pupil_id, m.date, m.session, m.code
    FROM ledger.mark AS m JOIN ledger.confirmation AS f
      ON f.school_id = m.school_id AND f.key_id = m.key_id
     AND (m.date - DATE '1970-01-01') * 2 + m.session BETWEEN f.first_slot AND f.last_slot
     AND (f.origin_import_id = m.import_id
          OR f.origin_import_id = {OF_THE_LATEST} AND m.import_id < f.import_id)
    WHERE f.import_id IN ({imports})
    QUALIFY f.origin_import_id <> {OF_THE_LATEST}
         OR row_number() OVER (
                PARTITION BY f.import_id, f.origin_import_id, m.school_id, m.key_id, m.date, m.session
                ORDER BY m.import_id DESC, m.rowid DESC) = 1
    """
