"""Pupils who may be one, and numbers that are temporary, doubtful or not there."""

from __future__ import annotations

from collections import defaultdict

import duckdb

from attendctl.casework.register_health.finding import Finding
from attendctl.rules.unique_pupil_number import doubt_about

_HERE = """
SELECT p.school_id, p.pupil_id, p.upn, p.surname, p.forename, p.date_of_birth
FROM register_pupil AS p JOIN pupil_year AS y USING (school_id, pupil_id)
ORDER BY ALL
"""


def doubtful_pupils(connection: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Return pupils with one name and date of birth, and those whose UPN is not a lasting one.

    Args:
        connection: after ``measure_attendance``: pupils with a row in the year are looked at.
    """
    found: list[Finding] = []
    twins: dict[tuple[object, ...], list[tuple[int, str]]] = defaultdict(list)
    for school_id, pupil_id, upn, surname, forename, born in connection.execute(_HERE).fetchall():
        doubt = doubt_about(upn) if upn else "no-number"
        if doubt is not None:
            found.append(Finding(_KIND_OF_DOUBT[doubt], school_id, pupil_id))
        if surname and forename and born:
            twins[school_id, surname.casefold(), forename.casefold(), born].append((pupil_id, upn or ""))
    for key, pupils in twins.items():
        school_id = key[0]
        assert isinstance(school_id, int)
        if len(pupils) > 1:
            others = tuple(upn for _, upn in pupils[1:])
            found.append(Finding("twin", school_id, pupils[0][0], also=others))
    return found


_KIND_OF_DOUBT = {
    "temporary": "temporary-upn",
    "check-letter": "doubtful-upn",
    "form": "doubtful-upn",
    "no-number": "no-number",
}
