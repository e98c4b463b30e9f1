"""What a file says about pupils and their contacts, each distinct statement kept once."""

from __future__ import annotations

import duckdb

from attendctl.ledger.incoming import Incoming

_PUPIL = (
    "upn former_upn mis_id admission_number surname forename preferred_surname preferred_forename "
    "date_of_birth sex year_group class house sen pp pp_recipient fsm fsm_ever6 eal lac social_worker "
    "service_child traveller enrolment admission_date leaving_date salutation addressee address postcode"
)
PUPIL_ATTRIBUTES = _PUPIL.split()
"""The columns of a pupil as a file states them, in the order of the tables."""

_CONTACT = (
    "position priority title forename surname name relationship parental_responsibility lives_with_pupil "
    "may_be_written_to email telephone address postcode"
)
CONTACT_ATTRIBUTES = _CONTACT.split()

# The text of a row tells one statement from another: md5 of its values, NULL apart from ''.
_ARRIVING_PUPILS = """
CREATE OR REPLACE TEMP TABLE arriving_pupil AS
SELECT w.school_id, w.key_id, w.pupil_id, p.line,
       md5(CAST(struct_pack({packed}) AS VARCHAR)) AS digest, {columns}
FROM {schema}.incoming_pupil AS p JOIN who_is AS w USING (who)
"""

_ARRIVING_CONTACTS = """
CREATE OR REPLACE TEMP TABLE arriving_contact AS
SELECT w.school_id, w.key_id, c.line, c.who,
       md5(string_agg(CAST(struct_pack({packed}) AS VARCHAR), '|')
           OVER (PARTITION BY c.who ORDER BY c.position, c.line
                 ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)) AS digest, {columns}
FROM {schema}.incoming_contact AS c JOIN who_is AS w USING (who)
"""

_NEW_RECORDS = """
CREATE OR REPLACE TEMP TABLE arriving_record AS
SELECT a.school_id, a.key_id, a.digest, min(a.line) AS line, min({representative}) AS representative,
       any_value(r.record_id) AS record_id,
       (SELECT coalesce(max(record_id), 0) FROM {records})
       + row_number() OVER (ORDER BY min(a.line), a.school_id, a.key_id) AS new_id
FROM {arriving} AS a
LEFT JOIN {records} AS r
  ON r.school_id = a.school_id AND r.key_id = a.key_id AND r.digest = a.digest
GROUP BY a.school_id, a.key_id, a.digest
"""


def keep_totals(workbench: duckdb.DuckDBPyConnection, incoming: Incoming, import_id: int) -> None:
    """Keep what a file itself states of the sessions of the pupils of ``who_is``."""
    workbench.execute(
        f"""
        INSERT INTO ledger.stated_total
        SELECT $1::INTEGER, w.school_id, w.key_id, t.line, t.possible, t.attended, t.authorised,
               t.unauthorised, t.percent
        FROM {incoming.schema}.incoming_total AS t JOIN who_is AS w USING (who)
        ORDER BY t.line, w.key_id
        """,
        [import_id],
    )


def keep_pupils(
    workbench: duckdb.DuckDBPyConnection, incoming: Incoming, import_id: int
) -> tuple[int, int, int]:
    """Keep what a file states about the pupils of ``who_is``.

    Returns:
        Pupils in the file, how many of them the ledger did not have, and of how many it
        stated something else than the ledger's latest.
    """
    columns = ", ".join(f"p.{name}" for name in PUPIL_ATTRIBUTES)
    packed = ", ".join(f"{name} := p.{name}" for name in PUPIL_ATTRIBUTES)
    workbench.execute(_ARRIVING_PUPILS.format(schema=incoming.schema, packed=packed, columns=columns))
    differs = " OR ".join(f"a.{name} <> p.{name}" for name in PUPIL_ATTRIBUTES if name != "former_upn")
    states_more = " OR ".join(
        f"(a.{name} IS NOT NULL AND p.{name} IS NULL)" for name in PUPIL_ATTRIBUTES if name != "former_upn"
    )
    counts = workbench.execute(
        f"""
        SELECT count(*), count(*) FILTER (is_new), count(*) FILTER (NOT is_new AND changed)
        FROM (SELECT a.school_id, a.pupil_id, any_value(p.pupil_id) IS NULL AS is_new,
                     coalesce(bool_or({differs} OR {states_more}), FALSE) AS changed
              FROM arriving_pupil AS a LEFT JOIN pupil AS p
                ON p.school_id = a.school_id AND p.pupil_id = a.pupil_id
              GROUP BY a.school_id, a.pupil_id)
        """
    ).fetchone()
    assert counts is not None
    workbench.execute(
        _NEW_RECORDS.format(
            records="ledger.pupil_record", arriving="arriving_pupil", representative="a.rowid"
        )
    )
    workbench.execute(
        f"""
        INSERT INTO ledger.pupil_record
        SELECT n.new_id, n.school_id, n.key_id, n.digest, {columns}
        FROM arriving_record AS n JOIN arriving_pupil AS p ON p.rowid = n.representative
        WHERE n.record_id IS NULL
        """
    )
    workbench.execute(
        "INSERT INTO ledger.pupil_said SELECT $1::INTEGER, coalesce(record_id, new_id), line "
        "FROM arriving_record",
        [import_id],
    )
    return counts[0], counts[1], counts[2]


def keep_contacts(workbench: duckdb.DuckDBPyConnection, incoming: Incoming, import_id: int) -> None:
    """Keep the contacts a file states: a pupil's whole set is one statement."""
    columns = ", ".join(f"c.{name}" for name in CONTACT_ATTRIBUTES)
    packed = ", ".join(f"{name} := c.{name}" for name in CONTACT_ATTRIBUTES)
    workbench.execute(_ARRIVING_CONTACTS.format(schema=incoming.schema, packed=packed, columns=columns))
    workbench.execute(
        _NEW_RECORDS.format(
            records="ledger.contact_record", arriving="arriving_contact", representative="a.who"
        )
    )
    workbench.execute(
        f"""
        INSERT INTO ledger.contact_record
        SELECT n.new_id, n.school_id, n.key_id, n.digest, {columns}
        FROM arriving_record AS n JOIN arriving_contact AS c ON c.who = n.representative
        WHERE n.record_id IS NULL
        """
    )
    workbench.execute(
        "INSERT INTO ledger.contact_said SELECT $1::INTEGER, coalesce(record_id, new_id), line "
        "FROM arriving_record",
        [import_id],
    )
