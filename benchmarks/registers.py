"""Made-up registers of any size, written by DuckDB itself: no pupil in them is real."""

from __future__ import annotations

from pathlib import Path

import duckdb

# A school year of 190 days in weeks of five, with the holidays left out by taking the first days only.
_REGISTER = """
COPY (
    WITH day AS (
        SELECT d::DATE AS day, row_number() OVER (ORDER BY d) AS number
        FROM (SELECT unnest(range(DATE '2025-09-01', DATE '2026-07-25', INTERVAL 1 DAY)) AS d)
        WHERE dayofweek(d) BETWEEN 1 AND 5
        ORDER BY d LIMIT 190
    )
    SELECT 'School ' || lpad(s::VARCHAR, 2, '0') AS School,
           'A' || lpad((800000000000 + s * 1000 + p)::VARCHAR, 12, '0') AS UPN,
           'Surname' || p AS Surname, 'Forename' || p AS Forename,
           'Year ' || (7 + p % 5) AS Year, (7 + p % 5) || chr((65 + p % 3)::INTEGER) AS "Reg Group",
           strftime(day, '%d/%m/%Y') AS "Date", session AS "Session",
           CASE WHEN h < 4 THEN 'I' WHEN h < 6 THEN 'M' WHEN h < 7 THEN 'O' WHEN h < 8 THEN 'L'
                WHEN h < 9 THEN 'N' WHEN session = 'AM' THEN '/' ELSE chr(92) END AS Mark
    FROM range({schools}) AS t(s), range({pupils}) AS u(p), day, (VALUES ('AM'), ('PM')) AS v(session),
         LATERAL (SELECT hash(s * 1000 + p, number, session) % 100 AS h)
    ORDER BY s, day, p, session
) TO '{path}' (HEADER, DELIMITER ',')
"""

# What an export of pupils says beside the marks: without it a reader's groups would be empty.
_PUPILS = """
COPY (
    SELECT 'School ' || lpad(s::VARCHAR, 2, '0') AS School,
           'A' || lpad((800000000000 + s * 1000 + p)::VARCHAR, 12, '0') AS UPN,
           'Surname' || p AS Surname, 'Forename' || p AS Forename,
           'Year ' || (7 + p % 5) AS "Year Group", (7 + p % 5) || chr((65 + p % 3)::INTEGER) AS "Reg Group",
           strftime(
               make_date((2013 - p % 5)::INTEGER, (1 + p % 12)::INTEGER, (1 + p % 28)::INTEGER), '%d/%m/%Y'
           ) AS "Date of Birth",
           CASE WHEN h % 2 = 0 THEN 'F' ELSE 'M' END AS Sex,
           CASE WHEN h % 7 = 0 THEN 'K' WHEN h % 29 = 0 THEN 'E' ELSE 'N' END AS "SEN Status",
           CASE WHEN h % 4 = 0 THEN 'Yes' ELSE 'No' END AS "Pupil Premium",
           CASE WHEN h % 5 = 0 THEN 'Yes' ELSE 'No' END AS FSM,
           CASE WHEN h % 6 = 0 THEN 'Yes' ELSE 'No' END AS EAL,
           CASE WHEN h % 97 = 0 THEN 'Yes' ELSE 'No' END AS "Looked After",
           CASE WHEN h % 41 = 0 THEN 'Yes' ELSE 'No' END AS "Social Worker",
           ['Ash', 'Beech', 'Oak'][(1 + h % 3)::INTEGER] AS House
    FROM range({schools}) AS t(s), range({pupils}) AS u(p), LATERAL (SELECT hash(s * 1000 + p) % 1000 AS h)
    ORDER BY s, p
) TO '{path}' (HEADER, DELIMITER ',')
"""


def write_register(path: Path, *, schools: int, pupils: int) -> Path:
    """Write one mark a row for a school year of 380 sessions; keep the file if it is there."""
    return _written(_REGISTER, path, schools, pupils)


def write_pupils(path: Path, *, schools: int, pupils: int) -> Path:
    """Write one pupil a row, the same as in the register of that size; keep the file if it is there."""
    return _written(_PUPILS, path, schools, pupils)


def _written(query: str, path: Path, schools: int, pupils: int) -> Path:
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect() as engine:
            engine.execute(query.format(schools=schools, pupils=pupils, path=path))
    return path
