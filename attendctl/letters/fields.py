"""The fields a letter template may use: every one is listed here, and nothing else reaches a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attendctl.calendar import academic_year_start
from attendctl.casework.decision import Decision
from attendctl.casework.recipients import Household
from attendctl.casework.standing import Sessions
from attendctl.casework.wording import date_in_words, days_as_number, percent_in_words, sessions_in_words
from attendctl.policies import Band, Policy
from attendctl.rates import percent_text
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence
from attendctl.settings import SchoolSettings

FieldValue = str | int | bool | None
"""None: this letter has no such value, and a template that uses it holds the letter back."""

FIELDS = {
    "pupil": "the pupil's name as used in school",
    "first_name": "the pupil's first name",
    "school": "the school's name",
    "telephone": "the school's telephone number, or nothing",
    "email": "the school's e-mail address, or nothing",
    "signatory": "who signs, or nothing",
    "signatory_role": "what the signatory is, or nothing",
    "salutation": "what follows 'Dear'",
    "reference": "the letter's reference",
    "written_on": "the date of the letter",
    "from_day": "the first day of the academic year",
    "up_to": "the last day counted",
    "attendance": "attendance of the year, such as 93.1%",
    "possible": "possible sessions of the year",
    "possible_days": "the same in school days",
    "attended": "sessions attended",
    "attended_days": "the same in school days",
    "missed": "sessions missed, in words with days",
    "missed_sessions": "sessions missed",
    "authorised_sessions": "sessions of authorised absence",
    "authorised_days": "the same in school days",
    "unauthorised_sessions": "sessions of unauthorised absence",
    "unauthorised_days": "the same in school days",
    "target": "the policy's target, such as 96%",
    "band_range": "the band's percentages in words",
    "is_persistently_absent": "whether the law counts the pupil as persistently absent",
    "persistent_share": "the share of sessions that is persistent absence",
    "severe_share": "the share of sessions that is severe absence",
    "review_weeks": "school weeks until the review, or none",
    "review_target": "the attendance the review asks for",
    "earlier_date": "the date of the letter this one follows",
    "since_attendance": "attendance since that letter",
    "since_attended": "sessions attended since that letter",
    "since_possible": "possible sessions since that letter",
    "since_missed": "sessions missed since that letter, in words with days",
}


@dataclass(frozen=True)
class Occasion:
    """When and by what rules a run of letters is written."""

    policy: Policy
    school: SchoolSettings
    as_of: date
    written_on: date


def fields_of(
    decision: Decision, household: Household, occasion: Occasion, *, reference: str
) -> dict[str, FieldValue]:
    """Return the value of every field for one letter. The keys are those of ``FIELDS``."""
    pupil, school = decision.pupil, occasion.school
    return {
        "pupil": f"{pupil.forename} {pupil.surname}",
        "first_name": pupil.forename,
        "school": school.name,
        "telephone": school.telephone or "",
        "email": school.email or "",
        "signatory": school.signatory or "",
        "signatory_role": school.signatory_role or "",
        "salutation": household.salutation,
        "reference": reference,
        "written_on": date_in_words(occasion.written_on),
        "from_day": date_in_words(academic_year_start(occasion.as_of)),
        "up_to": date_in_words(occasion.as_of),
        **_year(pupil.year),
        **_rules(decision, occasion),
        **_review(decision, occasion),
    }


def _year(year: Sessions) -> dict[str, FieldValue]:
    return {
        "attendance": f"{percent_text(year.attended, year.possible)}%",
        "possible": year.possible,
        "possible_days": days_as_number(year.possible),
        "attended": year.attended,
        "attended_days": days_as_number(year.attended),
        "missed": sessions_in_words(year.absent),
        "missed_sessions": year.absent,
        "authorised_sessions": year.authorised,
        "authorised_days": days_as_number(year.authorised),
        "unauthorised_sessions": year.unauthorised,
        "unauthorised_days": days_as_number(year.unauthorised),
    }


def _rules(decision: Decision, occasion: Occasion) -> dict[str, FieldValue]:
    year, policy = decision.pupil.year, occasion.policy
    persistent = persistent_absence().in_force(occasion.as_of)
    band = policy.band_named(decision.band)
    return {
        "target": percent_in_words(policy.target.percent) if policy.target else None,
        "band_range": band_in_words(policy, band) if band else None,
        "is_persistently_absent": persistent.is_reached(absent=year.absent, possible=year.possible),
        "persistent_share": share_in_words(persistent),
        "severe_share": share_in_words(severe_absence().in_force(occasion.as_of)),
    }


def _review(decision: Decision, occasion: Occasion) -> dict[str, FieldValue]:
    """Return what the review after this letter asks for, or asked for before it."""
    policy = occasion.policy
    step = policy.step_for(decision.letter or "")
    if step is None:
        return {}
    follow_up = next((later for later in policy.steps if later.follows == step.letter), None)
    judged_by = step if step.kind == "no_improvement" else follow_up
    weeks = follow_up.review_school_weeks if follow_up else None
    since = decision.since_previous
    earlier = next((one for one in decision.previous if one.letter == step.follows), None)
    return {
        "review_weeks": f"{weeks} school week{'' if weeks == 1 else 's'}" if weeks else None,
        "review_target": percent_in_words(policy.target_of(judged_by)) if judged_by else None,
        "earlier_date": date_in_words(earlier.written_on) if earlier else None,
        "since_attendance": f"{percent_text(since.attended, since.possible)}%" if since else None,
        "since_attended": since.attended if since else None,
        "since_possible": since.possible if since else None,
        "since_missed": sessions_in_words(since.absent) if since else None,
    }


def band_in_words(policy: Policy, band: Band) -> str:
    """Say a band's percentages so that the printed percentage of every pupil in it agrees.

    Bands are of the percentage as printed, and holes are closed into them, so a
    pupil printed as 90.0% is never told of being "below 90%".

    >>> from attendctl.policies import load_policy
    >>> greenhill = load_policy("greenhill")
    >>> [band_in_words(greenhill, band) for band in greenhill.bands]
    ['96% or above', 'between 93% and 95.9%', 'between 90.1% and 92.9%', '90% or below']
    """
    lowest, highest = policy.range_of(band)
    if band == policy.bands[0]:
        return f"{percent_in_words(lowest)} or above"
    if band == policy.bands[-1]:
        return f"{percent_in_words(highest)} or below"
    return f"between {percent_in_words(lowest)} and {percent_in_words(highest)}"


def share_in_words(threshold: AbsenceThreshold) -> str:
    """Say the law's share of sessions.

    >>> share_in_words(persistent_absence().in_force(date(2025, 11, 7)))
    '1 in every 10 sessions'
    """
    return f"{threshold.missed} in every {threshold.of} sessions"
