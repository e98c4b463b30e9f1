"""Everything the ledger holds about one pupil: every version of every mark, every statement.

What is read here is for the pupil or the family, not for working out anything: nothing is judged or merged,
and what was withdrawn is there, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import duckdb

from attendctl.ledger.records import CONTACT_ATTRIBUTES, PUPIL_ATTRIBUTES

Rows = list[dict[str, Any]]

_ASKED_KEYS = """
CREATE OR REPLACE TEMP TABLE asked_key AS
SELECT key_id, kind, value FROM ledger.pupil_key WHERE pupil_id = $1
"""
_ASKED_SCHOOLS = "CREATE OR REPLACE TEMP TABLE asked_school AS SELECT unnest($1::SMALLINT[]) AS school_id"
_MARKS = """
SELECT s.name AS school, m.date, CASE m.session WHEN 0 THEN 'AM' ELSE 'PM' END AS session, m.code,
       CASE WHEN m.standing_import_id IS NULL THEN m.minutes_late ELSE m.standing_minutes_late END
           AS minutes_late,
       CASE WHEN m.standing_import_id IS NULL THEN m.comment ELSE m.standing_comment END AS comment,
       m.current AS stands, i.known_on AS told_on, m.amended_reason AS reason, m.amended_by AS by,
       m.import_id, i.file, m.line, i.undone_on AS withdrawn_on
FROM ledger.mark AS m JOIN asked_key USING (key_id) JOIN asked_school USING (school_id)
JOIN ledger.school AS s USING (school_id) JOIN ledger.import_made AS i USING (import_id)
ORDER BY s.name, m.date, m.session, i.known_on, m.import_id, m.rowid
"""
_AMENDMENTS = """
SELECT s.name AS school, a.date, CASE a.session WHEN 0 THEN 'AM' ELSE 'PM' END AS session,
       a.code_from AS original, a.code_to AS amended, a.minutes_late_from AS minutes_late_original,
       a.minutes_late_to AS minutes_late_amended, a.seen_on AS told_on, a.reason, a.person AS by,
       a.import_id, a.file, a.line
FROM amendment AS a JOIN asked_school USING (school_id) JOIN ledger.school AS s USING (school_id)
WHERE a.pupil_id = $1
ORDER BY s.name, a.date, a.session, a.seen_on, a.import_id
"""
# Of a statement that came again and again: when first and last, how often, and in which imports.
_STATED = """
SELECT s.name AS school, r.* EXCLUDE (record_id, school_id), told.*
FROM (SELECT record_id, school_id, {columns} FROM ledger.{of}_record
      JOIN asked_key USING (key_id) JOIN asked_school USING (school_id)) AS r
JOIN ledger.school AS s USING (school_id)
JOIN (SELECT n.record_id, min(i.known_on) AS first_told_on, max(i.known_on) AS last_told_on,
             string_agg(concat(i.import_id, CASE WHEN i.undone_on IS NOT NULL THEN ' (withdrawn)' END), ', '
                        ORDER BY i.known_on, i.import_id) AS import_ids
      FROM ledger.{of}_said AS n JOIN ledger.import_made AS i USING (import_id) GROUP BY n.record_id) AS told
  USING (record_id)
ORDER BY s.name, told.first_told_on, r.record_id{then}
"""
_TOTALS = """
SELECT s.name AS school, t.possible, t.attended, t.authorised, t.unauthorised, t.percent, i.first_date,
       i.last_date, i.known_on AS told_on, t.import_id, i.file, t.line, i.undone_on AS withdrawn_on
FROM ledger.stated_total AS t JOIN asked_key USING (key_id) JOIN asked_school USING (school_id)
JOIN ledger.school AS s USING (school_id) JOIN ledger.import_made AS i USING (import_id)
ORDER BY s.name, i.known_on, t.import_id, t.line
"""
_IMPORTS = """
SELECT import_id, file, sha256, layout, known_on AS told_on, undone_on AS withdrawn_on
FROM ledger.import_made
WHERE import_id IN (SELECT import_id FROM ledger.mark JOIN asked_key USING (key_id)
                    JOIN asked_school USING (school_id)
                    UNION SELECT import_id FROM ledger.confirmation JOIN asked_key USING (key_id)
                    JOIN asked_school USING (school_id)
                    UNION SELECT import_id FROM ledger.pupil_said JOIN ledger.pupil_record USING (record_id)
                    JOIN asked_key USING (key_id) JOIN asked_school USING (school_id)
                    UNION SELECT import_id FROM ledger.contact_said JOIN ledger.contact_record
                    USING (record_id) JOIN asked_key USING (key_id) JOIN asked_school USING (school_id))
ORDER BY known_on, import_id
"""
_LETTERS = """
SELECT s.name AS school, w.reference, w.letter, w.band, w.as_of, w.written_on, w.policy, w.policy_version,
       w.known_on AS recorded_on, w.reason, w.addressed_to, n.figures, k.key_id IS NOT NULL AS first,
       (SELECT list(DISTINCT o.pupil_id) FROM ledger.letter_pupil AS p JOIN ledger.pupil_key AS o
        USING (key_id) WHERE p.reference = w.reference AND o.pupil_id <> $1) AS others,
       fk.pupil_id AS first_pupil_id
FROM ledger.letter AS w JOIN ledger.school AS s USING (school_id)
JOIN ledger.pupil_key AS fk ON fk.key_id = w.key_id
LEFT JOIN asked_key AS k ON k.key_id = w.key_id
LEFT JOIN (SELECT reference, any_value(figures) AS figures FROM ledger.letter_pupil
           JOIN asked_key USING (key_id) GROUP BY reference) AS n USING (reference)
WHERE (k.key_id IS NOT NULL OR n.reference IS NOT NULL)
  AND w.school_id IN (FROM asked_school)
ORDER BY w.written_on, w.reference
"""
_COPIES = """
SELECT reference, copy, household, markdown, sheet FROM ledger.letter_copy
WHERE reference IN (SELECT unnest($1::VARCHAR[])) ORDER BY reference, copy
"""
_CASE = """
SELECT s.name AS school, e.entry_id, e.kind, e.happened_on, e.until, e.step, e.outcome, e.sessions, e.note,
       e.details, e.by_name, e.by_position, e.known_on AS told_on, e.withdraws,
       (SELECT min(w.entry_id) FROM ledger.case_entry AS w WHERE w.withdraws = e.entry_id) AS withdrawn_by
FROM ledger.case_entry AS e JOIN asked_key USING (key_id) JOIN asked_school USING (school_id)
JOIN ledger.school AS s USING (school_id)
ORDER BY e.happened_on, e.entry_id
"""


@dataclass(frozen=True)
class AboutPupil:
    """What the ledger holds about one pupil, table by table, oldest first.

    ``letters`` say of which other pupils they are (``others``, by pupil_id), and whether this one is the
    pupil that the letter is recorded under (``first``); ``copies`` are what each household was sent.
    """

    numbers: Rows
    marks: Rows
    amendments: Rows
    totals: Rows
    statements: Rows
    contacts: Rows
    letters: Rows
    copies: Rows
    case_log: Rows
    imports: Rows


def everything_about(
    connection: duckdb.DuckDBPyConnection, pupil_id: int, school_ids: Sequence[int]
) -> AboutPupil:
    """Read everything the ledger holds about a pupil of some schools.

    Args:
        connection: has a ledger attached as ``ledger`` and the reading views.
        pupil_id: whose.
        school_ids: what other schools hold is left out.
    """
    connection.execute(_ASKED_KEYS, [pupil_id])
    connection.execute(_ASKED_SCHOOLS, [list(school_ids)])
    letters = _rows(connection, _LETTERS, [pupil_id])
    for letter in letters:
        others = {*(letter["others"] or []), letter.pop("first_pupil_id")} - {pupil_id}
        letter["others"] = sorted(others)
    return AboutPupil(
        numbers=_rows(connection, "SELECT kind, value FROM asked_key ORDER BY key_id"),
        marks=_rows(connection, _MARKS),
        amendments=_rows(connection, _AMENDMENTS, [pupil_id]),
        totals=_rows(connection, _TOTALS),
        statements=_rows(
            connection, _STATED.format(of="pupil", columns=", ".join(PUPIL_ATTRIBUTES), then="")
        ),
        contacts=_rows(
            connection,
            _STATED.format(of="contact", columns=", ".join(CONTACT_ATTRIBUTES), then=", r.position"),
        ),
        letters=letters,
        copies=_rows(connection, _COPIES, [[letter["reference"] for letter in letters]]),
        case_log=_rows(connection, _CASE),
        imports=_rows(connection, _IMPORTS),
    )


def pupils_ever_stated(
    connection: duckdb.DuckDBPyConnection, school_ids: Sequence[int]
) -> list[tuple[Any, ...]]:
    """Return everyone that any import ever stated, withdrawn ones too, a row a statement, the newest first.

    Each is school_id, pupil_id, UPN, admission number, MIS id, surname, forename and the two as preferred.
    """
    return connection.execute(
        """
        SELECT r.school_id, k.pupil_id, r.upn, r.admission_number, r.mis_id, r.surname, r.forename,
               r.preferred_surname, r.preferred_forename
        FROM ledger.pupil_record AS r JOIN ledger.pupil_key AS k USING (key_id)
        WHERE r.school_id IN (SELECT unnest($1::SMALLINT[]))
        ORDER BY r.record_id DESC
        """,
        [list(school_ids)],
    ).fetchall()


def schools_ever_stated(
    connection: duckdb.DuckDBPyConnection,
) -> list[tuple[int, str, str | None, str | None]]:
    """Return every school of any import, withdrawn ones too: id, name, URN, DfE number."""
    return connection.execute(
        "SELECT school_id, name, urn, dfe_number FROM ledger.school ORDER BY name, school_id"
    ).fetchall()


def names_of_pupils(connection: duckdb.DuckDBPyConnection, pupil_ids: Sequence[int]) -> dict[int, set[str]]:
    """Return every forename and surname ever stated of some pupils. A pupil without any has an empty set."""
    rows = connection.execute(
        """
        SELECT k.pupil_id, r.forename, r.preferred_forename, r.surname, r.preferred_surname
        FROM ledger.pupil_record AS r JOIN ledger.pupil_key AS k USING (key_id)
        WHERE k.pupil_id IN (SELECT unnest($1::INTEGER[]))
        """,
        [list(pupil_ids)],
    ).fetchall()
    found: dict[int, set[str]] = {pupil_id: set() for pupil_id in pupil_ids}
    for pupil_id, *names in rows:
        found[pupil_id] |= {name for name in names if name}
    return found


def _rows(connection: duckdb.DuckDBPyConnection, query: str, values: Sequence[Any] = ()) -> Rows:
    result = connection.execute(query, list(values))
    names = [column[0] for column in result.description or ()]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
