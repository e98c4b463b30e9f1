"""One pupil's year so far, and what is still achievable in it by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.agreed_target import refuse_day_outside_the_year
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.outlook.one_week_off import WeekOff, one_more_week_off
from attendctl.casework.outlook.projected import (
    BandAhead,
    Law,
    Projected,
    ThresholdAhead,
    bands_ahead,
    project,
    thresholds_ahead,
)
from attendctl.casework.outlook.sessions_ahead import SchoolAhead, SessionsAhead, read_school_ahead
from attendctl.casework.pupil_meant import PupilMeant, pupils_of, the_pupil_meant
from attendctl.casework.report_period import as_of_year
from attendctl.errors import NotFound
from attendctl.measures.attendance import Period, PupilRow, measure_attendance, pupil_rows
from attendctl.measures.engine import prepare_register
from attendctl.measures.school_weeks import read_school_days
from attendctl.settings import Settings

_LEAVES_ON = "SELECT leaving_date FROM register_pupil WHERE school_id = $1 AND pupil_id = $2"


@dataclass(frozen=True)
class PupilOutlook:
    """One pupil by the marks up to ``as_of``, and what can still be reached by ``until``, both included.

    ``row`` has the sums of the academic year. ``best``: every session to come attended. ``week_off`` None:
    no school week begins in the days to come.
    """

    school: ChosenSchool
    pupil: PupilMeant
    row: PupilRow
    as_of: date
    known: date | None
    until: date
    leaves_on: date | None
    now: Projected
    ahead: SessionsAhead
    best: Projected
    bands: tuple[BandAhead, ...]
    thresholds: tuple[ThresholdAhead, ...]
    week_off: WeekOff | None

    @property
    def has_left(self) -> bool:
        """Whether the pupil has left by ``as_of``."""
        return self.row.status == "leaver"


def pupil_outlook(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    asked: str,
    *,
    today: date,
    until: date | None = None,
    as_of: date | None = None,
    known: date | None = None,
    school: str | None = None,
) -> PupilOutlook:
    """Say where a pupil's attendance stands and what is still achievable by a day.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, and its calendar as far as stated.
        asked: the pupil: UPN, admission number, MIS id, or forename and surname.
        today: the last day that counts, unless ``as_of`` says otherwise.
        until: the day to look ahead to, included; None: the end of the academic year, as
            ``[calendar]`` states it, else the last day before the summer holidays have certainly come.
        as_of: judge by marks dated up to this day, this day included.
        known: the day whose knowledge ``connection`` has; None: all there is. It is only passed on.
        school: one school, by name, URN or DfE number.

    Raises:
        NotFound: no such pupil or school, or no mark of the pupil in the year.
        WrongUsage: several pupils go by that word, or ``until`` is not a later day of the same year.
    """
    schools = {one.school_id: one for one in choose_schools(connection, settings, school)}
    pupil = the_pupil_meant(pupils_of(connection, schools), asked)
    chosen = schools[pupil.school_id]
    prepare_register(connection, [chosen.school_id])
    last_day = as_of_year(read_school_days(connection), as_of=as_of, today=today)
    if until is not None:
        refuse_day_outside_the_year(until, as_of=last_day)
    measure_attendance(connection, Period(last_day))
    row = _row_of(connection, pupil, last_day)
    found = connection.execute(_LEAVES_ON, [pupil.school_id, pupil.pupil_id]).fetchone()
    leaves_on = found[0] if found else None
    of_school = read_school_ahead(
        connection, chosen.school_id, settings.calendar, as_of=last_day, today=today
    )
    until = until or max(of_school.last_day, last_day)
    ahead = of_school.of_pupil(
        until=until,
        leaves_on=leaves_on,
        has_left=row.status == "leaver",
        not_possible=_not_possible(of_school, row),
    )
    policy, law, so_far = chosen.policy, Law.on(last_day), row.year
    return PupilOutlook(
        school=chosen,
        pupil=pupil,
        row=row,
        as_of=last_day,
        known=known,
        until=until,
        leaves_on=leaves_on,
        now=project(policy, law, so_far),
        ahead=ahead,
        best=project(policy, law, so_far, attended=ahead.sessions),
        bands=bands_ahead(policy, so_far, ahead.sessions),
        thresholds=thresholds_ahead(law, so_far, ahead),
        week_off=one_more_week_off(policy, law, so_far, ahead, as_of=last_day),
    )


def _row_of(connection: duckdb.DuckDBPyConnection, pupil: PupilMeant, as_of: date) -> PupilRow:
    for row in pupil_rows(connection):
        if (row.school_id, row.pupil_id) == (pupil.school_id, pupil.pupil_id):
            return row
    raise NotFound(
        f"The register has no mark of {pupil.identity} from {academic_year_start(as_of)} to {as_of}.",
        remedy="Choose another day with --as-of.",
    )


def _not_possible(of_school: SchoolAhead, row: PupilRow) -> int:
    """Count the sessions of the school since the pupil's first mark that were not possible for the pupil."""
    if row.first_mark is None:
        return 0
    sessions = of_school.calendar.sessions
    day, had = row.first_mark, 0
    while day <= of_school.as_of:
        had += sessions.get(day, 0)
        day += timedelta(days=1)
    return max(had - row.year.possible - row.year.missing, 0)
