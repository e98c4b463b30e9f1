"""Who moved from band to band in a school week, and why: attendance, or a correction of the register.

Three bands of a pupil are looked at: B0 at the end of the school week before by what the register said
then, B1 the same by what it says now, B2 now. B0 to B1 is a correction, B1 to B2 is attendance.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from attendctl.calendar import Week
from attendctl.casework.bands import BandFinder
from attendctl.casework.leadership.lines import Direction, Moved, Movement, Why
from attendctl.casework.report_lines import AttendanceReport, PupilLine
from attendctl.ledger.book import Ledger
from attendctl.measures.attendance import Period
from attendctl.measures.engine import prepare_register
from attendctl.measures.told_then import last_days_told, told_then
from attendctl.policies.policy import Policy

_TOLD = """
SELECT count(*) FILTER (WHERE known_on <= $known_by),
       count(*) FILTER (WHERE known_on > $known_by OR undone_on > $known_by)
FROM import_made
"""
_WEEK_BEFORE = "SELECT max(date) FROM school_session WHERE possible > 0 AND date >= $first AND date < $monday"
_JOINED = "SELECT key_id, pupil_id FROM key_pupil WHERE key_id <> pupil_id"
_BEFORE = "SELECT school_id, pupil_id, before_attended, before_possible FROM pupil_year"

_Key = tuple[int, int]


@dataclass(frozen=True)
class SchoolOfMovement:
    """A school whose pupils are looked at: what the workbook calls it, and its policy."""

    school_id: int
    name: str
    policy: Policy


def read_movement(
    connection: duckdb.DuckDBPyConnection,
    ledger: Ledger | None,
    report: AttendanceReport,
    schools: Sequence[SchoolOfMovement],
    school_ids: Sequence[int],
) -> Movement:
    """Return the pupils whose band changed since the end of the school week before that of the last day.

    Args:
        connection: after ``attendctl.casework.attendance_report.attendance_report``.
        ledger: of that connection; None where there is none: nothing is known of what the register said
            then.
        report: the report on that connection.
        schools: of the report.
        school_ids: of each of the report's pupils, in its order.
    """
    period = Period(report.as_of)
    row = connection.execute(_WEEK_BEFORE, {"first": period.year_from, "monday": period.week_from}).fetchone()
    last_day = row[0] if row else None
    if last_day is None:
        return Movement(None, None, {one.name: None for one in schools}, ())
    week = Week.containing(last_day)
    known_by = week.sunday
    if ledger is not None and ledger.known is not None:
        known_by = min(known_by, ledger.known)
    to_day = period.week_from - timedelta(days=1)
    ids = [one.school_id for one in schools]
    told_up_to, as_told = _told(
        connection, ledger, ids, known_by=known_by, from_day=period.year_from, to_day=to_day
    )
    before = {
        (school, pupil): (attended, possible)
        for school, pupil, attended, possible in connection.execute(_BEFORE).fetchall()
    }
    judges = {one.school_id: _Judge(one) for one in schools}
    moved = []
    for school_id, line in zip(school_ids, report.pupils, strict=True):
        key = school_id, line.pupil_id
        sums_before = before[key]
        sums_then = None
        if school_id in told_up_to:
            sums_then = sums_before if as_told is None else as_told.get(key, (0, 0))
        found = judges[school_id].moved(line, sums_then, sums_before)
        if found is not None:
            moved.append(found)
    return Movement(
        week, known_by, {one.name: told_up_to.get(one.school_id) for one in schools}, tuple(moved)
    )


def why_moved(
    then: str | None, before: str | None, now: str | None, *, was_told: bool
) -> tuple[Direction | None, Why] | None:
    """Tell whether a pupil moved, and why. The direction is None where it goes by the order of the bands.

    Args:
        then: the band at the end of the week before by what the register said then.
        before: the same by what it says now.
        now: the band now.
        was_told: whether the register was known then.

    >>> why_moved("green", "amber", "amber", was_told=True)
    (None, 'correction')
    >>> why_moved("green", "amber", "green", was_told=True)
    ('cancelled out', 'both')
    >>> why_moved("green", "green", "green", was_told=True) is None
    True
    >>> why_moved(None, "amber", "red", was_told=False)
    (None, 'attendance')
    """
    if not was_told or then is None:  # what there was no band of cannot be corrected
        then = before
    if then is None:
        return None
    is_correction, is_attendance = then != before, before != now
    if not (is_correction or is_attendance):
        return None
    why: Why = "both" if is_correction and is_attendance else "correction" if is_correction else "attendance"
    if now is None:
        return "no band now", why
    return ("cancelled out" if then == now else None), why


class _Judge:
    """One school's bands, asked for many pupils."""

    def __init__(self, school: SchoolOfMovement) -> None:
        self._name = school.name
        self._finder = BandFinder(school.policy)
        self._places = {band.name: place for place, band in enumerate(school.policy.bands)}

    def moved(self, line: PupilLine, then: tuple[int, int] | None, before: tuple[int, int]) -> Moved | None:
        band_then = self._band(then) if then is not None else None
        judged = why_moved(band_then, line.band_previous_week, line.band, was_told=then is not None)
        if judged is None:
            return None
        direction, why = judged
        band_from = band_then or line.band_previous_week
        if direction is None:
            assert band_from is not None
            assert line.band is not None
            direction = "worse" if self._places[line.band] > self._places[band_from] else "better"
        return Moved(
            line,
            self._name,
            band_then,
            line.band_previous_week,
            line.band,
            then,
            before,
            (line.year.attended, line.year.possible),
            direction,
            why,
        )

    def _band(self, sums: tuple[int, int]) -> str | None:
        return self._finder.band(attended=sums[0], possible=sums[1])


def _told(
    connection: duckdb.DuckDBPyConnection,
    ledger: Ledger | None,
    school_ids: Sequence[int],
    *,
    known_by: date,
    from_day: date,
    to_day: date,
) -> tuple[Mapping[int, date], Mapping[_Key, tuple[int, int]] | None]:
    """Return the last day told by school, and the sums as the register had them then; None for "as now".

    It is looked up only where it can say something else than now.
    """
    if ledger is None:
        return {}, {}
    row = connection.execute(_TOLD, {"known_by": known_by}).fetchone()
    by_then, since = row or (0, 0)
    if not by_then:
        return {}, {}
    if not since:
        return last_days_told(connection, from_day=from_day, to_day=to_day), None
    with ledger.as_known_on(known_by) as then:
        prepare_register(then.connection, school_ids)
        joined = dict(connection.execute(_JOINED).fetchall())
        told = told_then(then.connection, connection, from_day=from_day, to_day=to_day, pupils_now=joined)
        return told.told_up_to, told.sessions


def moved_counts(moved: Sequence[Moved]) -> tuple[Mapping[Direction, int], Mapping[Why, int]]:
    """Count the pupils who moved, by direction and by why; every word is in it."""
    directions: dict[Direction, int] = dict.fromkeys(("worse", "better", "cancelled out", "no band now"), 0)
    whys: dict[Why, int] = dict.fromkeys(("attendance", "correction", "both"), 0)
    for one in moved:
        directions[one.direction] += 1
        whys[one.why] += 1
    return directions, whys
