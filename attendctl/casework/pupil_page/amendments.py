"""The marks of a pupil's year that were changed once told: from, to, why, and by which import."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import duckdb

_AMENDMENTS = """
SELECT date, session, code_from, code_to, minutes_late_from, minutes_late_to, reason, person, seen_on,
       import_id, file, line
FROM amendment
WHERE school_id = $school AND pupil_id = $pupil AND date BETWEEN $from_day AND $to_day
ORDER BY seen_on, import_id, date, session
"""


class AmendmentOfPage(NamedTuple):
    """One change of one mark; ``session`` is 0 for AM, 1 for PM. ``seen_on`` is the day of the import."""

    day: date
    session: int
    original: str
    amended: str
    minutes_late_original: int | None
    minutes_late_amended: int | None
    reason: str | None
    person: str | None
    seen_on: date
    import_id: int
    file: str
    line: int | None


def read_amendments_of(
    connection: duckdb.DuckDBPyConnection, school_id: int, pupil_id: int, *, from_day: date, to_day: date
) -> tuple[AmendmentOfPage, ...]:
    """Return the changes of a pupil's marks from one day to another, by the day they were seen.

    Args:
        connection: has the ledger's reading views.
        school_id: at which school.
        pupil_id: whose.
        from_day: of the first session, included.
        to_day: of the last, included.
    """
    asked = {"school": school_id, "pupil": pupil_id, "from_day": from_day, "to_day": to_day}
    return tuple(AmendmentOfPage(*row) for row in connection.execute(_AMENDMENTS, asked).fetchall())
