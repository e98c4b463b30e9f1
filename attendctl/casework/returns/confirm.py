"""Whether an illness is expected to reach the days of a return: the officer's answer, in the case log."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from attendctl.calendar import academic_year_start
from attendctl.casework.case_checks import Asked, checked_entry
from attendctl.casework.case_file import CaseOutcome
from attendctl.casework.case_kinds import kind_named
from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.pupil_meant import pupils_of, the_pupil_meant
from attendctl.casework.report_period import as_of_year
from attendctl.casework.returns.absence import Absence, days_of
from attendctl.casework.returns.duties import ILLNESS, duties_on
from attendctl.casework.returns.illness import Illness, illness_of_the_year, in_a_row
from attendctl.casework.returns.made import (
    EXPECTATION,
    EXPECTED,
    NOT_EXPECTED,
    Logged,
    by_pupil,
    details_of,
    expectations,
    latest_of,
    returns_made,
)
from attendctl.errors import NotFound, WrongUsage
from attendctl.ledger.book import Ledger
from attendctl.ledger.case_log import CaseEntry, append_case_entry, case_entries, case_entry_numbered
from attendctl.measures.engine import prepare_register
from attendctl.measures.pupil_days import count_pupil_days
from attendctl.measures.school_weeks import read_school_days
from attendctl.rules.returns_to_authority import AuthorityReturn
from attendctl.settings import Settings


def confirm_illness(
    ledger: Ledger, settings: Settings, asked: Asked, duty: str, *, expected: bool, note: str | None = None
) -> CaseOutcome:
    """Log whether a pupil's latest illness is expected to reach the number of the law.

    It may be said of any illness of the academic year, on its first day too.

    Args:
        ledger: opened to write.
        settings: the schools with their signatories.
        asked: about whom, on which day and by whom.
        duty: illness; no other looks ahead.
        expected: whether it is.
        note: on what ground.

    Raises:
        NotFound: no such pupil, or the register shows no illness of the pupil that year.
        WrongUsage: another duty, the number is reached already, the return was made, or the answer of
            the same day is the opposite.
    """
    if duty != ILLNESS:
        raise WrongUsage(
            f"The duty {duty} counts days: there is nothing to expect.",
            remedy=f"Only {ILLNESS} looks ahead: --duty {ILLNESS}",
        )
    connection = ledger.connection
    schools = {one.school_id: one for one in choose_schools(connection, settings, asked.school)}
    pupil = the_pupil_meant(pupils_of(connection, schools), asked.pupil)
    school = schools[pupil.school_id]
    entry = checked_entry(
        asked,
        kind_named(EXPECTATION),
        school,
        pupil,
        outcome=EXPECTED if expected else NOT_EXPECTED,
        note=note,
    )
    prepare_register(connection, [school.school_id])
    as_of = as_of_year(read_school_days(connection), as_of=asked.on, today=asked.told)
    duties = duties_on(as_of)
    law = duties[ILLNESS].law if ILLNESS in duties else None
    if law is None:
        raise NotFound(
            f"No return about illness was asked for on {as_of}.",
            remedy="See since when: attendctl rules show returns_to_authority",
        )
    count_pupil_days(connection, from_day=academic_year_start(as_of), as_of=as_of)
    illness = illness_of_the_year(connection, law, [school.school_id], as_of=as_of)
    logged = case_entries(connection, pupil_id=pupil.pupil_id)
    meant = _meant(illness, school.school_id, pupil.pupil_id, law, as_of)
    made = latest_of(by_pupil(returns_made(logged, [school], duties)), meant)
    if made is not None:
        raise WrongUsage(
            f"The return about this illness was made on {made.on} (entry {made.entry.entry_id}).",
            remedy="There is nothing to confirm.",
        )
    entry = replace(entry, details={**details_of(meant), "school_days": days_of(meant.half_days)})
    _refuse_the_opposite_of_one_day(latest_of(by_pupil(expectations(logged)), meant), entry)
    there = {one.entry_id for one in logged}
    number = append_case_entry(ledger, entry)
    said = (
        "The return is due: attendctl returns"
        if expected
        else f"This illness is asked about no more. At {law.school_days} school days the return is due."
    )
    return CaseOutcome(case_entry_numbered(connection, number), pupil, is_new=number not in there, said=said)


def _meant(illness: Illness, school_id: int, pupil_id: int, law: AuthorityReturn, as_of: date) -> Absence:
    """Return the illness that is asked about: the one on the way to the number, else the latest."""
    key = school_id, pupil_id
    latest = illness.latest(*key)
    if latest is None:
        raise NotFound(
            f"The register shows no illness of this pupil in the academic year up to {as_of}.",
            remedy=f"It is marked {' or '.join(law.codes)}: import the register, or give another --on.",
        )
    asked = [one for one in illness.on_the_way if (one.school_id, one.pupil_id) == key]
    if asked:
        return asked[-1]
    spells = illness.spells.get(key, [])
    meant = in_a_row(spells[-1]) if spells and spells[-1].is_open else latest
    for one in illness.reached:
        if (one.school_id, one.pupil_id) == key and one.is_of_the_days(meant.spell_from, meant.spell_to):
            raise WrongUsage(
                f"The number of {law.school_days} school days was reached on {one.reached_on}.",
                remedy="There is nothing to expect: the return is due. See: attendctl returns",
            )
    return meant


def _refuse_the_opposite_of_one_day(said: Logged | None, entry: CaseEntry) -> None:
    if said is not None and said.on == entry.happened_on and said.entry.outcome != entry.outcome:
        number = said.entry.entry_id
        raise WrongUsage(
            f"Entry {number} of the same day says the opposite.",
            remedy=f"If it was wrong, withdraw it: attendctl case withdraw {number} --reason …",
        )
