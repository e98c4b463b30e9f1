"""Rows with no number at all: a pupil of that name and date of birth is proposed, not assumed."""

from __future__ import annotations

import duckdb

from attendctl.ledger.incoming import Incoming, Refusal

# Names are compared without case and accents; a row without a date of birth matches nobody.
_CANDIDATES = """
CREATE OR REPLACE TEMP TABLE name_candidate AS
WITH unnamed AS (
    SELECT p.*, f.school_id FROM {schema}.incoming_pupil AS p
    JOIN file_school AS f ON f.stated IS NOT DISTINCT FROM p.school
    ANTI JOIN arriving_key AS a ON a.who = p.who
)
SELECT u.who, u.line, u.school_id, u.date_of_birth IS NOT NULL AS has_date_of_birth,
       count(k.pupil_id) AS matches, min(k.pupil_id) AS pupil_id,
       string_agg(coalesce(k.upn, k.mis_id, k.admission_number), ', ' ORDER BY k.upn) AS numbers
FROM unnamed AS u
LEFT JOIN pupil AS k
  ON k.school_id = u.school_id AND k.date_of_birth = u.date_of_birth
 AND strip_accents(lower(k.surname)) = strip_accents(lower(u.surname))
 AND strip_accents(lower(u.forename))
     IN (strip_accents(lower(k.forename)), strip_accents(lower(k.preferred_forename)))
GROUP BY ALL
"""


def match_names_to_pupils(
    workbench: duckdb.DuckDBPyConnection, incoming: Incoming, *, match_names: bool
) -> list[Refusal]:
    """Add to ``who_is`` the rows without any number that one pupil of the ledger fits.

    Returns:
        A refusal for every other such row, and for all of them without ``match_names``; it
        proposes the numbers of the pupils that fit, never a name.
    """
    counted = workbench.execute(
        f"SELECT count(*) FROM {incoming.schema}.incoming_pupil AS p ANTI JOIN arriving_key AS a USING (who)"
    ).fetchone()
    if counted == (0,):
        return []
    workbench.execute(_CANDIDATES.format(schema=incoming.schema))
    if match_names:
        workbench.execute(
            "INSERT INTO who_is SELECT who, line, school_id, pupil_id, pupil_id "
            "FROM name_candidate WHERE matches = 1"
        )
    rows = workbench.execute(
        "SELECT line, has_date_of_birth, matches, numbers FROM name_candidate "
        "ANTI JOIN who_is USING (who) ORDER BY line"
    ).fetchall()
    return [Refusal(line, None, None, _reason(*found)) for line, *found in rows]


def _reason(has_date_of_birth: bool, matches: int, numbers: str | None) -> str:
    start = "the row has no UPN, MIS id or admission number"
    if matches == 1:
        return (
            f"{start}. By name and date of birth this is {numbers}: "
            "if so, import again with --match-names, or export the UPN."
        )
    if matches > 1:
        return f"{start}, and {matches} pupils fit the name and date of birth ({numbers}). Export the UPN."
    if has_date_of_birth:
        return f"{start}, and the ledger has no pupil of this name and date of birth. Export the UPN."
    return f"{start}, nor a date of birth to propose a pupil by. Export the UPN."
