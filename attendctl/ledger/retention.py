"""What the ledger holds that the law no longer asks to keep: found, counted and removed.

An entry is made on the day the ledger is told. Marks go by school and academic year, when every mark of the
year was told long enough ago: half a register would be worse than none. Letters and entries of the case log
go whole, and not before what refers to them. What was told of a child (its own statements, its contacts, its
numbers) goes when the child left and nothing else about it remains.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

import duckdb

from attendctl.ledger.chain_check import sound_chain
from attendctl.ledger.chain_removal import seal_removal
from attendctl.ledger.confirmations import OF_THE_LATEST

Kind = Literal["marks", "letters", "case entries", "pupil statements", "contacts"]
KINDS: tuple[Kind, ...] = get_args(Kind)

_YEAR = "year({} - INTERVAL 8 MONTH)"  # as the chain's parts: September to August
_OLD = f"""
CREATE OR REPLACE TEMP TABLE old_year AS
SELECT school_id, {_YEAR.format("date")} AS year
FROM ledger.mark JOIN ledger.import_made USING (import_id)
GROUP BY ALL HAVING bool_and(known_on < $1);

CREATE OR REPLACE TEMP TABLE old_letter AS
SELECT reference FROM ledger.letter WHERE known_on < $1;

CREATE OR REPLACE TEMP TABLE old_entry AS
SELECT entry_id FROM ledger.case_entry WHERE known_on < $1
EXCEPT SELECT unnest([withdraws, TRY_CAST(json_extract_string(details, '$.notice') AS INTEGER)])
       FROM ledger.case_entry WHERE known_on >= $1;

CREATE OR REPLACE TEMP TABLE still_of AS  -- the pupils of schools of whom a mark, letter or entry remains
SELECT school_id, key_id FROM ledger.mark AS m
ANTI JOIN old_year AS o ON o.school_id = m.school_id AND o.year = {_YEAR.format("m.date")}
UNION SELECT school_id, key_id FROM ledger.letter ANTI JOIN old_letter USING (reference)
UNION SELECT school_id, key_id FROM ledger.letter_pupil ANTI JOIN old_letter USING (reference)
UNION SELECT school_id, key_id FROM ledger.case_entry ANTI JOIN old_entry USING (entry_id);

CREATE OR REPLACE TEMP TABLE stated AS
SELECT r.school_id, k.pupil_id, min(i.known_on) AS first_told, max(i.known_on) AS last_told,
       max(r.leaving_date) AS leaving_date
FROM (SELECT record_id, school_id, key_id, leaving_date FROM ledger.pupil_record) AS r
JOIN ledger.pupil_said USING (record_id) JOIN ledger.import_made AS i USING (import_id)
JOIN ledger.pupil_key AS k USING (key_id)
GROUP BY r.record_id, r.school_id, k.pupil_id
UNION ALL
SELECT r.school_id, k.pupil_id, min(i.known_on), max(i.known_on), NULL
FROM ledger.contact_record AS r
JOIN ledger.contact_said USING (record_id) JOIN ledger.import_made AS i USING (import_id)
JOIN ledger.pupil_key AS k USING (key_id)
GROUP BY r.record_id, r.school_id, k.pupil_id;

CREATE OR REPLACE TEMP TABLE gone_pupil AS  -- told no more, or left and every statement is old
SELECT school_id, pupil_id FROM stated
GROUP BY ALL
HAVING max(first_told) < $1 AND (max(last_told) < $1 OR max(leaving_date) < $1)
EXCEPT SELECT s.school_id, k.pupil_id FROM still_of AS s JOIN ledger.pupil_key AS k USING (key_id);

CREATE OR REPLACE TEMP TABLE gone_record AS
SELECT DISTINCT r.of, r.record_id, r.school_id
FROM (SELECT 'pupil' AS of, record_id, school_id, key_id FROM ledger.pupil_record
      UNION ALL SELECT 'contact', record_id, school_id, key_id FROM ledger.contact_record) AS r
JOIN ledger.pupil_key AS k USING (key_id)
JOIN gone_pupil AS g ON g.school_id = r.school_id AND g.pupil_id = k.pupil_id;
"""
_COUNTS = f"""
WITH counted AS (
    SELECT m.school_id, o.year, 'marks' AS kind, count(*) AS rows FROM ledger.mark AS m
    JOIN old_year AS o ON o.school_id = m.school_id AND o.year = {_YEAR.format("m.date")} GROUP BY ALL
    UNION ALL
    SELECT school_id, {_YEAR.format("written_on")}, 'letters', count(*)
    FROM ledger.letter JOIN old_letter USING (reference) GROUP BY ALL
    UNION ALL
    SELECT school_id, {_YEAR.format("happened_on")}, 'case entries', count(*)
    FROM ledger.case_entry JOIN old_entry USING (entry_id) GROUP BY ALL
    UNION ALL
    SELECT school_id, {_YEAR.format("told")}, kind, count(*) FROM (
        SELECT g.school_id, 'pupil statements' AS kind, min(i.known_on) AS told
        FROM gone_record AS g JOIN ledger.pupil_said USING (record_id)
        JOIN ledger.import_made AS i USING (import_id) WHERE g.of = 'pupil' GROUP BY g.record_id, g.school_id
        UNION ALL
        SELECT g.school_id, 'contacts', min(i.known_on)
        FROM gone_record AS g JOIN ledger.contact_said USING (record_id)
        JOIN ledger.import_made AS i USING (import_id) WHERE g.of = 'contact'
        GROUP BY g.record_id, g.school_id)
    GROUP BY ALL
)
SELECT s.name, CAST(c.year AS INTEGER), c.kind, c.rows
FROM counted AS c JOIN ledger.school AS s USING (school_id)
ORDER BY s.name, c.year, list_position($1, c.kind)
"""
_REMOVE = (
    f"""
    DELETE FROM ledger.mark AS m USING old_year AS o
    WHERE o.school_id = m.school_id AND o.year = {_YEAR.format("m.date")}
    """,
    # a confirmation of marks that are gone says nothing any more
    f"""
    DELETE FROM ledger.confirmation AS c WHERE NOT EXISTS (
        FROM ledger.mark AS m
        WHERE (m.import_id = c.origin_import_id
               OR c.origin_import_id = {OF_THE_LATEST} AND m.import_id < c.import_id)
          AND m.school_id = c.school_id AND m.key_id = c.key_id
          AND (m.date - DATE '1970-01-01') * 2 + m.session BETWEEN c.first_slot AND c.last_slot)
    """,
    # so do the totals of a file of whose marks none is left
    """
    DELETE FROM ledger.stated_total AS t
    WHERE NOT EXISTS (FROM ledger.mark AS m
                      WHERE m.import_id = t.import_id AND m.school_id = t.school_id AND m.key_id = t.key_id)
      AND NOT EXISTS (FROM ledger.confirmation AS c
                      WHERE c.import_id = t.import_id AND c.school_id = t.school_id AND c.key_id = t.key_id)
    """,
    "DELETE FROM ledger.letter_copy WHERE reference IN (FROM old_letter)",
    "DELETE FROM ledger.letter_pupil WHERE reference IN (FROM old_letter)",
    "DELETE FROM ledger.letter WHERE reference IN (FROM old_letter)",
    "DELETE FROM ledger.case_entry WHERE entry_id IN (FROM old_entry)",
    "DELETE FROM ledger.pupil_said WHERE record_id IN (SELECT record_id FROM gone_record WHERE of = 'pupil')",
    "DELETE FROM ledger.pupil_record WHERE record_id IN "
    "(SELECT record_id FROM gone_record WHERE of = 'pupil')",
    "DELETE FROM ledger.contact_said WHERE record_id IN "
    "(SELECT record_id FROM gone_record WHERE of = 'contact')",
    "DELETE FROM ledger.contact_record WHERE record_id IN "
    "(SELECT record_id FROM gone_record WHERE of = 'contact')",
    # the numbers of a child of whom nothing is left anywhere
    """
    CREATE OR REPLACE TEMP TABLE unused_key AS
    SELECT key_id FROM ledger.pupil_key WHERE pupil_id IN (SELECT pupil_id FROM gone_pupil)
      AND pupil_id NOT IN (
        SELECT pupil_id FROM ledger.pupil_key WHERE key_id IN (
            SELECT key_id FROM ledger.mark UNION SELECT key_id FROM ledger.confirmation
            UNION SELECT key_id FROM ledger.stated_total
            UNION SELECT key_id FROM ledger.pupil_record UNION SELECT key_id FROM ledger.contact_record
            UNION SELECT key_id FROM ledger.letter UNION SELECT key_id FROM ledger.letter_pupil
            UNION SELECT key_id FROM ledger.case_entry))
    """,
    "DELETE FROM ledger.key_link WHERE key_a IN (FROM unused_key) OR key_b IN (FROM unused_key)",
    "DELETE FROM ledger.pupil_key WHERE key_id IN (FROM unused_key)",
)


@dataclass(frozen=True)
class OldEntries:
    """So many entries of a kind, of a school and an academic year (by the year of its 1 September).

    Statements and contacts are of children who left, by the year in which they were first told.
    """

    school: str
    year: int
    kind: Kind
    rows: int


def find_old_entries(connection: duckdb.DuckDBPyConnection, *, made_before: date) -> tuple[OldEntries, ...]:
    """Count what may go, by school, academic year and kind.

    Args:
        connection: with a ledger attached as ``ledger``. Temporary tables are left on it that
            ``remove_old_entries`` reads.
        made_before: entries that the ledger was told before this day are old.
    """
    for statement in _OLD.split(";\n"):
        if statement.strip():
            connection.execute(statement, [made_before] if "$1" in statement else [])
    rows = connection.execute(_COUNTS, [list(KINDS)]).fetchall()
    return tuple(OldEntries(*row) for row in rows)


def remove_old_entries(
    connection: duckdb.DuckDBPyConnection, *, made_before: date, removed_on: date
) -> Sequence[OldEntries]:
    """Remove what may go, and chain it, inside the caller's transaction.

    Args:
        connection: with a ledger attached as ``ledger``, to write.
        made_before: as for ``find_old_entries``.
        removed_on: the day, for the chain.

    Returns:
        What was removed. Nothing is chained when that is nothing.

    Raises:
        WrongUsage: the ledger does not hold what it was told: a removal would cover that up.
    """
    sound_chain(connection, not_done="Nothing was removed.")
    found = find_old_entries(connection, made_before=made_before)
    if found:
        for statement in _REMOVE:
            connection.execute(statement)
        seal_removal(connection, removed_on=removed_on)
    return found
