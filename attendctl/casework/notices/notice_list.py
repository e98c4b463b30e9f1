"""The notices of the ledger, each with what is to pay now and the days to watch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.leave_days import read_school_calendar
from attendctl.casework.notices.cap import counts_on
from attendctl.casework.notices.deadlines import Deadline, deadlines
from attendctl.casework.notices.notice import Notice, read_notices
from attendctl.casework.notices.to_pay import ToPay, law_of_offences, to_pay
from attendctl.casework.pupil_meant import PupilMeant, pupils_meant, pupils_of
from attendctl.casework.stated_closures import stated_closures
from attendctl.ledger.case_log import case_entries
from attendctl.measures.engine import prepare_register
from attendctl.measures.school_weeks import read_school_days
from attendctl.settings import Settings


@dataclass(frozen=True)
class ListedNotice:
    """One notice as it stands on a day. ``to_pay`` None: it is a notice to improve."""

    school: ChosenSchool
    pupil: PupilMeant | None
    notice: Notice
    to_pay: ToPay | None
    counts: bool
    deadlines: tuple[Deadline, ...]


def list_notices(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    on: date,
    pupil: str | None = None,
    school: str | None = None,
) -> list[ListedNotice]:
    """Return the notices logged up to a day, by day of issue, with what became of them by then.

    Args:
        connection: has the ledger's reading views.
        settings: name the schools' codes of conduct and the calendar.
        on: the day on which it is looked at.
        pupil: UPN, number or name; None for all.
        school: name, URN or DfE number; None for all.

    Raises:
        NotFound: no such school or pupil.
        WrongUsage: several pupils go by the name.
    """
    schools = {chosen.school_id: chosen for chosen in choose_schools(connection, settings, school)}
    pupils = pupils_of(connection, schools)
    wanted = pupils if pupil is None else pupils_meant(pupils, pupil, option="PUPIL")
    by_key = {(one.school_id, one.pupil_id): one for one in pupils}
    numbers = {one.pupil_id for one in wanted}
    prepare_register(connection, list(schools))
    read_school_days(connection)
    closed = stated_closures(settings.calendar)
    calendars = {number: read_school_calendar(connection, number, closed, upto=on) for number in schools}
    found = []
    for notice in read_notices(case_entries(connection), upto=on):
        chosen = schools.get(notice.school_id)
        if chosen is None or (pupil is not None and notice.pupil_id not in numbers):
            continue
        law = law_of_offences(notice.on, notice.sessions)
        found.append(
            ListedNotice(
                chosen,
                by_key.get((notice.school_id, notice.pupil_id)),
                notice,
                to_pay(notice, law, on) if notice.is_penalty else None,
                counts_on(notice, law_of_offences(on), on=on, counted_from=chosen.conduct.notices_count_from),
                tuple(deadlines(notice, law, chosen.conduct, calendars[notice.school_id])),
            )
        )
    return found
