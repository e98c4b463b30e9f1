"""Two rows of one file that turn out to be one pupil may not give one session two marks."""

from __future__ import annotations

import duckdb

from attendctl.ledger.incoming import Incoming, Refusal

# Reading has refused two marks for one session of one row of pupils; only pupils that the
# ledger knows to be one (a UPN here, an admission number there) are left to look at.
_DOUBLES = """
CREATE OR REPLACE TEMP TABLE double_mark AS
SELECT m.who, m.date, m.session, m.line, m.code,
       min(m.line) OVER slot AS first_line, min(m.code) OVER slot <> max(m.code) OVER slot AS differ,
       row_number() OVER (PARTITION BY w.school_id, w.pupil_id, m.date, m.session
                          ORDER BY m.line, m.who) AS nth
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

    Returns:
        A refusal for each second mark that differs from the first, and a join that leaves
        out of the file's marks what is said twice (and both marks where they differ).
    """
    row = workbench.execute("SELECT count(*) - count(DISTINCT (school_id, pupil_id)) FROM who_is").fetchone()
    if row == (0,):
        return [], ""
    workbench.execute(_DOUBLES.format(schema=incoming.schema))
    rows = workbench.execute(
        "SELECT line, code, date, session, first_line FROM double_mark WHERE differ AND nth > 1 ORDER BY line"
    ).fetchall()
    refusals = [
        Refusal(
            line,
            "Mark",
            code,
            f"a second, different mark for {day} {'PM' if session else 'AM'}: line {first} gives another, "
            "and the numbers in both lines are of one pupil. Correct the mark, or the number.",
        )
        for line, code, day, session, first in rows
    ]
    return refusals, _WITHOUT_DOUBLES
