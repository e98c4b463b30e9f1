"""Logging what was done, agreed or decided about a pupil, each entry checked before it is made."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from attendctl.casework.agreed_target import Reach, check_target, reach_of
from attendctl.casework.allowances import allowance_named, is_allowed_absence, within_allowance
from attendctl.casework.case_checks import Asked, check_step, checked_entry, needed_text, signed_by
from attendctl.casework.case_groups import details_of, group_named
from attendctl.casework.case_kinds import check_outcome, kind_named
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.leave_days import read_school_calendar
from attendctl.casework.leave_effect import sessions_left
from attendctl.casework.pupil_meant import PupilMeant, pupils_of, the_pupil_meant
from attendctl.casework.report_period import as_of_year
from attendctl.casework.set_periods import check_set_period
from attendctl.casework.standing import Sessions
from attendctl.casework.stated_closures import stated_closures
from attendctl.casework.steps.held_back import hold_in_force
from attendctl.errors import WrongUsage
from attendctl.ledger.book import Ledger
from attendctl.ledger.case_log import (
    CaseEntry,
    LoggedEntry,
    append_case_entry,
    case_entries,
    case_entry_numbered,
)
from attendctl.measures.attendance import Period, measure_attendance, pupil_rows
from attendctl.measures.engine import prepare_register
from attendctl.measures.school_weeks import read_school_days
from attendctl.measures.terms import terms_of_school
from attendctl.settings import SchoolSettings, Settings


@dataclass(frozen=True)
class CaseOutcome:
    """What a command did: the entry, whether it is new, and what else is to be said.

    ``entry`` None: there was nothing to log.
    """

    entry: LoggedEntry | None
    pupil: PupilMeant | None
    is_new: bool
    said: str = ""
    reach: Reach | None = None


def log_entry(ledger: Ledger, settings: Settings, asked: Asked, kind: str, **said: Any) -> CaseOutcome:
    """Log an entry of one of the kinds.

    Args:
        ledger: opened to write.
        settings: the schools with their policies and signatories.
        asked: about whom, when and by whom.
        kind: a name of ``case_kinds.toml``.
        said: outcome, step, until, sessions, note: as CaseEntry has them.

    Raises:
        NotFound: no such kind, outcome, step or pupil.
        WrongUsage: a day that has not come, something missing, a kind with a command of its own, or what
            the policy does not allow: absence without evidence, or a period too short or too long.
    """
    known = kind_named(kind)
    if known.command is not None:
        raise WrongUsage(
            f"An entry of the kind {known.name} has a command of its own.", remedy=f"Use: {known.command}"
        )
    check_outcome(known, said.get("outcome"))
    school, pupil = _about(ledger, settings, asked)
    check_step(school, said.get("step"))
    entry = checked_entry(asked, known, school, pupil, **said)
    check_set_period(school.policy, entry)
    if is_allowed_absence(entry):
        entry = _allowed(ledger, settings, school, entry)
    elif "allowance" in entry.details:
        raise WrongUsage(
            "--allowance is for absence that is accepted without evidence.",
            remedy="Leave it out, or log: attendctl case log evidence PUPIL --outcome allowed",
        )
    return _append(ledger, entry, pupil)


def put_into_group(
    ledger: Ledger,
    settings: Settings,
    asked: Asked,
    name: str,
    *,
    led_by: str | None = None,
    note: str | None = None,
) -> CaseOutcome:
    """Log that a pupil is put into one of the policy's groups; a later group takes its place.

    Raises:
        NotFound: the policy has no group of that name; the message lists those there are.
        WrongUsage: the policy has no groups.
    """
    school, pupil = _about(ledger, settings, asked)
    group = group_named(school.policy, name)
    entry = checked_entry(asked, kind_named("group"), school, pupil, outcome=group.name, note=note)
    return _append(ledger, replace(entry, details=details_of(group, led_by)), pupil)


def hold(ledger: Ledger, settings: Settings, asked: Asked, *, reason: str, until: date | None) -> CaseOutcome:
    """Log that no letters go to the family until a day, this day included; None: until released."""
    school, pupil = _about(ledger, settings, asked)
    return _append(
        ledger, checked_entry(asked, kind_named("hold"), school, pupil, note=reason, until=until), pupil
    )


def release(ledger: Ledger, settings: Settings, asked: Asked, *, note: str | None) -> CaseOutcome:
    """Log the end of a hold. Without a hold in force on that day nothing is logged."""
    school, pupil = _about(ledger, settings, asked)
    entry = checked_entry(asked, kind_named("release"), school, pupil, note=note)
    logged = case_entries(ledger.connection, pupil_id=pupil.pupil_id)
    of_school = [one for one in logged if one.school_id == school.school_id]
    if hold_in_force(of_school, entry.happened_on) is None:
        return CaseOutcome(None, pupil, is_new=False, said=f"No hold is in force on {entry.happened_on}.")
    return _append(ledger, entry, pupil)


def agree_target(
    ledger: Ledger, settings: Settings, asked: Asked, *, sessions: int, until: date, note: str | None = None
) -> CaseOutcome:
    """Log an agreed target: at most so many more sessions missed until a day, this day included.

    It is checked by the marks up to the day it was agreed on.

    Raises:
        WrongUsage: it does not lead to the band above, which the message says more of.
    """
    school, pupil = _about(ledger, settings, asked)
    entry = checked_entry(
        asked, kind_named("target"), school, pupil, sessions=sessions, until=until, note=note
    )
    reach = reach_of_pupil(ledger, settings, school, pupil, on=entry.happened_on, until=until)
    said = check_target(reach, sessions)
    details = {
        "as_of": reach.as_of.isoformat(),
        "band": reach.band,
        "band_above": reach.band_above,
        "possible_so_far": reach.so_far.possible,
        "attended_so_far": reach.so_far.attended,
        "possible_ahead": reach.ahead,
        "at_most": reach.at_most,
    }
    return replace(_append(ledger, replace(entry, details=details), pupil), said=said, reach=reach)


def withdraw(
    ledger: Ledger,
    settings: Settings,
    entry_id: int,
    *,
    told: date,
    reason: str,
    by: str | None = None,
    position: str | None = None,
) -> CaseOutcome:
    """Withdraw an entry. It stays in the log and no longer counts.

    Raises:
        NotFound: there is no such entry.
        WrongUsage: it is itself a withdrawal, or was logged later than ``told``.
    """
    withdrawn = case_entry_numbered(ledger.connection, entry_id)
    schools = choose_schools(ledger.connection, settings, None)
    school = next((one for one in schools if one.school_id == withdrawn.school_id), None)
    name, role = signed_by(school.settings if school else SchoolSettings(name=""), by, position)
    entry = CaseEntry(
        withdrawn.school_id,
        withdrawn.pupil_id,
        "withdrawal",
        told,
        name,
        role,
        told,
        note=needed_text(reason, "--reason"),
        withdraws=entry_id,
    )
    pupil = next((one for one in pupils_of(ledger.connection) if _is_of(withdrawn, one)), None)
    return _append(ledger, entry, pupil)


def reach_of_pupil(
    ledger: Ledger, settings: Settings, school: ChosenSchool, pupil: PupilMeant, *, on: date, until: date
) -> Reach:
    """Return what a pupil can reach until a day, by the marks up to ``on``.

    Raises:
        NotFound: the ledger holds no marks up to then.
        WrongUsage: as ``reach_of``.
    """
    connection = ledger.connection
    prepare_register(connection, [school.school_id])
    as_of = as_of_year(read_school_days(connection), as_of=None, today=on)
    measure_attendance(connection, Period(as_of))
    rows = [row for row in pupil_rows(connection) if row.pupil_id == pupil.pupil_id]
    year = rows[0].year if rows else None
    so_far = Sessions(year.possible, year.authorised, year.unauthorised) if year else Sessions(0, 0, 0)
    closed = stated_closures(settings.calendar)
    calendar = read_school_calendar(connection, school.school_id, closed, upto=on)
    left = sessions_left(calendar, settings.calendar, as_of=as_of, in_year_of=as_of)
    return reach_of(school.policy, so_far, as_of=as_of, until=until, closed=closed, left=left)


def _allowed(ledger: Ledger, settings: Settings, school: ChosenSchool, entry: CaseEntry) -> CaseEntry:
    allowance = allowance_named(school.policy, entry.details.get("allowance"))
    terms = None
    if allowance.within == "term":
        prepare_register(ledger.connection, [school.school_id])
        terms = terms_of_school(read_school_days(ledger.connection).days, settings.calendar)
    logged = case_entries(ledger.connection, pupil_id=entry.pupil_id)
    of_school = [one for one in logged if one.school_id == school.school_id]
    return within_allowance(entry, school.policy, allowance, of_school, terms)


def _about(ledger: Ledger, settings: Settings, asked: Asked) -> tuple[ChosenSchool, PupilMeant]:
    schools = {
        school.school_id: school for school in choose_schools(ledger.connection, settings, asked.school)
    }
    pupil = the_pupil_meant(pupils_of(ledger.connection, schools), asked.pupil)
    return schools[pupil.school_id], pupil


def _append(ledger: Ledger, entry: CaseEntry, pupil: PupilMeant | None) -> CaseOutcome:
    there = {one.entry_id for one in case_entries(ledger.connection, with_withdrawn=True)}
    number = append_case_entry(ledger, entry)
    return CaseOutcome(case_entry_numbered(ledger.connection, number), pupil, is_new=number not in there)


def _is_of(entry: LoggedEntry, pupil: PupilMeant) -> bool:
    return (entry.school_id, entry.pupil_id) == (pupil.school_id, pupil.pupil_id)
