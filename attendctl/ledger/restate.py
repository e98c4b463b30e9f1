"""Working out anew what the register says of some sessions, and flagging it in the ledger."""

from __future__ import annotations

import duckdb


def judge_slots(workbench: duckdb.DuckDBPyConnection, slots: str) -> None:
    """Point the view ``mark_run`` at some sessions.

    Args:
        workbench: a connection with a ledger attached and the reading views made.
        slots: a query that gives school_id, pupil_id, date and session; repeats do no harm.
    """
    workbench.execute(f"CREATE OR REPLACE TEMP TABLE judged_slot AS SELECT DISTINCT * FROM ({slots})")
    workbench.execute("CREATE OR REPLACE TEMP VIEW revisited_slot AS FROM judged_slot")


def restate_slots(
    workbench: duckdb.DuckDBPyConnection, slots: str
) -> list[tuple[str | None, str | None, int]]:
    """Set ``current`` and the standing values of some sessions to what all live imports say.

    Returns:
        What the register said before and says now, and for how many sessions, where the code
        differs; None is "nothing at all".
    """
    judge_slots(workbench, slots)
    if workbench.execute("SELECT count(*) FROM judged_slot").fetchone() == (0,):
        return []
    # One row per stored version of those sessions: how it is flagged, and how it should be.
    workbench.execute(
        """
        CREATE OR REPLACE TEMP TABLE restated AS
        SELECT m.rowid AS row_id, m.school_id, m.pupil_id, m.date, m.session, m.code,
               m.current AS current_before, r.row_id IS NOT NULL AS current,
               CASE WHEN own THEN NULL ELSE r.import_id END AS standing_import_id,
               CASE WHEN own THEN NULL ELSE r.line END AS standing_line,
               CASE WHEN own THEN NULL ELSE r.minutes_late END AS standing_minutes_late,
               CASE WHEN own THEN NULL ELSE r.comment END AS standing_comment,
               (m.current, m.standing_import_id, m.standing_line, m.standing_minutes_late, m.standing_comment)
               AS flags_before
        FROM ledger.mark AS m
        JOIN judged_slot AS s
          ON s.school_id = m.school_id AND s.pupil_id = m.pupil_id
         AND s.date = m.date AND s.session = m.session
        LEFT JOIN (SELECT * FROM mark_run WHERE stands) AS r ON r.row_id = m.rowid,
        LATERAL (SELECT r.import_id = m.import_id AND r.minutes_late IS NOT DISTINCT FROM m.minutes_late
                        AND r.comment IS NOT DISTINCT FROM m.comment AS own) AS o
        """
    )
    workbench.execute(
        """
        UPDATE ledger.mark AS m
        SET current = r.current, standing_import_id = r.standing_import_id, standing_line = r.standing_line,
            standing_minutes_late = r.standing_minutes_late, standing_comment = r.standing_comment
        FROM restated AS r
        WHERE m.rowid = r.row_id
          AND flags_before IS DISTINCT FROM (r.current, r.standing_import_id, r.standing_line,
                                             r.standing_minutes_late, r.standing_comment)
        """
    )
    return workbench.execute(
        """
        SELECT code_before, code_now, count(*)
        FROM (SELECT any_value(code) FILTER (WHERE current_before) AS code_before,
                     any_value(code) FILTER (WHERE current) AS code_now
              FROM restated GROUP BY school_id, pupil_id, date, session)
        WHERE code_before IS DISTINCT FROM code_now
        GROUP BY ALL ORDER BY ALL
        """
    ).fetchall()
