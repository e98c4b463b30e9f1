"""The sessions of one pupil: each with its mark, the kind it is shown as, and what it counts as."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

import duckdb

from attendctl.measures.engine import rows_of
from attendctl.measures.sums import Sums

_OWED = (
    "SELECT date, session FROM missing_mark WHERE school_id = $1 AND pupil_id = $2 AND date BETWEEN $3 AND $4"
)
_OPEN = (
    "SELECT date, session FROM school_session "
    "WHERE school_id = $1 AND possible > 0 AND date BETWEEN $2 AND $3 ORDER BY date, session"
)

HALVES = ("AM", "PM")


class Kind(StrEnum):
    """As what a session is shown. ``late`` is before the register closed; after it is an absence by law."""

    PRESENT = "present"
    LATE = "late"
    AUTHORISED = "authorised"
    UNAUTHORISED = "unauthorised"
    MISSING = "missing"
    NOT_REQUIRED = "not_required"


class PupilSession(NamedTuple):
    """One session; ``session`` is 0 for AM, 1 for PM. Without a row in the register ``code`` is None.

    Of a session without a mark that is owed, ``missing`` is 1 and ``kind`` says so; before the pupil
    came and after the pupil left none is owed.
    """

    date: date
    session: int
    code: str | None
    meaning: str
    kind: Kind
    minutes_late: int = 0
    possible: int = 0
    attended: int = 0
    authorised: int = 0
    unauthorised: int = 0
    late: int = 0
    late_after_close: int = 0
    missing: int = 0

    @property
    def is_absence(self) -> bool:
        """Whether it was possible and missed, for whatever reason."""
        return bool(self.authorised or self.unauthorised)


def read_marks(
    connection: duckdb.DuckDBPyConnection, school_id: int, pupil_id: int, *, from_day: date, to_day: date
) -> list[PupilSession]:
    """Return the rows of a pupil's register between two days, both included, oldest first.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        school_id: at which school.
        pupil_id: whose.
        from_day: the first day.
        to_day: the last day.
    """
    rows = rows_of(
        connection,
        "pupil_session",
        school_id=school_id,
        pupil_id=pupil_id,
        from_day=from_day,
        to_day=to_day,
    )
    return [_of_row(row) for row in rows]


def read_year(
    connection: duckdb.DuckDBPyConnection, school_id: int, pupil_id: int, *, from_day: date, to_day: date
) -> list[PupilSession]:
    """Return every session between two days at which the school was open or the pupil was on its roll.

    Args:
        connection: after ``attendctl.measures.attendance.measure_attendance`` of a year that holds these
            days: it says which marks are owed.
        school_id: at which school.
        pupil_id: whose.
        from_day: the first day, included.
        to_day: the last day, included.
    """
    marks = read_marks(connection, school_id, pupil_id, from_day=from_day, to_day=to_day)
    with_row = {(one.date, one.session): one for one in marks}
    owed = set(connection.execute(_OWED, [school_id, pupil_id, from_day, to_day]).fetchall())
    is_open = connection.execute(_OPEN, [school_id, from_day, to_day]).fetchall()
    # A day on which the school was closed to all is no day of the page, though the register has a row for it.
    on_roll = {place for place, one in with_row.items() if one.possible or one.kind is not Kind.NOT_REQUIRED}
    found = []
    for place in sorted({*is_open, *on_roll, *owed}):
        day, half = place
        one = with_row.get(place) or PupilSession(day, half, None, "", Kind.NOT_REQUIRED)
        is_owed = place in owed
        if one.kind is Kind.MISSING and not is_owed:
            one = one._replace(kind=Kind.NOT_REQUIRED)
        elif is_owed:
            one = one._replace(kind=Kind.MISSING, missing=1)
        found.append(one)
    return found


def add_up(sessions: Iterable[PupilSession]) -> Sums:
    """Return the sums of some sessions.

    >>> morning = PupilSession(date(2025, 11, 3), 0, "/", "present", Kind.PRESENT, possible=1, attended=1)
    >>> add_up([morning, morning]).possible
    2
    """
    listed = list(sessions)
    return Sums(*(sum(getattr(one, name) for one in listed) for name in Sums._fields))


def _of_row(row: dict[str, Any]) -> PupilSession:
    counted = {name: int(row[name]) for name in Sums._fields if name != "missing"}
    return PupilSession(row["date"], row["session"], row["code"], row["meaning"], _kind(row), **counted)


def _kind(row: dict[str, Any]) -> Kind:
    for name, kind in (
        ("missing", Kind.MISSING),
        ("late", Kind.LATE),
        ("attended", Kind.PRESENT),
        ("authorised", Kind.AUTHORISED),
        ("unauthorised", Kind.UNAUTHORISED),
    ):
        if row[name]:
            return kind
    return Kind.NOT_REQUIRED
