"""Telling a file that is older than the ledger from a correction."""

from __future__ import annotations

import duckdb

from attendctl.ledger.incoming import Incoming, Refusal
from attendctl.ledger.refused import StaleExport
from attendctl.ledger.restate import judge_slots

# Marks that would become again what an amendment had replaced, in schools whose
# register goes on after the file ends.
_TURNED_BACK = """
WITH file_end AS (SELECT school_id, max(date) AS last_date FROM compared GROUP BY school_id),
     ledger_end AS (SELECT school_id, max(date) AS last_date FROM mark WHERE code <> '-' GROUP BY school_id),
     older AS (SELECT f.school_id, f.last_date, l.last_date AS ledger_last_date
               FROM file_end AS f JOIN ledger_end AS l USING (school_id) WHERE f.last_date < l.last_date)
SELECT c.line, p.upn, c.date, c.session, stands.code AS code_now, c.code, o.last_date, o.ledger_last_date
FROM compared AS c
JOIN older AS o USING (school_id)
JOIN mark_run AS stands
  ON stands.stands AND stands.school_id = c.school_id AND stands.pupil_id = c.pupil_id
 AND stands.date = c.date AND stands.session = c.session
JOIN {schema}.incoming_pupil AS p USING (who)
WHERE c.verdict = 'changed' AND EXISTS (
    FROM mark_run AS r
    WHERE NOT r.stands AND r.school_id = c.school_id AND r.pupil_id = c.pupil_id
      AND r.date = c.date AND r.session = c.session AND r.code = c.code
      AND coalesce(r.minutes_late = c.minutes_late, TRUE))
ORDER BY c.line, c.date, c.session
"""


def refuse_stale_export(workbench: duckdb.DuckDBPyConnection, incoming: Incoming) -> None:
    """Refuse a file that ends before the ledger does and would undo amendments.

    Raises:
        StaleExport: with one refusal for every mark that would be turned back.
    """
    judge_slots(
        workbench, "SELECT school_id, pupil_id, date, session FROM compared WHERE verdict = 'changed'"
    )
    if workbench.execute("SELECT count(*) FROM judged_slot").fetchone() == (0,):
        return
    rows = workbench.execute(_TURNED_BACK.format(schema=incoming.schema)).fetchall()
    if not rows:
        return
    refusals = [
        Refusal(
            line,
            "Mark",
            code,
            f"{f'UPN {upn}' if upn else 'this pupil'} on {day} {'PM' if session else 'AM'} "
            f"was amended from {code} to {now}; this would turn it back.",
        )
        for line, upn, day, session, now, code, _, _ in rows
    ]
    first = rows[0]
    marks = "1 mark" if len(rows) == 1 else f"{len(rows):,} marks"
    raise StaleExport(
        f"{incoming.file} looks older than the ledger: it ends on {first[6]}, the ledger goes on to "
        f"{first[7]}, and it would turn {marks} back to what was amended since. Nothing was saved.",
        remedy="Export the register again and import that file; "
        "or, if this file is right, import it with --accept-older.",
        refusals=refusals,
    )
