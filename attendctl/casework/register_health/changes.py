"""Changes of the register to be looked at: late ones, those after a letter, amendments taken back."""

from __future__ import annotations

from collections import defaultdict

import duckdb

from attendctl.casework.register_health.finding import Finding, Session, by_pupil
from attendctl.ledger.by_hand import BY_HAND
from attendctl.measures.attendance import Period
from attendctl.rules.register_health import RegisterHealth

# The school days after a mark's day up to the day of its change, that day included.
_LATE = """
WITH school_day AS (
    SELECT DISTINCT school_id, date FROM school_session WHERE possible > 0
)
SELECT a.school_id, a.pupil_id, a.date, a.session, a.code_to, a.code_from
FROM amendment AS a
WHERE a.date BETWEEN $1 AND $2 AND a.code_from <> a.code_to
  AND (SELECT count(*) FROM school_day AS d
       WHERE d.school_id = a.school_id AND d.date > a.date AND d.date <= a.seen_on) > $3
"""
_AFTER_LETTER = """
SELECT a.school_id, a.pupil_id, a.date, a.session, a.code_to, a.code_from, w.reference
FROM amendment AS a
JOIN letter_pupil AS n ON n.school_id = a.school_id AND n.pupil_id = a.pupil_id
JOIN letter_written AS w ON w.reference = n.reference
WHERE a.date BETWEEN $1 AND $2 AND a.date <= w.as_of AND a.seen_on > w.written_on AND w.as_of >= $1
  AND a.code_from <> a.code_to
ORDER BY ALL
"""
_TAKEN_BACK = f"""
SELECT a.school_id, a.pupil_id, a.date, a.session, m.code, a.code_to
FROM amendment AS a
JOIN mark AS m USING (school_id, pupil_id, date, session)
WHERE a.date BETWEEN $1 AND $2 AND a.file = '{BY_HAND}' AND m.import_id <> a.import_id AND m.code <> a.code_to
  AND m.import_id NOT IN (SELECT import_id FROM import_made WHERE file = '{BY_HAND}')
"""


def late_changes(
    connection: duckdb.DuckDBPyConnection, rule: RegisterHealth, period: Period
) -> list[Finding]:
    """Return the marks of the year whose code was changed more school days after it than the rule says."""
    return _changed(connection, "late-change", _LATE, period, rule.late_change_school_days)


def amendments_taken_back(connection: duckdb.DuckDBPyConnection, period: Period) -> list[Finding]:
    """Return the marks of the year that were amended by hand and that an export has changed since."""
    return _changed(connection, "taken-back", _TAKEN_BACK, period)


def changes_after_letters(connection: duckdb.DuckDBPyConnection, period: Period) -> list[Finding]:
    """Return, by pupil, the marks of the year up to the day of a letter that changed after it was written."""
    sessions: dict[tuple[int, int], set[Session]] = defaultdict(set)
    letters: dict[tuple[int, int], set[str]] = defaultdict(set)
    rows = connection.execute(_AFTER_LETTER, [period.year_from, period.as_of]).fetchall()
    for school_id, pupil_id, day, half, code, before, reference in rows:
        sessions[school_id, pupil_id].add(Session.of(day, half, code, before))
        letters[school_id, pupil_id].add(reference)
    return [
        Finding(
            "after-letter",
            school_id,
            pupil_id,
            tuple(sorted(found, key=lambda one: (one.day, one.half, one.code or ""))),
            tuple(sorted(letters[school_id, pupil_id])),
        )
        for (school_id, pupil_id), found in sorted(sessions.items())
    ]


def _changed(
    connection: duckdb.DuckDBPyConnection, kind: str, query: str, period: Period, *numbers: int
) -> list[Finding]:
    rows = connection.execute(query, [period.year_from, period.as_of, *numbers]).fetchall()
    return by_pupil(
        kind,
        (
            (school_id, pupil_id, Session.of(day, half, code, before))
            for school_id, pupil_id, day, half, code, before in rows
        ),
    )
