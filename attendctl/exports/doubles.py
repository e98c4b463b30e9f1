"""One mark a session: rows that repeat a mark fall together, rows that contradict each other are refused."""

from __future__ import annotations

from collections import defaultdict

from attendctl.exports.reading import Reading
from attendctl.ledger.incoming import MISSING_MARK

_EPOCH = "DATE '1900-01-01'"
_DAYS_APART = 1_000_000  # more days than any file spans: pupil and day make one number


def settle_doubles(reading: Reading, table: str, column: str | None) -> None:
    """Leave one mark for each pupil, day and session in the table of typed marks.

    Rows of one session with one mark (the cross product of contacts or
    classes) become the first of them. A mark beats a row without a mark. Two
    different marks are refused, both, each naming the other's line; ``column`` is
    where they stand.
    """
    run = reading.workbench.execute
    doubles = f"{table}_double"
    run(
        f"""
        CREATE TABLE {doubles} AS
        SELECT (who::BIGINT * {_DAYS_APART} + (date - {_EPOCH})) * 2 + session AS slot FROM {table}
        GROUP BY slot HAVING count(*) > 1
        """
    )
    if not _count(reading, doubles):
        return
    run(
        f"""
        CREATE TABLE {table}_rows AS SELECT t.* FROM {table} AS t
        JOIN {doubles} AS d ON (t.who::BIGINT * {_DAYS_APART} + (t.date - {_EPOCH})) * 2 + t.session = d.slot
        """
    )
    before = _count(reading, f"{table}_rows")
    contradicting = _refuse_contradictions(reading, f"{table}_rows", column)
    run(
        f"""
        DELETE FROM {table} USING {doubles} AS d
        WHERE ({table}.who::BIGINT * {_DAYS_APART} + ({table}.date - {_EPOCH})) * 2 + {table}.session = d.slot
        """
    )
    run(
        f"""
        CREATE TABLE {table}_kept AS SELECT * EXCLUDE (marks) FROM (
            SELECT *, count(DISTINCT code) FILTER (code <> '{MISSING_MARK}')
                      OVER (PARTITION BY who, date, session) AS marks FROM {table}_rows)
        WHERE marks <= 1
        QUALIFY row_number() OVER (
            PARTITION BY who, date, session ORDER BY code = '{MISSING_MARK}', line) = 1
        """
    )
    kept = _count(reading, f"{table}_kept")
    run(f"INSERT INTO {table} SELECT * FROM {table}_kept")
    reading.findings.warn(
        "W109",
        "Rows that repeat a pupil's mark of a session (several contacts, classes or tables): taken once.",
        before - kept - contradicting,
    )


def _refuse_contradictions(reading: Reading, rows: str, column: str | None) -> int:
    """Refuse every row of a session with two different marks; return how many rows that were."""
    found = reading.workbench.execute(
        f"""
        SELECT who, date, session, line, code::VARCHAR FROM {rows}
        QUALIFY count(DISTINCT code) FILTER (code <> '{MISSING_MARK}')
                OVER (PARTITION BY who, date, session) > 1
        ORDER BY who, date, session, line
        """
    ).fetchall()
    sessions = defaultdict(list)
    for who, day, session, line, code in found:
        sessions[who, day, session].append((line, code))
    for (_, day, session), marks in sessions.items():
        half = "PM" if session else "AM"
        for line, code in marks:
            other, mark = next((one for one in marks if one[1] != code), (line, code))
            reading.findings.refuse(
                line,
                column,
                code,
                f"contradicts '{mark}' on line {other}: one pupil, {day} {half}, two marks",
            )
    return len(found)


def _count(reading: Reading, table: str) -> int:
    row = reading.workbench.execute(f"SELECT count(*) FROM {table}").fetchone()
    return int(row[0]) if row else 0
