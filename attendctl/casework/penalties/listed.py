"""Who is at the penalty threshold, who is near it, and when: one row a pupil, of every school asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.notices.notice import (
    PENALTY_DECISION,
    Notice,
    cited_places,
    read_notices,
    standing_penalties,
)
from attendctl.casework.penalties.countdown import countdown
from attendctl.casework.penalties.eligibility import eligibility
from attendctl.casework.penalties.penalty_row import CountedSession, PenaltyPupil, PenaltyRow
from attendctl.casework.report_period import as_of_year
from attendctl.casework.stated_closures import stated_closures
from attendctl.casework.steps.measured_rules import window_rule
from attendctl.errors import NotFound
from attendctl.ledger.case_log import LoggedEntry, case_entries
from attendctl.measures.engine import prepare_register
from attendctl.measures.movers import schools_linked_to
from attendctl.measures.penalty_window import (
    WindowCount,
    WindowRule,
    mover_weeks,
    window_counts,
    window_sessions,
    window_weeks,
)
from attendctl.measures.school_weeks import read_school_days
from attendctl.rules.penalty_threshold import PenaltyThreshold, penalty_threshold
from attendctl.settings import Settings

_PUPILS = """
SELECT school_id, pupil_id, upn, admission_number, mis_id,
       coalesce(preferred_surname, surname, '') AS surname,
       coalesce(preferred_forename, forename, '') AS forename,
       date_of_birth, year_group, class, lac, social_worker, sen, leaving_date
FROM pupil
WHERE pupil_id IN (SELECT unnest($pupils::INTEGER[]))
"""


@dataclass(frozen=True)
class PenaltyList:
    """The pupils of the schools asked about, in class order, and the threshold they are counted by."""

    as_of: date
    law: PenaltyThreshold
    schools: tuple[ChosenSchool, ...]
    windows: Mapping[int, Sequence[date]]  # by school: the Mondays of its latest window, oldest first
    rows: tuple[PenaltyRow, ...]


def penalty_list(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
    pupil_id: int | None = None,
    logged: Sequence[LoggedEntry] | None = None,
) -> PenaltyList:
    """Count every pupil's sessions toward the penalty threshold.

    A pupil who moved is listed once, with the school they are at now, and with the sessions of all.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's code of conduct, and its calendar as far as stated.
        today: the last day that counts, unless ``as_of`` says otherwise.
        as_of: judge by marks dated up to this day, this day included.
        school: one school, by name, URN or DfE number; None for all.
        pupil_id: only this pupil, even if nothing of theirs counts.
        logged: the case log; None reads it from ``connection``.

    Raises:
        NotFound: no such school, no marks up to that day, or no threshold on that day yet.
    """
    schools = choose_schools(connection, settings, school)
    ids = [chosen.school_id for chosen in schools]
    prepare_register(connection, schools_linked_to(connection, ids) if school else None)
    days = read_school_days(connection, only=ids)
    if not days.days:
        raise NotFound("The ledger holds no marks.", remedy="Import a register first: attendctl import FILE")
    last_day = as_of_year(days, as_of=as_of, today=today)
    acting_on = as_of or today
    law = penalty_threshold().in_force(last_day)
    logged = case_entries(connection) if logged is None else logged
    logged = [entry for entry in logged if entry.happened_on <= acting_on]
    notices = read_notices(logged)
    every_school = choose_schools(connection, settings, None) if school else schools
    rule = window_rule({one.school_id: one.conduct for one in every_school}, last_day)
    assert rule is not None  # a threshold is in force
    counts = window_counts(
        connection,
        rule,
        reached_from=academic_year_start(academic_year_start(last_day) - timedelta(days=1)),
        as_of=last_day,
        cited=cited_places(notices),
    )
    counts = [one for one in counts if one.school_id in ids and pupil_id in (None, one.pupil_id)]
    pupils = _pupils(connection, {one.pupil_id for one in counts} | ({pupil_id} if pupil_id else set()))
    if pupil_id is not None and not counts:
        at = [school_id for school_id, number in pupils if number == pupil_id and school_id in ids]
        counts = [WindowCount(at[-1], pupil_id, 0, 0, 0, None, None, None)] if at else []
    windows = {
        school_id: window_weeks(connection, school_id, school_weeks=law.school_weeks, as_of=last_day)
        for school_id in ids
    }
    of_movers = mover_weeks(connection)
    by_school = {chosen.school_id: chosen for chosen in every_school}
    log_of, notices_of = _by_pupil(logged), _by_pupil(notices)
    sessions_of = _sessions(connection, rule, by_school, notices, pupil_id)
    closed = stated_closures(settings.calendar)
    rows = []
    for count in counts:
        number = count.pupil_id
        pupil = pupils.get((count.school_id, number)) or _unknown(number)
        every = tuple(session for session, _ in sessions_of.get(number, ()))
        in_window = tuple(session for session, is_in in sessions_of.get(number, ()) if is_in)
        uncited = [session for session in in_window if not session.cited_in]
        window = of_movers.get(number, windows[count.school_id])[-law.school_weeks :]
        chosen = by_school[count.school_id]
        rests_on = uncited or [session for session in every if not session.cited_in]
        eligible = eligibility(
            pupil,
            rests_on,
            law,
            chosen.conduct,
            notices=notices_of.get(number, ()),
            logged=log_of.get(number, ()),
            as_of=last_day,
            acting_on=acting_on,
            count=count,
        )
        rows.append(
            PenaltyRow(
                school=chosen,
                pupil=pupil,
                law=law,
                conduct=chosen.conduct,
                as_of=last_day,
                sessions_in_window=count.sessions,
                of_which_unexplained=count.unexplained,
                sessions_with_cited=count.with_cited,
                reached_on=count.reached_on,
                firm_reached_on=count.firm_reached_on,
                of_age_reached_on=count.of_age_reached_on,
                window=window,
                sessions=in_window,
                every_session=every,
                eligible=eligible.why_not is None,
                why_not_eligible=eligible.why_not,
                for_judgement=eligible.for_judgement,
                countdown=countdown(
                    [session.monday for session in uncited],
                    window,
                    sessions=law.sessions,
                    school_weeks=law.school_weeks,
                    calendar=settings.calendar,
                    closed=closed,
                ),
                notices=tuple(notices_of.get(number, ())),
                decisions=tuple(entry for entry in log_of.get(number, ()) if entry.kind == PENALTY_DECISION),
            )
        )
    return PenaltyList(last_day, law, tuple(schools), windows, tuple(sorted(rows, key=_place)))


Entry = TypeVar("Entry", LoggedEntry, Notice)


def _by_pupil(entries: Iterable[Entry]) -> dict[int, list[Entry]]:
    found: dict[int, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[entry.pupil_id].append(entry)
    return found


def _pupils(
    connection: duckdb.DuckDBPyConnection, wanted: Collection[int]
) -> dict[tuple[int, int], PenaltyPupil]:
    rows = connection.execute(_PUPILS, {"pupils": sorted(wanted)}).fetchall()
    return {(school_id, rest[0]): PenaltyPupil(*rest) for school_id, *rest in rows}


def _sessions(
    connection: duckdb.DuckDBPyConnection,
    rule: WindowRule,
    schools: Mapping[int, ChosenSchool],
    notices: Iterable[Notice],
    pupil_id: int | None,
) -> dict[int, list[tuple[CountedSession, bool]]]:
    citing: dict[tuple[int, date, int], list[int]] = defaultdict(list)
    for notice in standing_penalties(notices):
        for cited in notice.sessions:
            citing[notice.pupil_id, cited.date, cited.session].append(notice.number)
    found: dict[int, list[tuple[CountedSession, bool]]] = defaultdict(list)
    for one in window_sessions(connection, rule, pupils=None if pupil_id is None else [pupil_id]):
        session = CountedSession(
            school_id=one.school_id,
            school=schools[one.school_id].name,
            date=one.date,
            session=one.session,
            code=one.code,
            monday=one.monday,
            week=one.week,
            cited_in=tuple(citing.get((one.pupil_id, one.date, one.session), ())),
        )
        found[one.pupil_id].append((session, one.is_in_window))
    return found


def _unknown(pupil_id: int) -> PenaltyPupil:
    return PenaltyPupil(pupil_id, None, None, None, "", "", None, None, None, None, None, None, None)


def _place(row: PenaltyRow) -> Any:
    pupil = row.pupil
    return (
        row.school.name,
        natural_order(pupil.year_group or NOT_STATED),
        natural_order(pupil.class_name or NOT_STATED),
        pupil.surname.casefold(),
        pupil.forename.casefold(),
        pupil.pupil_id,
    )
