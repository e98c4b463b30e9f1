"""The pupils of a celebration: by the name they go by, and as a page may name them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import duckdb

from attendctl.casework.report_lines import AttendanceReport, PupilLine
from attendctl.measures.attendance import PupilRow, pupil_rows
from attendctl.measures.sums import Sums

_NAMES = """
SELECT school_id, pupil_id, coalesce(nullif(trim(preferred_forename), ''), forename),
       coalesce(nullif(trim(preferred_surname), ''), surname), house
FROM pupil
"""


class CelebratedPupil(NamedTuple):
    """A pupil of the report, with the sums of its period. ``shown`` is the name for everybody to read."""

    row: PupilRow
    line: PupilLine
    forename: str
    surname: str
    shown: str
    house: str | None
    sums: Sums

    @property
    def key(self) -> tuple[int, int]:
        """School and pupil."""
        return self.row.school_id, self.row.pupil_id


def celebrated_pupils(
    connection: duckdb.DuckDBPyConnection, report: AttendanceReport
) -> list[CelebratedPupil]:
    """Return every pupil of a report, as they are called: the name they prefer, where one is stated.

    A page has forenames; where two of a class share one, with the initial of the surname, and more of it
    where they share that too.

    Args:
        connection: as the report left it.
        report: on any period.
    """
    names = {(school, pupil): rest for school, pupil, *rest in connection.execute(_NAMES).fetchall()}
    rows = list(zip(pupil_rows(connection), report.pupils, strict=True))
    called = [
        [(part or "").strip() for part in names.get((row.school_id, row.pupil_id), ("", "", ""))]
        for row, _ in rows
    ]
    classes = [(row.school_id, line.class_name) for row, line in rows]
    here = [line.status != "leaver" for _, line in rows]
    shown = _shown([tuple(names[:2]) for names in called], classes, here)
    return [
        CelebratedPupil(row, line, forename, surname, name, house or None, sums_of(report, line))
        for (row, line), (forename, surname, house), name in zip(rows, called, shown, strict=True)
    ]


def sums_of(report: AttendanceReport, line: PupilLine) -> Sums:
    """Return a pupil's sums of the period that a report is on."""
    return line.week or line.period or line.year


def _shown(
    names: Sequence[tuple[str, ...]], classes: Sequence[tuple[int, str | None]], here: Sequence[bool]
) -> list[str]:
    sharing: dict[tuple[tuple[int, str | None], str], list[str]] = defaultdict(list)
    for where, (forename, surname), is_here in zip(classes, names, here, strict=True):
        if is_here:
            sharing[where, forename.casefold()].append(surname)
    return [
        shown_name(forename, surname, sharing[where, forename.casefold()])
        for where, (forename, surname) in zip(classes, names, strict=True)
    ]


def shown_name(forename: str, surname: str, surnames: Sequence[str]) -> str:
    """Return a forename, with as much of the surname as tells it from the others of the class.

    Args:
        forename: of the pupil.
        surname: of the pupil.
        surnames: of all in the class of that forename, the pupil's among them.

    >>> shown_name("Ada", "Okoro", ["Okoro"]), shown_name("Ada", "Okoro", ["Okoro", "Birch"])
    ('Ada', 'Ada O')
    >>> shown_name("Ada", "Okoro", ["Okoro", "Ode"]), shown_name("Ada", "Ode", ["Ode", "Ode"])
    ('Ada Ok', 'Ada O')
    """
    if len(surnames) <= 1:
        return forename
    for letters in range(1, len(surname)):
        start = surname[:letters].casefold()
        if sum(other.casefold().startswith(start) for other in surnames) == 1:
            return f"{forename} {surname[:letters]}"
    same = [other.casefold() for other in surnames].count(surname.casefold()) > 1
    return f"{forename} {surname[:1] if same else surname}".strip()
