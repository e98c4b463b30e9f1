"""What was changed in the register, by an import or by hand, with what the law asks to keep of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import duckdb

from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.pupil_meant import pupils_meant, pupils_of
from attendctl.errors import WrongUsage
from attendctl.settings import Settings

_AMENDMENTS = """
SELECT s.name, a.pupil_id, p.upn, p.surname, p.forename, p.class, a.date,
       CASE a.session WHEN 0 THEN 'AM' ELSE 'PM' END, a.code_from, a.code_to,
       a.minutes_late_from, a.minutes_late_to, a.seen_on, a.reason, a.person, a.import_id, a.file, a.line
FROM amendment AS a
JOIN school AS s USING (school_id)
LEFT JOIN pupil AS p USING (school_id, pupil_id)
WHERE a.school_id IN (SELECT unnest($1::SMALLINT[]))
  AND ($2 IS NULL OR a.pupil_id IN (SELECT unnest($2::INTEGER[])))
  AND a.date BETWEEN coalesce($3, a.date) AND coalesce($4, a.date)
ORDER BY a.seen_on, a.import_id, s.name, a.date, a.session, p.upn, a.pupil_id
"""


@dataclass(frozen=True)
class AmendedMark:
    """One change of one mark. ``original`` is ``-`` where there was no mark.

    ``seen_on`` is the day the ledger was told.
    ``reason`` and ``person`` are None where the export that changed the mark does not give them.
    """

    school: str
    pupil_id: int
    upn: str | None
    surname: str | None
    forename: str | None
    class_name: str | None
    day: date
    session: Literal["AM", "PM"]
    original: str
    amended: str
    minutes_late_original: int | None
    minutes_late_amended: int | None
    seen_on: date
    reason: str | None
    person: str | None
    import_id: int
    file: str
    line: int | None


def amended_marks(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    asked: str | None = None,
    school: str | None = None,
    from_day: date | None = None,
    to_day: date | None = None,
) -> Sequence[AmendedMark]:
    """Return every amendment the ledger knows of, in the order it was told.

    Args:
        connection: has the ledger's reading views.
        settings: name the schools.
        asked: one pupil; None for all.
        school: one school, by name, URN or DfE number; None for all.
        from_day: the first day of the marks; None: no matter how old.
        to_day: the last day, included; None: to the end.

    Raises:
        NotFound: no such school or pupil.
        WrongUsage: the days end before they begin, or several pupils have the name.
    """
    if from_day and to_day and to_day < from_day:
        raise WrongUsage(
            f"--to {to_day} is before --from {from_day}.",
            remedy="Give the first day with --from and the last with --to.",
        )
    ids = [one.school_id for one in choose_schools(connection, settings, school)]
    pupils = None
    if asked is not None:
        pupils = [pupil.pupil_id for pupil in pupils_meant(pupils_of(connection, ids), asked, option="PUPIL")]
    rows = connection.execute(_AMENDMENTS, [ids, pupils, from_day, to_day]).fetchall()
    return [AmendedMark(*row) for row in rows]
