"""What the policy and the law say, as a letter says it: target, band, shares, tables for parents."""

from __future__ import annotations

from decimal import Decimal

from attendctl.casework.wording import percent_in_words
from attendctl.letters.fields.field import Field, FieldValue, Joined
from attendctl.letters.fields.occasion import Occasion
from attendctl.policies import Band, Policy
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence

RULES = {
    "target": Field("the policy's target, such as 96%", Joined.letter),
    "persistent_share": Field("the share of sessions that is persistent absence", Joined.letter),
    "severe_share": Field("the share of sessions that is severe absence", Joined.letter),
    "days_missed": Field("rows of attendance and days missed in a year, from the policy", Joined.letter),
    "school_year_days": Field("the school days of a year in that table", Joined.letter),
    "minutes_late_each_day": Field(
        "rows of minutes late each day and days lost in a year, from the policy", Joined.letter
    ),
    "return_within": Field("how soon after a leave a pupil must be back, in school days", Joined.letter),
    "evidence_within": Field("how soon after a leave evidence must come, in school days", Joined.letter),
    "band_range": Field("the band's percentages in words", Joined.same),
}

DAYS_MISSED_ROW = {"attendance": "a percentage", "days": "days missed in a school year"}
MINUTES_LATE_ROW = {"minutes": "minutes late each day", "days": "days lost in a school year"}


def rules_of(occasion: Occasion) -> dict[str, FieldValue]:
    """Return what holds for the whole letter."""
    policy = occasion.policy
    missed, late, after = policy.days_missed, policy.minutes_late, policy.after_leave
    return {
        "target": percent_in_words(policy.target.percent) if policy.target else None,
        "persistent_share": share_in_words(persistent_absence().in_force(occasion.as_of)),
        "severe_share": share_in_words(severe_absence().in_force(occasion.as_of)),
        "days_missed": [
            {"attendance": percent_in_words(row.percent), "days": row.days} for row in missed.rows
        ]
        if missed
        else None,
        "school_year_days": missed.school_days if missed else None,
        "minutes_late_each_day": [{"minutes": row.minutes, "days": _number(row.days)} for row in late.rows]
        if late
        else None,
        "return_within": _school_days(after.return_within_school_days) if after else None,
        "evidence_within": _school_days(after.evidence_within_school_days) if after else None,
    }


def band_of(policy: Policy, name: str) -> dict[str, FieldValue]:
    """Return one child's band in words."""
    band = policy.band_named(name)
    return {"band_range": band_in_words(policy, band) if band else None}


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

    >>> from datetime import date
    >>> share_in_words(persistent_absence().in_force(date(2025, 11, 7)))
    '1 in every 10 sessions'
    """
    return f"{threshold.missed} in every {threshold.of} sessions"


def _school_days(number: int | None) -> str | None:
    if number is None:
        return None
    return f"{number} school day{'' if number == 1 else 's'}"


def _number(days: Decimal) -> str:
    """Write a number of days of a policy without a needless nought."""
    return f"{days.normalize():f}"
