"""Two rows of one file that turn out to be one pupil may not give one session two marks."""

from __future__ import annotations

import duckdb

from attendctl.ledger.incoming import Incoming, Refusal

# Reading has refused two marks for one session of one row of pupils; only pupils that the
# ledger knows to be one (a UPN here, an admission number there) are left to look at.
_DOUBLES = """
CREATE OR REPLACE TEMP TABLE double_mark AS
SELECT m.who, m.date, m.session, m.line, m.code,
       w.school_id, w.pupil_id, count(DISTINCT m.code) FILTER (m.code <> '-') OVER slot > 1 AS differ,
       row_number() OVER (PARTITION BY w.school_id, w.pupil_id, m.date, m.session
                          ORDER BY m.code = '-', m.line, m.who) AS nth
FROM {schema}.incoming_mark AS m JOIN who_is AS w USING (who)
WHERE (w.school_id, w.pupil_id) IN (
    SELECT (school_id, pupil_id) FROM who_is GROUP BY school_id, pupil_id HAVING count(*) > 1)
WINDOW slot AS (PARTITION BY w.school_id, w.pupil_id, m.date, m.session)
QUALIFY count(*) OVER slot > 1
"""

_WITHOUT_DOUBLES = """
ANTI JOIN (FROM double_mark WHERE differ OR nth > 1) AS d
  ON d.who = m.who AND d.date = m.date AND d.session = m.session
"""


def refuse_doubles(workbench: duckdb.DuckDBPyConnection, incoming: Incoming) -> tuple[list[Refusal], str]:
    """Find sessions that two rows of pupils, known to be one pupil, both give a mark.

    A mark goes before a row without a mark, as within one row of pupils.

    Returns:
        A refusal for every mark of a session that has two different ones, and a join that
        leaves those out of the file's marks, and what is said twice.
    """
    row = workbench.execute("SELECT count(*) - count(DISTINCT (school_id, pupil_id)) FROM who_is").fetchone()
    if row == (0,):
        return [], ""
    workbench.execute(_DOUBLES.format(schema=incoming.schema))
    rows = workbench.execute(
        """
        SELECT d.line, d.code, d.date, d.session, min(o.line)
        FROM double_mark AS d JOIN double_mark AS o
          ON o.school_id = d.school_id AND o.pupil_id = d.pupil_id
         AND o.date = d.date AND o.session = d.session AND o.code <> d.code
        WHERE d.differ GROUP BY ALL ORDER BY d.line
        """
    ).fetchall()
    refusals = [
        Refusal(
            line,
            "Mark",
            code,
            f"'{code}' is not the only mark for {day} {'PM' if session else 'AM'}: "
            f"line {other} gives another, "
            "and the numbers in both lines are of one pupil. Correct the mark, or the number.",
        )
        for line, code, day, session, other in rows
    ]
    return refusals, _WITHOUT_DOUBLES
