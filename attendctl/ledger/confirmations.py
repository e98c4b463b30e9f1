"""Keeping that an import said again what the register holds, in few rows."""

from __future__ import annotations

import duckdb

# A run is a stretch of consecutive marks of one import, school and key that were all
# said again. Marks of the same origin that were not said again end it, current or not:
# so a run can be read back by its first and last slot alone.
_RUNS = """
INSERT INTO ledger.confirmation
WITH said_again AS (
    SELECT origin_row_id, code_only OR {all_code_only} AS code_only
    FROM compared WHERE origin_row_id IS NOT NULL
), flagged AS (
    SELECT h.import_id, h.school_id, h.key_id, (h.date - DATE '1970-01-01') * 2 + h.session AS slot,
           s.code_only
    FROM held_mark AS h LEFT JOIN said_again AS s ON s.origin_row_id = h.row_id
), numbered AS (
    SELECT *, row_number() OVER (PARTITION BY import_id, school_id, key_id ORDER BY slot)
            - row_number() OVER (PARTITION BY import_id, school_id, key_id, code_only ORDER BY slot) AS island
    FROM flagged
    WHERE import_id IN (SELECT import_id FROM flagged WHERE code_only IS NOT NULL)
)
SELECT {import_id}, import_id, school_id, key_id, min(slot), max(slot), code_only
FROM numbered WHERE code_only IS NOT NULL
GROUP BY import_id, school_id, key_id, code_only, island
"""


def keep_confirmations(workbench: duckdb.DuckDBPyConnection, import_id: int, *, all_code_only: bool) -> None:
    """Store which marks of the register the file in ``compared`` said again.

    Args:
        workbench: with ``held_mark`` and ``compared`` made by ``attendctl.ledger.marks``.
        import_id: the import that said them.
        all_code_only: the file gives no minutes, comments or reasons at all; then every
            confirmation is of the code alone, and runs are not cut where details are.
    """
    workbench.execute(_RUNS.format(import_id=import_id, all_code_only=all_code_only))
