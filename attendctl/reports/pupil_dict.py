"""The page on one pupil as plain values for JSON."""

from __future__ import annotations

from datetime import date
from typing import Any

from attendctl.casework.outlook.one_week_off import WeekOff
from attendctl.casework.outlook.projected import BandAhead, Projected, ThresholdAhead
from attendctl.casework.outlook.pupil_outlook import PupilOutlook
from attendctl.rates import percent
from attendctl.reports.report_json import sums_dict


def pupil_dict(outlook: PupilOutlook) -> dict[str, Any]:
    """Return the page as plain values: days as ISO text, percentages with one decimal."""
    row, pupil = outlook.row, outlook.pupil
    law = {one.name: one for one in outlook.thresholds}
    persistent, severe = law.get("persistent absence"), law.get("severe absence")
    return {
        "as_of": _day(outlook.as_of),
        "until": _day(outlook.until),
        "known": _day(outlook.known),
        "school": {"name": outlook.school.name, "urn": outlook.school.urn},
        "policy": outlook.school.policy.key,
        "policy_version": outlook.school.policy.version,
        "pupil": {
            "upn": pupil.upn,
            "admission_number": pupil.admission_number,
            "surname": row.surname,
            "forename": row.forename,
            "year_group": row.year_group,
            "class": row.class_name,
            "is_leaver": outlook.has_left,
            "leaving_date": _day(outlook.leaves_on),
        },
        "so_far": sums_dict(row.year) | _flags(outlook.now),
        "sessions_to_come": outlook.ahead.sessions,
        "school_days_to_come": len(outlook.ahead.days),
        "best_achievable": _projected(outlook.best),
        "bands": [_band(one) for one in outlook.bands],
        "sessions_until_persistent_absence": _missed_until(persistent),
        "sessions_to_leave_persistent_absence": _attended_until(persistent),
        "sessions_until_severe_absence": _missed_until(severe),
        "sessions_to_leave_severe_absence": _attended_until(severe),
        "law": [_threshold(one) for one in outlook.thresholds],
        "one_more_week_off": _week_off(outlook.week_off) if outlook.week_off else None,
        "assumed": list(outlook.ahead.assumed),
    }


def _projected(there: Projected) -> dict[str, Any]:
    return {
        "sessions_attended": there.attended,
        "sessions_possible": there.possible,
        "attendance_percent": percent(there.attended, there.possible),
        **_flags(there),
    }


def _flags(there: Projected) -> dict[str, Any]:
    return {
        "band": there.band,
        "persistent_absence": there.is_persistent,
        "severe_absence": there.is_severe,
    }


def _band(band: BandAhead) -> dict[str, Any]:
    return {
        "band": band.name,
        "from_percent": band.lowest / 10,
        "is_within_reach": band.may_be_missed is not None,
        "sessions_that_may_be_missed": band.may_be_missed,
    }


def _threshold(one: ThresholdAhead) -> dict[str, Any]:
    return {
        "name": one.name,
        "is_reached": one.is_reached,
        "more_missed_in_a_row_reach_it": one.missed_until,
        "attended_in_a_row_end_it": one.attended_until,
        "at_the_earliest_on": _day(one.on),
        "is_avoidable": one.may_be_missed is not None,
        "sessions_that_may_be_missed": one.may_be_missed,
        "source": one.threshold.reference,
    }


def _week_off(week: WeekOff) -> dict[str, Any]:
    return {
        "from": _day(week.from_day),
        "to": _day(week.to_day),
        "sessions": week.sessions,
        "sessions_before_it": week.before,
        **_projected(week.after),
        "best_achievable": _projected(week.best),
    }


def _missed_until(one: ThresholdAhead | None) -> int | None:
    return one.missed_until if one else None


def _attended_until(one: ThresholdAhead | None) -> int | None:
    return one.attended_until if one else None


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
