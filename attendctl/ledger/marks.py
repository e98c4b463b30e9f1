"""The marks of one file meet the register: new, the same, changed, or missing from the file."""

from __future__ import annotations

import duckdb

from attendctl.ledger.confirmations import keep_confirmations
from attendctl.ledger.incoming import Incoming
from attendctl.ledger.outcome import MarkCounts
from attendctl.ledger.restate import restate_slots
from attendctl.ledger.stale_export import refuse_stale_export
from attendctl.rules.attendance_codes import load_attendance_codes

_ARRIVING = """
CREATE OR REPLACE TEMP VIEW arriving_mark AS
SELECT m.line, w.who, w.school_id, w.pupil_id, w.key_id, m.date, m.session, m.code,
       m.minutes_late, m.comment, m.amended_reason, m.amended_by
FROM {schema}.incoming_mark AS m JOIN who_is AS w USING (who)
{without_doubles}
"""

# The register's side: all versions of the file's schools and days, current or not.
_HELD = """
CREATE OR REPLACE TEMP VIEW held_mark AS
SELECT rowid AS row_id, * FROM ledger.mark
WHERE school_id IN (SELECT school_id FROM file_school) AND date BETWEEN DATE '{first}' AND DATE '{last}'
"""

# How each mark of the file stands to the register's current one:
#   new        nothing is held              same       said again, to the last detail
#   code_only  same code, nothing else said more       same code, other or more detail
#   missing    no mark, over a real one     changed    another code, or other minutes
# origin_row_id is a stored version, by the same key, that says exactly this (with
# code_only: its code alone): then the mark is kept as a confirmation of that version.
_COMPARED = """
CREATE OR REPLACE TEMP TABLE compared AS
SELECT a.*, c.row_id AS held_row_id,
       CASE
         WHEN c.code IS NULL THEN 'new'
         WHEN a.code = c.code THEN CASE
           WHEN a.minutes_late IS NOT DISTINCT FROM c.minutes_late
            AND a.comment IS NOT DISTINCT FROM c.comment
            AND a.amended_reason IS NOT DISTINCT FROM c.amended_reason
            AND a.amended_by IS NOT DISTINCT FROM c.amended_by THEN 'same'
           WHEN coalesce(a.minutes_late::VARCHAR, a.comment, a.amended_reason, a.amended_by) IS NULL
            THEN 'code_only'
           WHEN a.minutes_late <> standing_minutes THEN 'changed'
           ELSE 'more' END
         WHEN a.code = '-' THEN 'missing'
         ELSE 'changed' END::verdict AS verdict,
       CASE WHEN verdict IN ('same', 'code_only') AND a.key_id = c.key_id THEN c.row_id END AS origin_row_id,
       verdict = 'code_only' AS code_only
FROM arriving_mark AS a
LEFT JOIN (
    SELECT *, CASE WHEN standing_import_id IS NULL THEN minutes_late ELSE standing_minutes_late END
              AS standing_minutes
    FROM held_mark WHERE current
) AS c
  ON c.school_id = a.school_id AND c.pupil_id = a.pupil_id AND c.date = a.date AND c.session = a.session
"""

# A file that names pupils otherwise than the last one, or gives other detail, may say
# what an older version says. A change is always stored: it is to know its own line.
_OLDER_ORIGINS = """
UPDATE compared AS c SET origin_row_id = o.row_id, code_only = NOT o.says_the_same
FROM (
    SELECT a.rowid AS arriving_row_id, h.row_id,
           coalesce(a.minutes_late::VARCHAR, a.comment, a.amended_reason, a.amended_by) IS NULL
           AS says_code_only,
           a.minutes_late IS NOT DISTINCT FROM h.minutes_late AND a.comment IS NOT DISTINCT FROM h.comment
           AND a.amended_reason IS NOT DISTINCT FROM h.amended_reason
           AND a.amended_by IS NOT DISTINCT FROM h.amended_by AS says_the_same
    FROM compared AS a JOIN held_mark AS h
      ON h.school_id = a.school_id AND h.key_id = a.key_id AND h.date = a.date AND h.session = a.session
     AND h.code = a.code
    WHERE a.origin_row_id IS NULL AND a.verdict IN ('same', 'code_only', 'more', 'missing')
      AND (says_the_same OR says_code_only)
    QUALIFY row_number() OVER (PARTITION BY a.rowid ORDER BY says_the_same DESC, h.row_id DESC) = 1
) AS o
WHERE c.rowid = o.arriving_row_id
"""

_STORE = """
INSERT INTO ledger.mark (school_id, pupil_id, key_id, date, session, code, minutes_late, comment,
                         amended_reason, amended_by, import_id, line, current)
SELECT school_id, pupil_id, key_id, date, session, code, minutes_late, comment,
       amended_reason, amended_by, {import_id}, line, {current}
FROM {rows}
ORDER BY school_id, pupil_id, date, session
"""


def merge_marks(
    workbench: duckdb.DuckDBPyConnection,
    incoming: Incoming,
    import_id: int,
    *,
    is_latest: bool,
    accept_older: bool,
    without_doubles: str = "",
) -> MarkCounts:
    """Store what one file says of the register; ``who_is`` says of whom.

    Args:
        workbench: with the ledger attached, inside its transaction.
        incoming: the staged file.
        import_id: of this import, which is already among the live ones.
        is_latest: no live import was made known after this one, so what it says stands.
        accept_older: take in a file that looks older than the ledger.
        without_doubles: a join that leaves out rows that say the same thing twice.

    Raises:
        StaleExport: the file would turn marks back.
    """
    workbench.execute(_ARRIVING.format(schema=incoming.schema, without_doubles=without_doubles))
    span = workbench.execute(
        f"""
        SELECT min(date), max(date),
               count(coalesce(minutes_late::VARCHAR, comment, amended_reason, amended_by))
        FROM {incoming.schema}.incoming_mark
        """
    ).fetchone()
    if span is None or span[0] is None:
        return MarkCounts()
    first, last, with_detail = span
    workbench.execute(_HELD.format(first=first, last=last))
    if workbench.execute("SELECT count(*) FROM (FROM held_mark LIMIT 1)").fetchone() == (0,):
        stored = workbench.execute(
            _STORE.format(import_id=import_id, current="TRUE", rows="arriving_mark")
        ).fetchone()
        return MarkCounts(new=stored[0] if stored else 0)
    _make_verdicts(workbench)
    workbench.execute(_COMPARED)
    if is_latest and not accept_older:
        refuse_stale_export(workbench, incoming)
    count = dict(workbench.execute("SELECT verdict::VARCHAR, count(*) FROM compared GROUP BY ALL").fetchall())
    missing = _marks_not_in_file(workbench)
    if is_latest:
        workbench.execute(_OLDER_ORIGINS)
        keep_confirmations(workbench, import_id, all_code_only=not with_detail)
    else:  # in its own place a mark may be a change that later files confirm: keep every line
        workbench.execute("UPDATE compared SET origin_row_id = NULL")
    for rows, current in (
        ("(FROM compared WHERE verdict = 'new')", "TRUE"),
        ("(FROM compared WHERE verdict <> 'new' AND origin_row_id IS NULL)", "FALSE"),
    ):
        workbench.execute(_STORE.format(import_id=import_id, current=current, rows=rows))
    # What stands changes where the file says something else; and, when the file was
    # known before others, wherever it says anything.
    touched = "verdict IN ('more', 'missing', 'changed')" if is_latest else "verdict <> 'new'"
    restate_slots(workbench, f"SELECT school_id, pupil_id, date, session FROM compared WHERE {touched}")
    return MarkCounts(
        new=count.get("new", 0),
        changed=count.get("changed", 0),
        same=count.get("same", 0) + count.get("code_only", 0) + count.get("more", 0),
        missing_from_export=missing,
    )


def _make_verdicts(workbench: duckdb.DuckDBPyConnection) -> None:
    workbench.execute("DROP TABLE IF EXISTS compared")
    workbench.execute("DROP TYPE IF EXISTS temp.verdict")
    workbench.execute(
        "CREATE TEMP TYPE verdict AS ENUM ('new', 'same', 'code_only', 'more', 'missing', 'changed')"
    )


def _marks_not_in_file(workbench: duckdb.DuckDBPyConnection) -> int:
    """Count marks of the file's pupils, between its first and last day, for which it has no mark.

    Only marks that show a pupil on roll: an export without the days the school was closed
    leaves nothing out.
    """
    codes = load_attendance_codes()
    row = workbench.execute(
        """
        SELECT count(*) FROM held_mark
        WHERE current AND code IN (SELECT unnest($1::VARCHAR[]))
          AND (school_id, pupil_id) IN (SELECT (school_id, pupil_id) FROM who_is)
          AND row_id NOT IN (SELECT held_row_id FROM compared
                             WHERE held_row_id IS NOT NULL AND verdict <> 'missing')
        """,
        [sorted({entry.code for entry in codes.entries if codes.class_of(entry).shows_pupil_on_roll})],
    ).fetchone()
    return int(row[0]) if row else 0
