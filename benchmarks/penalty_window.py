"""The penalty window of every pupil of a ledger, against one bare query over the same marks.

``python -m benchmarks.penalty_window ours LEDGER DAY`` counts as ``attendctl penalties`` does: of age, not
cited, with and without reasons not established, by the calendar of the school each pupil was at.
``… bare LEDGER DAY`` imports DuckDB and nothing of attendctl: the most sessions in any window, and the day
there were enough.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

BARE = """
WITH open_week AS (
    SELECT school_id, monday, row_number() OVER (PARTITION BY school_id ORDER BY monday) AS week
    FROM (
        SELECT DISTINCT school_id, date_trunc('week', date)::DATE AS monday
        FROM ledger.mark
        WHERE current AND date <= $day AND code NOT IN
            ('-', '#', 'X', 'Z', 'D', 'Q', 'Y', 'Y1', 'Y2', 'Y3', 'Y4', 'Y5', 'Y6', 'Y7')
    )
),

counted AS (
    SELECT m.pupil_id, m.date,
           count(*) OVER (
               PARTITION BY m.pupil_id ORDER BY w.week RANGE BETWEEN 9 PRECEDING AND CURRENT ROW
           ) AS sessions
    FROM ledger.mark AS m
    JOIN open_week AS w ON m.school_id = w.school_id AND date_trunc('week', m.date)::DATE = w.monday
    WHERE m.current AND m.date <= $day AND m.code IN ('G', 'N', 'O', 'U')
)

SELECT pupil_id, max(sessions), min(date) FILTER (sessions >= 10) FROM counted GROUP BY pupil_id
"""


def bare(ledger: Path, day: date) -> int:
    """Run the one query; return how many pupils it found."""
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"ATTACH '{ledger}' AS ledger (READ_ONLY)")
    return len(connection.execute(BARE, {"day": day}).fetchall())


def ours(ledger: Path, day: date) -> int:
    """Count as the command does; return how many pupils are on the list."""
    from attendctl.calendar import academic_year_start
    from attendctl.ledger.book import open_ledger
    from attendctl.measures.engine import prepare_register
    from attendctl.measures.penalty_window import WindowRule, window_counts
    from attendctl.measures.school_weeks import read_school_days
    from attendctl.rules.penalty_threshold import penalty_threshold

    with open_ledger(ledger, wait_seconds=1) as book:
        prepare_register(book.connection)
        read_school_days(book.connection)
        schools = book.connection.execute("SELECT school_id FROM school").fetchall()
        law = penalty_threshold().in_force(day)
        codes = {school_id: law.codes for (school_id,) in schools}
        rule = WindowRule(codes, law.sessions, law.school_weeks, law.unexplained_codes, law.valid_from)
        since = academic_year_start(day)
        return len(window_counts(book.connection, rule, reached_from=since, as_of=day))


if __name__ == "__main__":
    which, file, last_day = sys.argv[1:]
    print({"ours": ours, "bare": bare}[which](Path(file), date.fromisoformat(last_day)))
