"""Marks of lateness that do not fit the times at which the policy says its registers close."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.measures.attendance import Period
from attendctl.measures.engine import rows_of
from attendctl.policies.duties import RegisterTime

_PUPILS = "SELECT school_id, pupil_id, year_group, surname FROM register_pupil"
_HALF_DAYS = ("AM", "PM")


@dataclass(frozen=True)
class LateMark:
    """A mark to be looked at: by its minutes the register was closed and by its code not, or the reverse.

    ``minutes_late`` and ``closes_after`` are minutes from the start of the session.
    """

    school_id: int
    pupil_id: int
    day: date
    session: int  # 0 morning, 1 afternoon
    code: str
    minutes_late: int
    closes_after: int
    times: RegisterTime

    @property
    def half_day(self) -> str:
        """AM or PM."""
        return _HALF_DAYS[self.session]

    @property
    def was_closed(self) -> bool:
        """Whether the register had closed by the policy's times."""
        return self.minutes_late >= self.closes_after


def late_marks_to_check(
    connection: duckdb.DuckDBPyConnection,
    schools: Iterable[ChosenSchool],
    period: Period,
    *,
    pupil_id: int | None = None,
) -> tuple[LateMark, ...] | None:
    """Return the marks whose minutes and code disagree, oldest first within each pupil.

    Marks without minutes are left out, and those of pupils for whom the policy gives no times.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        schools: each with its policy.
        period: the academic year up to a day.
        pupil_id: one pupil; None for all.

    Returns:
        None where no policy of the schools gives times.
    """
    times = {one.school_id: one.policy.register_times for one in schools if one.policy.register_times}
    if not times:
        return None
    closings = [closes_after(one) for of_school in times.values() for one in of_school]
    rows = rows_of(
        connection,
        "late_mark",
        year_from=period.year_from,
        as_of=period.as_of,
        earliest_close=min(closings),
        latest_close=max(closings),
    )
    wanted = [row for row in rows if row["school_id"] in times and pupil_id in (None, row["pupil_id"])]
    if not wanted:
        return ()
    pupils = {(row[0], row[1]): row[2:] for row in connection.execute(_PUPILS).fetchall()}
    return tuple(_disagreeing(wanted, times, pupils))


def _disagreeing(
    rows: Iterable[Mapping[str, Any]],
    times: Mapping[int, Sequence[RegisterTime]],
    pupils: Mapping[tuple[int, int], tuple[str | None, str | None]],
) -> Iterable[LateMark]:
    for row in rows:
        school_id, pupil_id, session = row["school_id"], row["pupil_id"], row["session"]
        year_group, surname = pupils.get((school_id, pupil_id), (None, None))
        found = times_of(times[school_id], session, year_group=year_group, surname=surname)
        if found is None:
            continue
        closes, minutes = closes_after(found), row["minutes_late"]
        mark = LateMark(school_id, pupil_id, row["date"], session, row["code"], minutes, closes, found)
        if mark.was_closed != bool(row["late_after_close"]):
            yield mark


def closes_after(times: RegisterTime) -> int:
    """Return the minutes from the start of a session to the first at which its register is closed."""
    starts, closed = times.starts, times.closed_from
    return (closed.hour - starts.hour) * 60 + closed.minute - starts.minute


def times_of(
    times: Iterable[RegisterTime], session: int, *, year_group: str | None, surname: str | None
) -> RegisterTime | None:
    """Return the times that hold for a pupil, or None: the policy names none.

    Args:
        times: of the policy.
        session: 0 morning, 1 afternoon.
        year_group: as the ledger has it: N, N1, N2, R, 1 …
        surname: as registered; only its first letter counts, without an accent.

    >>> from attendctl.policies import load_policy
    >>> aletheia = load_policy("aletheia").register_times
    >>> [times_of(aletheia, 0, year_group=None, surname=name).years for name in ("Íñigo", "jones")]
    ['surnames A to I', 'surnames J to R']
    """
    letter = unicodedata.normalize("NFKD", surname or "")[:1].upper()
    for one in times:
        if (
            one.session == _HALF_DAYS[session]
            and (not one.year_groups or year_group in one.year_groups)
            and (one.surnames_from is None or (bool(letter) and one.surnames_from <= letter))
            and (one.surnames_to is None or (bool(letter) and letter <= one.surnames_to))
        ):
            return one
    return None
