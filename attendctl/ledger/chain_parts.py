"""What an entry of the chain holds, part by part, as sums that change when anything in it does.

Every part is one SQL statement that gives rows of (what it is about, part, rows, sha256). A value is
written as text, NULL as its own character, between separators that no value can hold; rows stand in an
order of their own, so that the order in which they are stored, or were copied, does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

import duckdb

from attendctl.ledger.records import CONTACT_ATTRIBUTES, PUPIL_ATTRIBUTES

_BETWEEN, _NULL, _END = "chr(31)", "chr(30)", "chr(29)"

_IMPORT = """
import_id file sha256 options kind layout known_on rows_read rows_refused marks_new marks_changed marks_same
marks_missing_from_export pupils_new pupils_changed first_date last_date
"""
_LETTER = """
school_id key_id letter band as_of written_on policy policy_version template_sha256 reason addressed_to files
known_on occasion
"""
_CASE = """
school_id key_id kind happened_on until step outcome sessions note details by_name by_position withdraws
known_on
"""


class Part(NamedTuple):
    """One part of an entry: its name, how many rows it has, and their SHA-256."""

    part: str
    row_count: int
    sha256: str


def _row(columns: str) -> str:
    """Return the SQL of one row as text: no two different rows give the same."""
    plain = "translate(CAST({} AS VARCHAR), concat({}, {}, {}), '   ')"
    cells = (f"coalesce({plain.format(name, _BETWEEN, _NULL, _END)}, {_NULL})" for name in columns.split())
    return f"concat_ws({_BETWEEN}, {', '.join(cells)})"


def _rows(part: str, source: str, about: str, columns: str) -> str:
    """Return the SQL of one part of many entries: the rows of each, sorted, as one sum."""
    return (
        f"SELECT CAST(about AS VARCHAR), '{part}', count(*), sha256(string_agg(said, {_END} ORDER BY said)) "
        f"FROM (SELECT {about} AS about, {_row(columns)} AS said FROM {source} "
        f"WHERE {about} IN (FROM asked)) GROUP BY about"
    )


# The marks of a year are summed by key: their numbers as one sorted list, and what is written beside them.
# A number holds the half day since 1970, both characters of the code, and the minutes late. The columns
# that later imports change (whose mark it is, what stands) are no part of what this one said.
_MARKS = f"""
WITH told AS (
    SELECT *, year(date - INTERVAL 8 MONTH) AS year FROM ledger.mark WHERE import_id IN (FROM asked)
), of_key AS (
    SELECT import_id, year, school_id, key_id, count(*) AS row_count, sum(line) AS lines,
           array_to_string(list_sort(list(
               ((((date - DATE '1970-01-01') * 2 + session) * 256 + ascii(code)) * 256
                + coalesce(ascii(nullif(substr(code, 2, 1), '')), 0)) * 65536 + coalesce(minutes_late + 1, 0)
           )), ',') AS numbers
    FROM told GROUP BY ALL
), beside AS (
    SELECT import_id, year, school_id, key_id, string_agg(said, {_END} ORDER BY said) AS texts
    FROM (SELECT *, {_row("date session comment amended_reason amended_by")} AS said
          FROM told WHERE coalesce(comment, amended_reason, amended_by) IS NOT NULL)
    GROUP BY ALL
), summed AS (
    SELECT *, sha256(concat_ws({_BETWEEN}, numbers, coalesce(lines, -1), texts)) AS of_key
    FROM of_key LEFT JOIN beside USING (import_id, year, school_id, key_id)
)
SELECT CAST(import_id AS VARCHAR), concat('marks ', year), CAST(sum(row_count) AS BIGINT),
       sha256(string_agg(concat_ws({_BETWEEN}, school_id, key_id, of_key), {_END} ORDER BY school_id, key_id))
FROM summed GROUP BY import_id, year
"""

_KEYS = """
(SELECT DISTINCT u.import_id, k.* FROM ledger.pupil_key AS k JOIN (
    SELECT DISTINCT import_id, key_id FROM ledger.mark WHERE import_id IN (FROM asked)
    UNION SELECT import_id, key_id FROM ledger.pupil_said JOIN ledger.pupil_record USING (record_id)
    UNION SELECT import_id, key_a FROM ledger.key_link
    UNION SELECT import_id, key_b FROM ledger.key_link) AS u USING (key_id))
"""
_PUPILS = "(FROM ledger.pupil_said JOIN ledger.pupil_record USING (record_id))"
_CONTACTS = "(FROM ledger.contact_said JOIN ledger.contact_record USING (record_id))"

_OF_KIND = {
    "import": (
        _rows("import", "ledger.import_made", "import_id", _IMPORT),
        _rows("schools", "ledger.import_school", "import_id", "school_id"),
        _MARKS,
        _rows(
            "confirmations",
            "ledger.confirmation",
            "import_id",
            "origin_import_id school_id key_id first_slot last_slot code_only",
        ),
        _rows("keys", _KEYS, "import_id", "key_id kind school_id value"),
        _rows("links", "ledger.key_link", "import_id", "key_a key_b former_upn"),
        _rows(
            "pupils",
            _PUPILS,
            "import_id",
            f"record_id line school_id key_id {' '.join(PUPIL_ATTRIBUTES)}",
        ),
        _rows(
            "contacts",
            _CONTACTS,
            "import_id",
            f"record_id line school_id key_id {' '.join(CONTACT_ATTRIBUTES)}",
        ),
        _rows(
            "totals",
            "ledger.stated_total",
            "import_id",
            "school_id key_id line possible attended authorised unauthorised percent",
        ),
    ),
    "withdrawal": (
        _rows(
            "withdrawal",
            "(FROM ledger.import_made WHERE undone_on IS NOT NULL)",
            "import_id",
            "undone_on",
        ),
    ),
    "letter": (
        _rows("letter", "ledger.letter", "reference", _LETTER),
        _rows("copies", "ledger.letter_copy", "reference", "copy household markdown sheet file_name sha256"),
        _rows("pupils", "ledger.letter_pupil", "reference", "school_id key_id figures"),
    ),
    "case": (_rows("entry", "ledger.case_entry", "entry_id", _CASE),),
}
KINDS = tuple(_OF_KIND)
"""What the chain has entries of."""


def parts_of(
    connection: duckdb.DuckDBPyConnection, kind: str, abouts: Iterable[int | str]
) -> dict[str, list[Part]]:
    """Return the parts of imports, withdrawals, letters or case entries as the ledger holds them now.

    Args:
        connection: with a ledger attached as ``ledger``.
        kind: one of ``KINDS``, of all of them.
        abouts: import_ids (of withdrawals too), references or entry_ids.

    Returns:
        By what they are about, as text. What the ledger does not hold is not there.
    """
    asked = "VARCHAR" if kind == "letter" else "INTEGER"
    wanted = list(abouts)
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE asked AS SELECT unnest($1::{asked}[]) AS about", [wanted]
    )
    found: dict[str, list[Part]] = defaultdict(list)
    for statement in _OF_KIND[kind]:
        for about, *part in connection.execute(statement).fetchall():
            found[about].append(Part(*part))
    return found
