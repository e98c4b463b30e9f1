"""Who a penalty notice could be asked for, and what must be weighed first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.casework.notices.notice import Notice, standing_penalties
from attendctl.casework.penalties.penalty_row import CountedSession, PenaltyPupil
from attendctl.casework.penalties.school_age import was_of_compulsory_age
from attendctl.casework.steps.held_back import hold_in_force
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.penalty_window import WindowCount
from attendctl.rules.codes_of_conduct import CodeOfConduct
from attendctl.rules.compulsory_age import compulsory_age_from, compulsory_age_until
from attendctl.rules.penalty_threshold import PenaltyThreshold

_MEDICAL = ("accepted", "allowed")


@dataclass(frozen=True)
class Eligibility:
    """Whether a notice could be asked for, why not, and what does not rule it out but must be weighed."""

    why_not: str | None
    for_judgement: tuple[str, ...]


def eligibility(
    pupil: PenaltyPupil,
    sessions: Sequence[CountedSession],
    law: PenaltyThreshold,
    conduct: CodeOfConduct,
    *,
    notices: Sequence[Notice],
    logged: Sequence[LoggedEntry],
    as_of: date,
    acting_on: date,
    count: WindowCount,
) -> Eligibility:
    """Look at age, care, the authority's code and what the case log holds.

    Args:
        pupil: as the register states it.
        sessions: those that a notice would rest on: of the window, not cited yet.
        law: the threshold in force.
        conduct: the authority's code of conduct.
        notices: of this pupil.
        logged: of this pupil, oldest first, up to ``acting_on``.
        as_of: the last day of marks.
        acting_on: the day on which it is decided: a hold of that day holds.
        count: when the threshold was reached, with and without the days before compulsory school age.
    """
    ages = [was_of_compulsory_age(pupil, one.date, as_of=as_of) for one in sessions]
    why_not = (
        _not_of_age(pupil, ages, count)
        or _looked_after(pupil, conduct)
        or _first_holiday(sessions, notices, law, conduct)
    )
    known = [] if why_not else _about_age(ages)
    return Eligibility(why_not, (*known, *_to_weigh(pupil, logged, acting_on)))


def _not_of_age(pupil: PenaltyPupil, ages: Sequence[bool | None], count: WindowCount) -> str | None:
    span = ""
    if pupil.date_of_birth is not None:
        first, last = compulsory_age_from(pupil.date_of_birth), compulsory_age_until(pupil.date_of_birth)
        span = f" It is from {date_in_words(first)} to {date_in_words(last)}."
    if ages and all(age is False for age in ages):
        return f"Not of compulsory school age on any of these days: there is no offence.{span}"
    if count.reached_on is not None and count.of_age_reached_on is None:
        return f"The threshold was reached only with days when not of compulsory school age.{span}"
    return None


def _looked_after(pupil: PenaltyPupil, conduct: CodeOfConduct) -> str | None:
    if not pupil.looked_after or conduct.fines_looked_after:
        return None
    return (
        f"Looked after by the local authority: {conduct.title} does not fine for a looked-after child. "
        "Speak to the virtual school."
    )


def _first_holiday(
    sessions: Sequence[CountedSession],
    notices: Sequence[Notice],
    law: PenaltyThreshold,
    conduct: CodeOfConduct,
) -> str | None:
    if conduct.fines_first_holiday or standing_penalties(notices):
        return None
    if not sessions or any(one.code not in law.holiday_codes for one in sessions):
        return None
    return f"A first holiday without leave: {conduct.title} does not fine for it. Warn the parents."


def _about_age(ages: Sequence[bool | None]) -> list[str]:
    if ages and all(age is None for age in ages):
        return ["The date of birth is not known: was the pupil of compulsory school age?"]
    under, unknown = (sum(age is which for age in ages) for which in (False, None))
    said = [f"{sessions_in_words(under)} before or after compulsory school age."] if under else []
    return said + ([f"{sessions_in_words(unknown)} at an age that is not known."] if unknown else [])


def _to_weigh(pupil: PenaltyPupil, logged: Sequence[LoggedEntry], acting_on: date) -> list[str]:
    said = []
    hold = hold_in_force(logged, acting_on)
    if hold is not None:
        said.append(f"A hold is in force{f': {hold.note}' if hold.note else ''} (entry {hold.entry_id}).")
    medical = [entry for entry in logged if entry.kind == "evidence" and entry.outcome in _MEDICAL]
    if medical:
        day = date_in_words(medical[-1].happened_on)
        said.append(f"Medical evidence was accepted on {day} (entry {medical[-1].entry_id}).")
    if pupil.sen and pupil.sen.strip().upper() != "N":
        said.append("Special educational needs: what does the Equality Act ask?")
    if pupil.social_worker:
        said.append("The pupil has a social worker: ask them first.")
    if pupil.leaving_date is not None and pupil.leaving_date <= acting_on:
        said.append(f"The pupil left on {date_in_words(pupil.leaving_date)}.")
    return said
