"""The register of one pupil as a certificate shows it: a row a week, each session, and the sums."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.explained.marks import ExplainedMark, explain_marks
from attendctl.measures.evidence import MarkedSession
from attendctl.rules.attendance_codes import load_attendance_codes

_MARKS = """
SELECT school_id, date, session, code, comment, import_id
FROM mark
WHERE pupil_id = $pupil AND date BETWEEN $from_day AND $to_day
ORDER BY date, session, school_id
"""
_OPEN = """
SELECT DISTINCT m.school_id, m.date, m.session
FROM mark AS m
JOIN session_code AS c ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
WHERE c.possible = 1 AND m.school_id IN (SELECT unnest($schools::INTEGER[]))
  AND m.date BETWEEN $from_day AND $to_day
"""

Place = tuple[date, int]
"""A day and a half of it: 0 in the morning, 1 in the afternoon."""


@dataclass(frozen=True)
class RegisterMark(ExplainedMark):
    """A mark with the school that made it, the comment beside it and the import it came with."""

    school_id: int = 0
    comment: str | None = None
    import_id: int = 0

    @property
    def place(self) -> Place:
        """Its day and half day."""
        return (self.day, self.session)


@dataclass(frozen=True)
class RegisterSums:
    """Sessions by what they count as."""

    possible: int
    attended: int
    authorised: int
    unauthorised: int


@dataclass(frozen=True)
class ExtractWeek:
    """One week: ``codes`` by weekday (0 is Monday) and half day; an empty code where a mark is owed."""

    monday: date
    codes: Mapping[tuple[int, int], str]
    sums: RegisterSums


@dataclass(frozen=True)
class RegisterExtract:
    """The weeks of one school, oldest first, and the year's sums up to the day judged.

    ``key`` has each code of the weeks once, with its meaning and what it counts as. ``without_mark`` are
    sessions for which the register should have a mark and has none.
    """

    school_id: int
    school: str
    weeks: tuple[ExtractWeek, ...]
    sums: RegisterSums
    year_from: date
    year_to: date
    year: RegisterSums
    key: tuple[tuple[str, str, str], ...]
    without_mark: tuple[Place, ...]


def read_register(
    connection: duckdb.DuckDBPyConnection, pupil_id: int, *, from_day: date, to_day: date
) -> tuple[RegisterMark, ...]:
    """Return a pupil's marks of every school between two days, both included, oldest first."""
    rows = connection.execute(_MARKS, {"pupil": pupil_id, "from_day": from_day, "to_day": to_day}).fetchall()
    explained = explain_marks(MarkedSession(row[0], pupil_id, row[1], row[2], row[3]) for row in rows)
    return tuple(
        RegisterMark(
            mark.day,
            mark.session,
            mark.code,
            mark.meaning,
            mark.counts_as,
            mark.is_possible,
            school_id=row[0],
            comment=row[4],
            import_id=row[5],
        )
        for mark, row in zip(explained, rows, strict=True)
    )


def read_open_sessions(
    connection: duckdb.DuckDBPyConnection, schools: Collection[int], *, from_day: date, to_day: date
) -> dict[int, set[Place]]:
    """Return the sessions in which each school was open: possible for at least one of its pupils.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        schools: their numbers.
        from_day: the first day, included.
        to_day: the last day, included.
    """
    opened: dict[int, set[Place]] = {school: set() for school in schools}
    asked = {"schools": sorted(schools), "from_day": from_day, "to_day": to_day}
    for school, day, session in connection.execute(_OPEN, asked).fetchall():
        opened[school].add((day, session))
    return opened


def extracts_of(
    marks: Sequence[RegisterMark],
    opened: Mapping[int, Collection[Place]],
    mondays: Collection[date],
    schools: Mapping[int, str],
    *,
    as_of: date,
) -> tuple[RegisterExtract, ...]:
    """Return one extract for each school with marks in the weeks asked for.

    Args:
        marks: of one pupil, from 1 September or the first of the weeks on, up to ``as_of``.
        opened: by school id, the sessions in which the school was open.
        mondays: of the weeks to show.
        schools: names by school id.
        as_of: the last day judged, included.
    """
    wanted = sorted({monday for monday in mondays if monday <= as_of})
    ids = dict.fromkeys(mark.school_id for mark in marks if monday_of(mark.day) in wanted)
    return tuple(
        _extract(
            school_id,
            schools.get(school_id, ""),
            [mark for mark in marks if mark.school_id == school_id],
            opened.get(school_id, ()),
            wanted,
            as_of,
        )
        for school_id in ids
    )


def sums_of(marks: Iterable[ExplainedMark]) -> RegisterSums:
    """Add up marks.

    >>> day = date(2025, 11, 3)
    >>> sums_of(explain_marks([MarkedSession(1, 1, day, 0, "/"), MarkedSession(1, 1, day, 1, "O")]))
    RegisterSums(possible=2, attended=1, authorised=0, unauthorised=1)
    """
    marks = list(marks)
    attended, authorised, unauthorised = (
        sum(mark.counts_as == what for mark in marks) for what in ("attended", "authorised", "unauthorised")
    )
    return RegisterSums(sum(mark.is_possible for mark in marks), attended, authorised, unauthorised)


def _extract(
    school_id: int,
    school: str,
    marks: Sequence[RegisterMark],
    opened: Collection[Place],
    wanted: Sequence[date],
    as_of: date,
) -> RegisterExtract:
    shown = [mark for mark in marks if monday_of(mark.day) in wanted]
    weeks_with_rows = {monday_of(mark.day) for mark in shown}
    owed = _without_mark(marks, opened, weeks_with_rows)
    september = academic_year_start(as_of)
    return RegisterExtract(
        school_id=school_id,
        school=school,
        weeks=tuple(_week(monday, shown, owed) for monday in wanted if monday in weeks_with_rows),
        sums=sums_of(shown),
        year_from=september,
        year_to=as_of,
        year=sums_of(mark for mark in marks if mark.day >= september),
        key=_key(shown),
        without_mark=owed,
    )


def _without_mark(
    marks: Sequence[RegisterMark], opened: Collection[Place], weeks: Collection[date]
) -> tuple[Place, ...]:
    """Return what is owed: a row without a mark, or no row while school was open and the pupil on roll."""
    real = [mark.place for mark in marks if mark.counts_as != "missing"]
    if not real:
        return ()
    there = {mark.place for mark in marks}
    blank = {mark.place for mark in marks if mark.counts_as == "missing" and mark.place > min(real)}
    no_row = {place for place in opened if min(real) < place < max(there) and place not in there}
    return tuple(sorted(place for place in blank | no_row if monday_of(place[0]) in weeks))


def _key(marks: Iterable[RegisterMark]) -> tuple[tuple[str, str, str], ...]:
    """Return each code once, in the order of the law's list."""
    order = [entry.code for entry in load_attendance_codes().entries]
    there = {(mark.code, mark.meaning, mark.counts_in_words) for mark in marks if mark.counts_as != "missing"}
    return tuple(sorted(there, key=lambda one: (order.index(one[0]), one)))


def _week(monday: date, marks: Sequence[RegisterMark], owed: Collection[Place]) -> ExtractWeek:
    of_week = [mark for mark in marks if monday_of(mark.day) == monday]
    codes = {(mark.day.weekday(), mark.session): mark.code for mark in of_week}
    sunday = monday + timedelta(days=6)
    codes |= {(day.weekday(), session): "" for day, session in owed if monday <= day <= sunday}
    return ExtractWeek(monday, codes, sums_of(of_week))
